"""WB202: 各项之和超过合计。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, claim, formula, quote_of
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain
from wenbiao.model.result import Genre

OVERLAPPING = (Genre.BUDGET, Genre.OTHER)
"""Genres whose lists often mix classifications that overlap; there only a single part is compared."""


class PartsExceedWhole(Rule):
    """各项之和超过合计。

    **查什么** “其中”所列各项相加，不得超过合计；部分列举也不例外。
    **为何查** 部分不能大于整体。
    **不合格** 政府采购金额21.00万元，其中：货物采购15.00万元、服务采购9.00万元。
    **合格**   在职人员20人，其中：女职工8人。
    **依据**   算术
    """

    code = "WB202"
    name = "parts-exceed-whole"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the lists whose parts together are more than the whole."""
        for addition in context.alignment.sums:
            if addition.complete or not addition.exceeds:
                continue
            largest = max(p.quantity.base_value for p in addition.parts)
            if context.base.identity.genre in OVERLAPPING and largest <= addition.stated:
                continue
            unit = addition.whole.quantity.unit
            excess = (addition.exact_sum - addition.stated) / addition.unit
            yield self.finding(
                f"“{quote_of(addition.whole)}”，"
                f"所列各项之和为 {plain(addition.exact_sum / addition.unit)}{unit}，超出 {plain(excess)} {unit}。",
                claim(addition.whole),
                formula(addition.formula),
                *(claim(p) for p in addition.parts[:8]),
                severity=Severity.WARNING,
                confidence=0.75,
                stated=plain(addition.whole.quantity.value),
                expected=plain(addition.exact_sum / addition.unit),
                difference=plain(excess),
                unit=unit,
                suggestion="请核对合计与各项；各项有重叠的，请写明。",
            )
