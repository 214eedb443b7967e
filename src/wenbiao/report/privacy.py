"""Personal data is masked in everything that a report shows, wherever in the document it was found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from wenbiao.extract.privacy import Private, mask_text, private_data
from wenbiao.model.document import Document, Table
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Evidence, Failure, Finding, Link
from wenbiao.model.result import DocumentReport

SHORTEST_NAME = 3
"""A name of two characters is also part of ordinary words; it is masked only where it was found."""
LONGEST_LABEL = 20
"""A longer cell is prose: it neither labels another one nor is a name."""


@dataclass(frozen=True, slots=True)
class Mask:
    """Masks texts of one document set; ``mask(text)`` has the same length as ``text``.

    ``cells`` are texts that are personal data when they stand alone, ``spans`` those that are wherever they
    stand; ``labelled`` says that there are others, which only the words before them tell.
    """

    cells: dict[str, str]
    spans: dict[str, str]
    labelled: bool = False

    def __call__(self, text: str) -> str:
        """Return ``text`` without personal data."""
        alone = text.strip()
        if alone in self.cells:
            return text.replace(alone, self.cells[alone])
        for plain, hidden in self.spans.items():
            text = text.replace(plain, hidden)
        return mask_text(text) if self.labelled else text

    def each(self, texts: Iterable[str]) -> tuple[str, ...]:
        """Return texts without personal data."""
        return tuple(map(self, texts))

    def evidence(self, evidence: Evidence) -> Evidence:
        """Return evidence without personal data; a figure is none."""
        return replace(
            evidence,
            quote=evidence.quote if evidence.value else self(evidence.quote),
            sentence=self(evidence.sentence),
            label=self.each(evidence.label),
            where=replace(evidence.where, section=self.each(evidence.where.section)),
        )

    def finding(self, finding: Finding) -> Finding:
        """Return a finding without personal data in any text that is printed."""
        return replace(
            finding,
            message=self(finding.message),
            evidence=tuple(map(self.evidence, finding.evidence)),
            suggestion=self(finding.suggestion),
        )

    def fact(self, fact: Fact) -> Fact:
        """Return a fact without personal data in its wording; its figure and place stay."""
        return replace(
            fact,
            subject=self(fact.subject),
            sentence=self(fact.sentence),
            caption=self(fact.caption),
            row_labels=self.each(fact.row_labels),
            column_labels=self.each(fact.column_labels),
            where=replace(fact.where, section=self.each(fact.where.section)),
        )

    def link(self, link: Link) -> Link:
        """Return a link whose facts have no personal data in their wording."""
        return replace(link, fact=self.fact(link.fact), cells=tuple(map(self.fact, link.cells)))


def mask_of(documents: Iterable[Document]) -> Mask:
    """Return the mask for the personal data of a document set."""
    cells: dict[str, str] = {}
    spans: dict[str, str] = {}
    labelled = False
    for document in documents:
        for hit in private_data(document.text):
            said = document.text[hit.start : hit.end]
            if hit.kind is Private.NAME and len(said) < SHORTEST_NAME:
                labelled = True
            else:
                spans[said] = hit.hidden
        for table in document.tables:
            cells.update(named_cells(table))
    return Mask(cells, spans, labelled)


def named_cells(table: Table) -> Iterator[tuple[str, str]]:
    """Yield the short cells that are personal data as a whole, because the cell before says so, with what hides them."""
    left = ""
    for cell in table.cells:
        text = cell.text
        if cell.col == 0:
            left = ""
        if text and len(text) <= LONGEST_LABEL:
            label = "".join(left.split()).rstrip("：:") + "："
            for hit in private_data(label + text):
                if (hit.start, hit.end) == (len(label), len(label) + len(text)):
                    yield text, hit.hidden
        left = text if len(text) <= LONGEST_LABEL else ""


def masked(report: DocumentReport, mask: Mask | None = None) -> DocumentReport:
    """Return a report without personal data in what it says; its documents stay as they are.

    ``mask`` is that of its documents where the caller has it already.
    """
    mask = mask or mask_of(report.members)
    return replace(
        report,
        title=mask(report.title),
        warnings=mask.each(report.warnings),
        notes=mask.each(report.notes),
        facts=tuple(map(mask.fact, report.facts)),
        links=tuple(map(mask.link, report.links)),
        findings=tuple(map(mask.finding, report.findings)),
        failures=tuple(Failure(failure.code, mask(failure.message)) for failure in report.failures),
    )
