"""WB402: 基本支出预算调整数与年初、全年预算之差不符。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.funds import fact_at, total_row
from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.extract.base import Sheet
from wenbiao.model.fact import Basis, Fact
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Kind, amount, plain, total


class AdjustmentMismatch(Rule):
    """基本支出预算调整数与年初、全年预算之差不符。

    **查什么** 基础数据表“部门基本支出预算调整”须等于整体自评表全年预算数减年初预算数，有项目支出的再减去各项目自评表的调整数；
    项目自评表没有附全的不查。
    **为何查** 两表说的是同一次调整。
    **不合格** 年初130.15、全年147.53，调整数填0。
    **合格**   年初131.81、全年150.31，调整数填18.504。
    **依据**   form:basic-data、form:overall-self-evaluation（表间关系）
    """

    code = "WB402"
    name = "adjustment-mismatch"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield a finding when the stated adjustment is not the difference of the budgets."""
        said = [
            f
            for f in context.base.cells
            if f.concept == "adjustment.basic" and not f.blank and f.basis is not Basis.PRIOR_FINAL
        ]
        overall = next((s for s in context.base.sheets if s.form == "overall-self-evaluation"), None)
        budgets = budgets_of(overall) if overall is not None else None
        projects = project_budgets(context, overall) if overall is not None else None
        if budgets is None or projects is None or not said:
            return
        pairs = [budgets, *projects]
        moves = [last.quantity.interval - first.quantity.interval for first, last in pairs]
        wanted = moves[0] - total(moves[1:]) if projects else moves[0]
        if any(f.quantity.interval.meets(wanted) for f in said):
            return
        scale = budgets[1].quantity.scale
        value = plain(wanted.middle / scale)
        terms = [f"{plain(last.quantity.value)} − {plain(first.quantity.value)}" for first, last in pairs]
        terms = [f"({term})" for term in terms] if projects else terms
        yield self.finding(
            f"基础数据表“部门基本支出预算调整”填 {amount(said[-1].quantity)}，"
            f"按自评表年初、全年预算数应为 {value}{budgets[1].quantity.unit}。",
            shown(said[-1]),
            formula(f"{' − '.join(terms)} = {value} ≠ {plain(said[-1].quantity.value)}"),
            *(shown(f) for pair in pairs[:3] for f in pair),
            confidence=0.85 if projects else 0.9,
            stated=plain(said[-1].quantity.value),
            expected=value,
            unit=budgets[1].quantity.unit,
            suggestion="请按全年预算数减年初预算数填列调整数（项目支出的调整不在其内）。",
        )


def budgets_of(sheet: Sheet) -> tuple[Fact, Fact] | None:
    """Return initial and adjusted budget of a form's total row."""
    row = total_row(sheet)
    first, last = (fact_at(sheet, row.initial), fact_at(sheet, row.adjusted)) if row is not None else (None, None)
    return (first, last) if first is not None and last is not None else None


def project_budgets(context: Context, overall: Sheet) -> list[tuple[Fact, Fact]] | None:
    """Return the budgets of the project forms, or None where these do not account for all project money.

    They do when they add up to any version of the project money that the other forms show: one of the versions may
    be what is wrong.
    """
    if not any(is_project(f) for f in overall.view.facts.values()):
        return []
    forms = [s for s in context.base.sheets if s.form == "project-self-evaluation"]
    budgets = [pair for s in forms if (pair := budgets_of(s)) is not None]
    if not forms or len(budgets) != len(forms):
        return None
    spent = [f for s in forms if (row := total_row(s)) is not None and (f := fact_at(s, row.executed)) is not None]
    sums = [total(f.quantity.interval for f in column) for column in (*zip(*budgets, strict=True), spent)]
    shown_money = [f for f in context.base.cells if is_project(f) and f.basis is not Basis.PRIOR_FINAL]
    return budgets if any(s.meets(f.quantity.interval) for s in sums for f in shown_money) else None


def is_project(fact: Fact) -> bool:
    """Whether a cell shows project spending other than zero."""
    return fact.concept == "expenditure.project" and fact.quantity.kind is Kind.MONEY and fact.quantity.value != 0
