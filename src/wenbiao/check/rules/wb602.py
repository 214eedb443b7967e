"""WB602: 年度目标的实际完成情况空白。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.completeness import blank, filled_forms
from wenbiao.check.rule import Context, Rule, cell
from wenbiao.extract.indicators import holds
from wenbiao.model.finding import Finding, Severity


class BlankResult(Rule):
    """年度目标的实际完成情况空白。

    **查什么** 自评表填了预期目标的，“实际完成情况”一栏须有内容。
    **为何查** 自评就是对照目标说完成情况，空白等于没有自评。
    **不合格** 预期目标已填，实际完成情况一格空白。
    **合格**   实际完成情况写“11月底改造危桥9座，全部验收合格”。
    **依据**   所引表格（表中栏目）
    """

    code = "WB602"
    name = "blank-result"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms that state goals and no result."""
        for form in filled_forms(context):
            goals = [g for g in form.goals if g.actual is not None]
            stated = [g for g in goals if holds(g.expected)]
            if not stated or any(holds(g.actual) for g in goals):
                continue
            goal = stated[0]
            yield self.finding(
                f"“{form.caption}”填了年度总体目标，实际完成情况空白。",
                blank(goal.table, goal.actual, form.caption, "年度总体目标", "实际完成情况"),
                *([cell(goal.table, goal.expected, ("预期目标",))] if goal.expected is not None else []),
                confidence=0.95,
                suggestion="请对照预期目标逐条填写实际完成情况。",
            )
