"""WB706: 实际完成情况空泛。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.goals import Fault, reviewed
from wenbiao.judge.statements import Role
from wenbiao.judge.suggest import advice
from wenbiao.judge.wording import such_as
from wenbiao.model.finding import Finding, Severity


class VagueResult(Rule):
    """实际完成情况空泛：没有一项可以核对的事实。

    **查什么** 实际完成情况整栏没有数量、日期、文件、成果等可以核对的事实的，提请补充。
    **为何查** 完成情况要能与佐证材料核对。
    **不合格** 实际完成情况“严格资金列支手续，有效保障机关正常运转，如期完成了本部门的职能和职责”。
    **合格**   实际完成情况“办理群众来访214批次，化解积案9件”。
    **依据**   逻辑；form:overall-self-evaluation
    """

    code = "WB706"
    name = "vague-result"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the results without a single fact."""
        for review in reviewed(context, Fault.VAGUE):
            if review.role is Role.RESULT:
                first = review.items[0]
                yield self.finding(
                    f"实际完成情况没有可以核对的事实（数量、日期、文件、成果）{such_as(first.text)}。",
                    *(s.evidence for s in review.items[:6]),
                    confidence=0.75,
                    suggestion=advice(first, context),
                )
