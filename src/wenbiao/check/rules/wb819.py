"""WB819: 年份写错。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import Passage, passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.identity import ANNUAL
from wenbiao.extract.residue import opening_year
from wenbiao.extract.spans import Span
from wenbiao.extract.versions import is_goal
from wenbiao.model.finding import Finding, Severity

YEAR_LENGTH = 4


class WrongYear(Rule):
    """年份写错：标题或年度目标写的不是报告年度。

    **查什么** 标题的年份与全部表题或多处段首的年份都不同；年度总体目标及其完成情况以另一年份开头。
    写明起止年份的跨年度目标不查。
    **为何查** 年份写错，读者不知所报何年；目标的年份不对，多为沿用往年文稿。
    **不合格** 2024年度自评表的年度总体目标写“2023年维修路灯900盏以上”。
    **合格**   2024年度自评表的年度总体目标写“2024年维修路灯900盏以上”“2023—2025年新建公园3个”。
    **依据**   逻辑
    """

    code = "WB819"
    name = "wrong-year"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the title whose year all the rest denies, and goals that open with another year."""
        identity = context.base.identity
        if identity.year is None or identity.genre not in ANNUAL:
            return
        goals = {id(c) for s in context.base.sheets for g in s.goals for c in (g.expected, g.actual)}
        title = str(identity.titled_year)
        for passage in passages(context):
            if self.is_title(passage, context) and title in passage.text:
                at = passage.text.index(title)
                yield self.finding(
                    f"标题写的是{title}年，全文各处说的都是{identity.year}年度。",
                    passage.evidence(Span(at, at + YEAR_LENGTH), widen=True),
                    confidence=0.85,
                    suggestion="请核对并改正标题的年份。",
                )
            elif id(passage.cell) in goals or (passage.cell is None and is_goal(passage.paragraph)):
                span = opening_year(passage.text)
                if span is not None and span.note != str(identity.year):
                    yield self.finding(
                        f"年度目标或其完成情况写的是{span.note}年，本报告是{identity.year}年度的。",
                        passage.evidence(span, widen=True),
                        confidence=0.8,
                        suggestion="请核对是否沿用往年文稿；确为跨年度目标的，请写明起止年份。",
                    )

    @staticmethod
    def is_title(passage: Passage, context: Context) -> bool:
        """Whether a passage is the title, or a line of it, whose year the rest of the document denies."""
        identity = context.base.identity
        return identity.titled_year is not None and passage.cell is None and passage.text.strip() in identity.title
