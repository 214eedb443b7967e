"""A ruled table filled with its text: cells with spans, rows and columns that were left without lines."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from itertools import pairwise

from wenbiao.read.pdf_glyphs import Glyph, Sheet
from wenbiao.read.pdf_lattice import Lattice, lattices_of
from wenbiao.read.pdf_lines import Line, lines_of

NUMBER = re.compile(r"[-+－—−(（]?[¥￥]?\d[\d,，]*(?:[.．]\d+)?[)）]?[%％‰]?")
"""A cell or a line of a cell that is one figure."""

STRADDLES, RUN_GAP = 0.15, 0.15
"""Shares of a glyph's width, or of its size, by which it crosses an edge, or follows another as one text."""

MIN_FILLED = 2
PADDING = 12.0
"""Room (points) left and right of the text that a cell keeps free: twice Word's 0.19 cm, rounded up."""

LONG_NUMBER = 5
"""A shorter number is not wrapped: columns are wide enough for it."""
ALIGNED = 0.45
"""Baselines closer than this share of the size are one row of figures."""


@dataclass(slots=True)
class GridCell:
    """One cell: its first place, its spans, its lines from top to bottom, its left and right edge, its page."""

    row: int
    col: int
    row_span: int = 1
    col_span: int = 1
    lines: list[Line] = field(default_factory=list)
    left: float = 0.0
    right: float = 0.0
    page: int | None = None

    @property
    def text(self) -> str:
        """Return all text, for comparisons: lines joined without a space."""
        return "".join(line.text for line in self.lines)


@dataclass(slots=True)
class Grid:
    """One table on one page, or the joined table of several.

    ``xs`` and ``ys`` are the edges of its columns and rows, ``bottom`` the last page's lower edge.
    """

    page: int
    last_page: int
    xs: list[float]
    ys: list[float]
    cells: list[GridCell]
    room: float = 0.0

    @property
    def n_rows(self) -> int:
        """Return the number of rows."""
        return len(self.ys) - 1

    @property
    def n_cols(self) -> int:
        """Return the number of columns."""
        return len(self.xs) - 1

    @property
    def top(self) -> float:
        """Return the upper edge on the first page."""
        return self.ys[0]

    def row(self, index: int) -> list[GridCell]:
        """Return the cells that begin in a row, from left to right."""
        return sorted((c for c in self.cells if c.row == index), key=lambda c: c.col)


def tables_of(sheet: Sheet) -> tuple[list[Grid], list[Glyph]]:
    """Return the ruled tables of a page from top to bottom, and the glyphs outside them."""
    rest: list[Glyph] = sheet.glyphs
    grids: list[Grid] = []
    for lattice in lattices_of(sheet):
        inside, outside = parted(rest, lattice)
        cells = filled(lattice, inside, sheet.number)
        grid = Grid(sheet.number, sheet.number, lattice.xs, lattice.ys, cells, sheet.height - lattice.ys[-1])
        if is_table(grid, grids):
            grids.append(with_hidden_rows(with_hidden_columns(grid)))
            rest = outside
    return sorted(grids, key=lambda g: (g.top, g.xs[0])), rest


def is_table(grid: Grid, inner: list[Grid]) -> bool:
    """Whether a lattice is a table: some cells are filled; a single column holds nothing but one text a row."""
    if sum(bool(c.lines) for c in grid.cells) < MIN_FILLED:
        return False
    frames = any(grid.ys[0] <= g.ys[0] and g.ys[-1] <= grid.ys[-1] for g in inner)
    plain = all(len(line.pieces) == 1 for c in grid.cells for line in c.lines)
    return grid.n_cols > 1 or (plain and not frames)


def parted(glyphs: list[Glyph], lattice: Lattice) -> tuple[list[Glyph], list[Glyph]]:
    """Return the glyphs inside and outside a lattice, by their middle."""
    left, right, top, bottom = (2 * e for e in (lattice.xs[0], lattice.xs[-1], lattice.ys[0], lattice.ys[-1]))
    inside: list[Glyph] = []
    outside: list[Glyph] = []
    for glyph in glyphs:
        within = left <= glyph.x0 + glyph.x1 <= right and top <= glyph.top + glyph.bottom <= bottom
        (inside if within else outside).append(glyph)
    return inside, outside


def filled(lattice: Lattice, glyphs: list[Glyph], page: int) -> list[GridCell]:
    """Return the cells of a lattice with their lines of text."""
    xs, ys = lattice.xs, lattice.ys
    owner: dict[tuple[int, int], int] = {}
    for i, (row, col, row_span, col_span) in enumerate(lattice.regions):
        owner.update(((r, c), i) for r in range(row, row + row_span) for c in range(col, col + col_span))
    places: list[int] = []
    over: list[int] = []
    for i, glyph in enumerate(glyphs):
        row = min(bisect_right(ys, (glyph.top + glyph.bottom) / 2), len(ys) - 1) - 1
        col = bisect_right(lattice.row_xs[row], (glyph.x0 + glyph.x1) / 2)
        place = owner[row, min(max(col, 1), len(xs) - 1) - 1]
        places.append(place)
        _, first, _, span = lattice.regions[place]
        margin = STRADDLES * (glyph.x1 - glyph.x0)
        if glyph.x0 < xs[first] - margin or glyph.x1 > xs[first + span] + margin:
            over.append(i)
    if over:
        gather_overflow(glyphs, places, over)
    texts: list[list[Glyph]] = [[] for _ in lattice.regions]
    for glyph, place in zip(glyphs, places, strict=True):
        texts[place].append(glyph)
    return [
        GridCell(*region, lines_of(text, page), xs[region.col], xs[region.col + region.col_span], page)
        for region, text in zip(lattice.regions, texts, strict=True)
    ]


