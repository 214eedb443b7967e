"""How any element of a document is named, for machines and for people."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Part(StrEnum):
    """The part of a document a paragraph belongs to."""

    BODY = "body"
    HEADER = "header"
    FOOTER = "footer"
    FOOTNOTE = "footnote"
    ENDNOTE = "endnote"
    TEXTBOX = "textbox"


@dataclass(frozen=True, slots=True)
class Where:
    """Where something stands.

    ``paragraph``, ``table``, ``row`` and ``col`` count from 0 within the file, ``page`` from 1.
    ``start`` and ``end`` are code points in the document's plain text. A place in a cell's prose
    has both a paragraph with offsets and a cell address.
    """

    file: str | None = None
    part: Part = Part.BODY
    section: tuple[str, ...] = ()
    paragraph: int | None = None
    start: int | None = None
    end: int | None = None
    table: int | None = None
    form: str | None = None
    row: int | None = None
    col: int | None = None
    page: int | None = None

    @property
    def label(self) -> str:
        """Return the short address used in test cases, counting from 1: ``p12`` or ``t3/r4c2``."""
        if self.row is not None and self.table is not None and self.col is not None:
            return f"t{self.table + 1}/r{self.row + 1}c{self.col + 1}"
        if self.table is not None:
            return f"t{self.table + 1}"
        if self.paragraph is not None:
            return f"p{self.paragraph + 1}"
        return "document"
