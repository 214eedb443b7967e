"""Percentages that do not follow from the figures beside them, shared by shares and growth rates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenbiao.align.derive import Derivation
from wenbiao.check.rounding import TRUNCATED
from wenbiao.check.rule import Context, Rule, claim, formula
from wenbiao.extract.labels import GENERIC
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain

DIGIT = re.compile(r"\d")
"""A label with a year in it names a version (2024年年初预算) and not what it is of."""


def ratio_findings(rule: Rule, context: Context, kind: str) -> Iterator[Finding]:
    """Yield a finding for each derivation of ``kind`` that fails."""
    for derivation in context.alignment.derivations:
        if derivation.kind != kind or derivation.holds or derivation.expected is None:
            continue
        yield ratio_finding(rule, derivation)


def about(derivation: Derivation, quote: str) -> str:
    """Return the words in question, led by what they are about unless they say it themselves."""
    subject = derivation.operands[0].subject if derivation.operands else ""
    telling = subject not in GENERIC and subject not in quote and not DIGIT.search(subject)
    return f"{subject}“{quote}”" if telling else f"“{quote}”"


def ratio_finding(rule: Rule, derivation: Derivation) -> Finding:
    """Return the finding for one percentage; one that is only cut off instead of rounded is info."""
    fact = derivation.fact
    expected = derivation.expected
    right = (
        ""
        if expected is None
        else plain(
            expected.middle.quantize(fact.quantity.value) if fact.quantity.decimals else expected.middle.quantize(1)
        )
    )
    if derivation.truncated:
        note, severity = TRUNCATED, Severity.INFO
    else:
        note, severity = "", rule.severity
    turned = derivation.kind == "growth"
    way = "" if not turned else "下降" if right.startswith("-") else "增长"
    said = claim(fact)
    return rule.finding(
        f"{about(derivation, said.quote)}，按所列数字应为{way} {right.lstrip('-')}%{note}：{derivation.formula}。",
        said,
        formula(derivation.formula),
        *(claim(f) for f in derivation.operands),
        severity=severity,
        confidence=0.9,
        stated=plain(fact.quantity.value * fact.sign if turned else fact.quantity.value),
        expected=right,
        unit="%",
        suggestion="请按所列数字重新计算，或更正所列数字。",
    )
