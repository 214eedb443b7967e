"""WB216: 约数重复限定。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.expressions import double_hedges
from wenbiao.model.finding import Finding, Severity


class DoubleHedge(Rule):
    """约数重复限定。

    **查什么** 同一个数前后各有一个表示约数或界限的词：“约……左右”“近……余”“不低于……以上”“不超过……以内”。
    **为何查** 两个词的界限不同，读者不知究竟是多少。
    **不合格** 惠及约300户左右。
    **合格**   惠及约300户；惠及300余户；不低于90%；近1500路。
    **依据**   逻辑
    """

    code = "WB216"
    name = "double-hedge"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield each figure that is hedged twice."""
        for passage in passages(context, double_hedges):
            for span in double_hedges(passage.text):
                yield self.finding(
                    f"“{span.within(passage.text)}”：{span.note}重复限定，只留一个。",
                    passage.evidence(span),
                    confidence=0.9,
                    suggestion="请删去其中一个词。",
                )
