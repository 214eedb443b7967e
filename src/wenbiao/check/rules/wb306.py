"""WB306: 执行率与预算数、执行数算出的不符。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.rounding import weigh_percent
from wenbiao.check.rule import Context, Rule, cell, formula, shown
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain

HUNDRED = Decimal(100)


class ExecutionRate(Rule):
    """执行率与预算数、执行数算出的不符。

    **查什么** 执行率须等于全年执行数除以全年预算数，按印出位数取整的范围比较；只差在截尾（未四舍五入）的为提示。
    **为何查** 执行率直接决定执行得分。
    **不合格** 全年预算100.00，全年执行90.00，执行率写95%。
    **合格**   全年预算817.29，全年执行817.29，执行率写100%。
    **依据**   所引表格（表式本身）；系统做法
    """

    code = "WB306"
    name = "execution-rate"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rows whose printed rate is not executed ÷ budget."""
        for sheet in context.base.sheets:
            facts = sheet.view.facts
            for row in sheet.fund_rows:
                if row.rate is None or row.adjusted is None or row.executed is None:
                    continue
                rate, budget, spent = (facts.get((c.row, c.col)) for c in (row.rate, row.adjusted, row.executed))
                if rate is None or budget is None or spent is None or rate.blank or budget.blank or spent.blank:
                    continue
                ratio = spent.quantity.interval.divided(budget.quantity.interval)
                exact = ratio.scaled(HUNDRED) if ratio is not None else None
                if exact is None or exact.meets(rate.quantity.interval):
                    continue
                right = exact.middle.quantize(Decimal("0.01"))
                note, severity = weigh_percent(rate.quantity, exact, self.severity)
                yield self.finding(
                    f"“{row.label}”执行率写 {rate.quantity.text}，按全年执行数除以全年预算数应为 {plain(right)}%{note}。",
                    cell(sheet.table, row.rate, (row.label, "执行率")),
                    formula(f"{plain(spent.quantity.value)} ÷ {plain(budget.quantity.value)} = {plain(right)}%"),
                    shown(budget),
                    shown(spent),
                    severity=severity,
                    stated=plain(rate.quantity.value),
                    expected=plain(right),
                    unit="%",
                    suggestion="请按全年执行数除以全年预算数重算执行率。",
                )
