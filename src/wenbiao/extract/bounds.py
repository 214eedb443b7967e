"""Words and signs around a number that limit it: 不低于, 约, ≥ before it, 以上, 左右 after it."""

from __future__ import annotations

import re
from functools import cache

from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.numerals import GAP, SPACES
from wenbiao.model.quantity import Bound


@cache
def words_before() -> tuple[dict[str, Bound], frozenset[str], int]:
    """Return the words before a number, their last characters, and the length of the longest."""
    before = load_toml("units.toml")["bounds"]["before"]
    words = {word: Bound(name) for name, listed in before.items() for word in listed}
    return words, frozenset(word[-1] for word in words), max(map(len, words))


@cache
def words_after() -> tuple[re.Pattern[str], frozenset[str], dict[str, Bound]]:
    """Return the pattern of the words after a unit, the characters it can begin with, and what each word means."""
    after = load_toml("units.toml")["bounds"]["after"]
    words = {word: Bound(name) for name, listed in after.items() if name != "not_before" for word in listed}
    listed = "|".join(sorted(words, key=len, reverse=True))
    barred = "|".join(after["not_before"])
    pattern = rf"{GAP}(?:\(含[^()]{{0,10}}\){GAP})?\(?(?P<word>{listed})(?!{barred})"
    return re.compile(pattern), frozenset(word[0] for word in words) | frozenset(SPACES + "("), words


@cache
def inside_characters() -> dict[str, Bound]:
    """Return what 余, 多, 来 mean between a number and its unit."""
    inside = load_toml("units.toml")["bounds"]["inside"]
    return {character: Bound(name) for name, characters in inside.items() for character in characters}


def bound_before(text: str, at: int) -> Bound:
    """Return how what stands right before ``at`` limits the number that begins there."""
    words, last, longest = words_before()
    while at and text[at - 1] in SPACES:
        at -= 1
    if not at or text[at - 1] not in last:
        return Bound.EXACT
    for length in range(min(longest, at), 0, -1):
        if bound := words.get(text[at - length : at]):
            return Bound.EXACT if text[at - length - 1 : at - length] == "每" else bound
    return Bound.EXACT


WITHIN = re.compile(rf"{GAP}内(?![部设容资退])")


def bound_after(text: str, at: int, *, time: bool = False) -> tuple[Bound, int]:
    """Return how what stands right after a unit limits the number, and where it ends; after ``time`` 内 means 以内."""
    pattern, first, words = words_after()
    following = text[at : at + 1]
    if following in first and (found := pattern.match(text, at)):
        return words[found["word"]], found.end()
    if time and (within := WITHIN.match(text, at)):
        return Bound.AT_MOST, within.end()
    return Bound.EXACT, at


def strongest(before: Bound, inside: Bound, after: Bound) -> Bound:
    """Return the one bound that several words around a number amount to: 约 makes any of them rough."""
    stated = [bound for bound in (before, after, inside) if bound is not Bound.EXACT]
    return Bound.ABOUT if Bound.ABOUT in stated else next(iter(stated), Bound.EXACT)
