"""WB709: 一个指标里合了两个指标。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.measurability import compound_parts, rows, value_evidence
from wenbiao.model.finding import Finding, Severity


class CompoundIndicator(Rule):
    """一个指标里合了两个指标。

    **查什么** 指标名称由两个可度量的名称用“和、与、、”连成的，提示拆开。
    **为何查** 两样东西共用一个指标值、一个得分，哪样没达到看不出来。
    **不合格** 指标名称“工作完成度和群众满意度”。
    **合格**   “重点任务完成率”“办事群众满意度”分列两行。
    **依据**   指标须清晰、细化、可衡量（财预〔2015〕88号，依据待核）
    """

    code = "WB709"
    name = "compound-indicator"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the indicators that join two measurable names."""
        for indicator in rows(context.base.indicators):
            if parts := compound_parts(indicator.name):
                yield self.finding(
                    f"“{indicator.name}”把“{parts[0]}”“{parts[1]}”合成一个指标，一个数值说不清两件事。",
                    value_evidence(indicator, indicator.name_cell, "三级指标"),
                    confidence=0.85,
                    suggestion="请拆成两个指标，分别设指标值和分值。",
                )
