"""This year's report beside last year's: what was carried over without change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wenbiao.check.rule import Context
from wenbiao.extract.base import FactBase
from wenbiao.extract.spans import Span, sentences
from wenbiao.judge.copied import bare
from wenbiao.judge.features import bleach
from wenbiao.judge.statements import Role, Statement, matcher, section_statements
from wenbiao.model.address import Part
from wenbiao.model.document import Paragraph
from wenbiao.model.fact import Fact, Relation
from wenbiao.model.quantity import Kind

JUDGED = (Role.GOAL, Role.PROBLEM, Role.MEASURE, Role.BENEFIT)
SHORTEST = 20
SHORTEST_SENTENCE = 12
SAME = 0.95
FEWEST_DIGITS = 3
"""Amounts of fewer significant digits coincide by chance: 30万元 both years."""
FEWEST_NAME = 4
STAYS = ("headcount.authorized",)
"""Concepts that rarely change from year to year."""


@dataclass(frozen=True, slots=True, eq=False)
class Kept:
    """One statement of this year with the one of last year it repeats."""

    now: Statement
    before: Statement


def judged_statements(base: FactBase) -> list[Statement]:
    """Return the statements of a report that should be new each year."""
    return [s for s in section_statements(base.documents) if s.role in JUDGED and len(s.text) >= SHORTEST]


def kept_statements(context: Context) -> tuple[list[Kept], int]:
    """Return the statements that only repeat last year's, years and values apart, and of how many."""
    now = judged_statements(context.base)
    before = judged_statements(context.previous) if context.previous is not None else []
    return [Kept(s, t) for s in now if (t := alike(s, before)) is not None], len(now)


def alike(statement: Statement, others: list[Statement]) -> Statement | None:
    """Return the first of ``others`` that says the same, or None."""
    from rapidfuzz.fuzz import ratio

    own = bleach(statement.text)
    near = (o for o in others if abs(len(o.text) - len(statement.text)) * 10 <= len(statement.text))
    return next((o for o in near if ratio(own, bleach(o.text)) >= SAME * 100), None)


def kept_figures(context: Context) -> Iterator[tuple[Fact, Fact]]:
    """Yield the amounts stated for this year that are the very ones stated for last year."""
    if context.previous is None:
        return
    known = {key_of(fact): fact for fact in context.previous.facts if is_own(fact, context.previous)}
    for fact in context.base.facts:
        if is_own(fact, context.base) and (before := known.get(key_of(fact))) is not None:
            yield fact, before


def key_of(fact: Fact) -> tuple[object, ...]:
    """Return what makes two stated figures the same: what they are about and how much."""
    return (fact.concept or bare(fact.subject), fact.basis, fact.relation, fact.quantity.kind, fact.quantity.base_value)


def is_own(fact: Fact, base: FactBase) -> bool:
    """Whether a figure is an amount or rate of the report's own year, precise enough not to recur by chance."""
    if fact.quantity.kind not in (Kind.MONEY, Kind.PERCENT) or fact.reference or fact.relation is Relation.THRESHOLD:
        return False
    digits = fact.quantity.value.normalize().as_tuple().digits
    own_year = base.identity.year is None or fact.period in (None, str(base.identity.year))
    return (
        len(digits) >= FEWEST_DIGITS and own_year and fact.concept not in STAYS and bool(fact.subject or fact.concept)
    )


@dataclass(frozen=True, slots=True, eq=False)
class Left:
    """A stretch of a paragraph that belongs to last year's report."""

    paragraph: Paragraph
    span: Span


def forgotten_years(context: Context) -> Iterator[Left]:
    """Yield last year's year in sentences taken over from last year's report as they were."""
    year, previous = context.year, context.previous
    before = previous.identity.year if previous is not None else None
    if previous is None or year is None or before is None or before >= year:
        return
    known = {bare(s.within(p.text)) for p in prose(previous) for s in sentences(p.text)}
    form = re.compile(rf"(?<!\d){before}(?=\s*年)")
    for paragraph in prose(context.base):
        for sentence in sentences(paragraph.text):
            text = sentence.within(paragraph.text)
            found = form.search(text)
            old = found is not None and str(year) not in text and not matcher("previous", "older_year").search(text)
            if found is not None and old and len(text) >= SHORTEST_SENTENCE and bare(text) in known:
                yield Left(paragraph, Span(sentence.start, sentence.end, str(before)))


def forgotten_names(context: Context) -> Iterator[Left]:
    """Yield the name of the unit of last year's report where this year's is another unit's."""
    previous = context.previous
    name = "".join(previous.identity.unit.split()) if previous is not None else ""
    own = "".join(context.base.identity.unit.split())
    if len(name) < FEWEST_NAME or not own or name in own or own in name:
        return
    for paragraph in prose(context.base):
        at = paragraph.text.find(name)
        if at >= 0:
            yield Left(paragraph, Span(at, at + len(name), name))


def prose(base: FactBase) -> Iterator[Paragraph]:
    """Yield the paragraphs of the body and of cells."""
    for document in base.documents:
        for paragraph in document.paragraphs():
            if paragraph.part is Part.BODY and not paragraph.hidden and paragraph.text.strip():
                yield paragraph
