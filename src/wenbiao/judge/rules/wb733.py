"""WB733: 年份没有更新。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, words
from wenbiao.judge.previous import forgotten_years
from wenbiao.model.finding import Finding, Severity


class ForgottenYear(Rule):
    """整句照搬上年报告，年份没有改。

    **查什么** 以 --previous 给出上年报告时，与上年报告一字不差、写着上年年份的句子；比较、起始时间、文件名称中的年份不计。
    **为何查** 读者会以为说的是上年的事，成效的真实性受质疑。
    **不合格** 2024年度的报告里照抄“2023年，我局改造危桥9座”。
    **合格**   “2024年，我局改造危桥11座，比2023年多2座”。
    **依据**   逻辑；须以 --previous 给出上一年度的报告
    """

    code = "WB733"
    name = "forgotten-year"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the sentences with last year's year."""
        for left in forgotten_years(context):
            yield self.finding(
                f"此句与上年报告完全相同，年份仍是{left.span.note}年。",
                words(left.paragraph, left.span.start, left.span.end),
                confidence=0.85,
                stated=left.span.note,
                suggestion="请改为本年的情况；说的确是上年的事，请与本年区别开。",
            )
