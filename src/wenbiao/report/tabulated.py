"""The rows of the work papers: findings, stated figures and indicators, each as one line of a list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from wenbiao.model.document import Cell
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Evidence, Finding, Link, Role, Verdict
from wenbiao.model.quantity import Quantity, plain
from wenbiao.model.result import DocumentReport
from wenbiao.report.coverage import CONFIRMED
from wenbiao.report.json import printed_text
from wenbiao.report.listing import against
from wenbiao.report.messages import Words
from wenbiao.report.places import path_of, place, section_of
from wenbiao.report.privacy import mask_of
from wenbiao.report.text import absence, by_severity, evidence_words

TICK, CROSS, QUESTION, NONE = "✓", "✗", "？", "—"
"""What stands beside a figure that holds, that does not, that could not be decided, and that has nothing beside it."""
HUNDRED = Decimal(100)
POINTS = "个百分点"
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One finding: where it stands, what is stated there, what that was compared with, and by how much they differ."""

    number: int
    finding: Finding
    severity: str
    group: str
    place: str
    stated: str
    compared: str
    gap: Decimal | str | None

    @property
    def difference(self) -> str:
        """Return the difference with its unit, nothing where there is none."""
        if self.gap is None:
            return ""
        figure = plain(self.gap) if isinstance(self.gap, Decimal) else self.gap
        return figure + self.unit

    @property
    def unit(self) -> str:
        """Return the unit of the difference: percentages are apart by percentage points."""
        unit = self.finding.unit or ""
        return POINTS if unit == "%" else unit


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One stated figure with its verdict: ``mark`` is a tick, a cross, a question mark or a dash."""

    number: int
    fact: Fact
    verdict: Verdict
    mark: str
    place: str
    text: str
    against: str
    outcome: str


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One row of an indicator table; ``rate`` is actual over target in percent where both are plain numbers."""

    place: str
    level1: str
    level2: str
    name: str
    target: str
    actual: str
    rate: Decimal | None
    max_score: Decimal | None
    score: Decimal | None
    reason: str
    findings: tuple[int, ...]


def numbered(report: DocumentReport) -> list[tuple[int, Finding]]:
    """Return the findings with the numbers that they have in every report, accepted ones included."""
    ordered = [finding for _, groups in by_severity(report.findings) for _, members in groups for finding in members]
    return list(enumerate(ordered, start=1))


def finding_rows(report: DocumentReport, words: Words) -> Iterator[FindingLine]:
    """Yield the findings as lines."""
    for number, finding in numbered(report):
        first, *others = finding.evidence or (Evidence(Role.ABSENT, finding.message),)
        unit = finding.unit or ""
        compared = [evidence_words(evidence, first.where, words) for evidence in others]
        if not compared and finding.expected is not None:
            compared = [words("finding.should", expected=finding.expected + unit)]
        yield FindingLine(
            number,
            finding,
            words.severity(finding.severity),
            words.group(finding.code),
            place(first.where, words) + section_of(first.where),
            stated_words(first, words),
            "\n".join(compared) or finding.message,
            gap_of(finding),
        )


def gap_of(finding: Finding) -> Decimal | str | None:
    """Return by how much stated and expected differ: as the rule says, else as the two numbers give."""
    if finding.difference is not None:
        return decimal_of(finding.difference) or finding.difference
    stated, expected = decimal_of(finding.stated), decimal_of(finding.expected)
    return None if stated is None or expected is None else abs(stated - expected)


def decimal_of(text: str | None) -> Decimal | None:
    """Return a text that is a number as one, else None."""
    try:
        value = None if text is None else Decimal(text)
    except InvalidOperation:
        return None
    return value if value is not None and value.is_finite() else None


def stated_words(evidence: Evidence, words: Words) -> str:
    """Return what the first evidence says: the sentence for a short quote, the labels for a cell."""
    if evidence.role is Role.ABSENT:
        return absence(evidence.quote, words)
    label = path_of(evidence.label)
    quote = " ".join(evidence.quote.split())
    return f"［{label}］{quote}" if label else quote


def figure_rows(report: DocumentReport, words: Words) -> Iterator[FigureLine]:
    """Yield the stated figures in document order, with what each was checked against."""
    for number, link in enumerate(report.links, start=1):
        yield FigureLine(
            number,
            link.fact,
            link.verdict,
            mark_of(link.verdict),
            place(link.fact.where, words),
            printed_text(link.fact),
            against(link, words),
            outcome_of(link, words),
        )


def mark_of(verdict: Verdict) -> str:
    """Return the sign of a verdict."""
    if verdict in CONFIRMED:
        return TICK
    return {Verdict.CONTRADICTED: CROSS, Verdict.UNDECIDABLE: QUESTION}.get(verdict, NONE)


def outcome_of(link: Link, words: Words) -> str:
    """Return the sign of a verdict and its words, so that neither stands alone."""
    return f"{mark_of(link.verdict)} {words.verdict(link.verdict)}"


def indicator_rows(report: DocumentReport, words: Words) -> Iterator[IndicatorLine]:
    """Yield the indicators of all forms, each with the numbers of the findings on its row."""
    from wenbiao.extract.indicators import indicators_of
    from wenbiao.extract.tables import facts_of

    found, mask = findings_by_row(report), mask_of(report.members)
    for view in report.views:
        table = view.table
        _, rows = facts_of(table, report.year, table.unit)
        for indicator in indicators_of(table, rows):
            if not indicator.applies:
                continue
            where = table.where(indicator.name_cell)
            numbers = found.get((table.file, table.index, indicator.row), ())
            yield IndicatorLine(
                place(where, words),
                indicator.level1,
                indicator.level2,
                mask(indicator.name),
                mask(text_of(indicator.target)),
                mask(text_of(indicator.actual)),
                rate_of(indicator.target_value.quantity, indicator.actual_value.quantity),
                indicator.max_points,
                indicator.points,
                mask(text_of(indicator.reason)),
                tuple(numbers),
            )


def rate_of(target: Quantity | None, actual: Quantity | None) -> Decimal | None:
    """Return what share of the target was reached, in percent; None unless both are numbers of one unit."""
    if target is None or actual is None or target.high is not None or actual.high is not None:
        return None
    if target.base_unit != actual.base_unit or target.base_value <= 0:
        return None
    return (actual.base_value / target.base_value * HUNDRED).quantize(TENTH)


def findings_by_row(report: DocumentReport) -> dict[tuple[str | None, int, int], list[int]]:
    """Return the numbers of the open findings by the table row that they point at."""
    found: dict[tuple[str | None, int, int], list[int]] = {}
    for number, finding in numbered(report):
        for evidence in finding.evidence:
            where = evidence.where
            if finding.accepted is None and where.table is not None and where.row is not None:
                numbers = found.setdefault((where.file, where.table, where.row), [])
                numbers.extend([number] if number not in numbers else [])
    return found


def text_of(cell: Cell | None) -> str:
    """Return the text of a cell on one line, nothing for a cell that the form does not have."""
    return "" if cell is None else " ".join(cell.text.split())
