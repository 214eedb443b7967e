"""Tables of a PDF → draft tables: wrapped lines of a cell joined, notes in the last rows taken out."""

from __future__ import annotations

from wenbiao.read.drafts import DraftCell, DraftParagraph, DraftTable
from wenbiao.read.pdf_flow import NOTE, NUMBERING, ends_sentence
from wenbiao.read.pdf_lines import Line, boxes_of, joined
from wenbiao.read.pdf_table import PADDING, Grid, GridCell

WIDE_CELL = 16
"""Cells of so many characters hold prose: there, a line that had room for more ends its paragraph."""

MIN_GAP = 3.0


def draft_table(grid: Grid) -> list[DraftTable | DraftParagraph]:
    """Return the table, and after it the notes that are ruled as its last rows; a single column is text."""
    rows = [grid.row(i) for i in range(grid.n_rows)]
    if grid.n_cols == 1:
        return [p for row in rows for c in row for p in paragraphs_in(c)]
    notes: list[list[GridCell]] = []
    while len(rows) > 1 and is_note(rows[-1], grid.n_cols):
        notes.insert(0, rows.pop())
    table = DraftTable([[draft_cell(c) for c in row] for row in rows], page=grid.page)
    return [table, *(p for row in notes for p in paragraphs_in(row[0]))]


def is_note(row: list[GridCell], n_cols: int) -> bool:
    """Whether a row is one note across the whole table."""
    return len(row) == 1 and row[0].col_span == n_cols and bool(NOTE.match(row[0].text))


def draft_cell(cell: GridCell) -> DraftCell:
    """Return the cell with its paragraphs, an empty one when it is blank."""
    paragraphs = paragraphs_in(cell) or [DraftParagraph("", page=cell.page)]
    return DraftCell(paragraphs, cell.row_span, cell.col_span)


def paragraphs_in(cell: GridCell) -> list[DraftParagraph]:
    """Return the paragraphs of a cell."""
    groups: list[list[Line]] = []
    for line in cell.lines:
        if groups and not parted(groups[-1][-1], line, cell):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [DraftParagraph(joined(group), page=group[0].page, boxes=boxes_of(group)) for group in groups]


def parted(last: Line, line: Line, cell: GridCell) -> bool:
    """Whether two lines of a cell are different paragraphs and not one text that was wrapped.

    In a narrow cell everything is one label, but figures above each other stay apart. In a wide one a
    line break is a paragraph's when the next character would still have fitted, or after a full stop
    before a numbered item.
    """
    room = cell.right - last.x1
    size = max(last.size, line.size)
    wrapped = room < line.head + PADDING or cell.left + PADDING > cell.right
    if ends_sentence(last.text) and (NUMBERING.match(line.text) or NOTE.match(line.text)):
        return True
    if wrapped:
        return False
    if last.text[-1].isdigit() and line.text[0].isdigit():
        return True
    wide = cell.right - cell.left >= WIDE_CELL * size
    return wide and (ends_sentence(last.text) or room > line.head + PADDING + MIN_GAP * size)
