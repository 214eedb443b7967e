"""WB710: 满意度设在其他类别下。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.measurability import is_misplaced_satisfaction, listed, rows, value_evidence
from wenbiao.model.finding import Finding, Severity


class MisplacedSatisfaction(Rule):
    """满意度指标设在产出、效益等类别下。

    **查什么** 质量、时效、效益等类别下的指标名称含“满意”，而表内另有满意度类别的，提示归类；同时重复计分的一并列出。
    **为何查** 满意度有自己的一级指标，重复设置会重复计分。
    **不合格** 质量指标“工作完成度和群众满意度”，满意度指标“群众满意度”。
    **合格**   满意度只设在“服务对象满意度指标”下。
    **依据**   所引表格（一级指标分类）
    """

    code = "WB710"
    name = "misplaced-satisfaction"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms with satisfaction under other classes beside a class of its own."""
        for sheet in context.base.sheets:
            found = [i for i in rows(iter(sheet.indicators)) if is_misplaced_satisfaction(i)]
            own = [i for i in rows(iter(sheet.indicators)) if "满意" in i.level1 + i.level2]
            if found and own:
                names = listed(i.name for i in found)
                yield self.finding(
                    f"满意度另有类别，又设在产出或效益下：{names}，与“{own[0].name}”重复计分。",
                    *(value_evidence(i, i.name_cell, "三级指标") for i in (*found[:8], own[0])),
                    confidence=0.85,
                    suggestion="请把满意度归到满意度指标，产出、效益类改用可度量的产出和效果。",
                )
