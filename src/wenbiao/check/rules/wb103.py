"""WB103: 金额单位错位。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.align.slips import unit_slip_between
from wenbiao.check.compare import closest, is_other_version, printed, slipped_unit
from wenbiao.check.rule import Context, Rule, claim, formula, shown
from wenbiao.model.finding import Finding, Severity, Verdict
from wenbiao.model.quantity import plain, restated


class SlippedUnit(Rule):
    """金额单位错位：与表中同一事项相差一万倍，或改了单位合计才平。

    **查什么** 正文金额与表中同一事项的金额恰差 10⁴ 或 10⁸ 倍；一列分项与合计不平，而其中一个数乘或除以 10⁴ 恰好平。
    **为何查** 把“元”写成“万元”（或相反）是常见笔误，金额会错一万倍。
    **不合格** 正文“项目支出12.68元”，表中该格为12.68（单位：万元）。
    **合格**   正文“项目支出126800元”，表中该格为12.68（单位：万元）。
    **依据**   form:basic-data（表式计量单位）
    """

    code = "WB103"
    name = "slipped-unit"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the contradicted amounts that agree after shifting the unit, and sums that one unit puts right."""
        yield from self.of_sums(context)
        for link in context.alignment.links:
            fact = link.fact
            if link.verdict is not Verdict.CONTRADICTED or not link.cells or is_other_version(fact, context):
                continue
            if slipped_unit(fact, link.cells) is None:
                continue
            cell = closest(fact, link.cells)
            yield self.finding(
                f"正文称{fact.subject} {fact.quantity}，表中为 {printed(cell.quantity)}，恰差一万倍，疑似单位写错。",
                claim(fact),
                shown(cell),
                stated=str(fact.quantity.value),
                expected=restated(cell.quantity, fact.quantity),
                unit=fact.quantity.unit,
                suggestion="请核对“元”与“万元”。",
            )

    def of_sums(self, context: Context) -> Iterator[Finding]:
        """Yield the figure of each list that makes the sum exact in another unit."""
        for addition in context.alignment.sums:
            slipped = None if addition.holds else unit_slip_between(addition.whole, addition.parts)
            if slipped is None:
                continue
            yield self.finding(
                f"{slipped.subject} {slipped.quantity}与所列各数不平，换一个单位（差一万倍）即恰好相等，疑似“元”与“万元”写错。",
                claim(slipped),
                formula(f"{addition.formula} ≠ {plain(addition.stated / addition.unit)}"),
                *(claim(f) for f in (addition.whole, *addition.parts[:6]) if f is not slipped),
                confidence=0.9,
                stated=str(slipped.quantity.value),
                unit=slipped.quantity.unit,
                suggestion="请核对“元”与“万元”。",
            )
