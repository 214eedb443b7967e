"""Finds the words of a list in a text, the longest at each place, from left to right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


class Matcher:
    """A list of words, ready to be found."""

    __slots__ = ("longest", "words")

    def __init__(self, words: Iterable[str]) -> None:
        """Note for each first character how long its longest word is."""
        self.words = frozenset(words)
        self.longest: dict[str, int] = {}
        for word in self.words:
            self.longest[word[0]] = max(self.longest.get(word[0], 0), len(word))

    def places(self, text: str) -> Iterator[tuple[int, int]]:
        """Yield where words begin and end; they never overlap."""
        words, longest = self.words, self.longest
        at, end = 0, len(text)
        while at < end:
            size = longest.get(text[at], 0)
            while size and text[at : at + size] not in words:
                size -= 1
            if size:
                yield at, min(at + size, end)
            at += size or 1
