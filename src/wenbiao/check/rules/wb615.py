"""WB615: 空表没有说明。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wenbiao.check.rule import Context, Rule, absent
from wenbiao.extract.nil_tables import empty_tables, is_declared_nil
from wenbiao.extract.unfilled import is_unfilled
from wenbiao.model.finding import Finding, Severity


class EmptyTable(Rule):
    """空表没有说明。

    **查什么** 决算公开的表没有任何数据的，表下或正文应说明“没有此项收支，故本表无数据”。
    **为何查** 空表不作说明，读者分不清是没有还是漏填。
    **不合格** 政府性基金预算财政拨款收入支出决算表全空，全文没有说明。
    **合格**   表下写“本部门本年度没有政府性基金预算财政拨款收支，故本表无数据”。
    **依据**   二手材料（决算公开操作规程：空表列出并说明）
    """

    code = "WB615"
    name = "empty-table"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the standard tables without data that nothing explains."""
        if is_unfilled(context.base):
            return
        for sheet in empty_tables(context.base):
            if not is_declared_nil(sheet, context.base):
                yield self.finding(
                    f"“{sheet.table.caption}”没有数据，也没有空表说明。",
                    replace(absent("空表说明"), where=sheet.table.where(), label=(sheet.table.caption,)),
                    confidence=0.7,
                    suggestion="请在表下注明没有此项收支；漏填的请补填。",
                )
