"""WB404: 同一指标在两张表中数值相同而得分不同。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from wenbiao.check.rule import Context, Rule, cell, formula
from wenbiao.extract.indicators import Indicator
from wenbiao.extract.values import State
from wenbiao.extract.wording import fold
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Quantity, plain

DISTINCTIVE = 5
"""Digits of target and actual value together from which equal values mark the same thing under another name."""


class IndicatorTwin(Rule):
    """同一指标在两张表中数值相同而得分不同。

    **查什么** 两张自评表中同名（或同类且数值独特）、目标值与完成值连同单位都相同（且两值不等）的指标，得分率应当一致。
    **为何查** 同一件事两种评法，至少一处不当。
    **不合格** 整体表成本指标130.15→147.53得18/20并写明原因，项目表同值得20/20无原因。
    **合格**   两表同一指标都得18/20。
    **依据**   form:overall-self-evaluation、form:project-self-evaluation（表间关系）
    """

    code = "WB404"
    name = "indicator-twin"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the pairs of indicators that were scored differently on the same values."""
        rows = [i for i in context.base.indicators if i.applies and has_both_numbers(i)]
        for one, other in combinations(rows, 2):
            if one.table is other.table or not is_twin(one, other):
                continue
            if rate_of(one) is None or rate_of(other) is None or rate_of(one) == rate_of(other):
                continue
            high, low = sorted((one, other), key=lambda i: rate_of(i) or Decimal(0), reverse=True)
            yield self.finding(
                f"指标“{high.name}”与“{low.name}”目标值、完成值相同（{text_of(low)}），得分却为 {score_text(high)} 和 {score_text(low)}。",
                cell(high.table, high.score or high.name_cell, (high.level1, high.level2, high.name)),
                cell(low.table, low.score or low.name_cell, (low.level1, low.level2, low.name)),
                formula(f"{score_text(high)} ≠ {score_text(low)}"),
                confidence=0.85,
                stated=plain(high.points or Decimal(0)),
                expected=plain(low.points or Decimal(0)),
                unit="分",
                suggestion="请统一两表对同一事项的评分，并补写扣分原因。",
            )


def has_both_numbers(indicator: Indicator) -> bool:
    """Whether target and actual value are numbers, and not equal: only then points were a matter of judgement."""
    values = (indicator.target_value, indicator.actual_value)
    numbers = [v.quantity for v in values if v.state is State.NUMBER and v.quantity is not None]
    return len(numbers) == len(values) and numbers[0].value != numbers[1].value


def is_twin(one: Indicator, other: Indicator) -> bool:
    """Whether two rows are one indicator: of one kind and with the same values.

    Values that stand in many rows by chance (90% → 95%) say so only under one name.
    """
    if not all(map(same_amount, numbers_of(one), numbers_of(other))):
        return False
    if fold(one.name) == fold(other.name):
        return True
    same_kind = kind_of(one.level1) == kind_of(other.level1) or fold(one.level2) == fold(other.level2)
    return same_kind and sum(len(q.value.normalize().as_tuple().digits) for q in numbers_of(one)) >= DISTINCTIVE


def numbers_of(indicator: Indicator) -> list[Quantity]:
    """Return target and actual value."""
    return [v.quantity for v in (indicator.target_value, indicator.actual_value) if v.quantity is not None]


def same_amount(one: Quantity, other: Quantity) -> bool:
    """Whether two printed values are equal, in their units where both have one."""
    if one.unit and other.unit:
        return one.base_value == other.base_value and one.base_unit == other.base_unit
    return one.value == other.value


def kind_of(level1: str) -> str:
    """Return a first-level heading without its printed weight."""
    return fold(level1.replace("(", "（").partition("（")[0])


def rate_of(indicator: Indicator) -> Decimal | None:
    """Return score over greatest score."""
    if indicator.points is None or not indicator.max_points:
        return None
    return indicator.points / indicator.max_points


def score_text(indicator: Indicator) -> str:
    """Return the score as people write it: 18/20."""
    return f"{plain(indicator.points or Decimal(0))}/{plain(indicator.max_points or Decimal(0))}"


def text_of(indicator: Indicator) -> str:
    """Return target and actual value as printed."""
    return f"{indicator.target.text if indicator.target else ''}→{indicator.actual.text if indicator.actual else ''}"
