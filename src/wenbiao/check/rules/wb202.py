"""WB202: 各项之和超过合计。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.align.slips import unit_slip_between
from wenbiao.align.sums import Sum
from wenbiao.check.rule import Context, Rule, claim, formula, quote_of
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain
from wenbiao.model.result import Genre

OVERLAPPING = (Genre.BUDGET, Genre.OTHER)
"""Genres whose lists often mix classifications that overlap; there only a single part is compared."""


class PartsExceedWhole(Rule):
    """各项之和超过合计。

    **查什么** “其中”所列各项相加，不得超过合计；部分列举也不例外。各类互不重叠的（男女、行政与事业等）、
    单独一项就超过合计的为错误；各项可能重叠的作疑点。
    **为何查** 部分不能大于整体。
    **不合格** 政府采购金额21.00万元，其中：货物采购15.00万元、服务采购9.00万元；在职人员20人，其中：男13人、女8人。
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
            if unit_slip_between(addition.whole, addition.parts) is not None:
                continue
            proven = addition.exclusive or exceeds_alone(addition)
            slipped = addition.slip is not None
            if context.base.identity.genre in OVERLAPPING and not proven and not slipped:
                continue
            unit = addition.whole.quantity.unit
            excess = (addition.exact_sum - addition.stated) / addition.unit
            yield self.finding(
                f"“{quote_of(addition.whole)}”，"
                f"所列各项之和为 {plain(addition.exact_sum / addition.unit)}{unit}，超出 {plain(excess)} {unit}。",
                claim(addition.whole),
                formula(addition.formula),
                *(claim(p) for p in addition.parts[:8]),
                severity=Severity.ERROR if proven else Severity.WARNING,
                confidence=0.9 if proven else 0.75,
                stated=plain(addition.whole.quantity.value),
                expected=plain(addition.exact_sum / addition.unit),
                difference=plain(excess),
                unit=unit,
                suggestion="请核对合计与各项；各项有重叠的，请写明。",
            )


def exceeds_alone(addition: Sum) -> bool:
    """Whether one part by itself is surely more than the whole."""
    return max(p.quantity.interval.low for p in addition.parts) > addition.whole_interval.high
