"""Which way an indicator is good: its name, its class and its comparator column tell."""

from __future__ import annotations

from enum import StrEnum
from functools import cache

from wenbiao.extract.indicators import Indicator
from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.wording import fold
from wenbiao.model.quantity import Bound, Kind, Quantity

TIME_UNITS = frozenset(
    {"天", "日", "工作日", "个工作日", "日历天", "自然日", "个自然日", "小时", "个小时", "分钟", "个月", "月"}
)


class Direction(StrEnum):
    """Whether more is better, less is better, or the form does not tell."""

    HIGHER = "higher"
    LOWER = "lower"
    UNTOLD = "untold"


@cache
def words(table: str, name: str) -> tuple[str, ...]:
    """Return a word list of ``indicators.toml``."""
    return tuple(load_toml("indicators.toml")[table][name])


def says(text: str, table: str, name: str) -> bool:
    """Whether ``text`` holds a word of a list."""
    return any(word in text for word in words(table, name))


def is_class(indicator: Indicator, name: str) -> bool:
    """Whether an indicator belongs to a class (cost, quantity, …) by its first or second level."""
    return says(fold(indicator.level1) + fold(indicator.level2), "classes", name)


def direction_of(indicator: Indicator, target: Quantity) -> Direction:
    """Return which way ``indicator`` is good.

    A bound of the target decides, then the comparator column, a target of zero, the class of costs,
    and the name. Names that hold a bad thing and what is done about it (投诉办结率) tell nothing.
    """
    if target.bound in (Bound.AT_LEAST, Bound.MORE_THAN):
        return Direction.HIGHER
    if target.bound in (Bound.AT_MOST, Bound.LESS_THAN):
        return Direction.LOWER
    if (column := by_column(indicator.comparator)) is not Direction.UNTOLD:
        return column
    if target.value == 0:
        return Direction.LOWER
    return by_name(indicator, target)


def by_column(comparator: str) -> Direction:
    """Return what a column 指标性质 says."""
    text = "".join(comparator.split())
    if text.startswith(words("direction", "column_higher")):
        return Direction.HIGHER
    return Direction.LOWER if text.startswith(words("direction", "column_lower")) else Direction.UNTOLD


def by_name(indicator: Indicator, target: Quantity) -> Direction:
    """Return what class and name say of an indicator whose target is a plain number."""
    name = fold(indicator.name)
    if is_class(indicator, "cost"):
        return of_cost(name, target)
    if says(name, "direction", "lower"):
        return Direction.UNTOLD if says(name, "direction", "handled") else Direction.LOWER
    if target.unit in TIME_UNITS:
        return Direction.LOWER if says(name, "direction", "limit") else Direction.UNTOLD
    money = target.kind is Kind.MONEY and says(name, "direction", "spending")
    late = is_class(indicator, "timeliness") and target.kind is not Kind.PERCENT
    return Direction.UNTOLD if money or late or says(name, "direction", "untold") else Direction.HIGHER


def of_cost(name: str, target: Quantity) -> Direction:
    """Return which way a cost is good: amounts the less the better, savings and rates untold."""
    if says(name, "direction", "saving"):
        return Direction.UNTOLD
    amount = target.kind is Kind.MONEY or (not target.unit and "率" not in name)
    return Direction.LOWER if amount else Direction.UNTOLD
