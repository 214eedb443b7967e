"""WB311: 表内比率与同行金额算出的不符。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.align.row_rates import RowRate, row_rates
from wenbiao.check.phrasing import path
from wenbiao.check.rounding import weigh_percent
from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class RowRateMismatch(Rule):
    """表内比率与同行金额算出的不符。

    **查什么** 表中“占比”“为预算%”“比上年增减%”各栏，须等于同行金额除以合计、预算数或上年数，按印出位数取整的范围比较；
    同栏至少三行、且四分之三以上的行算得平，才据以判断其余各行；只差在截尾（未四舍五入）的为提示。
    **为何查** 比率与金额写在同一行，一处写错即可看出。
    **不合格** 增值税执行数95765、预算数93658，“为预算%”写120.25。
    **合格**   增值税执行数95765、预算数93658，“为预算%”写102.25。
    **依据**   算术
    """

    code = "WB311"
    name = "row-rate"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rate cells that do not follow from their row."""
        for sheet in context.base.sheets:
            known = {(r.rate.row, r.rate.col) for r in sheet.fund_rows if r.rate is not None}
            for rate in row_rates(sheet):
                if (rate.cell.where.row, rate.cell.where.col) not in known:
                    yield from self.report(rate)

    def report(self, rate: RowRate) -> Iterator[Finding]:
        """Yield the finding for one cell."""
        exact = rate.exact
        if exact is None:
            return
        right = exact.middle.quantize(rate.cell.quantity.value)
        note, severity = weigh_percent(rate.cell.quantity, exact, self.severity)
        amount, base = plain(rate.amount.quantity.value), plain(rate.base.quantity.value)
        terms = f"({amount} − {base}) ÷ {base}" if rate.grows else f"{amount} ÷ {base}"
        yield self.finding(
            f"“{path(rate.cell.label[-2:])}”为 {plain(rate.cell.quantity.value)}%，按同行金额应为 {plain(right)}%{note}。",
            shown(rate.cell),
            formula(f"{terms} = {plain(right)}%"),
            shown(rate.amount),
            shown(rate.base),
            severity=severity,
            confidence=0.9,
            stated=plain(rate.cell.quantity.value),
            expected=plain(right),
            unit="%",
            suggestion="请核对比率与同行金额。",
        )
