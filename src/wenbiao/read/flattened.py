"""Flattened tables: what a document converter makes of tables in plain text.

Each cell is a line that begins with one TAB, lines without TAB continue the cell, an empty line ends
the row. Cells of several paragraphs hold empty lines too, so where a row ends must be judged.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenbiao.read.drafts import DraftCell, DraftParagraph, DraftTable
from wenbiao.read.lines import Line, draft_paragraph

Row = list[list[Line]]

END_OF_TABLE = re.compile(
    r"\s*(?:附[件表]\s*[\d一二三四五六七八九十]*\s*[:：]?\s*$|续?表\s*\d*(?:-\d+)?\s*$|(?:填[表报]|制表)人\s*[:：])"
)
"""Lines that stand below or between tables, never in a cell: annex marks, signatures."""

NOTE = re.compile(
    r"""\s*(?:
        (?:说明|备?注|(?:填报|填表|编制)(?:单位|部门|日期|时间)\s*(?:[（(]\s*盖?\s*章\s*[）)])?)\s*[:：]
      | [（(]?\s*(?:19|20)\d\d\s*年?度?\s*[）)]?\s*$
    )""",
    re.X,
)
"""Lines that stand below or between tables when an empty line precedes them."""

CAPTION_LINE = re.compile(
    r"(?:(?<!代)表|明细|一览|自评报告|评价报告)\s*(?:[（(][^（）()]{1,20}[）)])?$|单位\s*[:：]\s*[万亿千百]*元"
)
MAX_CAPTION = 45
MIN_TITLE = 8
CAPTION_LINES = 3
"""A caption stands at most so many lines above its table: annex mark, title, unit."""

PROSE = re.compile(r"[。；！？]|[:：]\s*$|^\s*[（(]?[一二三四五六七八九十\d]{1,3}\s*(?:[）)、]|[.．](?!\d))\s*\S")
SECTION = re.compile(r"\s*(?:[一二三四五六七八九十]{1,3}\s*[、.．]|[（(][一二三四五六七八九十]{1,3}[）)])")
FIRST_SECTION = re.compile(r"\s*一\s*[、.．]")
FIGURE = re.compile(r"[\s\d.,%％/—-]*")
PROSE_LENGTH = 45
PROSE_SHARE = 0.8
WIDER = 3
"""A row with so many more cells than any before it belongs to another table when a section lies between."""


def flattened_table(lines: list[Line], i: int) -> tuple[int, list[DraftTable | DraftParagraph]]:
    """Return the index after the table that begins at line ``i``, and what it is.

    Usually that is one table; lines of prose that are merely indented by a TAB give paragraphs.
    """
    rows: list[Row] = [[]]
    while i < len(lines) and lines[i].text.startswith("\t"):
        rows[-1].append([Line(lines[i].text[1:], lines[i].start + 1)])
        i += 1
        while i < len(lines) and goes_on(lines[i].text, rows[-1][-1]):
            rows[-1][-1].append(lines[i])
            i += 1
        end, after = next_text(lines, i)
        if end == i:  # the next cell, or a line that ends the table
            continue
        if not after.startswith("\t"):
            stop = next_cell(lines, end)
            if stop is None or not continues(rows, lines[i:stop], cells_ahead(lines, stop)):
                break
            rows[-1][-1].extend(lines[i:stop])
            i = stop
        else:
            i = end
        if not lines[i - 1].text:
            rows.append([])
    rows = [row for row in mended(rows) if row]
    if is_indented_prose(rows):
        return i, [draft_paragraph(line) for row in rows for cell in row for line in cell if line.text.strip()]
    return i, [DraftTable([[cell_of(c) for c in row] for row in rows], flattened=True)]


def goes_on(text: str, cell: list[Line]) -> bool:
    """Whether a line right below a cell belongs to it; a figure does not go on in a title or a first section."""
    if not text or text.startswith("\t") or END_OF_TABLE.match(text):
        return False
    named = is_caption(text.strip()) or bool(FIRST_SECTION.match(text))
    return not named or not all(FIGURE.fullmatch(line.text) for line in cell)


def next_text(lines: list[Line], i: int) -> tuple[int, str]:
    """Return the index of the first line from ``i`` on that is not empty, and that line."""
    while i < len(lines) and not lines[i].text:
        i += 1
    return i, lines[i].text if i < len(lines) else ""


def next_cell(lines: list[Line], i: int) -> int | None:
    """Return the index of the next line that opens a cell, None when there is none."""
    return next((j for j in range(i, len(lines)) if lines[j].text.startswith("\t")), None)


def cells_ahead(lines: list[Line], i: int) -> int:
    """Return how many cells the row that begins at line ``i`` has, as far as the next empty line."""
    count = 0
    while i < len(lines) and lines[i].text:
        count += lines[i].text.startswith("\t")
        i += 1
    return count


def continues(rows: list[Row], between: Sequence[Line], ahead: int) -> bool:
    """Whether the text between an empty line and the next cell still belongs to the open cell.

    It does not when a note, a signature line, an annex mark or a caption is in it. It does when it holds
    no section and the next cells complete the row. Else it does not when it is prose and the open cell
    holds none (a cell with "96" does not go on in sentences), or when it opens the first section of a
    text before a much wider table.
    """
    texts = [line.text.strip() for line in between if line.text.strip()]
    if any(END_OF_TABLE.match(t) or NOTE.match(t) for t in texts):
        return False
    completes = bool(between[-1].text) and any(len(row) == len(rows[-1]) + ahead for row in rows[:-1])
    if completes and not any(SECTION.match(t) or is_title(t) for t in texts):
        return True
    if any(map(is_caption, texts[-CAPTION_LINES:])):
        return False
    opened = [line.text.strip() for line in rows[-1][-1] if line.text.strip()]
    if any(map(is_prose, texts)) and not any(map(is_prose, opened)):
        return False
    wider = ahead >= max(len(row) for row in rows) + WIDER
    return not (wider and any(FIRST_SECTION.match(t) for t in texts))


def is_title(text: str) -> bool:
    """Whether a line names the report or form below it: a caption with a year or of some length."""
    return is_caption(text) and (len(text) >= MIN_TITLE or "年" in text)


def is_caption(text: str) -> bool:
    """Whether a line names the table below it."""
    return len(text) < MAX_CAPTION and bool(CAPTION_LINE.search(text))


def is_prose(text: str) -> bool:
    """Whether a line is long, holds a sentence, begins with a number of its own or announces what follows."""
    return len(text) > PROSE_LENGTH or bool(PROSE.search(text))


def mended(rows: list[Row]) -> list[Row]:
    """Return the rows, those joined that an empty last paragraph of a cell had cut in two.

    The cut shows by the numbers of cells: the row after a cell of several lines is short by just
    as many cells as stand before the cut.
    """
    result: list[Row] = []
    for i, row in enumerate(rows):
        width = len(rows[i + 1]) if i + 1 < len(rows) else 0
        cut = result and len(result[-1]) + len(row) == width and len(result[-1][-1]) > 1
        if cut and any(line.text.strip() for line in result[-1][-1][1:]):
            result[-1] = result[-1] + row
        else:
            result.append(row)
    return result


def is_indented_prose(rows: list[Row]) -> bool:
    """Whether the rows are paragraphs that somebody indented with a TAB: one cell each, or nearly all sentences."""
    widths = {len(row) for row in rows}
    if widths == {1}:
        return True
    if len(rows) > 1 and len(widths) == 1:
        return False
    cells = ["".join(line.text for line in cell).strip() for row in rows for cell in row]
    return all(cells) and sum(map(is_prose, cells)) >= PROSE_SHARE * len(cells)


def cell_of(lines: list[Line]) -> DraftCell:
    """Return a cell whose paragraphs are the given lines, blank ones left out unless all are."""
    filled = [line for line in lines if line.text.strip()] or lines[:1]
    return DraftCell([draft_paragraph(line) for line in filled])
