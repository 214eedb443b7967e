"""Typing errors: words the lexicon knows to be wrong, and terms of the field with one character of like sound or shape."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import compress
from operator import add, ne

from wenbiao.extract.characters import confusables
from wenbiao.extract.letters import PatternTable
from wenbiao.extract.lexicon import load_lines, load_toml
from wenbiao.extract.spans import Span
from wenbiao.extract.wording import aliases

MIN_TERM = 4
"""A shorter term with one character changed is too often another word."""
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


@dataclass(frozen=True, slots=True)
class Terms:
    """The field's terms, and where each would begin from three of its characters: in a row, or one of four left out.

    With one character wrong, three of its first four or of its last four are right, the outer two among them.
    """

    words: frozenset[str]
    pairs: frozenset[str]
    in_a_row: dict[str, list[tuple[int, str]]]
    third_out: dict[str, list[tuple[int, str]]]
    second_out: dict[str, list[tuple[int, str]]]


@cache
def terms() -> Terms:
    """Return the field's terms by their characters."""
    lexicon = load_toml("typos.toml")
    listed = (*lexicon["terms"], *load_lines("jieba.txt"), *aliases())
    words = {w for w in listed if len(w) >= MIN_TERM and HAN.fullmatch(w)} - set(lexicon["never_terms"])
    in_a_row, third_out, second_out = defaultdict(list), defaultdict(list), defaultdict(list)
    for word in sorted(words):
        head, tail = word[:MIN_TERM], word[-MIN_TERM:]
        in_a_row[head[:3]].append((0, word))
        third_out[head[:2] + head[3]].append((0, word))
        in_a_row[tail[1:]].append((3 - len(word), word))
        second_out[tail[0] + tail[2:]].append((4 - len(word), word))
    pairs = frozenset(pair for word in words for pair in (word[:2], word[-2:]))
    return Terms(frozenset(words), pairs, dict(in_a_row), dict(third_out), dict(second_out))


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
    known = terms()
    for start, term in sorted(near_terms(text, known)):
        window = text[max(0, start) : start + len(term)]
        if sum(map(ne, window, term)) == 1 and is_slip(text, start, window, term) and window not in known.words:
            yield Span(start, start + len(term), term)


def near_terms(text: str, known: Terms) -> set[tuple[int, str]]:
    """Return the terms of which three characters stand in place, with where they begin.

    Every character of a document comes by here, so pairs of no term are passed over without a loop of Python.
    """
    found: set[tuple[int, str]] = set()
    if len(text) < MIN_TERM:
        return found
    pairs = list(map(add, text, text[1:]))
    for at, pair in compress(enumerate(pairs), map(known.pairs.__contains__, pairs)):
        for table, start, key in (
            (known.in_a_row, at, text[at : at + 3]),
            (known.third_out, at, pair + text[at + 3 : at + 4]),
            (known.in_a_row, at - 1, text[max(0, at - 1) : at + 2]),
            (known.second_out, at - 2, text[max(0, at - 2) : max(0, at - 1)] + pair),
        ):
            if key in table:
                found.update([(start + begin, term) for begin, term in table[key]])
    return found


def is_slip(text: str, start: int, window: str, term: str) -> bool:
    """Whether ``window`` is ``term`` with one character mistyped: like it, and making no word with its neighbours."""
    if len(window) != len(term) or not HAN.fullmatch(window):
        return False
    wrong = next(i for i in range(len(term)) if window[i] != term[i])
    if not is_like(window[wrong], term[wrong]):
        return False
    place = start + wrong
    pairs = (text[low : low + 2] for low in (place - 1, place) if 0 <= low < len(text) - 1)
    return not any(map(is_word, pairs))


def is_like(written: str, meant: str) -> bool:
    """Whether a character may be written for another: of the same sound, of like shape, or in no common use at all."""
    return written in alike().get(meant, frozenset()) or written not in alike()


def is_word(pair: str) -> bool:
    """Whether two characters are a word of the dictionary."""
    from wenbiao.extract.segment import tokenizer

    return int(tokenizer().FREQ.get(pair, 0)) >= KNOWN_WORD
