"""How a list number is written: the formats of automatic numbering in Word (ECMA-376 part 1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

DIGITS = "〇一二三四五六七八九"
TAIWANESE_DIGITS = "○一二三四五六七八九"
LEGAL_DIGITS = "零壹贰叁肆伍陆柒捌玖"
TRADITIONAL_LEGAL_DIGITS = "零壹貳參肆伍陸柒捌玖"
FULL_WIDTH_DIGITS = "０１２３４５６７８９"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ENCLOSED_IDEOGRAPHS = "㊀㊁㊂㊃㊄㊅㊆㊇㊈㊉"
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
WITH_STOP = "⒈⒉⒊⒋⒌⒍⒎⒏⒐⒑⒒⒓⒔⒕⒖⒗⒘⒙⒚⒛"
IN_BRACKETS = "⑴⑵⑶⑷⑸⑹⑺⑻⑼⑽⑾⑿⒀⒁⒂⒃⒄⒅⒆⒇"
ROMAN = (
    (1000, "M"),
    (900, "CM"),
    (500, "D"),
    (400, "CD"),
    (100, "C"),
    (90, "XC"),
    (50, "L"),
    (40, "XL"),
    (10, "X"),
    (9, "IX"),
    (5, "V"),
    (4, "IV"),
    (1, "I"),
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
SPELLED_LIMIT = 10_000
"""Numbers from here on are written in decimal in every format: no list is that long, but a start value may be."""


def positional(number: int, digits: str) -> str:
    """Return ``number`` digit by digit: 10 → 一〇."""
    return "".join(digits[int(d)] for d in str(number))


def counting(number: int, digits: str) -> str:
    """Return 十一, 二十 below a hundred and digit by digit from there (一〇〇)."""
    if number >= 100:  # noqa: PLR2004 - the definition of the format
        return positional(number, digits)
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else digits[tens] + "十") + (
        digits[ones] if ones or not tens else ""
    )


def spelled(number: int, digits: str, units: str, *, bare_ten: bool = False, bare: bool = False) -> str:
    """Return a number below ten thousand in words: 一百〇一.

    ``bare_ten`` writes 十一 for 一十一; ``bare`` leaves out 一 before every unit and 〇 in gaps: 百一.
    """
    pieces: list[str] = []
    gap = False
    for unit, digit in zip((units[2], units[1], units[0], ""), map(int, f"{number:04}"), strict=True):
        if digit == 0:
            gap = bool(pieces)
            continue
        if gap and not bare:
            pieces.append(digits[0])
        gap = False
        alone = bare or (bare_ten and unit == units[0] and not pieces)
        pieces.append(unit if digit == 1 and unit and alone else digits[digit] + unit)
    return "".join(pieces) or digits[0]


def roman(number: int) -> str:
    """Return a Roman numeral in capitals."""
    pieces = []
    for worth, letters in ROMAN:
        times, number = divmod(number, worth)
        pieces.append(letters * times)
    return "".join(pieces)


def repeated_letter(number: int) -> str:
    """Return A … Z, AA, BB …: one letter, repeated once more with each round."""
    rounds, index = divmod(number - 1, len(LETTERS))
    return LETTERS[index] * (rounds + 1)


def ordinal(number: int) -> str:
    """Return 1st, 2nd, 3rd, 4th …."""
    teen = number % 100 in (11, 12, 13)
    return f"{number}{'th' if teen else {1: 'st', 2: 'nd', 3: 'rd'}.get(number % 10, 'th')}"


def from_list(symbols: str) -> Callable[[int], str]:
    """Return a format that takes its numbers from ``symbols`` and writes decimal past their end."""
    return lambda number: symbols[number - 1] if number <= len(symbols) else str(number)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalZero": lambda n: f"{n:02}",
    "decimalFullWidth": lambda n: positional(n, FULL_WIDTH_DIGITS),
    "decimalFullWidth2": lambda n: positional(n, FULL_WIDTH_DIGITS),
    "decimalEnclosedCircle": from_list(CIRCLED),
    "decimalEnclosedCircleChinese": from_list(CIRCLED),
    "decimalEnclosedFullstop": from_list(WITH_STOP),
    "decimalEnclosedParen": from_list(IN_BRACKETS),
    "upperLetter": repeated_letter,
    "lowerLetter": lambda n: repeated_letter(n).lower(),
    "upperRoman": roman,
    "lowerRoman": lambda n: roman(n).lower(),
    "ordinal": ordinal,
    "numberInDash": lambda n: f"- {n} -",
    "hex": lambda n: f"{n:X}",
    "chineseCounting": lambda n: counting(n, DIGITS),
    "chineseCountingThousand": lambda n: spelled(n, DIGITS, "十百千", bare_ten=True),
    "chineseLegalSimplified": lambda n: spelled(n, LEGAL_DIGITS, "拾佰仟"),
    "japaneseCounting": lambda n: spelled(n, DIGITS, "十百千", bare=True),
    "taiwaneseCounting": lambda n: counting(n, TAIWANESE_DIGITS),
    "taiwaneseCountingThousand": lambda n: spelled(n, "零" + DIGITS[1:], "十百千", bare_ten=True),
    "taiwaneseDigital": lambda n: positional(n, TAIWANESE_DIGITS),
    "ideographDigital": lambda n: positional(n, DIGITS),
    "japaneseDigitalTenThousand": lambda n: positional(n, DIGITS),
    "ideographLegalTraditional": lambda n: spelled(n, TRADITIONAL_LEGAL_DIGITS, "拾佰仟"),
    "ideographTraditional": from_list(STEMS),
    "ideographZodiac": from_list(BRANCHES),
    "ideographZodiacTraditional": lambda n: STEMS[(n - 1) % 10] + BRANCHES[(n - 1) % 12],
    "ideographEnclosedCircle": from_list(ENCLOSED_IDEOGRAPHS),
}
"""Every format seen in Chinese documents; others are written in decimal, as Word does where it lacks the language."""

SILENT = frozenset({"bullet", "none"})


def number_text(number: int, number_format: str) -> str:
    """Return a list number as Word prints it; unknown formats and numbers out of range come in decimal.

    A format of digits alone (``001``) gives the least width, as the custom formats of Word do.
    """
    if number_format in SILENT:
        return ""
    if number_format.isdecimal():
        return str(number).zfill(len(number_format))
    if not 1 <= number < SPELLED_LIMIT:
        return str(number)
    return FORMATS.get(number_format, str)(number)
