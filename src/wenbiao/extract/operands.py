"""One printed number with its scale and unit, the piece that figures are put together from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from wenbiao.extract.bounds import inside_characters
from wenbiao.extract.numerals import (
    BIG_CLASS,
    DIGIT_CLASS,
    GAP,
    GROUPING,
    SPACES,
    UNIT_CLASS,
    UNITS,
    read_numeral,
    read_spread,
)
from wenbiao.extract.units import YUAN, Unit, phrase_characters, unit_at
from wenbiao.model.quantity import Bound, Kind

LONGEST = 40
"""Longer runs of digits are no figures, and reading them would take long."""

SURELY_EXACT = 10
MOST_DIGITS = 24
"""Decimal arithmetic keeps 28 digits; a number with more than this in base units is none of a report."""

BIGGEST_WHOLE = 10**16

NUMBER = re.compile(
    rf"""
    [0-9半{DIGIT_CLASS}{UNIT_CLASS}]                        # one anchor, so that the search can skip what is none
    (?:
      (?P<arabic> (?<=[0-9])
        (?: [0-9]{{0,2}} (?: [,'\u00a0\u2009\u202f] [0-9]{{3}} )++ (?![0-9]) | [0-9]*+ )
        (?: \. [0-9]++ )?+
        (?: (?P<scale> [{SPACES}]{{0,3}} (?: [万亿] | 百(?!{GAP}分) | 千(?![瓦米克卡伏]) | 兆(?![瓦帕比]) )++ )
            (?P<more> (?: 零? [0-9]++ (?: \. [0-9]++ )?+ (?: [百千万亿]++ | (?={GAP}元) ) )++ )?+
        )?+
      )
    | (?P<parts> (?<=[{UNIT_CLASS}]) (?: {GAP} [{UNIT_CLASS}] )*+ {GAP} 分 {GAP} 之 {GAP} )
    | (?P<half> (?<=半) (?= {GAP} 成 (?!品) ) )
    | (?P<spelled> (?<=[{DIGIT_CLASS}{UNIT_CLASS}]) (?<!百|兆) | (?<=百)(?!{GAP}分) | (?<=兆)(?![瓦帕比]) )
      (?: [{SPACES}]{{0,4}}+ (?: [{DIGIT_CLASS}十拾佰仟万亿] | 千(?![瓦克]) | 百(?!{GAP}分) | 兆(?![瓦帕比])
        | 点 (?= {GAP} [{DIGIT_CLASS}] ) ) )*+
    )
    """,
    re.VERBOSE,
)
"""A number in Arabic (``arabic``) or Chinese (``spelled``) characters, 百分之 before one (``parts``), or 半成 (``half``)."""

VAGUE_SCALE = re.compile(rf"[{UNIT_CLASS}]*")
BLANKS = re.compile(rf"[{SPACES}]+")
PIECE_OF_MONEY = re.compile(rf"块(?:钱|(?=[0-9{DIGIT_CLASS}][角毛]|人民币)|(?={GAP}(?:[，。；、,;!?）)]|$)))")
"""块 for 元; before a noun it is a measure word (3块牌子)."""

LETTER_SCALES = {"K": "千", "k": "千", "W": "万", "w": "万"}
SCALED_BY_LETTER = frozenset({Kind.MONEY, Kind.PERCENT})
PARTS = {100: "%", 1000: "‰", 10000: "‱"}
TEN = Decimal(10)
HUNDRED = Decimal(100)
THOUSAND = Decimal(1000)


@dataclass(slots=True)
class Operand:
    """A number as printed: ``low`` (to ``high``) times ``scale``, in ``unit`` if one follows.

    ``end`` is where the number with its scale ends, ``stop`` where the unit does; ``run`` is the
    numeral without spaces, ``bare`` says that it begins with a scale (百, 千万) and ``inside`` is
    what 余, 多, 来 before the unit mean.
    """

    start: int
    end: int
    stop: int
    run: str
    low: Decimal
    high: Decimal | None = None
    scale: Decimal = Decimal(1)
    scale_text: str = ""
    decimals: int = 0
    spelled: bool = False
    bare: bool = False
    inside: Bound = Bound.EXACT
    unit: Unit | None = None

    @property
    def is_code(self) -> bool:
        """Whether the digits begin with a zero that no number has: 0731, 03."""
        return not self.spelled and self.run[0] == "0" and self.run[1:2].isdigit()


@lru_cache(maxsize=256)
def product(units: str) -> Decimal:
    """Return what scale characters multiply by: 百万 is 1,000,000."""
    scale = 1
    for unit in units:
        scale *= UNITS[unit]
    return Decimal(scale)


def operand_at(text: str, found: re.Match[str]) -> Operand | None:
    """Return the number that ``NUMBER`` found in normalised text, with its unit, or None for no number."""
    start, end = found.span()
    if end - start > LONGEST:
        return None
    if found["parts"] is not None:
        return parts_operand(text, found)
    if found["half"] is not None:
        return with_unit(text, Operand(start, end, end, "半", Decimal("0.5"), decimals=1, spelled=True))
    operand = number_of(text, found)
    return None if operand is None else with_unit(text, operand)


def number_of(text: str, found: re.Match[str]) -> Operand | None:
    """Return an Arabic or Chinese number without its unit, or None for none or one too long to be exact."""
    operand = arabic_operand(found) if found["arabic"] is not None else spelled_operand(text, found)
    if operand is None or found.end() - found.start() <= SURELY_EXACT:
        return operand
    digits = len(operand.low.as_tuple().digits) + operand.scale.adjusted()
    return operand if digits <= MOST_DIGITS else None


def arabic_operand(found: re.Match[str]) -> Operand | None:
    """Return an Arabic number; one with several scales (1亿2000万) counts in the last of 万 and 亿."""
    start, end = found.span()
    run, scale_text, more = found.group(0, "scale", "more")
    if more is not None:
        return mixed_operand(start, end, run, more)
    mantissa = run
    if scale_text is not None:
        mantissa = run[: -len(scale_text)]
        scale_text = scale_text.strip(SPACES)
    if not mantissa.isdecimal():
        mantissa = GROUPING.sub("", mantissa)
    decimals = len(mantissa.partition(".")[2])
    if scale_text is None:
        return Operand(start, end, end, run, Decimal(mantissa), decimals=decimals)
    return Operand(start, end, end, run, Decimal(mantissa), None, product(scale_text), scale_text, decimals)


def mixed_operand(start: int, end: int, run: str, more: str) -> Operand | None:
    """Return a number written with several scales, ``more`` being all after the first of them."""
    full = read_numeral(run)
    if full is None:
        return None
    scale_text = run[len(run.rstrip(BIG_CLASS)) :]
    scale = product(scale_text)
    decimals = len(more.rstrip(BIG_CLASS).rpartition(".")[2]) if scale_text and "." in more else 0
    return Operand(start, end, end, run, full / scale, None, scale, scale_text, decimals)


def spelled_operand(text: str, found: re.Match[str]) -> Operand | None:
    """Return a number in Chinese characters; closing 万 and 亿 become its scale."""
    start, end = found.span()
    run = BLANKS.sub("", found[0])
    scale_text = run[len(run.rstrip(BIG_CLASS)) :]
    scale = product(scale_text)
    spread = read_spread(run)
    full = spread[0] if spread else read_numeral(run)
    if full is None:
        return None
    operand = Operand(
        start, end, end, run, full / scale, None, scale, scale_text, 0, spelled=True, bare=run[0] in "百佰千仟万亿兆"
    )
    operand.decimals = len(run[: len(run) - len(scale_text)].partition("点")[2])
    if spread:
        operand.high = spread[1] / scale
    elif run[0] in "十百千万亿" and start and text[start - 1] in "数几" and not ends_a_noun(text, start - 1):
        operand.high, operand.start, operand.bare = operand.low * TEN, start - 1, False
    return operand


def ends_a_noun(text: str, at: int) -> bool:
    """Whether 数 at ``at`` is the end of 人数, 预算数 and the like, not the beginning of 数十."""
    return text[at] == "数" and at > 0 and text[at - 1] in phrase_characters("noun_before_shu")


def parts_operand(text: str, found: re.Match[str]) -> Operand | None:
    """Return 百分之五 and its like as percent: the number after 分之, over the number before it."""
    whole = read_numeral(re.sub(rf"[{SPACES}分之]", "", found[0]))
    signed = text[found.end() : found.end() + 1] in ("-", "负")
    number = NUMBER.match(text, found.end() + signed)
    if (
        whole is None
        or whole > BIGGEST_WHOLE
        or whole % TEN
        or number is None
        or number.end() - number.start() > LONGEST
        or number["parts"] is not None
    ):
        return None
    operand = number_of(text, number)
    if operand is None or (operand.bare and operand.run != "百"):
        return None
    operand.start = found.start()
    operand.bare = False
    if text[operand.end : operand.end + 1] in ("K", "k"):
        operand.low, operand.end = operand.low * THOUSAND, operand.end + 1
    name = PARTS.get(int(whole)) or BLANKS.sub("", found[0])
    operand.unit = Unit(name, name, Kind.PERCENT, HUNDRED / whole)
    operand.low, operand.scale, operand.scale_text = operand.low * operand.scale * (-1 if signed else 1), Decimal(1), ""
    operand.stop = operand.end
    return operand


def with_unit(text: str, operand: Operand) -> Operand:
    """Fill in what follows the number: 余 or 几 with a further scale, and the unit."""
    at = operand.end
    if text[at : at + 1] in SPACES:
        at = skip_blanks(text, at)
    following = text[at : at + 1]
    if following and following in "余多来几":
        at = read_vague(text, operand, at)
    elif following in LETTER_SCALES:
        after = skip_blanks(text, at + 1)
        found = unit_at(text, after)
        if found and found[0].kind in SCALED_BY_LETTER:
            operand.scale_text += LETTER_SCALES[following]
            operand.scale *= product(LETTER_SCALES[following])
            at = after
    if following == "块" and (piece := PIECE_OF_MONEY.match(text, at)):
        operand.unit, operand.stop = YUAN, piece.end()
    elif found := unit_at(text, at):
        operand.unit, operand.stop = found
    return operand


def skip_blanks(text: str, at: int) -> int:
    """Return where the next character that is no blank stands; a number's unit is never far from it."""
    stop = min(at + 6, len(text))
    while at < stop and text[at] in SPACES:
        at += 1
    return at


def read_vague(text: str, operand: Operand, at: int) -> int:
    """Take in 余, 多, 来 or 几 at ``at`` and the scale after it (20余万); return where the unit should stand."""
    scale_text = VAGUE_SCALE.match(text, at + 1)
    written = scale_text[0] if scale_text else ""
    after = skip_blanks(text, at + 1 + len(written))
    if text[at] == "几":
        if operand.run[-1] not in "十拾0":
            return at
        operand.high = operand.low + TEN
    else:
        operand.inside = inside_characters()[text[at]]
    operand.bare = False
    operand.scale *= product(written)
    operand.scale_text += written
    operand.end = operand.stop = at + 1 + len(written)
    return after
