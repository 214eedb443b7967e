"""Partial pooling: what all groups have in common tells about each, the more the less the group itself can tell.

Empirical Bayes after Efron and Morris (1975): shares by the beta-binomial model, rates by the gamma-Poisson model, means
by the normal one. How much groups differ is itself uncertain; it is not put in as one number but averaged over a grid,
flat in the typical value and in the standard deviation between groups (Gelman 2006), because intervals that take it as
known cover too little (Morris 1983). Counts are effective counts, see ``intervals``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from wenbiao.corpus.measures import Array, Kind

FEWEST_GROUPS = 5
"""With fewer groups nothing can be learnt about how groups differ."""
DRAWS = 1500
STEPS = 24
WIDTH = 4.0
SPREADS = np.exp(np.linspace(np.log(2.0), np.log(20000.0), 30))
"""Concentrations of the distribution of groups: as many imagined observations as it is worth."""


@dataclass(frozen=True, slots=True, eq=False)
class Pooled:
    """Draws of the true value of every group: one row for each draw, one column for each group."""

    draws: Array

    def value(self) -> Array:
        """Return the mean of each group."""
        return np.asarray(self.draws.mean(axis=0))

    def interval(self, level: float) -> Array:
        """Return low and high ends: two rows."""
        return np.quantile(self.draws, [(1 - level) / 2, (1 + level) / 2], axis=0)

    def ranks(self, better: int, level: float) -> tuple[Array, Array, Array]:
        """Return the rank of each group by its mean, 1 for the best, and the interval of its rank."""
        order = np.argsort(np.argsort(-better * self.draws, axis=1), axis=1) + 1
        tails = [(1 - level) / 2, (1 + level) / 2]
        low, high = np.quantile(order, tails, axis=0, method="inverted_cdf").astype(float)
        best = (np.argsort(np.argsort(-better * self.value(), kind="stable"), kind="stable") + 1).astype(float)
        return best, low, high


def pooled_counts(events: Array, exposures: Array, kind: Kind, rng: np.random.Generator) -> Pooled | None:
    """Return draws for shares or rates of groups; None for too few groups."""
    if len(events) < FEWEST_GROUPS:
        return None
    share = kind is Kind.SHARE
    typical = typical_values(events, exposures, share=share)
    if share:
        sizes = SPREADS
        logs = beta_binomial(events, exposures, typical[:, None], sizes[None, :])
    else:
        sizes = SPREADS / 20
        logs = gamma_poisson(events, exposures, typical[:, None], sizes[None, :])
    weight = logs - 0.5 * np.log(sizes)[None, :]
    chosen = drawn(weight, rng)
    m, s = typical[chosen // len(sizes)][:, None], sizes[chosen % len(sizes)][:, None]
    if share:
        return Pooled(rng.beta(m * s + events, (1 - m) * s + np.maximum(exposures - events, 0)))
    return Pooled(rng.gamma(s + events, 1.0) / (s / m + exposures))


def typical_values(events: Array, exposures: Array, *, share: bool) -> Array:
    """Return a grid of typical values about the overall one, on the logit or logarithmic scale."""
    ratio = (events + 0.5) / (exposures + 1.0)
    logs = np.log(ratio / (1 - ratio)) if share else np.log(ratio)
    total = (events.sum() + 0.5) / (exposures.sum() + 1.0)
    centre = np.log(total / (1 - total)) if share else np.log(total)
    middle = (centre + float(logs.mean())) / 2
    half = abs(centre - float(logs.mean())) / 2 + WIDTH * max(0.05, float(logs.std()) / np.sqrt(len(events)))
    grid = np.linspace(middle - half, middle + half, STEPS)
    return np.asarray(special.expit(grid) if share else np.exp(grid))


def beta_binomial(events: Array, exposures: Array, m: Array, s: Array) -> Array:
    """Return the logarithm of the likelihood of all groups at every typical value and concentration."""
    a, b = m * s, (1 - m) * s
    total = np.zeros(np.broadcast(a, b).shape)
    for k, n in zip(events, exposures, strict=True):
        total += special.betaln(a + k, b + max(n - k, 0.0))
    return np.asarray(total - len(events) * special.betaln(a, b))


def gamma_poisson(events: Array, exposures: Array, m: Array, s: Array) -> Array:
    """Return the logarithm of the likelihood of all groups at every typical rate and shape."""
    rate = s / m
    total = np.zeros(np.broadcast(rate, s).shape)
    for k, n in zip(events, exposures, strict=True):
        total += special.gammaln(s + k) - (s + k) * np.log(rate + n)
    return np.asarray(total + len(events) * (s * np.log(rate) - special.gammaln(s)))


def pooled_means(values: Array, errors: Array, rng: np.random.Generator) -> Pooled | None:
    """Return draws for means of groups with their standard errors; None for too few groups."""
    if len(values) < FEWEST_GROUPS:
        return None
    scale = max(float(values.std()), float(np.median(errors)), 1e-9)
    taus = np.linspace(1e-3, 3, 90) * scale
    variance = errors[None, :] ** 2 + taus[:, None] ** 2
    precision = 1 / variance
    centre = (precision * values).sum(axis=1) / precision.sum(axis=1)
    logs = -0.5 * (np.log(variance) + (values - centre[:, None]) ** 2 * precision).sum(axis=1)
    chosen = drawn(logs - 0.5 * np.log(precision.sum(axis=1)), rng)
    tau, mu = taus[chosen], rng.normal(centre[chosen], 1 / np.sqrt(precision.sum(axis=1)[chosen]))
    weight = tau[:, None] ** 2 / (tau[:, None] ** 2 + errors**2)
    middle = weight * values + (1 - weight) * mu[:, None]
    return Pooled(rng.normal(middle, np.sqrt(weight) * errors))


def drawn(logs: Array, rng: np.random.Generator) -> np.ndarray:
    """Return places of a grid drawn in proportion to the exponentials of ``logs``."""
    flat = logs.ravel()
    weight = np.exp(flat - flat.max())
    return rng.choice(len(flat), DRAWS, p=weight / weight.sum())
