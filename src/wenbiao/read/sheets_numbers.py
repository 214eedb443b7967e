"""How a spreadsheet prints a number: number formats of Excel and WPS (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

SIGNIFICANT = Context(prec=15, rounding=ROUND_HALF_UP)
"""A spreadsheet knows fifteen digits of a number; what binary storage adds behind them is noise."""

WIDE = Context(prec=400, rounding=ROUND_HALF_UP)
GENERAL_DIGITS = 10
"""The standard format prints at most so many digits of a number with decimals."""

GENERAL = "General"
BUILTIN = {
    0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0',
    7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00', 9: "0%", 10: "0.00%", 11: "0.00E+00",
    12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"',
    29: 'm"月"d"日"', 30: "m/d/yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"', 35: '上午/下午h"时"mm"分"ss"秒"', 36: 'yyyy"年"m"月"', 37: "#,##0;-#,##0",
    38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00", 41: '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
    42: '_ "¥"* #,##0_ ;_ "¥"* -#,##0_ ;_ "¥"* "-"_ ;_ @_ ', 43: '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ',
    44: '_ "¥"* #,##0.00_ ;_ "¥"* -#,##0.00_ ;_ "¥"* "-"??_ ;_ @_ ', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0",
    48: "##0.0E+0", 49: "@", 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: '上午/下午h"时"mm"分"', 56: '上午/下午h"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}  # fmt: skip
"""Formats known by number alone, as a Chinese system prints them."""

TOKEN = re.compile(
    r"""(?P<quoted>"[^"]*"?) | (?P<escaped>[\\!].) | (?P<blank>[_*].) | (?P<bracket>\[[^\]]*\])
      | (?P<general>General|G/通用格式) | (?P<ampm>AM/PM|A/P|上午/下午) | (?P<exponent>E[+-])
      | (?P<date>[yYeE]+|[mM]+|[dD]+|[hH]+|[sS]+|a{3,4}) | (?P<digit>[0\#?]) | (?P<sign>[.,%@]) | (?P<other>.)""",
    re.X | re.S,
)
CONDITION = re.compile(r"\[(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)\]")
CURRENCY = re.compile(r"\[\$([^\]-]*)")
ELAPSED = re.compile(r"\[(h+|m+|s+)\]", re.I)
WEEKDAYS = "一二三四五六日"
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
FIRST_RELIABLE_DAY, LAST_DAY = 61, 2958465
"""Serial numbers of 1900-03-01 and 9999-12-31; before it Excel counts a day that never was."""

POSITIVE, NEGATIVE, ZERO, MAX_SECTIONS = 0, 1, 2, 4
SYSTEM_FORMATS = {"[$-F800]": 'yyyy"年"m"月"d"日"', "[$-F400]": "h:mm:ss"}
"""Codes that mean the system's own long date and time."""


@dataclass(frozen=True, slots=True)
class Token:
    """One piece of a format: its kind and what it says."""

    kind: str
    text: str


Section = tuple[Token, ...]


def show_number(value: Decimal, code: str, *, since_1904: bool = False) -> str:
    """Return ``value`` as the format ``code`` prints it; a format that cannot be read prints the plain number.

    Alignment blanks and fillers are left out. A format that would hide a number other than zero
    prints it all the same.
    """
    if not value.is_finite():
        return str(value)
    value = SIGNIFICANT.plus(value)
    section, magnitude = choose(sections_of(code), value)
    if section is None or any(t.kind == "general" or t.text == "@" for t in section):
        return with_words(section or (), general(value if section is None else magnitude))
    if any(t.kind in ("date", "ampm") or is_elapsed(t) for t in section):
        return show_date(value, section, since_1904=since_1904) or general(value)
    if not any(t.kind == "digit" for t in section):
        words = with_words(section, "")
        return words if words or not value else general(value)
    return show_digits(magnitude, section)


@lru_cache(maxsize=1024)
def sections_of(code: str) -> tuple[Section, ...]:
    """Return the parts of a format that semicolons divide, as tokens."""
    for mark, meant in SYSTEM_FORMATS.items():
        if mark in code:
            code = meant
    sections: list[list[Token]] = [[]]
    for found in TOKEN.finditer(code or GENERAL):
        token = Token(str(found.lastgroup), found[0])
        if token.kind == "other" and token.text == ";":
            sections.append([])
        else:
            sections[-1].append(token)
    return tuple(tuple(section) for section in sections[:MAX_SECTIONS])


def choose(sections: tuple[Section, ...], value: Decimal) -> tuple[Section | None, Decimal]:
    """Return the part of the format for ``value`` and the number it prints (without sign where the part has its own)."""
    for section in sections[:2]:
        for token in section:
            if token.kind == "bracket" and (found := CONDITION.match(token.text)):
                if holds(value, found[1], Decimal(found[2])):
                    return section, value
                break
    if any(CONDITION.match(t.text) for section in sections for t in section):
        rest = [s for s in sections if not any(CONDITION.match(t.text) for t in s)]
        return (rest[0] if rest else None), value
    if value < 0 and len(sections) > NEGATIVE:
        return sections[NEGATIVE], -value
    if value == 0 and len(sections) > ZERO:
        return sections[ZERO], value
    return sections[POSITIVE], value


def holds(value: Decimal, sign: str, limit: Decimal) -> bool:
    """Whether ``value`` fulfils the condition of a part."""
    return {
        "<": value < limit, "<=": value <= limit, ">": value > limit, ">=": value >= limit,
        "=": value == limit, "<>": value != limit,
    }[sign]  # fmt: skip


def general(value: Decimal) -> str:
    """Return the number in the standard format, but never with an exponent."""
    whole = len(str(abs(int(value))))
    decimals = max(0, GENERAL_DIGITS - whole)
    if abs(value) < Decimal("0.001"):
        decimals = GENERAL_DIGITS + 4
    return plain(WIDE.quantize(value, Decimal(1).scaleb(-decimals)))


def plain(value: Decimal) -> str:
    """Return the digits of a number without exponent and trailing zeros."""
    text = format(value, "f")
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text in {"-0", ""} else text


def words_of(token: Token) -> str:
    """Return what a token prints that is no digit and no part of a date."""
    match token.kind:
        case "quoted":
            return token.text.strip('"')
        case "escaped":
            return token.text[1]
        case "bracket":
            found = CURRENCY.match(token.text)
            return found[1] if found else ""
        case "blank":
            return ""
    return token.text if token.kind == "other" else ""


def with_words(section: Section, number: str) -> str:
    """Return a number with the words of the format before and behind it."""
    at = next((i for i, t in enumerate(section) if t.kind == "general" or t.text == "@"), len(section))
    return ("".join(map(words_of, section[:at])) + number + "".join(map(words_of, section[at + 1 :]))).strip()


def show_digits(value: Decimal, section: Section) -> str:
    """Return a number in a format of digits."""
    if any(t.kind == "other" and t.text == "/" for t in section):  # a fraction; its value in decimals is as good
        return general(value)
    last = max(i for i, t in enumerate(section) if t.kind == "digit")
    point = next((i for i, t in enumerate(section) if t.kind == "sign" and t.text == "."), len(section))
    exponent = next((i for i, t in enumerate(section) if t.kind == "exponent"), len(section))
    value = WIDE.multiply(value, Decimal(100) ** sum(t.kind == "sign" and t.text == "%" for t in section))
    if exponent < len(section):
        places = sum(t.kind == "digit" for t in section[point:exponent])
        return f"{value:.{places}E}"
    end_of_whole = max((i for i, t in enumerate(section[:point]) if t.kind == "digit"), default=-1)
    scaling = [end_of_whole, last]
    value = value.scaleb(-3 * sum(commas_after(section, i) for i in set(scaling)))
    decimals = [t for t in section[point:] if t.kind == "digit"]
    rounded = WIDE.quantize(value, Decimal(1).scaleb(-len(decimals)))
    whole, _, fraction = format(abs(rounded), "f").partition(".")
    grouped = any(t.kind == "sign" and t.text == "," for t in section[:end_of_whole])
    head = fill_whole(whole.lstrip("0"), section[:point], grouped=grouped)
    tail = fill_fraction(fraction, section[point + 1 :])
    return ("-" if rounded < 0 else "") + (head + tail).strip()


def commas_after(section: Section, at: int) -> int:
    """Return how many commas follow a digit directly; each divides the number by a thousand."""
    count = 0
    while at >= 0 and at + 1 + count < len(section) and section[at + 1 + count].text == ",":
        count += section[at + 1 + count].kind == "sign"
    return count


def fill_whole(digits: str, section: Section, *, grouped: bool) -> str:
    """Return the part before the point: digits set from the right into the places of the format."""
    places = [i for i, t in enumerate(section) if t.kind == "digit"]
    printed: list[str] = []
    count = 0

    def put(digit: str) -> None:
        nonlocal count
        if grouped and count and count % 3 == 0:
            printed.append(",")
        printed.append(digit)
        count += 1

    left = list(digits)
    for i in reversed(range(len(section))):
        token = section[i]
        if token.kind != "digit":
            printed.append(words_of(token)[::-1] if token.text != "%" else "%")
            continue
        if left or token.text == "0":
            put(left.pop() if left else "0")
        if i == places[0]:
            while left:
                put(left.pop())
    if not places:
        printed.append(digits[::-1])
    return "".join(printed)[::-1]


def fill_fraction(digits: str, section: Section) -> str:
    """Return the part from the point on; places marked # or ? print no trailing zeros."""
    places = [t.text for t in section if t.kind == "digit"]
    needed = max((i + 1 for i, place in enumerate(places) if place == "0"), default=0)
    kept = digits[:needed] + digits[needed:].rstrip("0")
    words = "".join("%" if t.text == "%" else words_of(t) for t in section)
    return (f".{kept}" if kept else "") + words


def is_elapsed(token: Token) -> bool:
    """Whether a token prints hours, minutes or seconds in all: ``[h]``."""
    return token.kind == "bracket" and bool(ELAPSED.fullmatch(token.text))


def show_date(value: Decimal, section: Section, *, since_1904: bool) -> str:
    """Return a day number as a date or time; empty when it is none."""
    first = datetime(1904, 1, 1) if since_1904 else datetime(1899, 12, 30)
    if not 0 <= value <= LAST_DAY - 1462 * since_1904:
        return ""
    if not since_1904 and 1 <= value < FIRST_RELIABLE_DAY - 1:
        first += timedelta(days=1)
    moment = first + timedelta(seconds=int((value * 86400).to_integral_value(ROUND_HALF_UP)))
    halves = any(t.kind == "ampm" for t in section)
    pieces = []
    for i, token in enumerate(section):
        if token.kind == "date":
            pieces.append(date_part(moment, token.text.lower(), minutes=is_minutes(section, i), halves=halves))
        elif token.kind == "ampm":
            morning, afternoon = ("上午", "下午") if token.text == "上午/下午" else ("AM", "PM")
            pieces.append(morning if moment.hour < 12 else afternoon)  # noqa: PLR2004 (noon)
        elif is_elapsed(token):
            unit = {"h": 3600, "m": 60, "s": 1}[token.text[1].lower()]
            pieces.append(str(int(value * 86400 + Decimal("0.5")) // unit))
        elif token.kind == "sign" and token.text in ".,":
            pieces.append(token.text)
        else:
            pieces.append(words_of(token))
    return "".join(pieces).strip()


def is_minutes(section: Section, at: int) -> bool:
    """Whether an ``m`` means minutes: hours stand before it or seconds behind it."""
    if section[at].text[0] not in "mM":
        return False
    before = [t for t in section[:at] if t.kind == "date" or is_elapsed(t)]
    after = [t for t in section[at + 1 :] if t.kind == "date"]
    return bool((before and before[-1].text.strip("[]")[0] in "hH") or (after and after[0].text[0] in "sS"))


def date_part(moment: datetime, letters: str, *, minutes: bool, halves: bool) -> str:
    """Return one part of a date: ``yyyy``, ``mm``, ``d`` …."""
    size = len(letters)
    match letters[0]:
        case "y" | "e":
            return f"{moment.year % 100:02}" if size <= 2 and letters[0] == "y" else str(moment.year)  # noqa: PLR2004
        case "m" if not minutes:
            return MONTHS[moment.month - 1] if size >= 3 else f"{moment.month:0{min(size, 2)}}"  # noqa: PLR2004
        case "d" if size <= 2:  # noqa: PLR2004
            return f"{moment.day:0{size}}"
        case "d" | "a":
            return ("星期" if size == 4 else "周" if letters[0] == "d" else "") + WEEKDAYS[moment.weekday()]  # noqa: PLR2004
        case "h":
            hour = (moment.hour % 12 or 12) if halves else moment.hour
            return f"{hour:0{min(size, 2)}}"
    number = moment.minute if minutes else moment.second
    return f"{number:0{min(size, 2)}}"
