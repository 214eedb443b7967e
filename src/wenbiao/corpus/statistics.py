"""Statistics of a corpus by division, year, kind of unit or genre: values, intervals, partial pooling, ranks, changes.

The formulas stand in ``intervals``, ``pooling`` and ``paired``, their sources and how well they hold in docs/statistics.md
and reports/statistics.md.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from wenbiao.corpus import intervals
from wenbiao.corpus.intervals import LEVEL
from wenbiao.corpus.measures import Array, By, Frame, Kind, Measure, Places, load
from wenbiao.corpus.paired import Change, changes
from wenbiao.corpus.pooling import Pooled, pooled_counts, pooled_means

if TYPE_CHECKING:
    import duckdb

FEWEST_DOCUMENTS = 10
"""A group with fewer documents is shown but not ranked."""
FEWEST_FOR_CORRELATION = 8
SEED = 20240101
LIMITS = (
    "这些数字量的是公开或报送的自评文字写得怎样、数字对不对得上，不量工作做得怎样；不得用来给个人或单位打分、排名、问责。",
    "“错误”“疑点”是程序按文件自身的数字和格式查出的，须经人工复核；没有查出不等于没有问题。",
    "两组的区间重叠时不分高下；名次以名次区间为准，报告少于最低份数的组只列出、不排名。",
    "合并估计把各组向总体靠拢，报告越少靠得越多：它防止小地区凭运气排到两头，不是该组的实测值。",
    "各地公开范围、表式、单位类型不同，直接比较前请先按单位类型或体裁分开看；年度变化只比较两年都有报告的同一批单位。",
)
"""What the numbers may not be used for; printed beside them in every format."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A value and the ends of its interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Described:
    """How single documents are spread: the median with its interval, quartiles and standard deviation."""

    median: Interval
    first_quartile: float
    third_quartile: float
    deviation: float


@dataclass(frozen=True, slots=True)
class Rank:
    """The place among groups by the pooled value, 1 for the best, with the interval of places."""

    place: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Estimate:
    """One measure of one group; all values in the measure's printed unit.

    ``documents`` have something to measure; ``numerator`` and ``denominator`` are their sums. ``value`` is the ratio of
    sums with its interval ``low`` to ``high``, nothing borrowed from other groups; ``pooled`` is drawn towards the
    others, None with too few groups; ``rank`` is None where nothing is ranked.
    """

    measure: str
    documents: int
    numerator: float
    denominator: float
    value: float
    low: float
    high: float
    spread: Described
    pooled: Interval | None = None
    rank: Rank | None = None


@dataclass(frozen=True, slots=True)
class Agreement:
    """Rank correlation between self-scores and errors per 100 figures: near -1 where units that err score themselves lower."""

    documents: int
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Group:
    """One group of documents with its estimates in the order of the measures; those without any data are left out."""

    key: str
    name: str
    documents: int
    units: int
    years: tuple[int, ...]
    estimates: tuple[Estimate, ...]
    agreement: Agreement | None

    def estimate(self, measure: str) -> Estimate | None:
        """Return the estimate of a measure by its id."""
        return next((e for e in self.estimates if e.measure == measure), None)


@dataclass(frozen=True, slots=True)
class Statistics:
    """All statistics by one grouping; ``whole`` is the whole corpus, ``groups`` are ordered by key."""

    by: By
    level: float
    fewest: int
    seed: int
    measures: tuple[Measure, ...]
    whole: Group
    groups: tuple[Group, ...]
    changes: tuple[Change, ...]
    limits: tuple[str, ...] = LIMITS


def statistics(
    connection: duckdb.DuckDBPyConnection, by: By = By.DIVISION, fewest: int = FEWEST_DOCUMENTS, seed: int = SEED
) -> Statistics:
    """Return the statistics of a store; the same store and seed give the same numbers."""
    return statistics_of(load(connection), by, fewest, seed)


def statistics_of(frame: Frame, by: By, fewest: int = FEWEST_DOCUMENTS, seed: int = SEED) -> Statistics:
    """Return the statistics of a frame."""
    rng = np.random.default_rng(seed)
    keys, places = np.unique(frame.labels[by].astype(str), return_inverse=True)
    order = np.argsort(places, kind="stable")
    rows = np.split(order, np.flatnonzero(np.diff(places[order])) + 1) if len(frame) else []
    estimates: list[dict[str, Estimate]] = [{} for _ in keys]
    whole: dict[str, Estimate] = {}
    for i, measure in enumerate(frame.measures):
        for place, estimate in estimated(frame, i, rows, fewest, keys, rng):
            estimates[place][measure.id] = estimate
        whole.update((measure.id, e) for _, e in estimated(frame, i, [np.arange(len(frame))], fewest, keys, rng))
    return Statistics(
        by, LEVEL, fewest, seed, frame.measures,
        group_of(frame, np.arange(len(frame)), "", "全部", whole),
        tuple(group_of(frame, r, str(key), name_of(frame, by, str(key)), e) for key, r, e in zip(keys, rows, estimates, strict=True)),
        tuple(changes(frame, by, rng)),
    )  # fmt: skip


def name_of(frame: Frame, by: By, key: str) -> str:
    """Return what a group is called; divisions by their name, the rest by their key."""
    if not key:
        return "未定"
    return frame.names.get(key, key) if by in (By.DIVISION, By.PARENT) else key


