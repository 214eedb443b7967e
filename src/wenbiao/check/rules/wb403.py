"""WB403: 同一笔钱在整体表和项目表中的资金来源不一致。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.funds import APPROPRIATION, OTHER_MONEY, budget_totals, fact_at, split_by_source
from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.extract.base import Sheet
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import amount, plain, restated


class FundTwin(Rule):
    """同一笔钱在整体表和项目表中的资金来源不一致。

    **查什么** 项目自评表的年度资金总额与整体自评表相同（说的是同一笔钱）时，两表同一来源的金额须一致。
    **为何查** 来源不同，决定是否属于财政资金绩效。
    **不合格** 整体表一般公共预算136.04、其他资金11.49；项目表当年财政拨款147.53、其它资金0。
    **合格**   两表财政拨款均为136.04、其他资金均为11.49。
    **依据**   form:overall-self-evaluation、form:project-self-evaluation（表间关系）
    """

    code = "WB403"
    name = "fund-twin"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the sources that two forms about the same money give differently."""
        overall = [s for s in context.base.sheets if s.form == "overall-self-evaluation"]
        projects = [s for s in context.base.sheets if s.form == "project-self-evaluation"]
        for one in overall[:1]:
            totals = {t.quantity.base_value for t in budget_totals(one)}
            for other in projects:
                if totals & {t.quantity.base_value for t in budget_totals(other)}:
                    yield from self.compare(one, other)

    def compare(self, one: Sheet, other: Sheet) -> Iterator[Finding]:
        """Yield a finding for each source whose amounts differ in every version."""
        for pattern in (OTHER_MONEY, APPROPRIATION):
            here = [f for f in split_by_source(one) if pattern.search(f.row_labels[-1])]
            there = [
                fact
                for row in other.fund_rows
                if pattern.search(row.label)
                for fact in (fact_at(other, row.adjusted), fact_at(other, row.executed))
                if fact is not None
            ]
            if here and there and not any(a.quantity.interval.meets(b.quantity.interval) for a in here for b in there):
                yield self.report(here[0], there[-1])

    def report(self, here: Fact, there: Fact) -> Finding:
        """Return the finding for one source."""
        return self.finding(
            f"整体自评表“{here.row_labels[-1].strip('：:')}”为 {amount(here.quantity)}，"
            f"项目自评表“{there.row_labels[-1]}”为 {amount(there.quantity)}，同一笔资金来源不一致。",
            shown(here),
            shown(there),
            formula(f"{plain(here.quantity.value)} ≠ {plain(there.quantity.value)}"),
            confidence=0.9,
            stated=plain(here.quantity.value),
            expected=restated(there.quantity, here.quantity),
            unit=here.quantity.unit,
            suggestion="请核对两表的资金来源。",
        )
