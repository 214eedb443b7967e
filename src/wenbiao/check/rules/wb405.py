"""WB405: 同一数字在两张表中不一致。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from wenbiao.align.names import names_of
from wenbiao.check.phrasing import path
from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.model.fact import Basis, Fact
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Kind, amount, plain, restated

COMPARED = frozenset({"basic-data", "overall-self-evaluation"} | {f"final-accounts-{n}" for n in range(1, 10)})
OUTTURNS = {Basis.EXECUTED: Basis.FINAL}
BASIC_ONLY, THREE_PUBLIC = "基本支出", "three-public."
"""The table of basic spending shows only what is paid from it; receptions and cars may be paid from projects too."""

OF_INDICATORS = (Basis.TARGET, Basis.ACTUAL)


class TableConflict(Rule):
    """同一数字在两张表中不一致。

    **查什么** 同一事项、同一口径、同一资金性质、同一年度的数在两张表中都有的，须一致（收入总表与收入表、支出表与总表、三公表与明细表等）。
    **为何查** 各表出自同一套账，表间须能勾稽。
    **不合格** 收入支出决算总表本年支出合计307.82，支出决算表合计为308.72。
    **合格**   两表均为307.82。
    **依据**   财决报表表间关系（二手材料）；算术
    """

    code = "WB405"
    name = "table-conflict"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the pairs of cells that give one figure two values."""
        known: dict[tuple[object, ...], Fact] = {}
        reported: set[tuple[object, ...]] = set()
        for sheet in context.base.sheets:
            if sheet.form not in COMPARED:
                continue
            for key, fact in keyed(sheet.view.facts.values()):
                first = known.setdefault(key, fact)
                if (
                    first.table is fact.table
                    or first.quantity.interval.meets(fact.quantity.interval)
                    or key in reported
                ):
                    continue
                if first.quantity.base_value == fact.quantity.base_value:
                    continue
                reported.add(key)
                yield self.report(first, fact)

    def report(self, first: Fact, fact: Fact) -> Finding:
        """Return the finding for two cells."""
        gap = plain(abs(first.quantity.base_value - fact.quantity.base_value) / first.quantity.scale)
        return self.finding(
            f"“{path(first.label[-3:])}”为 {amount(first.quantity)}，"
            f"“{path(fact.label[-3:])}”为 {amount(fact.quantity)}，相差 {gap}{first.quantity.unit}。",
            shown(fact),
            shown(first),
            formula(f"{plain(first.quantity.value)} ≠ {plain(fact.quantity.value)}"),
            confidence=0.9,
            stated=restated(fact.quantity, first.quantity),
            expected=plain(first.quantity.value),
            difference=gap,
            unit=first.quantity.unit,
            suggestion="请核对两表，统一为正确的数。",
        )


def keyed(facts: Iterable[Fact]) -> Iterator[tuple[tuple[object, ...], Fact]]:
    """Yield each comparable cell with what it is about."""
    counts: dict[tuple[object, ...], list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.quantity.kind not in (Kind.MONEY, Kind.HEADCOUNT) or fact.blank or fact.basis in OF_INDICATORS:
            continue
        if BASIC_ONLY in fact.caption and (fact.concept or "").startswith(THREE_PUBLIC):
            continue
        basis = OUTTURNS.get(fact.basis, fact.basis)
        if basis is Basis.UNKNOWN:
            basis = Basis.FINAL
        for name in names_of(fact)[:1]:
            counts[name, basis, fact.period, fact.scope, fact.quantity.kind].append(fact)
    for key, found in counts.items():
        if len({f.quantity.base_value for f in found}) == 1:
            yield key, found[0]
