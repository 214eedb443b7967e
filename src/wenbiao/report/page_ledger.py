"""The reconciliation of a web page: every stated figure with the cell or the arithmetic it was checked against."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wenbiao.model.address import Where
from wenbiao.model.document import Table
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Link, Verdict
from wenbiao.model.result import DocumentReport
from wenbiao.report.json import printed_text
from wenbiao.report.messages import Words
from wenbiao.report.places import path_of, place
from wenbiao.report.tabulated import mark_of


@dataclass(frozen=True, slots=True)
class FigureView:
    """One stated figure; ``href`` leads to it in the text, ``cell_href`` to what it was compared with."""

    number: int
    outcome: str
    wrong: bool
    href: str
    text: str
    about: str
    cell_href: str
    label: str
    cell: str
    formula: str


def figure_views(report: DocumentReport, words: Words) -> Iterator[FigureView]:
    """Yield the figures in document order."""
    for number, link in enumerate(report.links, start=1):
        cell_href, label, cell = compared(link, words)
        fact = link.fact
        about = (fact.subject, fact.period or "", words.basis(fact.basis))
        yield FigureView(
            number=number,
            outcome=f"{mark_of(link.verdict)} {words.verdict(link.verdict)}",
            wrong=link.verdict is Verdict.CONTRADICTED,
            href=f"#q{number}" if fact.where.paragraph is not None and fact.start >= 0 else "",
            text=printed_text(fact),
            about=" ".join(filter(None, about)),
            cell_href=cell_href,
            label=label,
            cell=cell,
            formula=link.formula,
        )


def compared(link: Link, words: Words) -> tuple[str, str, str]:
    """Return the link, the headers (or the place) and the content of what a figure was compared with, if anything."""
    if not link.cells:
        return "", "", ""
    fact = link.cells[0]
    label = (
        path_of((table_of(fact, words), *fact.row_labels, *fact.column_labels))
        if fact.cell is not None
        else fact.subject
    )
    shown = fact.cell.text if fact.cell is not None else printed_text(fact)
    anchor = anchor_of(fact.where)
    return f"#{anchor}" if anchor else "", label or place(fact.where, words), shown


def table_of(fact: Fact, words: Words) -> str:
    """Return the number of a cell's table, which stands beside the ledger; among several files its caption."""
    where = fact.where
    return words("page.table", n=where.table + 1) if where.table is not None and not where.file else fact.caption


def anchor_of(where: Where) -> str:
    """Return the id of a place on the page; an empty string for the whole document."""
    if where.table is not None and where.row is not None and where.col is not None:
        spot = f"t{where.table + 1}r{where.row + 1}c{where.col + 1}"
    elif where.table is not None:
        spot = f"t{where.table + 1}"
    elif where.paragraph is not None:
        spot = f"p{where.paragraph + 1}"
    else:
        return ""
    return spot if where.file is None else f"{spot}-{file_key(where.file)}"


def file_key(file: str) -> str:
    """Return a file's name as part of an id, which must not hold spaces."""
    return "".join(char if char.isalnum() else f"_{ord(char):x}_" for char in file)


def known_anchors(report: DocumentReport) -> frozenset[str]:
    """Return the ids of all places that the page can show."""
    found = set()
    for document in report.members:
        for block in document.blocks:
            found.add(anchor_of(block.where()))
            if isinstance(block, Table):
                found.update(anchor_of(block.where(cell)) for cell in block.cells)
    return frozenset(found)


def wanted_anchors(report: DocumentReport) -> frozenset[str]:
    """Return the ids that something on the page leads to; no other cell needs one."""
    wheres = [evidence.where for finding in report.findings for evidence in finding.evidence]
    wheres += [fact.where for link in report.links for fact in link.cells[:1]]
    return frozenset(map(anchor_of, wheres))
