"""Which cells a stated figure restates, by name, fund, period, basis and unit; the value is evidence of last resort."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz, process
from rapidfuzz.distance import LCSseq

from wenbiao.align.names import CellIndex, Name, caption_subject
from wenbiao.extract.subjects import SECTION_TAIL
from wenbiao.extract.wording import NUMBERING, fold, kin, read_wording, split_fund
from wenbiao.model.fact import Basis, Fact
from wenbiao.model.quantity import Kind

FUZZY_CUTOFF = 88
SURE = 0.85
"""Scores from here on name the same thing; below, a difference in value cannot be told from a difference in meaning."""

LIKELY = 0.7
SAME_TIER = 0.06
"""Scores this close are one tier: the wording alone does not tell such cells apart."""

PROJECT = re.compile(r"([\u4e00-\u9fff“”（）]{3,24})(?:项目|专项)")
PROJECT_TAIL = re.compile(r"(?:项目|专项|专项资金|项目资金|资金|经费)$")
WHOLE_REGION = re.compile(r"^全[省市县区镇乡州盟旗]$")
OWN_LEVEL = re.compile(r"[省市县区镇乡州盟旗]?本级|[省市县区镇乡州]级")
FEE_SPENT = re.compile(r"(?<=费)支出$")
CONTAINED = 0.78
"""One wording inside the other: enough to confirm a figure, not to deny it."""

NARROWED = 0.8
"""A figure of a narrower scope than the cell; a count named alike has its scope in its name (检测货运 of 车辆)."""

OF_PROJECT = 0.9
OF_ONE_PROJECT = re.compile(r"(?:项目|专项)(?:资金|经费)?$")
SPENT_ON_PROJECT = re.compile(r"(?:项目|专项|到位)(?:资金|经费)?(?:实际|累计)?支出$")
BARE_OF_PROJECT = re.compile(r"^(?:项目)?(?:自评|得分|支出|使用|资金|经费)?$|(?:项目|专项)(?:支出|资金|经费)?$")
UNITS_OF_MONEY = ("元", "万元", "亿元")
SHORTEST = 3
"""Shorter wordings stand in many others by chance."""

LONG = 6
ALMOST_ALL = 0.8
"""Of a wording at least ``LONG`` characters long this share must stand in the other, in order."""

OTHER_TABLE = 0.8
"""What goals of one form say is rather in its own indicators than in those of another form."""

BUDGETS = frozenset({Basis.INITIAL, Basis.ADJUSTED})
OUTTURNS = frozenset({Basis.EXECUTED, Basis.FINAL, Basis.ACTUAL, Basis.PRIOR_FINAL})


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cell that may be what a figure restates; ``score`` from 0 to 1 says how surely it is the same thing.

    ``certain`` is False when the figure does not say its fund and the table holds one fund only: such a cell
    confirms, but cannot contradict.
    """

    cell: Fact
    score: float
    certain: bool = True


def candidates(fact: Fact, index: CellIndex, default_basis: Basis, sole_fund: str = "") -> list[Candidate]:
    """Return the cells that may be meant, the surest first."""
    best: dict[int, Candidate] = {}
    for cell, name, rank, likeness in named_alike(fact, index):
        if not same_kind(fact, cell):
            continue
        score = (
            likeness
            * fund_score(fact, name, sole_fund)
            * scope_score(fact, cell, index)
            * time_score(fact, cell, default_basis)
            * place_score(fact, cell)
        )
        score *= 1 - 0.02 * rank
        if score > best.get(id(cell), Candidate(cell, 0.0)).score:
            best[id(cell)] = Candidate(cell, round(score, 3), says_fund(fact, name, sole_fund))
    return sorted(best.values(), key=lambda c: -c.score)


def named_alike(fact: Fact, index: CellIndex) -> Iterator[tuple[Fact, Name, int, float]]:
    """Yield cells with the fact's name, and with names of open subjects worded almost alike."""
    folded = FEE_SPENT.sub("", read_wording(fact.subject, None).core)
    yield from index.named(fact.concept or folded, 1.0)
    for other, strength in kin().get(fact.concept or "", ()):
        yield from index.named(other, strength)
    if fact.concept is not None and fact.scope and not fact.reference:
        yield from index.named(folded, 1.0)
    if index.sole_project and fact.quantity.kind is Kind.MONEY and is_of_sole_project(fact, folded):
        yield from index.named("expenditure.total", OF_PROJECT)
    if fact.concept is None:
        yield from of_project(fact, folded, index)
        yield from worded_alike(folded, index)
    counted = bool(fact.concept and fact.scope) and fact.quantity.kind in (Kind.COUNT, Kind.PERCENT)
    if (fact.concept is None or counted) and len(folded) >= SHORTEST:
        yield from alike_in_unit(
            fact, PROJECT_TAIL.sub("", folded), index, CONTAINED / NARROWED if counted else CONTAINED
        )


