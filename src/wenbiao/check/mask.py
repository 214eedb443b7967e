"""Hides personal data in findings: an auditor must not become the leak."""

from __future__ import annotations

from dataclasses import replace

from wenbiao.extract.privacy import Hit, mask_text, may_be_private
from wenbiao.model.finding import Evidence, Finding


def mask_evidence(evidence: Evidence, hit: Hit | None = None) -> Evidence:
    """Return evidence without personal data; ``hit`` is what its quote consists of, where the quote alone would not show it."""
    printed = (evidence.quote, evidence.value or "", evidence.sentence, *evidence.label, *evidence.where.section)
    if hit is None and not may_be_private("\n".join(printed)):
        return evidence
    quote = evidence.quote if hit is None else hit.hidden
    sentence = evidence.sentence if hit is None else evidence.sentence.replace(evidence.quote, hit.hidden)
    return replace(
        evidence,
        quote=mask_text(quote),
        value=mask_text(evidence.value) if evidence.value else evidence.value,
        sentence=mask_text(sentence),
        label=tuple(map(mask_text, evidence.label)),
        where=replace(evidence.where, section=tuple(map(mask_text, evidence.where.section))),
    )


def mask_finding(finding: Finding) -> Finding:
    """Return a finding without personal data in any text that is printed; nothing else changes."""
    return replace(
        finding,
        message=mask_text(finding.message),
        evidence=tuple(map(mask_evidence, finding.evidence)),
        stated=mask_text(finding.stated) if finding.stated else finding.stated,
        expected=mask_text(finding.expected) if finding.expected else finding.expected,
        suggestion=mask_text(finding.suggestion),
    )
