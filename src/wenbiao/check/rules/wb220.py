"""WB220: 全年预算不等于年初预算加追加减调减。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, claim, formula
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class AdjustedBudget(Rule):
    """全年预算不等于年初预算加追加减调减。

    **查什么** 同一段写出年初预算、年中追加（调减）和全年预算的，三者须勾稽，按印出位数取整的范围比较。
    **为何查** 三个数知二得一，写错即可验出。
    **不合格** 年初预算100.00万元，年中追加20.00万元，全年预算130.00万元。
    **合格**   年初预算100.00万元，年中追加20.00万元，全年预算120.00万元。
    **依据**   算术
    """

    code = "WB220"
    name = "adjusted-budget"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the adjusted budgets that do not follow from their adjustments."""
        for derivation in context.alignment.derivations:
            if derivation.kind != "adjustment" or derivation.holds or derivation.expected is None:
                continue
            fact = derivation.fact
            right = plain(derivation.expected.middle / fact.quantity.scale)
            yield self.finding(
                f"全年预算写为 {fact.quantity}，按年初预算和追加（调减）数应为 {right}{fact.quantity.unit}：{derivation.formula}。",
                claim(fact),
                formula(derivation.formula),
                *map(claim, derivation.operands),
                severity=Severity.WARNING,
                confidence=0.8,
                stated=plain(fact.quantity.value),
                expected=right,
                unit=fact.quantity.unit,
                suggestion="请核对年初预算、追加数与全年预算；另有调整的请写明。",
            )
