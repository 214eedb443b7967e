"""WB725: 套话过多。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.quality import boilerplate_statements
from wenbiao.model.finding import Finding, Severity

FEWEST = 4
"""Of fewer sentences a share says little."""


class MostlyBoilerplate(Rule):
    """目标、问题、措施各节大多是任何单位都能写的话。

    **查什么** 目标、问题、改进措施、效益各节的语句中，套话（换一个单位一字不改也能用）占八成以上（方案可调）且不少于四句的，提示。
    分类器的依据和局限见 docs/judge.md。
    **为何查** 读者看不出这个单位做了什么、难在哪里。
    **不合格** 问题写“预算编制不够科学、绩效意识不强”，措施写“加强学习、完善制度”。
    **合格**   问题写“水费应收未收3.5万元”，措施写“6月底前为63户开通代扣”。
    **依据**   系统做法与审核实践（二手材料）；分类器判断
    """

    code = "WB725"
    name = "mostly-boilerplate"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the report of which most statements could be anyone's."""
        found, total = boilerplate_statements(context.base)
        if len(found) >= FEWEST and len(found) >= context.profile["boilerplate_share"] * total:
            yield self.finding(
                f"目标、问题、措施和效益共 {total} 句，{len(found)} 句换一个单位也能用。",
                *(s.evidence for s in found[:8]),
                confidence=0.7,
                suggestion="请写本单位的事：哪个项目、哪些对象、差多少、谁在何时做什么。",
            )
