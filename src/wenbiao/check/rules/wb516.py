"""WB516: 总分很高而未达标较多。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import attain, name_of, points
from wenbiao.check.evaluations import evaluations
from wenbiao.check.execution import execution_of
from wenbiao.check.rule import Context, Rule, cell
from wenbiao.model.finding import Finding, Severity


class HighScore(Rule):
    """总分很高而未达标较多。

    **查什么** 总分达到95分（方案可调），而未达标的指标有三行以上，或预算执行率低于90%。
    **为何查** 自评偏高是复核的重点。
    **不合格** 总分97分，五项指标未达标或超支。
    **合格**   总分99.08分，一项指标少完成1处并按比例扣分。
    **依据**   依据待核；系统做法
    """

    code = "WB516"
    name = "high-score"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms that score themselves highly all the same."""
        for evaluation in evaluations(context.base.sheets):
            total, row = evaluation.total_score, evaluation.total
            if total is None or row is None or row.score is None or total < context.profile["score_high"]:
                continue
            unmet = [a for a in filter(None, map(attain, evaluation.indicators)) if not a.met]
            execution = execution_of(evaluation)
            low = execution is not None and execution.share.high < context.profile["execution_high"]
            if len(unmet) < context.profile["high_score_unmet"] and not low:
                continue
            reasons = (
                [f"有 {len(unmet)} 项指标未达标（{'、'.join(a.indicator.name for a in unmet[:5])}）"] if unmet else []
            )
            reasons += ["预算执行率不足 90%"] if low else []
            yield self.finding(
                f"自评总分 {points(total)} 分，但{'，'.join(reasons)}。",
                cell(evaluation.sheet_of(row).table, row.score, (evaluation.caption, "总分")),
                *(name_of(a.indicator) for a in unmet[:8]),
                confidence=0.7,
                stated=points(total),
                unit="分",
                suggestion="请复核各项得分是否与完成情况相称。",
            )
