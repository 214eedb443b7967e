"""WB103: 金额单位错位。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.compare import closest, is_other_version, printed, slipped_unit
from wenbiao.check.rule import Context, Rule, claim, shown
from wenbiao.model.finding import Finding, Severity, Verdict


class SlippedUnit(Rule):
    """金额单位错位：与表中同一事项相差一万倍。

    **查什么** 正文金额与表中同一事项的金额恰差 10⁴ 或 10⁸ 倍。
    **为何查** 把“元”写成“万元”（或相反）是常见笔误，金额会错一万倍。
    **不合格** 正文“项目支出12.68元”，表中该格为12.68（单位：万元）。
    **合格**   正文“项目支出126800元”，表中该格为12.68（单位：万元）。
    **依据**   form:basic-data（表式计量单位）
    """

    code = "WB103"
    name = "slipped-unit"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the contradicted amounts that agree after shifting the unit."""
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
                expected=str(cell.quantity.value),
                unit=fact.quantity.unit,
                suggestion="请核对“元”与“万元”。",
            )
