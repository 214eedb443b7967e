"""Lines → paragraphs: which lines belong together, on one page and over the page break."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise, zip_longest
from statistics import median

from wenbiao.model.address import Part
from wenbiao.read.pdf_furniture import Item, PageText
from wenbiao.read.pdf_lines import Line
from wenbiao.read.pdf_table import NUMBER, Grid

LONG_LINE = 0.55
"""Lines that take this share of the page's width show where the margins are."""

ENOUGH_LINES = 8
"""So many long lines on a page settle its own margins, else those of all pages of its size count."""

LEFT_SHARE, RIGHT_RANK = 0.1, 0.8
"""The left margin is the first place where this share of lines begins; the right one is at this rank of their ends."""

INDENT = 0.8
FIRST_LINE = (1.4, 2.7)
"""Indents of a paragraph's first line, in characters: two as a rule."""

CENTRED_MARGIN, OFF_CENTRE = 2.5, 2.0
LOOSE, TIGHT = 1.3, 0.5
"""Characters that may be missing at the end of a full line: a mark pulled to the next line, or nothing but rounding."""

FULL_WIDTH = 0.7
"""A line that takes less than this share of the measure is short, wherever it ends."""

SAME_SIZE = 0.12
NEW_BLOCK, SPACED_OUT = 1.45, 2.3
"""A distance of so many usual line distances, or of so many characters, parts two paragraphs."""

TITLE_SIZE = 1.4
NOTE = re.compile(r"^(?:注|备注|附注|说明|填表说明|注释)\s*\d{0,2}\s*[:：]")
NUMBERING = re.compile(
    r"""^(?:第[一二三四五六七八九十百\d]{1,4}[部章节条]
      | [一二三四五六七八九十]{1,3}\s*[、.．] | [（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]
      | \d{1,2}\s*[、.．)）](?!\d) | [（(]\s*\d{1,2}\s*[）)] | [①-⑳] | 附[件表录]\s*[\d一二三四五六七八九十]*\s*[:：])""",
    re.X,
)
FOOT_NOTE = re.compile(r"^(?:\d{1,2}(?![\d.．、,%年月日])|[①-⑳]|[\[〔]\d{1,2}[\]〕]|[*＊※])")
NOTE_SIZE = 0.92
"""Notes at the foot of a page are set smaller than this share of the text's size."""

ENDS = "。！？；：!?;:"
CLOSERS = "”’）)》』」】"


@dataclass(slots=True)
class Measure:
    """Left and right margin of running text and the usual distance of lines by size."""

    left: float
    right: float
    pitch: dict[int, float]


def paragraphs_of(pages: list[PageText]) -> list[list[Line] | Grid]:
    """Return the text as paragraphs (their lines) and the tables, in reading order.

    Notes at the foot of a page come after the paragraph that goes on over the page break.
    """
    by_page = {page.number: m for group in same_size(pages) for page, m in measured(group)}
    body = body_size(pages)
    result: list[list[Line] | Grid] = []
    notes: list[list[Line]] = []
    for page, after in zip_longest(pages, pages[1:]):
        foot = foot_notes(page, after, body)
        for item in page.items[: len(page.items) - len(foot)]:
            last = result[-1] if result else None
            if isinstance(item, Line) and isinstance(last, list) and not begins(item, last[-1], by_page, body):
                last.append(item)
                continue
            result.extend(notes)
            notes = []
            result.append([item] if isinstance(item, Line) else item)
        for line in foot:
            line.part = Part.FOOTNOTE
            if FOOT_NOTE.match(line.text) or not notes:
                notes.append([line])
            else:
                notes[-1].append(line)
    return [*result, *notes]


def foot_notes(page: PageText, after: PageText | None, body: float) -> list[Line]:
    """Return the notes at the foot of a page: small lines, the first with a mark, between text here and overleaf."""
    overleaf = after.items[0] if after and after.items else None
    if not isinstance(overleaf, Line) or overleaf.size <= NOTE_SIZE * body:
        return []
    found: list[Line] = []
    for item in reversed(page.items):
        if isinstance(item, Grid):
            return []
        if item.size > NOTE_SIZE * body:
            while found and not FOOT_NOTE.match(found[0].text):
                found.pop(0)
            return found
        found.insert(0, item)
    return []


def same_size(pages: list[PageText]) -> list[list[PageText]]:
    """Return the pages grouped by their size."""
    groups: defaultdict[tuple[int, int], list[PageText]] = defaultdict(list)
    for page in pages:
        groups[round(page.width), round(page.height)].append(page)
    return list(groups.values())


def measured(pages: list[PageText]) -> list[tuple[PageText, Measure]]:
    """Return the pages of one size with their margins."""
    items = [item for page in pages for item in page.items]
    common = margins(items, pages[0].width)
    return [(page, Measure(*margins_of(page, common), pitches(page))) for page in pages]


def margins_of(page: PageText, common: tuple[float, float]) -> tuple[float, float]:
    """Return the page's own margins when it has enough text, else the common ones."""
    own = [x for x in page.items if isinstance(x, Line) and x.x1 - x.x0 >= LONG_LINE * page.width]
    return margins(list(own), page.width) if len(own) >= ENOUGH_LINES else common


