"""What was checked and what was not: every report ends with this."""

from __future__ import annotations

from dataclasses import dataclass

from wenbiao.model.fact import Fact
from wenbiao.model.finding import Role, Verdict
from wenbiao.model.result import DocumentReport

CONFIRMED = (Verdict.SUPPORTED, Verdict.ROUNDING, Verdict.DERIVED)
"""Verdicts that say a figure holds."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many stated figures met which fate; the fates add up to ``facts``."""

    facts: int
    tables: int
    supported: int
    rounding: int
    derived: int
    contradicted: int
    unmatched: int
    undecidable: int

    @property
    def confirmed(self) -> int:
        """Return how many figures were found to hold."""
        return self.supported + self.rounding + self.derived

    @property
    def checked(self) -> int:
        """Return how many figures were found to hold or not to hold."""
        return self.confirmed + self.contradicted

    def of(self, verdict: Verdict) -> int:
        """Return how many figures got ``verdict``."""
        return int(getattr(self, verdict.value))


def coverage(report: DocumentReport) -> Coverage:
    """Return what became of the figures of a report; a figure without a link counts as unmatched."""
    seen = report.verdicts()
    linked = sum(seen.values())
    return Coverage(
        facts=max(len(report.facts), linked),
        tables=len(report.views),
        supported=seen[Verdict.SUPPORTED],
        rounding=seen[Verdict.ROUNDING],
        derived=seen[Verdict.DERIVED],
        contradicted=seen[Verdict.CONTRADICTED],
        unmatched=seen[Verdict.UNMATCHED] + max(len(report.facts) - linked, 0),
        undecidable=seen[Verdict.UNDECIDABLE],
    )


def nothing_checked(report: DocumentReport) -> bool:
    """Whether no figure was compared with anything, neither by alignment nor by a finding's arithmetic."""
    computed = any(e.role is Role.FORMULA for finding in report.findings for e in finding.evidence)
    return not (computed or coverage(report).checked)


def examples(report: DocumentReport, verdict: Verdict, limit: int = 3) -> list[Fact]:
    """Return the first figures with ``verdict``."""
    return [link.fact for link in report.links if link.verdict is verdict][:limit]
