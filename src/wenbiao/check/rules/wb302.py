"""WB302: 其中项大于所属合计。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.check.tables import of_which_lists
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import amount, plain, total


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
        """Yield the 其中 rows that exceed the row they belong to.

        Rows after the first are taken for its list only where some other column proves that they can be.
        """
        for sheet in context.base.sheets:
            lists = list(of_which_lists(sheet))
            proven = {whole.where.row for whole, parts in lists if not exceeds(parts, whole)}
            for whole, parts in lists:
                if exceeds(parts[:1], whole):
                    yield self.report(whole, parts[:1])
                elif exceeds(parts, whole) and whole.where.row in proven:
                    yield self.report(whole, parts)

    def report(self, whole: Fact, parts: list[Fact]) -> Finding:
        """Return the finding for the rows that together are too much."""
        filled = [p for p in parts if not p.blank]
        added = plain(sum(p.quantity.base_value for p in filled) / whole.quantity.scale)
        terms = " + ".join(plain(p.quantity.value) for p in filled)
        shown_sum = terms if len(filled) == 1 else f"{terms} = {added}"
        together = "" if len(filled) == 1 else f"等 {len(filled)} 项之和"
        return self.finding(
            f"“{filled[0].row_labels[-1]}”{together} {added}{whole.quantity.unit}，"
            f"大于所属“{whole.row_labels[-1]}” {amount(whole.quantity)}。",
            shown(filled[0]),
            formula(f"{shown_sum} > {plain(whole.quantity.value)}"),
            shown(whole),
            *map(shown, filled[1:5]),
            stated=added,
            expected=f"≤{plain(whole.quantity.value)}",
            unit=whole.quantity.unit,
            suggestion="请核对“其中”项与合计。",
        )


def exceeds(parts: list[Fact], whole: Fact) -> bool:
    """Whether the parts together are surely more than the whole."""
    return total(p.quantity.interval for p in parts if not p.blank).low > whole.quantity.interval.high
