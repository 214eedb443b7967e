"""How a place in a document is told to a person: counting from 1, in words."""

from __future__ import annotations

from wenbiao.model.address import Where
from wenbiao.report.messages import Lang, Words
from wenbiao.report.width import clip

SENTENCE_AROUND = 24
"""Characters of a sentence shown on either side of the quoted figure."""
LONG_ENOUGH = 8
"""A quote of so many characters speaks for itself and needs no sentence around it."""

MAX_HEADING = 32
"""Columns of a heading shown beside an address."""


def place(where: Where, words: Words, *, with_file: bool = True) -> str:
    """Return an address such as 正文第32段 or 表1第3行第3列（第8页）."""
    if where.table is not None and where.row is not None and where.col is not None:
        spot = words("place.cell", table=where.table + 1, row=where.row + 1, col=where.col + 1)
    elif where.table is not None:
        spot = words("place.table", table=where.table + 1)
    elif where.paragraph is not None:
        spot = words("place.paragraph", part=words.part(where.part), n=where.paragraph + 1)
    else:
        spot = words("place.document")
    if where.page is not None:
        spot += words.aside(words("place.page", page=where.page))
    if where.file and with_file:
        return f"《{where.file}》{spot}" if words.lang is Lang.ZH else f"{where.file}: {spot}"
    return spot


def section_of(where: Where) -> str:
    """Return the nearest heading above a paragraph, to help find it in a long document."""
    if where.paragraph is None or where.table is not None or not where.section:
        return ""
    return " " + clip(where.section[-1], MAX_HEADING)


def path_of(label: tuple[str, ...]) -> str:
    """Return header labels as one path on one line, blank ones left out."""
    lines = (" ".join(part.split()).rstrip("：:") for part in label)
    return " / ".join(line for line in lines if line)


def around(sentence: str, quote: str) -> tuple[str, str, str]:
    """Return what stands before, the quote itself, and what stands after it in its sentence, both clipped.

    A quote that is long enough, or is not in the sentence, stands alone.
    """
    at = sentence.find(quote) if quote and len(quote) < LONG_ENOUGH else -1
    if at < 0:
        return "", quote, ""
    before, after = sentence[:at].lstrip(), sentence[at + len(quote) :].rstrip()
    if len(before) > SENTENCE_AROUND:
        before = "…" + before[-SENTENCE_AROUND:]
    if len(after) > SENTENCE_AROUND:
        after = after[:SENTENCE_AROUND] + "…"
    return before, quote, after
