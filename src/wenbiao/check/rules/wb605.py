"""WB605: 得分空白。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import label_of, points
from wenbiao.check.completeness import blank, filled_forms
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.indicators import Indicator, holds
from wenbiao.model.document import Cell, Table
from wenbiao.model.finding import Finding, Severity


class BlankScore(Rule):
    """得分空白。

    **查什么** 有分值的指标须有得分；全表都没有得分的只提一次。
    **为何查** 自评要打分，缺一项得分，总分就不成立。
    **不合格** 分值10，实际完成值98%，得分空白。
    **合格**   分值10，得分10；未设分值的行不填得分。
    **依据**   所引表格（表中栏目）
    """

    code = "WB605"
    name = "blank-score"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the weighted indicators without a score."""
        for form in filled_forms(context):
            rows = [r for r in form.indicators if r.max_points and r.score is not None]
            missing = [r for r in rows if not holds(r.score)]
            fund = form.fund
            if (
                len(missing) < len(rows)
                and fund is not None
                and fund.max_points
                and fund.score is not None
                and not holds(fund.score)
            ):
                yield self.report(fund.table, fund.score, (fund.label, "得分"), f"“{fund.label}”执行得分空白。")
            if not missing:
                continue
            if len(missing) == len(rows):
                yield self.of_row(missing[0], f"“{form.caption}”各项指标得分全部空白。")
                continue
            for row in missing:
                yield self.of_row(row, f"“{row.name}”分值 {points(row.max_points)}，得分空白。")

    def of_row(self, row: Indicator, message: str) -> Finding:
        """Return the finding on one indicator."""
        return self.report(row.table, row.score, (*label_of(row), "得分"), message)

    def report(self, table: Table, of: Cell | None, label: tuple[str, ...], message: str) -> Finding:
        """Return the finding on one blank cell."""
        return self.finding(
            message,
            blank(table, of, *label),
            confidence=0.9,
            suggestion="请填写得分并核对总分。",
        )
