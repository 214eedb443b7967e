"""Figures that the figures right beside them make: rates, averages and differences whose terms are not spelled out.

"采购预算640万元，中标613.36万元，节约26.64万元": no word says 640 − 613.36, but nothing else can be meant. What the
neighbours give exactly is derived. What they give but for one slip of the pen is worth a question; anything
else says nothing, because the terms were only guessed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from decimal import Decimal
from functools import cache
from itertools import permutations

from wenbiao.align.derive import Derivation, number, percent_of
from wenbiao.align.slips import is_slip
from wenbiao.extract.lexicon import load_toml
from wenbiao.model.fact import Fact, Relation
from wenbiao.model.quantity import Bound, Interval, Kind, plain

KIND = "nearby"
AMOUNTS = frozenset({Kind.MONEY, Kind.HEADCOUNT, Kind.COUNT, Kind.AREA})
LEVELS = frozenset({Relation.LEVEL, Relation.PART, Relation.TOTAL})
HUNDRED = Decimal(100)
REACH = 4
"""How many amounts before a figure may be its terms."""
DIGITS_NEXT, DIGITS_FAR = 3, 4
"""How many digits a slip must have: the two amounts right before a figure leave less to chance than others."""
LAST_DIGIT = 18
"""Half units up to which only the last digit differs: other rounding or a base not quite the same does that as well."""
RATE = re.compile("[率度]$")
STEM = 2
"""How many characters before 率 or 度 name what is counted."""
BRACKET = re.compile(r"^[（(][^（）()]{0,12}$")

Term = tuple[Interval | None, Decimal | None, str, tuple[Fact, ...], bool]
"""What neighbours give: the range, the plain value, the calculation, the figures, and whether they stand next to each other."""


@cache
def words(name: str) -> re.Pattern[str]:
    """Return the words of one list of ``nearby.toml`` as a pattern."""
    return re.compile("|".join(map(re.escape, load_toml("nearby.toml")[name])))


def nearby(facts: Sequence[Fact], undecided: Container[int]) -> Iterator[Derivation]:
    """Yield what neighbours say of the figures that nothing else decides, whose identities are ``undecided``."""
    paragraphs: dict[int, list[Fact]] = {}
    for fact in facts:
        if not fact.aside and fact.quantity.high is None:
            paragraphs.setdefault(id(fact.paragraph), []).append(fact)
    for said in paragraphs.values():
        for at, fact in enumerate(said):
            if id(fact) in undecided and fact.quantity.bound is Bound.EXACT and fact.quantity.value > 0:
                found = judged(fact, [*terms(fact, said, at)])
                if found is not None:
                    yield found


def judged(fact: Fact, found: Sequence[Term]) -> Derivation | None:
    """Return the first calculation that gives the figure, else the first that gives it but for a slip, else None."""
    said = fact.quantity.interval
    for exact, value, text, operands, _ in found:
        if exact is not None and value is not None and said.meets(exact):
            return Derivation(KIND, fact, True, f"{text} = {shown(value, fact)}", exact, operands)
    for exact, value, text, operands, close in found:
        if exact is None or value is None:
            continue
        least = DIGITS_NEXT if close else DIGITS_FAR
        apart = abs(value - fact.quantity.base_value) > LAST_DIGIT * fact.quantity.half_unit
        if apart and is_slip(fact.quantity, value / fact.quantity.scale, least):
            return Derivation(KIND, fact, False, f"{text} = {shown(value, fact)}", exact, operands)
    return None


def shown(value: Decimal, fact: Fact) -> str:
    """Return a result in the unit of the figure, with its sign of percent."""
    step = Decimal(1).scaleb(-fact.quantity.decimals)
    return plain((value / fact.quantity.scale).quantize(step)) + ("%" if fact.quantity.kind is Kind.PERCENT else "")


def terms(fact: Fact, said: Sequence[Fact], at: int) -> Iterator[Term]:
    """Yield the calculations that the name of a figure allows over the amounts beside it."""
    name = name_of(fact)
    if fact.quantity.kind is Kind.PERCENT:
        if fact.versus_period is not None:
            return  # measured against another year, not against its neighbours.
        savings = bool(words("savings").search(name))
        unnamed = fact.relation is Relation.SHARE and not fact.whole_label
        if fact.relation is Relation.LEVEL and RATE.search(fact.subject):
            yield from of_its_name(fact, amounts(fact, said, at))
        if savings or unnamed or words("shares").search(name):
            yield from rates(fact, amounts(fact, said, at), savings=savings)
    elif words("averages").search(name):
        yield from averages(fact, [f for f in said[:at] if f.quantity.kind in AMOUNTS][::-1][:REACH])
    elif fact.quantity.kind in AMOUNTS and words("differences").search(name) and not is_opening(fact, name):
        yield from differences(fact, said[:at])


def is_opening(fact: Fact, name: str) -> bool:
    """Whether an amount was there before the year began, or is a part: neither is left over from what stands beside it."""
    return fact.relation is Relation.PART or bool(words("opening").search(name))


def name_of(fact: Fact) -> str:
    """Return the words right before a figure back to the last mark or figure, and its subject."""
    if fact.paragraph is None:
        return fact.subject
    before = fact.paragraph.text[: fact.start - fact.paragraph.start]
    return re.split(r"[，。；：、（）,;:()\d]", before)[-1] + fact.subject


def amounts(fact: Fact, said: Sequence[Fact], at: int) -> list[Fact]:
    """Return the amounts a rate may be of, the nearest first: those in its bracket, its sentence, else its paragraph."""
    before = [f for f in reversed(said[:at]) if f.quantity.kind in AMOUNTS and f.relation is not Relation.GROWTH]
    sentence = [f for f in before if f.sentence_start == fact.sentence_start]
    chosen = (sentence if len(sentence) > 1 else before)[:REACH]
    behind = said[at + 1] if at + 1 < len(said) else None
    if behind is not None and behind.quantity.kind in AMOUNTS and fact.paragraph is not None:
        start = fact.paragraph.start
        if BRACKET.match(fact.paragraph.text[fact.end - start : behind.start - start]):
            return [behind, *chosen]
    return chosen


def rates(fact: Fact, near: Sequence[Fact], *, savings: bool) -> Iterator[Term]:
    """Yield part ÷ whole, and where something is saved (whole − part) ÷ whole, over the amounts of one unit."""
    for one, other in permutations(near, 2):
        if one.quantity.base_unit != other.quantity.base_unit or not other.quantity.base_value:
            continue
        a, b = one.quantity, other.quantity
        left, right = number(one), number(other, a.scale)
        close = {id(one), id(other)} == {id(f) for f in near[:2]}
        ratio = a.base_value / b.base_value
        if fact.relation is not Relation.GROWTH or savings:
            exact = percent_of(a.printed, b.printed)
            yield exact, ratio * HUNDRED, f"{left} ÷ {right}", (one, other), close
        if savings and a.base_value != b.base_value:
            low, high = sorted((one, other), key=lambda f: f.quantity.base_value)
            gap = high.quantity.printed - low.quantity.printed
            rest = abs(b.base_value - a.base_value) / b.base_value * HUNDRED
            text = f"({number(high, a.scale)} − {number(low, a.scale)}) ÷ {right}"
            yield percent_of(gap, b.printed), rest, text, (one, other), close


def of_its_name(fact: Fact, near: Sequence[Fact]) -> Iterator[Term]:
    """Yield part ÷ whole where the part is called as the rate is: 合格94份 and 合格率, 已签71份 and 签订率."""
    stem = set(RATE.sub("", fact.subject)[-STEM:])
    for one, other in permutations(near, 2):
        named = bool(stem & set(one.subject)) and one.quantity.base_unit == other.quantity.base_unit
        if named and 0 < one.quantity.base_value <= other.quantity.base_value:
            a, b = one.quantity, other.quantity
            value = a.base_value / b.base_value * HUNDRED
            text = f"{number(one)} ÷ {number(other, a.scale)}"
            yield percent_of(a.printed, b.printed), value, text, (one, other), True


def averages(fact: Fact, near: Sequence[Fact]) -> Iterator[Term]:
    """Yield amount ÷ count for the amounts of the figure's unit and the counts before it."""
    for one, other in permutations(near, 2):
        if one.quantity.base_unit != fact.quantity.base_unit or one.quantity.kind is Kind.PERCENT:
            continue
        if other.quantity.kind not in (Kind.COUNT, Kind.HEADCOUNT) or other.quantity.base_value <= 1:
            continue
        if other.quantity.base_unit == one.quantity.base_unit:
            continue
        exact = one.quantity.printed.divided(other.quantity.printed)
        value = one.quantity.base_value / other.quantity.base_value
        yield exact, value, f"{one.quantity} ÷ {other.quantity}", (one, other), near[0] in (one, other)


def differences(fact: Fact, before: Sequence[Fact]) -> Iterator[Term]:
    """Yield the differences of the levels right before the figure."""
    same = [
        f for f in before if f.quantity.base_unit == fact.quantity.base_unit and f.quantity.kind is fact.quantity.kind
    ]
    wholes = [f for f in reversed(same) if f.relation in LEVELS and f.relation is not Relation.PART][:REACH]
    for one, other in permutations(wholes, 2):
        if one.quantity.base_value > other.quantity.base_value:
            value = one.quantity.base_value - other.quantity.base_value
            # A difference printed to the cent was taken of exact amounts, even where these are printed as 640.
            slack = sum(min(f.quantity.half_unit, fact.quantity.half_unit) for f in (one, other))
            exact = Interval(value - slack, value + slack)
            scale = fact.quantity.scale
            yield exact, value, f"{number(one, scale)} − {number(other, scale)}", (one, other), False
