"""WB303: 分值合计不等于 100。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.rule import Context, Rule, absent, cell, formula
from wenbiao.check.scores import weights_of
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain

FULL = Decimal(100)


class WeightSum(Rule):
    """分值合计不等于100。

    **查什么** 自评表预算执行率与各项指标的分值相加须为100（表中自印总分的，须等于所印总分）。
    **为何查** 权重不满百，总分无从比较。
    **不合格** 执行率10分，指标分值合计85分。
    **合格**   执行率10分，指标分值合计90分。
    **依据**   所引表格（表式印有总分100）
    """

    code = "WB303"
    name = "weight-sum"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms whose weights do not add up."""
        for sheet in context.base.sheets:
            weights = weights_of(sheet)
            if weights is None:
                continue
            printed = next((t for t in sheet.totals if t.max_score is not None), None)
            wanted = weights.printed_total or FULL
            if weights.total == wanted:
                continue
            place = (
                cell(sheet.table, printed.max_score, ("总分",))
                if printed is not None and printed.max_score is not None
                else absent("分值合计")
            )
            first = cell(sheet.table, printed.label) if printed is not None else cell(sheet.table, weights.cells[0])
            yield self.finding(
                f"分值合计为 {plain(weights.total)}，应为 {plain(wanted)}。",
                first,
                formula(f"{weights.formula} = {plain(weights.total)} ≠ {plain(wanted)}"),
                place,
                confidence=0.9,
                stated=plain(weights.total),
                expected=plain(wanted),
                unit="分",
                suggestion="请核对各指标分值。",
            )
