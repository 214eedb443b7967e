"""Where each cell of a table stands, from rows of cells with spans (the rule of HTML tables)."""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.read.drafts import DraftCell, DraftTable

MAX_SPAN = 1000
"""Longer spans are mistakes of the generator (rowspan=65534) and are cut to the table."""


def place(table: DraftTable) -> Iterator[tuple[int, int, int, DraftCell]]:
    """Yield ``(row, col, row_span, cell)`` for each cell, in row order.

    A cell stands in the first column of its row that no cell from above covers. A row span that
    reaches past the last row is cut.
    """
    covered: dict[int, int] = {}
    for row, cells in enumerate(table.rows):
        col = 0
        for cell in cells:
            while covered.get(col, 0) > row:
                col += 1
            row_span = max(1, min(cell.row_span, MAX_SPAN, len(table.rows) - row))
            for c in range(col, col + max(1, min(cell.col_span, MAX_SPAN))):
                covered[c] = row + row_span
            yield row, col, row_span, cell
            col += max(1, min(cell.col_span, MAX_SPAN))
