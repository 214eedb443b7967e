"""The caterpillar plot: rows of estimates with their intervals on one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from wenbiao.corpus.charts import (
    NAMES,
    ROW,
    TEXT_DROP,
    WIDTH,
    Box,
    Chart,
    Label,
    Line,
    Mark,
    Part,
    Scale,
    Shape,
    axis_shapes,
    cut,
    scale_over,
    width_of,
)

TOP = 46.0
"""Room for the scale."""
COUNTS = 70.0
"""Room for the counts at the right."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A row: the estimate with its interval, the raw value, how many it rests on."""

    name: str
    value: float
    low: float
    high: float
    raw: float | None
    count: int
    tip: str
    pick: str = ""
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that follow each other, under a note that says what is different about them or left out before them."""

    rows: tuple[Interval, ...]
    note: str = ""


def caterpillar(blocks: Sequence[Block], unit: str, counted: str, overall: float | None = None) -> Chart:
    """Return blocks of rows in the order given, the overall value as a dashed line."""
    rows = [row for block in blocks for row in block.rows]
    wide = min(max([width_of(r.name) for r in rows], default=0) + 8, NAMES)
    right = WIDTH - COUNTS
    scale = scale_over(
        [v for r in rows for v in (r.low, r.high, r.raw if r.raw is not None else r.value)], wide + 6, right
    )
    bottom = TOP + ROW * (len(rows) + sum(bool(block.note) for block in blocks))
    parts = [Part((*axis_shapes(scale, TOP - 6, bottom, unit), Label(right + 60, TOP - 12, counted, "tick", "end")))]
    if overall is not None:
        parts.append(Part((Line(scale(overall), TOP - 6, scale(overall), bottom, "overall"),)))
    y = TOP + ROW / 2
    for block in blocks:
        if block.note:
            parts.append(Part((Label(4, y + TEXT_DROP, block.note, "note"),)))
            y += ROW
        for row in block.rows:
            parts.append(row_part(row, scale, y, wide, right))
            y += ROW
    return Chart(WIDTH - 6, bottom + 8, tuple(parts))


def row_part(row: Interval, scale: Scale, y: float, wide: float, right: float) -> Part:
    """Return one row."""
    faint = " faint" if row.faint else ""
    shapes: list[Shape] = [
        Box(0, y - ROW / 2, right + 64, ROW, "band"),
        Label(wide, y + TEXT_DROP, cut(row.name, wide - 4), "name", "end"),
        Line(scale(row.low), y, scale(row.high), y, "interval" + faint),
    ]
    if row.raw is not None:
        shapes.append(Mark(scale(row.raw), y, "raw", "diamond"))
    shapes.append(Mark(scale(row.value), y, "estimate" + faint))
    shapes.append(Label(right + 60, y + TEXT_DROP, f"{row.count:,}", "tick", "end"))
    return Part(tuple(shapes), row.tip, row.pick)
