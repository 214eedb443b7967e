"""Readable lists: the stated figures, what they were checked against, the tables as CSV."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Sequence

from wenbiao.model.fact import Fact
from wenbiao.model.finding import Link, Verdict
from wenbiao.model.result import TableView
from wenbiao.report.json import printed_text, table_row
from wenbiao.report.lines import Line, Style
from wenbiao.report.messages import Words
from wenbiao.report.places import path_of, place
from wenbiao.report.width import clip, pad, width

MAX_COLUMN = 36
"""Columns of a list are cut at this width; the machine-readable formats have it all."""
GAP = "  "

CSV_FIELDS = (
    "file", "table", "caption", "form", "row", "col", "row_span", "col_span",
    "header", "label", "kind", "value", "unit", "period", "basis", "text",
)  # fmt: skip
FORMULA_LIKE = re.compile(r"[=@\t\r]|[+-](?![\d.,]+%?$)")
"""The beginning of a text that a spreadsheet would run as a formula; a signed number is none."""

VERDICT_STYLE = {
    Verdict.SUPPORTED: Style.GOOD,
    Verdict.ROUNDING: Style.GOOD,
    Verdict.DERIVED: Style.GOOD,
    Verdict.CONTRADICTED: Style.ERROR,
    Verdict.UNMATCHED: Style.FAINT,
    Verdict.UNDECIDABLE: Style.WARNING,
}


def columns_of(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Return header and rows as lines whose columns stand under each other; the last column runs free."""
    cut = [[clip(cell, MAX_COLUMN) for cell in row[:-1]] + [row[-1]] for row in (header, *rows)]
    widths = [max(map(width, column)) for column in zip(*cut, strict=True)]
    return [GAP.join([*map(pad, row[:-1], widths[:-1]), row[-1]]).rstrip() for row in cut]


def fact_lines(facts: Sequence[Fact], words: Words) -> Iterator[Line]:
    """Yield the stated figures as a list."""
    keys = ("place", "figure", "kind", "subject", "period", "basis", "relation")
    rows = [
        [
            place(fact.where, words),
            printed_text(fact),
            words.kind(fact.quantity.kind),
            fact.subject,
            fact.period or "",
            words.basis(fact.basis),
            words.relation(fact.relation),
        ]
        for fact in facts
    ]
    header, *body = columns_of([words(f"list.{key}") for key in keys], rows)
    yield Line(header, Style.TITLE)
    yield from map(Line, body)
    yield Line(words("list.facts", count=len(facts)), Style.FAINT)


def link_lines(links: Sequence[Link], words: Words) -> Iterator[Line]:
    """Yield each stated figure with its verdict and what it was checked against."""
    keys = ("verdict", "place", "figure", "subject", "against")
    rows = [
        [
            words.verdict(link.verdict),
            place(link.fact.where, words),
            printed_text(link.fact),
            link.fact.subject,
            against(link, words),
        ]
        for link in links
    ]
    header, *body = columns_of([words(f"list.{key}") for key in keys], rows)
    yield Line(header, Style.TITLE)
    for link, text in zip(links, body, strict=True):
        yield Line(text, VERDICT_STYLE[link.verdict])


def against(link: Link, words: Words) -> str:
    """Return the best cell with its labels, and the formula."""
    said = []
    for fact in link.cells[:1]:
        label = path_of(fact.label) if fact.cell is not None else fact.subject
        figure = fact.cell.text if fact.cell is not None else printed_text(fact)
        said.append(words.labelled(place(fact.where, words) + (f"［{label}］" if label else ""), figure))
    if link.formula:
        said.append(link.formula)
    return words.clauses(said)


def tables_csv(views: Sequence[TableView], mask: Callable[[str], str] = str) -> str:
    """Return all cells of all tables, one to a line; texts that would run as formulas are made harmless."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(CSV_FIELDS)
    for view in views:
        table = table_row(view, mask)
        head = (table["file"], table["index"], table["caption"], table["form"])
        for row in table["rows"]:
            for cell in row:
                spans = (cell["row"], cell["col"], cell["row_span"], cell["col_span"], int(cell["header"]))
                typed = (cell["kind"], cell["value"], cell["unit"], cell["period"], cell["basis"])
                writer.writerow(map(harmless, (*head, *spans, " / ".join(cell["label"]), *typed, cell["text"])))
    return out.getvalue()


def harmless(value: object) -> object:
    """Return ``value``, a text that a spreadsheet would run as a formula with an apostrophe before it."""
    return f"'{value}" if isinstance(value, str) and FORMULA_LIKE.match(value) else value
