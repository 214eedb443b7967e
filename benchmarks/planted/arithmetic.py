"""The arithmetic of ties, from quantities alone: what adds up, what follows, what is reached."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from decimal import Decimal

from planted.figures import Figure
from wenbiao.align.derive import Derivation
from wenbiao.model.fact import Relation
from wenbiao.model.quantity import EXACT_KINDS, Interval, Quantity, total

Values = Sequence[Figure]
HUNDRED = Decimal(100)


def rewritten(text: str, at: int, values: Values) -> str:
    """Return a paragraph that begins at offset ``at`` with the digits of its figures as ``values`` say."""
    for value in sorted(values, key=lambda v: v.digits, reverse=True):
        text = text[: value.digits[0] - at] + value.text + text[value.digits[1] - at :]
    return text


def is_execution_score(values: Values) -> bool:
    """Whether score, weight, executed amount and budget go together, the rate at most one."""
    score, weight, executed, budget = (v.quantity for v in values)
    share = executed.interval.divided(budget.interval)
    if share is None:
        return True
    half = Decimal("0.5").scaleb(-score.decimals)
    capped = Interval(min(share.low, Decimal(1)), min(share.high, Decimal(1))).scaled(weight.value)
    return Interval(score.value - half, score.value + half).meets(capped)


def fine(values: Values) -> list[Interval]:
    """Return the intervals of addends, each at the greatest precision printed among those in its unit."""
    places: dict[str, int] = defaultdict(int)
    for value in values:
        places[value.quantity.unit] = max(places[value.quantity.unit], value.quantity.decimals)
    return [narrowed(v.quantity, places[v.quantity.unit]) for v in values]


def narrowed(quantity: Quantity, decimals: int) -> Interval:
    """Return the interval of a quantity printed with at least ``decimals``; counted things are points."""
    if quantity.kind in EXACT_KINDS and quantity.scale == 1:
        return Interval.point(quantity.base_value)
    half = (quantity.scale / 2).scaleb(-max(decimals, quantity.decimals))
    return Interval(quantity.base_value - half, quantity.base_value + half)


def adds_up(wholes: Values, parts: Values) -> bool:
    """Whether parts add up to the whole (or wholes) within printed precision."""
    if sum(p.quantity.base_value for p in parts) == sum(w.quantity.base_value for w in wholes):
        return True
    intervals = fine([*wholes, *parts])
    return total(intervals[: len(wholes)]).meets(total(intervals[len(wholes) :]))


def balances(values: Values, signs: Sequence[int]) -> bool:
    """Whether opening plus signed moves is closing."""
    opening, closing, *moves = (v.quantity.value for v in values)
    return opening + sum(s * m for s, m in zip(signs, moves, strict=True)) == closing


def is_share(rate: Figure, part: Figure, whole: Figure) -> bool:
    """Whether a percentage is part ÷ whole."""
    exact = part.quantity.interval.divided(whole.quantity.interval)
    return exact is None or exact.scaled(HUNDRED).meets(signed(rate))


def signed(value: Figure) -> Interval:
    """Return the interval of a change with its direction."""
    return value.quantity.interval.scaled(Decimal(value.sign))


def recomputed(derivation: Derivation) -> Callable[[Values], bool]:
    """Return the test of a derivation."""
    if derivation.kind == "share":
        return lambda v: is_share(v[0], v[1], v[2])
    if derivation.kind == "change":
        return lambda v: signed(v[0]).meets(v[1].quantity.interval - v[2].quantity.interval)
    now, other = derivation.operands
    if now.relation is Relation.CHANGE:
        return lambda v: follows(v[0], signed(v[1]), v[2].quantity.interval)
    if other.relation is Relation.CHANGE:
        return lambda v: follows(v[0], signed(v[2]), v[1].quantity.interval - signed(v[2]))
    return lambda v: follows(v[0], v[1].quantity.interval - v[2].quantity.interval, v[2].quantity.interval)


def follows(rate: Figure, change: Interval, base: Interval) -> bool:
    """Whether a growth rate is change ÷ base."""
    exact = change.divided(base)
    return exact is None or exact.scaled(HUNDRED).meets(signed(rate))


def is_met(direction: str, target: Quantity, actual: Quantity) -> bool:
    """Whether an actual value reaches its target."""
    if actual.base_value == target.base_value:
        return True
    return (actual.base_value > target.base_value) is (direction == "higher")
