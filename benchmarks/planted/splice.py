"""Edits in the plain text of a document, and the same edits in the tree it was read into."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from wenbiao.model.document import Document, Paragraph, Table


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """The characters ``start:end`` of the plain text of document number ``file`` become ``new``."""

    file: int
    start: int
    end: int
    new: str


def spliced(text: str, edits: Sequence[Edit]) -> str:
    """Return ``text`` with all edits made; they may not overlap."""
    pieces, at = [], 0
    for edit in sorted(edits):
        pieces += [text[at : edit.start], edit.new]
        at = edit.end
    return "".join([*pieces, text[at:]])


def moved(offset: int, edits: Sequence[Edit]) -> int:
    """Return where a character before or behind the edits stands after them."""
    return offset + sum(len(e.new) - (e.end - e.start) for e in edits if e.end <= offset)


def replanted(document: Document, edits: Sequence[Edit]) -> Document:
    """Return the document as if it had been read with the edits in it: texts and all offsets changed, nothing else."""

    def paragraph(old: Paragraph) -> Paragraph:
        inside = [e for e in edits if old.start <= e.start and e.end <= old.end]
        local = [replace(e, start=e.start - old.start, end=e.end - old.start) for e in inside]
        before = [e for e in edits if e.end <= old.start and e not in inside]
        return replace(old, text=spliced(old.text, local), start=moved(old.start, before))

    def table(old: Table) -> Table:
        cells = tuple(replace(c, paragraphs=tuple(map(paragraph, c.paragraphs))) for c in old.cells)
        return replace(old, cells=cells)

    blocks = tuple(paragraph(b) if isinstance(b, Paragraph) else table(b) for b in document.blocks)
    return replace(document, text=spliced(document.text, edits), blocks=blocks)
