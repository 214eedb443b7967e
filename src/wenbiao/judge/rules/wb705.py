"""WB705: 实际完成情况复述预期目标。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.goals import Fault, reviewed
from wenbiao.judge.suggest import advice
from wenbiao.model.finding import Finding, Severity


class ResultRepeatsGoal(Rule):
    """实际完成情况只是把预期目标再说一遍。

    **查什么** 实际完成情况与预期目标除“已、了”等字外几乎相同，又没有自己的数字的，提请填写实际结果。
    **为何查** 目标和结果一字不差，看不出做了什么、差多少。
    **不合格** 预期目标“做好森林防火和病虫害防治工作”，实际完成情况“做好了森林防火和病虫害防治工作”。
    **合格**   实际完成情况“开设防火隔离带120公里，全年火情3起，均在2小时内扑灭”。
    **依据**   逻辑；form:overall-self-evaluation
    """

    code = "WB705"
    name = "result-repeats-goal"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the results that repeat their goals."""
        for review in reviewed(context, Fault.REPEATED):
            first = review.items[0]
            yield self.finding(
                "实际完成情况与预期目标几乎相同，没有写实际结果。",
                *(s.evidence for s in review.items[:6]),
                confidence=0.85,
                suggestion=advice(first, context),
            )
