"""The four elements of a statement that can be checked: quantity, object, deadline, standard, found by rules."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from wenbiao.extract.figures import Figure, scan
from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.numerals import normalise
from wenbiao.extract.spans import Span
from wenbiao.judge.fillers import coverage
from wenbiao.model.quantity import Bound, Kind

FINGERS = 9
"""Slogans are counted on the fingers: 三项机制, 五大行动."""
REACH = 12
"""How far before a figure the word may stand that makes it a mere input."""
CLAUSE_ENDS = "，。；！？\n"
INPUT_KINDS = frozenset({Kind.MONEY, Kind.HEADCOUNT, Kind.SCORE, Kind.PERCENT})
TIME_UNITS = frozenset(
    {"天", "日", "工作日", "个工作日", "日历天", "自然日", "小时", "个小时", "分钟", "个月", "月", "周", "年", "季度"}
)


class Element(StrEnum):
    """What a reviewer looks for in a goal, an indicator, a result, a measure or a problem."""

    QUANTITY = "quantity"
    OBJECT = "object"
    DEADLINE = "deadline"
    STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Elements:
    """The spans of one statement that give an element; a note names the pattern that found it.

    ``named`` are named deliverables and milestones, ``lacks`` specific omissions that a problem names,
    ``inputs`` figures of staff, money and slogans, which are no quantity of anything brought about.
    """

    quantities: tuple[Span, ...]
    deadlines: tuple[Span, ...]
    standards: tuple[Span, ...]
    named: tuple[Span, ...]
    lacks: tuple[Span, ...]
    inputs: tuple[Span, ...]

    @property
    def concrete(self) -> bool:
        """Whether anything is given that an outsider could check."""
        return bool(self.quantities or self.standards or self.named or self.deadlines)


@cache
def patterns(section: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the named patterns of a section of ``elements.toml``."""
    return tuple((name, re.compile(form)) for name, form in load_toml("elements.toml")[section]["patterns"].items())


@cache
def words(section: str, name: str) -> tuple[str, ...]:
    """Return a word list of ``elements.toml``."""
    return tuple(load_toml("elements.toml")[section][name])


@lru_cache(maxsize=20_000)
def elements_of(text: str) -> Elements:
    """Return the elements of a statement; an indicator is given as ``名称：指标值``."""
    folded = normalise(text)
    quantities, inputs = list(spans("quantity", folded)), []
    for figure in scan(text):
        span = Span(figure.start, figure.end)
        if figure.quantity.unit in TIME_UNITS:
            continue  # a deadline or a span of time
        if is_input(folded, figure) or is_slogan(folded, figure):
            inputs.append(span)
        else:
            quantities.append(span)
    # 上级下达的各项任务 refers to nothing that could be looked up
    deadlines = [s for s in spans("deadline", folded) if not is_hollow(folded, s)]
    return Elements(
        tuple(quantities),
        tuple(deadlines),
        tuple(s for s in spans("standard", folded) if s.note != "assigned" or coverage(s.within(text)) < 1),
        tuple(spans("named", folded)),
        tuple(spans("problem", folded)),
        tuple(inputs),
    )


def spans(section: str, text: str) -> Iterator[Span]:
    """Yield what the patterns of a section find, each with the name of its pattern."""
    for name, form in patterns(section):
        for found in form.finditer(text):
            yield Span(found.start(), found.end(), name)


def clause_before(text: str, at: int) -> str:
    """Return the words of the clause before ``at``, at most ``REACH`` of them."""
    start = max(at - REACH, *(text.rfind(mark, 0, at) + 1 for mark in CLAUSE_ENDS), 0)
    return text[start:at]


def is_input(text: str, figure: Figure) -> bool:
    """Whether a figure is staff, money or a score put in, not something brought about."""
    if figure.quantity.kind not in INPUT_KINDS or figure.quantity.bound is not Bound.EXACT:
        return False
    before = clause_before(text, figure.start)
    return any(word in before for word in words("input", "words"))


def is_slogan(text: str, figure: Figure) -> bool:
    """Whether a figure counts slogans, not things: 五大行动, 四个意识, 三项机制."""
    if figure.quantity.kind is not Kind.COUNT or figure.quantity.value > FINGERS:
        return False
    after = text[figure.end : figure.end + 4]
    return any(word in after for word in words("input", "slogan")) or text[figure.start - 1 : figure.start] in '“‘"'


def is_hollow(text: str, span: Span) -> bool:
    """Whether a date only says until when figures were counted."""
    before = text[max(0, span.start - 4) : span.start]
    return any(word in before for word in words("deadline", "hollow"))
