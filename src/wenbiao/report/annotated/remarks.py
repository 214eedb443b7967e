"""What a comment says: one for each open finding, and one summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wenbiao import __version__
from wenbiao.model.finding import Finding, Role
from wenbiao.model.result import DocumentReport
from wenbiao.report.coverage import coverage
from wenbiao.report.messages import Words
from wenbiao.report.tabulated import numbered
from wenbiao.report.text import evidence_words, fates, reasons_open, result_words, values_words

AUTHOR = "文表审核"
INITIALS = "文表"
MAX_EVIDENCE = 6
MAX_REASONS = 4


@dataclass(frozen=True, slots=True)
class Remark:
    """The text of one comment; ``finding`` is None for the summary."""

    lines: tuple[str, ...]
    finding: Finding | None = None

    @property
    def text(self) -> str:
        """Return the lines as one text."""
        return "\n".join(self.lines)


def open_findings(report: DocumentReport) -> list[tuple[int, Finding]]:
    """Return the numbered findings that nobody has accepted."""
    return [(number, finding) for number, finding in numbered(report) if finding.accepted is None]


def remark_on(number: int, finding: Finding, words: Words) -> Remark:
    """Return the comment on one finding: what is wrong, what it was compared with, advice, basis, and its id."""
    head = f"{number}. {words.severity(finding.severity)} {finding.code} {words.group(finding.code)}"
    others = finding.evidence[1:] if finding.evidence[:1] and finding.evidence[0].role is not Role.ABSENT else ()
    lines = [head, finding.message]
    here = finding.evidence[0].where if finding.evidence else None
    lines += [evidence_words(evidence, here, words) for evidence in others[:MAX_EVIDENCE]]
    if len(others) > MAX_EVIDENCE:
        lines.append(words("finding.more", count=len(others) - MAX_EVIDENCE))
    lines += [
        values_words(finding, words),
        words.labelled(words("finding.suggestion"), finding.suggestion),
        words.labelled(words("finding.basis"), finding.basis),
        words.labelled(words("finding.id"), finding.fingerprint),
    ]
    return Remark(tuple(line for line in lines if line), finding)


def summary(report: DocumentReport, words: Words) -> Remark:
    """Return the comment at the title: the outcome, what was checked, and what was not."""
    seen = coverage(report)
    accepted = sum(finding.accepted is not None for finding in report.findings)
    reasons = [*reasons_open(report, seen, words), *report.warnings]
    lines: Sequence[str] = [
        words.labelled(words("annotated.summary"), result_words(report, words)),
        words("annotated.accepted", count=accepted) if accepted else "",
        words("coverage.figures", facts=seen.facts, tables=seen.tables) if seen.facts else "",
        fates(seen, words) if seen.facts else "",
        *reasons[:MAX_REASONS],
        *(failure.message for failure in report.failures),
        words("page.tool", version=__version__),
    ]
    return Remark(tuple(line for line in lines if line))
