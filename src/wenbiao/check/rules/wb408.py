"""WB408: 同名经费在基础数据表和自评表指标中金额不同。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, cell, formula, shown
from wenbiao.extract.indicators import Indicator
from wenbiao.extract.wording import fold
from wenbiao.model.fact import Basis, Fact
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Kind, plain

OUTTURNS = (Basis.FINAL, Basis.EXECUTED, Basis.ACTUAL)


class NamesakeAmount(Rule):
    """同名经费在基础数据表和自评表指标中金额不同。

    **查什么** 自评表成本指标与基础数据表某行同名的，完成值须与该行决算数一致。
    **为何查** 同名不同数，读者会认为有一处填错；口径不同的应改名或说明。
    **不合格** 基础数据表办公经费决算22.00，自评表成本指标“办公经费”完成值43.43万元。
    **合格**   两处均为22.00。
    **依据**   form:basic-data、form:overall-self-evaluation（表间关系）
    """

    code = "WB408"
    name = "namesake-amount"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the cost indicators whose namesake row gives another amount."""
        rows: dict[str, Fact] = {}
        for fact in context.base.cells:
            if fact.quantity.kind is Kind.MONEY and not fact.blank and fact.basis in OUTTURNS and fact.row_labels:
                rows.setdefault(fold(fact.row_labels[-1]), fact)
        for indicator in context.base.indicators:
            twin = rows.get(fold(indicator.name))
            if twin is None or not indicator.applies or twin.table is indicator.table:
                continue
            yield from self.compare(indicator, twin)

    def compare(self, indicator: Indicator, twin: Fact) -> Iterator[Finding]:
        """Yield a finding when the actual value is an amount and differs."""
        actual = indicator.actual_value.quantity
        if (
            actual is None
            or indicator.actual is None
            or actual.kind is not Kind.MONEY
            or actual.interval.meets(twin.quantity.interval)
        ):
            return
        yield self.finding(
            f"自评表指标“{indicator.name}”完成值 {indicator.actual.text}，"
            f"“{twin.caption}”同名项决算数为 {plain(twin.quantity.value)}{twin.quantity.unit}。",
            cell(indicator.table, indicator.actual, (indicator.level1, indicator.level2, indicator.name)),
            shown(twin),
            formula(f"{plain(actual.value)} ≠ {plain(twin.quantity.value)}"),
            confidence=0.8,
            stated=plain(actual.value),
            expected=plain(twin.quantity.value),
            unit=twin.quantity.unit,
            suggestion="请统一口径；口径不同的请改用不同名称或加以说明。",
        )
