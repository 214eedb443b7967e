"""Units and measure words as the lexicon ``units.toml`` lists them, found where a number ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.numerals import GAP, SPACES
from wenbiao.model.quantity import Kind

LEXICON = "units.toml"
ONE = Decimal(1)
PERCENT_POINT = re.compile(rf"个?{GAP}百{GAP}分{GAP}点")


@dataclass(frozen=True, slots=True)
class Unit:
    """One way to write a unit.

    ``text`` is as written (variants folded), ``name`` the unit's usual name; ``factor`` is how many
    base units (元, % …) it holds. ``whole`` units count things, so they have no fractions;
    ``spelled`` ones also follow numbers in Chinese characters. What begins with one of ``barred``
    after it shows that the text is another word.
    """

    text: str
    name: str
    kind: Kind
    factor: Decimal = ONE
    whole: bool = False
    spelled: bool = True
    time: bool = False
    barred: tuple[str, ...] = ()


YUAN = Unit("元", "元", Kind.MONEY)
POINTS = Unit("个百分点", "个百分点", Kind.PERCENT)


def listed_units() -> Iterator[Unit]:
    """Yield every unit of the lexicon, without what bars it."""
    lexicon = load_toml(LEXICON)
    for text, factor in lexicon["money"]["units"].items():
        yield Unit(text, lexicon["money"]["names"].get(text, text), Kind.MONEY, Decimal(factor))
    for text in lexicon["foreign"]["units"]:
        yield Unit(text, text, Kind.COUNT)
    for text in lexicon["headcount"]["units"]:
        yield Unit(text, text, Kind.HEADCOUNT, whole=True)
    for text, factor in lexicon["percent"]["units"].items():
        yield Unit(text, "%" if text == "百分比" else text, Kind.PERCENT, Decimal(factor))
    for text in lexicon["ratio"]["units"]:
        yield Unit(text, text, Kind.RATIO)
    for text in lexicon["score"]["units"]:
        yield Unit(text, text, Kind.SCORE)
    for text, name in lexicon["area"]["units"].items():
        yield Unit(text, name, Kind.AREA)
    yield from counting_units()


def counting_units() -> Iterator[Unit]:
    """Yield the measure words and the units of measured quantities."""
    count = load_toml(LEXICON)["count"]
    names = count["names"]
    for group in ("spelled", "arabic"):
        for text in count[group]:
            yield Unit(text, text, Kind.COUNT, whole=True, spelled=group == "spelled")
    for group in ("measured", "time"):
        for text in count[group]:
            yield Unit(
                text, names.get(text, text), Kind.COUNT, spelled=len(text) > 1 or group == "time", time=group == "time"
            )


@cache
def units_by_first() -> dict[str, tuple[Unit, ...]]:
    """Return the units that begin with each character, the longest first."""
    not_before = load_toml(LEXICON)["not_before"]
    table: dict[str, list[Unit]] = {}
    for unit in listed_units():
        barred = tuple(not_before.get(unit.text, ()))
        full = Unit(unit.text, unit.name, unit.kind, unit.factor, unit.whole, unit.spelled, unit.time, barred)
        table.setdefault(unit.text[0], []).append(full)
    return {first: tuple(sorted(units, key=lambda u: -len(u.text))) for first, units in table.items()}


@cache
def paired_words() -> re.Pattern[str]:
    """Return the pattern of a second measure word in brackets, as in 台（套）."""
    words = "|".join(load_toml(LEXICON)["count"]["paired"])
    return re.compile(rf"[{SPACES}]?\((?P<second>{words})\)")


@cache
def phrase_characters(name: str) -> frozenset[str]:
    """Return a set of characters that the lexicon's ``phrases`` lists for telling quantities from idioms."""
    return frozenset("".join(load_toml(LEXICON)["phrases"][name]))


def unit_at(text: str, at: int) -> tuple[Unit, int] | None:
    """Return the unit that begins at ``at`` in normalised text and where it ends, or None."""
    first = text[at : at + 1]
    if first in ("个", "百") and (point := PERCENT_POINT.match(text, at)):
        return POINTS, point.end()
    for unit in units_by_first().get(first, ()):
        if text.startswith(unit.text, at):
            end = at + len(unit.text)
            if unit.barred and text.startswith(unit.barred, end):
                return None
            if unit.whole and text.startswith("(", end) and (pair := paired_words().match(text, end)):
                return with_second(unit, pair["second"]), pair.end()
            return unit, end
    return None


def with_second(unit: Unit, second: str) -> Unit:
    """Return the unit with a measure word in brackets: 人（次） counts visits, 台（套） is 台."""
    joined = next((u for u in units_by_first()[unit.text[0]] if second == "次" and u.text == unit.text + second), None)
    return joined or unit


def unit_named(text: str) -> Unit | None:
    """Return the unit that a normalised text is as a whole, without scales, or None."""
    found = unit_at(text, 0)
    return found[0] if found and found[1] == len(text) else None
