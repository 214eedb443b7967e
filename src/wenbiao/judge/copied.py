"""How far one text is copied from another: shared stretches of characters."""

from __future__ import annotations

import re
from collections.abc import Iterable

LENGTH = 6
"""Six characters in a row are two or three words: chance seldom shares so many."""
NOT_WORDING = re.compile(r"[\s\W_]+")


def bare(text: str) -> str:
    """Return the characters of ``text`` without marks and spaces."""
    return NOT_WORDING.sub("", text)


def grams(text: str, length: int = LENGTH) -> set[str]:
    """Return the stretches of ``length`` characters of ``text``, marks left out; a shorter text is one itself."""
    chars = bare(text)
    return {chars[i : i + length] for i in range(len(chars) - length + 1)} or ({chars} if chars else set())


def overlap(text: str, sources: Iterable[str]) -> float:
    """Return the share of the stretches of ``text`` that the sources hold too, from 0 to 1."""
    own = grams(text)
    held = set().union(*map(grams, sources)) if own else set()
    return len(own & held) / len(own) if own else 0.0


def similarity(one: str, other: str) -> float:
    """Return how alike two texts are, marks and spaces left out, from 0 to 1."""
    from rapidfuzz.fuzz import ratio

    return ratio(bare(one), bare(other)) / 100
