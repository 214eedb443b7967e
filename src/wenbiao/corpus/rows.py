"""One audited document → its rows, by table; personal data is masked in all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import PurePath

from wenbiao.corpus.geography import place_columns
from wenbiao.corpus.schema import TABLES, Row, Rows, exact
from wenbiao.corpus.sentences import SECTION_MARK, indicator_rows, section_of, sentence_rows
from wenbiao.extract.base import FactBase
from wenbiao.extract.indicators import points_of
from wenbiao.judge.statements import Role
from wenbiao.model.address import Where
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Finding, Link, Severity
from wenbiao.model.quantity import Kind
from wenbiao.model.result import DocumentReport, InputError
from wenbiao.report.coverage import coverage
from wenbiao.report.json import printed_text, source_of
from wenbiao.report.privacy import Mask

SELF_SCORE = re.compile(r"自评(?:总|综合)?得?分|(?:总|综合)得分|自评分数")
FULL_MARKS = 100


@dataclass(frozen=True, slots=True)
class Audited:
    """One document after its audit: the report, masked, and what it was made from."""

    key: str
    path: str
    report: DocumentReport
    base: FactBase
    mask: Mask
    copies: tuple[str, ...] = ()


def no_rows() -> Rows:
    """Return every table without a row."""
    return {name: [] for name in TABLES}


def rows_of(audited: Audited, stored: int = 0) -> Rows:
    """Return the rows of one audited document; its last ``stored`` findings have theirs already."""
    statements = list(sentence_rows(audited.base, audited.report.unit, audited.mask))
    indicators = list(indicator_rows(audited.base, audited.mask))
    rows: Rows = {
        "documents": [document_row(audited, statements, indicators)],
        "facts": [fact_row(n, link) for n, link in enumerate(audited.report.links)],
        "alignments": [row for n, link in enumerate(audited.report.links) for row in alignment_rows(n, link)],
        "findings": finding_rows(audited.report.findings[: len(audited.report.findings) - stored]),
        "indicators": indicators,
        "sentences": statements,
        "failures": rule_failures(audited),
    }
    for table in rows.values():
        for row in table:
            row["document"] = audited.key
    return rows


def refused_rows(key: str, path: str, error: InputError) -> Rows:
    """Return the rows of a document that could not be audited: one failure."""
    failure: Row = {"document": key, "path": path, "kind": error.kind, "code": None}
    return {**no_rows(), "failures": [failure | {"message": error.message, "remedy": error.remedy}]}


def rule_failures(audited: Audited) -> list[Row]:
    """Return a failure for each rule that could not finish on a document."""
    return [
        {"path": audited.path, "kind": "rule", "code": f.code, "message": f.message, "remedy": None}
        for f in audited.report.failures
    ]


def document_row(audited: Audited, statements: list[Row], indicators: list[Row]) -> Row:
    """Return the row of a document; columns that nothing fills yet are None."""
    report, base = audited.report, audited.base
    seen = coverage(report)
    goals = [row for row in statements if row["role"] == Role.GOAL]
    row: Row = {
        "path": audited.path,
        "copies": list(audited.copies),
        "files": [PurePath(name).as_posix() for name in report.files],
        "format": base.documents[0].format.value,
        "title": report.title or None,
        "unit": report.unit or None,
        **place_columns(base.identity),
        "year": report.year,
        "genre": report.genre.value,
        "profile": report.profile or None,
        "characters": sum(len(d.text) for d in base.documents),
        "tables": seen.tables,
        "facts": seen.facts,
        "facts_checked": seen.checked,
        "facts_holding": seen.confirmed,
        "facts_contradicted": seen.contradicted,
        "facts_unmatched": seen.unmatched,
        "facts_undecidable": seen.undecidable,
        "goals": len(goals),
        "goals_vague": sum(bool(row.get("vague")) for row in goals),
        "goals_boilerplate": sum(bool(row.get("boilerplate")) for row in goals),
        "goals_measurable": sum(not row.get("vague") for row in goals),
        "indicators": len(indicators),
        "indicators_vague": sum(bool(row.get("vague")) for row in indicators),
        "self_score": exact(self_score(base)),
    }
    return row | severity_columns(report) | quality_columns(report)


def severity_columns(report: DocumentReport) -> Row:
    """Return the numbers of findings by severity."""
    counts = report.severities()
    return {
        "errors": counts[Severity.ERROR],
        "warnings": counts[Severity.WARNING],
        "infos": counts[Severity.INFO],
    }


def quality_columns(report: DocumentReport) -> Row:
    """Return the measure of quality with its interval and parts, or nothing where it was not measured."""
    quality = report.quality
    if quality is None:
        return {}
    low, high = quality.interval
    return {"quality": quality.score, "quality_low": low, "quality_high": high, **quality.parts}


def self_score(base: FactBase) -> Decimal | None:
    """Return the score a unit gave itself: the last row of its first scored form, else what its text states."""
    for sheet in base.sheets:
        for total in reversed(sheet.totals):
            if (points := points_of(total.score)) is not None and points <= FULL_MARKS:
                return points
    for fact in base.facts:
        if fact.quantity.kind is Kind.SCORE and SELF_SCORE.search(fact.subject) and not fact.reference:
            return fact.quantity.value
    return None


def fact_row(ordinal: int, link: Link) -> Row:
    """Return one stated figure with its verdict."""
    fact, quantity = link.fact, link.fact.quantity
    return {
        "ordinal": ordinal,
        "kind": quantity.kind.value,
        "text": printed_text(fact),
        "value": exact(quantity.value),
        "unit": quantity.unit,
        "base_value": exact(quantity.base_value),
        "base_unit": quantity.base_unit,
        "subject": fact.subject,
        "concept": fact.concept,
        "period": fact.period,
        "basis": fact.basis.value,
        "relation": fact.relation.value,
        "section": section_of(fact.where),
        "verdict": link.verdict.value,
        "score": round(link.score, 3),
    }


def alignment_rows(ordinal: int, link: Link) -> Iterator[Row]:
    """Yield what a stated figure was checked against: the cells, the best first, then the formula."""
    for rank, cell in enumerate(link.cells):
        yield {"ordinal": ordinal, "rank": rank, **cell_columns(cell)}
    if link.formula:
        yield {"ordinal": ordinal, "rank": len(link.cells), "role": "formula", "quote": link.formula}


def cell_columns(cell: Fact) -> Row:
    """Return a cell or a figure of the text as evidence."""
    source = source_of(cell)
    return {
        "role": source.role.value,
        "quote": source.quote,
        "value": exact(cell.quantity.value),
        "unit": cell.quantity.unit,
        "label": SECTION_MARK.join(source.label),
        "table": source.where.table,
        "row": source.where.row,
        "col": source.where.col,
    }


def finding_rows(findings: tuple[Finding, ...]) -> list[Row]:
    """Return the findings; they are numbered rule by rule, so that one rule's numbers do not hang on another's."""
    numbers: Counter[str] = Counter()
    rows = []
    for finding in findings:
        rows.append(finding_row(numbers[finding.code], finding))
        numbers[finding.code] += 1
    return rows


def finding_row(ordinal: int, finding: Finding) -> Row:
    """Return one finding with its first evidence."""
    first = finding.evidence[0] if finding.evidence else None
    where = first.where if first is not None else Where()
    return {
        "code": finding.code,
        "ordinal": ordinal,
        "group": finding.code[:3],
        "name": finding.name,
        "severity": finding.severity.value,
        "confidence": round(finding.confidence, 3),
        "message": finding.message,
        "stated": finding.stated,
        "expected": finding.expected,
        "difference": number(finding.difference),
        "unit": finding.unit,
        "quote": first.quote if first is not None else None,
        "section": section_of(where),
        "table": where.table,
        "row": where.row,
        "col": where.col,
        "fingerprint": finding.fingerprint,
    }


def number(text: str | None) -> Decimal | None:
    """Return a decimal string as a value; None for what is none."""
    try:
        return exact(text)
    except InvalidOperation:
        return None
