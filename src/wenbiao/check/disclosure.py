"""Where a document set shows personal data: what the privacy rules have in common."""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.mask import mask_evidence
from wenbiao.check.passages import Passage, passages
from wenbiao.check.rule import Context
from wenbiao.extract.privacy import Hit, Private, private_data
from wenbiao.extract.spans import Span
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
    for passage in passages(context, hidden=True):
        label = label_of(passage)
        for hit in private_data(label + passage.text):
            start, end = hit.start - len(label), hit.end - len(label)
            if start >= 0:
                yield passage, hit, Span(start, end)


def label_of(passage: Passage) -> str:
    """Return what labels a cell, as it would stand before the value in a line of text: column heading, cell to the left."""
    if passage.table is None or passage.cell is None:
        return ""
    above, left = "", ""
    for cell in passage.table.cells:
        if cell.col == passage.cell.col and cell.row < passage.cell.row and not above:
            above = cell.text
        if cell.row == passage.cell.row and cell.col < passage.cell.col and cell.text:
            left = cell.text
    return "".join(f"{''.join(text.split()).rstrip('：:')}：" for text in (above, left) if 0 < len(text) <= MAX_LABEL)
