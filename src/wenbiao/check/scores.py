"""Weights and scores of a self-evaluation form, added up."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wenbiao.extract.base import Sheet
from wenbiao.extract.indicators import FundRow, points_of
from wenbiao.model.document import Cell
from wenbiao.model.quantity import plain

MIN_ROWS = 3


@dataclass(frozen=True, slots=True)
class Column:
    """A column of points added up: the cells, their sum, and the total the form prints.

    ``in_heading`` is a weight printed in a heading instead of a cell.
    """

    cells: tuple[Cell, ...]
    total: Decimal
    printed_total: Decimal | None
    printed_cell: Cell | None
    in_heading: Decimal = Decimal(0)

    @property
    def formula(self) -> str:
        """Return the addition as people write it."""
        terms = [self.in_heading] if self.in_heading else []
        return " + ".join(plain(t) for t in (*terms, *(points_of(c) or Decimal(0) for c in self.cells)))


def scored_fund_row(sheet: Sheet) -> FundRow | None:
    """Return the budget row that carries a weight: the total of the year's money."""
    return next(
        (
            r
            for r in sheet.fund_rows
            if r.max_points is not None and r.score is not None and points_of(r.score) is not None
        ),
        None,
    ) or next((r for r in sheet.fund_rows if r.max_points is not None), None)


def weights_of(sheet: Sheet) -> Column | None:
    """Return the weights added up, or None for a sheet that is no scored form or where a weight cannot be read."""
    rows = [i for i in sheet.indicators if i.applies]
    if len(rows) < MIN_ROWS or not sheet.totals:
        return None
    cells = distinct([i.max_score for i in rows])
    if not cells or any(points_of(c) is None for c in cells):
        return None
    fund = scored_fund_row(sheet)
    extra = Decimal(0)
    if fund is not None and fund.max_score is not None:
        cells = [fund.max_score, *cells]
    elif fund is not None:
        extra = fund.printed_weight or extra
    printed = sheet.totals[-1].max_score
    return Column(tuple(cells), add(cells) + extra, points_of(printed), printed, extra)


def scores_of(sheet: Sheet) -> Column | None:
    """Return the awarded scores added up, or None where a scored indicator has no readable score."""
    rows = [i for i in sheet.indicators if i.applies]
    if len(rows) < MIN_ROWS or not sheet.totals:
        return None
    cells = distinct([i.score for i in rows])
    if any(points_of(c) is None for c in cells):
        return None
    fund = scored_fund_row(sheet)
    if fund is not None and fund.score is not None and points_of(fund.score) is not None:
        cells = [fund.score, *cells]
    printed = sheet.totals[-1].score
    return Column(tuple(cells), add(cells), points_of(printed), printed)


def distinct(cells: list[Cell | None]) -> list[Cell]:
    """Return the cells without blanks of rows that share a merged cell, each once."""
    return list({id(cell): cell for cell in cells if cell is not None and cell.text}.values())


def add(cells: list[Cell]) -> Decimal:
    """Return the sum of the points in ``cells``."""
    return sum((points_of(c) or Decimal(0) for c in cells), start=Decimal(0))
