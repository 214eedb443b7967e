"""WB304: 一级指标所印分值与其下各项分值之和不符。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.rule import Context, Rule, cell, formula
from wenbiao.extract.indicators import Indicator, printed_weight
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class GroupWeight(Rule):
    """一级指标所印分值与其下各项分值之和不符。

    **查什么** 一级指标名称后印有分值（如“产出指标（40分）”）的，其下各指标分值之和须等于该数。
    **为何查** 分值结构与表式规定不一致，各单位得分不可比。
    **不合格** 产出指标（40分），其下指标分值合计35分。
    **合格**   产出指标（40分），其下指标分值合计40分。
    **依据**   所引表格（表式所印分值）
    """

    code = "WB304"
    name = "group-weight"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the first-level groups whose weights differ from the heading."""
        for sheet in context.base.sheets:
            groups: dict[str, list[Indicator]] = {}
            for indicator in sheet.indicators:
                groups.setdefault(indicator.level1, []).append(indicator)
            for level1, rows in groups.items():
                printed = printed_weight(level1)
                points = [i.max_points for i in rows if i.applies]
                if printed is None or not points or any(p is None for p in points):
                    continue
                total = sum((p for p in points if p is not None), start=Decimal(0))
                if total != printed:
                    yield self.finding(
                        f"“{level1}”所印分值为 {plain(printed)}，其下各项合计 {plain(total)}。",
                        cell(sheet.table, rows[0].name_cell, (level1, rows[0].name)),
                        formula(
                            f"{' + '.join(plain(p) for p in points if p is not None)} = {plain(total)} ≠ {plain(printed)}"
                        ),
                        confidence=0.9,
                        stated=plain(total),
                        expected=plain(printed),
                        unit="分",
                        suggestion="请按表式规定的分值调整各指标分值。",
                    )
