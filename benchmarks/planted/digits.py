"""Faults in the characters of a number and in its unit."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from planted.planter import Fault, Planter
from planted.splice import Edit
from wenbiao.model.quantity import Kind

ZERO_FIRST = re.compile(r"^0\d")
MONEY_UNIT = re.compile(r"亿元|万元|元")
OTHER_UNIT = {"万元": "元", "元": "万元", "亿元": "万元"}
UNIT_SCALE = {"亿元": Decimal(10**8), "万元": Decimal(10**4), "元": Decimal(1)}


def swapped(text: str, rng: random.Random) -> str | None:
    """Return a number with two neighbouring digits swapped."""
    places = [i for i in range(len(text) - 1) if text[i : i + 2].isdigit() and text[i] != text[i + 1]]
    options = [text[:i] + text[i + 1] + text[i] + text[i + 2 :] for i in places]
    options = [o for o in options if not ZERO_FIRST.match(o)]
    return rng.choice(options) if options else None


def changed_digit(text: str, rng: random.Random) -> str | None:
    """Return a number with one digit changed."""
    i = rng.choice([i for i, c in enumerate(text) if c.isdigit()])
    options = [text[:i] + d + text[i + 1 :] for d in "0123456789" if d != text[i]]
    options = [o for o in options if not ZERO_FIRST.match(o)]
    return rng.choice(options) if options else None


def moved_point(text: str, rng: random.Random) -> str | None:
    """Return a number with its decimal point one place off."""
    whole, point, part = text.partition(".")
    options = []
    if point and whole.strip("0") and len(whole) > 1 and "," not in text:
        options.append(f"{whole[:-1]}.{whole[-1]}{part}")
    if len(part) > 1 and "," not in text:
        options.append(f"{(whole + part[0]).lstrip('0') or '0'}.{part[1:]}")
    return rng.choice(options) if options else None


def one_more_or_less(text: str, rng: random.Random) -> str | None:
    """Return a whole number one higher or lower."""
    return f"{max(0, int(text) + rng.choice((-1, 1)))}" if text.isdigit() else None


def swaps(p: Planter) -> Iterator[Fault]:
    """Two neighbouring digits swapped."""
    return p.mistyped("digits-swapped", swapped)


def changes(p: Planter) -> Iterator[Fault]:
    """One digit changed."""
    return p.mistyped("digit-changed", changed_digit)


def point_moves(p: Planter) -> Iterator[Fault]:
    """The decimal point one place off."""
    return p.mistyped("point-moved", moved_point)


def headcounts(p: Planter) -> Iterator[Fault]:
    """One person more or less."""
    return p.mistyped("headcount-off-by-one", one_more_or_less, of=lambda f: f.quantity.kind is Kind.HEADCOUNT)


def units(p: Planter) -> Iterator[Fault]:
    """万元 for 元 and the other way round."""
    for figure in p.figures():
        end = figure.digits[1]
        found = MONEY_UNIT.match(p.text(figure.place.file), end)
        if figure.quantity.kind is not Kind.MONEY or found is None:
            continue
        unit = OTHER_UNIT[found[0]]
        new = replace(figure, quantity=replace(figure.quantity, scale=UNIT_SCALE[unit]))
        yield p.changed(
            "unit-changed",
            [(figure, new)],
            [Edit(figure.place.file, *found.span(), unit)],
            f"{figure.text}{found[0]} → {unit}",
        )
