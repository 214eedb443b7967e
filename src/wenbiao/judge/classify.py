"""The classifier: a linear score over readable features, calibrated, from plain numbers in ``model.json``.

No learning library is needed here. How the numbers come about is in ``train.py``, what they are worth in
``docs/judge.md``.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from wenbiao.judge.features import Seen, counted, seen
from wenbiao.judge.matcher import Matcher

MODEL = Path(__file__).with_name("model.json")
SCALE = 1000
"""Weights are stored as whole thousandths."""
STEEPEST = 60.0
"""Beyond this a logistic is 0 or 1 to the last digit."""


@dataclass(frozen=True, slots=True)
class Block:
    """The weights of n-grams or words: for each term its inverse document frequency and one weight for each label."""

    terms: dict[str, tuple[float, float, float]]

    def add(self, counts: dict[str, int], score: list[float]) -> None:
        """Add to both scores what the terms of a statement weigh, the length of the statement taken out."""
        vague = boilerplate = norm = 0.0
        get = self.terms.get
        for term, count in counts.items():
            if (known := get(term)) is not None:
                value = known[0] if count == 1 else (1 + math.log(count)) * known[0]
                norm += value * value
                vague += value * known[1]
                boilerplate += value * known[2]
        if norm:
            length = math.sqrt(norm)
            score[0] += vague / length
            score[1] += boilerplate / length


@dataclass(frozen=True, slots=True)
class Decision:
    """How a score becomes a probability (Platt's slope and offset), and from which probability on the label holds."""

    slope: float
    offset: float
    threshold: float

    def probability(self, score: float) -> float:
        """Return the calibrated probability of a score."""
        at = self.slope * score + self.offset
        return 1 / (1 + math.exp(-max(-STEEPEST, min(STEEPEST, at))))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The labels of one statement with their probabilities."""

    vague: bool
    vague_probability: float
    boilerplate: bool
    boilerplate_probability: float


@dataclass(frozen=True, slots=True)
class Classifier:
    """Weights of signals, n-grams and words, with the decisions for *vague* and *boilerplate*."""

    bias: tuple[float, float]
    signals: dict[str, tuple[float, float]]
    grams: Block
    words: Block
    matcher: Matcher
    vague: Decision
    boilerplate: Decision

    def scores(self, features: Seen) -> list[float]:
        """Return the two raw scores, vague first."""
        score = list(self.bias)
        for name, value in features.signals.items():
            if (weights := self.signals.get(name)) is not None:
                score[0] += value * weights[0]
                score[1] += value * weights[1]
        self.grams.add(features.grams, score)
        self.words.add(counted([features.plain[a:b] for a, b in self.matcher.places(features.plain)]), score)
        return score

    def verdict(self, features: Seen) -> Verdict:
        """Return the labels of a statement from its features."""
        scores = self.scores(features)
        vague, boilerplate = self.vague.probability(scores[0]), self.boilerplate.probability(scores[1])
        return Verdict(vague >= self.vague.threshold, vague, boilerplate >= self.boilerplate.threshold, boilerplate)


@lru_cache(maxsize=5000)
def verdict_on(role: str, text: str) -> Verdict:
    """Return whether a statement is vague and whether it is boilerplate; an indicator is given as ``名称：指标值``."""
    return classifier().verdict(seen(role, text))


@cache
def classifier() -> Classifier:
    """Return the shipped classifier, loaded once."""
    return load(MODEL)


def load(path: Path) -> Classifier:
    """Return a classifier from its file."""
    data = json.loads(path.read_text(encoding="utf-8"))
    bias = tuple(n / SCALE for n in data["bias"])
    words = block(data["words"])
    return Classifier(
        (bias[0], bias[1]),
        {name: (v / SCALE, b / SCALE) for name, (v, b) in data["signals"].items()},
        block(data["grams"]),
        words,
        Matcher(words.terms),
        Decision(**data["vague"]),
        Decision(**data["boilerplate"]),
    )


def block(columns: dict[str, list[int] | list[str]]) -> Block:
    """Return a block from its columns: terms, idf, and the weights of both labels."""
    idf, vague, boilerplate = (numbers(columns[name]) for name in ("idf", "vague", "boilerplate"))
    return Block(dict(zip(map(str, columns["terms"]), zip(idf, vague, boilerplate, strict=True), strict=True)))


def numbers(column: Sequence[int | str]) -> list[float]:
    """Return stored thousandths as numbers."""
    return [int(n) / SCALE for n in column]
