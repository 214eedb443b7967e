"""Where the tables of a sheet are: titles, tables, notes and signatures told apart.

A sheet is cut at blank rows and columns, as a reader sees it. What stands in merged cells or in a frame
is never blank, so a form with empty rows stays one table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from wenbiao.read.caption import UNIT_LINE, caption_above, caption_inside
from wenbiao.read.drafts import DraftCell, DraftParagraph, DraftTable
from wenbiao.read.sheets_grid import MAX_CELLS, Area, Place, Sheet, too_large

Block = DraftParagraph | DraftTable
Span = tuple[int, int]
"""First and last row or column of a run without gaps."""

BANNER = re.compile(
    r"""\s*(?:
        (?:填报|填表|编制|申报|报送|预算|主管)?(?:单位|部门|日期|时间)\s*(?:名称)?\s*(?:[（(]\s*盖?\s*章\s*[）)])?\s*[:：]
      | [（(]?\s*(?:19|20)\d\d\s*年?(?:度|年度)?\s*[）)]?\s*$
      | [财预决公开附\s]{0,6}\d*\s*表\s*\d*\s*$ | 附[件表]\s*[\d一二三四五六七八九十]*(?:-\d+)?\s*[:：]?\s*$
    )""",
    re.X,
)
"""Texts in the rows above a table: who fills it in, when, the year, the number of the form."""

FOOTER = re.compile(
    r"""\s*(?:
        说\s*明 | 备?\s*注 | 联系电话 | 电\s*话 | 填[报表](?:日期|时间)
      | (?:填[表报]|制表|编制|审核|复核|联系|经办|负责|(?:财务|单位|部门)负责)人(?:员)?(?:\s*[（(][^（）()]{1,8}[）)])?
    )\s*\d*\s*[:：.、]""",
    re.X,
)
"""Texts in the rows below a table: notes and signatures."""

GENERIC_NAME = re.compile(r"(?:sheet|工作表|表|table)?\s*\d*(?:\s*[（(]\d+[）)])?", re.I)
"""Names of sheets that say nothing of what is in them."""

YEAR = re.compile(r"(?:19|20)\d\d")
MAX_BANNERS = 8
MAX_GAP = 3
"""More blank rows than these part any two tables."""

TITLE_WIDTH = 0.6
"""A single cell merged over so much of the width is a title, not a label."""

FRAMED_ROWS = 0.5
"""Frames tell where a table ends when so many of its rows have them; some sheets frame the header alone."""

GAP_IN_LINE = "    "


class Layout:
    """Cuts one sheet into paragraphs and tables."""

    def __init__(self, sheet: Sheet) -> None:
        """Note by row what is where."""
        self.sheet = sheet
        self.merged = merged_places(sheet)
        first = {place: area for place, area in self.merged.items() if place == (area.top, area.left)}
        self.texts: dict[int, dict[int, str]] = defaultdict(dict)
        for (row, col), text in sheet.cells.items():
            if (row, col) not in self.merged or (row, col) in first:
                self.texts[row][col] = text
        self.numbers = columns_by_row(p for p in sheet.numbers if not YEAR.fullmatch(sheet.cells[p]))
        bounds = used_area([*sheet.cells, *self.merged])
        self.framed = columns_by_row(p for p in sheet.framed if bounds is not None and bounds.holds(p))
        self.occupied = columns_by_row(
            [*sheet.cells, *self.merged, *((r, c) for r in self.framed for c in self.framed[r])]
        )
        self.bounds = bounds
        self.above: list[DraftParagraph] = []

    def blocks(self) -> list[Block]:
        """Return what the sheet holds, in reading order."""
        if self.bounds is None:
            return []
        return [block for area in self.row_parts(self.bounds) for block in self.part_blocks(area)]

    def row(self, source: dict[int, dict[int, str]], row: int, area: Area) -> dict[int, str]:
        """Return the texts of one row in an area, by column."""
        return {col: text for col, text in sorted(source.get(row, {}).items()) if area.left <= col <= area.right}

    def columns(self, source: dict[int, set[int]], row: int, area: Area) -> set[int]:
        """Return the columns noted for one row in an area."""
        return {col for col in source.get(row, ()) if area.left <= col <= area.right}

    def row_parts(self, area: Area) -> Iterator[Area]:
        """Yield the parts of an area between blank rows; a gap amid a table's figures does not part it."""
        rows = [
            row for row in self.occupied if area.top <= row <= area.bottom and self.columns(self.occupied, row, area)
        ]
        parts: list[Span] = []
        for span in runs(rows):
            if parts and self.goes_on(parts[-1], span, area):
                parts[-1] = (parts[-1][0], span[1])
            else:
                parts.append(span)
        for top, bottom in parts:
            columns = {c for r in range(top, bottom + 1) for c in self.columns(self.occupied, r, area)}
            yield Area(top, min(columns), bottom, max(columns))

    def goes_on(self, upper: Span, lower: Span, area: Area) -> bool:
        """Whether the rows below a gap continue the table above: no table begins with a row of figures."""
        figures = self.columns(self.numbers, lower[0], area)
        labels = set(self.row(self.texts, lower[0], area)) - figures
        if not figures or not labels or lower[0] - upper[1] - 1 > MAX_GAP:
            return False
        return figures <= {c for r in range(upper[0], upper[1] + 1) for c in self.columns(self.numbers, r, area)}

    def part_blocks(self, area: Area) -> Iterator[Block]:
        """Yield the paragraphs and tables of a part without blank rows."""
        top, bottom = area.top, area.bottom
        while top <= bottom and top - area.top < MAX_BANNERS and self.is_banner(top, area):
            top += 1
        while bottom >= top and self.is_footer(bottom, area):
            bottom -= 1
        bottom = self.before_notes(top, bottom, area)
        yield from self.lines(area.top, top - 1, area)
        if top <= bottom:
            yield from self.tables(Area(top, area.left, bottom, area.right))
        yield from self.lines(bottom + 1, area.bottom, area)

    def is_outside_frame(self, row: int, area: Area) -> bool:
        """Whether a row without figures stands above or below the frame that most rows of the part are in."""
        if self.columns(self.framed, row, area) or self.columns(self.numbers, row, area):
            return False
        rows = [r for r in range(area.top, area.bottom + 1) if len(self.row(self.texts, r, area)) > 1]
        framed = sum(bool(self.columns(self.framed, r, area)) for r in rows)
        return framed > 0 and framed >= FRAMED_ROWS * len(rows)

    def is_banner(self, row: int, area: Area) -> bool:
        """Whether a row at the top names the table or says who, when and in which unit."""
        texts = self.row(self.texts, row, area)
        if len(texts) != 1:
            known = all(BANNER.match(text) or UNIT_LINE.search(text) for text in texts.values())
            return self.is_outside_frame(row, area) or (known and not self.columns(self.framed, row, area))
        (col, text), *_ = texts.items()
        merged = self.merged.get((row, col), Area(row, col, row, col))
        if merged.left == area.left and merged.right - merged.left + 1 >= TITLE_WIDTH * (area.right - area.left + 1):
            return True
        if merged.bottom > row:
            return False
        others = {c for c in self.columns(self.framed, row, area) if not merged.left <= c <= merged.right}
        return not others or bool(UNIT_LINE.search(text))

    def is_footer(self, row: int, area: Area) -> bool:
        """Whether a row at the bottom is a note, a signature or blank."""
        texts = list(self.row(self.texts, row, area).values())
        if not texts:
            return not any((row, c) in self.merged for c in range(area.left, area.right + 1))
        return bool(FOOTER.match(texts[0])) or self.is_outside_frame(row, area)

    def before_notes(self, top: int, bottom: int, area: Area) -> int:
        """Return the last row of the table, which single lines of notes may follow."""
        last = row = bottom
        while row >= top and len(texts := list(self.row(self.texts, row, area).values())) == 1:
            if FOOTER.match(texts[0]):
                last = row - 1
            row -= 1
        return last

    def lines(self, top: int, bottom: int, area: Area) -> Iterator[DraftParagraph]:
        """Yield the rows as paragraphs, the cells of a row in one line."""
        for row in range(top, bottom + 1):
            texts = list(self.row(self.texts, row, area).values())
            pieces = texts[0].split("\n") if len(texts) == 1 else [GAP_IN_LINE.join(" ".join(t.split()) for t in texts)]
            for piece in pieces:
                if piece.strip():
                    paragraph = DraftParagraph(piece.strip(), hidden=self.sheet.hidden)
                    if not FOOTER.match(paragraph.text):
                        self.above.append(paragraph)
                    yield paragraph

    def tables(self, area: Area) -> Iterator[Block]:
        """Yield the table in an area, or the parts beside each other; single rows and columns are lines."""
        parts = self.column_parts(area)
        if len(parts) > 1:
            shared = self.above
            for left, right in parts:
                self.above = list(shared)
                for part in self.row_parts(Area(area.top, left, area.bottom, right)):
                    yield from self.part_blocks(part)
            return
        filled = {
            row: set(texts) for row in range(area.top, area.bottom + 1) if (texts := self.row(self.texts, row, area))
        }
        columns = {c for texts in filled.values() for c in texts}
        if len(filled) > 1 and len(columns) > 1:
            last = min(self.last_row(max(filled), columns), area.bottom)
            yield self.table(Area(min(filled), min(columns), last, area.right))
        else:
            yield from self.lines(area.top, area.bottom, area)

    def last_row(self, row: int, columns: set[int]) -> int:
        """Return the last row of a table, cells merged downwards included."""
        return max([row, *(self.merged[row, c].bottom for c in columns if (row, c) in self.merged)])

    def column_parts(self, area: Area) -> list[Span]:
        """Return the parts between blank columns; one column of labels or values belongs to its neighbour."""
        rows = range(area.top, area.bottom + 1)
        parts: list[Span] = []
        for span in runs({c for r in rows for c in self.columns(self.occupied, r, area)}):
            if parts and self.belong_together(parts[-1], span, rows):
                parts[-1] = (parts[-1][0], span[1])
            else:
                parts.append(span)
        return parts

    def belong_together(self, left: Span, right: Span, rows: Iterable[int]) -> bool:
        """Whether two runs of columns are one table: either is a single column, filled in the same rows."""
        in_left, in_right = (
            {r: cols for r in rows if (cols := {c for c in self.texts.get(r, ()) if span[0] <= c <= span[1]})}
            for span in (left, right)
        )
        single = any(len(set().union(*side.values())) <= 1 for side in (in_left, in_right))
        return single and len(in_left.keys() & in_right.keys()) > 1

    def table(self, area: Area) -> DraftTable:
        """Return the table that fills an area, with its caption and unit."""
        if area.size > MAX_CELLS:
            raise too_large(self.sheet.name)
        rows = [[cell for col in range(area.left, area.right + 1) if (cell := self.cell(row, col, area))]
                for row in range(area.top, area.bottom + 1)]  # fmt: skip
        draft = DraftTable(rows, hidden=self.sheet.hidden)
        caption, unit = caption_above(self.above)
        inner_caption, inner_unit = caption_inside(draft)
        draft.caption = caption or inner_caption or sheet_title(self.sheet)
        draft.unit = inner_unit or unit
        self.above = []
        return draft

    def cell(self, row: int, col: int, area: Area) -> DraftCell | None:
        """Return the cell that begins at a place of a table, None where a merged cell covers it."""
        merged = self.merged.get((row, col))
        part = merged.within(area) if merged else None
        if part is None:
            return self.draft_cell(self.texts.get(row, {}).get(col, ""), 1, 1)
        if (row, col) != (part.top, part.left):
            return None
        text = self.texts.get(row, {}).get(col, "")
        return self.draft_cell(text, part.bottom - part.top + 1, part.right - part.left + 1)

    def draft_cell(self, text: str, row_span: int, col_span: int) -> DraftCell:
        """Return a cell whose filled lines are its paragraphs."""
        lines = [line.strip() for line in text.split("\n") if line.strip()] or [""]
        return DraftCell([DraftParagraph(line, hidden=self.sheet.hidden) for line in lines], row_span, col_span)


