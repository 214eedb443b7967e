"""How much of a text is words that say nothing: the vocabulary of ``lexicons/vague.txt`` laid over it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from wenbiao.extract.lexicon import load_lines
from wenbiao.extract.spans import Span

PUNCTUATION = re.compile(r"[\s。，；、.,;:：!！?？（）()“”\"'‘’《》<>\-—…·]+")
LIST_NUMBER = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}(?:[、.．]|是)|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．)）](?!\d)|[①-⑳])\s*"
)
PARTICLES = "的地得了着过和与等且而"
SHORTEST_TELLING = 4


@cache
def vocabulary() -> tuple[frozenset[str], int]:
    """Return the empty words and the length of the longest."""
    words = frozenset(word for line in load_lines("vague.txt") for word in line.split())
    return words, max(map(len, words))


@lru_cache(maxsize=20_000)
def filler_spans(text: str) -> tuple[Span, ...]:
    """Return the stretches of ``text`` made of empty words, the longest word first at each place."""
    words, longest = vocabulary()
    found: list[Span] = []
    at = 0
    while at < len(text):
        size = next((n for n in range(min(longest, len(text) - at), 0, -1) if text[at : at + n] in words), 0)
        if size:
            if found and found[-1].end == at:
                found[-1] = Span(found[-1].start, at + size)
            else:
                found.append(Span(at, at + size))
        at += max(size, 1)
    return tuple(found)


def coverage(text: str) -> float:
    """Return the share of the characters of ``text``, marks and its list number left out, that are empty words; 1 for none."""
    bare = PUNCTUATION.sub("，", LIST_NUMBER.sub("", text))
    total = len(bare) - bare.count("，")
    covered = sum(span.end - span.start for span in filler_spans(bare))
    return covered / total if total else 1.0


def is_empty_talk(text: str) -> bool:
    """Whether nothing is left of ``text`` once the empty words are taken away."""
    return coverage(text) >= 1.0


def telling_fillers(text: str, limit: int = 3) -> tuple[Span, ...]:
    """Return the longest stretches of empty words in order of place, without particles at their ends."""
    found = []
    for span in filler_spans(text):
        words = span.within(text)
        start = span.start + len(words) - len(words.lstrip(PARTICLES))
        end = span.end - (len(words) - len(words.rstrip(PARTICLES)))
        if end - start >= SHORTEST_TELLING:
            found.append(Span(start, end))
    return tuple(sorted(sorted(found, key=lambda s: s.start - s.end)[:limit], key=lambda s: s.start))
