"""Figures of the narrative that almost repeat another one of the same name: one of the two is mistyped.

Only a slip of the pen is taken for a fault here. Two different figures under one open wording may well speak of
two things; two that differ by one digit hardly do.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from wenbiao.align.match import resembles
from wenbiao.align.slips import digits, is_slip
from wenbiao.extract.wording import read_wording
from wenbiao.model.document import Paragraph, Table
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.finding import Link, Verdict
from wenbiao.model.quantity import Bound, Kind

STATED = frozenset({Relation.LEVEL, Relation.PART, Relation.TOTAL})
UNCHECKED = frozenset({Verdict.UNMATCHED, Verdict.UNDECIDABLE})
NAMED_BY_CONCEPT = frozenset({Kind.MONEY, Kind.HEADCOUNT, Kind.SCORE})
OUTTURNS = frozenset({Basis.UNKNOWN, Basis.ACTUAL, Basis.EXECUTED, Basis.FINAL})
LEAST_DIGITS = 3
"""Shorter figures differ by one digit by chance."""
NEIGHBOURS = 2
LEAST_WORDING = 4
"""Shorter wordings (得分率, 满意度) are of many things."""


@dataclass(frozen=True, slots=True, eq=False)
class Twin:
    """A figure that misses another statement of its subject by a slip; ``times`` says how often the other value is stated."""

    fact: Fact
    other: Fact
    times: int


def twins(links: Sequence[Link], homes: Mapping[int, Table]) -> Iterator[Twin]:
    """Yield the unchecked figures that a slip parts from a figure stated more often, confirmed by a table, or before."""
    open_links = [link for link in links if is_open(link.fact)]
    index: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at, link in enumerate(open_links):
        for key in keys_of(link.fact):
            index[key].append(at)
    for at, link in enumerate(open_links):
        if link.verdict not in UNCHECKED:
            continue
        near = sorted({n for key in keys_of(link.fact) for n in index[key] if n != at})
        alike = [n for n in near if is_same_thing(link.fact, open_links[n].fact, homes)]
        own = [n for n in alike if equal(link.fact, open_links[n].fact)]
        others = [n for n in alike if is_one_slip(link.fact, open_links[n].fact)]
        if not others or any(open_links[n].verdict not in UNCHECKED for n in own):
            continue
        confirmed = [n for n in others if open_links[n].verdict not in UNCHECKED]
        if confirmed or len(others) > len(own) + 1 or (len(others) == len(own) + 1 and others[0] < at):
            yield Twin(link.fact, open_links[(confirmed or others)[0]].fact, len(others))


def is_open(fact: Fact) -> bool:
    """Whether a figure is a plain statement of a subject that no concept names; those of concepts are compared by concept."""
    quantity = fact.quantity
    return (
        fact.relation in STATED
        and not fact.aside
        and not fact.reference
        and quantity.bound is Bound.EXACT
        and quantity.high is None
        and (fact.concept is None or quantity.kind not in NAMED_BY_CONCEPT)
        and len(digits(quantity.value, quantity.decimals).strip("0")) >= LEAST_DIGITS
    )


def keys_of(fact: Fact) -> set[tuple[object, ...]]:
    """Return what a figure shares with all that are one slip away: its digits with one of them left out."""
    number = digits(fact.quantity.value, fact.quantity.decimals).strip("0")
    left = {number, *(number[:i] + number[i + 1 :] for i in range(len(number)))}
    planned = fact.basis is Basis.TARGET
    return {(fact.quantity.base_unit, fact.period, planned, rest.strip("0")) for rest in left}


def are_neighbours(one: Paragraph, other: Paragraph) -> bool:
    """Whether two paragraphs stand in one list or one row of a table (a goal, the goal adjusted, the result)."""
    return one.file == other.file and one.part == other.part and abs(one.index - other.index) <= NEIGHBOURS


def version_of(fact: Fact) -> Basis:
    """Return the version of a figure; amounts executed, final and unsaid are one."""
    return Basis.FINAL if fact.basis in OUTTURNS else fact.basis


def equal(one: Fact, other: Fact) -> bool:
    """Whether two figures are one value."""
    return one.quantity.base_value == other.quantity.base_value


def is_one_slip(one: Fact, other: Fact) -> bool:
    """Whether two different figures of one unit are one slip apart."""
    return not equal(one, other) and is_slip(one.quantity, other.quantity.base_value / one.quantity.scale, LEAST_DIGITS)


def is_same_thing(one: Fact, other: Fact, homes: Mapping[int, Table]) -> bool:
    """Whether two figures of different paragraphs are worded alike, neither of another form, scope or whole."""
    forms = [homes.get(id(f.paragraph)) for f in (one, other)]
    if None not in forms and forms[0] is not forms[1]:
        return False
    if (
        version_of(one) is not version_of(other)
        or one.scope != other.scope
        or one.fund != other.fund
        or (one.whole is None) != (other.whole is None)
    ):
        return False
    if one.paragraph is not None and other.paragraph is not None and are_neighbours(one.paragraph, other.paragraph):
        return False
    first, second = (read_wording(f.subject, None).core for f in (one, other))
    if min(len(first), len(second)) < LEAST_WORDING:
        return False
    return first == second or resembles(first, second)
