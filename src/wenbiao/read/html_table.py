"""Tables of a web page: which ones hold data and which only lay out the page, and their rows and cells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wenbiao.read.caption import UNIT_LINE
from wenbiao.read.drafts import DraftCell, DraftParagraph, DraftTable
from wenbiao.read.html_flow import Block, flow, tidy
from wenbiao.read.html_names import EDITOR_CONTAINERS
from wenbiao.read.html_tree import Element, Event, Skip, is_dropped, is_hidden, names, walk

CELLS = frozenset({"td", "th"})
MIN_ROWS = MIN_COLUMNS = 2
FRAMED = re.compile(r"border[^:;]*:[^;]*(?:solid|double|dashed|dotted)", re.I)
WHOLE_PAGE = 0.8
PAGE_LENGTH = 500
"""A cell with four fifths of a frameless table's text, and so many characters, is a column of the page."""

HALF = 0.5
MAX_NESTING = 20
"""Tables inside so many others come from broken pages."""

MAX_SPAN = 1000
ALL_ROWS = "0"
INDEX_LABELS = re.compile(
    r"发文机关|发布机构|公开机构|生成日期|发布日期|公开日期|成文日期|文\s*号|主题分类|主题词|信息名称|公开范围|公开方式|有\s*效\s*性"
)
MIN_INDEX_LABELS = 2


@dataclass(slots=True)
class Row:
    """One row with its cell elements; a hidden row is not shown but counts for row spans."""

    cells: list[Element]
    hidden: bool = False


def own_rows(table: Element) -> list[Row]:
    """Return the rows of a table as shown, head first and foot last, without those of tables inside it."""
    parts: dict[str, list[Row]] = {"thead": [], "tbody": [], "tfoot": []}
    part, row = "tbody", None

    def inner(element: Element) -> bool:
        parent = element.getparent()
        return is_dropped(element) or element.tag == "table" or (parent is not None and parent.tag in CELLS)

    for event, element in walk(table, inner):
        tag = str(element.tag)
        opens = event is Event.OPEN
        if event is Event.SKIPPED:
            continue
        if tag in parts:
            part, row = (tag if opens else "tbody"), None
        elif tag == "tr":
            row = Row([], is_hidden(element)) if opens else None
            if row is not None:
                parts[part].append(row)
        elif tag in CELLS and opens:
            if row is None:  # a cell outside any row, in broken pages
                row = Row([])
                parts[part].append(row)
            if not is_hidden(element):
                row.cells.append(element)
    return [row for rows in parts.values() for row in rows]


def inner_tables(table: Element) -> Iterator[Element]:
    """Yield the tables inside a table that hold any text."""
    return (t for t in table.iterdescendants("table") if text_of(t))


def text_of(element: Element) -> str:
    """Return all text of the page inside an element, blanks left out."""
    pieces = []
    for part in element.iter():
        if not is_dropped(part):
            pieces.append(part.text or "")
        if part is not element:
            pieces.append(part.tail or "")
    return "".join("".join(pieces).split())


def is_framed(table: Element) -> bool:
    """Whether the table, or its first cell, draws a frame."""
    if table.get("border", "0").strip() not in {"", "0"} or FRAMED.search(table.get("style", "")):
        return True
    cell = next(table.iterdescendants("td", "th"), None)
    return cell is not None and bool(FRAMED.search(cell.get("style", "")))


