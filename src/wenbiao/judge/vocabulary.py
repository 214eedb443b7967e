"""Which words of a statement say nothing, which any unit could write, and which belong to some agency's duties."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, lru_cache

from wenbiao.extract.lexicon import load_lines
from wenbiao.extract.spans import Span
from wenbiao.judge.matcher import Matcher


class Kind(StrEnum):
    """The four vocabularies; a character under none of them is a name, a figure or an unknown word."""

    EMPTY = "empty"
    SLOGAN = "slogan"
    INTERNAL = "internal"
    DUTY = "duty"


FILES = (
    (Kind.EMPTY, "vague.txt"),
    (Kind.SLOGAN, "slogans.txt"),
    (Kind.INTERNAL, "internal.txt"),
    (Kind.DUTY, "duties.txt"),
)
"""Where the words are; a word of two vocabularies belongs to the later one."""


@cache
def vocabulary() -> tuple[dict[str, Kind], Matcher]:
    """Return the kind of each word, and what finds them."""
    words = {word: kind for kind, name in FILES for line in load_lines(name) for word in entries(line)}
    return words, Matcher(words)


def entries(line: str) -> list[str]:
    """Return the words of a line, the name of its class left out."""
    name, colon, words = line.partition("：")
    return (words if colon else name).split()


@lru_cache(maxsize=20_000)
def words_in(text: str) -> tuple[Span, ...]:
    """Return the known words of ``text`` in order, the longest at each place; the note is the kind."""
    words, matcher = vocabulary()
    return tuple(Span(start, end, words[text[start:end]]) for start, end in matcher.places(text))
