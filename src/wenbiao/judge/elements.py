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
from wenbiao.model.quantity import Bound, Kind

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
    """The spans of one statement that give an element; ``named`` are named deliverables and milestones."""

    quantities: tuple[Span, ...]
    deadlines: tuple[Span, ...]
    standards: tuple[Span, ...]
    named: tuple[Span, ...]
    inputs: tuple[Span, ...]

    @property
    def concrete(self) -> bool:
        """Whether anything is given that an outsider could check."""
        return bool(self.quantities or self.standards or self.named or self.deadlines)


@cache
def pattern(section: str) -> re.Pattern[str]:
    """Return all patterns of a section of ``elements.toml`` as one."""
    return re.compile("|".join(f"(?:{p})" for p in load_toml("elements.toml")[section]["patterns"]))


@cache
def words(section: str, name: str) -> tuple[str, ...]:
    """Return a word list of ``elements.toml``."""
    return tuple(load_toml("elements.toml")[section][name])


@lru_cache(maxsize=20_000)
def elements_of(text: str) -> Elements:
    """Return the elements of a statement; an indicator is given as ``名称：指标值``."""
    folded = normalise(text)
    quantities, inputs, times = [], [], []
    for figure in scan(text):
        span = Span(figure.start, figure.end)
        if figure.quantity.unit in TIME_UNITS:
            times.append(span)
        elif is_input(folded, figure) or is_slogan(folded, figure):
            inputs.append(span)
        else:
            quantities.append(span)
    deadlines = [s for s in spans(pattern("deadline"), folded) if not is_hollow(folded, s)]
    return Elements(
        tuple(quantities),
        tuple(deadlines),
        tuple(spans(pattern("standard"), folded)),
        tuple(spans(pattern("named"), folded)),
        tuple(inputs),
    )


def spans(of: re.Pattern[str], text: str) -> Iterator[Span]:
    """Yield what a pattern finds."""
    return (Span(m.start(), m.end()) for m in of.finditer(text) if m.end() > m.start())


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
    if figure.quantity.kind is not Kind.COUNT or figure.quantity.value >= 10:  # noqa: PLR2004 - slogans count on fingers
        return False
    after = text[figure.end : figure.end + 4]
    return any(word in after for word in words("input", "slogan")) or text[figure.start - 1 : figure.start] in '“‘"'


def is_hollow(text: str, span: Span) -> bool:
    """Whether a date only says until when figures were counted."""
    before = text[max(0, span.start - 4) : span.start]
    return any(word in before for word in words("deadline", "hollow"))
