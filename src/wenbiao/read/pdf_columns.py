"""Tables without lines between their columns: figures that stand below each other in several lines."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from statistics import median

from wenbiao.read.caption import UNIT_LINE
from wenbiao.read.pdf_flow import NOTE
from wenbiao.read.pdf_furniture import Item, PageText
from wenbiao.read.pdf_lines import Line, Piece
from wenbiao.read.pdf_table import NUMBER, Grid, GridCell

MIN_ROWS = 3
MIN_PIECES = 2
MAX_BETWEEN = 2
"""So many lines without figures may stand between two rows: wrapped labels, headings of groups."""

MAX_PITCH = 3.0
MAX_HEADER = 5
ALIGNED = 0.7
"""Figures of a column share their right edge, left edge or middle within this share of the size."""

COVERS = 0.3
"""A heading stands above a column when it covers this share of the narrower of the two."""

BESIDE = 0.95
"""Lines closer to a row of figures than this share of the size are parts of its label."""

BLANK = re.compile(r"[-—–－/]{1,3}")
Band = tuple[float, float]
Row = dict[tuple[int, int], list[Line]]
"""First and last column of each filled cell of a row, with its lines."""


def with_aligned_tables(page: PageText) -> bool:
    """Replace lines that form a table by that table; return whether there was one.

    Only lines with wide gaps before bare figures count, three at least, whose figures are aligned:
    running text never looks like that.
    """
    start, found = 0, False
    while start < len(page.items):
        rows = rows_from(page.items, start)
        if len(rows) >= MIN_ROWS and (bands := bands_of([line for _, line in rows])):
            first, last = rows[0][0], rows[-1][0]
            last += trailing_label(page.items, last, bands)
            top = first - header_lines(page.items, first, bands)
            lines = [x for x in page.items[top : last + 1] if isinstance(x, Line)]
            page.items[top : last + 1] = [grid_of(lines, first - top, bands, page)]
            start, found = top + 1, True
        else:
            start = rows[0][0] + 1 if rows else len(page.items)
    return found


def is_figure(piece: Piece) -> bool:
    """Whether a part of a line is a figure or the dash for none."""
    return bool(NUMBER.fullmatch(piece.text) or BLANK.fullmatch(piece.text))


def is_row(item: Item) -> bool:
    """Whether a line is a row: several parts, of which one behind the first is a figure."""
    return isinstance(item, Line) and len(item.pieces) >= MIN_PIECES and any(map(is_figure, item.pieces[1:]))


def rows_from(items: list[Item], start: int) -> list[tuple[int, Line]]:
    """Return the first rows at or after ``start`` that follow each other closely, with their places."""
    rows: list[tuple[int, Line]] = []
    for i in range(start, len(items)):
        item = items[i]
        if isinstance(item, Grid) or (rows and (i - rows[-1][0] > MAX_BETWEEN + 1 or not is_near(item, items[i - 1]))):
            if len(rows) >= MIN_ROWS or isinstance(item, Grid):
                break
            rows = []
        if isinstance(item, Line) and is_row(item):
            rows.append((i, item))
        elif rows and isinstance(item, Line) and (len(item.pieces) > 1 or NOTE.match(item.text) or "。" in item.text):
            if len(rows) >= MIN_ROWS:
                break
            rows = []
    return rows


def is_near(item: Item, last: Item) -> bool:
    """Whether a line follows the one before at a distance usual in tables."""
    return isinstance(item, Line) and isinstance(last, Line) and item.base - last.base <= MAX_PITCH * item.size


def bands_of(rows: list[Line]) -> list[Band]:
    """Return left and right edge of each column, or nothing when the rows do not agree."""
    bands: list[Band] = []
    for piece in sorted((p for row in rows for p in row.pieces), key=lambda p: p.x0):
        if bands and piece.x0 < bands[-1][1]:
            bands[-1] = (bands[-1][0], max(bands[-1][1], piece.x1))
        else:
            bands.append((piece.x0, piece.x1))
    columns: list[list[Piece]] = [[] for _ in bands]
    for row in rows:
        places = [place_of(piece, bands) for piece in row.pieces]
        if len(set(places)) < len(places):
            return []
        for piece, place in zip(row.pieces, places, strict=True):
            columns[place].append(piece)
    size = median(row.size for row in rows)
    good = [is_column_of_figures(pieces, size) for pieces in columns[1:]]
    return bands if any(good) and sum(good) * 2 >= len(good) else []


def is_column_of_figures(pieces: list[Piece], size: float) -> bool:
    """Whether most parts of a column are figures and all of those are aligned in one way."""
    figures = [p for p in pieces if is_figure(p)]
    if len(figures) < MIN_PIECES or len(figures) * 2 < len(pieces):
        return False
    edges = ([p.x1 for p in figures], [p.x0 for p in figures], [(p.x0 + p.x1) / 2 for p in figures])
    return any(max(e) - min(e) <= ALIGNED * size for e in edges)


def place_of(piece: Piece, bands: list[Band]) -> int:
    """Return the column that a part overlaps most, or the nearest one."""
    return max(range(len(bands)), key=lambda i: min(piece.x1, bands[i][1]) - max(piece.x0, bands[i][0]))


def span_of(piece: Piece, bands: list[Band], *, is_upper: bool) -> tuple[int, int]:
    """Return the first and the last column that a heading stands above.

    A heading above other headings (``is_upper``) may stand between the columns it is about.
    """
    place = place_of(piece, bands)
    overlaps = [min(piece.x1, b) - max(piece.x0, a) for a, b in bands]
    if is_upper and overlaps[place] <= 0:
        inner = [
            (abs(bands[i][0] + bands[j][1] - piece.x0 - piece.x1), i, j)
            for i in range(len(bands))
            for j in range(i + 1, len(bands))
            if bands[i][0] <= piece.x0 and piece.x1 <= bands[j][1]
        ]
        if inner:
            return min(inner)[1:]
    covered = [
        i for i, (a, b) in enumerate(bands) if i == place or overlaps[i] > COVERS * min(b - a, piece.x1 - piece.x0)
    ]
    return covered[0], covered[-1]


def spans_of(line: Line, bands: list[Band], *, is_upper: bool) -> list[tuple[int, int]]:
    """Return first and last column of each part of a header line; one part a column go in order."""
    if len(line.pieces) == len(bands):
        return [(i, i) for i in range(len(bands))]
    return [span_of(piece, bands, is_upper=is_upper) for piece in line.pieces]


def header_lines(items: list[Item], first: int, bands: list[Band]) -> int:
    """Return how many lines above the first row are the header: parts that stand above columns."""
    count = best = 0
    while count < min(MAX_HEADER, first):
        line, below = items[first - count - 1], items[first - count]
        if not isinstance(line, Line) or not is_near(below, line) or "。" in line.text:
            break
        if UNIT_LINE.search(line.text) or NOTE.match(line.text):
            break
        spans = spans_of(line, bands, is_upper=best > 0)
        if any(a[1] >= b[0] for a, b in pairwise(spans)) or spans == [(0, len(bands) - 1)]:
            break
        count += 1
        if len(line.pieces) >= MIN_PIECES or (best and spans[0][0] < spans[0][1]):
            best = count
    return best


def trailing_label(items: list[Item], last: int, bands: list[Band]) -> int:
    """Return 1 when the line below the last row is the rest of that row's label, else 0."""
    line = items[last + 1] if last + 1 < len(items) else None
    row = items[last]
    return int(
        isinstance(line, Line)
        and isinstance(row, Line)
        and len(line.pieces) == 1
        and line.x1 <= bands[0][1] + line.size
        and is_beside(line, [row.base])
    )


