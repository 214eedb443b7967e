"""Intervals for one group of documents, with units as what is drawn: reports of one unit resemble each other.

*Shares and rates.* Counts are divided by the design effect (Kish 1965), the variance between units over that of
independent counts, and the interval is Jeffreys' for the effective counts: beta for shares, gamma for rates (Brown, Cai
and DasGupta 2001; Korn and Graubard 1998 for effective counts). A group of few units cannot tell its own design
effect, so it is drawn towards that of all groups, as variances are in Smyth (2004). A bootstrap of few units with rare
faults covers far too little, and with no fault at all has no width; see reports/statistics.md.

*Means.* Student's interval for the ratio of sums, its variance moderated in the same way.

*Medians.* Bayesian bootstrap over units (Rubin 1981), its quantiles widened for few units as Hesterberg (2015) does for
the percentile interval.
"""

from __future__ import annotations

import math
from functools import lru_cache

import numpy as np
from scipy import special, stats

from wenbiao.corpus.measures import Array, Kind, Places

LEVEL = 0.95
PRIOR_UNITS = 20
"""The variance seen in all groups counts as much as this many units of the group itself."""
JEFFREYS = 0.5
DRAWS = 500
FEWEST_DRAWS = 100
MOST_WEIGHTS = 400_000
"""So many weights are drawn at most for one median: a group of many documents needs few draws for a steady interval."""


def by_unit(numerators: Array, denominators: Array, units: Places) -> tuple[Array, Array]:
    """Return both counts added up for each unit: arrays with one row for each unit."""
    _, places = np.unique(units, return_inverse=True)
    size = int(places.max()) + 1 if len(places) else 0
    n = np.zeros((size, numerators.shape[1]))
    d = np.zeros_like(n)
    np.add.at(n, places, numerators)
    np.add.at(d, places, denominators)
    return n, d


def spread(n: Array, d: Array) -> tuple[float, int]:
    """Return the sum of squares of units about the ratio of sums, enlarged for the ratio being estimated, and how many units count."""
    used = d > 0
    count = int(used.sum())
    if count < 2:  # noqa: PLR2004
        return 0.0, count
    residual = n[used] - n.sum() / d.sum() * d[used]
    return float(residual @ residual) * count / (count - 1), count


def independent(n: float, d: float, kind: Kind) -> float:
    """Return the variance the numerator would have if its events were independent."""
    return n * (1 - n / d) if kind is Kind.SHARE and d else n


def common_effect(groups: list[tuple[Array, Array]], kind: Kind) -> float:
    """Return the design effect over all groups of one measure; 1 where nothing can be learnt."""
    seen = expected = 0.0
    for n, d in groups:
        squares, count = spread(n, d)
        if count > 1:
            seen += squares
            expected += independent(float(n.sum()), float(d.sum()), kind)
    return max(1.0, seen / expected) if expected > 0 else 1.0


def design_effect(n: Array, d: Array, kind: Kind, common: float) -> float:
    """Return the design effect of one group, drawn towards the ``common`` one."""
    squares, count = spread(n, d)
    expected = independent(float(n.sum()), float(d.sum()), kind)
    own = squares / expected if expected > 0 else common
    return max(1.0, (PRIOR_UNITS * common + (count - 1) * own) / (PRIOR_UNITS + count - 1)) if count > 1 else common


def counts_interval(events: float, exposure: float, kind: Kind, level: float = LEVEL) -> tuple[float, float]:
    """Return Jeffreys' interval for effective counts."""
    tails = np.array([(1 - level) / 2, (1 + level) / 2])
    if kind is Kind.SHARE:
        low, high = special.betaincinv(events + JEFFREYS, max(exposure - events, 0.0) + JEFFREYS, tails)
    else:
        low, high = special.gammaincinv(events + JEFFREYS, tails) / exposure
    return float(low), float(high)


def common_variance(groups: list[tuple[Array, Array]]) -> float:
    """Return the variance of a unit's residual per squared mean exposure over all groups of a mean."""
    squares = freedom = 0.0
    for n, d in groups:
        found, count = spread(n, d)
        if count > 1:
            squares += found * (count - 1) / count / (d.sum() / count) ** 2
            freedom += count - 1
    return squares / freedom if freedom else 0.0


def mean_error(n: Array, d: Array, common: float) -> tuple[float, float]:
    """Return standard error and degrees of freedom of a ratio of sums, its variance drawn towards the ``common`` one."""
    squares, count = spread(n, d)
    own = squares / count / (d.sum() / count) ** 2 if count > 1 else 0.0
    freedom = PRIOR_UNITS + max(count - 1, 0)
    variance = (PRIOR_UNITS * common + max(count - 1, 0) * own) / freedom
    return math.sqrt(variance / count) if count else math.inf, freedom


def mean_interval(value: float, error: float, freedom: float, level: float = LEVEL) -> tuple[float, float]:
    """Return Student's interval."""
    half = float(stats.t.ppf((1 + level) / 2, freedom)) * error
    return value - half, value + half


@lru_cache(maxsize=4096)
def widened(units: int, level: float = LEVEL) -> float:
    """Return the tail of a bootstrap of so many units that covers as Student's interval does (Hesterberg 2015)."""
    tail = (1 - level) / 2
    if units < 2:  # noqa: PLR2004
        return 0.0
    return float(stats.norm.cdf(-math.sqrt(units / (units - 1)) * stats.t.ppf(1 - tail, units - 1)))


def ends(draws: Array, tail: float) -> Array:
    """Return the draws that ``tail`` of all lie beyond on either side; for several columns two rows."""
    last = len(draws) - 1
    return np.sort(draws, axis=0)[[int(tail * last), last - int(tail * last)]]


def median_interval(values: Array, units: Places, rng: np.random.Generator) -> tuple[float, float]:
    """Return the interval of the median of documents by the Bayesian bootstrap over units."""
    _, places = np.unique(units, return_inverse=True)
    count = int(places.max()) + 1
    order = np.argsort(values, kind="stable")
    draws = max(FEWEST_DRAWS, min(DRAWS, MOST_WEIGHTS // len(values)))
    weights = rng.standard_exponential((draws, count), dtype=np.float32)[:, places[order]]
    reached = np.cumsum(weights, axis=1)
    medians = values[order][np.argmax(reached >= reached[:, -1:] / 2, axis=1)]
    tail = widened(count)
    low, high = ends(medians, tail)
    return float(low), float(high)


def correlation(x: Array, y: Array, units: int) -> tuple[float, float, float]:
    """Return Spearman's rank correlation with its interval by Fisher's z (error of Bonett and Wright 2000), on so many units."""
    r = float(np.corrcoef(stats.rankdata(x), stats.rankdata(y))[0, 1])
    z, error = math.atanh(max(-0.999, min(0.999, r))), math.sqrt((1 + r * r / 2) / (units - 3))
    half = float(stats.norm.ppf((1 + LEVEL) / 2)) * error
    return r, math.tanh(z - half), math.tanh(z + half)
