"""Quantities and intervals: what a printed number stands for, and arithmetic that never alarms on correct rounding."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from wenbiao.model.quantity import INFINITY, ZERO, Bound, Interval, Kind, Quantity, plain, total

WAN = Decimal(10_000)
CENT = Decimal("0.01")
NUMBERS = st.decimals(-(10**6), 10**6, places=3)
POSITIVE = st.decimals(Decimal("0.001"), 10**6, places=3)
INTERVALS = st.tuples(NUMBERS, NUMBERS).map(lambda ends: Interval(min(ends), max(ends)))
CENTS = st.integers(0, 10**11).map(lambda cents: Decimal(cents) * CENT)
"""True amounts in 元, to the 分."""


def wan(amount: Decimal, decimals: int = 2) -> Quantity:
    """Return an amount of 元 as it is printed in 万元."""
    value = (amount / WAN).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return Quantity(Kind.MONEY, value, "万元", WAN, decimals)


def exactly(value: str, kind: Kind = Kind.MONEY, unit: str = "万元", scale: Decimal = WAN) -> Quantity:
    """Return a number with the decimals it is printed with."""
    return Quantity(kind, Decimal(value), unit, scale, len(value.partition(".")[2]))


@given(st.lists(CENTS, min_size=1, max_size=30), st.integers(0, 4))
def test_correctly_rounded_sums_never_alarm(amounts: list[Decimal], decimals: int) -> None:
    parts = total(wan(amount, decimals).interval for amount in amounts)
    whole = wan(sum(amounts, start=Decimal(0)), decimals)
    assert parts.meets(whole.interval)


@given(st.lists(st.tuples(CENTS, st.integers(0, 4)), min_size=1, max_size=20), st.integers(0, 4))
def test_sums_of_mixed_precision_never_alarm(amounts: list[tuple[Decimal, int]], decimals: int) -> None:
    parts = total(wan(amount, places).interval for amount, places in amounts)
    assert parts.meets(wan(sum((a for a, _ in amounts), start=Decimal(0)), decimals).interval)


@given(st.lists(CENTS, min_size=1, max_size=12), st.data())
def test_an_error_beyond_the_bound_always_alarms(amounts: list[Decimal], data: st.DataObject) -> None:
    parts = [wan(amount) for amount in amounts]
    bound = (len(parts) + 1) * CENT  # the whole may differ by half a place for itself and for each part
    shift = data.draw(st.decimals(bound, 10**4, places=2)) * data.draw(st.sampled_from([1, -1]))
    printed = sum((p.value for p in parts), start=Decimal(0)) + shift
    assert not total(p.interval for p in parts).meets(exactly(f"{printed:.2f}").interval)


@given(st.lists(CENTS, min_size=2, max_size=2), st.integers(0, 3))
def test_differences_of_rounded_amounts_never_alarm(amounts: list[Decimal], decimals: int) -> None:
    high, low = max(amounts), min(amounts)
    change = wan(high, decimals).interval - wan(low, decimals).interval
    assert change.meets(wan(high - low, decimals).interval)


@given(CENTS, CENTS, st.integers(0, 2))
def test_shares_of_rounded_amounts_never_alarm(one: Decimal, other: Decimal, decimals: int) -> None:
    part, whole = min(one, other), max(one, other)
    exact = wan(part).interval.divided(wan(whole).interval)
    assume(exact is not None)
    assert exact is not None
    percent = (part / whole * 100).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    said = Quantity(Kind.PERCENT, percent, "%", decimals=decimals)
    assert exact.scaled(Decimal(100)).meets(said.interval)


@given(CENTS, st.integers(0, 4), st.integers(0, 4))
def test_one_amount_at_two_precisions_agrees(amount: Decimal, one: int, other: int) -> None:
    assert wan(amount, one).interval.meets(wan(amount, other).interval)


@given(st.integers(-(10**9), 10**9), st.integers(-5, 5).filter(bool), st.integers(0, 4))
def test_the_same_unit_and_decimals_must_be_equal(value: int, steps: int, decimals: int) -> None:
    place = Decimal(1).scaleb(-decimals)
    said = Quantity(Kind.MONEY, value * place, "万元", WAN, decimals)
    shown = Quantity(Kind.MONEY, (value + steps) * place, "万元", WAN, decimals)
    assert said.interval.meets(said.interval)
    assert not said.interval.meets(shown.interval)


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        (("1", "2"), ("2", "3"), False),  # only touch
        (("1", "2"), ("1.9", "3"), True),
        (("1", "2"), ("3", "4"), False),
        (("1", "1"), ("1", "2"), True),  # a point on an end is a value of the other
        (("2", "2"), ("1", "2"), True),
        (("1", "1"), ("1", "1"), True),
        (("1", "1"), ("2", "2"), False),
        (("1", "4"), ("2", "3"), True),
        (("-Infinity", "2"), ("1", "Infinity"), True),
        (("-Infinity", "2"), ("2", "Infinity"), False),
        (("-Infinity", "2"), ("2", "2"), True),
    ],
)
def test_when_intervals_meet(one: tuple[str, str], other: tuple[str, str], meets: bool) -> None:
    first, second = Interval(*map(Decimal, one)), Interval(*map(Decimal, other))
    assert first.meets(second) is meets
    assert second.meets(first) is meets


@given(INTERVALS, INTERVALS)
def test_meeting_is_symmetric(one: Interval, other: Interval) -> None:
    assert one.meets(other) == other.meets(one)
    assert one.meets(one)


@given(INTERVALS, INTERVALS)
def test_sums_and_differences_hold_those_of_the_ends(one: Interval, other: Interval) -> None:
    added, taken = one + other, one - other
    assert (added.low, added.high) == (one.low + other.low, one.high + other.high)
    assert (taken.low, taken.high) == (one.low - other.high, one.high - other.low)
    negated = -one
    assert -negated == one


@given(INTERVALS, st.decimals(-1000, 1000, places=2))
def test_scaling_keeps_the_order_of_the_ends(interval: Interval, factor: Decimal) -> None:
    scaled = interval.scaled(factor)
    assert scaled.low <= scaled.high
    assert {scaled.low, scaled.high} == {interval.low * factor, interval.high * factor}


@given(INTERVALS, st.tuples(POSITIVE, POSITIVE), st.booleans())
def test_quotients_hold_those_of_the_middles(interval: Interval, ends: tuple[Decimal, Decimal], negative: bool) -> None:
    divisor = Interval(min(ends), max(ends))
    divisor = -divisor if negative else divisor
    quotient = interval.divided(divisor)
    assert quotient is not None
    assert quotient.low <= interval.middle / divisor.middle <= quotient.high


@given(INTERVALS, POSITIVE, POSITIVE)
def test_nothing_is_divided_by_what_may_be_zero(interval: Interval, below: Decimal, above: Decimal) -> None:
    assert interval.divided(Interval(-below, above)) is None
    assert interval.divided(Interval(Decimal(0), above)) is None
    assert interval.divided(ZERO) is None
    assert interval.divided(Interval(above, INFINITY)) is None
    assert Interval(above, INFINITY).divided(Interval.point(above)) is None


def test_the_sum_of_none_is_zero() -> None:
    assert total([]) == ZERO
    assert ZERO.is_point


@pytest.mark.parametrize(
    ("quantity", "low", "high"),
    [
        (exactly("128.60"), "1285950", "1286050"),
        (exactly("129"), "1285000", "1295000"),
        (exactly("3.4", Kind.AREA, "亩", Decimal(1)), "3.35", "3.45"),
        (exactly("95.2", Kind.PERCENT, "%", Decimal(1)), "95.15", "95.25"),
        (exactly("7", Kind.HEADCOUNT, "人", Decimal(1)), "7", "7"),
        (exactly("9.83", Kind.SCORE, "分", Decimal(1)), "9.83", "9.83"),
        (exactly("12", Kind.COUNT, "次", Decimal(1)), "12", "12"),
        (exactly("1.2", Kind.COUNT, "万人次", WAN), "11500", "12500"),  # rounded, so no exact count
    ],
)
def test_what_a_printed_number_stands_for(quantity: Quantity, low: str, high: str) -> None:
    assert quantity.interval == Interval(Decimal(low), Decimal(high))
    assert quantity.interval.is_point is (quantity.half_unit == 0)


@pytest.mark.parametrize(
    ("bound", "low", "high"),
    [
        (Bound.AT_LEAST, "1500", "Infinity"),
        (Bound.MORE_THAN, "1500", "Infinity"),
        (Bound.AT_MOST, "-Infinity", "1500"),
        (Bound.LESS_THAN, "-Infinity", "1500"),
        (Bound.ABOUT, "1400", "1600"),
    ],
)
def test_bounds_are_one_sided_and_about_is_wide(bound: Bound, low: str, high: str) -> None:
    quantity = Quantity(Kind.COUNT, Decimal(1500), "路", bound=bound)
    assert quantity.interval == Interval(Decimal(low), Decimal(high))


def test_a_range_reaches_to_its_upper_end() -> None:
    quantity = Quantity(Kind.MONEY, Decimal(1), "万元", WAN, high=Decimal(5))
    assert quantity.base_value == WAN
    assert quantity.interval == Interval(Decimal(5000), Decimal(55000))


@pytest.mark.parametrize(
    ("kind", "unit", "scale", "base"),
    [
        (Kind.MONEY, "万元", 10**4, "元"),
        (Kind.HEADCOUNT, "名", 1, "人"),
        (Kind.PERCENT, "％", 1, "%"),
        (Kind.COUNT, "万千瓦", 10**4, "千瓦"),
        (Kind.COUNT, "百万亩次", 10**6, "亩次"),
        (Kind.AREA, "平方米", 1, "平方米"),
    ],
)
def test_base_units(kind: Kind, unit: str, scale: int, base: str) -> None:
    assert Quantity(kind, Decimal(2), unit, Decimal(scale)).base_unit == base


@given(st.decimals(-(10**9), 10**9, places=4))
def test_plain_numbers_read_back_the_same(value: Decimal) -> None:
    shown = plain(value)
    assert Decimal(shown) == value
    assert "E" not in shown
    assert "." not in shown or not shown.endswith(("0", "."))


def test_a_quantity_shows_as_printed() -> None:
    assert str(exactly("128.60")) == "128.6万元"
    assert str(Quantity(Kind.MONEY, Decimal("128.60"), "万元", WAN, 2, text="128.60万元")) == "128.60万元"
