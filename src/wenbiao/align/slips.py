"""Slips of the pen: whether one mistyped digit explains why numbers do not add up."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from wenbiao.model.fact import Fact
from wenbiao.model.quantity import Kind, Quantity, plain

UNIT_SLIPS = (Decimal(10) ** 4, Decimal(10) ** -4)
MIN_DIGITS = 4
"""With fewer digits a one-digit change explains almost any gap."""


def slip_between(whole: Fact, parts: Sequence[Fact], least: int = MIN_DIGITS) -> Fact | None:
    """Return the figure of ``least`` digits whose one mistyped digit, swap or decimal point would make the sum exact, or None."""
    gap = whole.quantity.base_value - sum((p.quantity.base_value for p in parts), start=Decimal(0))
    for fact, wanted in ((whole, -gap), *((p, gap) for p in parts)):
        quantity = fact.quantity
        meant = (quantity.base_value + wanted) / quantity.scale
        if is_slip(quantity, meant, least):
            return fact
    return None


def unit_slip_between(whole: Fact, parts: Sequence[Fact]) -> Fact | None:
    """Return the one figure whose unit, read as 万元 for 元 or the other way round, makes the sum exact, or None."""
    gap = whole.quantity.base_value - sum((p.quantity.base_value for p in parts), start=Decimal(0))
    if whole.quantity.kind is not Kind.MONEY:
        return None
    for fact, wanted in ((whole, -gap), *((p, gap) for p in parts)):
        meant = fact.quantity.base_value + wanted
        if any(fact.quantity.base_value * slip == meant for slip in UNIT_SLIPS) and meant:
            return fact
    return None


def is_slip(quantity: Quantity, meant: Decimal, least: int = MIN_DIGITS) -> bool:
    """Whether ``meant`` became the printed number by one wrong digit, two swapped ones or a moved point.

    ``least`` is how many digits one of the two must have.
    """
    if meant <= 0:
        return False
    if moved_point(quantity.value, meant, least):
        return True
    said = digits(quantity.value, quantity.decimals)
    right = digits(meant, quantity.decimals)
    if len(said.strip("0")) < least and len(right.strip("0")) < least:
        return False
    if len(said) != len(right):
        return False
    differing = [i for i, (a, b) in enumerate(zip(said, right, strict=True)) if a != b]
    if len(differing) == 1:
        return True
    swapped = len(differing) == 2  # noqa: PLR2004
    return swapped and said[differing[0]] == right[differing[1]] and said[differing[1]] == right[differing[0]]


def moved_point(said: Decimal, meant: Decimal, least: int = MIN_DIGITS) -> bool:
    """Whether two numbers have the same digits, at least so many, and differ by the place of the point alone."""
    one, other = (value.normalize().as_tuple().digits for value in (said, meant))
    return one == other and len(one) >= least and said != meant


def digits(value: Decimal, decimals: int) -> str:
    """Return the digits of a number at a fixed number of decimals, without its point."""
    return plain(value.quantize(Decimal(1).scaleb(-decimals)).scaleb(decimals)).split(".")[0]
