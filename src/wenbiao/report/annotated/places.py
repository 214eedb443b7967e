"""Where the comment on a finding stands: at the exact characters, in the cell, or at the nearest heading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from wenbiao.model.address import Part, Where
from wenbiao.model.document import Cell, Document, Paragraph, Table
from wenbiao.model.finding import Evidence, Finding, Role


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of a document: from ``start`` in one paragraph to ``end`` in the same or a later one.

    Offsets count within their paragraph. An empty paragraph has the spot 0:0.
    """

    first: Paragraph
    start: int
    last: Paragraph
    end: int

    @classmethod
    def of(cls, paragraph: Paragraph) -> Spot:
        """Return the whole of a paragraph."""
        return cls(paragraph, 0, paragraph, len(paragraph.text))


class Places:
    """Finds the spots of one document; ``title`` is the report's title as recognised."""

    def __init__(self, document: Document, title: str) -> None:
        """Index the document."""
        self.document = document
        self.paragraphs = {p.index: p for p in document.paragraphs()}
        self.tables = {t.index: t for t in document.tables}
        self.headings = [p for p in document.body if p.level is not None and p.part is Part.BODY]
        self.title = title_of(document, title)

    def spot(self, finding: Finding) -> Spot | None:
        """Return where the comment on a finding stands, None when nothing of its evidence is in this document."""
        for evidence in finding.evidence:
            if evidence.role is Role.FORMULA or evidence.where.file != self.document.file:
                continue
            if found := self.evidence_spot(evidence):
                return found
        return None

    def evidence_spot(self, evidence: Evidence) -> Spot | None:
        """Return the spot of one piece of evidence; what is missing stands at its cell or the nearest heading."""
        where = evidence.where
        if where.table is not None:
            return self.table_spot(evidence)
        if evidence.role is Role.ABSENT:
            return self.heading_spot(where)
        paragraph = self.paragraphs.get(-1 if where.paragraph is None else where.paragraph)
        if paragraph is None:
            return self.heading_spot(where)
        if where.start is None or where.end is None:
            return Spot.of(paragraph)
        low, high = (min(max(at - paragraph.start, 0), len(paragraph.text)) for at in (where.start, where.end))
        return Spot(paragraph, low, paragraph, high) if low < high else Spot.of(paragraph)

    def table_spot(self, evidence: Evidence) -> Spot | None:
        """Return the spot of a table, a cell, or a quote in a cell."""
        where = evidence.where
        table = self.tables.get(-1 if where.table is None else where.table)
        if table is None:
            return None
        cell = next((c for c in table.cells if (c.row, c.col) == (where.row, where.col)), None)
        if cell is None:
            return self.caption_spot(table)
        if where.paragraph is not None and where.start is not None and where.end is not None:
            for paragraph in cell.paragraphs:
                if paragraph.start <= where.start < where.end <= paragraph.end:
                    return Spot(paragraph, where.start - paragraph.start, paragraph, where.end - paragraph.start)
        return cell_spot(cell, evidence.quote)

    def caption_spot(self, table: Table) -> Spot | None:
        """Return the caption above a table, else its first filled cell."""
        at = self.document.blocks.index(table)
        for block in reversed(self.document.blocks[:at]):
            if isinstance(block, Table):
                break
            if table.caption and squeezed(table.caption) in squeezed(block.text):
                return Spot.of(block)
        filled = (c for c in table.cells if c.text)
        cell = next(filled, next((c for c in table.cells if c.paragraphs), None))
        return None if cell is None else cell_spot(cell, "")

    def heading_spot(self, where: Where) -> Spot | None:
        """Return the heading nearest to a place, None for the whole document."""
        if where.section:
            wanted = squeezed(where.section[-1])
            for heading in self.headings:
                if squeezed(heading.text) == wanted:
                    return Spot.of(heading)
        if where.paragraph is None:
            return None
        above = [h for h in self.headings if h.index <= where.paragraph]
        return Spot.of(above[-1]) if above else None


def cell_spot(cell: Cell, quote: str) -> Spot | None:
    """Return the quote in a cell when it stands there once, else the whole text of the cell."""
    filled = [p for p in cell.paragraphs if p.text.strip()]
    if not filled:
        return Spot.of(cell.paragraphs[0]) if cell.paragraphs else None
    holding = [p for p in filled if quote and p.text.count(quote) == 1]
    if len(holding) == 1:
        start = holding[0].text.index(quote)
        return Spot(holding[0], start, holding[0], start + len(quote))
    return Spot(filled[0], 0, filled[-1], len(filled[-1].text))


def title_of(document: Document, title: str) -> Paragraph | None:
    """Return the paragraph with the title: the first that belongs to it, else the first that says anything."""
    said = squeezed(title)
    filled = [p for p in running_text(document) if p.text.strip()]
    for paragraph in filled:
        line = squeezed(paragraph.text)
        if said and (said in line or (len(line) > 1 and line in said)):
            return paragraph
    return next(iter(filled), next(iter(document.paragraphs()), None))


def running_text(document: Document) -> Iterator[Paragraph]:
    """Yield the paragraphs of the body, those outside tables first."""
    yield from (p for p in document.body if p.part is Part.BODY)
    yield from (p for t in document.tables for c in t.cells for p in c.paragraphs if p.part is Part.BODY)


def squeezed(text: str) -> str:
    """Return ``text`` without white space, for comparisons."""
    return "".join(text.split())
