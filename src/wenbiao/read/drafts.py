"""What a format reader delivers: blocks in reading order, before offsets, sections and captions are settled."""

from __future__ import annotations

from dataclasses import dataclass, field

from wenbiao.model.address import Part
from wenbiao.model.document import Box


@dataclass(slots=True)
class DraftParagraph:
    """One paragraph; ``start`` is known only when the input itself is the plain text.

    ``level`` is a heading level the format states (Word style, HTML h1–h6); ``numbering`` an
    automatic number that the reader rebuilt and put at the head of ``text``; ``boxes`` its printed lines.
    """

    text: str
    start: int | None = None
    level: int | None = None
    numbering: str = ""
    page: int | None = None
    part: Part = Part.BODY
    hidden: bool = False
    boxes: tuple[Box, ...] = ()


@dataclass(slots=True)
class DraftCell:
    """One cell with its spans; its place follows from the row it stands in (the HTML rule)."""

    paragraphs: list[DraftParagraph]
    row_span: int = 1
    col_span: int = 1

    @classmethod
    def of(cls, text: str, *, row_span: int = 1, col_span: int = 1, page: int | None = None) -> DraftCell:
        """Return a cell whose lines are its paragraphs."""
        lines = [DraftParagraph(line, page=page) for line in text.split("\n")]
        return cls(lines, row_span, col_span)

    @property
    def text(self) -> str:
        """Return the stripped text, paragraphs joined by a line feed."""
        return "\n".join(p.text.strip() for p in self.paragraphs).strip()


@dataclass(slots=True)
class DraftTable:
    """One table as rows of cells, each spanning cell once; ``caption`` and ``unit`` where the format states them."""

    rows: list[list[DraftCell]]
    caption: str = ""
    unit: str = ""
    page: int | None = None
    flattened: bool = False
    hidden: bool = False


@dataclass(slots=True)
class Draft:
    """A whole document as one format reader delivers it.

    ``text`` is set only by the reader of plain text, whose offsets count in the input itself.
    """

    blocks: list[DraftParagraph | DraftTable] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    text: str | None = None
    encoding: str | None = None
