"""WB524: 目标为零而发生，仍得满分。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import attainments, cell_of, score_text
from wenbiao.check.rule import Context, Rule
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class ZeroTarget(Rule):
    """目标为零而发生，仍得满分。

    **查什么** 年度指标值为0的指标（如安全事故），实际完成值大于0的不应得满分。
    **为何查** 目标为零的指标没有完成比例，不发生得满分，发生了应扣分。
    **不合格** 安全生产事故指标值0起，完成值2起，分值5，得分5。
    **合格**   安全生产事故指标值0起，完成值0起，得满分。
    **依据**   系统做法（目标为零，不发生得满分，否则不得分）
    """

    code = "WB524"
    name = "zero-target"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rows where something happened that should not, with full marks."""
        for row in attainments(context):
            if row.target.value != 0 or row.target.high is not None or row.met or not row.full or row.actual.value <= 0:
                continue
            yield self.finding(
                f"“{row.indicator.name}”目标为零而发生，仍得满分：{row.values}，{score_text(row.indicator)}。",
                cell_of(row.indicator, row.indicator.actual, "实际完成值"),
                cell_of(row.indicator, row.indicator.target, "年度指标值"),
                cell_of(row.indicator, row.indicator.score, "得分"),
                confidence=0.8,
                stated=plain(row.actual.value),
                expected="0",
                unit=row.actual.unit,
                suggestion="请核对目标值；确已发生的，请扣分并说明原因。",
            )
