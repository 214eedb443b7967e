"""Finds the words of a list in a text, the longest at each place, from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Matcher:
    """A list of words, ready to be found."""

    __slots__ = ("sizes", "words")

    def __init__(self, words: Iterable[str]) -> None:
        """Note for each first character how long its words are, the longest first."""
        self.words = frozenset(words)
        sizes: dict[str, set[int]] = {}
        for word in self.words:
            sizes.setdefault(word[0], set()).add(len(word))
        self.sizes = {first: tuple(sorted(known, reverse=True)) for first, known in sizes.items()}

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where words begin and end; they never overlap."""
        words, sizes = self.words, self.sizes
        at, end = 0, len(text)
        while at < end:
            step = 1
            for size in sizes.get(text[at], ()):
                if text[at : at + size] in words:
                    yield at, min(at + size, end)
                    step = size
                    break
            at += step
