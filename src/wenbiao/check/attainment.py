"""Whether an indicator reached its target, how far, and what score follows from that in proportion."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from wenbiao.check.profile import Profile
from wenbiao.check.rule import Context, short
from wenbiao.extract.bands import ScoringRule, scoring_rule
from wenbiao.extract.directions import Direction, direction_of, is_class
from wenbiao.extract.figures import scan
from wenbiao.extract.indicators import SIGNS, Indicator, points_of
from wenbiao.extract.reasons import says_nothing
from wenbiao.extract.values import CellValue, State
from wenbiao.model.document import Cell
from wenbiao.model.finding import Evidence, Role
from wenbiao.model.quantity import EXACT_KINDS, Bound, Interval, Kind, Quantity, plain

HUNDREDTH = Decimal("0.01")
CLOSE = Decimal("0.005")
"""Rounding explains no greater share of a target than this."""


@dataclass(frozen=True, slots=True, eq=False)
class Attainment:
    """An indicator whose target and actual value can be compared.

    ``ratio`` is how far the target was reached, 1 when just met; None where the target is zero or the
    direction is untold. ``sure`` is False where a number was picked out of a sentence, a unit is
    missing on one side, or the actual value is itself only a bound.
    """

    indicator: Indicator
    direction: Direction
    target: Quantity
    actual: Quantity
    met: bool
    ratio: Decimal | None
    sure: bool

    @property
    def cost(self) -> bool:
        """Whether exceeding the target means spending more."""
        return self.direction is Direction.LOWER and (
            is_class(self.indicator, "cost") or self.target.kind is Kind.MONEY
        )

    @property
    def proportional(self) -> Decimal | None:
        """Return the score in proportion to what was reached, two decimals, at most the weight."""
        weight = self.indicator.max_points
        if weight is None or self.ratio is None:
            return None
        return (weight * min(self.ratio, Decimal(1))).quantize(HUNDREDTH, ROUND_HALF_UP)

    @property
    def full(self) -> bool:
        """Whether the indicator got its full score."""
        return self.indicator.points is not None and self.indicator.points == self.indicator.max_points

    @property
    def explained(self) -> bool:
        """Whether the reason column holds something."""
        return has_reason(self.indicator)

    @property
    def has_own_rule(self) -> bool:
        """Whether the form prints how this row is scored, in words."""
        rule = self.indicator.rule
        return rule is not None and bool(rule.text) and points_of(rule) is None

    @property
    def allowed(self) -> Interval | None:
        """Return the scores that the row's own printed rule allows, or None where it does not tell (see WB510)."""
        rule = rule_of(self.indicator)
        return rule.allowed(self.actual.interval) if rule is not None and self.actual.kind is Kind.PERCENT else None

    @property
    def values(self) -> str:
        """Return target and actual value as messages quote them."""
        sign = self.indicator.comparator if self.indicator.comparator[:1] in SIGNS else ""
        unit = self.indicator.measure_unit
        target, actual = printed(self.indicator.target), printed(self.indicator.actual)
        wanted = target if target[:1] in sign else sign + target
        return f"年度指标值 {with_unit(wanted, unit)}，实际完成值 {with_unit(actual, unit)}"


def rule_of(indicator: Indicator) -> ScoringRule | None:
    """Return the scoring rule printed in a row, or None where there is none or it cannot be read."""
    weight = indicator.max_points
    if indicator.rule is None or weight is None or points_of(indicator.rule) is not None:
        return None
    return scoring_rule(indicator.rule.text, weight)


def slack_of(row: Attainment, profile: Profile) -> Decimal:
    """Return how far above the proportional score an awarded one may be: judgement has some room."""
    weight = row.indicator.max_points or Decimal(0)
    return max(profile["score_slack"], profile["score_slack_share"] * weight)


def with_unit(text: str, unit: str) -> str:
    """Return a value with the unit of its own column, where the value does not print it itself."""
    return text if not unit or text.endswith(unit) or not text[-1:].isdigit() else text + unit


def printed(of: Cell | None) -> str:
    """Return the text of a cell on one line."""
    return " ".join(of.text.split()) if of is not None else ""


def has_reason(indicator: Indicator) -> bool:
    """Whether the reason column says anything."""
    return indicator.reason is not None and not says_nothing(indicator.reason.text)


def attainments(context: Context) -> Iterator[Attainment]:
    """Yield the indicators of all forms whose values can be compared."""
    for indicator in context.base.indicators:
        if indicator.applies and (found := attain(indicator)) is not None:
            yield found


