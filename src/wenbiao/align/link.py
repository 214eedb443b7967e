"""Each stated figure with the cells or the formula that confirm or contradict it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from wenbiao.align.bases import Bases
from wenbiao.align.chains import chains
from wenbiao.align.derive import Derivation, derivations
from wenbiao.align.match import LIKELY, SAME_TIER, SHORTEST, SURE, Candidate, candidates
from wenbiao.align.names import CellIndex
from wenbiao.align.nearby import nearby
from wenbiao.align.rows import follow_rows
from wenbiao.align.slips import is_slip, moved_point
from wenbiao.align.spoken import spoken_rates, spoken_sums
from wenbiao.align.sums import Sum, sums
from wenbiao.align.twins import Twin, twins
from wenbiao.align.wholes import NamedWholes
from wenbiao.extract.base import PROJECT_GENRES, FactBase
from wenbiao.extract.wording import read_wording
from wenbiao.model.document import Table
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.finding import Link, Verdict
from wenbiao.model.quantity import Bound, Kind, Quantity
from wenbiao.model.result import Genre

RESTATED = frozenset({Relation.LEVEL, Relation.PART, Relation.TOTAL})
POSSIBLE = 0.5
OPEN = frozenset({Verdict.UNMATCHED, Verdict.UNDECIDABLE})
DOUBTED = 0.85
"""A slip is a question, however well the cell is named."""

NAMED = 0.92
WHOLE = Decimal(100)
COMMON_UNITS = frozenset({"元", "万元", "%", "个", "人", "次", "项", "家", "名", "人次"})
"""Units many different things are counted in; 盏 or 公里 are of one thing."""

FEW_DIGITS, SOME_DIGITS = 2, 3
"""How many digits tell a slip from a different figure: under the same name, under a name alike."""

TELLING = 3
"""Shorter figures stand in many cells by chance."""

AGREEING_MARGIN = 0.16
"""A cell that agrees in value is believed over one named better by no more than this."""


@dataclass(frozen=True, slots=True, eq=False)
class Alignment:
    """All links of one document with the derivations and sums they rest on."""

    links: tuple[Link, ...]
    derivations: tuple[Derivation, ...]
    sums: tuple[Sum, ...]
    tiers: dict[int, tuple[Candidate, ...]]
    twins: tuple[Twin, ...]
    redated: tuple[tuple[Fact, Fact], ...]
    """Figures stated for another year with the report-year cell that holds exactly that amount."""


def align(base: FactBase) -> Alignment:
    """Return what became of each stated figure, in the order of ``base.facts``."""
    tables = homes(base)
    index = CellIndex(comparable(base), tables, sole_project=base.identity.genre in PROJECT_GENRES)
    default = Basis.FINAL if base.identity.genre is Genre.FINAL_ACCOUNTS else Basis.UNKNOWN
    tiers = {id(f): tuple(candidates(f, index, default, base.sole_fund)) for f in base.facts if f.relation in RESTATED}
    links = {id(f): link_to_cells(f, tiers.get(id(f), ()), tables) for f in base.facts}
    doubt_parts(links)
    wholes = NamedWholes(base.facts, index, default)
    shown = {key: link.cells for key, link in links.items() if link.verdict in (Verdict.SUPPORTED, Verdict.ROUNDING)}
    bases = Bases(base.facts, base.cells, shown)
    derived = (*derivations(base.facts, wholes.find, bases.find), *spoken_rates(base.facts))
    chained = (*chains(base.facts), *spoken_sums(base.facts))
    added = (*(s for s in sums(base.facts) if not any(c.whole is s.whole for c in chained)), *chained)
    confirm(links, derived, added)
    for chain in chained:
        if chain.holds and links[id(chain.whole)].verdict is not Verdict.SUPPORTED:
            links[id(chain.whole)] = Link(chain.whole, Verdict.DERIVED, 0.9, (), chain.formula)
    follow_rows(base.facts, base.cells, links)
    told = {id(d.fact) for d in derived} | {id(f) for total in added for f in (total.whole, *total.parts)}
    open_ones = {key for key, link in links.items() if link.verdict in OPEN} - told
    guessed = tuple(nearby(base.facts, open_ones))
    confirm(links, [derivation for derivation in guessed if derivation.holds], ())
    settled = tuple(links[id(f)] for f in base.facts)
    redated = tuple(of_another_year(settled, base.identity.year, index, default, base.sole_fund))
    return Alignment(settled, (*derived, *guessed), added, tiers, tuple(twins(settled, tables)), redated)


def of_another_year(
    links: Sequence[Link], year: int | None, index: CellIndex, default: Basis, sole_fund: str
) -> Iterator[tuple[Fact, Fact]]:
    """Yield the levels that the text gives for another year while they stand in the report year's cell, to the last digit.

    A last year's cell of the same name may hold the same amount by chance; then nothing is wrong.
    """
    for link in links:
        fact = link.fact
        told = fact.period is not None and year is not None and fact.period != str(year)
        if not told or link.verdict not in OPEN or fact.relation not in RESTATED:
            continue
        exact = fact.quantity.bound is Bound.EXACT and not fact.aside and not fact.reference
        if not exact or not says_year(fact) or len(str(fact.quantity.value).replace(".", "").strip("0")) < TELLING:
            continue
        basis = Basis.UNKNOWN if fact.basis is Basis.PRIOR_FINAL else fact.basis
        for found in candidates(replace(fact, period=str(year), basis=basis), index, default, sole_fund):
            if found.score >= LIKELY and found.cell.period == str(year) and equal(fact.quantity, found.cell.quantity):
                yield fact, found.cell
                break


def says_year(fact: Fact) -> bool:
    """Whether the sentence names the year of a figure in digits before it."""
    if fact.paragraph is None or fact.period is None:
        return False
    start, end = fact.sentence_start - fact.paragraph.start, fact.start - fact.paragraph.start
    return fact.period in fact.paragraph.text[start:end]


def comparable(base: FactBase) -> list[Fact]:
    """Return the cells a statement may restate: all but the greatest scores, which say what could be reached."""
    weights = {id(t.max_score) for s in base.sheets for t in s.totals if t.max_score is not None}
    weights |= {id(i.max_score) for i in base.indicators if i.max_score is not None}
    return [cell for cell in base.cells if id(cell.cell) not in weights]


def homes(base: FactBase) -> dict[int, Table]:
    """Return for each paragraph of a goal or its result, by identity, the table it stands in."""
    return {
        id(paragraph): goal.table
        for sheet in base.sheets
        for goal in sheet.goals
        for cell in (goal.expected, goal.actual)
        if cell is not None
        for paragraph in cell.paragraphs
    }


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
            slipped = any(
                is_slip(link.fact.quantity, c.quantity.base_value / link.fact.quantity.scale) for c in link.cells
            )
            verdict = Verdict.CONTRADICTED if slipped else Verdict.UNDECIDABLE
            links[key] = replace(link, verdict=verdict, score=min(link.score, DOUBTED))


def link_to_cells(fact: Fact, found: Sequence[Candidate], homes: dict[int, Table]) -> Link:
    """Return the link of a figure to its cells; derived verdicts are settled later."""
    likely = [c for c in found if c.score >= LIKELY]
    if not likely:
        return Link(fact, Verdict.UNMATCHED)
    best = likely[0].score
    agreeing = [c for c in likely if c.score >= best - AGREEING_MARGIN and restates(fact, c.cell)]
    if agreeing:
        verdict = (
            Verdict.SUPPORTED if any(equal(fact.quantity, c.cell.quantity) for c in agreeing) else Verdict.ROUNDING
        )
        exact_first = sorted(agreeing, key=lambda c: (not equal(fact.quantity, c.cell.quantity), -c.score))
        return Link(fact, verdict, exact_first[0].score, tuple(c.cell for c in exact_first[:3]))
    tier = [c for c in likely if c.score >= best - SAME_TIER and not c.cell.blank and c.certain]
    targets = [c.cell for c in found if c.score >= POSSIBLE and c.cell.basis is Basis.TARGET]
    planned = any(agree(fact.quantity, cell.quantity) for cell in targets)
    unsaid = fact.basis is Basis.UNKNOWN and (fact.reference or planned)
    if (
        not tier
        or best < SURE
        or fact.aside
        or unsaid
        or (fact.quantity.bound is not Bound.EXACT and is_vague(fact.quantity))
    ):
        if slipped := slips(fact, found, homes):
            return Link(fact, Verdict.CONTRADICTED, min(slipped[0].score, DOUBTED), tuple(c.cell for c in slipped[:3]))
        return Link(fact, Verdict.UNDECIDABLE, best, tuple(c.cell for c in likely[:3]))
    return Link(fact, Verdict.CONTRADICTED, best, tuple(c.cell for c in tier[:3]))


def restates(fact: Fact, cell: Fact) -> bool:
    """Whether a figure says what a cell shows; a target restated is the number itself, whatever bounds it."""
    if fact.basis is Basis.TARGET and cell.basis is Basis.TARGET and fact.quantity.bound is Bound.EXACT:
        return agree(fact.quantity, replace(cell.quantity, bound=Bound.EXACT))
    return agree(fact.quantity, cell.quantity)


def slips(fact: Fact, found: Sequence[Candidate], homes: dict[int, Table]) -> list[Candidate]:
    """Return the likely cells that a figure only misses by a slip of the pen: hardly a different thing.

    A figure that stands under the name in another version (the target, the year before) is quoted from there.
    The less sure the name, the more digits must agree.
    """
    unsaid = fact.reference and fact.basis is Basis.UNKNOWN
    if fact.aside or unsaid or fact.quantity.bound is not Bound.EXACT:
        return []
    missed = [c for c in found if c.score >= LIKELY and not c.cell.blank and is_mistyped(fact, c, homes)]
    equals = [c for c in found if not c.cell.blank and equal(fact.quantity, c.cell.quantity)]
    return [c for c in missed if not any(e.score >= c.score or e.cell.basis is not c.cell.basis for e in equals)]


def is_mistyped(fact: Fact, candidate: Candidate, homes: dict[int, Table]) -> bool:
    """Whether a figure became that of a cell by one wrong digit, two swapped ones, a moved point, or one person more."""
    said, cell = fact.quantity, candidate.cell
    if said.base_unit != cell.quantity.base_unit and cell.quantity.unit:
        return False
    meant = cell.quantity.base_value / said.scale
    if said.kind is Kind.PERCENT and said.value > WHOLE >= meant and moved_point(said.value, meant, FEW_DIGITS):
        return True  # 963.3% beside 96.33%, whatever it is called
    named = candidate.score >= NAMED
    if not named and (fact.scope or fact.fund):
        return False
    if not named and len(read_wording(fact.subject, None).core) <= SHORTEST:
        return False
    at_home = homes.get(id(fact.paragraph)) is cell.table and fact.basis is not Basis.TARGET
    special = fact.relation is not Relation.PART and said.unit not in COMMON_UNITS
    least = FEW_DIGITS if named or at_home or special else SOME_DIGITS
    if said.kind is Kind.PERCENT and said.value > WHOLE >= meant:
        return True
    return is_slip(said, meant, least) or counted_one_off(fact, meant)


def counted_one_off(fact: Fact, meant: Decimal) -> bool:
    """Whether a number of persons or things is one more or one less than another; plans may have been revised by one."""
    exact = fact.quantity.kind in (Kind.HEADCOUNT, Kind.COUNT) and fact.quantity.decimals == 0
    planned = fact.basis is Basis.TARGET
    return exact and abs(fact.quantity.value - meant) == 1 and not fact.scope and not planned


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
