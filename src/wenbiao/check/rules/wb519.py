"""WB519: 预算执行率低而未说明。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.evaluations import evaluations
from wenbiao.check.execution import execution_of
from wenbiao.check.explanations import explained
from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class ExecutionLow(Rule):
    """预算执行率低而未说明。

    **查什么** 全年执行数占全年预算数不足80%（方案可调）的，正文须说明原因。
    **为何查** 执行率低是资金沉淀，评价办法要求分析原因。
    **不合格** 全年预算100.00，全年执行60.00，正文未提结余。
    **合格**   全年预算100.00，全年执行60.00，正文说明工程质保金未到支付期。
    **依据**   系统做法（未执行超过20%预警）；评价办法的要求依据待核
    """

    code = "WB519"
    name = "execution-low"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms with much money left over and no reason."""
        for evaluation in evaluations(context.base.sheets):
            execution = execution_of(evaluation)
            if (
                execution is None
                or execution.share.high >= context.profile["execution_low"]
                or explained(context, "execution")
            ):
                continue
            rate = plain((execution.share.middle * 100).quantize(Decimal("0.01")))
            yield self.finding(
                f"“{execution.row.label}”执行率 {rate}%，正文未说明资金未执行的原因。",
                shown(execution.executed),
                shown(execution.budget),
                formula(
                    f"{plain(execution.executed.quantity.value)} ÷ {plain(execution.budget.quantity.value)} = {rate}%"
                ),
                confidence=0.8,
                stated=rate,
                expected=f"≥{plain(context.profile['execution_low'] * 100)}",
                unit="%",
                suggestion="请说明未执行资金的原因和去向（结转、收回或续建）。",
            )
