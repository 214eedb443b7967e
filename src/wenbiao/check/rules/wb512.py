"""WB512: 计算过程的结果算错。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.attainment import cell_of
from wenbiao.check.rule import Context, Rule, formula
from wenbiao.extract.equations import Equation, equations
from wenbiao.extract.indicators import Indicator
from wenbiao.model.document import Cell
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain

HUNDREDTH = Decimal("0.01")


class CalculationWrong(Rule):
    """计算过程的结果算错。

    **查什么** 指标说明、完成值、评分依据等栏里写出的算式，等号两边按印出位数取整须相等。
    **为何查** 比率错，得分随之错。
    **不合格** 7人/10人=80%。
    **合格**   4/4*8=8；（2.08-2.10）/2.10×100%=-0.95%。
    **依据**   算术
    """

    code = "WB512"
    name = "calculation-wrong"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the calculations whose printed result does not follow."""
        for row in context.base.indicators:
            for heading, of in (("指标说明", row.explanation), ("实际完成值", row.actual), ("偏差原因", row.reason)):
                for equation in equations(of.text) if of is not None else ():
                    if not equation.holds:
                        yield self.report(row, of, heading, equation)

    def report(self, row: Indicator, of: Cell | None, heading: str, equation: Equation) -> Finding:
        """Return the finding on one calculation."""
        right = plain(equation.exact.middle.quantize(HUNDREDTH))
        mark = "%" if equation.percent else ""
        return self.finding(
            f"“{row.name}”的计算过程“{equation.text}”有误，左边等于 {right}{mark}。",
            cell_of(row, of, heading),
            formula(f"{equation.text.partition('=')[0]} = {right}{mark} ≠ {plain(equation.value)}{mark}"),
            confidence=0.9,
            stated=plain(equation.value),
            expected=right,
            unit=mark or None,
            suggestion="请核对算式和结果，并按正确的比率重算得分。",
        )
