"""Tables printed in parts: continued on the next page, or too wide for one."""

from __future__ import annotations

import re
from dataclasses import replace

from wenbiao.read.caption import ENDS_LIKE_A_TABLE, UNIT_LINE
from wenbiao.read.pdf_cells import WIDE_CELL
from wenbiao.read.pdf_flow import ends_sentence
from wenbiao.read.pdf_lines import Line, squeezed
from wenbiao.read.pdf_table import NUMBER, PADDING, Grid, GridCell, texts_of

Block = list[Line] | Grid

SAME_EDGE = 4.0
"""Edges of columns this close (points) are the same on both pages."""

SAME_HEIGHT = 1.5
FOOT = 130.0
"""Free space at the foot of a page (points) that any margin may take."""

MAX_HEADER = 6
MIN_WIDE_ROWS = 3
ABOVE = 6
MAX_BETWEEN = 4
REST = re.compile(r"[（(][^（）()]{1,8}[）)]$|[，。、；：）)]")
"""What no cell begins with, save the rest of one: 满意度指标 at the foot of a page, （10分） on the next."""

CONTINUED = re.compile(r"[（(]?\s*(?:续|接)\s*(?:上\s*[页表])?\s*表?\s*\d*\s*[）)]?$")
"""What is printed above, or after the title of, the second part: 续表, (续), 接上页."""


def joined_tables(blocks: list[Block]) -> list[Block]:
    """Return the blocks with the parts of each table joined: down over pages, then side by side, then down again."""
    tall = joined_down(blocks)
    wide = joined_wide(tall)
    return joined_down(wide) if len(wide) < len(tall) else wide


def joined_down(blocks: list[Block]) -> list[Block]:
    """Return the blocks with tables that continue on the next page joined."""
    result: list[Block] = []
    titles: list[str] = []
    for block in blocks:
        place = last_table(result)
        if isinstance(block, Grid) and place is not None:
            first = result[place]
            between = [x for x in result[place + 1 :] if not isinstance(x, Grid)]
            if isinstance(first, Grid) and continues(first, block, between, titles):
                result[place:] = [stacked(first, block)]
                continue
        if isinstance(block, Grid):
            titles = [squeezed("".join(x.text for x in b)) for b in result[-ABOVE:] if not isinstance(b, Grid)]
        result.append(block)
    return result


def last_table(blocks: list[Block]) -> int | None:
    """Return the index of the last table."""
    return next((i for i in range(len(blocks) - 1, -1, -1) if isinstance(blocks[i], Grid)), None)


def continues(first: Grid, second: Grid, between: list[list[Line]], titles: list[str]) -> bool:
    """Whether ``second`` is the next part of ``first``; ``titles`` stood above ``first``, ``between`` stands between.

    The next part begins the next page, under nothing but the same titles again or 续表. With the header
    repeated, that is proof; else the columns must agree and the first page must have been full.
    """
    if second.page != first.last_page + 1 or not all(is_repeated(lines, second.page, titles) for lines in between):
        return False
    if repeated_rows(first, second):
        return True
    opening = second.row(0)
    if len(opening) == 1 and (ENDS_LIKE_A_TABLE.search(opening[0].text) or UNIT_LINE.search(opening[0].text)):
        return False
    if opening_height(second) + FOOT < first.room or is_beside(first, second):
        return False
    if same_columns(first, second):
        return True
    return len(opening) > 1 and bool(common_edges(first, second))


def opening_height(grid: Grid) -> float:
    """Return the height that the first row needs on a page, with all of each cell that begins there."""
    return grid.ys[max(c.row_span for c in grid.row(0))] - grid.ys[0]


def is_repeated(lines: list[Line], page: int, titles: list[str]) -> bool:
    """Whether a paragraph above the second part only says again what it is a part of."""
    text = squeezed("".join(line.text for line in lines))
    bare = CONTINUED.sub("", text)
    return lines[0].page == page and (not bare or bare in titles or text in titles)


def repeated_rows(first: Grid, second: Grid) -> int:
    """Return how many rows at the head of ``second`` are the header of ``first`` again."""
    if len(first.xs) != len(second.xs):
        return 0
    count = 0
    while count < min(MAX_HEADER, first.n_rows, second.n_rows):
        ours, theirs = first.row(count), second.row(count)
        shape = [(c.col, c.row_span, c.col_span) for c in ours] == [(c.col, c.row_span, c.col_span) for c in theirs]
        if not shape or texts_of(ours) != texts_of(theirs) or not any(texts_of(ours)):
            break
        count += 1
    while count and any(c.row < count < c.row + c.row_span for c in second.cells):
        count -= 1
    return count


