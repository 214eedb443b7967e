"""Causes a text gives for a change, to be held against the figures of the report; the wordings are data."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from wenbiao.extract.letters import needs
from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.spans import Span, sentences

UP, DOWN = 1, -1
MARK = re.compile(r"[，。；]")


@dataclass(frozen=True, slots=True)
class Cause:
    """A stated cause: its place, the concepts that tell whether it holds, the direction claimed.

    ``against_budget`` says that the change is measured against the budget, not against last year.
    """

    span: Span
    concepts: tuple[str, ...]
    direction: int
    says: str
    against_budget: bool


@dataclass(frozen=True, slots=True)
class Saving:
    """What counts as a statement of economy, the concept that tells, and the rise that speaks against it."""

    statement: re.Pattern[str]
    planned: re.Pattern[str]
    concept: str
    rise: Decimal


@cache
def wordings() -> tuple[tuple[re.Pattern[str], tuple[str, ...], int, str], ...]:
    """Return ``(pattern, concepts, direction, says)`` of ``causes.toml``."""
    return tuple(
        (re.compile(row["pattern"]), tuple(row["concepts"]), UP if row["direction"] == "up" else DOWN, row["says"])
        for row in load_toml("causes.toml")["cause"]
    )


@cache
def pattern(name: str, table: str = "") -> re.Pattern[str]:
    """Return one pattern of ``causes.toml``."""
    lexicon = load_toml("causes.toml")
    return re.compile((lexicon[table] if table else lexicon)[name])


@cache
def saving() -> Saving:
    """Return the wording of economy and its test."""
    row = load_toml("causes.toml")["saving"]
    return Saving(re.compile(row["statement"]), re.compile(row["planned"]), row["concept"], Decimal(row["rise"]))


def causes(text: str, before: str = "") -> Iterator[Cause]:
    """Yield the causes that a text gives; ``before`` is the paragraph before it, which may name the comparison."""
    for sentence in sentences(text):
        inside = sentence.within(text)
        reason = pattern("reason").search(inside)
        if reason is None:
            continue
        context = (before if sentence.start == 0 else "") + text[: sentence.start][-60:] + inside[: reason.start()]
        against_budget = bool(pattern("budget").search(context))
        for wording, concepts, direction, says in wordings():
            for found in wording.finditer(inside, reason.start()):
                span = Span(sentence.start + found.start(), sentence.start + found.end())
                yield Cause(span, concepts, direction, says, against_budget)


@needs(lambda: [pattern("reason")])
def savings_for_rises(text: str) -> Iterator[Span]:
    """Yield the sentences that give economy, and nothing else, as the cause of a rise in cost."""
    for sentence in sentences(text):
        inside = sentence.within(text)
        reason = pattern("reason").search(inside)
        if reason is None:
            continue
        effect, cause = inside[: reason.start()], inside[reason.end() :]
        rises = pattern("rise_words", "saving").search(effect) and not pattern("fall_words", "saving").search(effect)
        economy = pattern("cause", "saving").search(cause)
        mixed = pattern("others", "saving").search(cause) or pattern("not_costs", "saving").search(effect)
        if rises and economy and not mixed:
            yield Span(sentence.start, sentence.end)


@needs(lambda: [saving().statement])
def statements_of_economy(text: str) -> Iterator[Span]:
    """Yield where a text says that the unit economised, plans and names of rules left out."""
    rule = saving()
    if not MARK.search(text):
        return  # a label
    for found in rule.statement.finditer(text):
        opening = max(text.rfind(mark, 0, found.start()) for mark in "，。；、")
        if not rule.planned.search(text[opening + 1 : found.end() + len("条例")]):
            yield Span(found.start(), found.end())
