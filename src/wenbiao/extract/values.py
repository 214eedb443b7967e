"""Cell texts → values: what a table cell holds when it is a value, and which it is when it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cache, lru_cache

from wenbiao.extract.bounds import bound_after, strongest, words_before
from wenbiao.extract.figures import amount_of, currency_before, upper_end
from wenbiao.extract.numerals import ARABIC, BLANKS, SPACES, UNIT_CLASS, normalise
from wenbiao.extract.operands import NUMBER, Operand, operand_at, product, skip_blanks
from wenbiao.extract.units import Unit, unit_named
from wenbiao.model.quantity import Bound, Kind, Quantity

LONGEST_VALUE = 40
"""A longer text is prose, whatever figures it holds."""

NIL = frozenset(["无", "暂无", "没有", "不适用", "不涉及", "未涉及", "未发生", "NA", "N/A", "n/a", "/", "//", "\\"])
DASHES = re.compile(r"[-~_─━ ]*[-~_─━][-~_─━ ]*")
DIGIT = re.compile(rf"[0-9一二两三四五六七八九壹贰叁肆伍陆柒捌玖零半{UNIT_CLASS}]")
DATE = re.compile(r"(?:19|20)[0-9]{2}(?:[-/年][0-9]{1,2}(?:[-/月][0-9]{1,2}日?)?|[.][0-9]{1,2}[.][0-9]{1,2})")
"""A date; 2024.12 is none, since amounts look so too."""

TELEPHONE = re.compile(r"0[0-9]{2,3}-?[0-9]{7,8}|[0-9]{7,8}-[0-9]{1,8}|1[3-9][0-9]{9}")
IN_BRACKETS = re.compile(rf"\((?P<number>{ARABIC})\)")
LIST_NUMBER = re.compile(r"[0-9]{1,2}")
NUMBER_LIKE = re.compile(r"[0-9OoIl.,，。．、·'%‰ ]+")
"""Nothing but digits, their look-alikes and marks: meant as a number, so a fault where it cannot be read."""

LIST = re.compile(r"[0-9]+(?:[、，][0-9]+)+|[0-9]{1,2}[.、]|[0-9.,]+(?: +[0-9.,]+)+")
"""Several numbers, or the number of an item."""

SPLIT_NUMBER = re.compile(r" +(?=[.,][0-9])(?<=[0-9] )|(?<=[0-9][.,]) +(?=[0-9])")
EXTRA_DIGITS = re.compile(r"[0-9][0-9.,]*[%‰]?")
REMARK = re.compile(r"(?:/[^0-9/()]{1,4}){0,3} ?(?:\([^()]*\)|[①-⑳*※])? ?[。；;，,、]?")
"""What may follow a value without changing it: a rate (/年), a note in brackets, a mark, punctuation."""

LAST_COUNT_OF_YEARS = 1000
YEARS = Unit("年", "年", Kind.COUNT)
OWN_WORD = re.compile(r"[\u4e00-\u9fff]{1,2}(?<![年月日号时点前内底中])")
BARE_RANGE = re.compile(r" ?(?:\(含[^()]{0,10}\) ?)?(?:-{1,2}|~|至) ?(?=[0-9])")
SIGN_OR_CURRENCY = re.compile(r"(?:(?P<minus>[-负])|\+|人民币|RMB|CNY|¥|US\$|HK\$|\$|€|£) ?(?=[^-+])")


class State(StrEnum):
    """What kind of content a cell has."""

    BLANK = "blank"
    NIL = "nil"
    NUMBER = "number"
    TEXT = "text"
    MALFORMED = "malformed"


@dataclass(frozen=True, slots=True)
class CellValue:
    """The content of a cell: its ``state``, and the quantity where that is NUMBER."""

    state: State
    quantity: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A unit with the scale printed before it, as a heading gives it: 万元."""

    unit: Unit
    scale: Decimal = Decimal(1)
    scale_text: str = ""


@lru_cache(maxsize=20_000)
def parse_value(text: str, unit: str = "", unit_kind: Kind | None = None) -> CellValue:
    """Return what the text of a cell is.

    ``unit`` (万元, 人, %, 分 …) comes from a heading or a 单位 line and applies where the cell prints
    none. Without either, a number is a count without unit, or of ``unit_kind``. A bound (≥, 以上) and
    a range are in the quantity; a bare number in brackets is negative.
    """
    printed = text.strip(SPACES + "\u3000\n\r")
    folded = normalise(printed).replace("\n", " ")
    if not folded:
        return CellValue(State.BLANK)
    if folded.strip("。.") in NIL or DASHES.fullmatch(folded):
        return CellValue(State.NIL)
    if len(folded) > LONGEST_VALUE or not DIGIT.search(folded) or DATE.fullmatch(folded) or TELEPHONE.fullmatch(folded):
        return CellValue(State.TEXT)
    folded = SPLIT_NUMBER.sub("", folded)
    if LIST.fullmatch(folded):
        return CellValue(State.TEXT)
    if quantity := read_value(printed, folded, measure_of(unit), unit_kind):
        return CellValue(State.NUMBER, quantity)
    return CellValue(State.MALFORMED if is_malformed(folded) else State.TEXT)


