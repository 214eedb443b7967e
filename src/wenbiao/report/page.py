"""What the web page of one report shows, ready for the template: no logic is left there."""

from __future__ import annotations

from dataclasses import dataclass, replace

from wenbiao.model.address import Part, Where
from wenbiao.model.document import Cell, Document, Paragraph, Table
from wenbiao.model.finding import Evidence, Finding, Role, Severity, Verdict
from wenbiao.model.result import DocumentReport, TableView
from wenbiao.report.coverage import coverage
from wenbiao.report.marks import Marks, Segment, marks_of, segments_of
from wenbiao.report.messages import Words
from wenbiao.report.places import around, path_of, place, section_of
from wenbiao.report.privacy import Mask, mask_of
from wenbiao.report.text import absence, by_severity, particulars, reasons_open, values_words

DEEPEST_HEADING = 6
"""HTML has no headings below this; those of the document begin two below the page's own."""


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One piece of evidence; ``href`` leads to its place on the page, if it has one."""

    role: str
    place: str
    href: str
    label: str
    before: str
    quote: str
    after: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding under its number."""

    number: int
    finding: Finding
    severity: str
    evidence: tuple[EvidenceView, ...]
    values: str
    confidence: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """The findings of one group of rules and one severity."""

    severity: Severity
    title: str
    name: str
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class ParagraphBlock:
    """A paragraph of running text; ``tag`` is its HTML element, ``part`` is named when not the body."""

    anchor: str
    number: int
    tag: str
    part: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class CellBlock:
    """A cell with its paragraphs; ``verdict`` is that of the figures compared with it."""

    anchor: str
    header: bool
    row_span: int
    col_span: int
    place: str
    findings: tuple[int, ...]
    severity: Severity | None
    verdict: Verdict | None
    numeric: bool
    paragraphs: tuple[tuple[Segment, ...], ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with the cells that begin in each row."""

    anchor: str
    title: str
    unit: str
    rows: tuple[tuple[CellBlock, ...], ...]


@dataclass(frozen=True, slots=True)
class MemberView:
    """One file of the document set, in reading order."""

    file: str
    blocks: tuple[ParagraphBlock | TableBlock, ...]


@dataclass(frozen=True, slots=True)
class CountView:
    """A number with its name and the CSS class it is coloured by."""

    kind: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class PageView:
    """Everything on the page of one report."""

    title: str
    rows: tuple[tuple[str, str], ...]
    error: str
    counts: tuple[CountView, ...]
    groups: tuple[GroupView, ...]
    severities: dict[int, Severity]
    figures: int
    tables: int
    verdicts: tuple[CountView, ...]
    reasons: tuple[str, ...]
    failures: tuple[str, ...]
    warnings: tuple[str, ...]
    members: tuple[MemberView, ...]


def page_view(report: DocumentReport, words: Words) -> PageView:
    """Return what the page of a report shows."""
    parts = by_severity(report.findings)
    ordered = [finding for _, groups in parts for _, members in groups for finding in members]
    seen, counts = coverage(report), report.severities()
    error = report.error
    marks = marks_of(report, ordered, words)
    severities = {number: finding.severity for number, finding in enumerate(ordered, start=1)}
    drawing = Drawing(report, marks, severities, mask_of(report.members), words)
    return PageView(
        title=report.title or words("page.title"),
        rows=tuple(particulars(report, words)),
        error=error.message + error.remedy if error else "",
        counts=tuple(CountView(s.value, words.severity(s), counts[s]) for s in Severity),
        groups=tuple(group_views(report, words)),
        severities=severities,
        figures=seen.facts,
        tables=seen.tables,
        verdicts=tuple(CountView(v.value, words.verdict(v), seen.of(v)) for v in Verdict),
        reasons=(*reasons_open(report, seen, words), *report.notes),
        failures=tuple(f"{failure.code}  {failure.message}" for failure in report.failures),
        warnings=report.warnings,
        members=tuple(drawing.member(document) for document in report.members),
    )


def group_views(report: DocumentReport, words: Words) -> list[GroupView]:
    """Return the findings by severity and group, numbered through."""
    known = anchors_of(report)
    views, number = [], 0
    for severity, groups in by_severity(report.findings):
        for code, members in groups:
            rows = []
            for finding in members:
                number += 1
                rows.append(finding_view(number, finding, known, words))
            views.append(GroupView(severity, words.severity(severity), words.group(code), tuple(rows)))
    return views


def finding_view(number: int, finding: Finding, known: frozenset[str], words: Words) -> FindingView:
    """Return one finding as shown."""
    return FindingView(
        number=number,
        finding=finding,
        severity=words.severity(finding.severity),
        evidence=tuple(evidence_view(evidence, known, words) for evidence in finding.evidence),
        values=values_words(finding, words),
        confidence=f"{finding.confidence:.0%}",
    )


def evidence_view(evidence: Evidence, known: frozenset[str], words: Words) -> EvidenceView:
    """Return one piece of evidence as shown."""
    before, quote, after = around(evidence.sentence, evidence.quote)
    anchor = anchor_of(evidence.where)
    if evidence.role is Role.ABSENT:
        before, quote, after = "", absence(evidence.quote, words), ""
    if evidence.role is Role.FORMULA:
        spot, href = words("finding.formula"), ""
    else:
        spot, href = (
            place(evidence.where, words) + section_of(evidence.where),
            f"#{anchor}" if anchor in known else "",
        )
    return EvidenceView(evidence.role.value, spot, href, path_of(evidence.label), before, quote, after)


def anchor_of(where: Where) -> str:
    """Return the id of a place on the page; an empty string for the whole document."""
    if where.table is not None and where.row is not None and where.col is not None:
        spot = f"t{where.table + 1}r{where.row + 1}c{where.col + 1}"
    elif where.table is not None:
        spot = f"t{where.table + 1}"
    elif where.paragraph is not None:
        spot = f"p{where.paragraph + 1}"
    else:
        return ""
    return spot if where.file is None else f"{spot}-{file_key(where.file)}"


def file_key(file: str) -> str:
    """Return a file's name as part of an id, which must not hold spaces."""
    return "".join(char if char.isalnum() else f"_{ord(char):x}_" for char in file)


def anchors_of(report: DocumentReport) -> frozenset[str]:
    """Return the ids of all places that the page shows."""
    found = set()
    for document in report.members:
        for block in document.blocks:
            found.add(anchor_of(block.where()))
            if isinstance(block, Table):
                found.update(anchor_of(block.where(cell)) for cell in block.cells)
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Drawing:
    """Turns documents into blocks, with the marks of one report."""

    report: DocumentReport
    marks: Marks
    severities: dict[int, Severity]
    mask: Mask
    words: Words

    def member(self, document: Document) -> MemberView:
        """Return one file."""
        views = {id(view.table): view for view in self.report.views}
        blocks = tuple(
            self.table(block, views.get(id(block))) if isinstance(block, Table) else self.paragraph(block)
            for block in document.blocks
        )
        return MemberView(document.file or "", blocks)

    def paragraph(self, paragraph: Paragraph) -> ParagraphBlock:
        """Return one paragraph outside tables."""
        tag = "p" if paragraph.level is None else f"h{min(paragraph.level + 2, DEEPEST_HEADING)}"
        part = "" if paragraph.part is Part.BODY else self.words.part(paragraph.part)
        anchor = anchor_of(paragraph.where())
        return ParagraphBlock(anchor, paragraph.index + 1, tag, part, self.segments(paragraph))

    def segments(self, paragraph: Paragraph, *, figure: bool = False) -> tuple[Segment, ...]:
        """Return the marked text of a paragraph without personal data; a cell that is a figure has none."""
        shown = paragraph if figure else replace(paragraph, text=self.mask(paragraph.text))
        return tuple(segments_of(shown, self.marks.spans.get((paragraph.file, paragraph.index), ())))

    def table(self, table: Table, view: TableView | None) -> TableBlock:
        """Return one table."""
        title = self.words("page.table", n=table.index + 1)
        rows = tuple(tuple(self.cell(cell, table, view) for cell in row) for row in table.rows())
        unit = self.words("page.unit", unit=table.unit) if table.unit else ""
        title = table.caption if table.caption.startswith(title) else f"{title}  {table.caption}".strip()
        return TableBlock(anchor_of(table.where()), title, unit, rows)

    def cell(self, cell: Cell, table: Table, view: TableView | None) -> CellBlock:
        """Return one cell."""
        where = table.where(cell)
        key = (table.file, table.index, cell.row, cell.col)
        findings = tuple(self.marks.cells.get(key, ()))
        fact = view.facts.get((cell.row, cell.col)) if view else None
        return CellBlock(
            anchor=anchor_of(where),
            header=view is not None and (cell.row, cell.col) in view.headers,
            row_span=cell.row_span,
            col_span=cell.col_span,
            place=place(where, self.words, with_file=False),
            findings=findings,
            severity=min((self.severities[n] for n in findings), key=list(Severity).index, default=None),
            verdict=self.marks.verdicts.get(key),
            numeric=fact is not None and not fact.blank,
            paragraphs=tuple(self.segments(p, figure=fact is not None) for p in cell.paragraphs),
        )
