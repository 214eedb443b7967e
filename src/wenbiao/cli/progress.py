"""How far a long run is, for a person who waits; silent where nobody looks."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

from wenbiao.report.messages import Words

LONG_ENOUGH = 2
"""A single document is done before a bar could tell anything."""

Step = Callable[[str], None]
"""To be called with a document's name when its turn comes."""


@contextlib.contextmanager
def progress(amount: int, words: Words, *, quiet: bool) -> Iterator[Step]:
    """Show a bar with the time left on standard error while ``amount`` documents are audited.

    Nothing is shown when standard error is no terminal, or when ``quiet``: the reports themselves are on the screen.
    """
    if quiet or amount < LONG_ENOUGH or not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn(words("cli.progress")),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False),
    )
    console = Console(file=sys.stderr, emoji=False, highlight=False)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("", total=amount)
        begun = False

        def step(name: str) -> None:
            nonlocal begun
            bar.update(task, advance=int(begun), description=name)
            begun = True

        yield step
