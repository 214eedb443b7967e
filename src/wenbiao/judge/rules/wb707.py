"""WB707: 指标的百分比没有所指。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.measurability import is_undefined_percentage, listed, rows, value_evidence
from wenbiao.judge.suggest import advice_on_names
from wenbiao.model.finding import Finding, Severity


class UndefinedPercentage(Rule):
    """指标不可衡量：名称是口号或动作，百分比没有所指。

    **查什么** 指标值是百分数（或50至100的无单位数），而指标名称没有说明是什么的比例的（不含率、比例、满意度、覆盖、增长等字，
    只是动作、口号或状况），提请改写。一张表只提一次，逐行列出。
    **为何查** “为企业保驾护航98%”无从计算，得分只能凭印象。
    **不合格** 指标名称“为企业保驾护航”，年度指标值“98%”。
    **合格**   指标名称“企业诉求按期办结率”，年度指标值“≥98%”。
    **依据**   指标须清晰、细化、可衡量（财预〔2015〕88号，依据待核）
    """

    code = "WB707"
    name = "undefined-percentage"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms with percentages of something undefined."""
        for sheet in context.base.sheets:
            found = [i for i in rows(iter(sheet.indicators)) if is_undefined_percentage(i)]
            if found:
                names = listed(i.name for i in found)
                yield self.finding(
                    f"{len(found)} 项指标的名称没有说明百分比的分子、分母，无法计算：{names}。",
                    *(value_evidence(i, i.name_cell, "三级指标") for i in found[:12]),
                    confidence=0.8,
                    suggestion=advice_on_names(found, context),
                )
