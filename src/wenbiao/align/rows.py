"""Rates beside an amount are those of the amount's own row: "增值税30.31亿元，完成预算的105.37%，下降1.86%"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from wenbiao.align.match import SURE
from wenbiao.extract.versions import BUDGET_NAMES
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.finding import Link, Verdict
from wenbiao.model.quantity import Kind

OF_BUDGET = re.compile(
    r"(?:为|完成|占).{0,8}(?:预算|计划).{0,4}?(?:[%％]|比例?|比重|百分比)|(?:预算|执行|完成)率|(?:支出|收入|执行)进度"
)
OF_GROWTH = re.compile(r"增[长减幅]|同比|[比较]上年|±")
OF_WHOLE = re.compile(r"占比|比重|构成|占.*(?:[%％]|比例)")
BUDGETS = frozenset({Basis.INITIAL, Basis.ADJUSTED})
FOUND = (Verdict.SUPPORTED, Verdict.ROUNDING)
OPEN = (Verdict.UNMATCHED, Verdict.UNDECIDABLE)
LESS_SURE = 0.95


def follow_rows(facts: Sequence[Fact], cells: Sequence[Fact], links: dict[int, Link]) -> None:
    """Link the rates stated of an amount to the rate cells in the row that shows the amount.

    A rate that the text's own arithmetic confirms or denies keeps that verdict unless the row says the same.
    """
    rates: dict[tuple[int, int | None], list[Fact]] = defaultdict(list)
    for cell in cells:
        if cell.quantity.kind is Kind.PERCENT and not cell.blank:
            rates[id(cell.table), cell.where.row].append(cell)
    for fact in facts if rates else ():
        level = links.get(id(fact.anchor))
        pattern = wanted(fact)
        if level is None or level.verdict not in FOUND or pattern is None or fact.aside:
            continue
        row = rates.get((id(level.cells[0].table), level.cells[0].where.row), ())
        alike = [c for c in row if c.column_labels and pattern.search(c.column_labels[-1])]
        if len(alike) == 1:
            links[id(fact)] = beside(fact, alike[0], level, links[id(fact)])


def wanted(fact: Fact) -> re.Pattern[str] | None:
    """Return what heads the column of a rate: that of a budget, of growth or of a whole."""
    if fact.relation is Relation.GROWTH:
        return None if fact.versus_basis in BUDGETS else OF_GROWTH
    if fact.relation is not Relation.SHARE:
        return None
    budget = "预算" in BUDGET_NAMES.sub("", fact.whole_label) or (
        fact.whole is not None and fact.whole.basis in BUDGETS
    )
    return OF_BUDGET if budget else OF_WHOLE


def beside(fact: Fact, cell: Fact, level: Link, known: Link) -> Link:
    """Return the link of a rate to the rate cell of its amount's row."""
    said = fact.quantity.interval.scaled(fact.quantity.scale * fact.sign)
    if known.verdict not in (*OPEN, Verdict.DERIVED):
        return known
    if said.meets(cell.quantity.interval) or fact.quantity.base_value * fact.sign == cell.quantity.base_value:
        same = fact.quantity.base_value * fact.sign == cell.quantity.base_value
        return Link(fact, Verdict.SUPPORTED if same else Verdict.ROUNDING, level.score, (cell,), known.formula)
    if known.verdict is Verdict.DERIVED or level.score < SURE:
        return known
    return Link(fact, Verdict.CONTRADICTED, round(level.score * LESS_SURE, 3), (cell,))
