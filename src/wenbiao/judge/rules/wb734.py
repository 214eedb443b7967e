"""WB734: 单位名称没有更新。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, words
from wenbiao.judge.previous import forgotten_names
from wenbiao.model.finding import Finding, Severity


class ForgottenName(Rule):
    """出现了上一份报告的单位名称。

    **查什么** 以 --previous 给出的报告是另一个单位的（机构改名、合并或借用别的单位的稿子），
    本报告正文还出现那个单位的全称的，逐处列出。
    **为何查** 单位名称写错，说明文字是别处搬来的。
    **不合格** 行政审批服务局的报告里出现“政务服务管理局”的全称。
    **合格**   全文都用本单位现在的名称；说明更名经过的除外。
    **依据**   逻辑；须以 --previous 给出上一年度的报告
    """

    code = "WB734"
    name = "forgotten-name"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the places with the other unit's name."""
        for left in forgotten_names(context):
            yield self.finding(
                f"出现上一份报告的单位名称“{left.span.note}”，本报告单位是“{context.base.identity.unit}”。",
                words(left.paragraph, left.span.start, left.span.end),
                confidence=0.75,
                stated=left.span.note,
                suggestion="请改为本单位现在的名称；说明机构更名的保留。",
            )
