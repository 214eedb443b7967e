"""Which letters a text must hold for a pattern to match in it.

A document has hundreds of short texts and the rules hundreds of patterns, most of them about words that stand in
few texts or none. The letters tell which texts a pattern need not be tried on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from re import _constants as op  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any, Generic, TypeVar

from wenbiao.extract.numerals import VARIANTS

Needs = tuple[frozenset[str], ...]
"""Sets of letters, of each of which a text must hold one."""
Value = TypeVar("Value")
Extractor = TypeVar("Extractor", bound=Callable[..., Any])
Source = re.Pattern[str] | Callable[[], Iterable[re.Pattern[str]]]

MOST = 40
"""A larger set of letters keeps hardly any text out."""
FOLDED = {chr(variant): plain if isinstance(plain, str) else chr(plain) for variant, plain in VARIANTS.items()}
FOLDED |= {"．": ".", "﹒": ".", "，": ","}
"""What ``numerals.normalise`` may make of a letter: a pattern may be tried on the text before or after it."""


def needs(*sources: Source) -> Callable[[Extractor], Extractor]:
    """Mark a function that looks for patterns in a text, and finds nothing where none of them matches.

    A source is a pattern, or a function that returns patterns, for those made of a lexicon.
    """

    def mark(extractor: Extractor) -> Extractor:
        @cache
        def wanted() -> tuple[Needs, ...]:
            patterns = (p for s in sources for p in ([s] if isinstance(s, re.Pattern) else s()))
            return tuple(dict.fromkeys(n for p in patterns for n in needs_of(p)))

        extractor.needs = wanted  # type: ignore[attr-defined]
        return extractor

    return mark


def needs_of(pattern: re.Pattern[str]) -> tuple[Needs, ...]:
    """Return what a text must hold for ``pattern`` to match: one of these; an empty one is held by every text."""
    if pattern.flags & re.IGNORECASE:
        return ((),)
    parsed = list(parser.parse(pattern.pattern, pattern.flags))
    if len(parsed) == 1 and parsed[0][0] is op.BRANCH:
        return tuple(tuple(held_by(branch)) for branch in parsed[0][1][1])
    return (tuple(held_by(parsed)),)


def held_by(parsed: Iterable[tuple[Any, Any]]) -> Iterator[frozenset[str]]:
    """Yield the sets of letters that every match of a parsed pattern holds, or has beside it in the text."""
    for code, argument in parsed:
        if code is op.LITERAL:
            yield frozenset(chr(argument))
        elif code is op.IN:
            if letters := letters_of(argument):
                yield letters
        elif (code is op.SUBPATTERN and not argument[1] & re.IGNORECASE) or (
            code in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT) and argument[0] > 0
        ):
            yield from held_by(argument[-1])
        elif code is op.ASSERT:
            yield from held_by(argument[1])
        elif code is op.ATOMIC_GROUP:
            yield from held_by(argument)
        elif code is op.BRANCH:
            fewest = [min(held_by(branch), key=len, default=None) for branch in argument[1]]
            whole = frozenset().union(*(letters for letters in fewest if letters))
            if None not in fewest and len(whole) <= MOST:
                yield whole


def letters_of(items: Iterable[tuple[Any, Any]]) -> frozenset[str]:
    """Return the letters of a class in brackets; an empty set for a negated one, and one of too many letters."""
    letters: set[str] = set()
    for code, argument in items:
        if code is op.LITERAL:
            letters.add(chr(argument))
        elif code is op.RANGE and argument[1] - argument[0] < MOST:
            letters.update(map(chr, range(argument[0], argument[1] + 1)))
        else:
            return frozenset()
    return frozenset(letters) if len(letters) <= MOST else frozenset()


class PatternTable(Generic[Value]):
    """Patterns of a lexicon with what each means, of which a text is shown only those that may match in it."""

    def __init__(self, rows: Iterable[tuple[re.Pattern[str], Value]]) -> None:
        """Arrange the patterns by the rarest letters they need."""
        self.rows = tuple(rows)
        self.always: set[int] = set()
        self.by_letter: dict[str, list[int]] = defaultdict(list)
        for place, (pattern, _) in enumerate(self.rows):
            for wanted in needs_of(pattern):
                if not wanted:
                    self.always.add(place)
                for letter in min(wanted, key=len, default=()):
                    self.by_letter[letter].append(place)

    def __iter__(self) -> Iterator[re.Pattern[str]]:
        """Yield the patterns."""
        return (pattern for pattern, _ in self.rows)

    def among(self, text: str) -> list[tuple[re.Pattern[str], Value]]:
        """Return in order the rows whose pattern may match in ``text``."""
        places = self.always.union(*(self.by_letter[letter] for letter in self.by_letter.keys() & set(text)))
        return [self.rows[place] for place in sorted(places)]


class LetterIndex:
    """The places of texts by the letters they hold."""

    def __init__(self, texts: Sequence[str]) -> None:
        """Index the texts, each letter as it is and as ``numerals.normalise`` may make it."""
        self.size = len(texts)
        self.places: dict[str, list[int]] = defaultdict(list)
        for place, text in enumerate(texts):
            letters = set(text)
            for letter in letters | {FOLDED[letter] for letter in letters & FOLDED.keys()}:
                self.places[letter].append(place)

    def matching(self, *extractors: Callable[..., object]) -> Sequence[int]:
        """Return in order the places of the texts in which one of ``extractors`` may find something."""
        found: set[int] = set()
        for wanted in dict.fromkeys(n for e in extractors for n in e.needs()):  # type: ignore[attr-defined]
            if not wanted:
                return range(self.size)
            found |= set.intersection(*(self.holding(letters) for letters in wanted))
        return sorted(found)

    def holding(self, letters: frozenset[str]) -> set[int]:
        """Return the places of the texts that hold one of ``letters``."""
        return set().union(*(self.places[letter] for letter in letters if letter in self.places))