def gather_overflow(glyphs: list[Glyph], places: list[int], over: list[int]) -> None:
    """Put text that runs over the edge of its cell back into one cell.

    It was printed in one go, so it is one run of glyphs. Its own cell holds nothing else; when
    that does not tell, it is the one in which most of the text stands.
    """
    done = -1
    for i in over:
        if i <= done or glyphs[i].text == " ":
            continue
        start = end = i
        while start > 0 and follows(glyphs[start - 1], glyphs[start]):
            start -= 1
        while end + 1 < len(glyphs) and follows(glyphs[end], glyphs[end + 1]):
            end += 1
        done = end
        run = range(start, end + 1)
        counted = Counter(places[k] for k in run)
        beside = {p for k, p in enumerate(places) if p in counted and k not in run and glyphs[k].text != " "}
        alone = [p for p in counted if p not in beside]
        own = alone[0] if len(alone) == 1 else counted.most_common(1)[0][0]
        for k in run:
            places[k] = own


def follows(glyph: Glyph, after: Glyph) -> bool:
    """Whether a glyph was printed right behind another on the same line."""
    return abs(after.base - glyph.base) < 1 and abs(after.x0 - glyph.x1) <= RUN_GAP * glyph.size


def with_hidden_columns(grid: Grid) -> Grid:
    """Return the grid with cells parted where lines between columns are missing but figures stand in each column."""
    cells: list[GridCell] = []
    for cell in grid.cells:
        parts = column_parts(cell, grid.xs) if cell.col_span > 1 and cell.row_span == 1 else []
        cells.extend(parts or [cell])
    return replace(grid, cells=cells)


def column_parts(cell: GridCell, xs: list[float]) -> list[GridCell]:
    """Return one cell a column when the only line of ``cell`` has a figure and each piece stands within one column."""
    if len(cell.lines) != 1 or len(cell.lines[0].pieces) < MIN_FILLED:
        return []
    line = cell.lines[0]
    places = [(bisect_right(xs, p.x0), bisect_right(xs, p.x1)) for p in line.pieces]
    columns = [a for a, _ in places]
    if any(a != b for a, b in places) or len(set(columns)) < len(columns):
        return []
    if not any(NUMBER.fullmatch(p.text) for p in line.pieces):
        return []
    columns_of = range(cell.col, cell.col + cell.col_span)
    parts = [GridCell(cell.row, c, 1, 1, [], xs[c], xs[c + 1], cell.page) for c in columns_of]
    for piece, col in zip(line.pieces, columns, strict=True):
        parts[col - 1 - cell.col].lines = [replace(line, text=piece.text, x0=piece.x0, x1=piece.x1, pieces=[piece])]
    return parts


def with_hidden_rows(grid: Grid) -> Grid:
    """Return the grid with rows parted where lines between them are missing but figures stand above each other."""
    row = 0
    while row < grid.n_rows:
        marks = hidden_rows([c for c in grid.cells if c.row == row and c.row_span == 1])
        if len(marks) > 1:
            grid = split_row(grid, row, marks)
        row += max(1, len(marks))
    return grid


def hidden_rows(cells: list[GridCell]) -> list[float]:
    """Return the baselines of the figures in cells that hold several above each other, in line with other cells."""
    several = [c for c in cells if len(c.lines) > 1 and all(NUMBER.fullmatch(x.text) for x in c.lines)]
    columns = [c.lines for c in several if not is_wrapped_number(c)]
    if not columns:
        return []
    marks: list[float] = []
    for line in sorted((x for lines in columns for x in lines), key=lambda x: x.base):
        if not marks or line.base - marks[-1] > ALIGNED * line.size:
            marks.append(line.base)
    beside = [c.lines for c in cells if c.lines and c.lines not in columns]
    tolerance = ALIGNED * columns[0][0].size
    in_line = sum(all(any(abs(x.base - m) <= tolerance for x in lines) for m in marks) for lines in beside)
    return marks if len(columns) + in_line > 1 else []


def is_wrapped_number(cell: GridCell) -> bool:
    """Whether the lines of a cell are one long number that did not fit into its width: 138.1 above 2."""
    first, *rest = cell.lines
    full = cell.right - first.x1 < rest[0].head + PADDING
    long = len(first.text) >= LONG_NUMBER and not any(mark in line.text for line in rest for mark in ".,，．")
    return full and long


def split_row(grid: Grid, row: int, marks: list[float]) -> Grid:
    """Return the grid with ``row`` parted into one row for each baseline; every line goes to the nearest."""
    more = len(marks) - 1
    edges = [(a + b) / 2 for a, b in pairwise(marks)]
    cells: list[GridCell] = []
    for cell in grid.cells:
        if cell.row > row:
            cells.append(replace(cell, row=cell.row + more))
        elif cell.row + cell.row_span <= row:
            cells.append(cell)
        elif cell.row < row or cell.row_span > 1:
            cells.append(replace(cell, row_span=cell.row_span + more))
        else:
            for i in range(len(marks)):
                lines = [x for x in cell.lines if bisect_right(edges, x.base) == i]
                cells.append(replace(cell, row=row + i, lines=lines))
    ys = [*grid.ys[: row + 1], *edges, *grid.ys[row + 1 :]]
    return replace(grid, ys=ys, cells=sorted(cells, key=lambda c: (c.row, c.col)))


def texts_of(cells: Iterable[GridCell]) -> list[str]:
    """Return the texts of cells without whitespace."""
    return ["".join(c.text.split()) for c in cells]
