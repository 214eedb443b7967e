"""Rounding gaps that a report itself declares."""

from __future__ import annotations

from wenbiao.extract.cues import ROUNDING
from wenbiao.model.fact import Fact


def is_declared(fact: Fact) -> bool:
    """Whether the paragraph of ``fact`` says that rounding leaves such a gap."""
    text = fact.paragraph.text if fact.paragraph is not None else ""
    return bool(ROUNDING.search(text))