def read_value(printed: str, folded: str, measure: Measure | None, kind: Kind | None) -> Quantity | None:
    """Return the quantity that a whole text states, or None."""
    if bracketed := IN_BRACKETS.fullmatch(folded):
        if LIST_NUMBER.fullmatch(bracketed["number"]):
            return None
        folded = "-" + bracketed["number"]
    before, at = bound_at_start(folded)
    at, sign = sign_and_currency(folded, at)
    found = NUMBER.match(folded, at)
    first = operand_at(folded, found) if found else None
    if first is None or first.is_code or (first.unit is None and first.spelled):
        return None
    second = upper_end(folded, first) or bare_upper_end(folded, first)
    last = second or first
    unit = settle_unit(
        folded, first, last, measure or Measure(Unit("", "", kind or Kind.COUNT)), compared=before is not None
    )
    amount = amount_of(folded, first, second, unit)
    after, end = bound_after(folded, amount.end, time=unit.time)
    if not REMARK.fullmatch(folded, end):
        return None
    inside = first.inside if last.inside is Bound.EXACT else last.inside
    bound = strongest(before or Bound.EXACT, inside, after)
    return Quantity(
        unit.kind, amount.low * sign, amount.unit, amount.scale, amount.decimals, bound, amount.high, printed
    )


def settle_unit(folded: str, first: Operand, last: Operand, measure: Measure, *, compared: bool) -> Unit:
    """Return the unit of a value: as printed, by its currency, a word the lexicon lacks, or the heading's.

    Such a word is the heading's own unit, 年 after a number that is no year, or what follows a
    ``compared`` number (≥20盏). ``last`` learns where its unit ends, both numbers the heading's scale.
    """
    if last.unit is None and (currency := currency_before(folded, first.start)[1]) is not None:
        last.unit, last.stop = currency, last.end
    if last.unit is not None:
        return last.unit
    at = skip_blanks(folded, last.end)
    rest = folded[at:]
    last.stop = last.end
    if rest and rest == measure.unit.text:
        last.stop = len(folded)
        return measure.unit
    if rest.startswith("年") and last.low < LAST_COUNT_OF_YEARS and last.scale == 1:
        last.stop = at + 1
        return YEARS
    if compared and not measure.unit.text and OWN_WORD.fullmatch(rest):
        last.stop = len(folded)
        return Unit(rest, rest, Kind.COUNT)
    if last.scale == 1:
        for operand in (first, last):
            operand.scale, operand.scale_text = measure.scale, measure.scale_text
    return measure.unit


def bare_upper_end(folded: str, first: Operand) -> Operand | None:
    """Return the second number of a range without units: 5-10, 90~95."""
    joint = BARE_RANGE.match(folded, first.end)
    found = NUMBER.match(folded, joint.end()) if joint and first.unit is None else None
    second = operand_at(folded, found) if found else None
    if second is None or second.is_code or second.unit is not None or second.low <= first.low:
        return None
    return second


@cache
def bounds_at_start() -> re.Pattern[str]:
    """Return the pattern of a bound word or sign that opens a value."""
    listed = "|".join(sorted(map(re.escape, words_before()[0]), key=len, reverse=True))
    return re.compile(rf"(?P<word>{listed}|=|为|达到|达) ?")


def bound_at_start(folded: str) -> tuple[Bound | None, int]:
    """Return the bound that opens a value and where the value goes on, or None and 0 where nothing does."""
    found = bounds_at_start().match(folded)
    return (words_before()[0].get(found["word"], Bound.EXACT), found.end()) if found else (None, 0)


def sign_and_currency(folded: str, at: int) -> tuple[int, int]:
    """Return where the number after signs and currencies begins, and -1 after a minus, else 1."""
    sign = 1
    while (found := SIGN_OR_CURRENCY.match(folded, at)) and found.end() > at:
        at = found.end()
        if found["minus"]:
            sign = -1
    return at, sign


@lru_cache(maxsize=1000)
def measure_of(text: str) -> Measure | None:
    """Return the unit that a heading gives, or None for an empty text; an unknown word is a unit of counts."""
    folded = BLANKS.sub("", normalise(text))
    if folded[:1] == "(" and folded[-1:] == ")":
        folded = folded[1:-1]
    if not folded:
        return None
    if unit := unit_named(folded):
        return Measure(unit)
    plain = folded.lstrip(UNIT_CLASS)
    scale_text = folded[: len(folded) - len(plain)]
    unit = unit_named(plain) if plain else None
    if unit is not None:
        return Measure(unit, product(scale_text), scale_text)
    return Measure(Unit(folded, folded, Kind.COUNT))


def is_malformed(folded: str) -> bool:
    """Whether a text was meant as a number but cannot be read as one: 98%1, 12..5, O.5."""
    if NUMBER_LIKE.fullmatch(folded):
        return any(c.isdigit() for c in folded) and (not folded.startswith("0") or "." in folded)
    found = NUMBER.match(folded, sign_and_currency(folded, bound_at_start(folded)[1])[0])
    operand = operand_at(folded, found) if found and found["arabic"] is not None else None
    return operand is not None and operand.unit is not None and bool(EXTRA_DIGITS.fullmatch(folded, operand.stop))
