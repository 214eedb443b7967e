"""WB702: 年度目标空泛。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.goals import Fault, reviewed
from wenbiao.judge.statements import Role
from wenbiao.judge.suggest import advice
from wenbiao.judge.wording import missing, such_as
from wenbiao.model.finding import Finding, Severity


class VagueGoal(Rule):
    """年度目标空泛：没有数量、标准、时限，也没有点名的成果。

    **查什么** 年度总体目标（自评表或正文目标一节）的每一条，须能让局外人一年后判断做到没有；整栏都判断不了的为疑点，只有几条的提示。
    **为何查** 目标不能衡量，完成与否只能凭印象打分。
    **不合格** 预期目标“根据年初预算严格执行，规范资金列支，保障机关正常运转”。
    **合格**   预期目标“6月底前改造小型水库12座，验收合格率100%”。
    **依据**   目标须指向明确、细化量化、合理可行（财预〔2015〕88号，依据待核）
    """

    code = "WB702"
    name = "vague-goal"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the goals of which no item, or not every item, can be checked."""
        for review in reviewed(context, Fault.VAGUE, Fault.PARTLY):
            if review.role is not Role.GOAL:
                continue
            items = review.vague_items
            whole = review.fault is Fault.VAGUE
            count = "年度目标" if whole else f"年度目标中有{len(items)}条"
            yield self.finding(
                f"{count}空泛，缺少{missing(items[0])}，一年后无从判断是否做到{such_as(items[0].text)}。",
                *(s.evidence for s in items[:6]),
                severity=Severity.WARNING if whole else Severity.INFO,
                confidence=0.8,
                suggestion=advice(items[0], context),
            )
