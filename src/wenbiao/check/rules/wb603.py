"""WB603: 部分年度目标没有完成情况。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wenbiao.check.completeness import filled_forms
from wenbiao.check.rule import Context, Rule, cell, short
from wenbiao.extract.goal_items import goal_items, unmentioned
from wenbiao.extract.indicators import Goal, holds
from wenbiao.model.finding import Finding, Severity


class GoalsUncovered(Rule):
    """部分年度目标没有完成情况。

    **查什么** 预期目标分条列出的，实际完成情况应逐条回应；某一条特有的词在完成情况里一个也没有的，提示核对。完成情况条数不少于目标的，
    视为逐条回应。
    **为何查** 只报完成得好的，是自评中常见的取巧。
    **不合格** 目标列4条，完成情况只写第1条的宣传培训。
    **合格**   目标3条，完成情况3条。
    **依据**   所引表格（目标与完成情况并列）
    """

    code = "WB603"
    name = "goals-uncovered"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms whose result leaves listed goals unanswered."""
        for form in filled_forms(context):
            for goal in form.goals:
                if holds(goal.expected) and holds(goal.actual):
                    yield from self.compare(goal)

    def compare(self, goal: Goal) -> Iterator[Finding]:
        """Yield a finding when some of the listed goals are not spoken of."""
        if goal.expected is None or goal.actual is None:
            return
        items = goal_items(goal.expected.text)
        missed = unmentioned(items, goal.actual.text)
        if not missed:
            return
        first = cell(goal.table, goal.expected, ("年度总体目标", "预期目标"))
        yield self.finding(
            f"年度总体目标列 {len(items)} 条，实际完成情况未见第 {'、'.join(str(m.number) for m in missed)} 条的内容。",
            replace(first, quote=short(missed[0].text)),
            first,
            cell(goal.table, goal.actual, ("年度总体目标", "实际完成情况")),
            confidence=0.6,
            suggestion="请逐条对照目标填写完成情况。",
        )
