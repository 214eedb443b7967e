"""Printed numbers and what they stand for: quantities and intervals.

The interval arithmetic follows XBRL Calculations 1.1: a printed number stands for every value that
rounds to it. There are no open or closed ends here; two intervals that only touch do not meet.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

INFINITY = Decimal("Infinity")
HALF = Decimal("0.5")


class Kind(StrEnum):
    """What a number measures."""

    MONEY = "money"
    HEADCOUNT = "headcount"
    PERCENT = "percent"
    COUNT = "count"
    SCORE = "score"
    AREA = "area"
    RATIO = "ratio"


class Bound(StrEnum):
    """How a printed number limits the true one."""

    EXACT = "exact"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    MORE_THAN = "more_than"
    LESS_THAN = "less_than"
    ABOUT = "about"


BASE_UNITS = {Kind.MONEY: "元", Kind.HEADCOUNT: "人", Kind.PERCENT: "%", Kind.SCORE: "分", Kind.RATIO: "倍"}
MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8, "兆": 10**12}

EXACT_KINDS = frozenset({Kind.HEADCOUNT, Kind.COUNT, Kind.SCORE})
"""Kinds that are counted or awarded, not measured: a printed 7 is 7, never 7.4."""


@dataclass(frozen=True, slots=True)
class Interval:
    """All values between ``low`` and ``high`` in base units; a point when they are equal."""

    low: Decimal
    high: Decimal

    @classmethod
    def point(cls, value: Decimal) -> Interval:
        """Return the interval that holds ``value`` alone."""
        return cls(value, value)

    @property
    def is_point(self) -> bool:
        """Whether the interval holds one value only."""
        return self.low == self.high

    @property
    def middle(self) -> Decimal:
        """Return the midpoint of a bounded interval."""
        return (self.low + self.high) / 2

    def meets(self, other: Interval) -> bool:
        """Whether the two share values; touching ends do not count, but a point on an end does."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if low == high:
            return self.is_point or other.is_point
        return low < high

    def __add__(self, other: Interval) -> Interval:
        """Return the interval of sums."""
        return Interval(self.low + other.low, self.high + other.high)

    def __neg__(self) -> Interval:
        """Return the interval of negated values."""
        return Interval(-self.high, -self.low)

    def __sub__(self, other: Interval) -> Interval:
        """Return the interval of differences."""
        return self + -other

    def scaled(self, factor: Decimal) -> Interval:
        """Return the interval multiplied by ``factor``."""
        low, high = self.low * factor, self.high * factor
        return Interval(min(low, high), max(low, high))

    def divided(self, other: Interval) -> Interval | None:
        """Return the interval of quotients, or None when the divisor may be zero."""
        if other.low <= 0 <= other.high or INFINITY in (self.high, other.high, -self.low, -other.low):
            return None
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))


ZERO = Interval.point(Decimal(0))


def total(intervals: Iterable[Interval]) -> Interval:
    """Return the sum of intervals; the sum of none is the point zero."""
    return sum(intervals, start=ZERO)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as printed.

    ``value`` and ``high`` (the upper end of a range) are in the printed ``unit``; ``scale`` is how
    many base units (元, 人, %, 件 …) one printed unit holds; ``decimals`` is the precision in
    printed units, which a table column may raise above what the cell itself shows.
    """

    kind: Kind
    value: Decimal
    unit: str
    scale: Decimal = Decimal(1)
    decimals: int = 0
    bound: Bound = Bound.EXACT
    high: Decimal | None = None
    text: str = ""

    @property
    def base_value(self) -> Decimal:
        """Return the exact value in base units, the low end of a range."""
        return self.value * self.scale

    @property
    def base_unit(self) -> str:
        """Return the unit of ``base_value``: for counts and areas the printed one without its scale (万千瓦 → 千瓦)."""
        if fixed := BASE_UNITS.get(self.kind):
            return fixed
        rest, left = self.unit, self.scale
        while left > 1 and rest[:1] in MULTIPLIERS:
            left /= MULTIPLIERS[rest[0]]
            rest = rest[1:]
        return rest

    @property
    def half_unit(self) -> Decimal:
        """Return half of the last printed place in base units, zero for exact counts."""
        if self.kind in EXACT_KINDS and self.scale == 1:
            return Decimal(0)
        return HALF * self.scale.scaleb(-self.decimals)

    @property
    def interval(self) -> Interval:
        """Return the values this number may stand for, in base units."""
        if self.high is not None:
            return self.printed
        value, half = self.base_value, self.half_unit
        match self.bound:
            case Bound.AT_LEAST | Bound.MORE_THAN:
                return Interval(value, INFINITY)
            case Bound.AT_MOST | Bound.LESS_THAN:
                return Interval(-INFINITY, value)
            case Bound.ABOUT:
                spread = max(self._last_significant_place(), half)
                return Interval(value - spread, value + spread)
            case _:
                return self.printed

    @property
    def printed(self) -> Interval:
        """Return the values the printed number may stand for, its bound left aside: a target ≥42 is 42 to a rate of completion."""
        value, half = self.base_value, self.half_unit
        return Interval(value - half, (self.high * self.scale if self.high is not None else value) + half)

    def _last_significant_place(self) -> Decimal:
        """Return the place of the last digit that is not a trailing zero: 100 for 1500."""
        digits = self.value.normalize().as_tuple()
        exponent = digits.exponent if isinstance(digits.exponent, int) else 0
        return self.scale.scaleb(max(exponent, -self.decimals))

    def __str__(self) -> str:
        """Return the number as printed, with its unit."""
        return self.text or f"{plain(self.value)}{self.unit}"


def amount(quantity: Quantity) -> str:
    """Return a number with its unit, without trailing zeros: for messages, where columns need not line up."""
    return f"{plain(quantity.value)}{quantity.unit}"


def restated(quantity: Quantity, like: Quantity) -> str:
    """Return a number in the unit of another: as it stands when it is in that unit already."""
    same = quantity.scale == like.scale
    return str(quantity.value) if same else plain(quantity.base_value / like.scale)


def plain(value: Decimal) -> str:
    """Return ``value`` without exponent and without trailing zeros after the point."""
    text = format(value, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
