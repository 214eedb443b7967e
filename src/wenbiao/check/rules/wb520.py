"""WB520: 公用经费或“三公”经费超预算。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.explanations import explained
from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.model.fact import Basis, Fact
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import amount, plain
from wenbiao.model.result import Genre

TOPICS = {
    "expenditure.operating-funds": "operating",
    "three-public.total": "three-public",
    "three-public.overseas": "three-public",
    "three-public.vehicles": "three-public",
    "three-public.reception": "three-public",
}
GENRES = (Genre.OVERALL, Genre.PROJECT, Genre.SPECIAL_FUND)


class ControlledCosts(Rule):
    """公用经费或“三公”经费超预算。

    **查什么** 自评材料的表中，公用经费、“三公”经费的本年决算数不应超过本年预算数；正文说明了原因的只提示。
    **为何查** 两项经费都有控制率要求，超预算要扣分。
    **不合格** 公用经费2024年预算30.798，决算43.43，正文未说明。
    **合格**   “三公”经费预算0.36，决算0.2。
    **依据**   form:indicator-evaluation（公用经费控制率、“三公”经费控制率≤100%）
    """

    code = "WB520"
    name = "controlled-costs"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rows of a table that spent more than their budget."""
        if context.base.identity.genre not in GENRES:
            return
        for sheet in context.base.sheets:
            rows: dict[int, dict[Basis, Fact]] = {}
            for (row, _), fact in sheet.view.facts.items():
                if fact.concept in TOPICS and not fact.blank:
                    rows.setdefault(row, {})[fact.basis] = fact
            for cells in rows.values():
                budget, final = cells.get(Basis.INITIAL), cells.get(Basis.FINAL)
                if budget is not None and final is not None and budget.period == final.period:
                    yield from self.compare(context, budget, final)

    def compare(self, context: Context, budget: Fact, final: Fact) -> Iterator[Finding]:
        """Yield a finding when the outturn lies above the budget beyond rounding."""
        if final.quantity.interval.low <= budget.quantity.interval.high:
            return
        reason = explained(context, TOPICS[final.concept or ""])
        over = (final.quantity.base_value / budget.quantity.base_value - 1) * 100 if budget.quantity.value else None
        percent = f"{plain(over.quantize(Decimal('0.01')))}%" if over is not None else "（预算为零）"
        yield self.finding(
            f"{final.subject}预算 {amount(budget.quantity)}，决算 {amount(final.quantity)}，"
            f"超预算 {percent}{'' if reason else '，未说明原因'}。",
            shown(final),
            shown(budget),
            formula(f"{plain(final.quantity.value)} ÷ {plain(budget.quantity.value)} − 1 = {percent}"),
            severity=Severity.INFO if reason else None,
            confidence=0.85,
            stated=plain(final.quantity.value),
            expected=f"≤{plain(budget.quantity.value)}",
            unit=final.quantity.unit,
            suggestion="请核对预算数是否含追加；确已超支的，请说明原因。",
        )
