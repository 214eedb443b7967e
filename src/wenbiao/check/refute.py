"""Data of the report that refute a claim: each test returns what speaks against it, or None."""

from __future__ import annotations

from decimal import Decimal

from wenbiao.check.funds import fact_at, total_row
from wenbiao.check.rule import Context, cell, claim, formula, shown
from wenbiao.extract.indicators import Indicator
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.finding import Evidence
from wenbiao.model.quantity import Kind, plain

HUNDRED = Decimal(100)
MAX_SHOWN = 3

Refutation = tuple[str, tuple[Evidence, ...]] | None


def budget_moved(context: Context) -> Refutation:
    """Return how far the adjusted budget left the initial one, beyond the profile's threshold."""
    for sheet in context.base.sheets:
        row = total_row(sheet)
        if sheet.form != "overall-self-evaluation" or row is None:
            continue
        first, last = fact_at(sheet, row.initial), fact_at(sheet, row.adjusted)
        if first is None or last is None or first.quantity.value == 0:
            continue
        moved = last.quantity.value / first.quantity.value - 1
        if abs(moved) > context.profile["budget_adjustment"]:
            percent = plain((moved * HUNDRED).quantize(Decimal("0.01")))
            arithmetic = f"({plain(last.quantity.value)} − {plain(first.quantity.value)}) ÷ {plain(first.quantity.value)} = {percent}%"
            return f"全年预算较年初预算变动 {percent}%", (formula(arithmetic), shown(first), shown(last))
    return None


def is_missed(indicator: Indicator) -> bool:
    """Whether an indicator lost points."""
    return (
        indicator.applies
        and indicator.points is not None
        and indicator.max_points is not None
        and indicator.points < indicator.max_points
    )


def targets_missed(context: Context) -> Refutation:
    """Return the indicators that did not get full marks."""
    missed = [i for i in context.base.indicators if is_missed(i)]
    if not missed:
        return None
    names = "、".join(f"“{i.name}”" for i in missed[:MAX_SHOWN])
    evidence = tuple(cell(i.table, i.score or i.name_cell, (i.level1, i.level2, i.name)) for i in missed[:MAX_SHOWN])
    return f"{names}等 {len(missed)} 项指标未得满分", evidence


def project_amounts(context: Context, bases: tuple[Basis, ...]) -> list[Fact]:
    """Return the stated and tabled project amounts of the year in given versions."""
    return [
        f
        for f in (*context.base.facts, *context.base.cells)
        if f.concept == "expenditure.project"
        and f.quantity.kind is Kind.MONEY
        and f.basis in bases
        and f.relation in (Relation.LEVEL, Relation.PART)
        and f.period == str(context.year)
        and not f.blank
        and not f.aside
    ]


def projects_moved(context: Context) -> Refutation:
    """Return the project budget of which nothing was spent as project expenditure."""
    planned = [f for f in project_amounts(context, (Basis.INITIAL,)) if f.quantity.value > 0]
    spent = project_amounts(context, (Basis.FINAL, Basis.EXECUTED))
    if not planned or not spent or any(f.quantity.value != 0 for f in spent):
        return None
    first = planned[0]
    return (
        f"年初项目预算 {first.quantity}、决算为 0，项目预算全部改变用途，须说明依据",
        (
            claim(first) if first.cell is None else shown(first),
            claim(spent[0]) if spent[0].cell is None else shown(spent[0]),
        ),
    )


def underspent(context: Context) -> Refutation:
    """Return the execution rate when it is below the profile's threshold."""
    for sheet in context.base.sheets:
        row = total_row(sheet)
        if row is None:
            continue
        budget, spent = fact_at(sheet, row.adjusted), fact_at(sheet, row.executed)
        if budget is None or spent is None or budget.quantity.value == 0:
            continue
        rate = spent.quantity.value / budget.quantity.value
        if rate < context.profile["execution_low"]:
            percent = plain((rate * HUNDRED).quantize(Decimal("0.01")))
            return f"全年执行数只占全年预算数的 {percent}%", (shown(spent), shown(budget))
    return None
