"""Near-duplicate texts, few or millions: candidates by MinHash, then verified by exact edit similarity.

A text is its set of stretches of ``LENGTH`` characters. Of two texts the least hash over their stretches is the
same with the probability of their Jaccard similarity (Broder 1997); ``ROWS`` least hashes make a band, and texts that
share one of ``BANDS`` bands are candidates. Candidates alone decide nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from wenbiao.judge.features import bleach

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Hashes = NDArray[np.uint32]
    Keys = NDArray[np.uint64]

BANDS, ROWS = 32, 3
"""Of pairs that share half of their stretches one in 70 is missed, of 60 % one in 2,400, of 70 % one in 600,000."""
LENGTH = 3
"""One changed word in thirty characters leaves eight of ten stretches; two changed words two thirds."""
SHORTEST = 20
"""Shorter texts are alike by chance."""
ALIKE = 0.85
"""The share of characters that two texts have in common in the same order, from which on one is the other reworded."""
REACH = 8
"""In a bucket each text is compared with the next few; texts that are alike meet in several buckets."""
CHUNK = 8_192
"""Texts of about the same length that are hashed at a time: few enough for the processor's cache."""
FEW = 60
"""So many texts have 1,770 pairs, which cost less than their hashes."""
MOST_WAITING = 8_000_000
"""Pairs kept with their repetitions before these are taken out: 64 MB."""
SEED = 20_240_601
MIX = (0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB)
"""The constants of splitmix64, which spreads codes of characters over all bits."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts by their place in the sequence, and how alike they are, from 0 to 1."""

    first: int
    second: int
    similarity: float


def near_duplicates(texts: Sequence[str], alike: float = ALIKE, shortest: int = SHORTEST) -> list[Pair]:
    """Return the pairs of texts at least ``alike``, in order; years and the values of numbers do not count."""
    plain = [bleach(text) for text in texts]
    if len(texts) <= FEW:
        return list(compared(plain, alike, shortest))
    first, second, similarity = alike_pairs(plain, alike, shortest)
    return [Pair(int(a), int(b), float(s)) for a, b, s in zip(first, second, similarity, strict=True)]


def compared(plain: Sequence[str], alike: float, shortest: int) -> Iterator[Pair]:
    """Yield the same of few bleached texts, each compared with each: quicker than hashing them."""
    from rapidfuzz.fuzz import ratio

    long = [(place, text) for place, text in enumerate(plain) if len(text) >= max(shortest, LENGTH)]
    for (first, one), (second, other) in combinations(long, 2):
        if score := ratio(one, other, score_cutoff=alike * 100):
            yield Pair(first, second, score / 100)


def alike_pairs(
    texts: Sequence[str], alike: float = ALIKE, shortest: int = SHORTEST
) -> tuple[Whole, Whole, NDArray[np.float64]]:
    """Return the pairs of texts at least ``alike``: the lower places, the higher places, the similarities; in order."""
    import numpy as np
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cpdist

    long = np.array([i for i, text in enumerate(texts) if len(text) >= max(shortest, LENGTH)], np.int64)
    low, high = candidates([texts[i] for i in long])
    sizes = np.array([len(texts[i]) for i in long], np.int64)
    one, other = sizes[low], sizes[high]
    possible = 2 * np.minimum(one, other) >= alike * (one + other)
    low, high = long[low[possible]], long[high[possible]]
    if not len(low):
        return low, high, np.zeros(0, np.float64)
    ones, others = [texts[i] for i in low], [texts[i] for i in high]
    score = np.asarray(cpdist(ones, others, scorer=ratio, score_cutoff=alike * 100), np.float64) / 100
    kept = score > 0
    return low[kept], high[kept], score[kept]


def candidates(texts: Sequence[str]) -> tuple[Whole, Whole]:
    """Return the pairs of places whose texts share a band, each once, in order; each text has ``LENGTH`` characters at least."""
    import numpy as np

    found: list[Whole] = [np.zeros(0, np.int64)]
    for band in signatures(texts):
        order = np.argsort(band, kind="stable")
        row = band[order]
        for step in range(1, min(REACH, len(row) - 1) + 1):
            same = np.flatnonzero(row[:-step] == row[step:])
            if not len(same):
                break
            one, other = order[same], order[same + step]
            found.append(np.minimum(one, other) * len(texts) + np.maximum(one, other))
        if sum(map(len, found)) > MOST_WAITING:
            found = [once(found)]
    pairs = once(found)
    return pairs // max(len(texts), 1), pairs % max(len(texts), 1)


def once(parts: list[Whole]) -> Whole:
    """Return the numbers of all parts in order, each once."""
    import numpy as np

    numbers = np.sort(np.concatenate(parts))
    return numbers[np.concatenate(([True], numbers[1:] != numbers[:-1]))[: len(numbers)]]


def signatures(texts: Sequence[str]) -> Keys:
    """Return one key for each band (rows) and text (columns)."""
    import numpy as np

    keys = np.zeros((BANDS, len(texts)), np.uint64)
    order = np.argsort(np.fromiter(map(len, texts), np.int64, len(texts)), kind="stable")
    for at in range(0, len(texts), CHUNK):
        places = order[at : at + CHUNK]
        keys[:, places] = bands(stretches([texts[i] for i in places]))
    return keys


def bands(hashes: Hashes) -> Keys:
    """Return the keys of texts from the hashes of their stretches, one column for each text."""
    import numpy as np

    chance = np.random.default_rng(SEED)
    keys = np.zeros((BANDS, hashes.shape[1]), np.uint64)
    for band in range(BANDS):
        for _ in range(ROWS):
            turn, factor = chance.integers(1, 2**32, 2, np.uint32)
            least = ((hashes ^ turn) * (factor | np.uint32(1))).min(axis=0)
            keys[band] = spread(keys[band] ^ least)
    return keys


def stretches(texts: Sequence[str]) -> Hashes:
    """Return the hashes of the stretches of each text, one column for each; the last of a shorter text repeats."""
    import numpy as np

    codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    sizes = np.fromiter(map(len, texts), np.int64, len(texts))
    rolled = np.zeros(len(codes), np.uint64)
    for place in range(LENGTH):
        rolled = rolled * np.uint64(MIX[0]) + np.roll(codes, -place)
    hashes = (spread(rolled) >> np.uint64(32)).astype(np.uint32)
    last = sizes - LENGTH
    places: Whole = np.cumsum(sizes) - sizes + np.minimum(np.arange(last.max() + 1)[:, None], last)
    return hashes[places]


def spread(values: Keys) -> Keys:
    """Return 64-bit numbers with every bit depending on every bit (splitmix64)."""
    import numpy as np

    values = values + np.uint64(MIX[0])
    values = (values ^ (values >> np.uint64(30))) * np.uint64(MIX[1])
    values = (values ^ (values >> np.uint64(27))) * np.uint64(MIX[2])
    return values ^ (values >> np.uint64(31))