@lru_cache(maxsize=512)
def attain(indicator: Indicator) -> Attainment | None:
    """Return how an indicator did, or None where target and actual value cannot be compared."""
    target, whole_target = number_in(indicator.target_value, indicator.target)
    actual, whole_actual = number_in(indicator.actual_value, indicator.actual)
    if target is None or actual is None or not comparable(target, actual):
        return None
    direction = direction_of(indicator, target)
    target, actual = aligned(target, actual)
    equal = equals(target, actual)
    if direction is Direction.UNTOLD and not equal:
        return None
    met = equal or (actual.base_value > target.base_value) is (direction is Direction.HIGHER)
    if target.high is not None and direction is Direction.HIGHER:
        met = met or actual.base_value >= target.base_value
    if target.high is not None and direction is Direction.LOWER:
        met = actual.base_value <= target.high * target.scale
    sure = (
        whole_target
        and whole_actual
        and target.kind is actual.kind
        and target.bound is not Bound.ABOUT
        and actual.bound is Bound.EXACT
    )
    return Attainment(indicator, direction, target, actual, met, reached(direction, target, actual), sure)


def number_in(value: CellValue, of: Cell | None) -> tuple[Quantity | None, bool]:
    """Return the number of a cell and whether the cell is that number alone; of a sentence its only figure."""
    if value.state is State.NUMBER:
        return value.quantity, True
    if value.state is not State.TEXT or of is None:
        return None, False
    figures = scan(of.text)
    return (figures[0].quantity, False) if len(figures) == 1 else (None, False)


def comparable(target: Quantity, actual: Quantity) -> bool:
    """Whether two quantities measure the same; one without any unit may be meant in the other's."""
    if target.kind is actual.kind and target.base_unit == actual.base_unit:
        return True
    return not target.unit or not actual.unit


def aligned(target: Quantity, actual: Quantity) -> tuple[Quantity, Quantity]:
    """Return both, a bare fraction beside a percentage turned into percent (a spreadsheet's 0.98 for 98%)."""
    if target.kind is Kind.PERCENT and not actual.unit and actual.value <= 1 < target.value:
        return target, replace(actual, value=actual.value * 100, decimals=max(0, actual.decimals - 2))
    if actual.kind is Kind.PERCENT and not target.unit and target.value <= 1 < actual.value:
        return replace(target, value=target.value * 100, decimals=max(0, target.decimals - 2)), actual
    return target, actual


def equals(target: Quantity, actual: Quantity) -> bool:
    """Whether the actual value is the target as far as both are printed.

    A bound is a norm and exact as printed; a plain number of money or percent was rounded itself, but
    "1万件" is not rounded from 7000.
    """
    steps = [step(actual)] if target.bound is not Bound.EXACT else [step(actual), step(target)]
    room = min(max(steps) / 2, CLOSE * abs(target.base_value))
    return abs(target.base_value - actual.base_value) <= room


def step(quantity: Quantity) -> Decimal:
    """Return the last printed place in base units, zero for what is counted."""
    if quantity.kind in EXACT_KINDS and quantity.scale == 1:
        return Decimal(0)
    return quantity.scale.scaleb(-quantity.decimals)


def reached(direction: Direction, target: Quantity, actual: Quantity) -> Decimal | None:
    """Return the share of the target that was reached."""
    wanted, got = target.base_value, actual.base_value
    if wanted <= 0 or got < 0 or direction is Direction.UNTOLD:
        return None
    if direction is Direction.HIGHER:
        return got / wanted
    return wanted / got if got else None


def label_of(indicator: Indicator) -> tuple[str, ...]:
    """Return the labels of an indicator row: first and second level, and its name."""
    return tuple(" ".join(part.split()) for part in (indicator.level1, indicator.level2, indicator.name) if part)


def cell_of(indicator: Indicator, of: Cell | None, heading: str) -> Evidence:
    """Return a cell of an indicator row as evidence, with its labels; the name's cell where the cell is blank or absent."""
    place = of if of is not None else indicator.name_cell
    return Evidence(Role.CELL, short(printed(of)), indicator.table.where(place), label=(*label_of(indicator), heading))


def name_of(indicator: Indicator) -> Evidence:
    """Return the cell with the indicator's name as evidence."""
    return replace(cell_of(indicator, indicator.name_cell, ""), label=label_of(indicator)[:-1])


def score_text(indicator: Indicator) -> str:
    """Return score and weight as messages quote them."""
    return f"分值 {points(indicator.max_points)}、得分 {points(indicator.points)}"


def points(value: Decimal | None) -> str:
    """Return a score for a message."""
    return plain(value) if value is not None else "空白"