def is_data_table(table: Element) -> bool:
    """Whether a table has rows and columns of its own; otherwise it only lays out what is in it.

    A single row or column has no headers to cross. A table around others lays them out, unless it
    has a frame and two rows of several filled cells. So does a frameless one of up to three rows
    with the whole text in one cell, or a table with the text an editor typed.
    """
    rows = [[text_of(cell) for cell in row.cells] for row in own_rows(table) if not row.hidden]
    rows = [row for row in rows if any(row)]
    if len(rows) < MIN_ROWS or max(map(len, rows)) < MIN_COLUMNS or table.get("role") == "presentation":
        return False
    if sum(1 for _ in table.iterancestors("table")) > MAX_NESTING:
        return False
    filled = sum(sum(map(bool, row)) >= MIN_COLUMNS for row in rows)
    if next(inner_tables(table), None) is not None:
        return is_framed(table) and filled >= MIN_ROWS
    lengths = [len(text) for row in rows for text in row]
    if any(len(text_of(e)) >= HALF * sum(lengths) for e in table.iterdescendants() if is_container(e)):
        return False
    page_like = max(lengths) >= max(PAGE_LENGTH, WHOLE_PAGE * sum(lengths)) and len(rows) <= MIN_ROWS + 1
    return not page_like or is_framed(table)


def is_container(element: Element) -> bool:
    """Whether an element is a known container of an editor's text."""
    return isinstance(element.tag, str) and bool(names(element) & EDITOR_CONTAINERS)


def is_index_table(table: Element) -> bool:
    """Whether a table is the catalogue card (索引号, 发布机构, …) that sites put above a document."""
    text = text_of(table)[:300]
    return "索引号" in text and len(set(INDEX_LABELS.findall(text))) >= MIN_INDEX_LABELS


def draft_blocks(table: Element, skip: Skip) -> list[Block]:
    """Return what a data table element holds: text astray outside cells, the table, tables inside its cells."""

    def cell_or_skip(element: Element) -> bool:
        return element.tag in CELLS or skip(element)

    def read(element: Element) -> list[Block] | None:
        return draft_blocks(element, skip) if is_data_table(element) else None

    before = flow(table, cell_or_skip, read)
    draft, inside = draft_table(table, skip)
    return [*before, draft, *inside]


def draft_table(table: Element, skip: Skip) -> tuple[DraftTable, list[Block]]:
    """Return the table itself and the data tables found inside its cells."""
    rows = own_rows(table)
    spans = shown_spans(rows)
    draft, inside = DraftTable([]), list[Block]()
    for row, row_spans in zip(rows, spans, strict=True):
        if row.hidden:
            continue
        cells = []
        for cell, row_span in zip(row.cells, row_spans, strict=True):
            blocks = content(cell, skip)
            paragraphs = [b for b in blocks if isinstance(b, DraftParagraph)]
            inside += [b for b in blocks if isinstance(b, DraftTable)]
            for paragraph in paragraphs:
                paragraph.level = None
            cells.append(DraftCell(paragraphs or [DraftParagraph("")], row_span, span_of(cell, "colspan")))
        draft.rows.append(cells)
    caption = next(table.iterchildren("caption"), None)
    if caption is not None:
        title = tidy("".join(map(str, caption.itertext())))
        unit = UNIT_LINE.search(title)
        draft.unit = unit["unit"] if unit else ""
        draft.caption = UNIT_LINE.sub("", title).strip(" （）()")
    return draft, inside


def shown_spans(rows: list[Row]) -> list[list[int]]:
    """Return the row span of each cell, counted in rows that are shown."""
    result = []
    for i, row in enumerate(rows):
        spans = []
        for cell in row.cells:
            span = min(span_of(cell, "rowspan"), len(rows) - i)
            hidden = sum(r.hidden for r in rows[i + 1 : i + span])
            spans.append(max(1, span - hidden))
        result.append(spans)
    return result


def span_of(cell: Element, name: str) -> int:
    """Return a span as browsers read it: at least 1, at most 1000, a row span of 0 to the end."""
    value = cell.get(name, "").strip()
    if name == "rowspan" and value == ALL_ROWS:
        return MAX_SPAN
    digits = re.match(r"\d{1,6}", value)
    return max(1, min(int(digits[0]), MAX_SPAN)) if digits else 1


def content(root: Element, skip: Skip) -> list[Block]:
    """Return the paragraphs and tables inside an element; tables that only lay out are opened up."""

    def read(table: Element) -> list[Block] | None:
        return draft_blocks(table, skip) if is_data_table(table) else None

    return flow(root, skip, read)
