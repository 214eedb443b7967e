"""``wenbiao corpus run``: checks what was asked, shows how far the run is, and sums it up."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wenbiao.cli.check import check_profile
from wenbiao.cli.helping import ENGINES
from wenbiao.cli.settings import Request, one_of, settings_of
from wenbiao.cli.stdio import complain
from wenbiao.config import Config
from wenbiao.report.messages import Words

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from wenbiao.corpus.plan import Plan


@dataclass(frozen=True, slots=True)
class Asked:
    """The arguments and options of ``corpus run``."""

    paths: Sequence[str]
    store: str
    engine: str
    workers: int | None
    packages: bool
    prune: bool
    retry: bool


def run_corpus(asked: Asked, request: Request, words: Words) -> int:
    """Bring the store up to date and return the exit status: 0 when the run was finished, whatever failed in it."""
    one_of(asked.engine, ENGINES, "--engine", words)
    given = settings_of(request, words).config
    config = Config(profile=given.profile, select=given.select, ignore=given.ignore)
    check_profile(config)

    from wenbiao.corpus.plan import Wanted
    from wenbiao.corpus.run import How, run
    from wenbiao.corpus.stamp import stamp_of
    from wenbiao.corpus.store import Store

    roots = tuple(path.rstrip("/") or "/" for path in asked.paths)
    wanted = Wanted(config, stamp_of(config), roots, prune=asked.prune, retry=asked.retry)
    how = How(asked.engine, asked.workers, asked.packages)
    with Watching(words) as watching:
        summary = run(roots, Store(asked.store), wanted, how, watching)
    complain(
        words(
            "corpus.done",
            documents=summary.documents,
            audited=summary.audited,
            before=summary.before,
            failed=summary.failed,
            copies=summary.copies,
            store=asked.store,
        )
    )
    return 0


class Watching:
    """A bar on standard error with rate, time left and failures; silent where nobody looks."""

    def __init__(self, words: Words) -> None:
        """Prepare the bar."""
        self.words = words
        self.bar: Progress | None = None
        self.task: TaskID | None = None
        self.failures = self.documents = 0
        self.begun = time.monotonic()
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

            columns = (
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                TextColumn("{task.description}", markup=False),
            )
            console = Console(file=sys.stderr, emoji=False, highlight=False)
            self.bar = Progress(*columns, console=console, transient=True)

    def __enter__(self) -> Watching:
        """Show the bar."""
        if self.bar is not None:
            self.bar.start()
            self.task = self.bar.add_task(self.words("corpus.reading"), total=None)
        return self

    def __exit__(self, *_: object) -> None:
        """Take the bar away."""
        if self.bar is not None:
            self.bar.stop()

    def reading(self, done: int, total: int) -> None:
        """Show how many files are read."""
        if self.bar is not None and self.task is not None:
            self.bar.update(self.task, completed=done, total=total)

    def planned(self, work: Plan) -> None:
        """Begin anew with the documents that are to be audited."""
        self.begun = time.monotonic()
        if self.bar is not None and self.task is not None:
            left = sum(task.documents for task in work.tasks)
            self.bar.reset(self.task, total=left, description=self.words("corpus.rate", rate="–", failures=0))

    def done(self, documents: int, failures: int) -> None:
        """Show what was done with rate and failures."""
        self.failures += failures
        self.documents += documents
        if self.bar is not None and self.task is not None:
            rate = f"{self.documents / max(time.monotonic() - self.begun, 1e-3):.1f}"
            said = self.words("corpus.rate", rate=rate, failures=self.failures)
            self.bar.update(self.task, advance=documents, description=said)
