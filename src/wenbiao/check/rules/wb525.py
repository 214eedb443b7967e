"""WB525: 逾期完成而得满分。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import cell_of, has_reason, printed, score_text
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.deadlines import deadline
from wenbiao.extract.indicators import Indicator
from wenbiao.model.finding import Finding, Severity


class LateFullMarks(Rule):
    """逾期完成而得满分。

    **查什么** 以日期为目标的时效指标，实际完成日期晚于目标日期，得分却等于分值。只写月份的按当月比较，不写年份的按报告年度。
    **为何查** 逾期就是未达标，须扣分并说明原因。
    **不合格** 指标值2024年8月25日前，完成值2024年9月3日，分值5，得分5。
    **合格**   指标值2024年8月25日前，完成值2024年8月20日；指标值12月底前，完成值12月31日。
    **依据**   二手材料（未完成的按完成比例计分）；逻辑
    """

    code = "WB525"
    name = "late-full-marks"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the indicators finished after their day, with full marks."""
        for row in context.base.indicators:
            if row.applies and row.points is not None and row.points == row.max_points:
                yield from self.compare(row, context.year)

    def compare(self, row: Indicator, year: int | None) -> Iterator[Finding]:
        """Yield a finding when the day of completion lies after the last day allowed."""
        due = deadline(row.target.text, year) if row.target is not None else None
        done = deadline(row.actual.text, year) if row.actual is not None else None
        if due is None or done is None or done.first <= due.last:
            return
        sure = due.has_year and done.has_year and not has_reason(row)
        yield self.finding(
            f"“{row.name}”逾期完成而得满分：指标值 {printed(row.target)}，完成值 {printed(row.actual)}，{score_text(row)}。",
            cell_of(row, row.actual, "实际完成值"),
            cell_of(row, row.target, "年度指标值"),
            cell_of(row, row.score, "得分"),
            severity=Severity.ERROR if sure else Severity.WARNING,
            confidence=0.92 if sure else 0.75,
            stated=printed(row.actual),
            expected=printed(row.target),
            suggestion="请核对日期；确已逾期的，请扣分并说明原因和措施。",
        )
