"""WB402: 基本支出预算调整数与年初、全年预算之差不符。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.funds import fact_at, total_row
from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.model.fact import Basis, Fact
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Kind, plain


class AdjustmentMismatch(Rule):
    """基本支出预算调整数与年初、全年预算之差不符。

    **查什么** 没有项目支出时，基础数据表“部门基本支出预算调整”须等于整体自评表全年预算数减年初预算数。
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
        adjustments = [f for f in context.base.cells if f.concept == "adjustment.basic" and not f.blank]
        overall = next((s for s in context.base.sheets if s.form == "overall-self-evaluation"), None)
        row = total_row(overall) if overall is not None else None
        if overall is None or row is None or not adjustments or self.has_projects(context):
            return
        first, last = fact_at(overall, row.initial), fact_at(overall, row.adjusted)
        if first is None or last is None:
            return
        wanted = last.quantity.interval - first.quantity.interval
        said = [f for f in adjustments if f.basis is not Basis.PRIOR_FINAL]
        if not said or any(f.quantity.interval.meets(wanted) for f in said):
            return
        value = (last.quantity.base_value - first.quantity.base_value) / last.quantity.scale
        yield self.finding(
            f"基础数据表“部门基本支出预算调整”填 {plain(said[-1].quantity.value)}，"
            f"自评表年初 {plain(first.quantity.value)}、全年 {plain(last.quantity.value)}，应为 {plain(value)}。",
            shown(said[-1]),
            formula(
                f"{plain(last.quantity.value)} − {plain(first.quantity.value)} = {plain(value)} ≠ {plain(said[-1].quantity.value)}"
            ),
            shown(first),
            shown(last),
            confidence=0.9,
            stated=plain(said[-1].quantity.value),
            expected=plain(value),
            unit=last.quantity.unit,
            suggestion="请按全年预算数减年初预算数填列调整数。",
        )

    @staticmethod
    def has_projects(context: Context) -> bool:
        """Whether the overall form shows project spending, so that the adjustment may lie there."""
        return any(
            is_project(f)
            for s in context.base.sheets
            if s.form == "overall-self-evaluation"
            for f in s.view.facts.values()
        )


def is_project(fact: Fact) -> bool:
    """Whether a cell shows project spending other than zero."""
    return fact.concept == "expenditure.project" and fact.quantity.kind is Kind.MONEY and fact.quantity.value != 0
