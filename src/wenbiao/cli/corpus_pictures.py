"""``wenbiao corpus report``: the dashboard of a store, written to a file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from wenbiao.cli.output import writing
from wenbiao.cli.stdio import complain
from wenbiao.report.messages import Words

if TYPE_CHECKING:
    from wenbiao.corpus.store import Store


def write_dashboard(store: Store, output: str, words: Words) -> int:
    """Write the page of a store and return the exit status."""
    from wenbiao.corpus.dashboard import render_dashboard
    from wenbiao.corpus.query import connect

    page = render_dashboard(connect(store), words)
    path = Path(output)
    with writing(path, words):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8", newline="\n")
    complain(words("board.written", path=path, size=f"{len(page.encode()) / 1e6:.1f}"))
    return 0
