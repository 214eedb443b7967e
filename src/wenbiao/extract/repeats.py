"""Words written twice where once is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from wenbiao.extract.letters import PatternTable
from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.spans import Span

HAN = r"\u4e00-\u9fff"
DOUBLED = re.compile(rf"(?P<word>[{HAN}]{{2,8}}?)(?P=word)")
SENTENCE_MARK = re.compile(r"[，。；：]")
OPENING = re.compile(rf"(?:^|[^{HAN}])$")


@dataclass(frozen=True, slots=True)
class Doubles:
    """What ``repeats.toml`` holds: words never doubled, pairs that are right, and where a phrase begins."""

    never: frozenset[str]
    legitimate: re.Pattern[str]
    verbal: re.Pattern[str]
    openings: re.Pattern[str]
    single: PatternTable[None]


@cache
def doubles() -> Doubles:
    """Return the lexicon of doubled words."""
    table = load_toml("repeats.toml")
    return Doubles(
        never=frozenset(table["never_doubled"]),
        legitimate=re.compile("|".join(f"(?:{p})" for p in table["legitimate"])),
        verbal=re.compile(rf"(?P<word>{'|'.join(table['verbal'])})(?P=word)(?:{'|'.join(table['verbal_tails'])})"),
        openings=re.compile(f"(?:{'|'.join(table['openings'])})$"),
        single=PatternTable((re.compile(p), None) for p in table["single"]),
    )


def repeated_words(text: str) -> Iterator[Span]:
    """Yield the words written twice in a row, both occurrences; the note is the word once.

    A name may end with the word that the next term begins with (某某项目 + 项目支出). So a doubled noun is a
    slip only where nothing modifies the first: after a mark, a verb or a function word. Titles and labels,
    which hold no mark, are names and are left alone.
    """
    known = doubles()
    if SENTENCE_MARK.search(text):
        yield from (span for found in DOUBLED.finditer(text) if (span := slip(text, found, known)) is not None)
    for pattern, _ in known.single.among(text):
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end(), found[0][: len(found[0]) // 2])


def slip(text: str, found: re.Match[str], known: Doubles) -> Span | None:
    """Return the doubled word when it cannot be meant."""
    word = found["word"]
    if known.verbal.match(text, found.start()):
        return None
    if word not in known.never:
        before = text[max(0, found.start() - 4) : found.start()]
        if len(set(word)) == 1 or known.legitimate.search(word):
            return None
        if not OPENING.search(before) and not known.openings.search(before):
            return None
    return Span(found.start(), found.end(), word)
