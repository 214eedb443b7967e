"""Ratios of the old evaluation table, recomputed from the row itself or from figures anywhere in the report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from wenbiao.check.rule import Context
from wenbiao.extract.equations import equations
from wenbiao.extract.indicators import Indicator
from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.wording import fold
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.quantity import Bound, Interval, plain

OUTTURN = frozenset({Basis.FINAL, Basis.EXECUTED, Basis.ACTUAL, Basis.UNKNOWN})
LEVELS = frozenset({Relation.LEVEL, Relation.PART, Relation.TOTAL})
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Term:
    """One side of a ratio: a concept in a version."""

    concept: str
    version: str


@dataclass(frozen=True, slots=True)
class RatioPattern:
    """How one named ratio is computed; see ``ratios.toml``."""

    name: str
    words: tuple[str, ...]
    part: tuple[Term, ...]
    whole: tuple[Term, ...]
    change: bool
    added: bool


@dataclass(frozen=True, slots=True, eq=False)
class Recomputed:
    """A ratio in percent, the calculation as text, and the figures it rests on; none where the row states it."""

    ratio: Interval
    formula: str
    facts: tuple[Fact, ...]


@cache
def patterns() -> tuple[RatioPattern, ...]:
    """Return the ratios of ``ratios.toml``."""
    return tuple(
        RatioPattern(
            row["name"],
            tuple(map(fold, row["words"])),
            tuple(Term(*t) for t in row["part"]),
            tuple(Term(*t) for t in row["whole"]),
            row.get("change", False),
            row.get("added", False),
        )
        for row in load_toml("ratios.toml")["ratio"]
    )


def pattern_of(name: str) -> RatioPattern | None:
    """Return the ratio that an indicator's name means."""
    folded = fold(name)
    return next((p for p in patterns() if any(word in folded for word in p.words)), None)


def stated_in_row(indicator: Indicator) -> Recomputed | None:
    """Return the percentage that the row's own calculation gives, if there is exactly one calculation in percent."""
    cells = [c for c in (indicator.explanation, indicator.actual, indicator.reason) if c is not None]
    found = [e for c in cells for e in equations(c.text) if e.percent and e.holds]
    return Recomputed(found[0].stated, found[0].text, ()) if len(found) == 1 else None


def from_report(indicator: Indicator, context: Context) -> Recomputed | None:
    """Return the ratio from figures elsewhere in the report, None unless each side has one value only."""
    pattern = pattern_of(indicator.name)
    if pattern is None:
        return None
    part, whole = first_of(pattern.part, context), first_of(pattern.whole, context)
    if part is None or whole is None:
        return None
    top, bottom = part.quantity.interval, whole.quantity.interval
    if pattern.change or pattern.added:
        top = top - bottom
    ratio = top.divided(bottom)
    if ratio is None:
        return None
    left = f"({number(part)} − {number(whole)})" if pattern.change or pattern.added else number(part)
    shown = (ratio.middle * HUNDRED).quantize(Decimal("0.01"))
    return Recomputed(ratio.scaled(HUNDRED), f"{left} ÷ {number(whole)} = {plain(shown)}%", (part, whole))


def first_of(terms: tuple[Term, ...], context: Context) -> Fact | None:
    """Return the figure of the first term that the report gives one value for."""
    for term in terms:
        found = list(figures_of(term, context))
        if len({f.quantity.base_value for f in found}) == 1:
            return found[0]
        if found:
            return None
    return None


def figures_of(term: Term, context: Context) -> Iterator[Fact]:
    """Yield the figures of a concept in a version, of the report's year and all funds."""
    year = context.year
    if year is None:
        return
    periods = {str(year - 1)} if term.version.startswith("prior") else {str(year), None}
    for fact in (*context.base.cells, *context.base.facts):
        if (
            fact.concept != term.concept
            or fact.blank
            or fact.aside
            or fact.reference
            or fact.scope
            or fact.period not in periods
        ):
            continue
        if fact.relation in LEVELS and fact.quantity.bound is Bound.EXACT and is_version(fact.basis, term.version):
            yield fact


def is_version(basis: Basis, version: str) -> bool:
    """Whether a basis is the version a term asks for."""
    if version == "any":
        return True
    if version == "outturn":
        return basis in OUTTURN
    return basis is Basis(version.removeprefix("prior-"))


def number(fact: Fact) -> str:
    """Return a figure without its unit."""
    return plain(fact.quantity.value)
