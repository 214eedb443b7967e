"""WB514: 在职人数超过编制数。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.explanations import explained
from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.extract.base import Sheet
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain

STAFF = ("headcount.actual", "headcount.closing")


class Overstaffing(Rule):
    """在职人数超过编制数。

    **查什么** 同一张表内，实际在职人数不应超过编制数（控制率不超过100%）；正文说明了超编原因的只提示。
    **为何查** 控制率超过100%要扣分，公开后也必被问及。
    **不合格** 编制数5，实际在职人数7，控制率140%，正文未说明。
    **合格**   编制数10，实际在职人数7，控制率70%。
    **依据**   form:basic-data（表中控制率）；form:indicator-evaluation（≤100%得满分）
    """

    code = "WB514"
    name = "overstaffing"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the tables with more staff than posts."""
        for sheet in context.base.sheets:
            posts, staff, rate = only(sheet, "headcount.authorized"), only(sheet, *STAFF), only(sheet, "rate.staffing")
            if (
                posts is None
                or staff is None
                or posts.quantity.value <= 0
                or staff.quantity.value <= posts.quantity.value
            ):
                continue
            share = plain((staff.quantity.value / posts.quantity.value * 100).quantize(Decimal("0.01")))
            reason = explained(context, "staffing")
            yield self.finding(
                f"编制数 {plain(posts.quantity.value)}，实际在职人数 {plain(staff.quantity.value)}，控制率 {share}%，超过100%"
                f"{'' if reason else '，正文未说明原因'}。",
                shown(rate) if rate is not None else shown(staff),
                shown(staff),
                shown(posts),
                formula(f"{plain(staff.quantity.value)} ÷ {plain(posts.quantity.value)} = {share}%"),
                severity=Severity.INFO if reason else None,
                confidence=0.9,
                stated=plain(staff.quantity.value),
                expected=f"≤{plain(posts.quantity.value)}",
                unit="人",
                suggestion="请核对编制和在职人数的口径；确属超编的，请说明原因和消化办法。",
            )


def only(sheet: Sheet, *concepts: str) -> Fact | None:
    """Return the one filled cell of a concept on a sheet, None where there are several values."""
    found = [f for f in sheet.view.facts.values() if f.concept in concepts and not f.blank]
    return found[0] if found and len({f.quantity.value for f in found}) == 1 else None
