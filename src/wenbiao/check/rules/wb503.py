"""WB503: 未达标而得满分。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import attainments, cell_of, score_text
from wenbiao.check.rule import Context, Rule, formula
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class UnmetFullMarks(Rule):
    """未达标而得满分。

    **查什么** 定量指标的实际完成值未达到年度指标值（越低越好的指标为超过），得分却等于分值。成本超支见WB504，目标为零见WB524，
    表中评分标准按百分率分档的见WB510。
    **为何查** 未完成须扣分并说明原因，满分与所填数字自相矛盾。
    **不合格** 年度指标值≥50，实际完成值46.2，分值5，得分5。
    **合格**   年度指标值≥50，实际完成值54.2，得分5；年度指标值≥50，实际完成值46.2，得分4.62。
    **依据**   二手材料（未完成的按完成比例计分）
    """

    code = "WB503"
    name = "unmet-full-marks"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the unmet indicators with full marks."""
        for row in attainments(context):
            if row.met or not row.full or row.cost or row.target.value == 0 or row.allowed is not None:
                continue
            sure = row.sure and not row.explained and not row.has_own_rule
            expected = row.proportional
            yield self.finding(
                f"“{row.indicator.name}”未达标而得满分：{row.values}，{score_text(row.indicator)}"
                f"{'，未说明原因' if not row.explained else ''}。",
                cell_of(row.indicator, row.indicator.actual, "实际完成值"),
                cell_of(row.indicator, row.indicator.target, "年度指标值"),
                cell_of(row.indicator, row.indicator.score, "得分"),
                *([formula(f"按完成比例 {plain(expected)} 分")] if expected is not None else []),
                severity=Severity.ERROR if sure else Severity.WARNING,
                confidence=0.93 if sure else 0.75,
                stated=plain(row.actual.value),
                expected=plain(row.target.value),
                unit=row.actual.unit,
                suggestion="请核对目标值和完成值；确未达标的，请按比例扣分并说明偏差原因和改进措施。",
            )
