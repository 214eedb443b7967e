"""Glyphs → lines of text: which glyphs share a line, and which gaps between them are spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from wenbiao.model.address import Part
from wenbiao.model.document import Box
from wenbiao.read.pdf_glyphs import Glyph, turned

SAME_BASELINE = 0.4
"""Baselines closer than this share of the size are one line: raised figures are, rows of a table are not."""

OVERPRINT = 0.3
"""The same glyph again within this share of its width is bold type made by printing twice."""

SMALL, RAISED = 0.8, 0.15
"""Shares of the size: smaller glyphs whose foot is this far above that of the others are raised."""

NOTE_MARKS = frozenset("0123456789[]〔〕①②③④⑤⑥⑦⑧⑨⑩*")

WORD_GAP, NUMBER_GAP = 0.22, 0.45
"""Gaps, as shares of the size, that part two Latin words or two numbers (a space is a quarter to a half)."""

PIECE_GAP, WIDE_GAP = 0.9, 1.8
"""Gaps that may part two columns, and gaps that stay as a space even between Chinese characters."""

PART_LABEL = re.compile(
    r"(?:第[一二三四五六七八九十百\d]{1,3}[部分章节篇]{1,2}|附[件表录][一二三四五六七八九十\d]{0,3})$"
)
"""What a heading may begin with; a gap after it is always a space."""

LABEL = re.compile(r"[:：]")
UNIT = re.compile(r"[万亿千百元人名个年月日号辆次批项家户台套件米亩公平吨份所处%％天分位场期级倍页季届条类款岁周小]")
"""What may follow a figure as its measure; such a gap is never a space."""

GAP = "\0"
LABEL_GAP = re.compile(
    rf"""(?: (?<=[^{GAP}：:，。；、（A-Za-z\d]) | (?<=\d)(?={GAP}(?!{UNIT.pattern})) ){GAP}
    (?=[\u4e00-\u9fff]{{2,12}}[:：] | (?:19|20)\d{{2}}年度?{GAP}[\u4e00-\u9fff]{{2,12}}[:：])""",
    re.X,
)
"""A gap before a label, or before the year between two: 部门：某局 2024年度 单位：万元."""

OPENING = frozenset("（《“‘【〈「『([¥￥")
CLOSING = frozenset("，。、；：！？）》”’】〉」』…%％,.;:!?)]")
HAN_FIRST, HAN_LAST = "\u4e00", "\u9fff"
HEAD_GLYPHS = 16

WHOLE_RADICALS = dict(
    zip(
        "⺒⺜⺝⺟⺠⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳",
        "巳日月母民虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟",
        strict=True,
    )
)
STANDARD = str.maketrans(
    {
        chr(code): unicodedata.normalize("NFKC", chr(code))
        for code in (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFAFF), *range(0xFB00, 0xFB07))
    }
    | WHOLE_RADICALS
    | {"⼾": "户", "⸺": "——"}
)
"""Radicals, compatibility ideographs and ligatures that some fonts name in place of the character shown."""


@dataclass(slots=True)
class Piece:
    """A part of a line with wide gaps around it."""

    x0: float
    x1: float
    text: str


@dataclass(slots=True)
class Line:
    """One line of text; ``head`` is the width of what cannot be parted at its beginning (a number, a character)."""

    page: int
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    head: float
    pieces: list[Piece]
    part: Part = Part.BODY


def lines_of(glyphs: list[Glyph], page: int) -> list[Line]:
    """Return the lines of a region from top to bottom; text turned on its side comes after the rest."""
    sideways = [g for g in glyphs if g.turn]
    if sideways:
        glyphs = [g for g in glyphs if not g.turn]
    lines = [line for group in by_baseline(glyphs) if (line := line_of(group, page))]
    for turn in sorted({g.turn for g in sideways}):
        same = [g for g in sideways if g.turn == turn]
        for group in by_baseline([set_upright(g) for g in same]):
            if line := line_of(group, page):
                line.x0, line.x1 = min(g.x0 for g in same), max(g.x1 for g in same)
                line.top, line.bottom = min(g.top for g in same), max(g.bottom for g in same)
                lines.append(line)
    return lines


def set_upright(glyph: Glyph) -> Glyph:
    """Return a sideways glyph in coordinates in which it reads from left to right."""
    x0, x1, top, bottom = turned((glyph.x0, glyph.x1, glyph.top, glyph.bottom), glyph.turn, 0, 0)
    return Glyph(x0, x1, top, bottom, bottom, glyph.size, glyph.text)


def by_baseline(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the glyphs of each line, from top to bottom, each sorted from left to right."""
    group: list[Glyph] = []
    size = 0.0
    for glyph in sorted(glyphs, key=attrgetter("base")):
        if group and glyph.base - group[0].base > SAME_BASELINE * max(size, glyph.size):
            yield sorted(group)
            group, size = [], 0.0
        group.append(glyph)
        size = max(size, glyph.size)
    if group:
        yield sorted(group)


