"""WB218: 增减方向重复。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.expressions import double_negations
from wenbiao.model.finding import Finding, Severity


class DoubleNegation(Rule):
    """增减方向重复：“减少”“增长”之后又写负号。

    **查什么** “减少-3万元”“下降-5%”“增长-5%”：方向词与负号同时出现；“增减率-5%”“增长率为-5%”是写率，不算。
    **为何查** 减少负数即增加，读者会把方向看反。
    **不合格** 公务接待费较上年减少-3万元。
    **合格**   公务接待费较上年减少3万元；增减额为-3万元；增长率为-5%。
    **依据**   算术
    """

    code = "WB218"
    name = "double-negation"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield each fall or rise printed with a minus."""
        for passage in passages(context, double_negations):
            for span in double_negations(passage.text):
                said = span.within(passage.text)
                yield self.finding(
                    f"“{said}”方向重复，应写“{span.note}”或说明是增加。",
                    passage.evidence(span),
                    confidence=0.9,
                    stated=said,
                    suggestion="请核对增减方向，去掉负号。",
                )
