"""Ruling lines → lattices: where the rows and columns of a ruled table are, and which places form one cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from wenbiao.read.pdf_glyphs import Glyph, Segment, Sheet

SNAP = 3.0
"""Lines this close (points) are one line, and ends this close touch: double borders, dashes, rounded corners."""

SLIVER = 6.5
"""A row or column narrower than this without text lies between two edges that were meant to be one."""

STAGGER = 10.0
"""Edges this close that never stand in the same row are one, drawn a little off in some rows."""

MIN_LENGTH = 6.0
MIN_COLUMN = 3
"""A single column of fewer rows is a frame around text."""

COVERED = 0.55
"""A line is the wall of a place when it covers this share of its side."""

MAX_CROSSINGS = 250_000
"""Maps and diagrams with more lines than this are not searched for tables."""


class Region(NamedTuple):
    """The places of a lattice that one cell covers."""

    row: int
    col: int
    row_span: int
    col_span: int


@dataclass(slots=True)
class Edge:
    """An edge between columns or rows: where it is as a rule, and the lines drawn there."""

    at: float
    lines: list[Segment]

    def walls(self, along: list[float]) -> list[bool]:
        """Return for each place between the positions ``along`` whether a line stands beside it."""
        return [sum(overlap(line, a, b) for line in self.lines) >= COVERED * (b - a) for a, b in pairwise(along)]

    def near(self, start: float, end: float) -> float:
        """Return where the edge is beside the place from ``start`` to ``end``; rows may differ a little."""
        beside = [line for line in self.lines if overlap(line, start, end) >= COVERED * (end - start)]
        return beside[0].at if beside else self.at


@dataclass(slots=True)
class Lattice:
    """Edges of columns (``xs``) and rows (``ys``) of one ruled table, and its cells.

    ``row_xs`` are the edges of columns as they are drawn in each row.
    """

    xs: list[float]
    ys: list[float]
    regions: list[Region]
    row_xs: list[list[float]]

    @property
    def area(self) -> float:
        """Return the area in square points."""
        return (self.xs[-1] - self.xs[0]) * (self.ys[-1] - self.ys[0])


def lattices_of(sheet: Sheet) -> list[Lattice]:
    """Return the ruled tables of a page, smallest first; frames around text are no tables."""
    across, down = merged(sheet.across), merged(sheet.down)
    if not across or not down or len(across) * len(down) > MAX_CROSSINGS:
        return []
    found = (lattice_of(rows, columns, sheet.glyphs) for rows, columns in connected(across, down))
    return sorted((lat for lat in found if lat is not None), key=lambda lat: lat.area)


def levels(segments: list[Segment]) -> Iterator[list[Segment]]:
    """Yield the segments that lie on one line."""
    level: list[Segment] = []
    for segment in sorted(segments):
        if level and segment.at - level[0].at > SNAP:
            yield level
            level = []
        level.append(segment)
    if level:
        yield level


def merged(segments: list[Segment]) -> list[Segment]:
    """Return the segments with those on one line joined where they touch, specks left out."""
    result: list[Segment] = []
    for level in levels(segments):
        at = sum(s.at for s in level) / len(level)
        (_, start, end), *rest = sorted(level, key=lambda s: s.start)
        for segment in rest:
            if segment.start > end + SNAP:
                result.append(Segment(at, start, end))
                start = segment.start
                end = segment.end
            end = max(end, segment.end)
        result.append(Segment(at, start, end))
    return [s for s in result if s.end - s.start >= MIN_LENGTH]


def connected(across: list[Segment], down: list[Segment]) -> Iterator[tuple[list[Segment], list[Segment]]]:
    """Yield the lines across and down of each group of lines that touch."""
    parent = list(range(len(across) + len(down)))

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    for i, (y, x0, x1) in enumerate(across):
        for j, (x, y0, y1) in enumerate(down, start=len(across)):
            if x0 - SNAP <= x <= x1 + SNAP and y0 - SNAP <= y <= y1 + SNAP:
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Segment], list[Segment]]] = {}
    for i, segment in enumerate([*across, *down]):
        groups.setdefault(root(i), ([], []))[i >= len(across)].append(segment)
    loose = [group[1][0] for group in groups.values() if not group[0]]
    for group in groups.values():
        if all(group):
            yield group[0], [*group[1], *beside(group[1], loose)]


def beside(down: list[Segment], loose: list[Segment]) -> list[Segment]:
    """Return the lines down that touch nothing but run along the whole table: sides of a cell cut above and below."""
    top, bottom = min(s.start for s in down), max(s.end for s in down)
    return [s for s in loose if abs(s.start - top) <= 2 * SNAP and abs(s.end - bottom) <= 2 * SNAP]


def lattice_of(rows: list[Segment], columns: list[Segment], glyphs: list[Glyph]) -> Lattice | None:
    """Return the lattice of lines that touch, or None when they only frame something."""
    across, down = edges(rows, columns), edges(columns, rows)
    texts = [
        ((g.x0 + g.x1) / 2, (g.top + g.bottom) / 2)
        for g in glyphs
        if g.text != " " and across[0].at < g.base < across[-1].at + SNAP
    ]
    down = without_slivers(down, texts)
    across = without_slivers(across, [(y, x) for x, y in texts])
    n_cols, n_rows = len(down) - 1, len(across) - 1
    if n_cols < 1 or n_rows < 1 or (n_cols == 1 and n_rows < MIN_COLUMN):
        return None
    xs, ys = [edge.at for edge in down], [edge.at for edge in across]
    cells = list(regions(walls(down, ys), walls(across, xs)))
    cols = sorted({c.col for c in cells} | {n_cols})
    rows_kept = sorted({c.row for c in cells} | {n_rows})
    ys = [ys[i] for i in rows_kept]
    return Lattice(
        [xs[i] for i in cols],
        ys,
        [counted(cell, rows_kept, cols) for cell in cells],
        [[down[i].near(a, b) for i in cols] for a, b in pairwise(ys)],
    )


def counted(cell: Region, rows: list[int], cols: list[int]) -> Region:
    """Return the region counted by the edges at which cells begin; others are no edges of the table."""
    row, col = rows.index(cell.row), cols.index(cell.col)
    return Region(row, col, rows.index(cell.row + cell.row_span) - row, cols.index(cell.col + cell.col_span) - col)


def edges(lines: list[Segment], crossing: list[Segment]) -> list[Edge]:
    """Return the edges that lines make, and where the crossing ones end when the border there is not drawn."""
    found = [Edge(level[0].at, level) for level in levels(lines)]
    first, last = min(s.start for s in crossing), max(s.end for s in crossing)
    if first < found[0].at - SLIVER:
        found.insert(0, Edge(first, []))
    if last > found[-1].at + SLIVER:
        found.append(Edge(last, []))
    return found


def without_slivers(found: list[Edge], texts: list[tuple[float, float]]) -> list[Edge]:
    """Return the edges with those merged that were meant to be one.

    Either they stand in different rows, a little beside each other; or there is hardly room between
    them and no text. ``texts`` are the middles of glyphs, across the edges first, along them second.
    """
    kept = [found[0]]
    for edge in found[1:]:
        last = kept[-1]
        shared = [
            (max(a.start, b.start), min(a.end, b.end))
            for a in last.lines
            for b in edge.lines
            if overlap(a, b.start, b.end) > SNAP
        ]
        if edge.at - last.at < (SLIVER if shared or not (last.lines and edge.lines) else STAGGER) and not any(
            last.at < x < edge.at and start < y < end for x, y in texts for start, end in shared
        ):
            kept[-1] = Edge(last.at, [*last.lines, *edge.lines])
        else:
            kept.append(edge)
    return kept


def overlap(line: Segment, start: float, end: float) -> float:
    """Return how far a line runs between two positions."""
    return max(0.0, min(line.end, end) - max(line.start, start))


def walls(found: list[Edge], along: list[float]) -> list[list[bool]]:
    """Return for each edge and each place along it whether a line stands there; outer edges are whole."""
    whole = [True] * (len(along) - 1)
    return [whole, *(edge.walls(along) for edge in found[1:-1]), whole]


def regions(right: list[list[bool]], below: list[list[bool]]) -> Iterator[Region]:
    """Yield the rectangles that the walls leave open, in row order; ``right`` is by edge and row, ``below`` by edge and column."""
    n_rows, n_cols = len(below) - 1, len(right) - 1
    taken = [[False] * n_cols for _ in range(n_rows)]
    for row in range(n_rows):
        for col in range(n_cols):
            if taken[row][col]:
                continue
            end_col = col + 1
            while not right[end_col][row] and not taken[row][end_col]:
                end_col += 1
            end_row = row + 1
            while not any(
                below[end_row][c] or taken[end_row][c] or (c > col and right[c][end_row]) for c in range(col, end_col)
            ):
                end_row += 1
            for r in range(row, end_row):
                taken[r][col:end_col] = [True] * (end_col - col)
            yield Region(row, col, end_row - row, end_col - col)
