"""WB504: 成本超过指标值而得满分或得分偏高。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.attainment import Attainment, attainments, cell_of, points, score_text, slack_of
from wenbiao.check.rule import Context, Rule, formula
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class CostOverrun(Rule):
    """成本超过指标值而得满分或得分偏高。

    **查什么** 成本指标（及以金额为上限的指标）的实际完成值超过年度指标值，却得满分；或未得满分但明显高于 分值×指标值÷完成值，
    又没有说明原因。
    **为何查** 成本是反向指标，超支就是未达标。
    **不合格** 办公经费指标值30.8万元，完成值43.43万元，分值10，得分10，原因空白。
    **合格**   指标值≤700元，完成值691.71元，得满分；指标值130.15，完成值147.53，分值20，得分18并说明原因。
    **依据**   二手材料（反向指标按 分值×指标值÷完成值 计分）
    """

    code = "WB504"
    name = "cost-overrun"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the costs above target that were scored as if they were not."""
        for row in attainments(context):
            expected = row.proportional
            if row.met or not row.cost or row.allowed is not None or expected is None or row.indicator.points is None:
                continue
            too_high = row.indicator.points > expected + slack_of(row, context.profile)
            if row.full:
                sure = row.sure and not row.explained and not row.has_own_rule
                yield self.report(row, expected, "得满分", Severity.ERROR if sure else Severity.WARNING)
            elif too_high and not row.explained and not row.has_own_rule:
                yield self.report(row, expected, "得分偏高", Severity.WARNING)

    def report(self, row: Attainment, expected: Decimal, fault: str, severity: Severity) -> Finding:
        """Return the finding on one indicator."""
        over = (row.actual.base_value / row.target.base_value - 1) * 100
        return self.finding(
            f"“{row.indicator.name}”超过指标值 {plain(over.quantize(Decimal('0.1')))}% 而{fault}：{row.values}，"
            f"{score_text(row.indicator)}"
            f"{'，未说明原因' if not row.explained else ''}。",
            cell_of(row.indicator, row.indicator.actual, "实际完成值"),
            cell_of(row.indicator, row.indicator.target, "年度指标值"),
            cell_of(row.indicator, row.indicator.score, "得分"),
            formula(
                f"{points(row.indicator.max_points)} × {plain(row.target.value)} ÷ {plain(row.actual.value)} = {plain(expected)}"
            ),
            severity=severity,
            confidence=0.93 if severity is Severity.ERROR else 0.75,
            stated=plain(row.actual.value),
            expected=plain(row.target.value),
            unit=row.actual.unit,
            suggestion="成本越低越好，超过指标值应扣分，并说明超支原因和控制措施。",
        )
