"""The machine-readable output: what the contract calls JSON of ``check`` and ``tables``, JSONL of ``facts`` and ``align``."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal

from wenbiao import __version__
from wenbiao.model.address import Where
from wenbiao.model.document import Cell
from wenbiao.model.fact import Basis, Fact
from wenbiao.model.finding import Evidence, Finding, Link, Role, Severity
from wenbiao.model.quantity import plain
from wenbiao.model.result import DocumentReport, Quality, TableView
from wenbiao.report.coverage import coverage
from wenbiao.report.rows import (
    CellRow,
    CountsRow,
    DocumentRow,
    EvidenceRow,
    FactRow,
    FindingRow,
    LinkRow,
    QualityRow,
    TableRow,
    WhereRow,
)

SCHEMA = "wenbiao.report/1"
DIFF_SCHEMA = "wenbiao.diff/1"
TOOL = {"name": "wenbiao", "version": __version__}
MAX_QUOTE = 80
MAX_MESSAGE = 200
UNKNOWN_FORM = "unknown"

Forms = Mapping[tuple[str | None, int], str]
"""The form of each table, by its file and index."""


def dump(row: object, *, ascii_only: bool = False, indent: int | None = None) -> str:
    """Return a row as JSON; ``ascii_only`` keeps it readable on a stream of any encoding."""
    return json.dumps(row, ensure_ascii=ascii_only, indent=indent)


def forms_of(views: Sequence[TableView]) -> Forms:
    """Return the form of each table."""
    return {(view.table.file, view.table.index): view.form for view in views}


def document_row(report: DocumentReport) -> DocumentRow:
    """Return the audit of one document; what is not known is None."""
    first = report.members[0] if report.members else None
    error = report.error
    forms = forms_of(report.views)
    return {
        "path": report.path,
        "sha256": report.sha256 or None,
        "format": first.format.value if first else None,
        "encoding": first.encoding if first else None,
        "title": report.title or None,
        "unit": report.unit or None,
        "division": {"code": report.division.code, "name": report.division.name} if report.division else None,
        "year": report.year,
        "genre": None if error else report.genre.value,
        "profile": report.profile or None,
        "files": list(report.files),
        "error": {"kind": error.kind, "message": error.message, "remedy": error.remedy} if error else None,
        "warnings": list(report.warnings),
        "failures": [{"code": f.code, "message": f.message} for f in report.failures],
        "notes": list(report.notes),
        "counts": None if error else counts_row(report),
        "quality": quality_row(report.quality),
        "findings": [finding_row(finding, forms) for finding in report.findings],
    }


def quality_row(quality: Quality | None) -> QualityRow | None:
    """Return the quality of the narrative, or None where it was not measured."""
    if quality is None:
        return None
    return {"score": quality.score, "interval": list(quality.interval), "parts": dict(quality.parts)}


def counts_row(report: DocumentReport) -> CountsRow:
    """Return the numbers of figures, tables and open findings."""
    seen, severities = coverage(report), report.severities()
    return {
        "facts": seen.facts,
        "tables": seen.tables,
        "facts_checked": seen.checked,
        "facts_unmatched": seen.unmatched,
        "facts_undecidable": seen.undecidable,
        "error": severities[Severity.ERROR],
        "warning": severities[Severity.WARNING],
        "info": severities[Severity.INFO],
    }


def finding_row(finding: Finding, forms: Forms) -> FindingRow:
    """Return one finding."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "confidence": round(finding.confidence, 3),
        "accepted": finding.accepted,
        "message": shortened(finding.message, MAX_MESSAGE),
        "stated": finding.stated,
        "expected": finding.expected,
        "difference": finding.difference,
        "unit": finding.unit,
        "evidence": [evidence_row(evidence, forms) for evidence in finding.evidence],
        "suggestion": finding.suggestion,
        "basis": finding.basis,
        "fingerprint": finding.fingerprint,
    }


def evidence_row(evidence: Evidence, forms: Forms) -> EvidenceRow:
    """Return one piece of evidence; a formula that stands nowhere has no ``where``."""
    row: EvidenceRow = {"role": evidence.role.value, "quote": shortened(evidence.quote, MAX_QUOTE)}
    if evidence.role is not Role.FORMULA or evidence.value is not None:
        row["value"] = evidence.value
        row["unit"] = evidence.unit
    if evidence.sentence:
        row["sentence"] = evidence.sentence
    if evidence.label:
        row["label"] = list(evidence.label)
    if evidence.role is not Role.FORMULA or evidence.where != Where():
        row["where"] = where_row(evidence.where, forms)
    return row


