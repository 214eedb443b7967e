"""WB308: 按资金性质或支出性质的合计与年度资金总额不符。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.funds import budget_totals, split_by_nature, split_by_source
from wenbiao.check.rounding import rounding_note
from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.extract.base import Sheet
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import amount, plain, total


class FundSplit(Rule):
    """按资金性质或支出性质的合计与年度资金总额不符。

    **查什么** 自评表“按收入性质分”各项之和、“按支出性质分”各项之和，须等于年度资金总额的全年预算数或全年执行数之一；
    差在取整范围内的提示尾差。
    **为何查** 两种分法分的是同一笔钱。
    **不合格** 年度资金总额全年预算、执行均为147.53，一般公共预算136.04、其他资金10.49。
    **合格**   年度资金总额全年执行147.53，一般公共预算136.04、其他资金11.49。
    **依据**   所引表格（表式本身）
    """

    code = "WB308"
    name = "fund-split"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the splits that add up neither to the budget nor to the spending."""
        for sheet in context.base.sheets:
            totals = budget_totals(sheet)
            if not totals:
                continue
            for name, parts in (("按收入性质分", split_by_source(sheet)), ("按支出性质分", split_by_nature(sheet))):
                if parts:
                    yield from self.compare(sheet, name, parts, totals)

    def compare(self, sheet: Sheet, name: str, parts: list[Fact], totals: list[Fact]) -> Iterator[Finding]:
        """Yield a finding when the parts meet none of the totals, a note when they only nearly do."""
        added = total(p.quantity.interval for p in parts)
        exact = sum((p.quantity.base_value for p in parts), start=Decimal(0))
        value = exact / totals[-1].quantity.scale
        near = min(totals, key=lambda t: abs(t.quantity.base_value - exact))
        gap = near.quantity.base_value - exact
        sum_text = f"{' + '.join(plain(p.quantity.value) for p in parts)} = {plain(value)}"
        if any(added.meets(t.quantity.interval) for t in totals):
            if gap:
                yield rounding_note(self, near, gap, f"{sum_text} ≠ {plain(near.quantity.value)}")
            return
        printed = "、".join(dict.fromkeys(f"{t.label[-1]} {amount(t.quantity)}" for t in totals))
        yield self.finding(
            f"{name}各项之和为 {plain(value)}{near.quantity.unit}，与年度资金总额（{printed}）不相等。",
            shown(parts[0]),
            formula(f"{sum_text} ≠ {plain(near.quantity.value)}"),
            *map(shown, totals),
            confidence=0.9,
            stated=plain(value),
            expected=plain(near.quantity.value),
            difference=plain(abs(near.quantity.value - value)),
            unit=near.quantity.unit,
            suggestion="请核对各项资金与年度资金总额。",
        )
