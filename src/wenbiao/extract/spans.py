"""A stretch of text that something is to be said about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

SENTENCE_END = re.compile(r"[。！？!?\n]")


@dataclass(frozen=True, slots=True)
class Span:
    """The characters ``start:end`` of a text; ``note`` is what should stand there, or what is wrong with them."""

    start: int
    end: int
    note: str = ""

    def within(self, text: str) -> str:
        """Return the characters themselves."""
        return text[self.start : self.end]


def sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of ``text``, each with its closing mark; what follows the last mark is one too."""
    start = 0
    for end in (*(m.end() for m in SENTENCE_END.finditer(text)), len(text)):
        if text[start:end].strip():
            yield Span(start, end)
        start = end
