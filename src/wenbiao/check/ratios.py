"""Percentages that do not follow from the figures beside them, shared by shares and growth rates."""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.align.derive import Derivation
from wenbiao.check.rounding import TRUNCATED
from wenbiao.check.rule import Context, Rule, claim, formula
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


def ratio_findings(rule: Rule, context: Context, kind: str, noun: str) -> Iterator[Finding]:
    """Yield a finding for each derivation of ``kind`` that fails; ``noun`` names the percentage in the message."""
    for derivation in context.alignment.derivations:
        if derivation.kind != kind or derivation.holds or derivation.expected is None:
            continue
        yield ratio_finding(rule, derivation, noun)


def ratio_finding(rule: Rule, derivation: Derivation, noun: str) -> Finding:
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
    wrong_way = expected is not None and fact.sign * expected.middle < 0 and expected.middle != 0
    direction = "，且增减方向相反" if wrong_way and not derivation.truncated else ""
    return rule.finding(
        f"{noun}写为 {fact.quantity}，按所列数字应为 {right}%{note}{direction}：{derivation.formula}。",
        claim(fact),
        formula(derivation.formula),
        *(claim(f) for f in derivation.operands),
        severity=severity,
        confidence=0.9,
        stated=plain(fact.quantity.value),
        expected=right,
        unit="%",
        suggestion="请按所列数字重新计算，或更正所列数字。",
    )
