"""WB231: 本年数与本年自身比较。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.comparators import self_comparisons
from wenbiao.model.finding import Finding, Severity


class ComparedWithItself(Rule):
    """本年数与本年自身比较。

    **查什么** 说的是本年的数，比较对象也写作“本年”“当年”；以上年或另一年为主语的句子不查，比本年预算的不查。
    **为何查** 本年不能与本年比增减，多为“上年”的笔误，增减额和增减率无从核对。
    **不合格** “三公”经费支出6.31万元，比本年的6.85万元减少0.54万元。
    **合格**   “三公”经费支出6.31万元，比上年的6.85万元减少0.54万元，比本年预算减少0.20万元。
    **依据**   逻辑
    """

    code = "WB231"
    name = "compared-with-itself"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the comparisons of this year with this year."""
        for passage in passages(context):
            for span in self_comparisons(passage.text, context.year):
                yield self.finding(
                    "本年的数与本年自身比较，疑为“上年”的笔误。",
                    passage.evidence(span, widen=True),
                    confidence=0.85,
                    suggestion="请核对比较对象是上年、年初预算还是全年预算。",
                )