def is_of_sole_project(fact: Fact, folded: str) -> bool:
    """Whether an amount is the budget or the spending of the one project a document is about."""
    if fact.basis is Basis.UNKNOWN or fact.concept is not None:
        return fact.concept == "expenditure.project" or bool(SPENT_ON_PROJECT.search(folded))
    return bool(OF_ONE_PROJECT.search(folded) or SPENT_ON_PROJECT.search(folded))


def worded_alike(folded: str, index: CellIndex) -> Iterator[tuple[Fact, Name, int, float]]:
    """Yield the cells whose open name holds the wording or is held by it, and those spelt nearly the same."""
    if len(folded) <= SHORTEST:
        return
    for other in index.open_measures:
        if other != folded and (other in folded or folded in other) and len(other) > SHORTEST:
            yield from index.named(other, CONTAINED)
    for match, ratio, _ in process.extract(
        folded, index.open_measures, scorer=fuzz.ratio, score_cutoff=FUZZY_CUTOFF, limit=5
    ):
        if match != folded:
            yield from index.named(match, ratio / 100 * 0.92)


def of_project(fact: Fact, folded: str, index: CellIndex) -> Iterator[tuple[Fact, Name, int, float]]:
    """Yield the total money or score of the project that the sentence names: 环卫保洁项目支出612.34万元，自评99.88分."""
    project = project_named(fact, index.projects)
    measure = {Kind.MONEY: "expenditure.total", Kind.SCORE: "score.total"}.get(fact.quantity.kind)
    if project and measure and BARE_OF_PROJECT.search(folded):
        for cell, name, rank in index.by_measure.get(measure, ()):
            if cell.scope == project:
                yield cell, name, rank, OF_PROJECT


def alike_in_unit(
    fact: Fact, folded: str, index: CellIndex, likeness: float
) -> Iterator[tuple[Fact, Name, int, float]]:
    """Yield the cells in the same unit whose name leaves words out or adds some: 市民满意度, 市民对市容环境的满意度.

    Money is of one unit, whether printed in 元 or 万元: one may stand for the other by mistake.
    """
    units = UNITS_OF_MONEY if fact.quantity.kind is Kind.MONEY else (fact.quantity.unit,)
    for other in dict.fromkeys(m for unit in (*units, "") for m in index.by_unit.get(unit, ())):
        if other != folded and resembles(folded, other):
            yield from index.named(other, likeness)


def resembles(one: str, other: str) -> bool:
    """Whether the characters of the shorter wording stand in the longer one in their order, all or almost all."""
    least = min(len(one), len(other))
    if least < SHORTEST:
        return False
    common = LCSseq.similarity(one, other)
    return common == least or (least >= LONG and common >= ALMOST_ALL * least)


def same_kind(fact: Fact, cell: Fact) -> bool:
    """Whether two quantities can be compared: the same kind, a blank cell with anything, a bare number with a count.

    Percentage points are a distance, which no cell shows.
    """
    if fact.quantity.unit.endswith("百分点"):
        return False
    if cell.blank:
        return fact.quantity.kind in (Kind.MONEY, Kind.HEADCOUNT, Kind.COUNT)
    kinds = {fact.quantity.kind, cell.quantity.kind}
    return len(kinds) == 1 or (kinds == {Kind.HEADCOUNT, Kind.COUNT} and not cell.quantity.unit)


def scope_score(fact: Fact, cell: Fact, index: CellIndex) -> float:
    """Return how well the scopes agree: a narrowed figure is not a cell of the whole, nor of another project.

    Goals of a form speak of its own rows; a sentence that names a project speaks of that project's form.
    """
    home = index.homes.get(id(fact.paragraph))
    if home is not None:
        return 1.0 if home is cell.table else OTHER_TABLE * (NARROWED if fact.scope else 1.0)
    if cell.scope:
        indicator = cell.basis in (Basis.TARGET, Basis.ACTUAL) and cell.scope == index.sole_scope
        if indicator or cell.scope == project_named(fact, index.projects):
            return 1.0
        said = f"{fact.scope}{fact.subject}"
        return 1.0 if fact.scope and fuzz.partial_ratio(said, cell.scope) >= FUZZY_CUTOFF else 0.6
    if index.sole_project and fact.scope == "项目支出":
        return 1.0
    return region_score(fact.scope, cell.caption) if fact.scope else 1.0


