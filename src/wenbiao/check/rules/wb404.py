"""WB404: 同一指标在两张表中数值相同而得分或原因不同。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from wenbiao.check.rule import Context, Rule, cell, formula
from wenbiao.extract.indicators import Indicator
from wenbiao.extract.values import State
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class IndicatorTwin(Rule):
    """同一指标在两张表中数值相同而得分或原因不同。

    **查什么** 两张自评表中同类、目标值与完成值都相同（且两值不等）的指标，得分率和扣分原因应当一致。
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
        rows = [i for i in context.base.indicators if i.applies and is_distinctive(i)]
        for one, other in combinations(rows, 2):
            if one.table is other.table or values_of(one) != values_of(other):
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


def is_distinctive(indicator: Indicator) -> bool:
    """Whether an indicator's values say enough to recognise it in another form: both numbers, and not equal."""
    target, actual = indicator.target_value, indicator.actual_value
    if (
        target.state is not State.NUMBER
        or actual.state is not State.NUMBER
        or target.quantity is None
        or actual.quantity is None
    ):
        return False
    return target.quantity.value != actual.quantity.value


def values_of(indicator: Indicator) -> tuple[Decimal, Decimal]:
    """Return target and actual value as printed."""
    target, actual = indicator.target_value.quantity, indicator.actual_value.quantity
    return (target.value if target else Decimal(0)), (actual.value if actual else Decimal(0))


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