def margins(items: list[Item], width: float) -> tuple[float, float]:
    """Return where running text begins and ends, judged by its long lines, else by everything there is."""
    lines = [x for x in items if isinstance(x, Line)]
    long = [x for x in lines if x.x1 - x.x0 >= LONG_LINE * width]
    if len(long) < 3:  # noqa: PLR2004 (too few to tell an indented line from one at the margin)
        starts = [x.x0 for x in lines] + [x.xs[0] for x in items if isinstance(x, Grid)]
        ends = [x.x1 for x in lines] + [x.xs[-1] for x in items if isinstance(x, Grid)]
        return min(starts, default=0.0), max(ends, default=width)
    starts = sorted(x.x0 for x in long)
    needed = max(2, LEFT_SHARE * len(starts))
    left = next((a for i, a in enumerate(starts) if sum(s - a <= 3 for s in starts[i:]) >= needed), starts[0])  # noqa: PLR2004 (points)
    return left, sorted(x.x1 for x in long)[int(RIGHT_RANK * (len(long) - 1))]


def pitches(page: PageText) -> dict[int, float]:
    """Return the usual distance of neighbouring lines for each size of type on a page."""
    distances: defaultdict[int, list[float]] = defaultdict(list)
    for a, b in pairwise(page.items):
        if isinstance(a, Line) and isinstance(b, Line) and round(a.size) == round(b.size):
            distances[round(a.size)].append(b.base - a.base)
    return {size: median(d) for size, d in distances.items() if len(d) >= 3}  # noqa: PLR2004 (fewer show no habit)


def body_size(pages: list[PageText]) -> float:
    """Return the size in which most of the running text is set."""
    amount: defaultdict[float, int] = defaultdict(int)
    for page in pages:
        for item in page.items:
            if isinstance(item, Line):
                amount[round(item.size, 1)] += len(item.text)
    return max(amount, key=lambda size: amount[size], default=0.0)


def begins(line: Line, last: Line, measures: dict[int, Measure], body: float) -> bool:
    """Whether ``line`` begins a paragraph after ``last``.

    Another size, a gap or a note begin one. So does what follows a line that had room for more. A full
    line without a full stop goes on, unless the next is indented as a first line is.
    """
    here, there = measures[line.page], measures[last.page]
    size = max(line.size, last.size)
    if abs(line.size - last.size) > SAME_SIZE * size or NOTE.match(line.text) or is_apart(line, last, here):
        return True
    if line.size >= TITLE_SIZE * body and line.page == last.page and in_middle(line, here) and in_middle(last, here):
        return False
    room = there.right - last.x1
    ended = ends_sentence(last.text)
    wide = last.x1 - last.x0 >= FULL_WIDTH * (there.right - there.left)
    goes_on = wide and room <= line.head + TIGHT * size and not ended
    if is_centred(line, here) or is_centred(last, there):
        return not goes_on
    if room > line.head + LOOSE * size:
        return True
    indent, last_indent = (line.x0 - here.left) / size, (last.x0 - there.left) / size
    if indent > INDENT:
        return opens(line, last, indent, deeper=indent - last_indent > INDENT, goes_on=goes_on)
    return ended and (bool(NUMBERING.match(line.text)) or room > line.head + TIGHT * size)


def opens(line: Line, last: Line, indent: float, *, deeper: bool, goes_on: bool) -> bool:
    """Whether an indented line is the first of a paragraph; below a numbered line it may hang instead."""
    is_first_line = FIRST_LINE[0] <= indent <= FIRST_LINE[1]
    if goes_on:
        hangs = not deeper or bool(NUMBERING.match(last.text))
        return bool(NUMBERING.match(line.text)) or (is_first_line and not hangs)
    return deeper or is_first_line


def is_apart(line: Line, last: Line, measure: Measure) -> bool:
    """Whether two lines of a page are too far from each other or side by side, or figures in a column."""
    if NUMBER.fullmatch(last.text):
        return True
    if line.page != last.page:
        return line.page != last.page + 1
    distance = line.base - last.base
    usual = measure.pitch.get(round(line.size))
    return distance <= 0 or distance > (NEW_BLOCK * usual if usual else SPACED_OUT * line.size)


def is_centred(line: Line, measure: Measure) -> bool:
    """Whether a line stands in the middle or at the right, well away from the left margin."""
    left, right = (line.x0 - measure.left) / line.size, (measure.right - line.x1) / line.size
    return left > CENTRED_MARGIN and (abs(left - right) < OFF_CENTRE or right < 1)


def in_middle(line: Line, measure: Measure) -> bool:
    """Whether the middle of a line is that of the page."""
    return abs(line.x0 + line.x1 - measure.left - measure.right) < 2 * line.size


def ends_sentence(text: str) -> bool:
    """Whether a line ends with the end of a sentence or clause list."""
    return text.rstrip(CLOSERS)[-1:] in ENDS and text[-1:] != ""
