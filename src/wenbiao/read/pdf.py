"""PDF → draft, with pdfplumber: reading order, paragraphs, ruled tables with their spans."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from wenbiao.model.document import Box
from wenbiao.read.drafts import Draft, DraftParagraph
from wenbiao.read.pdf_cells import draft_table
from wenbiao.read.pdf_columns import with_aligned_tables
from wenbiao.read.pdf_continued import joined_tables
from wenbiao.read.pdf_flow import paragraphs_of
from wenbiao.read.pdf_furniture import Item, PageText, without_contents, without_running_heads
from wenbiao.read.pdf_glyphs import Sheet, sheet_of, turned
from wenbiao.read.pdf_lines import boxes_of, joined, lines_of
from wenbiao.read.pdf_source import opened
from wenbiao.read.pdf_table import Grid, tables_of

if TYPE_CHECKING:
    from pdfplumber.page import Page

PICTURED = 0.5
"""A page on which pictures cover this share, with no text but its number, is a scan."""

MAX_UNMAPPED = 0.3
"""A page with this share of characters that its fonts do not name is unreadable."""

NO_TEXT = "没有文字层（可能是扫描件），未能审核"
UNMAPPED = "的文字编码无法识别（字体未附对照表），该页文字可能有误"
DAMAGED = "内容损坏，未能审核"
GUESSED = "有无框线的表格，行列按文字位置推定，请核对"

Problems = defaultdict[str, list[int]]
"""What could not be read, with the numbers of the pages concerned."""


def read_pdf(data: bytes, path: str) -> Draft:
    """Return the draft of a PDF: paragraphs and tables in reading order, without running heads and contents.

    Pages without a text layer become warnings. Raises ``UnreadableDocument`` for encrypted or damaged
    files and ``LimitExceeded`` for very long ones.
    """
    problems: Problems = defaultdict(list)
    texts: list[PageText] = []
    with opened(data, path) as pdf:
        for page in pdf.pages:
            texts.append(read_page(page, problems))
            page.close()
    without_running_heads(texts)
    for text in texts:
        if text.scanned and not text.items:
            problems[NO_TEXT].append(text.number)
    without_contents(texts)
    for text in texts:
        if with_aligned_tables(text):
            problems[GUESSED].append(text.number)
    draft = Draft(warnings=[f"第 {ranges(numbers)} 页{problem}" for problem, numbers in problems.items()])
    for block in joined_tables(paragraphs_of(texts)):
        if isinstance(block, Grid):
            draft.blocks.extend(draft_table(block))
        else:
            first, boxes = block[0], boxes_of(block)
            draft.blocks.append(DraftParagraph(joined(block), page=first.page, part=first.part, boxes=boxes))
    set_on_pages(draft, {text.number: text for text in texts if text.turns})
    return draft


def set_on_pages(draft: Draft, turned_pages: dict[int, PageText]) -> None:
    """Give the lines on turned pages back the coordinates of their page."""
    if not turned_pages:
        return
    for block in draft.blocks:
        cells = [] if isinstance(block, DraftParagraph) else [c for row in block.rows for c in row]
        for paragraph in [block] if isinstance(block, DraftParagraph) else [p for c in cells for p in c.paragraphs]:
            paragraph.boxes = tuple(on_page(box, turned_pages.get(box.page)) for box in paragraph.boxes)


def on_page(box: Box, page: PageText | None) -> Box:
    """Return a line's box in the coordinates of its page; ``page`` is None when it was not turned."""
    if page is None:
        return box
    upright = (box.x0, box.x1, box.top, box.bottom)
    x0, x1, top, bottom = turned(upright, 4 - page.turns, page.width, page.height)
    return replace(box, x0=x0, x1=x1, top=top, bottom=bottom)


def read_page(page: Page, problems: Problems) -> PageText:
    """Return the lines and tables of a page; what cannot be read is noted in ``problems``."""
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        sheet = sheet_of(page)
    except (PdfminerException, ArithmeticError, LookupError, TypeError, ValueError):
        # One broken page: the others are worth reading, and the report says what is missing.
        problems[DAMAGED].append(page.page_number)
        return PageText(page.page_number, float(page.width), float(page.height))
    if sheet.unmapped > MAX_UNMAPPED:
        problems[UNMAPPED].append(sheet.number)
    return text_of(sheet)


def text_of(sheet: Sheet) -> PageText:
    """Return the lines and tables of a page from top to bottom."""
    grids, rest = tables_of(sheet)
    items: list[Item] = [*lines_of(rest, sheet.number), *grids]
    items.sort(key=lambda item: item.top)
    empty = all(glyph.text == " " for glyph in sheet.glyphs)
    scanned = sheet.pictured > PICTURED or (empty and sheet.drawn)
    return PageText(sheet.number, sheet.width, sheet.height, items, scanned, sheet.turns)


def ranges(numbers: list[int]) -> str:
    """Return page numbers as people write them: 1—3、7."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(str(r[0]) if len(r) == 1 else f"{r[0]}—{r[-1]}" for r in runs)
