"""Each stated figure with the cells or the formula that confirm or contradict it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from wenbiao.align.bases import Bases
from wenbiao.align.derive import Derivation, derivations
from wenbiao.align.match import LIKELY, SAME_TIER, SURE, Candidate, candidates
from wenbiao.align.names import CellIndex
from wenbiao.align.slips import is_slip
from wenbiao.align.sums import Sum, sums
from wenbiao.align.wholes import NamedWholes
from wenbiao.extract.base import FactBase
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.finding import Link, Verdict
from wenbiao.model.quantity import Bound, Quantity
from wenbiao.model.result import Genre

RESTATED = frozenset({Relation.LEVEL, Relation.PART, Relation.TOTAL})
POSSIBLE = 0.5
AGREEING_MARGIN = 0.16
"""A cell that agrees in value is believed over one named better by no more than this."""


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """All links of one document with the derivations and sums they rest on."""

    links: tuple[Link, ...]
    derivations: tuple[Derivation, ...]
    sums: tuple[Sum, ...]
    tiers: dict[int, tuple[Candidate, ...]]


def align(base: FactBase) -> Alignment:
    """Return what became of each stated figure, in the order of ``base.facts``."""
    index = CellIndex(comparable(base))
    default = Basis.FINAL if base.identity.genre is Genre.FINAL_ACCOUNTS else Basis.UNKNOWN
    tiers = {id(f): tuple(candidates(f, index, default, base.sole_fund)) for f in base.facts if f.relation in RESTATED}
    links = {id(f): link_to_cells(f, tiers.get(id(f), ())) for f in base.facts}
    doubt_parts(links)
    wholes = NamedWholes(base.facts, index, default)
    shown = {key: link.cells for key, link in links.items() if link.verdict in (Verdict.SUPPORTED, Verdict.ROUNDING)}
    bases = Bases(base.facts, base.cells, shown)
    derived = tuple(derivations(base.facts, wholes.find, bases.find))
    added = tuple(sums(base.facts))
    confirm(links, derived, added)
    return Alignment(tuple(links[id(f)] for f in base.facts), derived, added, tiers)


def comparable(base: FactBase) -> list[Fact]:
    """Return the cells a statement may restate: all but the greatest scores, which say what could be reached."""
    weights = {id(t.max_score) for s in base.sheets for t in s.totals if t.max_score is not None}
    weights |= {id(i.max_score) for i in base.indicators if i.max_score is not None}
    return [cell for cell in base.cells if id(cell.cell) not in weights]


def doubt_parts(links: dict[int, Link]) -> None:
    """Take back contradictions of parts whose whole no table shows.

    "结余33万元，其中财政拨款30万元" is not the row 财政拨款 of the budget table.
    """
    for key, link in list(links.items()):
        whole = link.fact.whole
        if link.verdict is not Verdict.CONTRADICTED or whole is None or link.fact.relation is not Relation.PART:
            continue
        shown = links.get(id(whole))
        if shown is None or shown.verdict in (Verdict.UNMATCHED, Verdict.UNDECIDABLE):
            links[key] = replace(link, verdict=Verdict.UNDECIDABLE)


def link_to_cells(fact: Fact, found: Sequence[Candidate]) -> Link:
    """Return the link of a figure to its cells; derived verdicts are settled later."""
    likely = [c for c in found if c.score >= LIKELY]
    if not likely:
        return Link(fact, Verdict.UNMATCHED)
    best = likely[0].score
    agreeing = [c for c in likely if c.score >= best - AGREEING_MARGIN and agree(fact.quantity, c.cell.quantity)]
    if agreeing:
        verdict = (
            Verdict.SUPPORTED if any(equal(fact.quantity, c.cell.quantity) for c in agreeing) else Verdict.ROUNDING
        )
        exact_first = sorted(agreeing, key=lambda c: (not equal(fact.quantity, c.cell.quantity), -c.score))
        return Link(fact, verdict, exact_first[0].score, tuple(c.cell for c in exact_first[:3]))
    tier = [c for c in likely if c.score >= best - SAME_TIER and not c.cell.blank and c.certain]
    targets = [c.cell for c in found if c.score >= POSSIBLE and c.cell.basis is Basis.TARGET]
    planned = any(agree(fact.quantity, cell.quantity) for cell in targets)
    quoted = fact.reference or any(equal(fact.quantity, cell.quantity) for cell in targets)
    unsaid = fact.basis is Basis.UNKNOWN and (fact.reference or planned)
    if (
        not tier
        or best < SURE
        or fact.aside
        or unsaid
        or (fact.quantity.bound is not Bound.EXACT and is_vague(fact.quantity))
    ):
        slipped = [
            c.cell for c in likely if not quoted and not fact.aside and is_mistyped(fact.quantity, c.cell.quantity)
        ]
        if slipped and fact.quantity.bound is Bound.EXACT and not fact.fund and not fact.scope:
            return Link(fact, Verdict.CONTRADICTED, best, tuple(slipped[:3]))
        return Link(fact, Verdict.UNDECIDABLE, best, tuple(c.cell for c in likely[:3]))
    return Link(fact, Verdict.CONTRADICTED, best, tuple(c.cell for c in tier[:3]))


def is_mistyped(said: Quantity, shown: Quantity) -> bool:
    """Whether a figure became another by one wrong digit, two swapped ones or a moved point: hardly a different thing."""
    return said.base_unit == shown.base_unit and is_slip(said, shown.base_value / said.scale)


def is_vague(quantity: Quantity) -> bool:
    """Whether a figure is only a bound, so that another value is no contradiction by itself."""
    return quantity.bound is Bound.ABOUT


def equal(said: Quantity, shown: Quantity) -> bool:
    """Whether two figures are the same amount as printed."""
    return said.base_value == shown.base_value


def agree(said: Quantity, shown: Quantity) -> bool:
    """Whether two printed figures can stand for the same amount.

    Restated in the same unit at the same precision they must be equal; touching intervals do not meet.
    """
    return said.interval.meets(shown.interval) or said.base_value == shown.base_value


def confirm(links: dict[int, Link], derived: Sequence[Derivation], added: Sequence[Sum]) -> None:
    """Settle the figures no cell decides by the arithmetic of the text."""
    for derivation in derived:
        link = links[id(derivation.fact)]
        if link.verdict in (Verdict.SUPPORTED, Verdict.ROUNDING):
            continue
        verdict = Verdict.DERIVED if derivation.holds else Verdict.CONTRADICTED
        if derivation.holds is None and derivation.fact.quantity.value == Decimal(0):
            verdict = Verdict.UNDECIDABLE
        links[id(derivation.fact)] = Link(derivation.fact, verdict, 0.95, (), derivation.formula)
    for addition in added:
        link = links[id(addition.whole)]
        if link.verdict in (Verdict.UNMATCHED, Verdict.UNDECIDABLE) and addition.holds:
            links[id(addition.whole)] = Link(addition.whole, Verdict.DERIVED, 0.9, (), addition.formula)
        elif link.verdict is Verdict.UNMATCHED and (addition.exceeds or addition.complete):
            links[id(addition.whole)] = Link(addition.whole, Verdict.CONTRADICTED, 0.9, (), addition.formula)
