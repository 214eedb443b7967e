"""Typing errors: words the lexicon knows to be wrong, and terms of the field with one character of like sound or shape."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import compress, count, islice
from operator import add, ne

from wenbiao.extract.characters import confusables
from wenbiao.extract.letters import PatternTable
from wenbiao.extract.lexicon import load_lines, load_toml
from wenbiao.extract.spans import Span
from wenbiao.extract.wording import aliases

MIN_TERM = 4
"""A shorter term with one character changed is too often another word."""
HALF = 2
"""With one character wrong, the first two or the last two of a term of four are right."""
HAN = re.compile(r"[\u4e00-\u9fff]+")
KNOWN_WORD = 3
"""A pair of characters so frequent in the dictionary is a word of its own; then nothing was mistyped."""


@cache
def known_typos() -> PatternTable[str]:
    """Return ``(pattern, right form)`` of the words of ``typos.toml`` that are wrong only in a context."""
    return PatternTable((re.compile(row["wrong"]), row["right"]) for row in load_toml("typos.toml")["typo"])


@cache
def wrong_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of words that are wrong anywhere, and their right forms."""
    words = load_toml("typos.toml")["words"]
    return re.compile("|".join(map(re.escape, words))), words


@cache
def terms() -> tuple[dict[str, list[tuple[int, str]]], frozenset[str]]:
    """Return the field's terms by their first two characters and by their last two, and all of them.

    With each term stands where it would begin, counted from the first of the two characters.
    """
    lexicon = load_toml("typos.toml")
    listed = (*lexicon["terms"], *load_lines("jieba.txt"), *aliases())
    words = {w for w in listed if len(w) >= MIN_TERM and HAN.fullmatch(w)} - set(lexicon["never_terms"])
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for word in sorted(words):
        found[word[:HALF]].append((0, word))
    for word in sorted(words):
        found[word[-HALF:]].append((HALF - len(word), word))
    return dict(found), frozenset(words)


@cache
def alike() -> dict[str, frozenset[str]]:
    """Return for each character those of the same sound or like shape."""
    groups = [line.split()[1] for line in load_lines("homophones.txt")] + load_toml("typos.toml")["shapes"]
    found: dict[str, set[str]] = defaultdict(set)
    for group in groups:
        for character in group:
            found[character] |= set(group) - {character}
    return {character: frozenset(others) for character, others in found.items()}


def typos(text: str) -> Iterator[Span]:
    """Yield the typing errors of a text in order, each place once; the note is the right form, or several.

    Characters that are only of like shape belong to ``characters.confusables`` and are left out here.
    """
    readings: dict[tuple[int, int], list[str]] = defaultdict(list)
    found = [*lexicon_typos(text), *mistyped_terms(text)]
    taken = list(confusables(text)) if found else []
    for span in found:
        if not any(other.start < span.end and span.start < other.end for other in taken):
            readings[span.start, span.end].append(span.note)
    end = 0
    for start, stop in sorted(readings, key=lambda place: (place[0], -place[1])):
        if start >= end:
            yield Span(start, stop, "”或“".join(dict.fromkeys(readings[start, stop])))
            end = stop


def lexicon_typos(text: str) -> Iterator[Span]:
    """Yield the words that ``typos.toml`` knows to be wrong."""
    for pattern, right in known_typos().among(text):
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end(), right)
    wrong, right_forms = wrong_words()
    for found in wrong.finditer(text):
        yield Span(found.start(), found.end(), right_forms[found[0]])


def mistyped_terms(text: str) -> Iterator[Span]:
    """Yield the terms of the field in which one character was taken for another of like sound or shape."""
    by_half, words = terms()
    halves = list(map(add, text, islice(text, 1, None)))
    for at in compress(count(), map(by_half.__contains__, halves)):  # every character comes by here: no Python code
        for start, term in by_half[halves[at]]:
            window = text[max(0, at + start) : at + start + len(term)]
            if sum(map(ne, window, term)) == 1 and is_slip(text, at + start, window, term) and window not in words:
                yield Span(at + start, at + start + len(term), term)


def is_slip(text: str, start: int, window: str, term: str) -> bool:
    """Whether ``window`` is ``term`` with one character mistyped: like it, and making no word with its neighbours."""
    if len(window) != len(term) or not HAN.fullmatch(window):
        return False
    wrong = next(i for i in range(len(term)) if window[i] != term[i])
    if not is_like(window[wrong], term[wrong]):
        return False
    place = start + wrong
    pairs = (text[max(0, low) : low + HALF] for low in (place - 1, place))
    return not any(len(pair) == HALF and is_word(pair) for pair in pairs)


def is_like(written: str, meant: str) -> bool:
    """Whether a character may be written for another: of the same sound, of like shape, or in no common use at all."""
    return written in alike().get(meant, frozenset()) or written not in alike()


def is_word(pair: str) -> bool:
    """Whether two characters are a word of the dictionary."""
    from wenbiao.extract.segment import tokenizer

    return int(tokenizer().FREQ.get(pair, 0)) >= KNOWN_WORD
