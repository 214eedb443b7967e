"""Rounding: gaps that a report itself declares, and percentages cut off instead of rounded."""

from __future__ import annotations

from wenbiao.align.derive import is_truncation
from wenbiao.extract.cues import ROUNDING
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Severity
from wenbiao.model.quantity import Interval, Quantity

TRUNCATED = "（系截尾，未四舍五入）"


def is_declared(fact: Fact) -> bool:
    """Whether the paragraph of ``fact`` says that rounding leaves such a gap."""
    text = fact.paragraph.text if fact.paragraph is not None else ""
    return bool(ROUNDING.search(text))


def weigh_percent(stated: Quantity, exact: Interval, severity: Severity) -> tuple[str, Severity]:
    """Return the remark and the severity for a percentage that is not the exact one: one merely cut off is info."""
    return (TRUNCATED, Severity.INFO) if is_truncation(stated, exact) else ("", severity)
