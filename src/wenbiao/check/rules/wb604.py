"""WB604: 指标值或实际完成值空白。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import cell_of, label_of, score_text
from wenbiao.check.completeness import blank, filled_forms
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.indicators import Indicator, holds
from wenbiao.model.document import Cell
from wenbiao.model.finding import Finding, Severity


class BlankValue(Rule):
    """指标值或实际完成值空白。

    **查什么** 有名称、有分值的指标，年度指标值和实际完成值都须填写；写“无”并不计分的行除外。
    **为何查** 没有目标值或完成值，得分没有依据。
    **不合格** 指标值≤3日，实际完成值空白，得分8。
    **合格**   三级指标写“无”，其余各格空白。
    **依据**   所引表格（表中栏目）
    """

    code = "WB604"
    name = "blank-value"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the scored indicators that lack a target or a result."""
        for form in filled_forms(context):
            rows = form.indicators
            if not any(holds(r.actual) for r in rows):
                continue
            for row in rows:
                if not row.max_points:
                    continue
                if row.actual is not None and not holds(row.actual):
                    yield self.report(row, row.actual, "实际完成值" if holds(row.target) else "年度指标值和实际完成值")
                elif row.target is not None and not holds(row.target) and holds(row.actual):
                    yield self.report(row, row.target, "年度指标值")

    def report(self, row: Indicator, of: Cell, heading: str) -> Finding:
        """Return the finding on one row."""
        return self.finding(
            f"“{row.name}”的{heading}空白，{score_text(row)}。",
            blank(row.table, of, *label_of(row), heading),
            cell_of(row, row.name_cell, "指标名称"),
            confidence=0.9,
            suggestion=f"请填写{heading}；不适用的指标请写“无”，分值另作分配。",
        )
