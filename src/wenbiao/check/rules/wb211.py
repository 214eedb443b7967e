"""WB211: 所称原因与数据不符。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.changes import contradicted, evidence_of, refuted_economy, rise_of, told
from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.causes import savings_for_rises
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class CauseContradicted(Rule):
    """所称原因与数据不符。

    **查什么** “原因是人员增加”“工作经费增加”等说法，与年初年末人数、上年与本年决算数对照；支出增加却只以厉行节约为由；
    称厉行节约、过紧日子，而公用经费比上年明显增加。
    **为何查** 原因分析要经得起自己的数据检验，否则等于没有分析。
    **不合格** 年初在职人员8人，年末在职人员8人。支出较上年增加，原因在于人员增加。
    **合格**   年初在职人员8人，年末在职人员9人。支出较上年增加，原因在于人员增加。
    **依据**   算术/逻辑
    """

    code = "WB211"
    name = "cause-contradicted"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the causes that the report's own figures contradict."""
        for passage, cause, pair in contradicted(context):
            yield self.finding(
                f"称原因是{cause.says}，而{told(pair[0])}、{told(pair[1])}，没有相应变化。",
                passage.evidence(cause.span, widen=True),
                *map(evidence_of, pair),
                confidence=0.8,
                suggestion="请核对变动原因，或说明统计口径。",
            )
        for passage in passages(context, savings_for_rises):
            for span in savings_for_rises(passage.text):
                yield self.finding(
                    "支出增加，所列原因却只是厉行节约、压减开支。",
                    passage.evidence(span),
                    confidence=0.75,
                    suggestion="请核对增减方向，写明增加的真实原因。",
                )
        if (refuted := refuted_economy(context)) is not None:
            passage, span, pair = refuted
            percent = plain(round(rise_of(pair) * 100, 2))
            yield self.finding(
                f"称厉行节约，而公用经费由 {pair[0].quantity} 增至 {pair[1].quantity}（+{percent}%）。",
                passage.evidence(span, widen=True),
                *map(evidence_of, pair),
                severity=Severity.INFO,
                confidence=0.65,
                suggestion="请说明公用经费增加的原因。",
            )
