"""WB714: 改进措施空泛。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.statements import Role, section_statements
from wenbiao.judge.suggest import advice_on_measures
from wenbiao.judge.wording import all_vague, such_as
from wenbiao.model.finding import Finding, Severity


class VagueMeasure(Rule):
    """改进措施空泛：没有一条可以核对。

    **查什么** 改进措施一节没有一条写明做什么、由谁做、何时做到的，提示补充。
    **为何查** 措施没有对象、责任和时限，下一年无从检查。
    **不合格** 进一步提高认识，加强学习，不断提升绩效管理水平。
    **合格**   由财务股在6月底前清理往来款12笔，每季度通报一次执行进度。
    **依据**   绩效自评报告应说明具体问题及改进措施（二手材料）
    """

    code = "WB714"
    name = "vague-measure"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the section of which no paragraph names anything that could be checked."""
        found = [s for s in section_statements(context.base.documents) if s.role is Role.MEASURE]
        if all_vague(found):
            yield self.finding(
                f"“{found[0].title}”没有一条可以核对：没有写对象、时限和要达到的标准{such_as(found[0].text)}。",
                *(s.evidence for s in found[:8]),
                confidence=0.7,
                suggestion=advice_on_measures(context),
            )
