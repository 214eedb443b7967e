"""WB310: 控制率与所列人数算出的不符。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.rounding import weigh_percent
from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain

HUNDRED = Decimal(100)


class StaffingRate(Rule):
    """控制率与所列人数算出的不符。

    **查什么** 基础数据表的控制率须等于实际在职人数除以编制数，按印出位数取整的范围比较；只差在截尾（未四舍五入）的为提示。
    **为何查** 控制率由同一行两个数算出，算错即填错。
    **不合格** 编制5人，在职7人，控制率写120%。
    **合格**   编制5人，在职7人，控制率写140%。
    **依据**   form:basic-data（表式本身）
    """

    code = "WB310"
    name = "staffing-rate"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rates that do not follow from the headcounts in their row."""
        for sheet in context.base.sheets:
            rows: dict[int | None, dict[str, Fact]] = {}
            for fact in sheet.view.facts.values():
                if fact.concept in ("headcount.authorized", "headcount.actual", "rate.staffing") and not fact.blank:
                    rows.setdefault(fact.where.row, {}).setdefault(fact.concept, fact)
            for found in rows.values():
                yield from self.row(found)

    def row(self, found: dict[str, Fact]) -> Iterator[Finding]:
        """Yield a finding when the three figures of a row do not fit."""
        posts, staff, rate = (found.get(k) for k in ("headcount.authorized", "headcount.actual", "rate.staffing"))
        if posts is None or staff is None or rate is None:
            return
        ratio = staff.quantity.interval.divided(posts.quantity.interval)
        exact = ratio.scaled(HUNDRED) if ratio is not None else None
        if exact is None or exact.meets(rate.quantity.interval):
            return
        right = exact.middle.quantize(Decimal("0.01"))
        note, severity = weigh_percent(rate.quantity, exact, self.severity)
        yield self.finding(
            f"控制率写 {rate.quantity.text}，"
            f"按在职 {plain(staff.quantity.value)} 人、编制 {plain(posts.quantity.value)} 人应为 {plain(right)}%{note}。",
            shown(rate),
            formula(f"{plain(staff.quantity.value)} ÷ {plain(posts.quantity.value)} = {plain(right)}%"),
            shown(staff),
            shown(posts),
            severity=severity,
            stated=plain(rate.quantity.value),
            expected=plain(right),
            unit="%",
            suggestion="请按在职人数除以编制数重算控制率。",
        )
