"""Where a document set shows personal data: what the privacy rules have in common."""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.mask import mask_evidence
from wenbiao.check.passages import Passage, passages
from wenbiao.check.rule import Context
from wenbiao.extract.privacy import Hit, Private, private_data
from wenbiao.extract.spans import Span
from wenbiao.model.document import Table
from wenbiao.model.finding import Evidence

MAX_LABEL = 20


def disclosed(context: Context, *kinds: Private) -> Iterator[tuple[Hit, Evidence]]:
    """Yield each disclosure of the given kinds with its masked evidence, hidden text included."""
    if "disclosed" not in context.shared:
        context.shared["disclosed"] = list(private_spans(context))
    found: list[tuple[Passage, Hit, Span]] = context.shared["disclosed"]
    for passage, hit, span in found:
        if hit.kind in kinds:
            yield hit, mask_evidence(passage.evidence(span), hit)


def private_spans(context: Context) -> Iterator[tuple[Passage, Hit, Span]]:
    """Yield each disclosure with the passage it stands in and its place there."""
    labels: dict[int, str] = {}
    for document in context.base.documents:
        for table in document.tables:
            labels |= labels_of(table)
    for passage in passages(context, hidden=True):
        label = labels.get(id(passage.cell), "")
        for hit in private_data(label + passage.text):
            start, end = hit.start - len(label), hit.end - len(label)
            if start >= 0:
                yield passage, hit, Span(start, end)


def labels_of(table: Table) -> dict[int, str]:
    """Return what labels each cell, by identity, as it would stand before the value in a line of text.

    It is the column heading and the nearest text to the left in the row.
    """
    labels: dict[int, str] = {}
    headings: dict[int, tuple[int, str]] = {}
    for row in table.rows():
        left = ""
        for cell in row:
            text = cell.text
            if text:
                headings.setdefault(cell.col, (cell.row, text))
            heading_row, heading = headings.get(cell.col, (cell.row, ""))
            above = heading if heading_row < cell.row else ""
            labels[id(cell)] = "".join(
                f"{''.join(label.split()).rstrip('：:')}：" for label in (above, left) if 0 < len(label) <= MAX_LABEL
            )
            left = text or left
    return labels
