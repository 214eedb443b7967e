"""WB219: 互不重叠的几部分之和超过合计。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, claim, formula
from wenbiao.extract.complements import is_complement
from wenbiao.model.fact import Fact, Relation
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Kind, plain

WHOLES = frozenset({"procurement.total", "expenditure.total", "expenditure.project"})


class ComplementsExceed(Rule):
    """互不重叠的几部分之和超过合计。

    **查什么** “在某类项目中……X万元；在其他项目中……Y万元”，两部分互不重叠，其和不得超过文中所述合计。
    **为何查** 照抄句式而未改数，最易在“其他”一项上露出破绽。
    **不合格** 政府采购金额21.07万元；在预留的政府采购项目中，成交21.07万元；在其他政府采购项目中，成交21.07万元。
    **合格**   政府采购金额21.07万元；在预留的政府采购项目中，成交15.00万元；在其他政府采购项目中，成交6.07万元。
    **依据**   算术/逻辑
    """

    code = "WB219"
    name = "complements-exceed"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the complements that together are more than the whole stated before them."""
        whole: Fact | None = None
        earlier: list[Fact] = []
        for fact in context.base.facts:
            if (
                fact.quantity.kind is not Kind.MONEY
                or fact.relation not in (Relation.LEVEL, Relation.PART)
                or fact.aside
            ):
                continue
            if fact.concept in WHOLES and not fact.scope:
                whole, earlier = fact, []
                continue
            if whole is None or fact.where.section != whole.where.section:
                continue
            rest = next((e for e in reversed(earlier) if is_complement(e, fact)), None)
            if (
                rest is not None
                and (rest.quantity.interval + fact.quantity.interval).low > whole.quantity.interval.high
            ):
                added = rest.quantity.base_value + fact.quantity.base_value
                shown_sum = plain(added / fact.quantity.scale)
                sum_text = f"{plain(rest.quantity.value)} + {plain(fact.quantity.value)} = {shown_sum}"
                yield self.finding(
                    f"两部分互不重叠，合计 {shown_sum}{fact.quantity.unit}，超过{whole.subject} {whole.quantity}。",
                    claim(fact),
                    formula(f"{sum_text} > {plain(whole.quantity.value)}"),
                    claim(rest),
                    claim(whole),
                    confidence=0.92,
                    stated=plain(fact.quantity.value),
                    expected=f"≤{plain((whole.quantity.base_value - rest.quantity.base_value) / fact.quantity.scale)}",
                    unit=fact.quantity.unit,
                    suggestion="请核对“其他”部分的金额，没有的请写 0。",
                )
            earlier.append(fact)
