"""Plain text: reports flattened by a document converter, and the small text notation of test cases.

Flattened: a line that begins with one TAB opens a cell, lines without TAB continue it, a blank line
ends the row. Notation: lines ``| a | b |`` are table rows, ``<`` continues the cell to the left and
``^`` the one above. Everything else is one paragraph a line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wenbiao.read.drafts import Draft, DraftCell, DraftParagraph, DraftTable

RESIDUE = re.compile(r"\[bookmark: [^\]\n]{0,80}\]|PAGEREF \S+ \\h")
"""Marks a converter leaves in the text; they are skipped, offsets stay those of the input."""

PIPE_ROW = re.compile(r"^\s*\|.*\|\s*$")
RULE_ROW = re.compile(r"^\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$")
OUTSIDE = re.compile(r"\s*(?:附[件表]\s*[\d一二三四五六七八九十]*\s*[:：]?\s*$|表\s*\d+\s*$|说明\s*[:：]|填[表报]人\s*[:：]|注\s*[:：])")
"""Lines that stand below or between tables, never in a cell."""

CAPTION_LINE = re.compile(r"(?:表|明细|一览)\s*(?:[（(][^（）()]{1,20}[）)])?$|单位\s*[:：]\s*[万亿千百]*元")
MAX_CAPTION = 45


@dataclass(frozen=True, slots=True)
class Line:
    """One line with its offset in the input."""

    text: str
    start: int


def decode(data: bytes) -> tuple[str, str]:
    """Return text and the name of its encoding: UTF-8 (with or without BOM), UTF-16 with BOM, else GB18030.

    Raises ``UnicodeDecodeError`` when it is none of them. CRLF counts as one character.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text, encoding = data.decode("utf-16"), "utf-16"
    else:
        try:
            text, encoding = data.decode("utf-8-sig"), "utf-8"
        except UnicodeDecodeError:
            text, encoding = data.decode("gb18030"), "gb18030"
    return text.replace("\r\n", "\n").replace("\r", "\n"), encoding


def lines_of(text: str) -> list[Line]:
    """Return the lines of ``text`` with their offsets."""
    lines, start = [], 0
    for piece in text.split("\n"):
        lines.append(Line(piece, start))
        start += len(piece) + 1
    return lines


def draft_paragraphs(line: Line) -> DraftParagraph:
    """Return the line as a paragraph, the residue before its first real character left out."""
    start = 0
    while found := RESIDUE.match(line.text, start):
        start = found.end()
    return DraftParagraph(line.text[start:], start=line.start + start)


def read_text(text: str, encoding: str | None = None) -> Draft:
    """Return the draft of a text: paragraphs, flattened tables and tables in the small notation."""
    lines = lines_of(text)
    draft = Draft(text=text, encoding=encoding)
    i = 0
    while i < len(lines):
        line = lines[i]
        if line.text.startswith("\t"):
            i, table = flattened_table(lines, i)
            draft.blocks.append(table)
        elif PIPE_ROW.match(line.text):
            i, table = pipe_table(lines, i)
            draft.blocks.append(table)
        else:
            if line.text.strip():
                draft.blocks.append(draft_paragraphs(line))
            i += 1
    return draft


def flattened_table(lines: list[Line], i: int) -> tuple[int, DraftTable]:
    """Return the index after the table, and the table that begins at line ``i``."""
    rows: list[list[list[Line]]] = [[]]
    blank = False
    while i < len(lines):
        line = lines[i]
        if line.text.startswith("\t"):
            if blank and rows[-1]:
                rows.append([])
            rows[-1].append([Line(line.text[1:], line.start + 1)])
            blank = False
            i += 1
        elif not line.text.strip():
            blank = True
            i += 1
        else:
            kept = continuation(lines, i, after_blank=blank)
            rows[-1][-1].extend(lines[i : i + kept])
            i += kept
            blank = i < len(lines) and not lines[i - 1].text.strip()
            if i >= len(lines) or not lines[i].text.startswith("\t"):
                break
    return i, DraftTable([[cell_of(c) for c in r] for r in rows if r], flattened=True)


def continuation(lines: list[Line], i: int, *, after_blank: bool) -> int:
    """Return how many lines from the untabbed line ``i`` on still belong to the open cell.

    All lines up to the next cell do when the same table goes on there. It does not when a note,
    a signature line or an annex mark lies between, or a caption stands right above that cell;
    then only lines that follow without a blank one belong to the cell.
    """
    stop = next((j for j in range(i, len(lines)) if lines[j].text.startswith("\t")), None)
    between = [line.text.strip() for line in lines[i:stop] if line.text.strip()]
    outside = stop is None or any(OUTSIDE.match(t) for t in between) or any(map(is_caption, between[-3:]))
    if stop is not None and not outside:
        return stop - i
    kept = 0
    while not after_blank and i + kept < len(lines):
        text = lines[i + kept].text
        if not text.strip() or text.startswith("\t") or OUTSIDE.match(text) or is_caption(text):
            break
        kept += 1
    return kept


def is_caption(text: str) -> bool:
    """Whether a line names the table below it."""
    return len(text) < MAX_CAPTION and bool(CAPTION_LINE.search(text.strip()))


def cell_of(lines: list[Line]) -> DraftCell:
    """Return a cell whose paragraphs are the given lines, blank ones left out unless all are."""
    filled = [line for line in lines if line.text.strip()] or lines[:1]
    return DraftCell([draft_paragraphs(line) for line in filled])


def pipe_table(lines: list[Line], i: int) -> tuple[int, DraftTable]:
    """Return the index after the table and the table written as ``| a | b |`` lines."""
    rows: list[list[DraftCell | None]] = []
    while i < len(lines) and PIPE_ROW.match(lines[i].text):
        if not RULE_ROW.match(lines[i].text):
            rows.append(list(pipe_cells(lines[i], rows)))
        i += 1
    return i, DraftTable([[c for c in row if c is not None] for row in rows])


def pipe_cells(line: Line, above: list[list[DraftCell | None]]) -> Iterator[DraftCell | None]:
    """Yield the cells of one notation row, None where ``<`` or ``^`` continues another cell."""
    begin = line.text.index("|") + 1
    position, left, col = begin, None, 0
    for piece in line.text[begin : line.text.rindex("|")].split("|"):
        word = piece.strip()
        if word == "<" and left is not None:
            left.col_span += 1
            yield None
        elif word == "^" and above:
            for row in reversed(above):
                owner = row[col] if col < len(row) else None
                if owner is not None:
                    owner.row_span += 1
                    break
            yield None
        else:
            indent = len(piece) - len(piece.lstrip())
            left = DraftCell([DraftParagraph(word, start=line.start + position + indent)])
            yield left
        position += len(piece) + 1
        col += 1
