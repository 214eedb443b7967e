"""Charts as shapes on a sheet, ready for one small template: nothing is drawn by a script, nothing is told by colour alone.

Lengths are in units of the drawing, about one pixel each. Colours are those of Okabe and Ito, told apart by colour-blind
readers too, and a blue of growing depth for amounts; shapes, positions and printed numbers say the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

DEPTHS = ("#f7fbff", "#deebf7", "#c6dbef", "#9ecae1", "#6baed6", "#4292c6", "#2171b5", "#084594")
DARK = 5
"""From this depth on text is white."""
WIDTH = 860.0
"""Width of a chart that stands alone on its line."""
NAMES = 200.0
"""The most that names at the left may take."""
ROW = 20
"""Height of a line of text with room around it."""
TEXT_DROP = 4
"""From the middle of a line down to the foot of its letters."""
DOT = 4.0
GLYPH = 12.5
"""Width of a Chinese character."""
NICE = (1.0, 2.0, 2.5, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    kind: str = "axis"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``fill`` is a colour where the kind does not tell."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    fill: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark around a point: a circle, a square or a diamond."""

    x: float
    y: float
    kind: str
    shape: str = "circle"

    @property
    def path(self) -> str:
        """Return the outline."""
        x, y, r = self.x, self.y, DOT
        if self.shape == "diamond":
            return f"M{x:.1f} {y - r - 1:.1f}l{r + 1} {r + 1}l{-r - 1} {r + 1}l{-r - 1} {-r - 1}z"
        if self.shape == "square":
            return f"M{x - r:.1f} {y - r:.1f}h{2 * r}v{2 * r}h{-2 * r}z"
        return f"M{x - r:.1f} {y:.1f}a{r} {r} 0 1 0 {2 * r} 0a{r} {r} 0 1 0 {-2 * r} 0z"


@dataclass(frozen=True, slots=True)
class Label:
    """A text; ``anchor`` is start, middle or end."""

    x: float
    y: float
    text: str
    kind: str = "label"
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Curve:
    """Points joined by lines."""

    points: tuple[tuple[float, float], ...]
    kind: str = "curve"

    @property
    def path(self) -> str:
        """Return the outline."""
        return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in self.points)


Shape: TypeAlias = Line | Box | Mark | Label | Curve


@dataclass(frozen=True, slots=True)
class Part:
    """Shapes that belong together: ``tip`` says in words what they show, ``pick`` leads to documents (key=value)."""

    shapes: tuple[Shape, ...]
    tip: str = ""
    pick: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """A drawing with its size."""

    width: float
    height: float
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """Values from ``low`` to ``high`` along a line from ``start`` to ``end``, with ticks at round values."""

    low: float
    high: float
    start: float
    end: float
    ticks: tuple[float, ...] = field(default=())

    def __call__(self, value: float) -> float:
        """Return the place of a value; what lies outside stands at the edge."""
        inside = min(max(value, self.low), self.high)
        return self.start + (inside - self.low) / (self.high - self.low) * (self.end - self.start)


def scale_over(values: Sequence[float], start: float, end: float, zero: bool = False, count: int = 5) -> Scale:
    """Return a scale with round ends around ``values``, from zero on when asked."""
    low, high = (min(values), max(values)) if values else (0.0, 1.0)
    low = min(0.0, low) if zero else low
    if high - low < 1e-9:  # noqa: PLR2004 - all values are the same
        low, high = (
            (low, high + (abs(high) or 1.0)) if zero else (low - (abs(low) or 1.0) / 10, high + (abs(high) or 1.0) / 10)
        )
    raw = (high - low) / count
    power = 10.0 ** math.floor(math.log10(raw))
    step = next(n for n in NICE if n * power >= raw - 1e-12) * power
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(n * step, 10) for n in range(first, last + 1))
    return Scale(ticks[0], ticks[-1], start, end, ticks)


def width_of(text: str) -> float:
    """Return about how wide a text is when set."""
    return sum(GLYPH if ord(c) > 0x2E7F else GLYPH * 0.56 for c in text)  # noqa: PLR2004 - where Chinese begins


