"""WB401: 项目支出在各表和正文中不一致。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.funds import fact_at, total_row
from wenbiao.check.rule import Context, Rule, claim, formula, shown
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Kind, amount, plain, restated, total

OUTTURNS = (Basis.UNKNOWN, Basis.EXECUTED, Basis.FINAL)


class ProjectSpending(Rule):
    """项目支出在各表和正文中不一致。

    **查什么** 各项目支出自评表的全年执行数合计，不得大于（只附重点项目的可以小于）
    基础数据表项目支出决算数、整体支出自评表项目支出和正文所述项目支出。
    **为何查** 同一年的项目支出只有一个数；正文说无项目支出而另附项目自评表，必有一处是错的。
    **不合格** 正文和整体表项目支出为0，项目自评表全年执行147.53。
    **合格**   整体表项目支出18.59，项目自评表全年执行18.59。
    **依据**   form:basic-data（表式附注：项目支出数与决算数据保持一致）
    """

    code = "WB401"
    name = "project-spending"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield a finding when the project forms do not add up to the project spending stated elsewhere."""
        forms = [s for s in context.base.sheets if s.form == "project-self-evaluation"]
        spent = [fact_at(s, row.executed) if (row := total_row(s)) is not None else None for s in forms]
        amounts = [f for f in spent if f is not None and f.quantity.kind is Kind.MONEY]
        others = stated_spending(context)
        if not amounts or len(amounts) != len(forms) or not others:
            return
        added = total(f.quantity.interval for f in amounts)
        differing = [f for f in others if not added.meets(f.quantity.interval)]
        if len(differing) < len(others) or added.high < min(f.quantity.interval.low for f in differing):
            return
        value = sum(f.quantity.base_value for f in amounts) / amounts[0].quantity.scale
        other = differing[0]
        terms = " + ".join(plain(f.quantity.value) for f in amounts)
        terms += f" = {plain(value)}" if len(amounts) > 1 else ""
        yield self.finding(
            f"项目支出自评表（{len(forms)} 张）全年执行数合计 {plain(value)}{amounts[0].quantity.unit}，"
            f"其他表和正文的项目支出为 {amount(other.quantity)}。",
            shown(amounts[0]),
            formula(f"{terms} ≠ {plain(other.quantity.value)}"),
            *(shown(f) if f.cell is not None else claim(f) for f in differing[:4]),
            confidence=0.92,
            stated=plain(value),
            expected=restated(other.quantity, amounts[0].quantity),
            unit=amounts[0].quantity.unit,
            suggestion="请核对项目支出自评表是否误填整体支出，或其他各处漏列项目支出。",
        )


def stated_spending(context: Context) -> list[Fact]:
    """Return project spending as the other forms and the narrative state it."""
    cells = [
        f
        for s in context.base.sheets
        if s.form in ("basic-data", "overall-self-evaluation")
        for f in s.view.facts.values()
        if f.concept == "expenditure.project" and f.basis in OUTTURNS and not f.blank and f.quantity.kind is Kind.MONEY
    ]
    said = [
        f
        for f in context.base.facts
        if f.concept == "expenditure.project"
        and f.basis in OUTTURNS
        and f.relation in (Relation.LEVEL, Relation.PART)
        and f.quantity.kind is Kind.MONEY
        and not f.scope
        and not f.aside
        and f.period == str(context.year)
    ]
    return cells + said
