"""WB817: 模板文字未删除。"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from wenbiao.check.passages import Passage, passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.residue import template_residue
from wenbiao.extract.spans import Span
from wenbiao.model.finding import Finding, Severity

MOST = 6
"""Instructions are shown one by one up to this number; a blank template holds hundreds."""
SHOWN = 5


class TemplateResidue(Rule):
    """模板文字未删除：填表说明、占位符留在定稿里。

    **查什么** 写给填报人看的话（“仍保留该表格式，并在本表下方作下述说明”“请填写”“此页为封面”）和占位符（XX、××）；
    占位符全文合并为一条。表上固定印制的注释不查。
    **为何查** 说明套用模板后未核对，公开后有损严肃性。
    **不合格** 无国有资本经营支出的，仍保留该表格式，并在本表下方作下述说明：
    **合格**   说明：本单位本年度没有国有资本经营支出，故本表无数据。
    **依据**   表式本身（模板给填报人的提示）
    """

    code = "WB817"
    name = "template-residue"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the instructions, and one finding on all placeholders together."""
        found = [
            (passage, span)
            for passage in passages(context, template_residue)
            for span in template_residue(passage.text)
        ]
        told = {id(passage.paragraph): (passage, span) for passage, span in reversed(found) if span.note != "占位符"}
        for passage, span in islice(reversed(told.values()), MOST):
            yield self.finding(
                f"模板的{span.note}未删除：{span.within(passage.text).rstrip('：:')}。",
                passage.evidence(span),
                confidence=0.85,
                suggestion="请删去模板提示语。",
            )
        if places := [(passage, span) for passage, span in found if span.note == "占位符"]:
            yield self.placeholders(places)

    def placeholders(self, places: list[tuple[Passage, Span]]) -> Finding:
        """Return the finding on placeholders: the first few places."""
        first, span = places[0]
        return self.finding(
            f"文中有 {len(places)} 处占位符未填（{span.within(first.text)} 等）。",
            *(passage.evidence(at, widen=True) for passage, at in places[:SHOWN]),
            confidence=0.85,
            suggestion="请填写实际内容。",
        )
