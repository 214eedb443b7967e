"""Numbers that lack the unit their neighbours have: bare amounts and rates in prose, a bare cell among percentages."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from wenbiao.extract.columns import Row
from wenbiao.extract.letters import needs
from wenbiao.extract.numerals import normalise
from wenbiao.extract.spans import Span
from wenbiao.extract.values import State, parse_value
from wenbiao.model.document import Cell
from wenbiao.model.quantity import Kind

NUMBER = r"\d[\d,]*"
END = r"(?=\s*(?:[，。；、]|$|其中|较|比上年))"
MONEY = re.compile(
    r"[\u4e00-\u9fff]{0,6}(?:支出|收入|决算|预算|经费|资金|拨款|合计|总计|补助)(?:数|额|总额|金额)?(?:为|共|共计|是|达|约)?\s*"
    rf"(?P<number>{NUMBER}\.\d{{1,2}}){END}"
)
"""年初预算131.81，其中: two decimals after a word of money, and no unit."""
RATE = re.compile(
    rf"[\u4e00-\u9fff]{{0,6}}(?:(?<![效频汇功税])率|比例|占比|比重|满意度)(?:为|达到?|是)?\s*(?P<number>(?:[2-9]|\d{{2,3}})(?:\.\d+)?){END}"
)
"""满意率98，"""
ENOUGH = 2
PERCENT_RANGE = range(2, 101)
RATE_LABEL = re.compile(r"(?<![效频汇功税])率|比例|占比|比重|满意度|达标|合格")


@needs(MONEY, RATE)
def bare_numbers(text: str) -> Iterator[tuple[Span, str]]:
    """Yield ``(span, unit)`` of the amounts and rates in prose that lack their unit, 元 or %."""
    plain = normalise(text)
    for pattern, unit in ((MONEY, "元"), (RATE, "%")):
        for found in pattern.finditer(plain):
            yield Span(found.start(), found.end("number")), unit


def bare_among_percents(rows: Sequence[Row]) -> Iterator[tuple[Cell, Cell]]:
    """Yield ``(bare, neighbour)``: a plain number in a column most of whose numbers print a per cent sign."""
    columns: dict[tuple[int, int], list[tuple[Cell, bool]]] = defaultdict(list)
    for row in rows:
        for col, cell in row.cells.items():
            heading = "".join(row.headings.get(col, ()))
            if cell.row == row.number and cell.col == col and "%" not in normalise(heading):
                columns[row.segment, col].append((cell, bool(RATE_LABEL.search(heading + nearest_label(row, col)))))
    for cells in columns.values():
        percents = [c for c, _ in cells if kind_of(c) is Kind.PERCENT]
        bare = [c for c, is_rate in cells if is_rate and kind_of(c) is None and is_plain(c)]
        if len(percents) >= ENOUGH and len(percents) > len(bare) * ENOUGH:
            yield from ((cell, percents[0]) for cell in bare)


def nearest_label(row: Row, col: int) -> str:
    """Return the nearest text to the left of a column."""
    texts = (row.cells[left].text for left in range(col - 1, -1, -1) if left in row.cells)
    return next((text for text in texts if parse_value(text).state is State.TEXT), "")


def kind_of(cell: Cell) -> Kind | None:
    """Return the kind of the value in a cell that prints its own unit."""
    quantity = parse_value(cell.text).quantity
    return quantity.kind if quantity is not None and quantity.unit else None


def is_plain(cell: Cell) -> bool:
    """Whether a cell holds a number without unit that may be a percentage."""
    value = parse_value(cell.text)
    return value.state is State.NUMBER and value.quantity is not None and int(value.quantity.value) in PERCENT_RANGE
