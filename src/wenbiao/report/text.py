"""The readable report: findings by severity and group with their evidence, then what was checked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from wenbiao.model.address import Where
from wenbiao.model.finding import Evidence, Finding, Role, Severity, Verdict
from wenbiao.model.result import DocumentReport
from wenbiao.report.coverage import Coverage, coverage, examples, nothing_checked
from wenbiao.report.json import printed_text
from wenbiao.report.lines import Line, Style
from wenbiao.report.messages import Words
from wenbiao.report.places import around, path_of, place, section_of
from wenbiao.report.width import pad, width

SEVERITY_STYLE = {Severity.ERROR: Style.ERROR, Severity.WARNING: Style.WARNING, Severity.INFO: Style.INFO}
MAX_EVIDENCE = 6
"""A sum over a long column has many parts; the first few show where it is."""
DETAIL_INDENT = 6
SAYS_ABSENT = ("缺", "没有", "无", "未", "空白")
"""How a quote begins that says itself that something is missing."""


def report_lines(report: DocumentReport, words: Words) -> Iterator[Line]:
    """Yield the readable report of one document."""
    yield from head_lines(report, words)
    if report.error is not None:
        yield Line(words.labelled(words("error.title"), report.error.message + report.error.remedy), Style.ERROR)
        return
    yield from finding_lines(report.findings, words)
    yield Line()
    yield from coverage_lines(report, words)


def head_lines(report: DocumentReport, words: Words) -> Iterator[Line]:
    """Yield the title and the facts about the document that are known."""
    if report.error is None:
        yield Line(report.title or words("head.untitled"), Style.TITLE)
    rows = particulars(report, words)
    if report.error is None:
        rows.append((words("head.result"), result_words(report, words)))
    column = max(width(label) for label, _ in rows) + 2
    for label, value in rows:
        yield Line(pad(label, column) + value, hang=column)


def particulars(report: DocumentReport, words: Words) -> list[tuple[str, str]]:
    """Return label and value of what is known about the document."""
    rows = [("head.file", words("stdin") if report.path == "-" else report.path)]
    if report.error is not None:
        return [(words(key), value) for key, value in rows]
    division = report.division.name + words.aside(report.division.code) if report.division else ""
    rows += [
        ("head.files", words.listed(report.files)),
        ("head.format", format_words(report, words)),
        ("head.unit", report.unit),
        ("head.division", division),
        ("head.year", str(report.year or "")),
        ("head.genre", words.genre(report.genre)),
        ("head.profile", report.profile),
    ]
    return [(words(key), value) for key, value in rows if value]


def format_words(report: DocumentReport, words: Words) -> str:
    """Return the formats of the members, with the encoding of text."""
    said = []
    for member in report.members:
        name = member.format.value
        encoded = member.encoding is not None
        said.append(words("head.encoding", format=name, encoding=str(member.encoding).upper()) if encoded else name)
    return words.clauses(dict.fromkeys(said))


def result_words(report: DocumentReport, words: Words) -> str:
    """Return the outcome in one phrase; a clean result over nothing checked says so."""
    counts = report.severities()
    said = words(
        "result.counts",
        error=counts[Severity.ERROR],
        warning=counts[Severity.WARNING],
        info=counts[Severity.INFO],
    )
    if not counts.total():
        said = words("result.clean")
    return said + words("result.unchecked") if nothing_checked(report) else said


def by_severity(findings: Sequence[Finding]) -> list[tuple[Severity, list[tuple[str, list[Finding]]]]]:
    """Return the findings by severity, then by group of their code, each group in its given order."""
    parts = []
    for severity in Severity:
        chosen = sorted((f for f in findings if f.severity is severity), key=lambda f: f.code[:3])
        if chosen:
            parts.append((severity, [(k, list(g)) for k, g in groupby(chosen, key=lambda f: f.code[:3])]))
    return parts


def finding_lines(findings: Sequence[Finding], words: Words) -> Iterator[Line]:
    """Yield the findings, numbered through."""
    number = 0
    for severity, groups in by_severity(findings):
        yield Line()
        yield Line(words.severity(severity) + words.aside(amount_words(groups, words)), SEVERITY_STYLE[severity])
        for code, members in groups:
            yield Line(words.group(code), Style.HEADING, indent=2)
            for finding in members:
                number += 1
                yield from one_finding(number, finding, words)


def amount_words(groups: Sequence[tuple[str, list[Finding]]], words: Words) -> str:
    """Return how many findings are open, and how many more were accepted."""
    findings = [finding for _, members in groups for finding in members]
    accepted = sum(finding.accepted is not None for finding in findings)
    amount = str(len(findings) - accepted)
    return words("finding.also", count=amount, accepted=accepted) if accepted else amount


def one_finding(number: int, finding: Finding, words: Words) -> Iterator[Line]:
    """Yield one finding: message, evidence, arithmetic, advice and basis; a note is kept short."""
    head = f"{number:>2}. {finding.code}  "
    yield Line(head + finding.message, SEVERITY_STYLE[finding.severity], indent=2, hang=len(head))
    if finding.accepted is not None:
        yield Line(words("finding.accepted", reason=finding.accepted), indent=DETAIL_INDENT)
    shown = finding.evidence[: 1 if finding.severity is Severity.INFO else MAX_EVIDENCE]
    placed: Where | None = None
    for evidence in shown:
        yield Line(evidence_words(evidence, placed, words), indent=DETAIL_INDENT, hang=2)
        placed = placed if evidence.role is Role.FORMULA else evidence.where
    if finding.severity is Severity.INFO:
        return
    if len(finding.evidence) > MAX_EVIDENCE:
        yield Line(words("finding.more", count=len(finding.evidence) - MAX_EVIDENCE), indent=DETAIL_INDENT)
    for text in (values_words(finding, words), words.labelled(words("finding.suggestion"), finding.suggestion)):
        if text:
            yield Line(text, indent=DETAIL_INDENT, hang=2)
    if finding.basis:
        yield Line(words.labelled(words("finding.basis"), finding.basis), Style.FAINT, DETAIL_INDENT, 2)


def values_words(finding: Finding, words: Words) -> str:
    """Return stated and expected value, unless the message has them both already."""
    if finding.stated is None or finding.expected is None:
        return ""
    if all(value.lstrip("-") in finding.message for value in (finding.stated, finding.expected)):
        return ""
    unit = finding.unit or ""
    values = {"stated": finding.stated + unit, "expected": finding.expected + unit}
    if finding.difference is None:
        return words("finding.expected", **values)
    return words("finding.values", **values, difference=finding.difference + unit)


def evidence_words(evidence: Evidence, previous: Where | None, words: Words) -> str:
    """Return one piece of evidence: where it stands, under which headers, and what it says.

    ``previous`` is the place of the evidence above it, which need not be named again.
    """
    if evidence.role is Role.FORMULA:
        return words.labelled(words("finding.formula"), evidence.quote)
    spot = spot_words(evidence.where, previous, words)
    if evidence.label:
        spot += f"［{path_of(evidence.label)}］"
    if evidence.role is Role.ABSENT:
        return words.labelled(spot, absence(evidence.quote, words))
    before, quote, after = around(evidence.sentence, evidence.quote)
    said = f"{before}【{quote}】{after}" if before or after else quote
    return words.labelled(spot, quoted(said)) or spot


def spot_words(where: Where, previous: Where | None, words: Words) -> str:
    """Return an address, shorter when the evidence before it stands in the same paragraph or file."""
    if previous is not None and where.file == previous.file:
        if where.table is None and where.paragraph is not None and where.paragraph == previous.paragraph:
            return words("place.same")
        return place(where, words, with_file=False) + section_of(where)
    return place(where, words) + section_of(where)


def absence(what: str, words: Words) -> str:
    """Return what is missing; a quote that already says that it is missing stands as it is."""
    return what if what.startswith(SAYS_ABSENT) else words("finding.absent", quote=quoted(what))


def quoted(text: str) -> str:
    """Return ``text`` in quotation marks that it does not use itself, line breaks as spaces, or nothing for none."""
    line = " ".join(text.split())
    if not line:
        return ""
    return f"「{line}」" if "“" in line or "”" in line else f"“{line}”"


def coverage_lines(report: DocumentReport, words: Words) -> Iterator[Line]:
    """Yield what was checked and what was not, why not, and what went wrong on the way."""
    seen = coverage(report)
    yield Line(words("coverage.title"), Style.HEADING)
    if seen.facts:
        yield Line(words("coverage.figures", facts=seen.facts, tables=seen.tables), indent=2)
        yield Line(fates(seen, words), indent=2, hang=2)
    else:
        yield Line(words("coverage.none", tables=seen.tables), indent=2)
    reasons = list(reasons_open(report, seen, words))
    lists = (
        ("coverage.why", [*reasons, *report.notes]),
        ("coverage.failures", [f"{f.code}  {f.message}" for f in report.failures]),
        ("coverage.warnings", list(report.warnings)),
    )
    for key, items in lists:
        if items:
            yield Line(words(key), Style.TITLE, indent=2)
            for item in items:
                yield Line(f"- {item}", indent=4, hang=2)


def fates(seen: Coverage, words: Words) -> str:
    """Return how many figures were confirmed, contradicted or left open."""
    holds = (Verdict.SUPPORTED, Verdict.ROUNDING, Verdict.DERIVED)
    parts = [f"{words.verdict(v)} {seen.of(v)}" for v in holds if seen.of(v)]
    confirmed = words("coverage.confirmed", count=seen.confirmed)
    if parts:
        confirmed += words.aside(words.listed(parts))
    rest = (Verdict.CONTRADICTED, Verdict.UNMATCHED, Verdict.UNDECIDABLE)
    return words.clauses([confirmed, *(f"{words.verdict(v)} {seen.of(v)}" for v in rest)])


def reasons_open(report: DocumentReport, seen: Coverage, words: Words) -> Iterator[str]:
    """Yield why figures without a verdict have none, with the first of them as examples."""
    for verdict in (Verdict.UNMATCHED, Verdict.UNDECIDABLE):
        if seen.of(verdict):
            why = words(f"coverage.{verdict.value}")
            named = words.listed(printed_text(fact) + words.aside(fact.subject) for fact in examples(report, verdict))
            said = [why, words("coverage.examples", examples=named)] if named else [why]
            yield words.labelled(f"{words.verdict(verdict)} {seen.of(verdict)}", words.clauses(said))


def total_lines(reports: int, unreadable: int, counts: dict[Severity, int], words: Words) -> Iterator[Line]:
    """Yield the sum over several documents."""
    key = "total.documents" if unreadable else "total.readable"
    total = words("result.counts", **{severity.value: counts.get(severity, 0) for severity in Severity})
    yield Line(words.labelled(words(key, documents=reports, unreadable=unreadable), total), Style.TITLE)
