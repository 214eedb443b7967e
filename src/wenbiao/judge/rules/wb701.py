"""WB701: 目标或完成情况近乎空白。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.goals import Fault, reviewed
from wenbiao.judge.suggest import advice
from wenbiao.model.finding import Finding, Severity


class NearBlank(Rule):
    """目标或完成情况有字而等于没有写。

    **查什么** 预期目标、实际完成情况去掉“完成、情况、好、各项、工作、良好”一类空词（vague.txt）后什么也不剩的，视同空白。
    全空的格见WB601、WB602。
    **为何查** 读者不知道要做什么、做成了什么，评分就没有依据。
    **不合格** 实际完成情况“完成情况好”。
    **合格**   实际完成情况“走访会员企业58家，召开招商会议30次”。
    **依据**   目标须指向明确、细化量化、合理可行（财预〔2015〕88号，依据待核）；form:overall-self-evaluation
    """

    code = "WB701"
    name = "near-blank"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the goals and results of empty words alone."""
        for review in reviewed(context, Fault.NEAR_BLANK):
            first = review.items[0]
            yield self.finding(
                f"{first.title}只写“{first.text}”，没有说明具体内容。",
                *(s.evidence for s in review.items[:6]),
                confidence=0.9,
                suggestion=advice(first, context),
            )
