"""Numerals → exact Decimals: Arabic, Chinese, financial capitals (大写) and mixtures of them."""

from __future__ import annotations

import math
import re
from decimal import Decimal

SPACES = " \t\u00a0\u2009\u202f"
"""What may stand inside or after a number on its line."""

GAP = rf"[{SPACES}]{{0,6}}"
"""The blanks between a number and what belongs to it, as a pattern; bounded, so that matching stays linear."""

WRITTEN_DIGITS = ("零〇", "一壹", "二贰两", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
DIGITS = {character: value for value, written in enumerate(WRITTEN_DIGITS) for character in written}
SMALL_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
BIG_UNITS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
UNITS = SMALL_UNITS | BIG_UNITS
SHORTENED_FROM = 100
"""After a unit of this size or above, a closing digit stands for the next lower place: 两千五 is 2500."""

DIGIT_CLASS = "".join(DIGITS)
BIG_CLASS = "".join(BIG_UNITS)
UNIT_CLASS = "".join(UNITS)
ARABIC = r"(?:[0-9]{1,3}(?:[,'\u00a0\u2009\u202f][0-9]{3})++(?![0-9])(?:\.[0-9]++)?+|[0-9]++(?:\.[0-9]++)?+)"
"""An Arabic number with or without thousands separators, as a pattern without groups."""

FOLDED = {
    **{str(n): chr(0xFF10 + n) for n in range(10)},
    "%": "％﹪",
    "-": "－−﹣‐‑–—―",
    "~": "～∼〜",
    "+": "＋",
    "/": "／",
    ">": "＞",
    "<": "＜",
    "=": "＝﹦",
    "≥": "≧⩾",
    "≤": "≦⩽",
    "¥": "￥",
    "(": "（",
    ")": "）",
    " ": "\u3000",
    "K": "Ｋ",
    "k": "ｋ",
    "〇": "○",
    **dict(zip("万亿两个点贰叁陆几余来数约过达于满负", "萬億兩個點貳參陸幾餘來數約過達於滿負", strict=True)),
    **dict(zip("币块钱条项户辆台", "幣塊錢條項戶輛臺", strict=True)),
    "元": "圓圆",
}
VARIANTS = str.maketrans(
    {variant: plain for plain, variants in FOLDED.items() for variant in variants if variant != plain}
)
WIDE_POINT = re.compile(r"[．﹒](?<=[0-9][．﹒])(?=[0-9])")
WIDE_COMMA = re.compile(r"，(?<=[0-9]，)(?=[0-9]{3}(?![0-9]))")
WIDE_GROUPS = re.compile(r"(?<![0-9.,，])[0-9]{1,3}(?:[,，][0-9]{3})++(?![0-9])(?!(?:\.[0-9]+)?[ ]?%)")
"""A number grouped by threes with full-width commas; before a percent sign the comma belongs to the sentence."""

PLAIN = re.compile(ARABIC)
TOKEN = re.compile(rf"{ARABIC}|[{BIG_CLASS}]+|[{DIGIT_CLASS}{UNIT_CLASS}]")
GROUPING = re.compile(rf"[,'{SPACES}]")
BLANKS = re.compile(rf"[{SPACES}]")
ADJACENT = re.compile(rf"(?<![{DIGIT_CLASS}])([{DIGIT_CLASS}])([{DIGIT_CLASS}])(?![{DIGIT_CLASS}])")


def normalise(text: str) -> str:
    """Return ``text`` with the variants of digits, signs and numerals folded, each to one character.

    The length never changes, so offsets into the result are offsets into ``text``. Full-width points
    and commas change only where they stand inside a number.
    """
    text = text.translate(VARIANTS)
    if "．" in text or "﹒" in text:
        text = WIDE_POINT.sub(".", text)
    if WIDE_COMMA.search(text):
        text = WIDE_GROUPS.sub(lambda number: number[0].replace("，", ","), text)
    return text


def parse_numeral(text: str) -> Decimal | None:
    """Return the exact value of a numeral standing alone, or None for anything else.

    Reads ``1,234.56``, ``一百二十三万四千``, ``两千``, ``二〇二四``, ``一点五``, ``壹万贰仟``, ``3.46亿`` and
    ``1万2千``, each with an optional sign. Approximate numerals (``三五百``, ``十几``) have no exact value.
    """
    text = normalise(text).strip(SPACES)
    sign = -1 if text[:1] in ("-", "负") else 1
    if text[:1] in ("-", "负", "+"):
        text = text[1:].lstrip(SPACES)
    value = read_numeral(text)
    return None if value is None else value * sign


def read_numeral(text: str) -> Decimal | None:
    """Return the value of an unsigned numeral whose characters are already normalised."""
    if PLAIN.fullmatch(text):
        return Decimal(GROUPING.sub("", text))
    text = BLANKS.sub("", text)
    whole, point, fraction = text.partition("点")
    value = read_whole(whole)
    if value is None or not point:
        return value
    if not fraction or any(c not in DIGITS for c in fraction):
        return None
    return value + Decimal(int("".join(str(DIGITS[c]) for c in fraction))).scaleb(-len(fraction))


def read_whole(text: str) -> Decimal | None:
    """Return the value of a numeral without 点: digits in a row, or digits and units by place."""
    if text and all(c in DIGITS for c in text):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    parts = TOKEN.findall(text)
    return read_places(parts) if parts and sum(map(len, parts)) == len(text) else None


def read_places(parts: list[str], above: int = 0) -> Decimal | None:
    """Return what stands before the greatest of 万, 亿 and their like times its size, plus what stands after it.

    ``above`` is the size of the unit before the first part, 0 at the beginning. None where the order
    of the parts makes no number.
    """
    scales = [(math.prod(BIG_UNITS[c] for c in part), at) for at, part in enumerate(parts) if part[0] in BIG_UNITS]
    if not scales:
        return read_section(parts, above)
    size, at = max(scales)
    if sum(scale == size for scale, _ in scales) > 1:
        return None
    count = read_places(parts[:at]) if at else Decimal(1)
    rest = read_section(parts[at + 1 :], size) if at == scales[-1][1] else read_places(parts[at + 1 :], size)
    return None if count is None or rest is None else count * size + rest


def read_section(parts: list[str], above: int) -> Decimal | None:
    """Return a number below 万: digits, each with its 千, 百 or 十, in falling order."""
    total, limit, last = Decimal(0), 10**4, above
    pending: Decimal | None = None
    for part in parts:
        if size := SMALL_UNITS.get(part, 0):
            if size >= limit:
                return None
            total += (Decimal(1) if pending is None else pending) * size
            pending, limit, last = None, size, size
        elif pending is not None:
            return None
        elif part in ("零", "〇"):
            last = 0
        else:
            pending = Decimal(DIGITS[part]) if part in DIGITS else Decimal(GROUPING.sub("", part))
    if pending is not None and last >= SHORTENED_FROM and len(parts[-1]) == 1:
        pending = pending * last / 10
    return total if pending is None else total + pending


def read_spread(text: str) -> tuple[Decimal, Decimal] | None:
    """Return the two ends of an approximate numeral, or None: 三五百 is 300 to 500, 十七八 is 17 to 18.

    The characters are already normalised.
    """
    pairs = ADJACENT.findall(text)
    if len(pairs) != 1:
        return None
    (first, second), at = pairs[0], ADJACENT.search(text)
    gap = DIGITS[second] - DIGITS[first]
    if at is None or not DIGITS[first] or (gap != 1 and first + second != "三五"):
        return None
    low = read_whole(text[: at.start() + 1] + text[at.end() :])
    high = read_whole(text[: at.start()] + text[at.start() + 1 :])
    return None if low is None or high is None else (low, high)
