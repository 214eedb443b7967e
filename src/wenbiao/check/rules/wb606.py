"""WB606: 扣分或未达标而没有偏差原因。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import attain, cell_of, has_reason, label_of, score_text
from wenbiao.check.completeness import blank, filled_forms
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.indicators import Indicator
from wenbiao.extract.reasons import asks_for_reason
from wenbiao.model.finding import Finding, Severity


class ReasonMissing(Rule):
    """扣分而没有偏差原因。

    **查什么** 得分低于分值的指标，“偏差原因分析及改进措施”一栏须说明原因，已达标而扣分的也一样。未达标而得满分见WB503、WB504。
    表中只有“备注”一栏的只提示。
    **为何查** 表头要求分析偏差原因；扣分没有原因，读者不知道差在哪里。
    **不合格** 指标值≥90%，完成值98%以上，分值9，得分8，原因空白。
    **合格**   分值10，得分8.5，原因和措施已写明。
    **依据**   所引表格（栏目“偏差原因分析及改进措施”）
    """

    code = "WB606"
    name = "reason-missing"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rows that lost points without a word on why."""
        for form in filled_forms(context):
            above: Indicator | None = None
            for row in form.indicators:
                lost = row.points is not None and row.max_points is not None and 0 <= row.points < row.max_points
                if not lost:
                    continue
                if has_reason(row) or shares_reason(row, above):
                    above = row
                elif row.reason is not None:
                    yield self.report(row, asked=asks_for_reason(row.table))

    def report(self, row: Indicator, *, asked: bool) -> Finding:
        """Return the finding on one row."""
        found = attain(row)
        state = "" if found is None else "已达标而扣分，" if found.met else "未达标，"
        values = f"{found.values}，" if found is not None else ""
        return self.finding(
            f"“{row.name}”{state}没有偏差原因：{values}{score_text(row)}。",
            cell_of(row, row.score, "得分"),
            blank(row.table, row.reason, *label_of(row), "偏差原因分析及改进措施"),
            severity=None if asked else Severity.INFO,
            confidence=0.9,
            suggestion="请说明扣分的原因和改进措施；已达标的，请核对得分。",
        )


def shares_reason(row: Indicator, above: Indicator | None) -> bool:
    """Whether the reason of the row right above may have been merged over this one: flattening leaves blanks then."""
    if above is None or not row.table.flattened or row.table is not above.table:
        return False
    return row.row == above.row + 1 and (row.level1, row.level2) == (above.level1, above.level2)
