"""WB223: 三公费用与批次、人次、车辆不相称。"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from wenbiao.check.rule import Context, Rule, claim
from wenbiao.extract.lexicon import load_toml
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Bound, Kind

BUDGETS = (Basis.INITIAL, Basis.ADJUSTED, Basis.TARGET)
LEVELS = (Relation.LEVEL, Relation.PART, Relation.TOTAL)


@dataclass(frozen=True, slots=True)
class Volume:
    """What a cost is spent on: the words and units its counts have, and whether counts always cost something."""

    concept: str
    name: str
    words: tuple[str, ...]
    units: frozenset[str]
    always: bool

    def counts(self, fact: Fact) -> bool:
        """Whether a figure is such a count."""
        return fact.quantity.unit in self.units and any(word in fact.subject for word in self.words)


@cache
def volumes() -> tuple[Volume, ...]:
    """Return the rows of ``volumes.toml``."""
    rows = load_toml("volumes.toml")["volume"]
    return tuple(Volume(r["concept"], r["name"], tuple(r["words"]), frozenset(r["units"]), r["always"]) for r in rows)


class CostWithoutVolume(Rule):
    """三公费用与批次、人次、车辆不相称。

    **查什么** 同段写明的接待、出国、购车费用与批次、人次、团组、车辆，须同有同无：有费用而数量全为0，或有数量而费用为0的，提请核对。
    **为何查** 费用与数量分头填报，往往一处改了另一处没有改。
    **不合格** 公务接待费支出1.12万元，国内公务接待0批次、0人次。
    **合格**   公务接待费支出1.12万元，国内公务接待16批次、118人次。
    **依据**   逻辑；部门决算公开通行格式
    """

    code = "WB223"
    name = "cost-without-volume"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the costs whose counts in the same paragraph say that nothing was spent on, or the other way round."""
        paragraphs: dict[int, list[Fact]] = {}
        for fact in context.base.facts:
            if is_current(fact, context):
                paragraphs.setdefault(id(fact.paragraph), []).append(fact)
        for said in paragraphs.values():
            for volume in volumes():
                yield from self.compare(volume, said)

    def compare(self, volume: Volume, said: Sequence[Fact]) -> Iterator[Finding]:
        """Yield a finding where cost and counts of one paragraph contradict each other."""
        costs = [f for f in said if f.concept == volume.concept and f.quantity.kind is Kind.MONEY]
        counts = [f for f in said if volume.counts(f)]
        if len({c.quantity.base_value for c in costs}) != 1 or not counts:
            return
        cost, spent = costs[0], costs[0].quantity.value > 0
        some = any(c.quantity.value > 0 for c in counts)
        if spent is some or (some and not volume.always):
            return
        count = next((c for c in counts if c.quantity.value > 0), counts[0])
        yield self.finding(
            f"{cost.subject}为 {cost.quantity}，而{volume.name}的数量写为 {count.quantity}，两者不相称。",
            claim(count),
            claim(cost),
            confidence=0.8,
            suggestion="请核对费用与数量；费用属于上年结算或由其他单位承担的，请说明。",
        )


def is_current(fact: Fact, context: Context) -> bool:
    """Whether a figure is a plain one of the report's year: not a budget, a comparison or an explanation."""
    plain = fact.relation in LEVELS and not fact.reference and not fact.aside and fact.quantity.bound is Bound.EXACT
    return plain and fact.basis not in BUDGETS and fact.period in (None, str(context.year))
