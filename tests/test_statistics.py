"""Statistics of a corpus: intervals cover, pooling helps small groups, few reports are never ranked, years are paired."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import pytest

from wenbiao.corpus import intervals
from wenbiao.corpus.measures import MEASURES, By, Frame, Kind
from wenbiao.corpus.pooling import pooled_counts, pooled_means
from wenbiao.corpus.statistics import LIMITS, Statistics, statistics_of

CHOSEN = tuple(m for m in MEASURES if m.id in {"errors", "vague", "quality"})
"""A rate, a share and a mean."""


def frame(rows: Sequence[tuple[str, int, int, Sequence[tuple[float, float]]]]) -> Frame:
    """Return a frame of (group, unit, year, counts of each of CHOSEN)."""
    counts = np.array([r[3] for r in rows], dtype=float)
    keys = np.array([r[0] for r in rows], dtype=object)
    years = np.array([r[2] for r in rows])
    labels = {By.DIVISION: keys, By.YEAR: years.astype(str).astype(object)}
    nothing = np.full(len(rows), np.nan)
    return Frame(CHOSEN, counts[:, :, 0], counts[:, :, 1], np.array([r[1] for r in rows]), years, labels, {}, nothing)


def simulated(seed: int, groups: int) -> tuple[Frame, dict[tuple[str, str], float]]:
    """Return groups of very different sizes whose units scatter about known values."""
    rng = np.random.default_rng(seed)
    rows, truth, unit = [], {}, 0
    for g in range(groups):
        key, slip, vague, quality = f"{g:06}", rng.beta(2.2, 50), rng.beta(3, 9), rng.normal(0.6, 0.05)
        truth |= {(key, "errors"): 37.5 * slip, (key, "vague"): 100 * vague, (key, "quality"): quality}
        for _ in range(max(1, int(rng.lognormal(2.0, 0.9)))):
            own = (
                rng.beta(slip * 40, (1 - slip) * 40),
                rng.beta(vague * 40, (1 - vague) * 40),
                rng.normal(quality, 0.05),
            )
            for year in range(2020, 2025):
                counts = ((rng.binomial(15, own[0]), 40), (rng.binomial(4, own[1]), 4), (rng.normal(own[2], 0.08), 1))
                rows.append((key, unit, year, counts))
            unit += 1
    return frame(rows), truth


@pytest.fixture(scope="module")
def many() -> tuple[Statistics, dict[tuple[str, str], float]]:
    data, truth = simulated(7, 400)
    return statistics_of(data, By.DIVISION), truth


@pytest.mark.parametrize("measure", [m.id for m in CHOSEN])
def test_intervals_cover_what_they_should(many: tuple[Statistics, dict[tuple[str, str], float]], measure: str) -> None:
    result, truth = many
    pairs = [(g.estimate(measure), truth[g.key, measure]) for g in result.groups]
    alone = np.mean([e.low <= t <= e.high for e, t in pairs])
    pooled = np.mean([e.pooled.low <= t <= e.pooled.high for e, t in pairs])
    assert 0.92 <= alone <= 0.98
    assert 0.92 <= pooled <= 0.98


@pytest.mark.parametrize("measure", [m.id for m in CHOSEN])
def test_pooling_comes_nearer_to_the_truth(many: tuple[Statistics, dict[tuple[str, str], float]], measure: str) -> None:
    result, truth = many
    pairs = [(g.estimate(measure), truth[g.key, measure]) for g in result.groups]
    assert sum((e.pooled.value - t) ** 2 for e, t in pairs) < sum((e.value - t) ** 2 for e, t in pairs)


def test_a_spotless_group_of_three_reports_is_not_first() -> None:
    rows = [
        (f"{g:02}", g * 10 + u, 2024, ((1 + (u + g) % 3, 50), (1, 4), (0.6, 1))) for g in range(12) for u in range(10)
    ]
    rows += [("99", 900 + u, 2024, ((0, 50), (0, 4), (0.9, 1))) for u in range(3)]
    result = statistics_of(frame(rows), By.DIVISION, fewest=10)
    lucky = next(g for g in result.groups if g.key == "99")
    for estimate in lucky.estimates:
        assert estimate.rank is None
    error = lucky.estimate("errors")
    assert error.value == 0
    assert error.low < error.pooled.low < error.pooled.value < error.pooled.high
    assert error.pooled.value > 0.5
    ranked = [g.estimate("errors").rank for g in result.groups if g.key != "99"]
    assert sorted(r.place for r in ranked) == list(range(1, 13))
    assert all(r.low <= r.place <= r.high for r in ranked)


def test_nothing_found_still_has_an_interval() -> None:
    low, high = intervals.counts_interval(0, 50, Kind.SHARE)
    assert low < 0.001
    assert 0.03 < high < 0.08
    low, high = intervals.counts_interval(0, 50, Kind.RATE)
    assert 0.03 < high < 0.08


def test_independent_counts_have_no_design_effect_and_copies_do() -> None:
    rng = np.random.default_rng(3)
    units = [(rng.binomial(20, 0.3, 40).astype(float), np.full(40, 20.0)) for _ in range(30)]
    assert intervals.common_effect(units, Kind.SHARE) == pytest.approx(1.0, abs=0.1)
    alike = [(20.0 * rng.binomial(1, 0.3, 40), np.full(40, 20.0)) for _ in range(30)]
    assert intervals.common_effect(alike, Kind.SHARE) == pytest.approx(20.0, rel=0.1)


def test_pooling_is_complete_where_groups_do_not_differ() -> None:
    rng = np.random.default_rng(5)
    exposure = np.full(40, 30.0)
    pooled = pooled_counts(rng.binomial(30, 0.2, 40).astype(float), exposure, Kind.SHARE, rng)
    assert pooled is not None
    assert pooled.value().std() < 0.5 * math.sqrt(0.2 * 0.8 / 30)
    apart = pooled_means(np.array([0.1, 0.5, 0.9, 0.3, 0.7, 0.2]), np.full(6, 1e-4), rng)
    assert apart is not None
    assert np.allclose(apart.value(), [0.1, 0.5, 0.9, 0.3, 0.7, 0.2], atol=1e-3)
    assert pooled_counts(np.array([1.0]), np.array([5.0]), Kind.RATE, rng) is None


def test_change_is_that_of_units_with_both_years() -> None:
    stayed = [("a", u, y, ((2 if y == 2023 else 1, 50), (1, 4), (0.6, 1))) for u in range(20) for y in (2023, 2024)]
    came = [("a", 100 + u, 2024, ((9, 50), (4, 4), (0.1, 1))) for u in range(30)]
    result = statistics_of(frame([*stayed, *came]), By.DIVISION)
    change = next(c for c in result.changes if c.measure == "errors" and c.key == "a")
    assert (change.earlier, change.later, change.units) == (2023, 2024, 20)
    assert (change.before, change.after, change.difference) == pytest.approx((4.0, 2.0, -2.0))
    assert change.low == pytest.approx(change.high)


def test_the_same_store_gives_the_same_numbers() -> None:
    data, _ = simulated(2, 12)
    assert statistics_of(data, By.DIVISION) == statistics_of(data, By.DIVISION)
    assert statistics_of(data, By.YEAR).groups[0].key == "2020"


def test_median_and_its_interval() -> None:
    rng = np.random.default_rng(1)
    covered = 0
    for _ in range(300):
        values = rng.normal(0, 1, 40)
        low, high = intervals.median_interval(values, np.arange(40), rng)
        covered += low <= 0 <= high
    assert 0.90 <= covered / 300 <= 0.99


def test_limits_of_use_are_said() -> None:
    assert any("问责" in text for text in LIMITS)
    assert len({m.id for m in MEASURES}) == len(MEASURES)
