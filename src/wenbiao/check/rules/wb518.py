"""WB518: 预算调整幅度大而未说明。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.evaluations import evaluations
from wenbiao.check.execution import execution_of
from wenbiao.check.explanations import explained
from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import amount, plain


class BudgetAdjustment(Rule):
    """预算调整幅度大而未说明。

    **查什么** 全年预算数较年初预算数变动超过30%（方案可调），正文须说明追加或调减的原因。
    **为何查** 调整过大，说明年初预算不准或年中新增任务，评价时须交代。
    **不合格** 年初预算100.00，全年预算150.00，正文只字未提。
    **合格**   年初预算100.00，全年预算150.00，正文写明因承接新职能追加50万元。
    **依据**   form:indicator-evaluation（预算控制率最高一档为30%）
    """

    code = "WB518"
    name = "budget-adjustment"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms whose budget moved far without a reason."""
        for evaluation in evaluations(context.base.sheets):
            execution = execution_of(evaluation)
            if (
                execution is None
                or execution.initial is None
                or execution.row.adjusted is None
                or not execution.initial.quantity.value
            ):
                continue
            initial, budget = execution.initial.quantity, execution.budget.quantity
            change = budget.base_value / initial.base_value - 1
            if abs(change) <= context.profile["budget_adjustment"] or explained(context, "adjustment"):
                continue
            percent = plain((change * 100).quantize(Decimal("0.01")))
            yield self.finding(
                f"“{execution.row.label}”年初预算 {amount(initial)}，全年预算 {amount(budget)}，"
                f"{'增加' if change > 0 else '减少'} {percent.lstrip('-')}%，正文未说明原因。",
                shown(execution.budget),
                shown(execution.initial),
                formula(f"{plain(budget.value)} ÷ {plain(initial.value)} − 1 = {percent}%"),
                confidence=0.8,
                stated=percent,
                expected=f"±{plain(context.profile['budget_adjustment'] * 100)}",
                unit="%",
                suggestion="请说明预算追加或调减的原因、依据和用途。",
            )
