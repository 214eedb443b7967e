"""Value cells that hold something meant as a number which cannot be read as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from wenbiao.extract.columns import TEXT_ROLES, VALUE_ROLES, Row, state_of
from wenbiao.extract.values import State
from wenbiao.extract.wording import read_wording
from wenbiao.model.document import Cell
from wenbiao.model.fact import Basis

ENOUGH_NUMBERS = 2
"""A column without a known heading holds values when so many of its cells, and most, are numbers."""


def malformed_cells(rows: Sequence[Row]) -> Iterator[tuple[Cell, tuple[str, ...]]]:
    """Yield the unreadable value cells of a table with the labels of their row and column."""
    numbers: Counter[tuple[int, int]] = Counter()
    filled: Counter[tuple[int, int]] = Counter()
    for row in rows:
        for col, cell in row.cells.items():
            numbers[row.segment, col] += state_of(cell.text) is State.NUMBER
            filled[row.segment, col] += bool(cell.text)
    for row in rows:
        for col, cell in row.cells.items():
            if cell.row != row.number or cell.col != col or state_of(cell.text) is not State.MALFORMED:
                continue
            place = (row.segment, col)
            among_numbers = numbers[place] >= ENOUGH_NUMBERS and numbers[place] * 2 > filled[place] - 1
            if is_value_column(row, col) or (row.role(col) not in TEXT_ROLES and among_numbers):
                yield cell, (*label_of(row, col), *row.headings.get(col, ())[-1:])


def is_value_column(row: Row, col: int) -> bool:
    """Whether the heading of a column says that amounts or scores stand below: its role, or a basis like 决算数."""
    heading = row.headings.get(col, ())[-1:]
    return row.role(col) in VALUE_ROLES or any(read_wording(h, None).basis is not Basis.UNKNOWN for h in heading)


def label_of(row: Row, col: int) -> tuple[str, ...]:
    """Return the nearest text to the left of a cell, as a path of one label or none."""
    for left in range(col - 1, -1, -1):
        cell = row.cells.get(left)
        if cell is not None and cell.text and state_of(cell.text) is State.TEXT:
            return (" ".join(cell.text.split()),)
    return ()
