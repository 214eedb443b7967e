"""WB704: 年度目标照抄部门职责。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.goals import Fault, reviewed
from wenbiao.judge.suggest import advice
from wenbiao.model.finding import Finding, Severity


class GoalCopiesDuties(Rule):
    """年度目标照抄部门职责。

    **查什么** 预期目标的文字七成以上与正文“主要职能”一节相同、又没有数量的，提请改写成当年要达到的结果。
    **为何查** 职责年年一样，不是这一年的目标。
    **不合格** 主要职能“负责县城区市容市貌和环境卫生管理”，预期目标“负责县城区市容市貌和环境卫生管理”。
    **合格**   预期目标“清扫保洁286万平方米，主干道机械化清扫率不低于80%”。
    **依据**   目标须指向明确、细化量化、合理可行（财预〔2015〕88号，依据待核）；逻辑
    """

    code = "WB704"
    name = "goal-copies-duties"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the goals copied from the duties."""
        for review in reviewed(context, Fault.DUTIES):
            yield self.finding(
                "年度目标照抄部门职责，没有写当年要达到的数量、标准和时限。",
                *(s.evidence for s in review.items[:6]),
                confidence=0.85,
                suggestion=advice(review.items[0], context),
            )
