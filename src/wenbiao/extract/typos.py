"""Typing errors: words the lexicon knows to be wrong, and terms of the field with one character of like sound or shape."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from wenbiao.extract.characters import confusables
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
def known_typos() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Return ``(pattern, right form)`` of the words of ``typos.toml`` that are wrong only in a context."""
    return tuple((re.compile(row["wrong"]), row["right"]) for row in load_toml("typos.toml")["typo"])


@cache
def wrong_words() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of words that are wrong anywhere, and their right forms."""
    words = load_toml("typos.toml")["words"]
    return re.compile("|".join(map(re.escape, words))), words


@cache
def terms() -> tuple[dict[str, list[str]], dict[str, list[str]], frozenset[str]]:
    """Return the field's terms by their first two characters, by their last two, and all of them."""
    lexicon = load_toml("typos.toml")
    listed = (*lexicon["terms"], *load_lines("jieba.txt"), *aliases())
    words = {w for w in listed if len(w) >= MIN_TERM and HAN.fullmatch(w)} - set(lexicon["never_terms"])
    heads, tails = defaultdict(list), defaultdict(list)
    for word in sorted(words):
        heads[word[:HALF]].append(word)
        tails[word[-HALF:]].append(word)
    return dict(heads), dict(tails), frozenset(words)


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
    taken = list(confusables(text))
    readings: dict[tuple[int, int], list[str]] = defaultdict(list)
    for span in (*lexicon_typos(text), *mistyped_terms(text)):
        if not any(other.start < span.end and span.start < other.end for other in taken):
            readings[span.start, span.end].append(span.note)
    end = 0
    for start, stop in sorted(readings, key=lambda place: (place[0], -place[1])):
        if start >= end:
            yield Span(start, stop, "”或“".join(dict.fromkeys(readings[start, stop])))
            end = stop


def lexicon_typos(text: str) -> Iterator[Span]:
    """Yield the words that ``typos.toml`` knows to be wrong."""
    for pattern, right in known_typos():
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end(), right)
    wrong, right_forms = wrong_words()
    for found in wrong.finditer(text):
        yield Span(found.start(), found.end(), right_forms[found[0]])


def mistyped_terms(text: str) -> Iterator[Span]:
    """Yield the terms of the field in which one character was taken for another of like sound or shape."""
    heads, tails, words = terms()
    for run in HAN.finditer(text):
        for at in range(run.start(), run.end() - HALF + 1):
            pair = text[at : at + HALF]
            near = [(at, term) for term in heads.get(pair, ())]
            near += [(at + HALF - len(term), term) for term in tails.get(pair, ())]
            for start, term in near:
                end = start + len(term)
                if start < run.start() or end > run.end() or text[start:end] in words:
                    continue
                if is_slip(text, start, text[start:end], term):
                    yield Span(start, end, term)


def is_slip(text: str, start: int, window: str, term: str) -> bool:
    """Whether ``window`` is ``term`` with one character mistyped: like it, and making no word with its neighbours."""
    wrong = [i for i in range(len(term)) if window[i] != term[i]]
    if len(wrong) != 1 or not is_like(window[wrong[0]], term[wrong[0]]):
        return False
    place = start + wrong[0]
    pairs = (text[max(0, low) : low + HALF] for low in (place - 1, place))
    return not any(len(pair) == HALF and is_word(pair) for pair in pairs)


def is_like(written: str, meant: str) -> bool:
    """Whether a character may be written for another: of the same sound, of like shape, or in no common use at all."""
    return written in alike().get(meant, frozenset()) or written not in alike()


def is_word(pair: str) -> bool:
    """Whether two characters are a word of the dictionary."""
    from wenbiao.extract.segment import tokenizer

    return int(tokenizer().FREQ.get(pair, 0)) >= KNOWN_WORD
