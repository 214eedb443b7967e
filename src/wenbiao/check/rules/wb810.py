"""WB810: 大写金额与小写金额不符。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import Passage, passages
from wenbiao.check.rule import Context, Rule, shown
from wenbiao.extract.capitals import CapitalAmount, capital_amounts
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Evidence, Finding, Severity
from wenbiao.model.quantity import Kind, plain


class CapitalAmountMismatch(Rule):
    """大写金额与小写金额不符，或大写不规范。

    **查什么** 同处写出大写和小写（或同一行表格中）的金额须相等；大写到元为止应写“整”，有分不写“整”，不混用“一二三”。
    **为何查** 大写是防改的凭据，与小写不符即无法认定金额。
    **不合格** 合同金额壹拾贰万叁仟元整（¥132,000.00元）。
    **合格**   合同金额壹拾贰万叁仟元整（¥123,000.00元）；12.3万元（大写：壹拾贰万叁仟元整）。
    **依据**   算术；书写依二手材料（会计基础工作规范第五十二条）
    """

    code = "WB810"
    name = "capital-amount-mismatch"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield amounts in capitals that differ from their figures, and those of wrong form."""
        for passage in passages(context, capital_amounts):
            for amount in capital_amounts(passage.text):
                written = amount.span.within(passage.text)
                if amount.figure is not None and amount.value is not None and amount.value != amount.stated:
                    beside = passage.evidence(amount.figure)
                    yield self.differ(passage, amount, f"小写 {beside.quote}", beside)
                elif (fact := self.cell_beside(context, passage, amount)) is not None:
                    yield self.differ(passage, amount, f"同行小写 {fact.quantity}", shown(fact))
                elif amount.fault:
                    yield self.finding(
                        f"大写金额“{written}”{amount.fault}。",
                        passage.evidence(amount.span),
                        severity=Severity.INFO,
                        confidence=0.85,
                        suggestion="请按大写金额的书写要求改正。",
                    )

    def differ(self, passage: Passage, amount: CapitalAmount, stated: str, beside: Evidence) -> Finding:
        """Return the finding on two amounts that differ."""
        value = plain(amount.value) if amount.value is not None else ""
        return self.finding(
            f"大写“{amount.span.within(passage.text)}”为 {value} 元，与{stated}不符。",
            passage.evidence(amount.span),
            beside,
            confidence=0.97,
            stated=value,
            unit="元",
            suggestion="请核对合同或凭证，改正写错的一处。",
        )

    @staticmethod
    def cell_beside(context: Context, passage: Passage, amount: CapitalAmount) -> Fact | None:
        """Return the one amount of money in the same row of a table, where it differs."""
        if passage.cell is None or amount.value is None or amount.figure is not None:
            return None
        row = [f for f in context.base.cells if f.table is passage.table and f.cell and f.cell.row == passage.cell.row]
        facts = [f for f in row if f.cell is not passage.cell and f.quantity.kind is Kind.MONEY and not f.blank]
        differs = len(facts) == 1 and facts[0].quantity.base_value != amount.value
        return facts[0] if differs else None