def project_named(fact: Fact, projects: Sequence[str]) -> str:
    """Return which project the sentence names last before a figure: "城区环卫保洁项目…，自评99.88分"; or an empty string."""
    if not projects or fact.paragraph is None:
        return ""
    text = fact.paragraph.text[fact.sentence_start - fact.paragraph.start : fact.start - fact.paragraph.start]
    named = PROJECT.findall(text)
    if not named:
        return ""
    words = fold(named[-1])
    found = [p for p in projects if resembles(PROJECT_TAIL.sub("", fold(p)), words)]
    return found[0] if len(found) == 1 else ""


def region_score(scope: str, caption: str) -> float:
    """Return how well a scope fits a caption: 全县 that of a county, 县本级 that of the level itself."""
    own = OWN_LEVEL.search(caption) is not None
    if WHOLE_REGION.match(scope):
        return 0.6 if own else 0.95 if re.search(rf"[\u4e00-\u9fff]{scope[1]}", caption) else NARROWED
    if OWN_LEVEL.match(scope):
        return 0.95 if own else 0.7
    return NARROWED


def says_fund(fact: Fact, name: Name, sole_fund: str) -> bool:
    """Whether a figure and a cell of one fund's table are sure to speak of the same money."""
    return not name.fund or bool(sole_fund) or bool(fact.fund or section_fund(fact))


def fund_score(fact: Fact, name: Name, sole_fund: str) -> float:
    """Return how well the funds agree; a figure without one takes the fund its section speaks of.

    Where all money comes from one fund, naming that fund or none says the same.
    """
    fund = fact.fund or section_fund(fact)
    if fund == name.fund or (sole_fund and {fund, name.fund} <= {sole_fund, "", "fiscal"}):
        return 1.0
    if not fund:
        return 0.97 if name.fund in ("general", "fiscal") else 0.6
    if fund in ("general", "fiscal"):
        return 0.84 if name.fund in ("general", "fiscal") else 0.83 if not name.fund else 0.5
    return 0.5


def section_fund(fact: Fact) -> str:
    """Return the fund the innermost heading that names one speaks of."""
    for title in reversed(fact.where.section):
        fund, _ = split_fund(fold(title))
        if fund:
            return fund
    return ""


def time_score(fact: Fact, cell: Fact, default_basis: Basis) -> float:  # noqa: PLR0911
    """Return how well period and basis agree."""
    said, shown = fact.basis, cell.basis
    if shown is Basis.UNKNOWN:
        shown = default_basis
    if fact.period and cell.period and fact.period != cell.period:
        return 0.2
    if said is shown:
        return 1.0
    if said is Basis.UNKNOWN:
        return 1.0 if shown in OUTTURNS or shown is Basis.UNKNOWN else 0.62
    if shown is Basis.UNKNOWN:
        return 0.8
    if said in OUTTURNS and shown in OUTTURNS:
        return 1.0
    if said in BUDGETS and shown in BUDGETS:
        return 0.97 if fact.vague_basis or cell.vague_basis else 0.3
    return 0.3


def place_score(fact: Fact, cell: Fact) -> float:
    """Return how well section and caption speak of the same: a small preference among cells of one name."""
    fund, subject = caption_subject(cell.caption)
    if not subject or not fact.where.section:
        return 0.98
    near = any(speaks_of(title, fund, subject) for title in fact.where.section[-3:])
    return 1.0 if near else 0.97


@lru_cache(maxsize=5000)
def speaks_of(title: str, fund: str, subject: str) -> bool:
    """Whether a heading is about the subject of a table: the same concept, or the same words and fund."""
    core = SECTION_TAIL.sub("", NUMBERING.sub("", title).strip())
    heading, table = read_wording(core, None), read_wording(subject, None)
    if heading.concept is not None and heading.concept == table.concept:
        return not fund or heading.fund in (fund, "") or heading.concept.startswith("three-public")
    section = fold(title)
    return subject in section and (not fund or split_fund_in(section) == fund)


def split_fund_in(section: str) -> str:
    """Return the fund named anywhere in a section title."""
    for start in range(len(section)):
        fund, _ = split_fund(section[start:])
        if fund:
            return fund
    return ""
