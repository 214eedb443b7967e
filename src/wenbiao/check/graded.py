"""Grades with the total score they belong to, in prose and on forms."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from wenbiao.check.evaluations import evaluations
from wenbiao.check.rule import Context, cell, claim, words
from wenbiao.extract.grades import grade_named, grades, is_grade_label, prints_scale
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Evidence

GREATEST = Decimal(100)


@dataclass(frozen=True, slots=True)
class Graded:
    """A grade: its level, the word printed, the score it is for, and where both stand."""

    level: str
    word: str
    score: Decimal
    evidence: Evidence
    support: tuple[Evidence, ...]


def graded(context: Context) -> Iterator[Graded]:
    """Yield the grades of a report; none where the report prints a scale of its own."""
    if prints_scale(context.text):
        return
    for fact in context.base.facts:
        if (
            fact.concept == "score.total"
            and fact.paragraph is not None
            and not fact.aside
            and fact.quantity.value <= GREATEST
        ):
            yield from beside(fact)
    for evaluation in evaluations(context.base.sheets):
        total = evaluation.total_score
        if total is None or evaluation.total is None or evaluation.total.score is None:
            continue
        for sheet in evaluation.sheets:
            for row in sheet.table.rows():
                for label, value in pairwise(row):
                    level = grade_named(value.text)
                    if level is not None and is_grade_label(label.text):
                        support = cell(evaluation.sheet_of(evaluation.total).table, evaluation.total.score, ("总分",))
                        yield Graded(
                            level, value.text.strip(), total, cell(sheet.table, value, (label.text,)), (support,)
                        )


def beside(fact: Fact) -> Iterator[Graded]:
    """Yield the grade in the sentence of a total score, when there is just one score and one grade."""
    paragraph = fact.paragraph
    if paragraph is None:
        return
    start = fact.sentence_start - paragraph.start
    found = [s for s in grades(paragraph.text) if start <= s.start < start + len(fact.sentence)]
    if len(found) == 1:
        span = found[0]
        yield Graded(
            span.note,
            span.within(paragraph.text),
            fact.quantity.value,
            words(paragraph, span.start, span.end),
            (claim(fact),),
        )
