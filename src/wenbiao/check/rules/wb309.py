"""WB309: 项目资金各来源之和与年度资金总额不符。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.funds import ORIGIN, TOTAL_LABEL, fact_at
from wenbiao.check.rounding import rounding_note
from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.extract.base import Sheet
from wenbiao.extract.indicators import FundRow
from wenbiao.extract.wording import fold
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import amount, plain, total


class SourceSum(Rule):
    """项目资金各来源之和与年度资金总额不符。

    **查什么** 项目支出自评表年度资金总额行，年初预算、全年预算、全年执行各栏须等于财政拨款、上年结转、其他资金各行之和；
    差在取整范围内的提示尾差。
    **为何查** 总额行填零或漏填是常见错误，执行率因此失真。
    **不合格** 年度资金总额100.00，其中当年财政拨款90.00、其他资金0。
    **合格**   年度资金总额147.53，其中当年财政拨款147.53、上年结转0、其他资金0。
    **依据**   form:project-self-evaluation（表式本身）
    """

    code = "WB309"
    name = "source-sum"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the columns whose total is not the sum of its sources."""
        for sheet in context.base.sheets:
            totals = [r for r in sheet.fund_rows if TOTAL_LABEL.search(fold(r.label))]
            sources = [r for r in sheet.fund_rows if r not in totals and ORIGIN.search(r.label)]
            if len(totals) != 1 or not sources:
                continue
            for name in ("initial", "adjusted", "executed"):
                yield from self.column(sheet, name, totals[0], sources)

    def column(self, sheet: Sheet, name: str, whole_row: FundRow, sources: list[FundRow]) -> Iterator[Finding]:
        """Yield a finding when one column does not add up, a note when it nearly does."""
        whole = fact_at(sheet, getattr(whole_row, name))
        parts = [f for f in (fact_at(sheet, getattr(r, name)) for r in sources) if f is not None]
        if whole is None or not parts:
            return
        exact = sum((p.quantity.base_value for p in parts), start=Decimal(0))
        value, gap = exact / whole.quantity.scale, whole.quantity.base_value - exact
        terms = " + ".join(plain(p.quantity.value) for p in parts)
        arithmetic = f"{terms} = {plain(value)} ≠ {plain(whole.quantity.value)}"
        if total(p.quantity.interval for p in parts).meets(whole.quantity.interval):
            if gap:
                yield rounding_note(self, whole, gap, arithmetic)
            return
        yield self.finding(
            f"“{whole.label[-1]}”栏年度资金总额 {amount(whole.quantity)}，各资金来源之和为 {plain(value)}{whole.quantity.unit}。",
            shown(whole),
            formula(arithmetic),
            *map(shown, parts),
            confidence=0.9,
            stated=plain(whole.quantity.value),
            expected=plain(value),
            unit=whole.quantity.unit,
            suggestion="请核对年度资金总额与各资金来源。",
        )
