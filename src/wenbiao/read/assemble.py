"""Draft → Document: offsets, sections, captions and cell positions, the same for every format."""

from __future__ import annotations

from itertools import count

from wenbiao.model.document import Cell, Document, Format, Paragraph, Table
from wenbiao.read.caption import caption_above, caption_inside, unit_in_title
from wenbiao.read.drafts import Draft, DraftCell, DraftParagraph, DraftTable
from wenbiao.read.grid import place
from wenbiao.read.outline import sections


class Assembler:
    """Lays the blocks of one draft out in order, counting paragraphs, tables and characters."""

    def __init__(self, draft: Draft, file: str | None) -> None:
        """Prepare for one draft; ``file`` is the member's name inside a package."""
        self.draft = draft
        self.file = file
        self.pieces: list[str] = []
        self.length = 0
        self.numbers = count()
        body = [b for b in draft.blocks if isinstance(b, DraftParagraph)]
        self.outline = dict(zip(map(id, body), sections(body), strict=True))

    def write(self, text: str) -> int:
        """Append ``text`` to the rendering and return where it begins."""
        start = self.length
        self.pieces.append(text)
        self.length += len(text)
        return start

    def paragraph(self, draft: DraftParagraph, section: tuple[str, ...], level: int | None) -> Paragraph:
        """Return the paragraph at its offset; without a given offset it is rendered as a line."""
        start = self.write(draft.text) if draft.start is None else draft.start
        return Paragraph(
            index=next(self.numbers),
            text=draft.text,
            start=start,
            part=draft.part,
            page=draft.page,
            level=level,
            section=section,
            numbering=draft.numbering,
            hidden=draft.hidden,
            file=self.file,
            boxes=draft.boxes,
        )

    def cell(self, draft: DraftCell, row: int, col: int, row_span: int, section: tuple[str, ...]) -> Cell:
        """Return the cell at its place; its first line is rendered after a TAB."""
        paragraphs = []
        for i, piece in enumerate(draft.paragraphs):
            if piece.start is None:
                self.write("\t" if i == 0 else "")
            paragraphs.append(self.paragraph(piece, section, None))
            if piece.start is None:
                self.write("\n")
        return Cell(row, col, tuple(paragraphs), row_span, max(1, draft.col_span))

    def table(self, draft: DraftTable, index: int, above: list[DraftParagraph], section: tuple[str, ...]) -> Table:
        """Return the table with its caption, unit and cells."""
        caption, unit = caption_above(above)
        inner_caption, inner_unit = caption_inside(draft)
        cells, last_row = [], -1
        for row, col, row_span, cell in place(draft):
            if row != last_row and last_row >= 0:
                self.write("\n")
            last_row = row
            cells.append(self.cell(cell, row, col, row_span, section))
        self.write("\n")
        caption = draft.caption or caption or inner_caption
        return Table(
            index=index,
            cells=tuple(cells),
            n_rows=len(draft.rows),
            n_cols=max((c.col + c.col_span for c in cells), default=0),
            caption=caption,
            unit=draft.unit or inner_unit or unit or unit_in_title(caption),
            page=draft.page,
            section=section,
            flattened=draft.flattened,
            hidden=draft.hidden,
            file=self.file,
        )

    def blocks(self) -> tuple[Paragraph | Table, ...]:
        """Return all blocks in order."""
        result: list[Paragraph | Table] = []
        above: list[DraftParagraph] = []
        section: tuple[str, ...] = ()
        tables = count()
        for block in self.draft.blocks:
            if isinstance(block, DraftTable):
                result.append(self.table(block, next(tables), above, section))
                above = []
                continue
            level, parents = self.outline[id(block)]
            result.append(self.paragraph(block, parents, level))
            if block.start is None:
                self.write("\n")
            section = (*parents, " ".join(block.text.split())) if level is not None else parents
            above.append(block)
        return tuple(result)


def assemble(draft: Draft, *, path: str, sha256: str, format: Format, file: str | None = None) -> Document:  # noqa: A002, RUF100
    """Return the document that ``draft`` describes."""
    assembler = Assembler(draft, file)
    blocks = assembler.blocks()
    text = draft.text if draft.text is not None else "".join(assembler.pieces)
    return Document(
        path=path,
        sha256=sha256,
        format=format,
        text=text,
        blocks=blocks,
        encoding=draft.encoding,
        warnings=tuple(draft.warnings),
        file=file,
    )
