"""How headcounts and amounts moved by the report's own figures: what stated causes are held against."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.passages import Passage, passages
from wenbiao.check.rule import Context, claim, shown
from wenbiao.extract.causes import Cause, causes, saving, statements_of_economy
from wenbiao.extract.spans import Span
from wenbiao.model.fact import Basis, Fact
from wenbiao.model.finding import Evidence
from wenbiao.model.quantity import Bound

HEADCOUNT = "headcount"
OUTTURN = (Basis.FINAL, Basis.EXECUTED, Basis.ACTUAL)


MOST = 2
"""The same cause is told so many times at most; itemised accounts repeat it for every item."""


def contradicted(context: Context) -> Iterator[tuple[Passage, Cause, tuple[Fact, Fact]]]:
    """Yield the causes after which a figure did not move as claimed, with the earlier and the later figure."""
    count: Counter[str] = Counter()
    before = ""
    for passage in passages(context):
        for cause in causes(passage.text, before):
            pairs = (moves(context, concept, against_budget=cause.against_budget) for concept in cause.concepts)
            pair = next((p for p in pairs if p is not None and not moved(p, cause.direction)), None)
            if pair is not None and count[cause.says] < MOST:
                count[cause.says] += 1
                yield passage, cause, pair
        before = passage.text


def moved(pair: tuple[Fact, Fact], direction: int) -> bool:
    """Whether the later figure lies from the earlier in the given direction."""
    return (pair[1].quantity.base_value - pair[0].quantity.base_value) * direction > 0


def refuted_economy(context: Context) -> tuple[Passage, Span, tuple[Fact, Fact]] | None:
    """Return the first statement of economy with the operating costs that rose nevertheless, or None."""
    rule = saving()
    pair = moves(context, rule.concept, against_budget=False)
    if pair is None or pair[0].quantity.base_value <= 0 or rise_of(pair) <= rule.rise:
        return None
    places = (
        (passage, span)
        for passage in passages(context, statements_of_economy)
        for span in statements_of_economy(passage.text)
    )
    place = next(places, None)
    return (*place, pair) if place else None


def rise_of(pair: tuple[Fact, Fact]) -> Decimal:
    """Return by which share the later figure lies above the earlier."""
    return pair[1].quantity.base_value / pair[0].quantity.base_value - 1


def moves(context: Context, concept: str, *, against_budget: bool) -> tuple[Fact, Fact] | None:
    """Return the earlier and the later figure of a concept, or None where they are not both known once."""
    if concept == HEADCOUNT:
        return None if against_budget else headcounts(context)
    earlier = {Basis.INITIAL} if against_budget else {Basis.PRIOR_FINAL}
    for first in context.base.cells:
        if first.concept != concept or first.basis not in earlier or first.blank:
            continue
        for last in context.base.cells:
            same_row = last.table is first.table and last.row_labels == first.row_labels and last.concept == concept
            if same_row and last.basis in OUTTURN and last.period == str(context.year) and not last.blank:
                return first, last
    return None


def headcounts(context: Context) -> tuple[Fact, Fact] | None:
    """Return the numbers of staff at the beginning and the end of the year, from the paragraph that states both once."""
    groups: dict[int, list[Fact]] = {}
    for fact in stated_headcounts(context):
        groups.setdefault(id(fact.paragraph), []).append(fact)
    pairs = []
    for facts in groups.values():
        opening = [f for f in facts if f.concept == "headcount.opening"]
        closing = [f for f in facts if f.concept == "headcount.closing"]
        if len(opening) == 1 and len(closing) == 1:
            pairs.append((opening[0], closing[0]))
    return pairs[0] if len(pairs) == 1 else None


def stated_headcounts(context: Context) -> Iterator[Fact]:
    """Yield the exact headcounts at the beginning and the end of the year."""
    for fact in context.base.facts:
        if fact.concept in ("headcount.opening", "headcount.closing") and fact.quantity.bound is Bound.EXACT:
            yield fact


def evidence_of(fact: Fact) -> Evidence:
    """Return a stated figure or a cell as evidence."""
    return shown(fact) if fact.cell is not None and fact.paragraph is None else claim(fact)


def told(fact: Fact) -> str:
    """Return a figure as a message says it: 公用经费 57.45（2023年决算数）."""
    version = f"（{fact.column_labels[-1]}）" if fact.column_labels else ""
    return f"{fact.subject} {fact.quantity}{version}"