def grid_of(lines: list[Line], n_header: int, bands: list[Band], page: PageText) -> Grid:
    """Return the table that the lines form: header rows, then one row for each line with figures."""
    header = header_rows(lines[:n_header], bands)
    rows = header + body_rows(lines[n_header:], bands)
    edges = [bands[0][0], *((a[1] + b[0]) / 2 for a, b in pairwise(bands)), bands[-1][1]]
    cells = tall_header_cells(header, len(bands))
    for r, row in enumerate(rows[len(header) :], start=len(header)):
        cells.extend(GridCell(r, c, lines=row.get((c, c), [])) for c in range(len(bands)))
    for cell in cells:
        cell.left, cell.right, cell.page = edges[cell.col], edges[cell.col + cell.col_span], page.number
    tops = [min(line.top for part in row.values() for line in part) for row in rows]
    bottom = max(line.bottom for line in lines)
    return Grid(page.number, page.number, edges, [*tops, bottom], cells, page.height - bottom)


def part_of(line: Line, piece: Piece) -> Line:
    """Return the part of a line as a line of its own."""
    return replace(line, text=piece.text, x0=piece.x0, x1=piece.x1, pieces=[piece])


def header_rows(lines: list[Line], bands: list[Band]) -> list[Row]:
    """Return the header lines as rows: wrapped headings joined, a row of its own down to each heading of several columns."""
    rows: list[Row] = []
    closed = True
    for i, line in enumerate(lines):
        if closed:
            rows.append({})
        is_upper = any(len(x.pieces) >= MIN_PIECES for x in lines[i + 1 :])
        for span, piece in zip(spans_of(line, bands, is_upper=is_upper), line.pieces, strict=True):
            rows[-1].setdefault(span, []).append(part_of(line, piece))
        closed = any(first < last for first, last in rows[-1])
    return rows


