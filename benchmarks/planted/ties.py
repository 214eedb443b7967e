"""What a figure of a right document is tied to: the arithmetic that a fault in it would break.

Every tie is recomputed here from quantities alone, so a fault that leaves all ties of a figure intact
(a last digit inside the rounding of a percentage, two equal rows swapped) does not count as checkable.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from planted.arithmetic import (
    HUNDRED,
    Values,
    adds_up,
    balances,
    is_execution_score,
    is_met,
    is_share,
    recomputed,
    rewritten,
)
from planted.figures import Audit, Figure, Place
from wenbiao.align.derive import LEVELS
from wenbiao.align.equations import equations
from wenbiao.align.link import agree
from wenbiao.align.names import names_of
from wenbiao.check.attainment import attain
from wenbiao.check.evaluations import evaluations
from wenbiao.check.execution import execution_of
from wenbiao.check.funds import TOTAL_LABEL, budget_totals, fact_at, split_by_nature, split_by_source
from wenbiao.check.scores import Column, scores_of, weights_of
from wenbiao.extract.base import Sheet
from wenbiao.extract.directions import direction_of
from wenbiao.extract.enumerations import enumerations
from wenbiao.extract.equations import equations as calculations
from wenbiao.extract.indicators import Indicator, printed_weight
from wenbiao.extract.wording import fold
from wenbiao.model.document import Cell, Paragraph
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.finding import Verdict
from wenbiao.model.quantity import Bound, Kind

SOURCES = re.compile(r"财政拨款|结转|其[他它]资金|上级补助|本级|中央|省级|市级|县级|区级|自有|事业收入|社会资金|非财政")
RECURRING_DIGITS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Tie:
    """Figures that a right document lets depend on each other; ``holds`` takes them in the order of ``terms``.

    ``kind`` names the tie, ``group`` the group of rules that has to see it broken. ``also`` are places that
    are no figures but have a part in it: the heading "产出指标（40分）".
    """

    kind: str
    group: str
    terms: tuple[Figure, ...]
    holds: Callable[[Values], bool]
    also: tuple[Place, ...] = ()

    @property
    def places(self) -> tuple[Place, ...]:
        """Return the places of all that is tied."""
        return (*(t.place for t in self.terms), *self.also)


class Ties:
    """All ties of a right document, by figure."""

    def __init__(self, audit: Audit) -> None:
        """Collect the ties that hold."""
        self.audit = audit
        self.by_figure: dict[int, list[Tie]] = defaultdict(list)
        for tie in self.collect():
            if tie.terms and tie.holds(tie.terms):
                for figure in tie.terms:
                    self.by_figure[id(figure)].append(tie)

    def of(self, *figures: Figure) -> list[Tie]:
        """Return the ties of some figures, each once."""
        return list({id(t): t for f in figures for t in self.by_figure.get(id(f), ())}.values())

    def broken(self, changes: dict[int, Figure], *figures: Figure) -> list[Tie]:
        """Return the ties of ``figures`` that no longer hold when figures (by identity) are replaced."""
        return [t for t in self.of(*figures) if not t.holds([changes.get(id(f), f) for f in t.terms])]

    def collect(self) -> Iterator[Tie]:
        """Yield all ties, those that do not hold included."""
        yield from self.links()
        yield from self.derived()
        yield from self.sums()
        yield from self.restated()
        yield from self.flows()
        yield from self.counted()
        for sheet in self.audit.base.sheets:
            yield from self.of_sheet(sheet)
        yield from self.executions()
        yield from self.across_tables()
        yield from self.calculated()

    def tie(
        self, kind: str, group: str, facts: Sequence[Fact | None], holds: Callable[[Values], bool], *also: Place
    ) -> Iterator[Tie]:
        """Yield the tie of some facts where each of them is a plain figure."""
        figures = [self.audit.figures.get(id(f)) for f in facts if f is not None]
        if all(f is not None for f in figures):
            yield Tie(kind, group, tuple(f for f in figures if f is not None), holds, also)

    def links(self) -> Iterator[Tie]:
        """Yield what the text restates from a cell."""
        for link in self.audit.alignment.links:
            if link.verdict in (Verdict.SUPPORTED, Verdict.ROUNDING) and link.cells and not link.cells[0].blank:
                yield from self.tie(
                    "link", "WB1", (link.fact, link.cells[0]), lambda v: agree(v[0].quantity, v[1].quantity)
                )

    def derived(self) -> Iterator[Tie]:
        """Yield growth rates, shares and differences."""
        for derivation in self.audit.alignment.derivations:
            if derivation.holds:
                yield from self.tie(
                    derivation.kind, "WB2", (derivation.fact, *derivation.operands), recomputed(derivation)
                )
        before: Fact | None = None
        for fact in self.audit.base.facts:
            if before is not None and fact.relation is Relation.GROWTH and says_same_move(before, fact):
                yield from self.tie("direction", "WB2", (before, fact), lambda v: v[0].sign == v[1].sign)
            before = fact if fact.relation is Relation.CHANGE else None

    def sums(self) -> Iterator[Tie]:
        """Yield wholes in the text with their parts."""
        for addition in self.audit.alignment.sums:
            if addition.holds:
                n = 1 + len(addition.beside)
                yield from self.tie(
                    "sum",
                    "WB2",
                    (addition.whole, *addition.beside, *addition.parts),
                    lambda v, n=n: adds_up(v[:n], v[n:]),
                )

    def restated(self) -> Iterator[Tie]:
        """Yield figures the text states twice."""
        known: dict[object, Fact] = {}
        for fact in self.audit.base.facts:
            key = subject_of(fact)
            if key is not None and (first := known.setdefault(key, fact)) is not fact:
                yield from self.tie("restated", "WB2", (first, fact), lambda v: agree(v[0].quantity, v[1].quantity))

    def flows(self) -> Iterator[Tie]:
        """Yield opening and closing headcounts with what came and went."""
        paragraphs: dict[int, list[Fact]] = defaultdict(list)
        for fact in self.audit.base.facts:
            if (fact.concept or "").startswith("headcount.") and fact.quantity.bound is Bound.EXACT:
                paragraphs[id(fact.paragraph)].append(fact)
        for facts in paragraphs.values():
            ends = [
                next((f for f in facts if f.concept == f"headcount.{name}"), None) for name in ("opening", "closing")
            ]
            moves = [f for f in facts if f.concept in ("headcount.in", "headcount.out", "headcount.retiring")]
            if None not in ends and moves:
                signs = [1 if f.concept == "headcount.in" else -1 for f in moves]
                yield from self.tie("headcount-flow", "WB2", (*ends, *moves), lambda v, s=tuple(signs): balances(v, s))

    def counted(self) -> Iterator[Tie]:
        """Yield counts with the list they count."""
        for document in self.audit.documents:
            for paragraph in document.body:
                for listed in enumerations(paragraph.text):
                    span = range(paragraph.start + listed.span.start, paragraph.start + listed.span.end)
                    fact = next(
                        (
                            f
                            for f in self.audit.base.facts
                            if f.paragraph is paragraph and f.start in span and f.quantity.value == listed.stated
                        ),
                        None,
                    )
                    if listed.holds and fact is not None:
                        yield from self.tie(
                            "count", "WB2", (fact,), lambda v, e=listed: e.fewest <= v[0].quantity.value <= e.most
                        )

    def of_sheet(self, sheet: Sheet) -> Iterator[Tie]:
        """Yield the ties inside one table."""
        for equation in equations(sheet):
            parts = [p for p in equation.parts if not p.blank]
            yield from self.tie("footing", "WB3", (equation.whole, *parts), lambda v: adds_up(v[:1], v[1:]))
        yield from self.splits(sheet)
        yield from self.sources(sheet)
        yield from self.staffing(sheet)
        for kind, column in (("weights", weights_of(sheet)), ("scores", scores_of(sheet))):
            if column is not None:
                yield from self.points(kind, sheet, column)
        yield from self.levels(sheet)
        for indicator in sheet.indicators:
            yield from self.attained(sheet, indicator)

    def levels(self, sheet: Sheet) -> Iterator[Tie]:
        """Yield the weights under a first-level heading that prints their sum: 产出指标（40分）."""
        groups: dict[str, list[Indicator]] = defaultdict(list)
        for indicator in sheet.indicators:
            if indicator.applies and printed_weight(indicator.level1) is not None:
                groups[indicator.level1].append(indicator)
        for level, indicators in groups.items():
            facts = [self.fact_of(sheet, i.max_score) for i in indicators]
            heading = [
                self.audit.place_of(sheet.table, c) for c in sheet.table.cells if " ".join(c.text.split()) == level
            ]
            heading += [self.audit.place_of(sheet.table, i.name_cell) for i in sheet.indicators if i.level1 == level]
            weight = printed_weight(level)
            if None not in facts:
                holds = lambda v, w=weight: sum(x.quantity.value for x in v) == w  # noqa: E731
                yield from self.tie("level-weights", "WB3", facts, holds, *heading)

    def splits(self, sheet: Sheet) -> Iterator[Tie]:
        """Yield the year's money with its split by source and by nature."""
        for parts in (split_by_source(sheet), split_by_nature(sheet)):
            if not parts:
                continue
            for whole in budget_totals(sheet):
                yield from self.tie("fund-split", "WB3", (whole, *parts), lambda v: adds_up(v[:1], v[1:]))

    def sources(self, sheet: Sheet) -> Iterator[Tie]:
        """Yield the total row of a project form with the rows of its sources."""
        totals = [r for r in sheet.fund_rows if TOTAL_LABEL.search(fold(r.label))]
        rows = [r for r in sheet.fund_rows if r not in totals and SOURCES.search(r.label)]
        for name in ("initial", "adjusted", "executed") if len(totals) == 1 and rows else ():
            cells = [fact_at(sheet, getattr(r, name)) for r in (totals[0], *rows)]
            if cells[0] is not None and any(cells[1:]):
                yield from self.tie("sources", "WB3", cells, lambda v: adds_up(v[:1], v[1:]))

    def staffing(self, sheet: Sheet) -> Iterator[Tie]:
        """Yield the staffing rate with its two headcounts."""
        rows: dict[int | None, dict[str, Fact]] = defaultdict(dict)
        for fact in sheet.view.facts.values():
            if fact.concept in ("headcount.authorized", "headcount.actual", "rate.staffing") and not fact.blank:
                rows[fact.where.row].setdefault(fact.concept, fact)
        for row in rows.values():
            if len(row) == 3:
                facts = (row["rate.staffing"], row["headcount.actual"], row["headcount.authorized"])
                yield from self.tie("staffing-rate", "WB3", facts, lambda v: is_share(v[0], v[1], v[2]))

    def points(self, kind: str, sheet: Sheet, column: Column) -> Iterator[Tie]:
        """Yield a total of weights (100 where none is printed) or of scores with what it adds up.

        The whole row of the total and that of the money hang on it: the rate of points beside the rate of execution.
        """
        total_cell, extra = self.fact_of(sheet, column.printed_cell), column.in_heading
        facts = [self.fact_of(sheet, c) for c in column.cells]
        rows = {t.row for t in sheet.totals} | {r.row for r in sheet.fund_rows}
        also = [self.audit.place_of(sheet.table, c) for c in sheet.table.cells if c.row in rows]
        if None in facts:
            return
        if total_cell is not None and not total_cell.blank:
            facts.insert(0, total_cell)
            yield from self.tie(
                kind,
                "WB3",
                facts,
                lambda v: v[0].quantity.value == sum((x.quantity.value for x in v[1:]), start=extra),
                *also,
            )
        elif kind == "weights":
            yield from self.tie(
                kind, "WB3", facts, lambda v: sum((x.quantity.value for x in v), start=extra) == HUNDRED, *also
            )

    @staticmethod
    def fact_of(sheet: Sheet, cell: Cell | None) -> Fact | None:
        """Return the fact of a cell."""
        return sheet.view.facts.get((cell.row, cell.col)) if cell is not None else None

    def attained(self, sheet: Sheet, indicator: Indicator) -> Iterator[Tie]:
        """Yield target and actual value of an indicator: whether it was met decides its score."""
        found = attain(indicator)
        if found is None or found.target.high is not None or found.actual.high is not None:
            return
        direction = direction_of(indicator, found.target)
        facts = (self.fact_of(sheet, indicator.target), self.fact_of(sheet, indicator.actual))
        if None not in facts:
            yield from self.tie(
                "attainment", "WB5", facts, lambda v: is_met(direction.value, v[0].quantity, v[1].quantity) == found.met
            )

    def executions(self) -> Iterator[Tie]:
        """Yield execution rates and scores with the amounts they follow from."""
        for evaluation in evaluations(self.audit.base.sheets):
            execution = execution_of(evaluation)
            if execution is None:
                continue
            sheet = evaluation.sheet_of(execution.row)
            amounts = (execution.executed, execution.budget)
            if (rate := self.fact_of(sheet, execution.row.rate)) is not None:
                yield from self.tie("execution-rate", "WB3", (rate, *amounts), lambda v: is_share(v[0], v[1], v[2]))
            score, weight = (self.fact_of(sheet, c) for c in (execution.row.score, execution.row.max_score))
            if score is not None and weight is not None:
                yield from self.tie("execution-score", "WB5", (score, weight, *amounts), is_execution_score)
            yield from self.tie(
                "executed-within-budget", "WB3", amounts, lambda v: v[0].quantity.base_value <= v[1].quantity.base_value
            )

    def across_tables(self) -> Iterator[Tie]:
        """Yield figures that two tables both show under one name, each table once."""
        known: dict[object, Fact] = {}
        for sheet in self.audit.base.sheets:
            shown: dict[object, list[Fact]] = defaultdict(list)
            for fact in sheet.view.facts.values():
                if (
                    fact.quantity.kind in (Kind.MONEY, Kind.HEADCOUNT)
                    and not fact.blank
                    and fact.basis not in (Basis.TARGET, Basis.ACTUAL)
                ):
                    for name in names_of(fact)[:1]:
                        shown[name, version_of(fact), fact.period, fact.scope, fact.quantity.kind].append(fact)
            for key, facts in shown.items():
                if len(facts) == 1 and (first := known.setdefault(key, facts[0])) is not facts[0]:
                    yield from self.tie(
                        "across-tables", "WB4", (first, facts[0]), lambda v: agree(v[0].quantity, v[1].quantity)
                    )

    def calculated(self) -> Iterator[Tie]:
        """Yield the figures of calculations that a cell writes out."""
        for indicator in self.audit.base.indicators:
            for cell in (indicator.explanation, indicator.actual, indicator.reason):
                for paragraph in cell.paragraphs if cell is not None else ():
                    facts = [f for f in self.audit.base.facts if f.paragraph is paragraph]
                    if facts and list(calculations(paragraph.text)):
                        yield from self.tie("calculation", "WB5", facts, partial(still_right, paragraph))