def same_columns(first: Grid, second: Grid) -> bool:
    """Whether the columns have the same widths, wherever the margin is."""
    return len(first.xs) == len(second.xs) and all(
        abs((a - first.xs[0]) - (b - second.xs[0])) <= SAME_EDGE for a, b in zip(first.xs, second.xs, strict=True)
    )


def same_heights(first: Grid, second: Grid) -> bool:
    """Whether two tables have the same rows by number and height, as the halves of a wide table have."""
    return first.n_rows == second.n_rows and all(
        abs((a - first.ys[0]) - (b - second.ys[0])) <= SAME_HEIGHT for a, b in zip(first.ys, second.ys, strict=True)
    )


def common_edges(first: Grid, second: Grid) -> list[float]:
    """Return the column edges of both together when they have the same outer edges, else nothing."""
    shift = first.xs[0] - second.xs[0]
    theirs = [x + shift for x in second.xs]
    if abs(theirs[-1] - first.xs[-1]) > SAME_EDGE:
        return []
    return sorted([*first.xs, *(x for x in theirs if all(abs(x - a) > SAME_EDGE for a in first.xs))])


def on_edges(cells: list[GridCell], xs: list[float], edges: list[float]) -> list[GridCell]:
    """Return the cells with columns counted by ``edges``, which hold every edge of ``xs`` or one beside it."""
    places = [min(range(len(edges)), key=lambda i: abs(edges[i] - x)) for x in xs]
    return [replace(c, col=places[c.col], col_span=places[c.col + c.col_span] - places[c.col]) for c in cells]


def stacked(first: Grid, second: Grid) -> Grid:
    """Return ``second`` appended below ``first`` without its repeated header."""
    first = without_stub(first)
    dropped = repeated_rows(first, second)
    edges = first.xs
    above, below = first.cells, [c for c in second.cells if c.row >= dropped]
    if len(first.xs) != len(second.xs) or not (dropped or same_columns(first, second)):
        edges = common_edges(first, second) or first.xs
        above = on_edges(above, first.xs, edges)
        below = on_edges(below, [x + first.xs[0] - second.xs[0] for x in second.xs], edges)
    shift = first.n_rows - dropped
    below = [replace(c, row=c.row + shift) for c in below]
    down = first.ys[-1] - second.ys[dropped]
    ys = [*first.ys, *(y + down for y in second.ys[dropped + 1 :])]
    whole = replace(first, last_page=second.last_page, room=second.room, xs=edges, ys=ys, cells=[*above, *below])
    return mended(whole, first.n_rows)


def without_stub(grid: Grid) -> Grid:
    """Return the grid without a last row that is one blank cell: the edge of a row printed overleaf."""
    last = grid.n_rows - 1
    stub = grid.row(last)
    if last < 1 or len(stub) != 1 or stub[0].lines or stub[0].col_span == 1:
        return grid
    cells = [c if c.row + c.row_span <= last else replace(c, row_span=last - c.row) for c in grid.cells if c.row < last]
    return replace(grid, cells=cells, ys=grid.ys[:-1])


def mended(grid: Grid, seam: int) -> Grid:
    """Return the grid with cells joined that the page break above row ``seam`` had cut in two."""
    upper = {(c.col, c.col_span): c for c in grid.cells if c.row + c.row_span == seam}
    pairs = [(upper.get((c.col, c.col_span)), c) for c in grid.cells if c.row == seam]
    halves = [(a, b) for a, b in pairs if a is not None and is_merged_cell(a, b)]
    for above, below in halves:
        above.row_span += below.row_span
        above.lines = [*above.lines, *below.lines]
    gone = {id(b) for _, b in halves}
    whole = replace(grid, cells=[c for c in grid.cells if id(c) not in gone])
    singles = [(a, b) for a, b in pairs if id(b) not in gone]
    return without_row(whole, seam, singles) if is_cut_row(singles) else whole


