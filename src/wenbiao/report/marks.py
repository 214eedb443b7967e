"""What is marked in a document: stated figures by verdict, and the places that findings point at."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from wenbiao.model.document import Paragraph
from wenbiao.model.finding import Finding, Link, Verdict
from wenbiao.model.result import DocumentReport

ParagraphKey = tuple[str | None, int]
"""File and index of a paragraph."""
CellKey = tuple[str | None, int, int, int]
"""File, table, row and column of a cell."""

GRAVITY = (
    Verdict.CONTRADICTED,
    Verdict.UNDECIDABLE,
    Verdict.DERIVED,
    Verdict.ROUNDING,
    Verdict.SUPPORTED,
    Verdict.UNMATCHED,
)
"""Of several verdicts on figures that were compared with one cell, the cell shows the first of these."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A span of a document's text with what is said of it: the number of a stated figure with its verdict, or of a finding."""

    start: int
    end: int
    verdict: Verdict | None = None
    figure: int | None = None
    finding: int | None = None


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of text under the same marks.

    ``figure`` is the number of the stated figure it belongs to, ``opens`` whether the figure begins here;
    ``ends`` are the findings whose span ends with it.
    """

    text: str
    verdict: Verdict | None = None
    figure: int | None = None
    opens: bool = False
    findings: tuple[int, ...] = ()
    ends: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Marks:
    """All marks of one report."""

    spans: dict[ParagraphKey, list[Mark]]
    cells: dict[CellKey, list[int]]
    verdicts: dict[CellKey, Verdict]


def marks_of(report: DocumentReport, findings: Sequence[Finding]) -> Marks:
    """Return the marks of a report; ``findings`` and the figures are in the order of their numbers, from 1."""
    marks = Marks(defaultdict(list), defaultdict(list), {})
    for number, link in enumerate(report.links, start=1):
        mark_figure(number, link, marks)
    for number, finding in enumerate(findings, start=1):
        for evidence in finding.evidence:
            where = evidence.where
            if where.paragraph is not None and where.start is not None and where.end is not None:
                span = Mark(where.start, where.end, finding=number)
                marks.spans[where.file, where.paragraph].append(span)
            elif where.table is not None and where.row is not None and where.col is not None:
                numbers = marks.cells[where.file, where.table, where.row, where.col]
                numbers.extend([number] if number not in numbers else [])
    return marks


def mark_figure(number: int, link: Link, marks: Marks) -> None:
    """Mark a stated figure, and the cell that it was compared with."""
    fact = link.fact
    if fact.where.paragraph is not None and fact.start >= 0:
        span = Mark(fact.start, fact.end, verdict=link.verdict, figure=number)
        marks.spans[fact.where.file, fact.where.paragraph].append(span)
    for cell in link.cells[:1]:
        where = cell.where
        if where.table is not None and where.row is not None and where.col is not None:
            key = (where.file, where.table, where.row, where.col)
            known = marks.verdicts.get(key, Verdict.UNMATCHED)
            marks.verdicts[key] = min(known, link.verdict, key=GRAVITY.index)


def segments_of(paragraph: Paragraph, marks: Iterable[Mark]) -> list[Segment]:
    """Return the text of a paragraph cut wherever a mark begins or ends."""
    low, high = paragraph.start, paragraph.end
    inside = [mark for mark in marks if mark.start < high and mark.end > low and mark.start < mark.end]
    edges = sorted({low, high, *(max(m.start, low) for m in inside), *(min(m.end, high) for m in inside)})
    segments = []
    for start, end in itertools.pairwise(edges):
        over = [mark for mark in inside if mark.start < end and mark.end > start]
        figure = next((mark for mark in over if mark.verdict is not None), None)
        numbers = tuple(dict.fromkeys(mark.finding for mark in over if mark.finding is not None))
        ends = tuple(n for n in numbers if any(m.finding == n and min(m.end, high) == end for m in over))
        segments.append(
            Segment(
                paragraph.text[start - low : end - low],
                figure.verdict if figure else None,
                figure.figure if figure else None,
                figure is not None and max(figure.start, low) == start,
                numbers,
                ends,
            )
        )
    return segments or [Segment(paragraph.text)]
