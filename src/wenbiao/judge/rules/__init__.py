"""The rules of group WB7, goals and wording: one rule in one file."""

from __future__ import annotations

from functools import cache

from wenbiao.check.rule import Rule
from wenbiao.check.rules import rules_in


@cache
def judge_rules() -> tuple[type[Rule], ...]:
    """Return the rules of this package."""
    return rules_in(__name__, list(__path__))
