"""Near-duplicate texts: candidates by MinHash, then verified by the exact overlap of their stretches of characters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from zlib import crc32

from wenbiao.judge.copied import grams
from wenbiao.judge.features import bleach

BINS, ROWS = 96, 3
"""96 minima in 32 bands of 3: of pairs 80 % alike one in ten billion is missed, of those 50 % alike one in seventy."""
LENGTH = 5
SHORTEST = 20
"""Shorter texts are alike by chance."""
ALIKE = 0.8
MOST_IN_BUCKET = 200
"""A bucket larger than this holds stock wording; its texts meet in other buckets if they are alike."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their place in the sequence, and the share of stretches they have in common (Jaccard)."""

    first: int
    second: int
    similarity: float


def near_duplicates(texts: Sequence[str], alike: float = ALIKE, shortest: int = SHORTEST) -> list[Pair]:
    """Return the pairs of texts at least ``alike``, in order; years and the values of numbers do not count."""
    stretches = [grams(bleach(text), LENGTH) if len(text) >= shortest else set() for text in texts]
    found = []
    for one, other in sorted(candidates(stretches)):
        similarity = jaccard(stretches[one], stretches[other])
        if similarity >= alike:
            found.append(Pair(one, other, similarity))
    return found


def jaccard(one: set[str], other: set[str]) -> float:
    """Return the share of common members of two sets, from 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 0.0


def candidates(stretches: Sequence[set[str]]) -> set[tuple[int, int]]:
    """Return the pairs that share a band of minima."""
    buckets: dict[tuple[int, ...], list[int]] = defaultdict(list)
    for number, own in enumerate(stretches):
        if own:
            for band in bands(own):
                buckets[band].append(number)
    return {pair for members in buckets.values() if len(members) <= MOST_IN_BUCKET for pair in combinations(members, 2)}


def bands(stretches: set[str]) -> Iterator[tuple[int, ...]]:
    """Yield the bands of a text's signature, each with its number."""
    signature = minima(stretches)
    for start in range(0, BINS, ROWS):
        yield (start, *signature[start : start + ROWS])


def minima(stretches: set[str]) -> list[int]:
    """Return the least hash in each bin (one permutation); an empty bin borrows from the next full one."""
    least: list[int | None] = [None] * BINS
    for stretch in stretches:
        value = crc32(stretch.encode())
        place, rest = value % BINS, value // BINS
        known = least[place]
        if known is None or rest < known:
            least[place] = rest
    full: list[int] = []
    for place in range(BINS):
        step = 0
        while (value_at := least[(place + step) % BINS]) is None:
            step += 1
        full.append(value_at + step * 0x1000193)
    return full
