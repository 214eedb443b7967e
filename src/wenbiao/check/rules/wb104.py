"""WB104: 正文资金性质与表内不一致。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.align.match import section_fund
from wenbiao.check.compare import significant
from wenbiao.check.funds import split_by_source
from wenbiao.check.rule import Context, Rule, claim, shown
from wenbiao.extract.wording import fold, split_fund
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import amount, plain, restated

TOTAL = "expenditure.total"
OUTTURNS = (Basis.UNKNOWN, Basis.FINAL, Basis.EXECUTED)


class FundMismatch(Rule):
    """正文资金性质与表内不一致。

    **查什么** 正文在“一般公共预算支出”标题下报出的支出总额，与自评表“一般公共预算”一栏不同，而该表另有其他资金。
    **为何查** 把其他资金并入一般公共预算，混淆了资金性质。
    **不合格** 正文“一般公共预算支出”下报147.53万元，表内一般公共预算136.04、其他资金11.49。
    **合格**   正文一般公共预算支出136.04万元，表内同数。
    **依据**   form:overall-self-evaluation（按收入性质分）
    """

    code = "WB104"
    name = "fund-mismatch"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the totals stated under one fund that the form splits over several."""
        for sheet in context.base.sheets:
            if sheet.form != "overall-self-evaluation":
                continue
            sources = [f for f in split_by_source(sheet) if f.quantity.value != 0]
            general = next(filter(is_general, sources), None)
            if general is None or len(sources) < 2:  # noqa: PLR2004
                continue
            for fact in context.base.facts:
                if self.is_total(fact, context) and not fact.quantity.interval.meets(general.quantity.interval):
                    yield self.finding(
                        f"正文在“{(fact.where.section or ('一般公共预算',))[-1]}”下报 {fact.quantity}，"
                        f"自评表一般公共预算为 {amount(general.quantity)}，另有其他来源资金。",
                        claim(fact),
                        *map(shown, sources[:3]),
                        confidence=0.8,
                        stated=plain(fact.quantity.value),
                        expected=restated(general.quantity, fact.quantity),
                        unit=fact.quantity.unit,
                        suggestion="请在正文分别说明一般公共预算与其他资金的支出。",
                    )
                    return

    @staticmethod
    def is_total(fact: Fact, context: Context) -> bool:
        """Whether a figure is the total spending of the year stated under the general public budget."""
        return (
            fact.concept == TOTAL
            and fact.basis in OUTTURNS
            and fact.relation in (Relation.LEVEL, Relation.PART)
            and fact.period == str(context.year)
            and (fact.fund or section_fund(fact)) == "general"
            and significant(fact) > 2  # noqa: PLR2004
            and not fact.scope
        )


def is_general(fact: Fact) -> bool:
    """Whether a row of the form is money of the general public budget."""
    label = fact.row_labels[-1]
    return split_fund(fold(label))[0] == "general" or "一般公共预算" in label
