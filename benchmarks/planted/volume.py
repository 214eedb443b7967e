"""False alarms at volume: what the audit says against documents that are taken to be right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from planted.bases import SHARED
from planted.measure import Report
from wenbiao import audit
from wenbiao.model.finding import Finding, Role, Severity

PUBLISHED = ("budget_report_narrative.html", "bulletin.html", "bulletin.docx")
"""Published after review: each error here has to be shown by its arithmetic."""


def lines(reports: Sequence[Report]) -> Iterator[str]:
    """Yield what the section says: errors and warnings on right fixtures, and errors on published documents."""
    fixtures = {r.base: r for r in reports if r.kind == "fixture"}
    loud = [(r.base, a) for r in fixtures.values() for a in r.alarms if a.loud]
    yield f"{len(fixtures)} fixtures without their faults: {len(loud)} errors and warnings."
    yield from (f"- {base}: {a.code} {a.severity} {a.message}" for base, a in loud)
    yield ""
    folder = SHARED / "samples"
    if not folder.is_dir():
        yield "The published documents are not at hand."
        return
    for name in PUBLISHED:
        if (folder / name).is_file():
            yield from published(folder / name)


def published(path: Path) -> Iterator[str]:
    """Yield the errors on one published document with their arithmetic."""
    report = audit(path).documents[0]
    errors = [f for f in report.findings if f.severity is Severity.ERROR]
    warnings = [f for f in report.findings if f.severity is Severity.WARNING]
    yield f"{path.name}: {len(report.facts)} figures, {len(errors)} errors, {len(warnings)} warnings."
    yield from (f"- {f.code} ({f.confidence}): {arithmetic(f)}" for f in errors)


def arithmetic(finding: Finding) -> str:
    """Return the formulas of a finding, or what it holds against what."""
    formulas = [e.quote for e in finding.evidence if e.role is Role.FORMULA]
    return "; ".join(formulas) or f"{finding.stated} against {finding.expected} {finding.unit or ''}"
