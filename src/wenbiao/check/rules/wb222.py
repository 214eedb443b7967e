"""WB222: 与邻近数字算得的结果只差一处笔误。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.align.nearby import KIND
from wenbiao.check.rule import Context, Rule, claim, formula
from wenbiao.model.finding import Finding, Severity


class SlipAmongNeighbours(Rule):
    """与邻近数字算得的结果只差一处笔误。

    **查什么** 率、均数、差额可由紧邻数字算出的，须与之相符；算式是推定的，只在差一位数字、相邻两位颠倒或小数点移位时提请核对。
    **为何查** 节约额、结余、人均数多是顺手写出，不在表内，数位写错无处可查。
    **不合格** 设备采购预算640万元，中标613.36万元，节约26.46万元。
    **合格**   设备采购预算640万元，中标613.36万元，节约26.64万元。
    **依据**   算术
    """

    code = "WB222"
    name = "slip-among-neighbours"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the figures that their neighbours make but for one slip."""
        for derivation in context.alignment.derivations:
            if derivation.kind != KIND or derivation.holds:
                continue
            fact = derivation.fact
            right = derivation.formula.split(" = ")[-1].rstrip("%")
            yield self.finding(
                f"“{fact.quantity}”与紧邻的数字算得的 {right}{fact.quantity.unit} 只差一处笔误：{derivation.formula}，请核对。",
                claim(fact),
                formula(derivation.formula),
                *(claim(f) for f in derivation.operands),
                confidence=0.75,
                stated=f"{fact.quantity.value}",
                expected=right,
                unit=fact.quantity.unit,
                suggestion="请核对这几个数字；不是由它们算出的，可不理会。",
            )
