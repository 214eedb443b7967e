"""Whether an indicator's name and target together can be measured."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

from wenbiao.check.rule import cell
from wenbiao.extract.directions import is_class
from wenbiao.extract.indicators import Indicator
from wenbiao.extract.values import CellValue, State
from wenbiao.extract.wording import fold
from wenbiao.judge.elements import elements_of
from wenbiao.judge.fillers import coverage
from wenbiao.judge.statements import lexicon, matcher
from wenbiao.model.document import Cell
from wenbiao.model.finding import Evidence
from wenbiao.model.quantity import Bound, Kind

LEAST_LIKE_PERCENT = Decimal(50)
MOST_LIKE_PERCENT = Decimal(100)
COUNTED = frozenset({Kind.COUNT, Kind.HEADCOUNT})
LONGEST_ADJECTIVE = 16


def rows(indicators: Iterator[Indicator]) -> Iterator[Indicator]:
    """Yield the indicators that hold something."""
    return (i for i in indicators if i.applies)


def value_evidence(indicator: Indicator, of: Cell | None, heading: str) -> Evidence:
    """Return a cell of an indicator row with its labels as evidence."""
    labels = tuple(part for part in (indicator.level1, indicator.level2, indicator.name, heading) if part)
    return cell(indicator.table, of or indicator.name_cell, labels)


def listed(names: Iterable[str], most: int = 4) -> str:
    """Return names in quotation marks, the first few of many."""
    every = list(names)
    return "、".join(f"“{name}”" for name in every[:most]) + ("等" if len(every) > most else "")


def is_percentage(value: CellValue, text: str) -> bool:
    """Whether a target is a percentage, or a bare number between 50 and 100 that stands for one."""
    if value.state is not State.NUMBER or value.quantity is None:
        return False
    if value.quantity.kind is Kind.PERCENT:
        return True
    bare = value.quantity.kind in COUNTED and not value.quantity.unit and not re.search(r"[\u4e00-\u9fff]", text)
    return bare and LEAST_LIKE_PERCENT <= value.quantity.value <= MOST_LIKE_PERCENT


def is_undefined_percentage(indicator: Indicator) -> bool:
    """Whether a percentage stands beside a name that tells no whole: a slogan, an activity, a state of things."""
    text = indicator.target.text if indicator.target is not None else ""
    if not is_percentage(indicator.target_value, text) or is_class(indicator, "cost"):
        return False
    return not tells_whole(fold(indicator.name))


def tells_whole(name: str) -> bool:
    """Whether a name says what a percentage of it would be a percentage of."""
    plain = matcher("measured", "hollow").sub("", name)
    if matcher("measured", "vague_ratio").search(name):
        return False
    if matcher("measured", "ratio").search(plain):
        return True
    return not (matcher("measured", "slogan").search(name) or plain != name)


def is_adjective(indicator: Indicator) -> bool:
    """Whether the target is made of adjectives and empty verbs alone, without tiers or a comparison."""
    target = indicator.target
    if target is None or not target.text or indicator.target_value.state is not State.TEXT:
        return False
    text = target.text
    graded = indicator.rule is not None and len(indicator.rule.text) > LONGEST_ADJECTIVE
    return (
        len(fold(text)) <= LONGEST_ADJECTIVE and coverage(text) >= 1.0 and not elements_of(text).concrete and not graded
    )


def compound_parts(name: str) -> tuple[str, str] | None:
    """Return the two measurable halves of a compound name (工作完成度 | 群众满意度), or None."""
    endings = lexicon("compound", "measure")
    for joint in lexicon("compound", "joint"):
        left, found, right = name.partition(joint)
        if found and left.endswith(endings) and right.rstrip("。；;").endswith(endings):
            return left, right
    return None


def is_misplaced_satisfaction(indicator: Indicator) -> bool:
    """Whether a satisfaction indicator stands under another class."""
    levels = fold(indicator.level1) + fold(indicator.level2)
    return "满意" in fold(indicator.name) and bool(levels) and "满意" not in levels and "效果" not in levels


def measured_in(value: CellValue) -> str:
    """Return the unit of a number that counts people or things, or an empty string."""
    quantity = value.quantity
    return quantity.unit if value.state is State.NUMBER and quantity is not None and quantity.kind in COUNTED else ""


def is_untimely(indicator: Indicator) -> bool:
    """Whether a timeliness indicator counts things instead of telling a date or a span of time."""
    unit = measured_in(indicator.target_value)
    return is_class(indicator, "timeliness") and bool(unit) and not unit.endswith(lexicon("units", "time"))


def is_costless(indicator: Indicator) -> bool:
    """Whether a cost indicator counts people or things instead of money."""
    if not is_class(indicator, "cost") or any(
        word in fold(indicator.level2) for word in lexicon("units", "social_cost")
    ):
        return False
    unit = measured_in(indicator.target_value)
    return bool(unit) and not unit.endswith(lexicon("units", "time"))


def is_quantity_again(indicator: Indicator, others: list[Indicator]) -> Indicator | None:
    """Return the quantity indicator whose figure and unit a quality indicator repeats, or None."""
    unit = measured_in(indicator.target_value)
    if not is_class(indicator, "quality") or not unit or matcher("measured", "ratio").search(fold(indicator.name)):
        return None
    own = indicator.target_value.quantity
    for other in others:
        theirs = other.target_value.quantity
        if (
            is_class(other, "quantity")
            and theirs is not None
            and own is not None
            and (theirs.value, theirs.unit) == (own.value, own.unit)
        ):
            return other
    return None


def is_bounded_actual(indicator: Indicator) -> bool:
    """Whether an actual value is written as a bound: 98%以上, ≧85%, 约300人."""
    value = indicator.actual_value
    return value.state is State.NUMBER and value.quantity is not None and value.quantity.bound is not Bound.EXACT
