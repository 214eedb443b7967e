"""WB217: 百分点、倍数用词不当。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.expressions import less_by_times, rates_in_percent
from wenbiao.model.finding import Finding, Severity


class RatioWording(Rule):
    """百分点、倍数用词不当。

    **查什么** 两个比率相减应称“百分点”；比率“较上年提高5%”未写明是否百分点；“减少”“缩短”后用“倍”。
    **为何查** 90%提高到95%，是提高5个百分点，不是提高5%；减少一倍即为零，减少两倍无意义。
    **不合格** 满意度由90%提高到95%，提高5%；办理时限缩短2倍。
    **合格**   满意度由90%提高到95%，提高5个百分点；办理时限缩短一半；支出较上年增长5%；效率较上年提升50%。
    **依据**   逻辑
    """

    code = "WB217"
    name = "ratio-wording"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield changes of rates in per cent, and falls given in times."""
        for passage in passages(context, rates_in_percent, less_by_times):
            for span, proven in rates_in_percent(passage.text):
                said = span.within(passage.text)
                yield self.finding(
                    f"{span.note}，应称“百分点”：{said}。" if proven else f"比率的增减请写明是否为百分点：{said}。",
                    passage.evidence(span),
                    severity=Severity.WARNING if proven else Severity.INFO,
                    confidence=0.95 if proven else 0.6,
                    suggestion="两个比率之差请写“百分点”。",
                )
            for span in less_by_times(passage.text):
                yield self.finding(
                    f"“{span.within(passage.text)}”：减少、缩短不用“倍”。",
                    passage.evidence(span, widen=True),
                    confidence=0.85,
                    suggestion="请改写为减少百分之几，或减少到几分之几。",
                )
