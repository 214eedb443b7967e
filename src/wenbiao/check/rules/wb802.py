"""WB802: 数值格无法辨认。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, cell
from wenbiao.extract.malformed import malformed_cells
from wenbiao.model.finding import Finding, Severity


class MalformedCell(Rule):
    """数值格无法辨认：看得出是数，却读不成一个数。

    **查什么** 列名表明应填数值（指标值、完成值、分值、得分、预算数等），或同列多为数值的格，其内容须是一个数及单位。
    **为何查** 读不成数的格无法核对和汇总，必是误输。
    **不合格** 年度指标值为1、实际完成值为“98%1”；得分为“O.5”“1.2.3”。
    **合格**   实际完成值为“98%”“≥98%”“10次/年”“12.5万元（含税）”。
    **依据**   表式本身（该栏应填数值）
    """

    code = "WB802"
    name = "malformed-cell"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield each value cell that cannot be read."""
        for sheet in context.base.sheets:
            for found, label in malformed_cells(sheet.rows):
                where = f"“{' / '.join(label)}”" if label else "该格"
                yield self.finding(
                    f"{where}填的是“{found.text}”，读不成一个数。",
                    cell(sheet.table, found, label),
                    confidence=0.95,
                    stated=found.text,
                    suggestion="请核对后改填一个数值（连同单位）。",
                )