def sheet_title(sheet: Sheet) -> str:
    """Return the name of a sheet if it says anything."""
    name = sheet.name.strip()
    return "" if GENERIC_NAME.fullmatch(name) else name


def used_area(places: Iterable[Place]) -> Area | None:
    """Return the area that holds all the places."""
    rows, columns = zip(*places, strict=True) if places else ((), ())
    return Area(min(rows), min(columns), max(rows), max(columns)) if rows else None


def merged_places(sheet: Sheet) -> dict[Place, Area]:
    """Return the merged area that covers each place; areas are cut to where the sheet has content."""
    bounds = used_area(list(sheet.cells))
    merged: dict[Place, Area] = {}
    for whole in sheet.merges:
        area = whole.within(bounds) if bounds else None
        if area is None or (area.top, area.left) != (whole.top, whole.left):
            continue
        if area.size + len(merged) > MAX_CELLS:
            raise too_large(sheet.name)
        if any(place in merged for place in area.places()):  # overlapping, in damaged sheets
            continue
        merged.update(dict.fromkeys(area.places(), area))
    return merged


def columns_by_row(places: Iterable[Place]) -> dict[int, set[int]]:
    """Return the columns of the places by row."""
    found: dict[int, set[int]] = defaultdict(set)
    for row, col in places:
        found[row].add(col)
    return found


def runs(numbers: Iterable[int]) -> Iterator[Span]:
    """Yield the first and last of each run of successive numbers."""
    begin = end = None
    for number in sorted(numbers):
        if begin is None or end is None:
            begin = end = number
        elif number > end + 1:
            yield begin, end
            begin = end = number
        else:
            end = number
    if begin is not None and end is not None:
        yield begin, end
