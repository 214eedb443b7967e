"""Prose → figures: every number that a paragraph states, with its unit, bound, range and sign."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from wenbiao.extract.bounds import bound_after, bound_before, strongest
from wenbiao.extract.idioms import is_ordinal, states_nothing
from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.numerals import DIGIT_CLASS, DIGITS, GAP, SPACES, UNIT_CLASS, normalise
from wenbiao.extract.operands import NUMBER, Operand, operand_at
from wenbiao.extract.units import YUAN, Unit, units_by_first
from wenbiao.model.quantity import Bound, Kind, Quantity

__all__ = ["Figure", "normalise", "scan"]

RANGE = re.compile(rf"{GAP}(?:\(含[^()]{{0,3}}\))?{GAP}(?P<sign>-{{1,2}}|~|至|到){GAP}(?=[0-9{DIGIT_CLASS}十百千])")
RANGE_FIRST = frozenset(SPACES + "(-~至到")
COINS = re.compile(
    rf"[{SPACES}]?(?:(?P<jiao>[0-9{DIGIT_CLASS}])[角毛](?:(?P<fen>[0-9{DIGIT_CLASS}])分(?![之钟])|[整正])?"
    rf"|零?(?P<cents>[0-9{DIGIT_CLASS}])分(?![之钟]))"
)
"""角 and 分 after 元: 5元3角, 五元三毛, 陆角柒分."""

MONEY_TAIL = re.compile(rf"整|正(?![式常好在向面确])|钱|[{SPACES}]?人民币")
SIGNS = "-－−﹣"
"""Characters that are a minus; dashes (– —) before a number only separate it."""

SIGN_AFTER = frozenset("长降为加减少是率幅度比值额动余异差跌至到:：,，;；。()（）、=<>≥≤“" + SPACES)
YEAR = re.compile(r"(?:19|20)[0-9]{2}")
LISTED_ORDINALS = frozenset("、,，和及至-~")
ANY_NUMERAL = re.compile(rf"[0-9０-９{DIGIT_CLASS}{UNIT_CLASS}兩萬億貳參叄陸半]")
BEFORE_AMOUNT = frozenset("¥币BY$€£元镑" + SPACES)
MAX_GAP = 2
LEAST_CALCULATED, MOST_CALCULATED = Decimal(1000), Decimal(10**18)
"""Below are unit prices (0.588元/千瓦时), above is no amount of money."""

FEN = Decimal("0.01")
FEN_DECIMALS = 2
TENTH = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class Figure:
    """A stated number: ``start:end`` covers it with its unit, without 约, 以上, 增加 or what it is about."""

    start: int
    end: int
    quantity: Quantity


def scan(text: str) -> list[Figure]:
    """Return every figure stated in a paragraph, in order.

    A figure has a unit or a currency sign. Years, dates, ordinals, document, list and telephone
    numbers, codes and set phrases are none. Runs in time linear in the length of ``text``.
    """
    if not ANY_NUMERAL.search(text):
        return []
    folded = normalise(text)
    followers, search = followers_of_numbers(), NUMBER.search
    figures: list[Figure] = []
    at, last_ordinal = 0, -2
    while found := search(folded, at):
        first, at = found.span()
        if is_ordinal(folded, first) or (first - last_ordinal == 1 and folded[first - 1] in LISTED_ORDINALS):
            last_ordinal = at
            continue
        if (
            folded[at : at + 1] not in followers
            and folded[first - 1 : first] not in BEFORE_AMOUNT
            and found["parts"] is None
        ):
            continue
        operand = operand_at(folded, found)
        figure = None if operand is None else figure_of(text, folded, operand, figures[-1].end if figures else 0)
        if figure is not None:
            at = max(at, figure.end)
            if not (figures and restates(folded, figures[-1], figure)):
                figures.append(figure)
    return figures


def restates(folded: str, previous: Figure, figure: Figure) -> bool:
    """Whether a figure only says that the one before it is included: 90%以上（含90%）."""
    return folded[figure.start - 1 : figure.start] == "含" and figure.quantity.text == previous.quantity.text


@cache
def followers_of_numbers() -> frozenset[str]:
    """Return the characters that can continue a number to a figure."""
    return frozenset(units_by_first()) | frozenset("余多来几KkWw块") | RANGE_FIRST


def figure_of(text: str, folded: str, operand: Operand, floor: int) -> Figure | None:
    """Return the figure that begins with a number, a range where a second one follows; it starts at ``floor`` or later."""
    second = upper_end(folded, operand)
    start, currency = currency_before(folded, operand.start)
    if start < floor:
        start, currency = operand.start, None
    last = second or operand
    unit = last.unit
    if unit is None:
        if currency is None:
            return None
        unit, last.stop = currency, last.end
    elif currency is not None:
        unit = currency if unit.kind is Kind.MONEY else unit
        start = start if unit is currency else operand.start
    if states_nothing(folded, operand, last, unit):
        return numbered_item(text, folded, operand, unit)
    negative = is_negative(text, folded, start, unit.kind)
    if negative:
        start -= 1
    amount = amount_of(folded, operand, second, unit)
    end = amount.end
    before = Bound.AT_LEAST if operand.bare and folded[start - 1 : start] == "上" else bound_before(folded, start)
    inside = operand.inside if last.inside is Bound.EXACT else last.inside
    bound = strongest(before, inside, bound_after(folded, end, time=unit.time)[0])
    low = -amount.low if negative else amount.low
    quantity = Quantity(unit.kind, low, amount.unit, amount.scale, amount.decimals, bound, amount.high, text[start:end])
    return Figure(start, end, quantity)


class Amount(NamedTuple):
    """The number of a figure in its printed unit, and where its text ends."""

    low: Decimal
    high: Decimal | None
    unit: str
    scale: Decimal
    decimals: int
    end: int


def amount_of(folded: str, first: Operand, second: Operand | None, unit: Unit) -> Amount:
    """Return the amount of one number, or of the range of two."""
    last = second or first
    scale = last.scale if unit.factor == 1 else last.scale * unit.factor
    name = last.scale_text + unit.name
    if second is not None:
        low, high = range_ends(first, second)
        amount = Amount(low, high, name, scale, max(first.decimals, second.decimals), last.stop)
    else:
        amount = Amount(first.low, first.high, name, scale, first.decimals, last.stop)
    return money_amount(folded, amount, unit) if unit.kind is Kind.MONEY else amount


def money_amount(folded: str, amount: Amount, unit: Unit) -> Amount:
    """Return an amount of money with the 角 and 分 after it, its text up to 整, 正, 钱 or 人民币."""
    if unit.name in ("元", "角") and amount.high is None and (coins := COINS.match(folded, amount.end)):
        amount = with_coins(amount, coins)
    elif amount.decimals > FEN_DECIMALS and amount.scale == 1 and LEAST_CALCULATED <= amount.low < MOST_CALCULATED:
        # No coin is smaller than 分: further places come from a calculator.
        amount = amount._replace(low=amount.low.quantize(FEN), decimals=FEN_DECIMALS)
    tail = MONEY_TAIL.match(folded, amount.end)
    return amount._replace(end=tail.end()) if tail else amount


def with_coins(amount: Amount, coins: re.Match[str]) -> Amount:
    """Return an amount in 元, the 角 and 分 that follow it added."""
    value, decimals = amount.low * amount.scale, amount.decimals if amount.scale == 1 else 0
    for digit, worth, place in ((coins["jiao"], TENTH, 1), (coins["fen"], FEN, 2), (coins["cents"], FEN, 2)):
        if digit:
            value += worth * (DIGITS[digit] if digit in DIGITS else int(digit))
            decimals = max(decimals, place)
    return Amount(value, None, "元", Decimal(1), decimals, coins.end())


def upper_end(folded: str, operand: Operand) -> Operand | None:
    """Return the second number of a range that begins with ``operand``, or None."""
    at = operand.stop
    if folded[at : at + 1] not in RANGE_FIRST:
        return None
    joint = RANGE.match(folded, at)
    if joint is None:
        return None
    found = NUMBER.match(folded, joint.end())
    second = operand_at(folded, found) if found else None
    if second is None or second.is_code or operand.is_code:
        return None
    if second.unit is None and operand.unit is not None and folded.startswith("分之", operand.start + 1):
        second.unit = operand.unit
    if second.unit is None or not joins(folded, operand, second, joint["sign"]):
        return None
    low, high = range_ends(operand, second)
    return second if low < high else None


def joins(folded: str, operand: Operand, second: Operand, sign: str) -> bool:
    """Whether two numbers are ends of one range: of one unit, and not a change "由…到…"."""
    if operand.unit is None:
        return True
    if second.unit is None or (operand.unit.kind, operand.unit.factor) != (second.unit.kind, second.unit.factor):
        return False
    if operand.unit.name != second.unit.name:
        return False
    return sign not in ("至", "到") or folded[operand.start - 1 : operand.start] not in ("由", "从")


def range_ends(first: Operand, second: Operand) -> tuple[Decimal, Decimal]:
    """Return both ends in the second number's scale; a first number without scale may share it (1-5万元).

    A year before a dash (2020-5万元) never begins a range.
    """
    high = second.low if second.high is None else second.high
    if first.unit is None and first.scale == 1:
        if first.low <= high:
            return first.low, high
        if YEAR.fullmatch(first.run):
            return high, high
    return first.low * first.scale / second.scale, high


def numbered_item(text: str, folded: str, operand: Operand, unit: Unit) -> Figure | None:
    """Return the count right after a list number: 2.3个股室 at the beginning is item 2, three offices."""
    whole, point, fraction = operand.run.partition(".")
    if not point or not unit.whole or operand.scale != 1 or folded[: operand.start].strip() or fraction.startswith("0"):
        return None
    start = operand.start + len(whole) + 1
    quantity = Quantity(unit.kind, Decimal(fraction), unit.name, text=text[start : operand.stop])
    return Figure(start, operand.stop, quantity)


def currency_before(folded: str, start: int) -> tuple[int, Unit | None]:
    """Return where the currency before a number begins and its unit, or ``start`` and None where there is none."""
    at = start
    while at and folded[at - 1] in SPACES and start - at < MAX_GAP:
        at -= 1
    if at and folded[at - 1] in BEFORE_AMOUNT:
        for name, unit in currencies():
            if folded.endswith(name, 0, at):
                return at - len(name), unit
    return start, None


@cache
def currencies() -> tuple[tuple[str, Unit], ...]:
    """Return what may stand before an amount, longest first, with the unit it gives the amount."""
    lexicon = load_toml("units.toml")
    own = [(name, YUAN) for name in lexicon["money"]["before"]]
    foreign = [(name, Unit(name, name, Kind.COUNT)) for name in lexicon["foreign"]["before"]]
    return tuple(sorted(own + foreign, key=lambda entry: -len(entry[0])))


def is_negative(text: str, folded: str, start: int, kind: Kind) -> bool:
    """Whether a minus or 负 right before the number makes it negative."""
    if not start:
        return False
    before, earlier = text[start - 1], folded[start - 2 : start - 1] if start > 1 else ""
    if before in "负負":
        return earlier not in ("正", "抱", "担", "胜", "肩", "欺")
    if before not in SIGNS:
        return False
    return not earlier or (
        earlier in SIGN_AFTER and (kind in (Kind.MONEY, Kind.PERCENT, Kind.RATIO) or earlier not in "长降")
    )
