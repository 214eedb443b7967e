"""SARIF 2.1.0, the exchange format that code hosts and review tools read findings from.

The log follows the OASIS standard: one run, a rule descriptor for each code that occurs, a result for
each finding with its fingerprint; an accepted finding is a suppressed result. Texts stand in the
document's language.
"""

from __future__ import annotations

import bisect
import inspect
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path, PurePath
from typing import TypeAlias
from urllib.parse import quote

from wenbiao import __version__
from wenbiao.catalogue import rules
from wenbiao.check.rule import Rule
from wenbiao.model.address import Where
from wenbiao.model.document import Document, Format, Paragraph, Table
from wenbiao.model.finding import Evidence, Finding, Role, Severity
from wenbiao.model.result import DocumentReport
from wenbiao.report.messages import Words
from wenbiao.report.places import path_of, place
from wenbiao.report.rulebook import page_of

Json: TypeAlias = "bool | int | float | str | Sequence[Json] | Mapping[str, Json] | None"
JsonObject: TypeAlias = dict[str, Json]

VERSION = "2.1.0"
SCHEMA_URI = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "wenbiao/v1"
"""The name of the project's fingerprints; a change in how they are made changes it."""
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
MEDIA_TYPES = {
    Format.TEXT: "text/plain",
    Format.HTML: "text/html",
    Format.PDF: "application/pdf",
    Format.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Format.XLS: "application/vnd.ms-excel",
}
STDIN_URI = "stdin"
BOLD = re.compile(r"\*\*([^*]+)\*\*\s*")


class SarifRun:
    """Collects reports into one run; holds rows only, never the documents."""

    def __init__(self, words: Words) -> None:
        """Begin an empty run; ``words`` name the places."""
        self.words = words
        self.codes: dict[str, int] = {}
        self.artifacts: list[Json] = []
        self.results: list[Json] = []
        self.notices: list[Json] = []
        self.complete = True

    def add(self, report: DocumentReport) -> None:
        """Take in one report."""
        if report.error is not None:
            self.complete = False
            self.notices.append(notice(report.error.message + report.error.remedy, "error", report.path))
        self.artifacts += [artifact(member) for member in report.members]
        for failure in report.failures:
            self.notices.append(notice(failure.message, "error", report.path))
        for warning in report.warnings:
            self.notices.append(notice(warning, "note", report.path))
        places = Places(report, self.words)
        self.results += [self.result(finding, places) for finding in report.findings]

    def result(self, finding: Finding, places: Places) -> JsonObject:
        """Return one finding; its first evidence is the location, the others are related ones."""
        index = self.codes.setdefault(finding.code, len(self.codes))
        first, *others = finding.evidence or (Evidence(Role.ABSENT, ""),)
        row: JsonObject = {
            "ruleId": finding.code,
            "ruleIndex": index,
            "level": LEVELS[finding.severity],
            "message": {"text": finding.message},
            "locations": [places.location(first)],
            "rank": round(100 * finding.confidence, 1),
        }
        if related := [places.location(e, i) for i, e in enumerate(others, start=1)]:
            row["relatedLocations"] = related
        if finding.fingerprint:
            row["partialFingerprints"] = {FINGERPRINT: finding.fingerprint}
        if finding.accepted is not None:
            row["suppressions"] = [
                {"kind": "external", "status": "accepted", "justification": finding.accepted},
            ]
        if properties := properties_of(finding):
            row["properties"] = properties
        return row

    def log(self) -> JsonObject:
        """Return the whole log."""
        driver: JsonObject = {
            "name": "wenbiao",
            "version": __version__,
            "semanticVersion": __version__,
            "language": "zh-CN",
            "rules": [descriptor(code) for code in self.codes],
        }
        run: JsonObject = {
            "tool": {"driver": driver},
            "language": "zh-CN",
            "columnKind": "unicodeCodePoints",
            "invocations": [{"executionSuccessful": self.complete, "toolExecutionNotifications": self.notices}],
            "artifacts": self.artifacts,
            "results": self.results,
        }
        return {"$schema": SCHEMA_URI, "version": VERSION, "runs": [run]}


