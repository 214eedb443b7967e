"""WB221: 预算完成率与“大于”“小于”“持平”相矛盾。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from wenbiao.check.rule import Context, Rule, claim, words
from wenbiao.extract.comparators import Comparator, comparators
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Bound, Kind

WHOLE = Decimal(100)
NAMED = {"年初": Basis.INITIAL, "全年": Basis.ADJUSTED, "调整": Basis.ADJUSTED}


class CompletionAgainstWord(Rule):
    """预算完成率与“大于”“小于”“持平”相矛盾。

    **查什么** 同一句先写“完成预算的P%”，再写“决算数大于（小于、等于）预算数”：P须高于（低于、等于）100%；可能只是取整的提请核对。
    **为何查** 完成率与比较词说的是同一件事，多因套用往年文字而相反；“完成预算100%，决算数大于预算数”是公开文本中的常见病。
    **不合格** 教育支出95.95万元，完成年初预算的98.2%，决算数大于年初预算数的主要原因是政策性调资。
    **合格**   教育支出95.95万元，完成年初预算的98.2%，决算数小于年初预算数的主要原因是压减会议。
    **依据**   算术；部门决算公开通行句式
    """

    code = "WB221"
    name = "completion-against-comparator"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the comparisons that the completion rate before them contradicts."""
        by_paragraph: dict[int, list[Fact]] = {}
        for fact in context.base.facts:
            by_paragraph.setdefault(id(fact.paragraph), []).append(fact)
        for comparator in comparators(context.base.documents):
            rate = rate_before(comparator, by_paragraph.get(id(comparator.paragraph), ()))
            if rate is not None and not comparator.fits(rate.quantity.value, WHOLE):
                yield self.contradiction(comparator, rate)

    def contradiction(self, comparator: Comparator, rate: Fact) -> Finding:
        """Return the finding; a rate that may be rounded to 100 only asks."""
        rounded = rate.quantity.interval.low <= WHOLE <= rate.quantity.interval.high
        return self.finding(
            f"前写完成预算的 {rate.quantity}，后称“{comparator.text}”，"
            + ("而 100% 即两者相等（或只差在取整）。" if rounded else "两者相反。"),
            words(comparator.paragraph, comparator.start, comparator.end),
            claim(rate),
            severity=Severity.WARNING if rounded else self.severity,
            confidence=0.8 if rounded else 0.93,
            suggestion="请核对完成率与比较词，改正错误的一处，并核对所写原因。",
        )


def rate_before(comparator: Comparator, facts: Sequence[Fact]) -> Fact | None:
    """Return the completion rate stated right before a comparison in its sentence, of the same budget, or None."""
    place = comparator.paragraph.start + comparator.start
    before = [f for f in facts if f.end <= place]
    rate = before[-1] if before else None
    if rate is None or rate.quantity.kind is not Kind.PERCENT or rate.relation is not Relation.SHARE:
        return None
    if rate.aside or "预算" not in rate.whole_label or rate.quantity.bound is not Bound.EXACT:
        return None
    between = comparator.paragraph.text[rate.end - comparator.paragraph.start : comparator.start]
    named = next((basis for word, basis in NAMED.items() if word in rate.whole_label), comparator.basis)
    return rate if "。" not in between and comparator.basis in (None, named) else None
