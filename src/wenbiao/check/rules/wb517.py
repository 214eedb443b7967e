"""WB517: 绩效得分率明显高于资金执行率。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.evaluations import Evaluation, evaluations
from wenbiao.check.execution import execution_of
from wenbiao.check.explanations import explained
from wenbiao.check.rule import Context, Rule, cell, formula
from wenbiao.check.scores import add, distinct
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class PerformanceGap(Rule):
    """绩效得分率明显高于资金执行率。

    **查什么** 各项指标得分之和占其分值的比例，比资金执行率高出5%（方案可调）以上，而正文没有说明资金为何未用完。执行率低于80%的见WB519。
    **为何查** 钱没花完而目标全部完成，不是预算编多了，就是得分打高了。
    **不合格** 指标90分得90分，执行率86%，正文没有说明结余原因。
    **合格**   指标得分率98%，执行率97%；执行率90%，正文说明了结余原因。
    **依据**   系统做法（绩效与资金不匹配的预警）
    """

    code = "WB517"
    name = "performance-gap"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms that claim far more than they spent, where nothing explains it."""
        profile = context.profile
        for evaluation in evaluations(context.base.sheets):
            execution, earned = execution_of(evaluation), earned_share(evaluation)
            if execution is None or earned is None or earned == 0 or execution.share.middle < profile["execution_low"]:
                continue
            gap = (earned - min(execution.share.middle, Decimal(1))) / earned
            if gap <= profile["performance_gap"] or explained(context, "execution"):
                continue
            rate, share = (plain((x * 100).quantize(Decimal("0.01"))) for x in (execution.share.middle, earned))
            place = execution.row.rate or execution.row.executed
            yield self.finding(
                f"指标得分率 {share}%，资金执行率 {rate}%，相差较大，未说明资金未用完的原因。",
                *(
                    [cell(evaluation.sheet_of(execution.row).table, place, (execution.row.label, "执行率"))]
                    if place is not None
                    else []
                ),
                formula(f"({share}% − {rate}%) ÷ {share}% = {plain((gap * 100).quantize(Decimal('0.01')))}%"),
                confidence=0.7,
                stated=rate,
                expected=share,
                unit="%",
                suggestion="请说明结余资金的去向，并复核指标得分或预算编制。",
            )


def earned_share(evaluation: Evaluation) -> Decimal | None:
    """Return awarded points ÷ weights over all indicators, or None where there are no weights."""
    rows = [i for i in evaluation.indicators if i.points is not None and i.max_points]
    weights = add(distinct([i.max_score for i in rows]))
    return add(distinct([i.score for i in rows])) / weights if weights else None
