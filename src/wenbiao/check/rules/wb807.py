"""WB807: 日期缺月份。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.dates import missing_months
from wenbiao.model.finding import Finding, Severity


class MissingMonth(Rule):
    """日期缺月份。

    **查什么** “上旬”“中旬”“下旬”所在句须写明是哪一月；“年”“日”之间的“月”前须有数字。
    **为何查** 缺了月份，时间无从确认，多半是漏字。
    **不合格** 组织专项检查，下旬对四个乡镇进行实地督查。
    **合格**   6月中旬动员部署，下旬对四个乡镇进行实地督查；每月下旬开展督查。
    **依据**   逻辑
    """

    code = "WB807"
    name = "missing-month"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield each part of a month, or day, whose month is not named."""
        for passage in passages(context, missing_months):
            for span in missing_months(passage.text):
                yield self.finding(
                    f"“{span.within(passage.text)}”{span.note}，时间不完整。",
                    passage.evidence(span, widen=True),
                    confidence=0.8,
                    suggestion="请补写月份。",
                )
