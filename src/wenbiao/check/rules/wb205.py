"""WB205: 增减额与两期数之差不符。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.ratios import about
from wenbiao.check.rule import Context, Rule, claim, formula
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class ChangeMismatch(Rule):
    """增减额与两期数之差不符。

    **查什么** 文中同时写出本期数、上期数和增减额的，增减额须等于两期之差，方向须一致。
    **为何查** 三个数知二得一，写错即可验出。
    **不合格** 支出合计120.00万元，较上年100.00万元增加30.00万元。
    **合格**   支出合计120.00万元，较上年100.00万元增加20.00万元。
    **依据**   算术
    """

    code = "WB205"
    name = "change-mismatch"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the changes that are not the difference of the two levels."""
        for derivation in context.alignment.derivations:
            if derivation.kind != "change" or derivation.holds or derivation.expected is None:
                continue
            fact = derivation.fact
            right = derivation.expected.middle / fact.quantity.scale
            said, way = claim(fact), "减少" if right < 0 else "增加"
            yield self.finding(
                f"{about(derivation, said.quote)}，按两期数应为{way} {plain(abs(right))}{fact.quantity.unit}：{derivation.formula}。",
                said,
                formula(derivation.formula),
                *(claim(f) for f in derivation.operands),
                confidence=0.9,
                stated=plain(fact.quantity.value * fact.sign),
                expected=plain(right),
                unit=fact.quantity.unit,
                suggestion="请核对本期数、上期数与增减额。",
            )
