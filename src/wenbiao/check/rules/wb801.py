"""WB801: 日期不存在。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.dates import impossible_dates
from wenbiao.model.finding import Finding, Severity


class ImpossibleDate(Rule):
    """日期不存在。

    **查什么** 写出的年月日须在公历中存在：月份不过12，日数不过当月天数（平年二月28天），所注星期须与当日相符。
    **为何查** 不存在的日期说明活动或填报时间写错，读者会怀疑事情的真伪。
    **不合格** 分别于8月23日、9月31日组织培训。
    **合格**   分别于8月31日、9月30日组织培训；2024年2月29日召开会议。
    **依据**   算术（公历）
    """

    code = "WB801"
    name = "impossible-date"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield each date that no calendar holds."""
        for passage in passages(context, impossible_dates):
            for span in impossible_dates(passage.text):
                date = " ".join(span.within(passage.text).split())
                yield self.finding(
                    f"“{date}”不存在：{span.note}。",
                    passage.evidence(span),
                    confidence=0.97,
                    stated=date,
                    suggestion="请核对原始记录，改正日期。",
                )
