"""WB201: 合计与其中各项之和不符。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.align.partitions import Extent
from wenbiao.align.slips import unit_slip_between
from wenbiao.align.sums import Sum
from wenbiao.check.rounding import is_declared
from wenbiao.check.rule import Context, Rule, claim, formula, quote_of
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class SumMismatch(Rule):
    """合计与其中各项之和不符。

    **查什么** 正文列出的合计与“其中”各项，在各项构成完整时（构成固定、列至“其他”、写明由各项构成、占比合计100%），
    其和按印出位数取整的范围须与合计有交集；括号内逐项列示等通常完整的，或改一个数字、移一位小数点就平的，作疑点；
    差在取整范围内的只提示尾差，正文已说明四舍五入的不提示。
    **为何查** 加总不平，说明至少一个数写错。
    **不合格** 基本支出100.00万元，其中：人员经费80.00万元，公用经费30.00万元。
    **合格**   基本支出100.00万元，其中：人员经费800000元，公用经费20.00万元；支出300万元，其中：办公费20万元（部分列举）。
    **依据**   算术
    """

    code = "WB201"
    name = "sum-mismatch"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield wholes whose complete parts do not add up, and small gaps within rounding as info."""
        for addition in context.alignment.sums:
            gap = abs(addition.exact_sum - addition.stated) / addition.unit
            if addition.holds:
                if gap and not is_declared(addition.whole):
                    yield self.rounding(addition, plain(gap))
                continue
            severity, confidence = weigh(addition)
            if severity is None:
                continue
            unit = addition.whole.quantity.unit
            yield self.finding(
                f"“{quote_of(addition.whole)}”，"
                f"其中各项之和为 {plain(addition.exact_sum / addition.unit)}{unit}，相差 {plain(gap)} {unit}。",
                claim(addition.whole),
                formula(addition.formula),
                *(claim(p) for p in addition.parts[:8]),
                severity=severity,
                confidence=confidence,
                stated=plain(addition.whole.quantity.value),
                expected=plain(addition.exact_sum / addition.unit),
                difference=plain(gap),
                unit=unit,
                suggestion="请核对合计与各项，改正写错的数；只列部分项目的，请写明“主要包括”。",
            )

    def rounding(self, addition: Sum, gap: str) -> Finding:
        """Return the note on a gap inside printed precision."""
        unit = addition.whole.quantity.unit
        return self.finding(
            f"“{quote_of(addition.whole)}”与各项之和相差 {gap} {unit}，在四舍五入范围内（尾差）。",
            claim(addition.whole),
            formula(addition.formula),
            severity=Severity.INFO,
            confidence=0.9,
            difference=gap,
            unit=unit,
            suggestion="如为四舍五入所致，可在文中注明。",
        )


def weigh(addition: Sum) -> tuple[Severity | None, float]:
    """Return how a gap is reported: proven, likely, a slip of one digit, or not at all; slipped units have their own rule."""
    if unit_slip_between(addition.whole, addition.parts) is not None:
        return None, 0.0
    if addition.complete:
        return Severity.ERROR, 0.95
    if addition.exceeds:
        return None, 0.0
    if addition.slip is not None:
        return Severity.WARNING, 0.75
    if addition.extent is Extent.LIKELY:
        return Severity.WARNING, 0.7
    return None, 0.0
