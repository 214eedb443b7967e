"""WB711: 指标类别与计量单位不符。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.extract.indicators import Indicator
from wenbiao.judge.measurability import is_costless, is_quantity_again, is_untimely, rows, value_evidence
from wenbiao.model.finding import Finding, Severity


class ClassUnitMismatch(Rule):
    """指标类别与计量单位不符。

    **查什么** 时效指标以个、人、件计量；经济成本指标以人、件等非金额单位计量；质量指标的数值和单位照抄数量指标。时间、金额、百分数除外。
    **为何查** 时效看何时完成，成本看花多少钱，质量看好坏，单位不对就不是这一类指标。
    **不合格** 时效指标“年内完成各项工作”，指标值“5个”。
    **合格**   时效指标“案件平均办结时间”，指标值“≤15日”。
    **依据**   逻辑；所引表格（二级指标分类）
    """

    code = "WB711"
    name = "class-unit-mismatch"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the indicators whose unit does not belong to their class."""
        for sheet in context.base.sheets:
            indicators = list(rows(iter(sheet.indicators)))
            for indicator in indicators:
                target = indicator.target.text if indicator.target is not None else ""
                if is_untimely(indicator):
                    says = f"时效指标“{indicator.name}”以“{target}”计量，没有完成的日期或时长。"
                    yield self.mismatch(indicator, says, "请写完成日期、办结时长或按期完成率。")
                elif is_costless(indicator):
                    says = f"成本指标“{indicator.name}”以“{target}”计量，没有金额。"
                    yield self.mismatch(indicator, says, "请写金额、单位成本或成本节约率。")
                elif (other := is_quantity_again(indicator, indicators)) is not None:
                    says = f"质量指标“{indicator.name}”的指标值“{target}”与数量指标“{other.name}”相同，是数量不是质量。"
                    yield self.mismatch(indicator, says, "请写合格率、达标率、差错率等质量要求。")

    def mismatch(self, indicator: Indicator, message: str, suggestion: str) -> Finding:
        """Return the finding for one row."""
        shown = (
            value_evidence(indicator, indicator.target, "年度指标值"),
            value_evidence(indicator, indicator.name_cell, "三级指标"),
        )
        return self.finding(message, *shown, confidence=0.85, suggestion=suggestion)