class Places:
    """Turns evidence of one report into locations; places in plain text have lines and columns."""

    def __init__(self, report: DocumentReport, words: Words) -> None:
        """Prepare for one report."""
        self.report = report
        self.words = words
        self.members = {member.file: member for member in report.members}
        self.lines: dict[str | None, list[int]] = {}

    def location(self, evidence: Evidence, number: int | None = None) -> JsonObject:
        """Return the location of one piece of evidence, numbered when it is a related one."""
        where = evidence.where
        member = self.members.get(where.file)
        physical: JsonObject = {
            "artifactLocation": {"uri": uri_of(member.path if member is not None else self.report.path)}
        }
        if member is not None and (region := self.region(member, where)):
            physical["region"] = region
        row: JsonObject = {"physicalLocation": physical}
        if number is not None:
            row["id"] = number
        if where != Where():
            row["logicalLocations"] = [
                {
                    "name": where.label,
                    "fullyQualifiedName": place(where, self.words),
                    "kind": "text" if where.table is None else "element",
                }
            ]
        if said := self.words.labelled(path_of(evidence.label), evidence.quote) or evidence.quote:
            row["message"] = {"text": said}
        return row

    def region(self, member: Document, where: Where) -> JsonObject | None:
        """Return line and column of a place in plain text, counting from 1; None for other formats and places."""
        span = span_of(member, where) if member.format is Format.TEXT else None
        if span is None:
            return None
        starts = self.lines.setdefault(member.file, line_starts(member.text))
        row: JsonObject = {}
        for name, at in zip(("start", "end"), span, strict=True):
            line = bisect.bisect_right(starts, at)
            row[f"{name}Line"], row[f"{name}Column"] = line, at - starts[line - 1] + 1
        return row


def line_starts(text: str) -> list[int]:
    """Return the offset at which each line begins."""
    return [0, *(found.end() for found in re.finditer("\n", text))]


def span_of(member: Document, where: Where) -> tuple[int, int] | None:
    """Return start and end of a place in the member's text: of a span, or of a cell."""
    if where.start is not None and where.end is not None:
        return where.start, where.end
    table = next((t for t in member.tables if t.index == where.table), None)
    paragraphs = paragraphs_at(table, where) if table is not None else ()
    return (paragraphs[0].start, paragraphs[-1].end) if paragraphs else None


def paragraphs_at(table: Table, where: Where) -> Sequence[Paragraph]:
    """Return the paragraphs of the cell at a place, or those of the first filled cell for a whole table."""
    if where.row is None or where.col is None:
        return next((c.paragraphs for c in table.cells if c.text), ())
    return next((c.paragraphs for c in table.cells if (c.row, c.col) == (where.row, where.col)), ())


def uri_of(path: str) -> str:
    """Return a path as a URI reference; a relative one stays relative."""
    if path == "-":
        return STDIN_URI
    pure = PurePath(path)
    return Path(path).as_uri() if pure.is_absolute() else quote(pure.as_posix())


def artifact(member: Document) -> JsonObject:
    """Return one file that was read."""
    row: JsonObject = {
        "location": {"uri": uri_of(member.path)},
        "mimeType": MEDIA_TYPES[member.format],
        "roles": ["analysisTarget"],
        "hashes": {"sha-256": member.sha256},
    }
    if member.encoding is not None:
        row["encoding"] = member.encoding.upper()
    return row


def notice(text: str, level: str, path: str) -> JsonObject:
    """Return a remark about the run itself: an unreadable file, a rule that could not finish, a page left out."""
    return {
        "level": level,
        "message": {"text": text},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri_of(path)}}}],
    }


def properties_of(finding: Finding) -> JsonObject:
    """Return what SARIF has no place for: the values, their difference, advice and basis."""
    values: Iterable[tuple[str, str | None]] = (
        ("stated", finding.stated),
        ("expected", finding.expected),
        ("difference", finding.difference),
        ("unit", finding.unit),
        ("suggestion", finding.suggestion),
        ("basis", finding.basis),
    )
    return {key: value for key, value in values if value}


def descriptor(code: str) -> JsonObject:
    """Return what a rule says of itself: its summary, and its page."""
    rule = rules_by_code().get(code)
    if rule is None:
        return {"id": code}
    summary, *texts = page_of(rule)
    row: JsonObject = {
        "id": code,
        "name": rule.name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": BOLD.sub(r"\1：", texts[0]) if texts else summary},
        "help": {
            "text": "\n".join(BOLD.sub(r"\1：", text) for text in (summary, *texts)),
            "markdown": inspect.cleandoc(rule.__doc__ or summary),
        },
        "defaultConfiguration": {"level": LEVELS[rule.severity]},
        "properties": {"tags": [code[:3]]},
    }
    return row


@cache
def rules_by_code() -> dict[str, type[Rule]]:
    """Return the rules of the catalogue."""
    return {rule.code: rule for rule in rules()}