def tall_header_cells(rows: list[Row], n_cols: int) -> list[GridCell]:
    """Return the cells of the header; a heading without another above or below it takes those rows too."""
    cells: list[GridCell] = []
    above: dict[int, GridCell] = {}
    for r, row in enumerate(rows):
        starts = {first: (last, lines) for (first, last), lines in sorted(row.items())}
        covered = {c for first, (last, _) in starts.items() for c in range(first, last + 1)}
        for col in range(n_cols):
            upper = above.get(col)
            if col in starts:
                last, lines = starts[col]
                if upper is not None and not upper.lines and last == col:
                    upper.lines, upper.row_span = lines, r + 1 - upper.row
                    continue
                cell = GridCell(r, col, 1, last + 1 - col, lines)
            elif col not in covered and upper is not None and upper.col_span == 1:
                upper.row_span = r + 1 - upper.row
                continue
            elif col not in covered:
                cell = GridCell(r, col)
            else:
                continue
            cells.append(cell)
            above.update((c, cell) for c in range(col, col + cell.col_span))
    return cells


def body_rows(lines: list[Line], bands: list[Band]) -> list[Row]:
    """Return the rows below the header; lines without figures are the rest of a label or a row of their own."""
    marks = [line.base for line in lines if is_row(line)]
    rows: list[Row] = []
    waiting: list[Line] = []
    for line in lines:
        if is_row(line):
            row: Row = {}
            for piece in line.pieces:
                place = place_of(piece, bands)
                row[place, place] = [part_of(line, piece)]
            if waiting:
                row[0, 0] = [*waiting, *row.get((0, 0), [])]
                waiting = []
            rows.append(row)
        elif any(0 < mark - line.base < BESIDE * line.size for mark in marks):
            waiting.append(line)
        elif rows and (is_beside(line, marks) or is_wrapped(rows[-1], line, bands)):
            rows[-1].setdefault((0, 0), []).append(line)
        else:
            rows.append({(0, 0): [line]})
    return rows


def is_beside(line: Line, marks: list[float]) -> bool:
    """Whether a line stands half a line below figures, as the second line of a label in the middle does."""
    return any(0 < line.base - mark < BESIDE * line.size for mark in marks)


def is_wrapped(row: Row, line: Line, bands: list[Band]) -> bool:
    """Whether a line goes on with the label of the row above, which had no room left."""
    label = row.get((0, 0), [])
    return bool(label) and bands[0][1] - label[-1].x1 < line.head + ALIGNED * line.size and line.x1 <= bands[0][1]