def where_row(where: Where, forms: Forms) -> WhereRow:
    """Return an address; a place in a cell's prose has the keys of paragraph and table."""
    row: WhereRow = {"file": where.file, "page": where.page}
    if where.table is None or where.paragraph is not None:
        row["part"] = where.part.value
        row["section"] = list(where.section)
        row["paragraph"] = where.paragraph
        row["start"] = where.start
        row["end"] = where.end
    if where.table is not None:
        row["section"] = list(where.section)
        row["table"] = where.table
        row["form"] = forms.get((where.file, where.table), where.form or UNKNOWN_FORM)
        row["row"] = where.row
        row["col"] = where.col
    return row


def shortened(text: str, limit: int) -> str:
    """Return ``text``, cut with an ellipsis when it is longer than ``limit`` characters."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def printed(value: Decimal) -> str:
    """Return a printed number as a decimal string, its trailing zeros kept."""
    return format(value, "f")


def printed_text(fact: Fact) -> str:
    """Return the number with its unit exactly as the paragraph has it."""
    if fact.paragraph is None or fact.start < 0:
        return str(fact.quantity)
    return fact.paragraph.text[fact.start - fact.paragraph.start : fact.end - fact.paragraph.start]


def fact_row(fact: Fact, forms: Forms) -> FactRow:
    """Return one stated figure."""
    quantity = fact.quantity
    ends = None if quantity.high is None else [quantity.base_value, quantity.high * quantity.scale]
    return {
        "kind": quantity.kind.value,
        "text": printed_text(fact),
        "start": fact.start,
        "end": fact.end,
        "value": printed(quantity.value),
        "unit": quantity.unit,
        "base_value": plain(quantity.base_value),
        "base_unit": quantity.base_unit,
        "bound": quantity.bound.value,
        "range": [plain(end) for end in ends] if ends else None,
        "sign": fact.sign,
        "decimals": quantity.decimals,
        "subject": fact.subject,
        "concept": fact.concept,
        "period": fact.period,
        "basis": fact.basis.value,
        "relation": fact.relation.value,
        "sentence": fact.sentence,
        "where": where_row(fact.where, forms),
    }


def link_row(link: Link, forms: Forms) -> LinkRow:
    """Return one stated figure with its verdict and what it was checked against, the best cell first."""
    evidence = [evidence_row(source_of(fact), forms) for fact in link.cells]
    if link.formula:
        evidence.append({"role": Role.FORMULA.value, "quote": link.formula})
    return {
        "fact": fact_row(link.fact, forms),
        "verdict": link.verdict.value,
        "score": round(link.score, 3),
        "evidence": evidence,
    }


def source_of(fact: Fact) -> Evidence:
    """Return a fact as evidence: its cell with the header paths, or its place in the text."""
    value, unit = printed(fact.quantity.value), fact.quantity.unit
    if fact.cell is not None:
        return Evidence(Role.CELL, fact.cell.text, fact.where, value, unit, label=fact.label)
    return Evidence(Role.CLAIM, printed_text(fact), fact.where, value, unit, sentence=fact.sentence)


def table_row(view: TableView, mask: Callable[[str], str] = str) -> TableRow:
    """Return one table as understood; ``mask`` hides personal data in its texts."""
    table = view.table
    return {
        "file": table.file,
        "index": table.index,
        "caption": mask(table.caption),
        "form": view.form,
        "unit": table.unit or None,
        "page": table.page,
        "rows": [[cell_row(cell, view, mask) for cell in row] for row in table.rows()],
    }


def cell_row(cell: Cell, view: TableView, mask: Callable[[str], str] = str) -> CellRow:
    """Return one cell; what is not a value has ``kind`` text or blank."""
    fact = view.facts.get((cell.row, cell.col))
    text = cell.text if fact is not None else mask(cell.text)
    row: CellRow = {
        "row": cell.row,
        "col": cell.col,
        "text": text,
        "row_span": cell.row_span,
        "col_span": cell.col_span,
        "header": (cell.row, cell.col) in view.headers,
        "label": [],
        "kind": "text" if text else "blank",
        "value": None,
        "unit": None,
        "period": None,
        "basis": None,
    }
    if fact is not None:
        row["label"] = [mask(label) for label in (*fact.row_labels, *fact.column_labels) if label]
        row["kind"] = fact.quantity.kind.value
        row["value"] = printed(fact.quantity.value)
        row["unit"] = fact.quantity.unit or None
        row["period"] = fact.period
        row["basis"] = None if fact.basis is Basis.UNKNOWN else fact.basis.value
    return row
