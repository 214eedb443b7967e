"""WB731: 照搬上年文字。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.previous import kept_statements
from wenbiao.model.finding import Finding, Severity

FEWEST = 3


class KeptWording(Rule):
    """与上年报告相比，目标、问题、措施、效益的文字没有变。

    **查什么** 以 --previous 给出上年报告时，逐段比较目标、问题、改进措施、效益各节；除年份和数字外几乎一字不改的列出。
    半数以上照搬且不少于三段的为疑点，其余提示。
    **为何查** 问题年年一样、措施年年一样，说明没有真正自评。
    **不合格** 两年的改进措施都是“进一步加强预算管理，提高预算编制的科学性”。
    **合格**   上年措施“6月底前清理往来款”，本年写清理结果和新的措施。
    **依据**   逻辑；须以 --previous 给出上一年度的报告
    """

    code = "WB731"
    name = "kept-wording"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the report when paragraphs only repeat last year's."""
        kept, total = kept_statements(context)
        if kept:
            serious = len(kept) >= FEWEST and len(kept) * 2 >= total
            yield self.finding(
                f"{total} 段目标、问题、措施和效益中，有 {len(kept)} 段与上年报告除年份、数字外几乎相同。",
                *(k.now.evidence for k in kept[:8]),
                severity=Severity.WARNING if serious else Severity.INFO,
                confidence=0.85,
                suggestion="请写本年的情况：上年提出的措施落实了没有，问题解决到什么程度，还有什么新问题。",
            )
