"""WB407: 成本指标合计与年度资金总额不符。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.funds import fact_at, total_row
from wenbiao.check.rule import Context, Rule, cell, formula, shown
from wenbiao.extract.indicators import Indicator
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Kind, amount, plain, total


class CostSum(Rule):
    """成本指标合计与年度资金总额不符。

    **查什么** 有两项以上金额成本指标时，指标值之和一般等于年初预算，完成值之和一般等于全年执行数；一项相符而另一项不符时提示。
    **为何查** 成本指标拆自预算，合计对不上说明漏列或写错。
    **不合格** 年初预算131.81，两项成本指标值之和131.81；全年执行150.31，完成值之和153.11。
    **合格**   两项之和分别为131.81和150.31。
    **依据**   form:overall-self-evaluation（表内数据自洽）
    """

    code = "WB407"
    name = "cost-sum"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms in which one of the two sums holds and the other does not."""
        for sheet in context.base.sheets:
            row = total_row(sheet)
            costs = [i for i in sheet.indicators if i.applies and "成本" in i.level1 + i.level2 and is_money(i)]
            if row is None or len(costs) < 2:  # noqa: PLR2004
                continue
            first, spent = fact_at(sheet, row.initial), fact_at(sheet, row.executed)
            if first is None or spent is None:
                continue
            targets = total(i.target_value.quantity.interval for i in costs if i.target_value.quantity)
            actuals = total(i.actual_value.quantity.interval for i in costs if i.actual_value.quantity)
            if targets.meets(first.quantity.interval) == actuals.meets(spent.quantity.interval):
                continue
            wrong, added = (spent, actuals) if targets.meets(first.quantity.interval) else (first, targets)
            value = plain(added.middle / wrong.quantity.scale)
            yield self.finding(
                f"成本指标{'完成值' if wrong is spent else '指标值'}之和 {value}{wrong.quantity.unit}，"
                f"与“{wrong.label[-1]}” {amount(wrong.quantity)}不符。",
                cell(sheet.table, costs[0].actual or costs[0].name_cell, (costs[0].level1, costs[0].name)),
                formula(f"{value} ≠ {plain(wrong.quantity.value)}"),
                shown(wrong),
                confidence=0.7,
                stated=value,
                expected=plain(wrong.quantity.value),
                unit=wrong.quantity.unit,
                suggestion="请核对各成本指标的金额。",
            )


def is_money(indicator: Indicator) -> bool:
    """Whether target and actual value are amounts."""
    target, actual = indicator.target_value.quantity, indicator.actual_value.quantity
    return target is not None and actual is not None and target.kind is Kind.MONEY and actual.kind is Kind.MONEY
