"""What the web page of one report shows, ready for the template: no logic is left there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from wenbiao.model.address import Part
from wenbiao.model.document import Cell, Document, Paragraph, Table
from wenbiao.model.finding import Evidence, Finding, Role, Severity, Verdict
from wenbiao.model.result import DocumentReport, TableView
from wenbiao.report.coverage import coverage
from wenbiao.report.discrepancy import conclusion
from wenbiao.report.marks import Marks, Segment, marks_of, segments_of
from wenbiao.report.messages import Words
from wenbiao.report.page_crops import pictures
from wenbiao.report.page_ledger import FigureView, anchor_of, figure_views, file_key, known_anchors, wanted_anchors
from wenbiao.report.places import around, path_of, place, section_of
from wenbiao.report.privacy import Mask, mask_of
from wenbiao.report.tabulated import numbered
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
    section: str
    picture: str


@dataclass(frozen=True, slots=True)
class GroupView:
    """The findings of one group of rules and one severity; ``open`` is how many of them nobody has accepted."""

    severity: Severity
    title: str
    code: str
    name: str
    open: int
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
    findings: tuple[int, ...]
    severity: Severity | None
    verdict: Verdict | None
    numeric: bool
    paragraphs: tuple[tuple[Segment, ...], ...]

    @property
    def classes(self) -> str:
        """Return the CSS classes: a number, compared with a figure, under a finding."""
        names = ["number"] if self.numeric else []
        names += ["against", self.verdict.value] if self.verdict is not None else []
        names += ["fault", self.severity.value] if self.severity is not None else []
        return " ".join(names)


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table with the cells that begin in each row."""

    anchor: str
    number: int
    title: str
    unit: str
    rows: tuple[tuple[CellBlock, ...], ...]


@dataclass(frozen=True, slots=True)
class MemberView:
    """One file of the document set, in reading order."""

    file: str
    key: str
    blocks: tuple[ParagraphBlock | TableBlock, ...]

    @property
    def tables(self) -> list[TableBlock]:
        """Return the tables alone."""
        return [block for block in self.blocks if isinstance(block, TableBlock)]

    @property
    def has_text(self) -> bool:
        """Whether there is any running text."""
        return any(isinstance(block, ParagraphBlock) for block in self.blocks)


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
    ledger: tuple[FigureView, ...]
    sections: tuple[str, ...]
    codes: tuple[tuple[str, str], ...]
    conclusion: tuple[str, ...]
    reasons: tuple[str, ...]
    failures: tuple[str, ...]
    warnings: tuple[str, ...]
    members: tuple[MemberView, ...]


def page_view(report: DocumentReport, words: Words) -> PageView:
    """Return what the page of a report shows, without pictures."""
    ordered = numbered(report)
    seen, counts = coverage(report), report.severities()
    error = report.error
    marks = marks_of(report, [finding for _, finding in ordered])
    severities = {number: finding.severity for number, finding in ordered}
    mask = mask_of(report.members)
    drawing = Drawing(report, marks, severities, mask, wanted_anchors(report), words)
    groups = tuple(group_views(report, {}, words))
    return PageView(
        title=report.title or words("page.title"),
        rows=tuple(particulars(report, words)),
        error=error.message + error.remedy if error else "",
        counts=tuple(CountView(s.value, words.severity(s), counts[s]) for s in Severity),
        groups=groups,
        severities=severities,
        figures=seen.facts,
        tables=seen.tables,
        verdicts=tuple(CountView(v.value, words.verdict(v), seen.of(v)) for v in Verdict),
        ledger=tuple(figure_views(report, words)),
        sections=tuple(dict.fromkeys(view.section for group in groups for view in group.findings if view.section)),
        codes=tuple(sorted({(group.code, group.name) for group in groups})),
        conclusion=tuple(conclusion(report)) if error is None else (),
        reasons=(*reasons_open(report, seen, words), *report.notes),
        failures=tuple(f"{failure.code}  {failure.message}" for failure in report.failures),
        warnings=report.warnings,
        members=tuple(drawing.member(document) for document in report.members),
    )


def illustrated(page: PageView, report: DocumentReport, words: Words, room: int) -> PageView:
    """Return the page with pictures of the places in a PDF, which take no more than ``room`` bytes."""
    shown = pictures(report, numbered(report), mask_of(report.members), room)
    return replace(page, groups=tuple(group_views(report, shown, words))) if shown else page


def group_views(report: DocumentReport, shown: Mapping[int, str], words: Words) -> list[GroupView]:
    """Return the findings by severity and group, numbered through; ``shown`` are the pictures by their numbers."""
    known = known_anchors(report)
    views, number = [], 0
    for severity, groups in by_severity(report.findings):
        for code, members in groups:
            rows = []
            for finding in members:
                number += 1
                rows.append(finding_view(number, finding, known, shown.get(number, ""), words))
            amount = sum(finding.accepted is None for finding in members)
            views.append(GroupView(severity, words.severity(severity), code, words.group(code), amount, tuple(rows)))
    return views


def finding_view(number: int, finding: Finding, known: frozenset[str], picture: str, words: Words) -> FindingView:
    """Return one finding as shown."""
    sections = (evidence.where.section for evidence in finding.evidence if evidence.where.section)
    return FindingView(
        number=number,
        finding=finding,
        severity=words.severity(finding.severity),
        evidence=tuple(evidence_view(evidence, known, words) for evidence in finding.evidence),
        values=values_words(finding, words),
        confidence=f"{finding.confidence:.0%}",
        section=next(sections, ("",))[0],
        picture=picture,
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


@dataclass(frozen=True, slots=True)
class Drawing:
    """Turns documents into blocks, with the marks of one report."""

    report: DocumentReport
    marks: Marks
    severities: dict[int, Severity]
    mask: Mask
    wanted: frozenset[str]
    words: Words

    def member(self, document: Document) -> MemberView:
        """Return one file."""
        views = {id(view.table): view for view in self.report.views}
        blocks = tuple(
            self.table(block, views.get(id(block))) if isinstance(block, Table) else self.paragraph(block)
            for block in document.blocks
        )
        return MemberView(document.file or "", file_key(document.file or ""), blocks)

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
        return TableBlock(anchor_of(table.where()), table.index + 1, title, unit, rows)

    def cell(self, cell: Cell, table: Table, view: TableView | None) -> CellBlock:
        """Return one cell."""
        where = table.where(cell)
        key = (table.file, table.index, cell.row, cell.col)
        findings = tuple(self.marks.cells.get(key, ()))
        fact = view.facts.get((cell.row, cell.col)) if view else None
        anchor = anchor_of(where)
        return CellBlock(
            anchor=anchor if anchor in self.wanted else "",
            header=view is not None and (cell.row, cell.col) in view.headers,
            row_span=cell.row_span,
            col_span=cell.col_span,
            findings=findings,
            severity=min((self.severities[n] for n in findings), key=list(Severity).index, default=None),
            verdict=self.marks.verdicts.get(key),
            numeric=fact is not None and not fact.blank,
            paragraphs=tuple(self.segments(p, figure=fact is not None) for p in cell.paragraphs),
        )
