"""The rule catalogue: every rule of every group, by code."""

from __future__ import annotations

from functools import cache

from wenbiao.check.rule import Rule
from wenbiao.check.rules import check_rules
from wenbiao.judge.rules import judge_rules


@cache
def rules() -> tuple[type[Rule], ...]:
    """Return all rules in the order of their codes."""
    return tuple(sorted((*check_rules(), *judge_rules()), key=lambda rule: rule.code))
