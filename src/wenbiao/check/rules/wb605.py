"""WB605: 得分空白。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import label_of, points
from wenbiao.check.completeness import blank, filled_forms
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.indicators import Indicator, holds
from wenbiao.model.finding import Finding, Severity


class BlankScore(Rule):
    """得分空白。

    **查什么** 有分值的指标须有得分；全表都没有得分的只提一次。
    **为何查** 自评要打分，缺一项得分，总分就不成立。
    **不合格** 分值10，实际完成值98%，得分空白。
    **合格**   分值10，得分10；未设分值的行不填得分。
    **依据**   form:overall-self-evaluation（表中栏目）
    """

    code = "WB605"
    name = "blank-score"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the weighted indicators without a score."""
        for form in filled_forms(context):
            rows = [r for r in form.indicators if r.max_points and r.score is not None]
            missing = [r for r in rows if not holds(r.score)]
            if not missing:
                continue
            if len(missing) == len(rows):
                yield self.report(missing[0], f"“{form.caption}”各项指标得分全部空白。")
                continue
            for row in missing:
                yield self.report(row, f"“{row.name}”分值 {points(row.max_points)}，得分空白。")

    def report(self, row: Indicator, message: str) -> Finding:
        """Return the finding on one row."""
        return self.finding(
            message,
            blank(row.table, row.score, *label_of(row), "得分"),
            confidence=0.9,
            suggestion="请填写得分并核对总分。",
        )
