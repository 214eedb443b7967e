"""WB726: 同一段话写了两遍。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.repeated import repeated_paragraphs
from wenbiao.model.finding import Finding, Severity

MOST_SHOWN = 4
"""Of a long run the first paragraphs show what it is."""


class RepeatedParagraph(Rule):
    """同一段话在两处重复。

    **查什么** 正文不同章节（或旧表的不同栏）里四十字以上、九成以上相同的两段话，提示。
    表单内目标和完成情况各表重复的不查。
    **为何查** 重复的文字说明其中一处没有针对该处的要求写。
    **不合格** 问题一节和改进措施一节是同一段话。
    **合格**   改进措施对应问题，但写的是做法。
    **依据**   绩效自评报告缺漏或重复章节要扣分（二手材料）
    """

    code = "WB726"
    name = "repeated-paragraph"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the paragraphs, and the runs of paragraphs, that say the same as an earlier place."""
        for run in repeated_paragraphs(context):
            one, other = run[0]
            what = "这一段" if len(run) == 1 else f"从这里起连续 {len(run)} 段"
            place = f"“{one.where.section[-1]}”下的文字" if one.where.section else "另一处"
            yield self.finding(
                f"{what}与{place}几乎相同。",
                other,
                one,
                *(evidence for pair in run[1:MOST_SHOWN] for evidence in reversed(pair)),
                confidence=0.85,
                suggestion="请按各处的要求分别写，或者只写一处、另一处注明参见。",
            )
