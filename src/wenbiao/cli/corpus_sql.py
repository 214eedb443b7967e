"""``wenbiao corpus sql``: one question, its answer as a table, CSV or JSON."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal

from wenbiao.cli.helping import SQL_FORMATS
from wenbiao.cli.settings import one_of
from wenbiao.cli.stdio import is_unicode
from wenbiao.model.quantity import plain
from wenbiao.report.messages import Words
from wenbiao.report.width import pad, width

BATCH = 1000
WIDEST = 40
"""Columns of the screen: longer texts are cut in the table, whole in the other formats."""
STDIN = "-"


def ask(question: str, store: str, form: str | None, words: Words) -> int:
    """Answer a question and return the exit status."""
    from wenbiao.corpus.query import answer
    from wenbiao.corpus.store import Store

    chosen = one_of(form or ("table" if sys.stdout.isatty() else "csv"), SQL_FORMATS, "--format", words)
    result = answer(Store(store), sys.stdin.read() if question == STDIN else question)
    names = [column[0] for column in result.description]
    rows = batches(result)
    {"table": print_table, "csv": print_csv, "json": print_json}[chosen](names, rows)
    return 0


def batches(result: object) -> Iterator[Sequence[object]]:
    """Yield the rows of a result, read some at a time."""
    while some := result.fetchmany(BATCH):  # type: ignore[attr-defined]
        yield from some


def print_table(names: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
    """Print columns set for the width of Chinese."""
    texts = [[shortened(shown(value)) for value in row] for row in rows]
    widths = [max([width(name), *(width(row[i]) for row in texts)]) for i, name in enumerate(names)]
    for row in ([*names], ["─" * w for w in widths], *texts):
        print("  ".join(pad(text, w) for text, w in zip(row, widths, strict=True)).rstrip())


def print_csv(names: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
    """Print comma-separated values with a line of names; null is empty."""
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([shown(value) for value in row] for row in rows)


def print_json(names: Sequence[str], rows: Iterator[Sequence[object]]) -> None:
    """Print a list of objects; exact numbers are strings, as everywhere in the program's JSON."""
    ascii_only = not is_unicode(sys.stdout)
    print("[", end="")
    for n, row in enumerate(rows):
        values = dict(zip(names, map(plainly, row), strict=True))
        print(",\n " if n else "", json.dumps(values, ensure_ascii=ascii_only), sep="", end="")
    print("]")


def plainly(value: object) -> object:
    """Return a value as JSON has it."""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, bool | int | float | str) or value is None:
        return value
    if isinstance(value, list | tuple):
        return [plainly(item) for item in value]
    if isinstance(value, dict):
        return {str(key): plainly(item) for key, item in value.items()}
    return value.isoformat() if isinstance(value, date | datetime | time) else str(value)


def shown(value: object) -> str:
    """Return a value as text; null is empty."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    return value if isinstance(value, str) else str(value)


def shortened(text: str) -> str:
    """Return a text on one line that fits into a column."""
    line = " ".join(text.split())
    while width(line) > WIDEST:
        line = line[:-2].rstrip("…") + "…"
    return line
