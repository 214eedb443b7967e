"""WB209: 大于、小于、持平等比较词与数字不符。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, claim, formula, words
from wenbiao.extract.comparators import Comparator, comparators
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Kind, plain

FINALS = (Basis.FINAL, Basis.EXECUTED)
BUDGETS = (Basis.INITIAL, Basis.ADJUSTED)


class WrongComparator(Rule):
    """大于、小于、持平等比较词与数字不符。

    **查什么** “决算数大于（小于、等于）预算数”“与预算数持平”须与同段所列决算数、预算数的大小相符。
    **为何查** 这类句子多从往年套用，数字变了比较词没变。
    **不合格** 年初预算10.00万元，支出决算12.00万元，决算数小于预算数的主要原因是厉行节约。
    **合格**   年初预算10.00万元，支出决算12.00万元，决算数大于预算数的主要原因是政策性调资。
    **依据**   算术；部门决算公开通行句式
    """

    code = "WB209"
    name = "wrong-comparator"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the comparisons that the figures of their paragraph contradict."""
        by_paragraph: dict[int, list[Fact]] = {}
        for fact in context.base.facts:
            if fact.quantity.kind is Kind.MONEY and fact.relation in (Relation.LEVEL, Relation.PART) and not fact.aside:
                by_paragraph.setdefault(id(fact.paragraph), []).append(fact)
        for comparator in comparators(context.base.documents):
            facts = [
                f
                for f in by_paragraph.get(id(comparator.paragraph), ())
                if f.end <= comparator.paragraph.start + comparator.start
            ]
            yield from self.compare(comparator, facts)

    def compare(self, comparator: Comparator, facts: list[Fact]) -> Iterator[Finding]:
        """Yield a finding when final amount and every budget meant stand the other way round."""
        named = next((f for f in reversed(facts) if f.basis in FINALS), None)
        final = named or next((f for f in reversed(facts) if is_outturn(f)), None)
        if final is None:
            return
        wanted = (comparator.basis,) if comparator.basis is not None else BUDGETS
        budgets = [f for f in facts if f.basis in wanted and f.subject == final.subject and f.fund == final.fund]
        if not budgets or any(comparator.fits(final.quantity.base_value, b.quantity.base_value) for b in budgets):
            return
        budget = budgets[-1]
        yield self.finding(
            f"文称“{comparator.text}”，而{budget.subject}预算 {budget.quantity}、决算 {final.quantity}，比较词与数字不符。",
            words(comparator.paragraph, comparator.start, comparator.end),
            formula(f"{plain(final.quantity.value)} 与 {plain(budget.quantity.value)}"),
            claim(final),
            claim(budget),
            confidence=0.93,
            suggestion="请按数字改正比较词，并核对所写原因。",
        )


def is_outturn(fact: Fact) -> bool:
    """Whether an amount of no stated version is what was spent or received: a plain level, not one stated for comparison."""
    return fact.basis is Basis.UNKNOWN and not fact.reference
