"""WB302: 其中项大于所属合计。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.check.tables import of_which_rows
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class SubsetExceeds(Rule):
    """其中项大于所属合计。

    **查什么** 表中“其中”各行是所属行的一部分，单行或相加都不得大于所属行（只列部分，不要求相等）。
    **为何查** 部分不能大于整体。
    **不合格** 公用经费10.00万元，其中：办公经费12.00万元。
    **合格**   公用经费45.50万元，其中：办公经费10.09万元。
    **依据**   form:basic-data（表式本身）；算术
    """

    code = "WB302"
    name = "subset-exceeds"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the 其中 rows that exceed the row they belong to."""
        for sheet in context.base.sheets:
            for whole, parts in of_which_rows(sheet):
                worst = max(parts, key=lambda p: p.quantity.base_value)
                if worst.quantity.interval.low <= whole.quantity.interval.high:
                    continue
                yield self.finding(
                    f"“{worst.label[-2]}”{plain(worst.quantity.value)} 大于所属“{whole.label[-2]}”{plain(whole.quantity.value)}。",
                    shown(worst),
                    formula(f"{plain(worst.quantity.value)} > {plain(whole.quantity.value)}"),
                    shown(whole),
                    stated=plain(worst.quantity.value),
                    expected=f"≤{plain(whole.quantity.value)}",
                    unit=whole.quantity.unit,
                    suggestion="请核对“其中”项与合计。",
                )
