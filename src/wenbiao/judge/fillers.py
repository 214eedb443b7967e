"""How much of a text is words that say nothing: the vocabulary of ``lexicons/vague.txt`` laid over it."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from wenbiao.extract.lexicon import load_lines
from wenbiao.extract.spans import Span
from wenbiao.judge.matcher import Matcher

PUNCTUATION = re.compile(r"[\s。，；、.,;:：!！?？（）()“”\"'‘’《》<>\-—…·]+")
CLAUSE = re.compile(r"[^，。；;！!\n]+")
BARE = re.compile(r"[^\s。，；、.,;:：!！?？（）()“”\"'‘’《》<>\-—…·]+")
LIST_NUMBER = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}(?:[、.．]|是)|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}[、.．)）](?!\d)|[①-⑳])\s*"
)
SHORTEST_TELLING = 4


@cache
def empty_words() -> Matcher:
    """Return the words that say nothing."""
    return Matcher(word for line in load_lines("vague.txt") for word in line.split())


@lru_cache(maxsize=20_000)
def filler_spans(text: str) -> tuple[Span, ...]:
    """Return the stretches of ``text`` made of empty words."""
    found: list[Span] = []
    start = end = -1
    for begins, ends in empty_words().places(text):
        if begins != end:
            if end > start:
                found.append(Span(start, end))
            start = begins
        end = ends
    return (*found, Span(start, end)) if end > start else tuple(found)


def coverage(text: str) -> float:
    """Return the share of the characters of ``text``, marks and its list number left out, that are empty words; 1 for none."""
    return shares(LIST_NUMBER.sub("", text))[0]


def shares(text: str) -> tuple[float, ...]:
    """Return the share of empty words in the whole of ``text``, then in each of its clauses."""
    spans = iter(filler_spans(text))
    span = next(spans, None)
    whole = covered = 0
    each: list[float] = []
    for clause in CLAUSE.finditer(text):
        size = held = 0
        for word in BARE.finditer(clause[0]):
            size += word.end() - word.start()
        while span is not None and span.start < clause.end():
            held += span.end - span.start
            span = next(spans, None)
        if size:
            each.append(min(held / size, 1.0))
            whole, covered = whole + size, covered + min(held, size)
    return (covered / whole if whole else 1.0, *each)


def is_empty_talk(text: str) -> bool:
    """Whether nothing is left of ``text`` once the empty words are taken away."""
    return coverage(text) >= 1.0


def telling_fillers(text: str, limit: int = 3) -> tuple[Span, ...]:
    """Return the longest stretches of empty words in order of place, single characters at their ends left out."""
    found: list[Span] = []
    run: list[tuple[int, int]] = []
    for place in (*empty_words().places(text), (len(text) + 1, len(text) + 1)):
        if run and place[0] != run[-1][1]:
            words = [i for i, (start, end) in enumerate(run) if end - start > 1]
            if words:
                found.append(Span(run[words[0]][0], run[words[-1]][1]))
            run = []
        run.append(place)
    long = sorted((s for s in found if s.end - s.start >= SHORTEST_TELLING), key=lambda s: s.start - s.end)[:limit]
    return tuple(sorted(long, key=lambda s: s.start))
