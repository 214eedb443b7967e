"""WB607: 偏差原因只有原因没有措施。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import cell_of, has_reason, printed
from wenbiao.check.completeness import filled_forms
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.reasons import asks_for_measure, has_measure
from wenbiao.model.finding import Finding, Severity


class MeasureMissing(Rule):
    """偏差原因只有原因没有措施。

    **查什么** 表头要求“偏差原因分析及改进措施”的，扣分的行除原因外还应写改进措施。
    **为何查** 表头问的是两样，只答一半。
    **不合格** 偏差原因“人员工资增加”。
    **合格**   “原因：连续降雨停工。措施：3月底前补建1处。”
    **依据**   所引表格（栏目名称）
    """

    code = "WB607"
    name = "measure-missing"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the reasons that say nothing of what will be done."""
        for form in filled_forms(context):
            for row in form.indicators:
                lost = row.points is not None and row.max_points is not None and row.points < row.max_points
                if not lost or row.reason is None or not has_reason(row) or has_measure(row.reason.text):
                    continue
                if asks_for_measure(row.table):
                    yield self.finding(
                        f"“{row.name}”只写了原因（{printed(row.reason)[:30]}），没有改进措施。",
                        cell_of(row, row.reason, "偏差原因分析及改进措施"),
                        confidence=0.7,
                        suggestion="请补写改进措施：谁、何时、做什么。",
                    )
