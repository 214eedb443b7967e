"""WB213: 增减额与增减率方向相反。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.align.derive import same_comparison
from wenbiao.check.rule import Context, Rule, claim
from wenbiao.model.fact import Fact, Relation
from wenbiao.model.finding import Finding, Severity


class OppositeDirections(Rule):
    """增减额与增减率方向相反。

    **查什么** 同一句中对同一事项、同一比较对象的增减额与增减率，方向词须一致（增加…增长，减少…下降）。
    **为何查** 方向写反，读者得到相反的结论。
    **不合格** 比上年增加5.00万元，下降10.00%。
    **合格**   比上年减少5.00万元，下降10.00%。
    **依据**   逻辑
    """

    code = "WB213"
    name = "opposite-directions"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the neighbouring changes and growth rates with opposite signs."""
        before: Fact | None = None
        for fact in context.base.facts:
            if fact.relation is Relation.CHANGE:
                before = fact
            elif fact.relation is Relation.GROWTH and before is not None and self.same_statement(before, fact):
                if before.sign != fact.sign and before.quantity.value != 0 and fact.quantity.value != 0:
                    yield self.finding(
                        f"前写{'减少' if before.sign < 0 else '增加'} {before.quantity}，"
                        f"后写{'下降' if fact.sign < 0 else '增长'} {fact.quantity}，方向相反。",
                        claim(fact),
                        claim(before),
                        confidence=0.93,
                        suggestion="请核对方向词。",
                    )
                before = None
            elif fact.relation is not Relation.GROWTH:
                before = None

    @staticmethod
    def same_statement(change: Fact, growth: Fact) -> bool:
        """Whether a change and a growth speak of one comparison in one sentence."""
        return (
            change.sentence_start == growth.sentence_start
            and not change.aside
            and not growth.aside
            and change.anchor is growth.anchor
            and same_comparison(change, growth)
        )
