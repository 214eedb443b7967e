"""WB804: 标点重复。"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.characters import repeated_punctuation
from wenbiao.model.finding import Finding, Severity

MOST = 5


class RepeatedPunctuation(Rule):
    """标点重复。

    **查什么** 两个标点连在一起，其中一个多余：“。。”“，，”“、。”“，。”等；省略号、破折号和表示空缺的点不算。
    **为何查** 多为删改后未清理，影响公开文本的严肃性。
    **不合格** 内设办公室、营商环境服务股。。
    **合格**   内设办公室、营商环境服务股等……他说：“好。”
    **依据**   二手材料（报告质量评分：文字清楚、无错漏）
    """

    code = "WB804"
    name = "repeated-punctuation"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the first few places; more of them say nothing new."""
        places = (
            (passage, span)
            for passage in passages(context, repeated_punctuation)
            for span in repeated_punctuation(passage.text)
        )
        for passage, span in islice(places, MOST):
            yield self.finding(
                f"标点重复：“{span.within(passage.text)}”。",
                passage.evidence(span, widen=True),
                confidence=0.9,
                suggestion="请删去多余的标点。",
            )
