"""Change between years: the same units measured in both, so that units that come or go change nothing."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from wenbiao.corpus.intervals import DRAWS, LEVEL, ends, widened
from wenbiao.corpus.measures import Array, By, Frame, Measure

FEWEST_UNITS = 3


@dataclass(frozen=True, slots=True)
class Change:
    """How a measure changed from one year to the next over the units that reported in both.

    ``key`` is the group ("" for all), ``before`` and ``after`` the values of those units, ``low`` to ``high`` the interval
    of ``difference``; all in the measure's printed unit.
    """

    measure: str
    key: str
    earlier: int
    later: int
    units: int
    before: float
    after: float
    difference: float
    low: float
    high: float


def changes(frame: Frame, by: By, rng: np.random.Generator) -> Iterator[Change]:
    """Yield the changes between neighbouring years, of the whole corpus and of each group."""
    years = sorted({int(y) for y in frame.years if y})
    keys = [""] if by is By.YEAR else ["", *sorted(set(map(str, frame.labels[by])) - {""})]
    labels = frame.labels[by]
    for key in keys:
        inside = np.ones(len(frame), dtype=bool) if key == "" else labels == key
        for earlier, later in itertools.pairwise(years):
            first, second = inside & (frame.years == earlier), inside & (frame.years == later)
            shared = np.intersect1d(frame.units[first], frame.units[second])
            if len(shared) >= FEWEST_UNITS:
                yield from pair(frame, key, earlier, later, shared, rng)


def pair(frame: Frame, key: str, earlier: int, later: int, shared: Array, rng: np.random.Generator) -> Iterator[Change]:
    """Yield the changes of every measure over ``shared`` units, by the Bayesian bootstrap over units."""
    n1, d1 = totals(frame, earlier, shared)
    n2, d2 = totals(frame, later, shared)
    used = (d1 > 0) & (d2 > 0)
    n1, d1, n2, d2 = (np.where(used, counts, 0.0) for counts in (n1, d1, n2, d2))
    enough = np.flatnonzero(used.sum(axis=0) >= FEWEST_UNITS)
    weights = rng.standard_exponential((DRAWS, len(shared)))
    before, after = (weights @ n[:, enough] / (weights @ d[:, enough]) for n, d in ((n1, d1), (n2, d2)))
    for column, i in enumerate(enough):
        units = int(used[:, i].sum())
        values = float(n1[:, i].sum() / d1[:, i].sum()), float(n2[:, i].sum() / d2[:, i].sum())
        draws = after[:, column] - before[:, column]
        yield change(frame.measures[i], key, earlier, later, units, draws, values)


def totals(frame: Frame, year: int, shared: Array) -> tuple[Array, Array]:
    """Return both counts of one year for each of ``shared`` units, which are sorted."""
    rows = np.flatnonzero((frame.years == year) & np.isin(frame.units, shared))
    n = np.zeros((len(shared), len(frame.measures)))
    d = np.zeros_like(n)
    places = np.searchsorted(shared, frame.units[rows])
    np.add.at(n, places, frame.numerators[rows])
    np.add.at(d, places, frame.denominators[rows])
    return n, d


def change(
    measure: Measure, key: str, earlier: int, later: int, units: int, draws: Array, values: tuple[float, float]
) -> Change:
    """Return one change with its interval from bootstrap draws of the difference."""
    low, high = ends(draws, widened(units, LEVEL)) * measure.scale
    before, after = (v * measure.scale for v in values)
    return Change(measure.id, key, earlier, later, units, before, after, after - before, float(low), float(high))
