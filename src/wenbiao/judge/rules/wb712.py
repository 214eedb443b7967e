"""WB712: 效益情况空谈。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.statements import Role, section_statements
from wenbiao.judge.suggest import advice_on_benefits
from wenbiao.judge.wording import all_vague, such_as
from wenbiao.model.finding import Finding, Severity


class EmptyBenefits(Rule):
    """效益情况是空话：没有数据，也没有具体事例。

    **查什么** 正文经济效益、社会效益、行政效能等各节，没有一节有数量、成果或可以核对的事例的，提请补充。一份报告只提一次。
    **为何查** 效益要有数据或事例支撑，否则效益指标的得分没有依据。
    **不合格** 经济效益“促进民营经济健康发展，为建设美好家园作出贡献”。
    **合格**   经济效益“为消费者挽回经济损失134.68万元”。
    **依据**   绩效自评报告应以数据或事例说明效果（二手材料）
    """

    code = "WB712"
    name = "empty-benefits"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the report whose sections on benefits hold no figure and no deed."""
        found = [s for s in section_statements(context.base.documents) if s.role is Role.BENEFIT]
        if all_vague(found):
            titles = "、".join(dict.fromkeys(s.title for s in found))
            yield self.finding(
                f"“{titles}”没有数据和事例，说不清产生了什么效益{such_as(found[0].text)}。",
                *(s.evidence for s in found[:8]),
                confidence=0.75,
                suggestion=advice_on_benefits(found, context),
            )
