"""``wenbiao corpus stats``: groups of reports measured, with intervals."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from wenbiao.cli.helping import GROUPINGS, STATS_FORMATS
from wenbiao.cli.output import writing
from wenbiao.cli.settings import one_of
from wenbiao.cli.stdio import is_unicode
from wenbiao.report.messages import Words

if TYPE_CHECKING:
    from wenbiao.corpus.store import Store


def show_statistics(
    store: Store, by: str, form: str | None, output: str | None, fewest: int, seed: int, words: Words
) -> int:
    """Print or write the statistics of a store and return the exit status."""
    from wenbiao.corpus.measures import By
    from wenbiao.corpus.query import connect
    from wenbiao.corpus.statistics import statistics
    from wenbiao.corpus.tabulations import as_csv, as_html, as_json, as_text

    suffix = Path(output).suffix.removeprefix(".") if output else ""
    chosen = one_of(form or (suffix if suffix in STATS_FORMATS else "text"), STATS_FORMATS, "--format", words)
    found = statistics(connect(store), By(one_of(by, GROUPINGS, "--by", words)), fewest, seed)
    made = {"text": as_text, "csv": as_csv, "html": as_html, "json": as_json}[chosen](found)
    if output:
        with writing(Path(output), words):
            Path(output).write_text(made, encoding="utf-8-sig" if chosen == "csv" else "utf-8")
        return 0
    if chosen == "json" and not is_unicode(sys.stdout):
        made = as_json(found, ascii_only=True)
    sys.stdout.write(made)
    return 0
