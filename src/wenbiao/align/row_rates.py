"""Rate columns of a table against the amounts in their rows: 占比, 为预算%, 比上年增减%."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wenbiao.align.equations import column_key, is_total
from wenbiao.align.rows import BUDGETS, OF_BUDGET, OF_GROWTH, OF_WHOLE
from wenbiao.extract.base import Sheet
from wenbiao.model.fact import Basis, Fact
from wenbiao.model.quantity import Interval, Kind

HUNDRED = Decimal(100)
OUTTURNS = frozenset({Basis.FINAL, Basis.EXECUTED, Basis.PRIOR_FINAL, Basis.ACTUAL})
FEWEST, MOST_WRONG = 3, 3
"""A column is read right when at least three rows hold, three times as many as fail."""


@dataclass(frozen=True, slots=True, eq=False)
class RowRate:
    """One rate cell with what it is the ratio of; a growth is measured from ``base``."""

    cell: Fact
    amount: Fact
    base: Fact
    grows: bool

    @property
    def exact(self) -> Interval | None:
        """Return the percentage that the amounts of the row give."""
        amount, base = self.amount.quantity.interval, self.base.quantity.interval
        ratio = (amount - base if self.grows else amount).divided(base)
        return ratio.scaled(HUNDRED) if ratio is not None else None

    @property
    def holds(self) -> bool:
        """Whether the printed rate can be the exact one."""
        exact = self.exact
        return exact is None or exact.meets(self.cell.quantity.interval)


def row_rates(sheet: Sheet) -> Iterator[RowRate]:
    """Yield the rates that fail in columns whose other rows prove how they are worked out."""
    rows: dict[int | None, list[Fact]] = defaultdict(list)
    columns: dict[object, list[Fact]] = defaultdict(list)
    for fact in sheet.view.facts.values():
        if not fact.blank and fact.row_labels and fact.column_labels:
            rows[fact.where.row].append(fact)
            if fact.quantity.kind is Kind.PERCENT:
                columns[column_key(fact)].append(fact)
    for rates in columns.values():
        read = [found for cell in rates if (found := of_cell(cell, rows, sheet))]
        wrong = [r for r in read if not r.holds]
        held = len(read) - len(wrong)
        if held >= FEWEST and held >= MOST_WRONG * len(wrong):
            yield from wrong


def of_cell(cell: Fact, rows: dict[int | None, list[Fact]], sheet: Sheet) -> RowRate | None:
    """Return what a rate cell is the ratio of, by its heading; None where the table does not show it."""
    heading = cell.column_labels[-1]
    amounts = [f for f in rows[cell.where.row] if f.quantity.kind is Kind.MONEY]
    if OF_GROWTH.search(heading):
        return growth(cell, amounts)
    if OF_BUDGET.search(heading):
        budgets = [f for f in amounts if f.basis in BUDGETS]
        spent = current(cell, amounts)
        tried = [RowRate(cell, spent, b, grows=False) for b in budgets] if spent is not None else []
        return next((r for r in tried if r.holds), tried[0] if tried else None)
    if OF_WHOLE.search(heading) and not is_total(cell):
        left = [f for f in amounts if (f.where.col or 0) < (cell.where.col or 0)]
        part = max(left, key=lambda f: f.where.col or 0, default=None)
        whole = total_over(part, sheet) if part is not None else None
        return RowRate(cell, part, whole, grows=False) if part is not None and whole is not None else None
    return None


def growth(cell: Fact, amounts: Sequence[Fact]) -> RowRate | None:
    """Return this year's outturn against last year's."""
    now = current(cell, amounts)
    if now is None or now.period is None or not now.period.isdigit():
        return None
    before = [f for f in amounts if f.basis in OUTTURNS and f.period == str(int(now.period) - 1)]
    return RowRate(cell, now, before[0], grows=True) if len(before) == 1 else None


def current(cell: Fact, amounts: Sequence[Fact]) -> Fact | None:
    """Return the one outturn of the latest year in a row."""
    spent = [f for f in amounts if f.basis in OUTTURNS and f.period is not None]
    latest = max((f.period or "" for f in spent), default="")
    found = [f for f in spent if f.period == latest and f is not cell]
    return found[0] if len(found) == 1 else None


def total_over(part: Fact, sheet: Sheet) -> Fact | None:
    """Return the one total in the column of ``part``."""
    found = [
        f
        for f in sheet.view.facts.values()
        if f.where.col == part.where.col and f.column_labels == part.column_labels and f.row_labels and is_total(f)
    ]
    return found[0] if len(found) == 1 and not found[0].blank else None
