"""The shapes of the machine-readable output; ``docs/contract.md`` says what each field means."""

from __future__ import annotations

from typing import NotRequired, TypedDict


class WhereRow(TypedDict):
    """An address; the keys of a paragraph or of a table are there when it stands in one."""

    file: str | None
    part: NotRequired[str]
    section: NotRequired[list[str]]
    paragraph: NotRequired[int | None]
    start: NotRequired[int | None]
    end: NotRequired[int | None]
    table: NotRequired[int]
    form: NotRequired[str]
    row: NotRequired[int | None]
    col: NotRequired[int | None]
    page: int | None


class EvidenceRow(TypedDict):
    """One place or formula that a finding or a verdict rests on; a formula has no place."""

    role: str
    quote: str
    value: NotRequired[str | None]
    unit: NotRequired[str | None]
    sentence: NotRequired[str]
    label: NotRequired[list[str]]
    where: NotRequired[WhereRow]


class FindingRow(TypedDict):
    """One finding."""

    code: str
    name: str
    severity: str
    confidence: float
    accepted: str | None
    message: str
    stated: str | None
    expected: str | None
    difference: str | None
    unit: str | None
    evidence: list[EvidenceRow]
    suggestion: str
    basis: str
    fingerprint: str


class CountsRow(TypedDict):
    """How many figures, tables and open findings there are."""

    facts: int
    tables: int
    facts_checked: int
    facts_unmatched: int
    facts_undecidable: int
    error: int
    warning: int
    info: int


class ErrorRow(TypedDict):
    """Why a document could not be audited."""

    kind: str
    message: str
    remedy: str


class FailureRow(TypedDict):
    """A rule that could not finish."""

    code: str
    message: str


class DivisionRow(TypedDict):
    """An administrative division."""

    code: str
    name: str


class QualityRow(TypedDict):
    """The quality of the narrative with its interval and parts."""

    score: float
    interval: list[float]
    parts: dict[str, float]


class DocumentRow(TypedDict):
    """The audit of one document or package."""

    path: str
    sha256: str | None
    format: str | None
    encoding: str | None
    title: str | None
    unit: str | None
    division: DivisionRow | None
    year: int | None
    genre: str | None
    profile: str | None
    files: list[str]
    error: ErrorRow | None
    warnings: list[str]
    failures: list[FailureRow]
    notes: list[str]
    counts: CountsRow | None
    quality: QualityRow | None
    findings: list[FindingRow]


class ToolRow(TypedDict):
    """The program that made the output."""

    name: str
    version: str


class ReportRow(TypedDict):
    """The audit of everything that was asked for, in the order of the arguments."""

    schema: str
    tool: ToolRow
    documents: list[DocumentRow]


class DocumentLine(DocumentRow):
    """The audit of one document on a line of its own."""

    schema: str
    tool: ToolRow


class FactRow(TypedDict):
    """One figure stated in prose."""

    kind: str
    text: str
    start: int
    end: int
    value: str
    unit: str
    base_value: str
    base_unit: str
    bound: str
    range: list[str] | None
    sign: int
    decimals: int
    subject: str
    concept: str | None
    period: str | None
    basis: str
    relation: str
    sentence: str
    where: WhereRow


class LinkRow(TypedDict):
    """One stated figure with what it was checked against."""

    fact: FactRow
    verdict: str
    score: float
    evidence: list[EvidenceRow]


class CellRow(TypedDict):
    """One cell at its first position."""

    row: int
    col: int
    text: str
    row_span: int
    col_span: int
    header: bool
    label: list[str]
    kind: str
    value: str | None
    unit: str | None
    period: str | None
    basis: str | None


class TableRow(TypedDict):
    """One table as understood."""

    file: str | None
    index: int
    caption: str
    form: str
    unit: str | None
    page: int | None
    rows: list[list[CellRow]]


class SideRow(TypedDict):
    """One of the two documents that are compared."""

    path: str
    sha256: str | None
    error: ErrorRow | None


class KeptRow(TypedDict):
    """A finding that is still open; ``before`` is what it was when its figures have changed, else None."""

    finding: FindingRow
    before: FindingRow | None


class ChangeCountsRow(TypedDict):
    """How many findings are fixed, still open, new and accepted meanwhile."""

    fixed: int
    open: int
    new: int
    accepted: int


class ChangeRow(TypedDict):
    """What became of the findings of one document; a document that is only on one side has None on the other."""

    old_document: SideRow | None
    new_document: SideRow | None
    title: str | None
    unit: str | None
    year: int | None
    counts: ChangeCountsRow
    fixed: list[FindingRow]
    open: list[KeptRow]
    new: list[FindingRow]
    accepted: list[FindingRow]


class DiffRow(TypedDict):
    """What became of the findings of all documents since last time."""

    schema: str
    tool: ToolRow
    documents: list[ChangeRow]