def is_merged_cell(above: GridCell, below: GridCell) -> bool:
    """Whether two cells at a page break are one merged cell: text in one half only, or the rest in brackets."""
    if above.lines and below.lines:
        return bool(REST.match(below.text)) and not NUMBER.fullmatch(above.text)
    return above.row_span > 1 or below.row_span > 1


def is_cut_row(pairs: list[tuple[GridCell | None, GridCell]]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before.

    Then something that the row above has is blank, it holds no figures, and each of its texts goes on
    from a line that was full, or is prose in a wide cell.
    """
    rests = [(a, b) for a, b in pairs if b.lines]
    if not rests or any(a is None or b.row_span > 1 for a, b in pairs):
        return False
    blank = any(a is not None and a.lines and not b.lines for a, b in pairs)
    return blank and all(a is not None and a.lines and runs_on(a, b) for a, b in rests)


def runs_on(above: GridCell, below: GridCell) -> bool:
    """Whether the text of a cell goes on in the cell below the page break."""
    last, first = above.lines[-1], below.lines[0]
    if NUMBER.fullmatch(first.text) or NUMBER.fullmatch(last.text):
        return False
    prose = above.right - above.left >= WIDE_CELL * last.size
    return prose or (not ends_sentence(last.text) and above.right - last.x1 < first.head + PADDING)


def without_row(grid: Grid, row: int, pairs: list[tuple[GridCell | None, GridCell]]) -> Grid:
    """Return the grid with ``row`` taken into the cells above it."""
    taken = set()
    for above, below in pairs:
        if above is not None:
            above.lines = [*above.lines, *below.lines]
            taken.add(id(below))
    cells: list[GridCell] = []
    for cell in grid.cells:
        if cell.row > row:
            cells.append(replace(cell, row=cell.row - 1))
        elif cell.row < row < cell.row + cell.row_span:
            cells.append(replace(cell, row_span=cell.row_span - 1))
        elif id(cell) not in taken:
            cells.append(cell)
    return replace(grid, cells=cells, ys=[*grid.ys[:row], *grid.ys[row + 1 :]])


def joined_wide(blocks: list[Block]) -> list[Block]:
    """Return the blocks with tables that go on to the right on the next page joined.

    Notes below the left part come after the whole; the titles of the right part before it.
    """
    result: list[Block] = []
    for block in blocks:
        place = last_table(result)
        left = result[place] if place is not None else None
        if isinstance(block, Grid) and isinstance(left, Grid) and place is not None and is_right_part(left, block):
            between = [x for x in result[place + 1 :] if not isinstance(x, Grid)]
            if len(between) <= MAX_BETWEEN:
                titles: list[Block] = [x for x in between if x[0].page == block.page]
                notes: list[Block] = [x for x in between if x[0].page != block.page]
                result[place:] = [*titles, side_by_side(left, block), *notes]
                continue
        result.append(block)
    return result


def side_by_side(left: Grid, right: Grid) -> Grid:
    """Return one table of the columns of both."""
    shift = left.xs[-1] - right.xs[0]
    cells = [*left.cells, *(replace(c, col=c.col + left.n_cols) for c in right.cells)]
    xs = [*left.xs, *(x + shift for x in right.xs[1:])]
    cells.sort(key=lambda c: (c.row, c.col))
    return replace(left, xs=xs, cells=cells, last_page=right.last_page, room=right.room)


def is_right_part(left: Grid, right: Grid) -> bool:
    """Whether ``right`` holds the further columns of ``left``: the same rows on a later page, without labels."""
    if right.page != left.last_page + 1 or left.n_rows < MIN_WIDE_ROWS or not same_heights(left, right):
        return False
    labels, ours = first_column(right), first_column(left)
    if all(map(str.isdigit, [*labels, *ours])):
        return False
    return sum(not NUMBER.fullmatch(text) for text in labels) * 2 <= len(labels)


def first_column(grid: Grid) -> list[str]:
    """Return the texts of the first column in the lower half of a table: labels, codes or figures."""
    return [c.text for c in grid.cells if c.col == 0 and c.row >= grid.n_rows // 2 and c.lines]


def is_beside(first: Grid, second: Grid) -> bool:
    """Whether a table with the same rows is the right part of ``first``, not the next: it begins with headings."""
    if not same_heights(first, second) or not is_right_part(first, second):
        return False
    return not any(NUMBER.fullmatch(c.text) for c in second.row(0)) and any(c.lines for c in second.row(0))
