"""WB818: 年度报告用了相对时间词。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.residue import relative_times
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.result import Genre

PAST = frozenset({Genre.OVERALL, Genre.PROJECT, Genre.SPECIAL_FUND, Genre.FINAL_ACCOUNTS})
SHOWN = 6


class RelativeTime(Rule):
    """年度报告用了相对时间词。

    **查什么** 报告写的是已过去的年度，成效中却用“今年”“目前”“本月”“去年”等词；全文合并为一条，下一步打算、存在问题等部分不查。
    **为何查** 报告多在次年填报、公开，读者不知“今年”是哪一年；也常是沿用工作总结的痕迹。
    **不合格** 今年来，全区新增企业300户。
    **合格**   2024年，全区新增企业300户；上年结转资金10万元。
    **依据**   系统做法（公开文本的时间表述）
    """

    code = "WB818"
    name = "relative-time"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield one finding with the first few places."""
        if context.base.identity.genre not in PAST:
            return
        places = []
        for passage in passages(context, relative_times):
            titles = passage.paragraph.section or (passage.table.section if passage.table else ())
            places += [(passage, span) for span in relative_times(passage.text, titles)]
        if not places:
            return
        words = dict.fromkeys(span.within(passage.text) for passage, span in places)
        yield self.finding(
            f"报告中有 {len(places)} 处相对时间词（{'、'.join(words)}），读者无从确定指哪一年。",
            *(passage.evidence(span, widen=True) for passage, span in places[:SHOWN]),
            confidence=0.7,
            suggestion="请改写为具体年份、月份。",
        )
