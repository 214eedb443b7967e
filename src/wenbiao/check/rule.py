"""What a rule is: one fault, one class, one page of the manual."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, ClassVar

from wenbiao.align.link import Alignment
from wenbiao.check.phrasing import gap_between, in_words, with_names
from wenbiao.check.profile import Profile
from wenbiao.extract.base import FactBase
from wenbiao.model.document import Cell, Paragraph, Table
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Evidence, Finding, Role, Severity
from wenbiao.model.quantity import plain

BASIS = re.compile(r"\*\*依据\*\*\s*(?P<basis>.+?)\s*$", re.M)
MAX_QUOTE = 80
MAX_MESSAGE = 200
LONGEST_SENTENCE = 2_000
"""So far around a place a text without full stops is shown; else each finding would hold all of it."""
CLAUSE_ENDS = "，。；！？\n"


@dataclass(frozen=True)
class Context:
    """What rules look at: the fact base, its alignment, the profile's thresholds, and last year's report where given."""

    base: FactBase
    alignment: Alignment
    profile: Profile
    previous: FactBase | None = None

    @cached_property
    def text(self) -> str:
        """Return the plain text of all documents."""
        return "\n".join(d.text for d in self.base.documents)

    @cached_property
    def shared(self) -> dict[str, Any]:
        """Return what several rules look up in the same way, by name, so that it is worked out once."""
        return {}

    @property
    def year(self) -> int | None:
        """Return the year the report is about."""
        return self.base.identity.year


class Rule(ABC):
    """One fault. The docstring of a subclass is its page in the manual (see ``wenbiao rules CODE``)."""

    code: ClassVar[str]
    name: ClassVar[str]
    severity: ClassVar[Severity]

    @abstractmethod
    def check(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each place where the fault stands."""

    @classmethod
    def page(cls) -> str:
        """Return the manual page."""
        return cls.__doc__ or ""

    @classmethod
    def title(cls) -> str:
        """Return the first line of the page."""
        return cls.page().strip().splitlines()[0].rstrip("。")

    @classmethod
    def basis(cls) -> str:
        """Return what the rule rests on, from its page."""
        found = BASIS.search(cls.page())
        return found["basis"] if found else ""

    def finding(
        self,
        message: str,
        *evidence: Evidence,
        severity: Severity | None = None,
        confidence: float = 0.95,
        stated: str | None = None,
        expected: str | None = None,
        difference: str | None = None,
        unit: str | None = None,
        suggestion: str = "",
    ) -> Finding:
        """Return a finding of this rule; the first evidence is what it finds fault with.

        Where no ``difference`` is given it is that of ``stated`` and ``expected``.
        """
        said = in_words(message)
        return Finding(
            code=self.code,
            name=self.name,
            severity=severity or self.severity,
            message=said if len(said) <= MAX_MESSAGE else said[: MAX_MESSAGE - 1] + "…",
            evidence=evidence,
            confidence=confidence,
            stated=stated,
            expected=expected,
            difference=gap_between(stated, expected) if difference is None else difference,
            unit=unit,
            suggestion=suggestion,
            basis=with_names(self.basis()),
        )


def short(text: str) -> str:
    """Return ``text`` on one line, cut to the length of a quote."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_QUOTE else line[: MAX_QUOTE - 1] + "…"


def claim(fact: Fact) -> Evidence:
    """Return a stated figure as evidence: the wording before it and the figure itself."""
    if fact.cell is not None and fact.paragraph is None:
        return shown(fact)
    quote = quote_of(fact)
    return Evidence(
        Role.CLAIM, quote, fact.where, plain(fact.quantity.value), fact.quantity.unit, fact.own_sentence, ()
    )


def quote_of(fact: Fact) -> str:
    """Return the clause up to the figure, ending with the figure, from the sentence."""
    if fact.paragraph is None:
        return str(fact.quantity)
    text = fact.paragraph.text
    end = fact.end - fact.paragraph.start
    start = fact.start - fact.paragraph.start
    low = max(start - 40, fact.sentence_start - fact.paragraph.start, 0)
    clause = text[low:start]
    for mark in "，。；：、,;\n":
        cut = clause.rfind(mark)
        if cut >= 0:
            clause = clause[cut + 1 :]
    return short((clause + text[start:end]).strip())


def shown(fact: Fact) -> Evidence:
    """Return a table cell as evidence, with its label path."""
    quote = short(fact.cell.text) if fact.cell is not None else ""
    return Evidence(Role.CELL, quote, fact.where, plain(fact.quantity.value), fact.quantity.unit, "", fact.label)


def cell(table: Table, of: Cell, label: tuple[str, ...] = ()) -> Evidence:
    """Return a cell that is no fact (a text, a blank) as evidence."""
    return Evidence(Role.CELL, short(of.text), table.where(of), None, None, "", label)


def formula(text: str) -> Evidence:
    """Return an arithmetic line as evidence."""
    return Evidence(Role.FORMULA, short(text))


def words(paragraph: Paragraph, start: int, end: int) -> Evidence:
    """Return the characters ``start:end`` of a paragraph (its own offsets) as evidence."""
    return Evidence(
        Role.CLAIM,
        short(paragraph.text[start:end]),
        paragraph.where(paragraph.start + start, paragraph.start + end),
        sentence=short(paragraph.text) if len(paragraph.text) < MAX_QUOTE else sentence_at(paragraph.text, start),
    )


def clause_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of the clause around ``start:end``, no longer than a quote may be."""
    begin = max(text.rfind(mark, 0, start) for mark in CLAUSE_ENDS) + 1
    ends = [e for e in (text.find(mark, end) for mark in CLAUSE_ENDS) if e >= 0]
    stop = min(ends, default=len(text))
    return (begin, stop) if stop - begin <= MAX_QUOTE else (start, end)


def sentence_at(text: str, at: int) -> str:
    """Return the sentence of ``text`` around offset ``at``."""
    low, high = max(0, at - LONGEST_SENTENCE), min(len(text), at + LONGEST_SENTENCE)
    begin = max(low, *(text.rfind(mark, low, at) + 1 for mark in "。！？\n"))
    ends = [e for e in (text.find(mark, at, high) for mark in "。！？\n") if e >= 0]
    return text[begin : min(ends) + 1 if ends else high].strip()


def absent(what: str) -> Evidence:
    """Return evidence that something is missing."""
    return Evidence(Role.ABSENT, what)
