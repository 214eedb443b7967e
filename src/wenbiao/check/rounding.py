"""Rounding: gaps that a report itself declares, and percentages cut off instead of rounded."""

from __future__ import annotations

from decimal import Decimal

from wenbiao.align.derive import is_truncation
from wenbiao.check.phrasing import path
from wenbiao.check.rule import Rule, formula, shown
from wenbiao.extract.cues import ROUNDING
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Interval, Quantity, amount, plain

TRUNCATED = "（系截尾，未四舍五入）"


def is_declared(fact: Fact) -> bool:
    """Whether the paragraph of ``fact`` says that rounding leaves such a gap."""
    text = fact.paragraph.text if fact.paragraph is not None else ""
    return bool(ROUNDING.search(text))


def weigh_percent(stated: Quantity, exact: Interval, severity: Severity) -> tuple[str, Severity]:
    """Return the remark and the severity for a percentage that is not the exact one: one merely cut off is info."""
    return (TRUNCATED, Severity.INFO) if is_truncation(stated, exact) else ("", severity)


def rounding_note(rule: Rule, whole: Fact, gap: Decimal, arithmetic: str) -> Finding:
    """Return the note that a total in a table misses its parts by ``gap`` base units, within printed precision."""
    shown_gap = plain(abs(gap) / whole.quantity.scale)
    return rule.finding(
        f"“{path(whole.label[-2:])}” {amount(whole.quantity)}与各分项之和相差 {shown_gap}{whole.quantity.unit}，"
        "在四舍五入范围内（尾差）。",
        shown(whole),
        formula(arithmetic),
        severity=Severity.INFO,
        confidence=0.9,
        difference=shown_gap,
        unit=whole.quantity.unit,
        suggestion="如为四舍五入所致，可在表下注明。",
    )
