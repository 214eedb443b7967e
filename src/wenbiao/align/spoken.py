"""Equations between figures that one paragraph states under well-known names: 送审 = 审定 + 审减."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from wenbiao.align.chains import settled
from wenbiao.align.derive import Derivation, share
from wenbiao.align.partitions import Extent
from wenbiao.align.sums import Sum
from wenbiao.extract.lexicon import load_toml
from wenbiao.model.fact import Fact, Relation
from wenbiao.model.quantity import Bound, Kind

LEVELS = frozenset({Relation.LEVEL, Relation.PART})


@dataclass(frozen=True, slots=True)
class Spoken:
    """A declared equation: words of the whole, of each part, of a rate and of what the rate is a share of the whole."""

    whole: tuple[str, ...]
    parts: tuple[tuple[str, ...], ...]
    rate: tuple[str, ...]
    of: tuple[str, ...]


@cache
def spoken() -> tuple[Spoken, ...]:
    """Return the equations that ``identities.toml`` declares."""
    return tuple(
        Spoken(
            tuple(row["whole"]), tuple(map(tuple, row["parts"])), tuple(row.get("rate", ())), tuple(row.get("of", ()))
        )
        for row in load_toml("identities.toml")["spoken"]
    )


def by_paragraph(facts: Sequence[Fact]) -> Iterator[list[Fact]]:
    """Yield the figures of each paragraph."""
    paragraphs: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.quantity.bound is Bound.EXACT and fact.quantity.high is None and not fact.aside:
            paragraphs[id(fact.paragraph)].append(fact)
    yield from paragraphs.values()


def only(stated: Sequence[Fact], words: Sequence[str], kind: Kind | None = None) -> Fact | None:
    """Return the one level whose subject holds one of ``words``, of a kind where one is given."""
    found = [
        f
        for f in stated
        if f.relation in LEVELS
        and any(w in f.subject for w in words)
        and (f.quantity.kind is kind if kind is not None else f.quantity.kind is not Kind.PERCENT)
    ]
    return found[0] if len(found) == 1 else None


def spoken_sums(facts: Sequence[Fact]) -> Iterator[Sum]:
    """Yield the declared sums, where they hold or one slip of the pen explains why not."""
    for stated in by_paragraph(facts):
        for row in spoken():
            whole = only(stated, row.whole)
            parts = [only(stated, words) for words in row.parts]
            known = [p for p in parts if p is not None and whole is not None and p.quantity.kind is whole.quantity.kind]
            if whole is not None and row.parts and len(known) == len(row.parts):
                yield from settled(Sum(whole, tuple(known), Extent.COMPLETE, "数量关系"))


def spoken_rates(facts: Sequence[Fact]) -> Iterator[Derivation]:
    """Yield the declared rates: 审减率 = 审减 ÷ 送审."""
    for stated in by_paragraph(facts):
        for row in spoken():
            rate = only(stated, row.rate, Kind.PERCENT) if row.rate else None
            whole, part = only(stated, row.whole), only(stated, row.of)
            if (
                rate is not None
                and whole is not None
                and part is not None
                and whole.quantity.kind is part.quantity.kind
                and whole.quantity.base_value
            ):
                yield share(rate, part, whole)