def line_of(glyphs: list[Glyph], page: int) -> Line | None:
    """Return the line that glyphs sorted from left to right make, or None when they are all blank."""
    kept: list[Glyph] = []
    parts: list[list[str]] = []
    bounds: list[list[float]] = []
    spaced = False
    for glyph in glyphs:
        if glyph.text == " ":
            spaced = True
            continue
        if kept:
            last = kept[-1]
            if glyph.text == last.text and glyph.x0 - last.x0 < OVERPRINT * (glyph.x1 - glyph.x0):
                continue
            gap = (glyph.x0 - last.x1) / (max(glyph.size, last.size) or 1.0)
            apart = spaced or gap > WORD_GAP
            if gap > PIECE_GAP or (apart and len(parts) == 1 and PART_LABEL.match("".join(parts[0]))):
                parts.append([])
                bounds.append([glyph.x0, glyph.x1])
            elif apart:
                printed = is_space(last.text[-1], glyph.text[0], gap, printed=spaced)
                parts[-1].append(" " if printed else GAP)
        else:
            parts.append([])
            bounds.append([glyph.x0, glyph.x1])
        parts[-1].append(glyph.text)
        bounds[-1][1] = glyph.x1
        kept.append(glyph)
        spaced = False
    if not kept:
        return None
    size = sorted(g.size for g in kept)[len(kept) // 2]
    if marks := note_marks(kept, size):
        return line_of([g for g in glyphs if id(g) not in marks], page)
    pieces = [Piece(x0, x1, closed(standard("".join(p)))) for p, (x0, x1) in zip(parts, bounds, strict=True)]
    top, bottom = min(g.top for g in kept), max(g.bottom for g in kept)
    text = joined_pieces(pieces, size)
    return Line(page, text, kept[0].x0, bounds[-1][1], top, bottom, kept[0].base, size, head_width(kept), pieces)


def note_marks(glyphs: list[Glyph], size: float) -> set[int]:
    """Return the identities of small raised figures that refer to notes; those of a unit (m²) and at the beginning are none."""
    if all(g.size >= SMALL * size for g in glyphs):
        return set()
    bottom = max(g.bottom for g in glyphs if g.size >= SMALL * size)
    marks: set[int] = set()
    for before, glyph in pairwise(glyphs):
        raised = glyph.size < SMALL * size and bottom - glyph.bottom > RAISED * size
        of_unit = before.text in "mMkK米" and id(before) not in marks
        if raised and glyph.text in NOTE_MARKS and not of_unit:
            marks.add(id(glyph))
    return marks


def standard(text: str) -> str:
    """Return the text with look-alike code points replaced by the characters they show."""
    return text if text.isascii() else text.translate(STANDARD)


def closed(text: str) -> str:
    """Return the text without gaps, save those before the labels of a heading line (部门：… 2024年度 单位：…)."""
    return LABEL_GAP.sub(" ", text).replace(GAP, "") if GAP in text else text


def is_space(before: str, after: str, gap: float, *, printed: bool) -> bool:
    """Whether a gap between two characters parts words: never beside a Chinese character or inside an amount."""
    if not (before.isascii() and after.isascii()) or after in CLOSING or before in OPENING:
        return False
    if after.isdigit() and not before.isalpha():
        return printed or gap > NUMBER_GAP
    return True


def is_han(text: str) -> bool:
    """Whether a text is one Chinese character."""
    return len(text) == 1 and HAN_FIRST <= text <= HAN_LAST


def joined_pieces(pieces: list[Piece], size: float) -> str:
    """Return the text of a line: a wide gap is a space unless it only spreads a word (合　　计) or a figure's unit."""
    text = pieces[0].text
    for before, piece in pairwise(pieces):
        text += (" " if is_wide(before, piece, size, labelled=bool(LABEL.search(text))) else "") + piece.text
    return text


def is_wide(before: Piece, after: Piece, size: float, *, labelled: bool) -> bool:
    """Whether the gap between two parts of a line is meant; in a line of labels (部门：… 单位：…) most are."""
    if len(before.text) == 1 and is_han(before.text) and is_han(after.text):
        return False
    if before.text[-1].isdigit() and UNIT.match(after.text):
        return False
    gap = (after.x0 - before.x1) / size
    return (
        gap > WIDE_GAP
        or (labelled and gap > PIECE_GAP)
        or is_space(before.text[-1], after.text[0], gap, printed=True)
        or PART_LABEL.match(before.text) is not None
    )


def head_width(glyphs: list[Glyph]) -> float:
    """Return the width of the first unbreakable part: opening marks, a number, word or character, closing marks."""
    texts = [g.text for g in glyphs[:HEAD_GLYPHS]]
    end, last = 0, len(texts) - 1
    while end < last and texts[end] in OPENING:
        end += 1
    if in_word(texts[end]):
        while end < last and in_word(texts[end + 1]):
            end += 1
    while end < last and texts[end + 1] in CLOSING:
        end += 1
    return glyphs[end].x1 - glyphs[0].x0


def in_word(text: str) -> bool:
    """Whether a character is part of a Latin word or a number, which do not break at the end of a line."""
    return text.isascii() and (text.isalnum() or text in ".,%-")


def glue(before: str, after: str) -> str:
    """Return what stands between two lines that are joined: a space between Latin words, else nothing."""
    if not before or not after or not (before[-1].isascii() and after[0].isascii()):
        return ""
    if before[-1].isdigit() and after[0].isdigit():
        return ""
    return " " if before[-1].isalnum() and after[0].isalnum() else ""


def squeezed(text: str) -> str:
    """Return the text without any whitespace, for comparisons."""
    return "".join(text.split())


def boxes_of(lines: Iterable[Line]) -> tuple[Box, ...]:
    """Return where the lines of ``joined(lines)`` stand, in the coordinates of the lines."""
    boxes, end = [], 0
    text = ""
    for line in lines:
        start = end + len(glue(text, line.text))
        text, end = line.text, start + len(line.text)
        boxes.append(Box(line.page, line.x0, line.top, line.x1, line.bottom, start, end))
    return tuple(boxes)


def joined(lines: Iterable[Line]) -> str:
    """Return the text of wrapped lines joined."""
    text = ""
    for line in lines:
        text += glue(text, line.text) + line.text
    return text
