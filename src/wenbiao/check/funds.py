"""The budget part of a self-evaluation form: totals by version, splits by source and by nature."""

from __future__ import annotations

import re

from wenbiao.extract.base import Sheet
from wenbiao.extract.indicators import FundRow
from wenbiao.extract.wording import fold
from wenbiao.model.document import Cell
from wenbiao.model.fact import Fact
from wenbiao.model.quantity import Kind

SOURCE = re.compile(
    r"一般公共预算|政府性基金|国有资本经营|社会保险基金|纳入专户|财政专户|非税收入|其[他它]资金|其[他它]来源|事业收入|经营收入"
)
ORIGIN = re.compile(r"财政拨款|结转|其[他它]资金|上级补助|本级|中央|省级|市级|县级|区级|自有|事业收入|社会资金|非财政")
"""Rows under a project's yearly total: where its money comes from."""

OTHER_MONEY = re.compile(r"其[他它]资金")
APPROPRIATION = re.compile(r"财政拨款|一般公共预算")
NATURES = ("expenditure.basic", "expenditure.project")
TOTAL_LABEL = re.compile(r"年度资金总额|资金总额|总金额|资金合计|合计|总额|部门整体支出|整体支出")


def fact_at(sheet: Sheet, cell: Cell | None) -> Fact | None:
    """Return the fact of a cell, or None for a blank one."""
    fact = sheet.view.facts.get((cell.row, cell.col)) if cell is not None else None
    return None if fact is None or fact.blank else fact


def total_row(sheet: Sheet) -> FundRow | None:
    """Return the row of the year's total money."""
    rows = [r for r in sheet.fund_rows if TOTAL_LABEL.search(fold(r.label))]
    return rows[0] if rows else None


def budget_totals(sheet: Sheet) -> list[Fact]:
    """Return the adjusted budget and the executed amount of the total row, as far as they are filled."""
    row = total_row(sheet)
    if row is None:
        return []
    return [f for f in (fact_at(sheet, row.adjusted), fact_at(sheet, row.executed)) if f is not None]


def free_amounts(sheet: Sheet) -> list[Fact]:
    """Return the filled amounts of the form that stand in no budget row and in no indicator row."""
    taken = {(sheet.table.index, r.row) for r in sheet.fund_rows} | {
        (sheet.table.index, i.row) for i in sheet.indicators
    }
    return [
        f
        for f in sheet.view.facts.values()
        if f.quantity.kind is Kind.MONEY
        and not f.blank
        and (sheet.table.index, f.where.row) not in taken
        and f.row_labels
    ]


def split_by_source(sheet: Sheet) -> list[Fact]:
    """Return the filled amounts by fund."""
    return [f for f in free_amounts(sheet) if SOURCE.search(f.row_labels[-1])]


def split_by_nature(sheet: Sheet) -> list[Fact]:
    """Return the filled amounts of basic and project expenditure."""
    found = [f for f in free_amounts(sheet) if f.concept in NATURES]
    return found if any(f.concept == "expenditure.basic" for f in found) else []