def cut(text: str, room: float) -> str:
    """Return a text shortened to a width."""
    if width_of(text) <= room:
        return text
    while text and width_of(text) > room - GLYPH:
        text = text[:-1]
    return text + "…"


def axis_shapes(scale: Scale, top: float, bottom: float, unit: str) -> Iterator[Shape]:
    """Yield the grid of a horizontal scale with its values above."""
    digits = digits_of(scale)
    for tick in scale.ticks:
        yield Line(scale(tick), top, scale(tick), bottom, "grid")
        yield Label(scale(tick), top - 6, f"{tick:.{digits}f}", "tick", "middle")
    yield Label(scale.start, top - 24, unit, "unit")


def digits_of(scale: Scale) -> int:
    """Return how many decimals tell the ticks apart."""
    step = scale.ticks[1] - scale.ticks[0]
    return next(d for d in range(6) if abs(round(step, d) - step) < 1e-9)  # noqa: PLR2004


@dataclass(frozen=True, slots=True)
class Column:
    """A bar of a histogram from ``low`` to ``high``."""

    low: float
    high: float
    count: int
    tip: str
    pick: str = ""


def histogram(columns: Sequence[Column], lines: Sequence[tuple[str, float]], unit: str, counted: str) -> Chart:
    """Return bars side by side, with named values as lines above."""
    left, right, top, bottom = 56.0, WIDTH - 20, 54.0, 280.0
    across = Scale(columns[0].low, columns[-1].high, left, right)
    up = scale_over([c.count for c in columns], bottom, top, zero=True, count=4)
    shapes: list[Shape] = []
    for tick in up.ticks:
        shapes += [
            Line(left, up(tick), right, up(tick), "grid"),
            Label(left - 6, up(tick) + TEXT_DROP, f"{tick:,.0f}", "tick", "end"),
        ]
    shapes += [Label(left, 14, counted, "unit"), Label(right, bottom + 36, unit, "unit", "end")]
    parts = [Part(tuple(shapes))]
    for column in columns:
        x, wide = across(column.low) + 1, across(column.high) - across(column.low) - 2
        y = up(column.count)
        parts.append(
            Part(
                (Box(x, y, wide, bottom - y, "bar"), Box(x, top, wide, bottom - top, "reach")), column.tip, column.pick
            )
        )
    edges = [Label(across(c.low), bottom + 18, f"{c.low:.2g}", "tick", "middle") for c in columns[::2]]
    parts.append(
        Part(
            (
                Line(left, bottom, right, bottom),
                *edges,
                Label(right, bottom + 18, f"{columns[-1].high:.2g}", "tick", "middle"),
            )
        )
    )
    for number, (name, value) in enumerate(lines):
        x, y = across(value), top - 8 - 15 * (number % 2)
        parts.append(Part((Line(x, y + 3, x, bottom, "overall"), Label(x, y, name, "note", "middle"))))
    return Chart(right + 12, bottom + 44, tuple(parts))


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a heat map; None where there is nothing to count."""

    value: float | None
    tip: str
    pick: str = ""


def heat_map(names: Sequence[str], columns: Sequence[str], fields: Sequence[Sequence[Field]]) -> Chart:
    """Return a table of amounts: each cell prints its value on a ground that is the deeper the larger it is."""
    wide = min(max([width_of(n) for n in names], default=0) + 8, NAMES)
    left, top = wide + 6, 34.0
    cell = (WIDTH - 6 - left) / max(len(columns), 1)
    largest = max([f.value for row in fields for f in row if f.value is not None], default=0.0) or 1.0
    heads = [Label(left + cell * (n + 0.5), 20, cut(c, cell - 4), "tick", "middle") for n, c in enumerate(columns)]
    parts = [Part(tuple(heads))]
    for r, (name, row) in enumerate(zip(names, fields, strict=True)):
        y = top + r * (ROW + 2)
        parts.append(Part((Label(wide, y + ROW / 2 + TEXT_DROP, cut(name, wide - 4), "name", "end"),)))
        for c, one in enumerate(row):
            parts.append(heat_part(one, left + c * cell, y, cell, largest))
    return Chart(WIDTH, top + len(names) * (ROW + 2) + 6, tuple(parts))


def heat_part(one: Field, x: float, y: float, wide: float, largest: float) -> Part:
    """Return one cell of a heat map."""
    if one.value is None:
        return Part(
            (
                Box(x + 1, y, wide - 2, ROW, "empty"),
                Label(x + wide / 2, y + ROW / 2 + TEXT_DROP, "–", "tick", "middle"),
            ),
            one.tip,
        )
    depth = min(int(math.sqrt(one.value / largest) * len(DEPTHS)), len(DEPTHS) - 1)
    kind = "cell light" if depth >= DARK else "cell dark"
    text = Label(x + wide / 2, y + ROW / 2 + TEXT_DROP, f"{one.value:.2f}", kind, "middle")
    return Part((Box(x + 1, y, wide - 2, ROW, "heat", DEPTHS[depth]), text), one.tip, one.pick)


@dataclass(frozen=True, slots=True)
class Point:
    """A value with its interval over a name: a year, a band of scores."""

    name: str
    value: float
    low: float
    high: float
    count: int
    tip: str
    pick: str = ""


def trend(points: Sequence[Point], unit: str, counted: str, joined: bool = True, width: float = WIDTH / 2 - 8) -> Chart:
    """Return points over equal steps with their intervals, joined by a line where the steps follow each other in time."""
    left, right, top, bottom = 52.0, width - 12, 34.0, 190.0
    up = scale_over([v for p in points for v in (p.low, p.high)], bottom, top, count=4)
    step = (right - left) / max(len(points), 1)
    digits = digits_of(up)
    shapes: list[Shape] = [Label(6, 14, unit, "unit")]
    for tick in up.ticks:
        shapes += [
            Line(left, up(tick), right, up(tick), "grid"),
            Label(left - 6, up(tick) + TEXT_DROP, f"{tick:.{digits}f}", "tick", "end"),
        ]
    places = [(left + step * (n + 0.5), up(p.value)) for n, p in enumerate(points)]
    if joined:
        shapes.append(Curve(tuple(places)))
    shapes.append(Label(6, bottom + 36, counted, "tick"))
    parts = [Part(tuple(shapes))]
    for (x, y), point in zip(places, points, strict=True):
        low, high = up(point.low), up(point.high)
        caps = (Line(x - 4, low, x + 4, low, "interval thin"), Line(x - 4, high, x + 4, high, "interval thin"))
        name, count = (
            Label(x, bottom + 18, point.name, "name", "middle"),
            Label(x, bottom + 36, f"{point.count:,}", "tick", "middle"),
        )
        reach = Box(x - step / 2, top, step, bottom - top + 40, "reach")
        parts.append(
            Part(
                (Line(x, low, x, high, "interval thin"), *caps, Mark(x, y, "estimate"), name, count, reach),
                point.tip,
                point.pick,
            )
        )
    return Chart(width, bottom + 44, tuple(parts))


@dataclass(frozen=True, slots=True)
class Bar:
    """A named amount; ``note`` is printed behind it."""

    name: str
    value: float
    note: str
    tip: str
    pick: str = ""


def bars(rows: Sequence[Bar], unit: str) -> Chart:
    """Return named bars, one below the other."""
    wide = min(max([width_of(r.name) for r in rows], default=0) + 8, 1.6 * NAMES)
    left, right, top = wide + 6, WIDTH - 130, 44.0
    scale = scale_over([r.value for r in rows], left, right, zero=True)
    bottom = top + (ROW + 2) * len(rows)
    parts = [Part(tuple(axis_shapes(scale, top - 6, bottom, unit)))]
    for number, row in enumerate(rows):
        y = top + (ROW + 2) * number
        shapes: tuple[Shape, ...] = (
            Box(0, y, WIDTH, ROW, "band"),
            Label(wide, y + ROW / 2 + TEXT_DROP, cut(row.name, wide - 4), "name", "end"),
            Box(left, y + 3, max(scale(row.value) - left, 0.5), ROW - 6, "bar"),
            Label(max(scale(row.value), left) + 6, y + ROW / 2 + TEXT_DROP, row.note, "tick"),
        )
        parts.append(Part(shapes, row.tip, row.pick))
    return Chart(WIDTH, bottom + 6, tuple(parts))
