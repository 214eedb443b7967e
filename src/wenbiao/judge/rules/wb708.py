"""WB708: 指标值只有形容词。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.judge.measurability import is_adjective, listed, rows, value_evidence
from wenbiao.judge.suggest import advice_on_adjectives
from wenbiao.model.finding import Finding, Severity


class AdjectiveTarget(Rule):
    """指标值只有形容词，没有数值或分档标准。

    **查什么** 年度指标值只由“持续、提升、明显、良好、及时”一类词组成，没有数值、比较对象或分档条件的，提请量化。
    评分标准一栏写明分档的除外。
    **为何查** 不能以定量表述的，应分级分档说明达到什么程度算完成。
    **不合格** 指标名称“群众办事效率”，年度指标值“持续提升”。
    **合格**   年度指标值“较上年提升2个百分点”。
    **依据**   指标须清晰、细化、可衡量（财预〔2015〕88号，依据待核）
    """

    code = "WB708"
    name = "adjective-target"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms with targets made of adjectives."""
        for sheet in context.base.sheets:
            found = [i for i in rows(iter(sheet.indicators)) if is_adjective(i)]
            if found:
                names = listed(f"{i.name}：{i.target.text}" for i in found if i.target is not None)
                yield self.finding(
                    f"{len(found)} 项指标的指标值没有数值和分档标准：{names}。",
                    *(value_evidence(i, i.target, "年度指标值") for i in found[:12]),
                    confidence=0.85,
                    suggestion=advice_on_adjectives(found),
                )
