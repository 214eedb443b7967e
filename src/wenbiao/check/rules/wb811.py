"""WB811: 错别字、漏字。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.typos import typos
from wenbiao.model.finding import Finding, Severity


class TypingError(Rule):
    """错别字、漏字。

    **查什么** 词表所列的错误写法，及领域词（四字以上）中一个字写成同音、形近字而不成词的；拿不准的不报。
    **为何查** 错别字影响公开文本的严肃性，也会使检索、汇总漏掉。
    **不合格** 年内成了各项工作任务，执照区委政府的要求优化营商环镜。
    **合格**   年内完成了各项工作任务，按照区委政府的要求优化营商环境；办理营业执照。
    **依据**   二手材料（报告质量评分：文字清楚、无错别字）
    """

    code = "WB811"
    name = "typing-error"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield each typing error, the same one once."""
        seen: set[str] = set()
        for passage in passages(context):
            for span in typos(passage.text):
                evidence = passage.evidence(span, widen=True)
                if evidence.quote in seen:
                    continue
                seen.add(evidence.quote)
                yield self.finding(
                    f"“{span.within(passage.text)}”疑为“{span.note}”之误。",
                    evidence,
                    confidence=0.85,
                    stated=span.within(passage.text),
                    expected=span.note,
                    suggestion="请核对原文，改正错字或补上漏字。",
                )
