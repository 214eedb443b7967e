"""WB307: 全年执行数大于全年预算数。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import amount, plain


class Overspending(Rule):
    """全年执行数大于全年预算数。

    **查什么** 自评表资金行的全年执行数不得大于全年（调整后）预算数。
    **为何查** 预算法要求按预算支出，超出须先调整预算。
    **不合格** 全年预算100.00，全年执行120.00。
    **合格**   全年预算100.00，全年执行100.00。
    **依据**   所引表格（表式本身）；预算法（依据待核）
    """

    code = "WB307"
    name = "overspending"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rows that spend more than their adjusted budget."""
        for sheet in context.base.sheets:
            facts = sheet.view.facts
            for row in sheet.fund_rows:
                if row.adjusted is None or row.executed is None:
                    continue
                budget, spent = (
                    facts.get((row.adjusted.row, row.adjusted.col)),
                    facts.get((row.executed.row, row.executed.col)),
                )
                if budget is None or spent is None or budget.blank or spent.blank:
                    continue
                if spent.quantity.interval.low >= budget.quantity.interval.high:
                    over = (spent.quantity.base_value - budget.quantity.base_value) / spent.quantity.scale
                    yield self.finding(
                        f"“{row.label}”全年执行数 {amount(spent.quantity)}，大于全年预算数 {amount(budget.quantity)}，"
                        f"超出 {plain(over)}{spent.quantity.unit}。",
                        shown(spent),
                        formula(f"{plain(spent.quantity.value)} − {plain(budget.quantity.value)} = {plain(over)}"),
                        shown(budget),
                        stated=plain(spent.quantity.value),
                        expected=f"≤{plain(budget.quantity.value)}",
                        difference=plain(over),
                        unit=spent.quantity.unit,
                        suggestion="请核对全年预算数是否已含调整；确已超支的，请说明原因。",
                    )
