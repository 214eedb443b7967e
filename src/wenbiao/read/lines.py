"""Lines of a plain text with their offsets, and the residue that converters leave in them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenbiao.read.drafts import DraftParagraph

RESIDUE = re.compile(
    r"""\[bookmark:[ ][^\]\n]{0,80}\]             # [bookmark: _GoBack]
      | \bPAGEREF[ ]\S{1,40}[ ]\\h                # codes of fields: page number in a table of contents,
      | \bHYPERLINK[ ](?:\\l[ ])?"[^"\n]{0,200}"  # link,
      | \bTOC[ ]\\o[ ]"[^"\n]{0,9}"(?:[ ]\\[hzu])* # table of contents
    """,
    re.X,
)
"""Marks a converter leaves in the text: not written by the author, not to be read or quoted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its offset in the input."""

    text: str
    start: int


def without_residue(text: str) -> str:
    """Return the text with blanks in place of residue, so that every offset stays what it was."""
    return RESIDUE.sub(lambda found: " " * len(found[0]), text)


def lines_of(text: str) -> list[Line]:
    """Return the lines of ``text`` with their offsets."""
    lines, start = [], 0
    for piece in text.split("\n"):
        lines.append(Line(piece, start))
        start += len(piece) + 1
    return lines


def draft_paragraph(line: Line) -> DraftParagraph:
    """Return the line as a paragraph that begins at its first character and ends at its last."""
    text = line.text.strip()
    return DraftParagraph(text, start=line.start + line.text.find(text))
