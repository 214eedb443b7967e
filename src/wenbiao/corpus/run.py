"""The driver of a run: what is to do, who does it, and the index that grows as parts are written."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from wenbiao.corpus.discover import Found, find, keys_of
from wenbiao.corpus.engines import Work, results
from wenbiao.corpus.guard import Limits
from wenbiao.corpus.plan import Plan, Task, Wanted, plan
from wenbiao.corpus.stamp import stamp_id
from wenbiao.corpus.store import Index, Store
from wenbiao.errors import ConfigError

SECONDS_BETWEEN = 2.0
"""The index is written so often at most: it is small beside the parts, but grows with them."""
LOCK = "lock"


class Watcher(Protocol):
    """Who wants to know how far a run is."""

    def reading(self, done: int, total: int) -> None:
        """Hear how many files were read to know them by their bytes."""

    def planned(self, work: Plan) -> None:
        """Hear what is to do."""

    def done(self, documents: int, failures: int) -> None:
        """Hear of documents that were audited, and how many of them failed."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to: documents in the paths and copies among them, done before, audited now, failed in the whole store."""

    documents: int
    copies: int
    before: int
    audited: int
    failed: int


@dataclass(frozen=True, slots=True)
class How:
    """Who does the work and within which limits."""

    engine: str = "local"
    workers: int | None = None
    packages: bool = False
    limits: Limits = Limits()  # noqa: RUF009


def run(paths: Sequence[str], store: Store, wanted: Wanted, how: How, watcher: Watcher) -> Summary:
    """Bring a store up to date with the documents under ``paths``.

    What is done is kept whatever interrupts the run; the same call goes on from there and ends with the same rows.
    Raises ``StoreFull`` or ``RunStopped`` when it cannot go on.
    """
    store.prepare()
    with locked(store):
        found = distinct(find(paths, packages=how.packages))
        keys = []
        for key in keys_of(found, lambda done: watcher.reading(done, len(found))):
            keys.append(key)
        index = store.index()
        first = plan(found, keys, store, index, wanted)
        adopt(first, store, index, wanted)
        work = plan(found, keys, store, index, wanted)
        watcher.planned(work)
        carry_out(work, store, index, how, watcher)
        store.sweep(index)
        kinds = store.read("failures", ("kind",)).column("kind").to_pylist()
        failed = sum(kind != "rule" for kind in kinds)
        return Summary(work.documents, work.copies, work.done, work.documents - work.done, failed)


def distinct(found: Iterator[Found]) -> list[Found]:
    """Return the documents with each path once, however many of the paths given lead to it."""
    return list({entry.path: entry for entry in found}.values())


def adopt(work: Plan, store: Store, index: Index, wanted: Wanted) -> None:
    """Enter into the index the parts that an interrupted run has written but not entered."""
    present = store.present()
    index.stamps[stamp_id(wanted.stamp)] = wanted.stamp
    for task in work.tasks:
        if all(part.name in present for part in task.parts):
            enter(task, {part.name: len(part.sources) for part in task.parts}, index)
    for name in work.dropped:
        del index.parts[name]
    store.write_index(index)


def enter(task: Task, written: dict[str, int], index: Index) -> None:
    """Enter the parts of a task into the index, in place of the one they replace."""
    if task.replaces is not None:
        index.parts.pop(task.replaces, None)
    for part in task.parts:
        index.parts[part.name] = (written[part.name], part.stamp)


def carry_out(work: Plan, store: Store, index: Index, how: How, watcher: Watcher) -> None:
    """Have the tasks done, and enter what is written into the index."""
    if not work.tasks:
        return
    entered = time.monotonic()
    try:
        with contextlib.closing(
            results(how.engine, Work(work.tasks, store.address, how.limits, how.workers))
        ) as answers:
            for task, written in answers:
                enter(task, dict(written.parts), index)
                watcher.done(task.documents, written.failures)
                if time.monotonic() - entered > SECONDS_BETWEEN:
                    store.write_index(index)
                    entered = time.monotonic()
    finally:
        store.write_index(index)


@contextlib.contextmanager
def locked(store: Store) -> Iterator[None]:
    """Keep a second run out of a store of this machine; the lock goes with the process that holds it, however that ends."""
    if not store.is_local:
        yield
        return
    try:
        import fcntl
    except ImportError:
        yield
        return
    with (Path(store.root) / LOCK).open("w") as stream:
        try:
            fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise ConfigError(f"“{store.address}”正由另一次运行使用。", "请等它结束后再运行。") from error
        yield