def says_same_move(change: Fact, growth: Fact) -> bool:
    """Whether a change and a growth rate speak of one comparison, neither of them zero."""
    same = change.sentence_start == growth.sentence_start and change.anchor is growth.anchor
    return same and change.quantity.value != 0 and growth.quantity.value != 0


def still_right(paragraph: Paragraph, values: Values) -> bool:
    """Whether all calculations of a paragraph hold with its figures as ``values`` say."""
    return all(c.holds for c in calculations(rewritten(paragraph.text, paragraph.start, values)))


def version_of(fact: Fact) -> Basis:
    """Return the version of an amount, all outturns as one."""
    return Basis.FINAL if fact.basis in (Basis.EXECUTED, Basis.ACTUAL, Basis.UNKNOWN) else fact.basis


def subject_of(fact: Fact) -> tuple[object, ...] | None:
    """Return what a stated level is about where a known concept says so for certain, else None."""
    plain_level = fact.relation in LEVELS and fact.quantity.bound is Bound.EXACT and fact.quantity.high is None
    if (
        fact.concept is None
        or not plain_level
        or fact.aside
        or fact.quantity.kind not in (Kind.MONEY, Kind.HEADCOUNT, Kind.SCORE)
    ):
        return None
    whole = fact.whole.subject if fact.whole is not None else ""
    return (
        fact.concept,
        fact.fund,
        fact.scope,
        fact.path,
        fact.period,
        version_of(fact),
        fact.quantity.kind,
        whole,
        fact.where.file,
    )


def recurring(audit: Audit) -> set[int]:
    """Return the identities of the figures that stand at two or more places with the same digits and unit.

    Independent of any alignment: where the program sees no tie in such a figure, a reader mostly does.
    """
    places: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in audit.figures.values():
        if len(figure.text.replace(".", "").replace(",", "").strip("0")) >= RECURRING_DIGITS:
            places[figure.quantity.kind.value, figure.text].append(figure)
    return {id(f) for found in places.values() if len({f.digits for f in found}) > 1 for f in found}
