"""WB506: 大幅超过目标而未说明。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.attainment import Attainment, attainments, cell_of
from wenbiao.check.rule import Context, Rule, formula
from wenbiao.extract.directions import Direction
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import EXACT_KINDS, Kind, plain


class OverTarget(Rule):
    """大幅超过目标而未说明原因。

    **查什么** 越高越好的指标，实际完成值达到年度指标值的130%（方案可调）而原因一栏空白；达到120%的只提示。
    百分率和只差一两件的小数目只提示。
    **为何查** 大幅超额多半是目标定低了，评价办法要求分析原因。
    **不合格** 培训人数指标值1000人，完成值1950人，原因空白。
    **合格**   办证数量指标值1万件，完成值1.11万件；指标值200人次，完成值386人次，原因写明新增班次。
    **依据**   系统做法（120%以上预警）；30%的界线为地方习惯，依据待核
    """

    code = "WB506"
    name = "over-target"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the indicators far above target without a word on why."""
        for row in attainments(context):
            if (
                row.ratio is None
                or row.direction is not Direction.HIGHER
                or row.explained
                or row.indicator.points is None
            ):
                continue
            rate = row.target.kind is Kind.PERCENT
            if row.ratio < context.profile["over_target_ratio" if rate else "over_target_notice"]:
                continue
            share = (row.ratio * 100).quantize(Decimal(1))
            yield self.finding(
                f"“{row.indicator.name}”完成值为指标值的 {plain(share)}%，未说明原因：{row.values}。",
                cell_of(row.indicator, row.indicator.actual, "实际完成值"),
                cell_of(row.indicator, row.indicator.target, "年度指标值"),
                formula(f"{plain(row.actual.value)} ÷ {plain(row.target.value)} = {plain(share)}%"),
                severity=self.weigh(row, context),
                confidence=0.85 if row.sure else 0.6,
                stated=plain(row.actual.value),
                expected=plain(row.target.value),
                unit=row.actual.unit,
                suggestion="请说明超额原因；目标偏低的，下年应按实际水平设定。",
            )

    @staticmethod
    def weigh(row: Attainment, context: Context) -> Severity:
        """Return how the excess is reported: rates have a ceiling and small counts jump."""
        few = (
            row.target.kind in EXACT_KINDS
            and row.actual.base_value - row.target.base_value < context.profile["over_target_units"]
        )
        far = row.ratio is not None and row.ratio >= context.profile["over_target_ratio"]
        if not far or few or row.target.kind is Kind.PERCENT or not row.sure or row.indicator.reason is None:
            return Severity.INFO
        return Severity.WARNING
