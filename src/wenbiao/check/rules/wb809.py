"""WB809: 数字缺少单位。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule, cell
from wenbiao.extract.indicators import Indicator
from wenbiao.extract.unitless import bare_among_percents, bare_numbers
from wenbiao.model.finding import Finding, Severity


class UnitMissing(Rule):
    """数字缺少单位。

    **查什么** 正文“支出决算128.60，”之后没有元或万元，“满意率98，”之后没有百分号；表中同列多为百分数而一格没有百分号。
    指标值与完成值之间单位不一的，另见 WB509。
    **为何查** 没有单位的数无法核对，也容易被看错一万倍。
    **不合格** 2024年支出决算128.60，比上年增加10万元。
    **合格**   2024年支出决算128.60万元，满意率98%；执行率为1。
    **依据**   逻辑
    """

    code = "WB809"
    name = "unit-missing"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield bare amounts and rates of the narrative, and bare cells among percentages."""
        for passage in passages(context, bare_numbers):
            for span, unit in () if passage.cell is not None else bare_numbers(passage.text):
                yield self.finding(
                    f"“{span.within(passage.text)}”缺少单位（{'元或万元' if unit == '元' else '百分号'}）。",
                    passage.evidence(span),
                    confidence=0.8,
                    suggestion="请补写单位。",
                )
        for sheet in context.base.sheets:
            told = {id(c) for i in sheet.indicators if self.differ(i) for c in (i.target, i.actual)}
            for bare, neighbour in bare_among_percents(sheet.rows):
                if id(bare) in told:
                    continue
                yield self.finding(
                    f"该格为“{bare.text}”，同列其他格带百分号（如“{neighbour.text}”），请核对单位。",
                    cell(sheet.table, bare),
                    cell(sheet.table, neighbour),
                    confidence=0.7,
                    stated=bare.text,
                    suggestion="请补写单位。",
                )

    @staticmethod
    def differ(row: Indicator) -> bool:
        """Whether the two values of an indicator differ in kind: a fault of another rule."""
        target, actual = row.target_value.quantity, row.actual_value.quantity
        return bool(row.measure_unit) or (target is not None and actual is not None and target.kind is not actual.kind)