def group_of(frame: Frame, rows: Places, key: str, name: str, estimates: dict[str, Estimate]) -> Group:
    """Return one group."""
    years = tuple(sorted({int(y) for y in frame.years[rows] if y}))
    every = tuple(estimates[m.id] for m in frame.measures if m.id in estimates)
    return Group(key, name, len(rows), len(np.unique(frame.units[rows])), years, every, agreement(frame, rows))


def estimated(
    frame: Frame, i: int, rows: list[Places], fewest: int, keys: Array, rng: np.random.Generator
) -> Iterator[tuple[int, Estimate]]:
    """Yield the place of each group that has data for the ``i``-th measure, with its estimate."""
    measure = frame.measures[i]
    used = [(place, r[frame.denominators[r, i] > 0]) for place, r in enumerate(rows)]
    used = [(place, r) for place, r in used if len(r)]
    if not used:
        return
    counts = [summed(frame, r, i) for _, r in used]
    raw, pooled = (means if measure.kind is Kind.MEAN else events)(counts, measure, rng)
    described = [described_of(frame, i, r, measure.scale, rng) for _, r in used]
    named = np.array([bool(keys[place]) if len(rows) == len(keys) else False for place, _ in used])
    enough = np.array([len(r) >= fewest for _, r in used]) & named
    ranks = ranked(pooled, enough, measure.better)
    borrowed = pooled_values(pooled, measure, len(used))
    for j, ((place, r), (n, d)) in enumerate(zip(used, counts, strict=True)):
        value, low, high = (min(v * measure.scale, measure.most) for v in raw[j])
        sums = (float(n.sum()), float(d.sum()))
        yield place, Estimate(measure.id, len(r), *sums, value, low, high, described[j], borrowed[j], ranks[j])


def pooled_values(pooled: Pooled | None, measure: Measure, count: int) -> list[Interval | None]:
    """Return the partially pooled value of each group with its interval."""
    if pooled is None:
        return [None] * count
    rows = np.vstack([pooled.value(), pooled.interval(LEVEL)]) * measure.scale
    return [Interval(*map(float, row)) for row in np.minimum(rows, measure.most).T]


def summed(frame: Frame, rows: Places, i: int) -> tuple[Array, Array]:
    """Return both counts of a measure added up for each unit."""
    n, d = intervals.by_unit(frame.numerators[rows, i : i + 1], frame.denominators[rows, i : i + 1], frame.units[rows])
    return n[:, 0], d[:, 0]


Raw = list[tuple[float, float, float]]
"""Value, low and high of each group, not yet scaled."""


def events(counts: list[tuple[Array, Array]], measure: Measure, rng: np.random.Generator) -> tuple[Raw, Pooled | None]:
    """Return values and intervals of shares or rates, and draws of them partially pooled."""
    common = intervals.common_effect(counts, measure.kind)
    raw, effective = [], []
    for n, d in counts:
        effect = intervals.design_effect(n, d, measure.kind, common)
        k, e = float(n.sum()), float(d.sum())
        effective.append((k / effect, e / effect))
        raw.append((k / e, *intervals.counts_interval(k / effect, e / effect, measure.kind)))
    k, e = np.array(effective).T
    return raw, pooled_counts(k, e, measure.kind, rng)


def means(counts: list[tuple[Array, Array]], measure: Measure, rng: np.random.Generator) -> tuple[Raw, Pooled | None]:
    """Return values and intervals of means, and draws of them partially pooled."""
    del measure
    common = intervals.common_variance(counts)
    raw, errors = [], []
    for n, d in counts:
        value = float(n.sum() / d.sum())
        error, freedom = intervals.mean_error(n, d, common)
        errors.append(max(error, 1e-9))
        raw.append((value, *intervals.mean_interval(value, error, freedom)))
    return raw, pooled_means(np.array([r[0] for r in raw]), np.array(errors), rng)


def described_of(frame: Frame, i: int, rows: Places, scale: float, rng: np.random.Generator) -> Described:
    """Return how a measure is spread over single documents."""
    values = frame.numerators[rows, i] / frame.denominators[rows, i] * scale
    low, high = intervals.median_interval(values, frame.units[rows], rng)
    first, median, third = (float(q) for q in np.quantile(values, [0.25, 0.5, 0.75]))
    deviation = float(values.std(ddof=1)) if len(values) > 1 else 0.0
    return Described(Interval(median, min(low, median), max(high, median)), first, third, deviation)


def ranked(pooled: Pooled | None, enough: NDArray[np.bool_], better: int) -> list[Rank | None]:
    """Return the rank of each group; None for those with too few documents and where nothing is ranked."""
    ranks: list[Rank | None] = [None] * len(enough)
    if pooled is None or not better or enough.sum() < 2:  # noqa: PLR2004
        return ranks
    rows = zip(*Pooled(pooled.draws[:, enough]).ranks(better, LEVEL), strict=True)
    for place, row in zip(np.flatnonzero(enough), rows, strict=True):
        ranks[place] = Rank(*map(int, row))
    return ranks


def agreement(frame: Frame, rows: Places) -> Agreement | None:
    """Return how self-scores go with errors; None for too few units or where all are alike."""
    i = next(i for i, m in enumerate(frame.measures) if m.id == "errors")
    used = rows[(frame.denominators[rows, i] > 0) & ~np.isnan(frame.scores[rows])]
    units = len(np.unique(frame.units[used]))
    scores = frame.scores[used]
    rates = frame.numerators[used, i] / np.maximum(frame.denominators[used, i], 1)
    if units < FEWEST_FOR_CORRELATION or len(np.unique(scores)) == 1 or len(np.unique(rates)) == 1:
        return None
    return Agreement(len(used), *intervals.correlation(scores, rates, units))
