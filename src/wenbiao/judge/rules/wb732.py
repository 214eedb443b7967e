"""WB732: 数字与上年相同。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, claim
from wenbiao.judge.previous import kept_figures
from wenbiao.model.finding import Finding, Severity

FEWEST = 3


class KeptFigures(Rule):
    """正文数字与上年报告同一事项的数字完全相同。

    **查什么** 以 --previous 给出上年报告时，比较两年正文中同一事项、同一口径的金额和百分比；三位有效数字以上完全相同的列出。
    三处以上为疑点，不足的提示。引用上年数作比较的不计。
    **为何查** 两年的金额恰好一分不差，多半是沿用旧稿没有更新。
    **不合格** 两年正文都写“项目支出218.12万元”。
    **合格**   上年“项目支出218.12万元”，本年“项目支出230.46万元，比上年218.12万元增加12.34万元”。
    **依据**   逻辑；须以 --previous 给出上一年度的报告
    """

    code = "WB732"
    name = "kept-figures"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the report when amounts of this year are last year's."""
        kept = list(kept_figures(context))
        if kept:
            names = "、".join(f"{now.subject}{now.quantity}" for now, _ in kept[:4])
            yield self.finding(
                f"{len(kept)} 处数字与上年报告同一事项完全相同：{names}。",
                *(claim(now) for now, _ in kept[:8]),
                severity=Severity.WARNING if len(kept) >= FEWEST else Severity.INFO,
                confidence=0.8,
                stated=str(kept[0][0].quantity.value),
                suggestion="请核对是否沿用了上年的数字；确实相同的，请说明。",
            )
