"""WB406: 收入总计与支出总计不相等。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.align.equations import row_concept
from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import amount, plain


class SummaryBalance(Rule):
    """收入总计与支出总计不相等。

    **查什么** 收入支出总表（含财政拨款收支总表）左右两边的总计须相等。
    **为何查** 收支总表按平衡编列，两边不等即有错漏。
    **不合格** 收入总计307.82，支出总计307.28。
    **合格**   收入总计307.82，支出总计307.82。
    **依据**   财决01表审核公式（二手材料）
    """

    code = "WB406"
    name = "summary-balance"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the summary tables whose two grand totals differ."""
        for sheet in context.base.sheets:
            sides: dict[str, Fact] = {}
            for fact in sheet.view.facts.values():
                concept = row_concept(fact)
                if concept in ("revenue.grand-total", "expenditure.grand-total") and not fact.blank:
                    sides.setdefault(concept, fact)
            if len(sides) != 2:  # noqa: PLR2004
                continue
            income, spending = sides["revenue.grand-total"], sides["expenditure.grand-total"]
            if income.quantity.interval.meets(spending.quantity.interval):
                continue
            gap = plain(abs(income.quantity.value - spending.quantity.value))
            yield self.finding(
                f"“{income.caption}”收入总计 {amount(income.quantity)}，"
                f"支出总计 {amount(spending.quantity)}，相差 {gap}{income.quantity.unit}。",
                shown(spending),
                formula(f"{plain(income.quantity.value)} ≠ {plain(spending.quantity.value)}"),
                shown(income),
                stated=plain(spending.quantity.value),
                expected=plain(income.quantity.value),
                difference=gap,
                unit=income.quantity.unit,
                suggestion="请核对收支两边各项。",
            )
