"""WB703: 年度目标就是项目名称。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.goals import Fault, reviewed
from wenbiao.judge.suggest import advice
from wenbiao.model.finding import Finding, Severity


class GoalIsName(Rule):
    """年度目标只是项目名称。

    **查什么** 预期目标与表中的项目名称相同或几乎相同，或者只是一个以“项目、经费、资金”结尾的名称的，提请补写目标。
    **为何查** 名称不是目标，看不出要做到什么。
    **不合格** 项目名称“优化营商环境专项”，预期目标“优化营商环境专项”。
    **合格**   预期目标“开办企业平均用时压缩到1个工作日以内，回访企业120家”。
    **依据**   目标须指向明确、细化量化、合理可行（财预〔2015〕88号，依据待核）；form:project-self-evaluation
    """

    code = "WB703"
    name = "goal-is-name"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the goals that repeat the name of the project."""
        for review in reviewed(context, Fault.NAME):
            first = review.items[0]
            name = f"与项目名称“{review.against}”相同" if review.against else "只是一个名称"
            yield self.finding(
                f"预期目标“{first.text}”{name}，没有写要做到什么。",
                first.evidence,
                confidence=0.9,
                suggestion=advice(first, context),
            )
