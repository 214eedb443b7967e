"""WB505: 未达标而得分高于完成比例。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import attainments, cell_of, score_text, slack_of
from wenbiao.check.rule import Context, Rule, formula
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class UnmetScoreHigh(Rule):
    """未达标而得分明显高于完成比例。

    **查什么** 未达标的定量指标，得分不应明显高于 分值×完成值÷指标值（容差见方案：0.5分或分值的5%）。低于此数的不提。表中另列评分标准的，
    从其标准。
    **为何查** 扣分过少，等于没有扣分。
    **不合格** 年度指标值100件，实际完成值60件，分值10，得分9。
    **合格**   年度指标值≥95%，实际完成值90%，分值10，得分8.5或9.47。
    **依据**   二手材料（未完成的按完成比例计分）；容差为本程序设定
    """

    code = "WB505"
    name = "unmet-score-high"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the unmet indicators that lost too few points."""
        for row in attainments(context):
            got, expected = row.indicator.points, row.proportional
            if row.met or row.full or row.cost or row.has_own_rule or got is None or expected is None:
                continue
            most = row.indicator.max_points
            if most is None or got > most or got <= expected + slack_of(row, context.profile):
                continue
            yield self.finding(
                f"“{row.indicator.name}”未达标，得分高于完成比例：{row.values}，{score_text(row.indicator)}，"
                f"按比例约 {plain(expected)} 分。",
                cell_of(row.indicator, row.indicator.score, "得分"),
                cell_of(row.indicator, row.indicator.actual, "实际完成值"),
                formula(f"{plain(most)} × 完成比例 = {plain(expected)}"),
                confidence=0.8 if row.sure else 0.6,
                stated=plain(got),
                expected=plain(expected),
                unit="分",
                suggestion="请按完成比例重算得分，或写明评分方法。",
            )
