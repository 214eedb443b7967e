"""WB208: 同一事项前后两处数字不一致。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.align.match import section_fund
from wenbiao.check.rule import Context, Rule, claim, formula
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Bound, Kind, plain, restated
from wenbiao.model.result import Genre

STATED = (Relation.LEVEL, Relation.PART, Relation.TOTAL)
OUTTURNS = {Basis.EXECUTED: Basis.FINAL, Basis.ACTUAL: Basis.FINAL, Basis.UNKNOWN: Basis.FINAL}
TOTALS = ("expenditure.total", "revenue.total", "expenditure.basic", "revenue-expenditure.total")
COMPARED = (Kind.MONEY, Kind.HEADCOUNT, Kind.SCORE)


class RestatedDifferently(Rule):
    """同一事项前后两处数字不一致。

    **查什么** 正文两处说到同一事项、同一年度、同一口径、同一范围的数，须一致（按各自印出位数取整比较）。
    **为何查** 前后不一，读者无从取信。
    **不合格** 前文“在职人员8人”，后文“在职人员7人”。
    **合格**   前文“基本支出31.03万元”，后文“基本支出约31万元”。
    **依据**   逻辑
    """

    code = "WB208"
    name = "restated-differently"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the pairs of statements about one thing that cannot both be true."""
        if context.base.identity.genre in (Genre.BUDGET, Genre.OTHER):
            return
        yield from self.mistyped(context)
        known: dict[tuple[object, ...], Fact] = {}
        for fact in context.base.facts:
            key = key_of(fact, fund="" if context.base.sole_fund else section_fund(fact))
            if key is None:
                continue
            first = known.setdefault(key, fact)
            if (
                first.quantity.interval.meets(fact.quantity.interval)
                or first.quantity.base_value == fact.quantity.base_value
            ):
                continue
            sure = fact.concept != "expenditure.total"
            yield self.finding(
                f"前文称{first.subject} {first.quantity}，此处称{fact.subject} {fact.quantity}，前后不一致。",
                claim(fact),
                claim(first),
                formula(f"{plain(first.quantity.value)} ≠ {plain(fact.quantity.value)}"),
                severity=Severity.ERROR if sure else Severity.WARNING,
                confidence=0.9 if sure else 0.7,
                stated=plain(fact.quantity.value),
                expected=restated(first.quantity, fact.quantity),
                unit=fact.quantity.unit,
                suggestion="请核对两处数字；范围或口径不同的请写明。",
            )

    def mistyped(self, context: Context) -> Iterator[Finding]:
        """Yield the figures that differ from another statement of the same words by a slip of the pen."""
        for twin in context.alignment.twins:
            fact, other = twin.fact, twin.other
            yield self.finding(
                f"别处称{other.subject} {other.quantity}，此处称{fact.subject} {fact.quantity}，疑有一处笔误，请核对。",
                claim(fact),
                claim(other),
                formula(f"{plain(other.quantity.value)} ≠ {plain(fact.quantity.value)}"),
                severity=Severity.WARNING,
                confidence=0.85 if twin.times > 1 else 0.75,
                stated=plain(fact.quantity.value),
                expected=plain(other.quantity.value),
                unit=fact.quantity.unit,
                suggestion="请核对两处数字；所指不同的请写明。",
            )


def key_of(fact: Fact, *, fund: str = "") -> tuple[object, ...] | None:
    """Return what a statement is about, or None where that is not certain; ``fund`` is the one its section speaks of."""
    certain = fact.concept is not None and fact.quantity.bound is Bound.EXACT and fact.quantity.high is None
    if (
        not certain
        or fact.relation not in STATED
        or fact.aside
        or fact.quantity.kind not in COMPARED
        or fact.vague_basis
    ):
        return None
    basis = OUTTURNS.get(fact.basis, fact.basis)
    whole = fact.whole.subject if fact.whole is not None and fact.whole.concept not in TOTALS else None
    return (
        fact.concept,
        fact.fund or fund,
        fact.scope,
        fact.path,
        fact.period,
        basis,
        fact.quantity.kind,
        whole,
        fact.where.file,
    )
