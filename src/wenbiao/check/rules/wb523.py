"""WB523: 同样的差距扣分不同。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import combinations

from wenbiao.check.attainment import Attainment, attain, cell_of, points
from wenbiao.check.evaluations import evaluations
from wenbiao.check.rule import Context, Rule, formula
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Kind, plain


class UnevenDeduction(Rule):
    """同样的差距扣分不同。

    **查什么** 同一张表内，分值相同、方向相同、与目标差同样多个百分点的两项未达标指标，扣分应当一样；表中另列评分标准的不查。
    **为何查** 同错不同罚，说明扣分没有标准。
    **不合格** 95%完成90%扣1.5分，90%完成85%扣1.0分，分值都是10。
    **合格**   95%完成90%扣0.5分，98%完成96%扣0.2分。
    **依据**   逻辑
    """

    code = "WB523"
    name = "uneven-deduction"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield pairs of rows that miss their targets alike and lose different points."""
        for evaluation in evaluations(context.base.sheets):
            found = [a for a in map(attain, evaluation.indicators) if a is not None]
            rows = [a for a in found if not a.met and a.target.kind is Kind.PERCENT and lost(a) and not a.has_own_rule]
            for one, other in combinations(rows, 2):
                if alike(one, other) and lost(one) != lost(other):
                    yield self.report(one, other)

    def report(self, one: Attainment, other: Attainment) -> Finding:
        """Return the finding on one pair."""
        gap = plain(abs(one.target.base_value - one.actual.base_value))
        first, second = points(lost(one)), points(lost(other))
        return self.finding(
            f"“{one.indicator.name}”与“{other.indicator.name}”都差 {gap} 个百分点，却分别扣 {first} 分和 {second} 分。",
            cell_of(one.indicator, one.indicator.score, "得分"),
            cell_of(other.indicator, other.indicator.score, "得分"),
            formula(f"{one.values}；{other.values}"),
            confidence=0.7,
            stated=first,
            expected=second,
            unit="分",
            suggestion="请按同一标准扣分。",
        )


def lost(row: Attainment) -> Decimal | None:
    """Return the points a row lost, None where it lost none or they cannot be read."""
    weight, got = row.indicator.max_points, row.indicator.points
    return weight - got if weight is not None and got is not None and got < weight else None


def alike(one: Attainment, other: Attainment) -> bool:
    """Whether two rows have the same weight, direction and distance from their targets."""
    same = one.indicator.max_points == other.indicator.max_points and one.direction is other.direction
    return same and one.target.base_value - one.actual.base_value == other.target.base_value - other.actual.base_value
