"""WB601: 年度总体目标空白。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.completeness import blank, filled_forms
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.indicators import holds
from wenbiao.model.finding import Finding, Severity


class BlankGoal(Rule):
    """年度总体目标空白。

    **查什么** 自评表“年度总体目标—预期目标”一栏须有内容。
    **为何查** 没有目标，完成情况和指标都无从对照。
    **不合格** 预期目标一格空白。
    **合格**   预期目标写“12月底前改造危桥9座，验收合格率100%”。
    **依据**   所引表格（表中栏目）
    """

    code = "WB601"
    name = "blank-goal"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms without any annual goal."""
        for form in filled_forms(context):
            goals = form.goals
            if not goals or goals[0].expected is None or any(holds(g.expected) for g in goals):
                continue
            yield self.finding(
                f"“{form.caption}”的年度总体目标（预期目标）空白。",
                blank(goals[0].table, goals[0].expected, form.caption, "年度总体目标", "预期目标"),
                confidence=0.95,
                suggestion="请填写年度总体目标：数量、对象、标准和时限。",
            )
