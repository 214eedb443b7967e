"""A document as read: a frozen tree of paragraphs and tables in reading order.

Elements compare by identity, so a paragraph or a cell can be a key and a fact can point at it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from wenbiao.model.address import Part, Where


class Format(StrEnum):
    """The kinds of input, recognised by content."""

    TEXT = "text"
    DOCX = "docx"
    PDF = "pdf"
    HTML = "html"
    XLSX = "xlsx"
    XLS = "xls"


@dataclass(frozen=True, slots=True)
class Box:
    """Where one printed line of a paragraph stands: on which page, and the rectangle around it.

    ``x0``, ``top``, ``x1`` and ``bottom`` are in points from the top left corner of the page as it is stored,
    ``start`` and ``end`` are offsets in the paragraph.
    """

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    start: int
    end: int


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """One paragraph of running text, in the body or inside a cell.

    ``text`` is exactly ``document.text[start:end]``. ``level`` is the heading level from 1, or
    None for running text; ``section`` holds the headings above it, outermost first. ``numbering``
    is the automatic number that the reader rebuilt; the text begins with it. ``boxes`` are its lines
    on the pages of a PDF, empty for other formats.
    """

    index: int
    text: str
    start: int
    part: Part = Part.BODY
    page: int | None = None
    level: int | None = None
    section: tuple[str, ...] = ()
    numbering: str = ""
    hidden: bool = False
    file: str | None = None
    boxes: tuple[Box, ...] = ()

    @property
    def end(self) -> int:
        """Return the offset just after the last character."""
        return self.start + len(self.text)

    def where(self, start: int | None = None, end: int | None = None) -> Where:
        """Return the address of the paragraph, or of the span ``start:end`` in document offsets."""
        return Where(
            file=self.file,
            part=self.part,
            section=self.section,
            paragraph=self.index,
            start=self.start if start is None else start,
            end=self.end if end is None else end,
            page=self.page,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    """One cell at its first (top left) position; ``row`` and ``col`` count from 0 in its table."""

    row: int
    col: int
    paragraphs: tuple[Paragraph, ...]
    row_span: int = 1
    col_span: int = 1

    @property
    def text(self) -> str:
        """Return the stripped text, paragraphs joined by a line feed."""
        if len(self.paragraphs) == 1:
            return self.paragraphs[0].text.strip()
        return "\n".join(p.text.strip() for p in self.paragraphs).strip()


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """One table; ``cells`` are in row order, each spanning cell once.

    ``flattened`` says that the source had lost its spans (see CONTRACT, flattened text), so that
    a blank cell may be the continuation of the one above or before it. ``unit`` is what the
    "单位：" line of the table says, or an empty string.
    """

    index: int
    cells: tuple[Cell, ...]
    n_rows: int
    n_cols: int
    caption: str = ""
    unit: str = ""
    page: int | None = None
    section: tuple[str, ...] = ()
    flattened: bool = False
    hidden: bool = False
    file: str | None = None

    def rows(self) -> list[list[Cell]]:
        """Return the cells by row, each cell in the row where it begins."""
        rows: list[list[Cell]] = [[] for _ in range(self.n_rows)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        return rows

    def grid(self) -> list[list[Cell | None]]:
        """Return an ``n_rows`` × ``n_cols`` matrix in which a spanning cell stands at each place it covers."""
        grid: list[list[Cell | None]] = [[None] * self.n_cols for _ in range(self.n_rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.n_rows)):
                for col in range(cell.col, min(cell.col + cell.col_span, self.n_cols)):
                    grid[row][col] = cell
        return grid

    def where(self, cell: Cell | None = None) -> Where:
        """Return the address of the table or of one of its cells."""
        page = self.page
        if cell is not None and cell.paragraphs and cell.paragraphs[0].page is not None:
            page = cell.paragraphs[0].page
        return Where(
            file=self.file,
            section=self.section,
            table=self.index,
            row=None if cell is None else cell.row,
            col=None if cell is None else cell.col,
            page=page,
        )


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One input file as read.

    ``text`` is what character offsets count in: the decoded input for text, a rendering of the
    document for every other format. ``file`` is the member's name inside a package, else None.
    """

    path: str
    sha256: str
    format: Format
    text: str
    blocks: tuple[Paragraph | Table, ...]
    encoding: str | None = None
    warnings: tuple[str, ...] = ()
    file: str | None = None

    @property
    def tables(self) -> list[Table]:
        """Return the tables in reading order."""
        return [b for b in self.blocks if isinstance(b, Table)]

    @property
    def body(self) -> list[Paragraph]:
        """Return the paragraphs outside tables, headers, footers and notes included."""
        return [b for b in self.blocks if isinstance(b, Paragraph)]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield every paragraph in reading order, those in cells included."""
        for block in self.blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                for cell in block.cells:
                    yield from cell.paragraphs
