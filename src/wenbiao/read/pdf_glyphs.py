"""One page as glyphs and ruling lines, turned so that its text runs from left to right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from pdfminer.layout import LTChar, LTComponent, LTContainer, LTCurve, LTImage

if TYPE_CHECKING:
    from pdfplumber.page import Page

Box = tuple[float, float, float, float]
"""``(x0, x1, top, bottom)`` in points from the page's top left corner."""

THIN = 3.0
"""A filled box this narrow (points) is drawn as a line, not as shading."""

STRAIGHT = 0.5
CORNERS = 4
MAX_CURVE_POINTS = 50
"""Paths with more points are drawings, never the border of a cell."""

ZERO_WIDTH = frozenset("\u200b\u200c\u200d\u2060\ufeff\u00ad")
UNMAPPED = "\ufffd"


class Glyph(NamedTuple):
    """One character: its box and baseline in points from the page's top left corner, size and text.

    ``turn`` is how many quarter turns its direction differs from that of the page.
    """

    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    text: str
    turn: int = 0


class Segment(NamedTuple):
    """A straight ruling line: its constant coordinate, and where it starts and ends along the other."""

    at: float
    start: float
    end: float


@dataclass(slots=True)
class Sheet:
    """What is on one page: glyphs, lines across and lines down, and the share of it that pictures cover.

    All coordinates are upright: ``turns`` quarter turns were taken back.
    """

    number: int
    width: float
    height: float
    glyphs: list[Glyph]
    across: list[Segment]
    down: list[Segment]
    pictured: float = 0.0
    drawn: bool = False
    unmapped: float = 0.0
    turns: int = 0


def quarter_turns(matrix: tuple[float, ...]) -> int:
    """Return 0–3 for text running right, up, left or down, and -1 for slanted text (a watermark)."""
    a, b = matrix[0], matrix[1]
    if abs(b) <= abs(a) * 0.1:
        return 0 if a > 0 else 2
    if abs(a) <= abs(b) * 0.1:
        return 1 if b > 0 else 3
    return -1


def turned(box: Box, turns: int, width: float, height: float) -> Box:
    """Return ``(x0, x1, top, bottom)`` after text running ``turns`` quarter turns off is set upright."""
    x0, x1, top, bottom = box
    if turns == 1:
        return height - bottom, height - top, x0, x1
    if turns == 2:  # noqa: PLR2004 (upside down)
        return width - x1, width - x0, height - bottom, height - top
    if turns:
        return top, bottom, width - x1, width - x0
    return box


def sheet_of(page: Page) -> Sheet:
    """Return the upright content of a page. Watermarks (slanted text) and text outside the page are left out.

    The layout is read as it is: dictionaries of all objects, as pdfplumber makes them, would cost as
    much again as everything done here.
    """
    width, height = float(page.width), float(page.height)
    parts = list(leaves(page.layout))
    chars = [part for part in parts if isinstance(part, LTChar)]
    directions = [quarter_turns(char.matrix) for char in chars]
    counted = Counter(d for d in directions if d >= 0)
    turns = counted.most_common(1)[0][0] if counted else 0
    sheet = Sheet(page.page_number, *((width, height) if turns % 2 == 0 else (height, width)), [], [], [], turns=turns)
    sheet.glyphs = [g for g in glyphs_of(chars, directions, turns, (width, height)) if inside(g, sheet)]
    sheet.unmapped = sum(g.text == UNMAPPED for g in sheet.glyphs) / max(1, len(sheet.glyphs))
    for part in parts:
        if isinstance(part, LTCurve):  # lines and boxes too
            sheet.drawn = True
            for box in rulings(part, height):
                add_box(sheet, turned(box, turns, width, height))
        elif isinstance(part, LTImage):
            sheet.drawn = True
            sheet.pictured += abs(part.width * part.height) / (width * height or 1.0)
    return sheet


def leaves(container: LTContainer[LTComponent]) -> Iterator[LTComponent]:
    """Yield what a page consists of, the content of its forms and figures in their place."""
    for part in container:
        if isinstance(part, LTContainer):
            yield from leaves(part)
        else:
            yield part


def glyphs_of(chars: list[LTChar], directions: list[int], turns: int, frame: tuple[float, float]) -> Iterator[Glyph]:
    """Yield the glyphs in upright coordinates. Blanks come out as a space."""
    width, height = frame
    for char, direction in zip(chars, directions, strict=True):
        text = char.get_text()
        if direction < 0 or text in ZERO_WIDTH:
            continue
        if text.isspace() or not text:
            text = " "
        elif text.startswith("(cid:"):
            text = UNMAPPED
        if turns == 0:
            x0, y0, x1, y1 = char.bbox
            yield Glyph(x0, x1, height - y1, height - y0, height - char.matrix[5], char.size, text, direction)
            continue
        box = turned((char.x0, char.x1, height - char.y1, height - char.y0), turns, width, height)
        base = {1: char.matrix[4], 2: char.matrix[5], 3: width - char.matrix[4]}[turns]
        yield Glyph(*box, base, char.size, text, (direction - turns) % 4)


def inside(glyph: Glyph, sheet: Sheet) -> bool:
    """Whether the middle of a glyph is on the page."""
    return 0 <= glyph.x0 + glyph.x1 <= 2 * sheet.width and 0 <= glyph.top + glyph.bottom <= 2 * sheet.height


def rulings(path: LTCurve, height: float) -> Iterator[Box]:
    """Yield what a path rules off: the whole of a sliver, else its level and upright strokes.

    Boxes that are only filled are shading, which follows cells but need not.
    """
    if len(path.pts) > MAX_CURVE_POINTS:
        return
    if min(path.width, path.height) <= THIN:
        yield path.x0, path.x1, height - path.y1, height - path.y0
    elif path.stroke:
        points = path.pts if path.pts[0] == path.pts[-1] or not is_box(path) else [*path.pts, path.pts[0]]
        for (xa, ya), (xb, yb) in pairwise(points):
            if abs(xa - xb) <= STRAIGHT or abs(ya - yb) <= STRAIGHT:
                yield min(xa, xb), max(xa, xb), height - max(ya, yb), height - min(ya, yb)


def is_box(path: LTCurve) -> bool:
    """Whether a path is a rectangle, given by its four corners."""
    return len(path.pts) == CORNERS and path.pts[0][0] in (path.pts[1][0], path.pts[3][0])


def add_box(sheet: Sheet, box: Iterable[float]) -> None:
    """Add a thin box as a line across or down; dots and slanted lines are left out."""
    x0, x1, top, bottom = box
    if bottom - top <= THIN and x1 - x0 > bottom - top:
        sheet.across.append(Segment((top + bottom) / 2, x0, x1))
    elif x1 - x0 <= THIN and bottom - top > x1 - x0:
        sheet.down.append(Segment((x0 + x1) / 2, top, bottom))
