"""WB713: 存在的问题空泛。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.statements import Role, section_statements
from wenbiao.judge.suggest import advice_on_problems
from wenbiao.judge.wording import all_vague, such_as
from wenbiao.model.finding import Finding, Severity


class VagueProblem(Rule):
    """存在的问题空泛：没有一条可以核对。

    **查什么** 问题一节没有点出任何项目、数字或具体缺漏的，提示补充。
    **为何查** 问题不具体，原因和措施就落不到实处。
    **不合格** 预算编制不够科学，绩效意识有待加强。
    **合格**   在用电梯按期维保率97.20%，148台次未按期维保。
    **依据**   绩效自评报告应说明具体问题及改进措施（二手材料）
    """

    code = "WB713"
    name = "vague-problem"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the section of which no paragraph names anything that could be checked."""
        found = [s for s in section_statements(context.base.documents) if s.role is Role.PROBLEM]
        if all_vague(found):
            yield self.finding(
                f"“{found[0].title}”没有一条可以核对：没有点出项目、数字或具体缺漏{such_as(found[0].text)}。",
                *(s.evidence for s in found[:8]),
                confidence=0.7,
                suggestion=advice_on_problems(context),
            )
