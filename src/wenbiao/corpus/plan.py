"""What is to do: the documents found, set against what the store holds already."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from wenbiao.config import Config
from wenbiao.corpus.audit import Source
from wenbiao.corpus.discover import Found
from wenbiao.corpus.stamp import BASE, digest, stamp_id
from wenbiao.corpus.store import Index, Stamp, Store

SMALLEST, LARGEST = 8, 256
"""Documents of a batch: a batch is what an interruption can cost one worker."""
BATCHES = 256
"""About so many batches are made of a collection, so that a store has neither few nor countless parts."""
NAME_LENGTH = 24
ABANDONED = frozenset({"limit", "crash"})
"""Failures that another machine or another day may not see."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part to write: its name, the id of its stamp, and its documents with the part that holds their earlier rows.

    ``changed`` are the rules to run on documents that have earlier rows, ``gone`` the rules whose findings are dropped;
    where ``changed`` is None the rows are taken over as they are.
    """

    name: str
    stamp: str
    sources: tuple[Source, ...]
    old: str | None = None
    changed: frozenset[str] | None = None
    gone: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Task:
    """What one worker does at a time: parts to write, which together take the place of one old part if there is one."""

    parts: tuple[Part, ...]
    replaces: str | None
    config: Config

    @property
    def documents(self) -> int:
        """Return how many documents the task is about."""
        return sum(len(part.sources) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Held:
    """One document as the store holds it."""

    source: Source
    part: str
    failed: str | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The tasks, the parts to drop, and how many documents there are, are done already, and are byte for byte copies."""

    tasks: tuple[Task, ...]
    dropped: tuple[str, ...]
    documents: int
    done: int
    copies: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """How a run is to be made: the settings, their stamp, and what to do with what the store holds besides."""

    config: Config
    stamp: Stamp
    roots: tuple[str, ...]
    prune: bool = False
    retry: bool = False


def plan(found: Sequence[Found], keys: Sequence[str], store: Store, index: Index, wanted: Wanted) -> Plan:
    """Return what a run has to do."""
    held = {entry.source.key: entry for entry in held_in(store, index)}
    sources = sources_of(found, keys, held.values(), wanted)
    id_ = stamp_id(wanted.stamp)
    new = [source for key, source in sorted(sources.items()) if key not in held]
    size = min(LARGEST, max(SMALLEST, -(-len(sources) // BATCHES)))
    tasks = [Task((part_of(batch, id_),), None, wanted.config) for batch in chunks(new, size)]
    dropped = []
    parts: dict[str, list[Held]] = {name: [] for name in index.parts}
    for entry in held.values():
        parts[entry.part].append(entry)
    for name, entries in sorted(parts.items()):
        task = renewal(name, entries, sources, index, wanted)
        if task is None:
            dropped.append(name)
        elif [part.name for part in task.parts] != [name]:
            tasks.append(task)
    done = len(sources) - sum(len(p.sources) for t in tasks for p in t.parts if p.changed is not None or p.old is None)
    copies = sum(len(source.copies) for source in sources.values())
    return Plan(tuple(tasks), tuple(dropped), len(sources), done, copies)


def held_in(store: Store, index: Index) -> Iterator[Held]:
    """Yield the documents of a store, those that could not be audited too."""
    for name in sorted(index.parts):
        for row in store.read("documents", ("document", "path", "copies"), [name]).to_pylist():
            yield Held(Source(row["document"], row["path"], copies=tuple(row["copies"] or ())), name, None)
        for row in store.read("failures", ("document", "path", "kind"), [name]).to_pylist():
            if row["kind"] != "rule":
                yield Held(Source(row["document"], row["path"]), name, row["kind"])


def sources_of(found: Sequence[Found], keys: Sequence[str], held: Iterable[Held], wanted: Wanted) -> dict[str, Source]:
    """Return the documents the store is to hold, by key; of paths with the same bytes the first one names the document."""
    at = dict(zip((f.path for f in found), zip(keys, found, strict=True), strict=True))
    paths: dict[str, list[str]] = {}
    for path, (key, _) in at.items():
        paths.setdefault(key, []).append(path)
    for entry in held if not wanted.prune else ():
        for path in (entry.source.path, *entry.source.copies):
            if path not in at and not is_under(path, wanted.roots):
                paths.setdefault(entry.source.key, []).append(path)
    result = {}
    for key, known in paths.items():
        first, *copies = sorted(known)
        files, names = (at[first][1].files, at[first][1].names) if first in at else ((), ())
        result[key] = Source(key, first, files, names, tuple(copies))
    return result


def is_under(path: str, roots: Sequence[str]) -> bool:
    """Whether a path is one of the roots or inside it."""
    return any(path == root or path.startswith(root.rstrip("/") + "/") for root in roots)


def renewal(
    name: str, entries: Sequence[Held], sources: Mapping[str, Source], index: Index, wanted: Wanted
) -> Task | None:
    """Return the task that brings an old part up to date, one with the same single part when it is, None when nothing of it stays."""
    old_id = index.parts[name][1]
    old, new_id = index.stamps[old_id], stamp_id(wanted.stamp)
    kept, redone, rest = [], [], []
    for entry in entries:
        source = sources.get(entry.source.key)
        if source is None:
            continue
        if not source.files or (old_id == new_id and not is_stale(entry, source, wanted)):
            kept.append(source)
        elif entry.failed is None and old[BASE] == wanted.stamp[BASE] and source.path == entry.source.path:
            redone.append(source)
        else:
            rest.append(source)
    changed = frozenset(code for code, digest in wanted.stamp.items() if old.get(code) != digest)
    gone = frozenset(old) - frozenset(wanted.stamp)
    parts = [
        part_of(kept, old_id, name),
        part_of(redone, new_id, name, changed, gone),
        part_of(rest, new_id),
    ]
    filled = tuple(part for part in parts if part.sources)
    return Task(filled, name, wanted.config) if filled else None


def is_stale(entry: Held, source: Source, wanted: Wanted) -> bool:
    """Whether a document has to be done again although the program is the same: it has moved, or is tried again."""
    return source.path != entry.source.path or (wanted.retry and entry.failed in ABANDONED)


def part_of(
    sources: Sequence[Source],
    stamp: str,
    old: str | None = None,
    changed: frozenset[str] | None = None,
    gone: frozenset[str] = frozenset(),
) -> Part:
    """Return a part with a name that follows from its documents and their stamp."""
    said = [f"{stamp} {s.key} {s.path} {' '.join(s.copies)}" for s in sources]
    return Part(digest(said)[:NAME_LENGTH], stamp, tuple(sources), old, changed, gone)


def chunks(sources: Sequence[Source], size: int) -> Iterator[Sequence[Source]]:
    """Yield batches; taking whole batches away, as an interrupted run does, leaves the others as they are."""
    for start in range(0, len(sources), size):
        yield sources[start : start + size]
