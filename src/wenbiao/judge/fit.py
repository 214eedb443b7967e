"""Fitting: features to a matrix, a linear model for each label, its calibration and threshold."""

from __future__ import annotations

import json
import math
import random
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from wenbiao.extract.segment import segment
from wenbiao.judge.classify import SCALE
from wenbiao.judge.dataset import Example, dressed
from wenbiao.judge.features import Seen, counted, seen
from wenbiao.judge.fillers import LIST_NUMBER
from wenbiao.judge.matcher import Matcher
from wenbiao.judge.vocabulary import Kind, words_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    Floats = NDArray[np.float64]
    Booleans = NDArray[np.bool_]

LABELS = ("vague", "boilerplate")
SHORTEST_WORD = 2
RAREST = 4
"""A term must stand in this many statements to be learned."""
STRENGTHS = (1.0, 3.0)
"""Inverse strengths of regularisation to choose from."""
DRESSED_SHARE = 0.35
FORGETFUL_SHARE = 0.6
FORGOTTEN = 0.9
"""The share of the words of duties that such a copy does not know."""
INNER_FOLDS = 3
PRECISION = 0.9
"""The least precision a threshold must reach on statements of agencies it has not seen."""
NEARLY = 0.003
SEED = 20_240


@dataclass(slots=True)
class Space:
    """The features of a training set: columns for signals, n-grams and words, with inverse document frequencies."""

    signals: list[str]
    grams: dict[str, float]
    words: dict[str, float]
    columns: dict[str, int] = field(init=False)
    matcher: Matcher = field(init=False)

    def __post_init__(self) -> None:
        """Number the columns; words are those jieba finds, counted by the longest match alone."""
        names = [*(f"s{n}" for n in self.signals), *(f"g{t}" for t in self.grams), *(f"w{t}" for t in self.words)]
        self.columns = {name: i for i, name in enumerate(names)}
        self.matcher = Matcher(self.words)

    @classmethod
    def of(cls, features: Sequence[Seen]) -> Space:
        """Return the space of these statements."""
        signals = sorted({name for f in features for name in f.signals})
        plain = [f.plain for f in features]
        words = frequencies([segmented(text) for text in plain])
        matcher = Matcher(words)
        return cls(
            signals, frequencies([f.grams for f in features]), frequencies([found(matcher, text) for text in plain])
        )

    def matrix(self, features: Sequence[Seen]) -> csr_matrix:
        """Return one row for each statement."""
        from scipy.sparse import csr_matrix

        data: list[float] = []
        places: list[int] = []
        ends = [0]
        for one in features:
            for prefix, values in self.parts(one):
                for name, value in values.items():
                    places.append(self.columns[prefix + name])
                    data.append(value)
            ends.append(len(data))
        return csr_matrix((data, places, ends), shape=(len(features), len(self.columns)))

    def parts(self, one: Seen) -> Iterable[tuple[str, dict[str, float]]]:
        """Yield the values of one statement by kind of column."""
        yield "s", {name: value for name, value in one.signals.items() if f"s{name}" in self.columns}
        yield "g", weighted(one.grams, self.grams)
        yield "w", weighted(found(self.matcher, one.plain), self.words)


@cache
def segmented(text: str) -> dict[str, int]:
    """Return how often each jieba word of two characters or more stands in a text."""
    return counted([word for word in segment(text) if len(word) >= SHORTEST_WORD])


def found(matcher: Matcher, text: str) -> dict[str, int]:
    """Return how often each word of a list stands in a text."""
    return counted([text[start:end] for start, end in matcher.places(text)])


def frequencies(counts: Sequence[dict[str, int]]) -> dict[str, float]:
    """Return the inverse document frequency of each term that is not too rare, rounded as it will be stored."""
    held = Counter(term for terms in counts for term in terms)
    kept = {term: math.log((1 + len(counts)) / (1 + n)) + 1 for term, n in sorted(held.items()) if n >= RAREST}
    return {term: round(value * SCALE) / SCALE for term, value in kept.items()}


def weighted(counts: dict[str, int], idf: dict[str, float]) -> dict[str, float]:
    """Return the tf-idf values of one statement, of length one."""
    values = {term: (1 + math.log(count)) * idf[term] for term, count in counts.items() if term in idf}
    length = math.sqrt(sum(v * v for v in values.values()))
    return {term: v / length for term, v in values.items()}


@dataclass(frozen=True, slots=True)
class Fitted:
    """A linear model of one label with its calibration and threshold."""

    weights: Floats
    bias: float
    slope: float
    offset: float
    threshold: float
    strength: float

    def probabilities(self, matrix: csr_matrix) -> Floats:
        """Return calibrated probabilities."""
        import numpy as np

        return np.asarray(1 / (1 + np.exp(-(self.slope * (matrix @ self.weights + self.bias) + self.offset))))


class Features:
    """The features of statements, computed once for each."""

    def __init__(self) -> None:
        """Begin with none."""
        self.known: dict[tuple[str, str], Seen] = {}

    def of(self, given: Sequence[Example]) -> list[Seen]:
        """Return the features of statements in order."""
        for example in given:
            if (key := (example.role, example.text)) not in self.known:
                self.known[key] = seen(*key)
        return [self.known[e.role, e.text] for e in given]


class Learner(Protocol):
    """What is used of scikit-learn's classifiers."""

    coef_: Floats
    intercept_: Floats

    def fit(self, features: object, truth: Booleans) -> Learner:
        """Learn, and return itself."""

    def predict(self, features: object) -> Booleans:
        """Return the labels."""

    def decision_function(self, features: object) -> Floats:
        """Return the raw scores."""


def learner(strength: float) -> Learner:
    """Return the linear learner."""
    from sklearn.linear_model import LogisticRegression

    made: Learner = LogisticRegression(C=strength, solver="liblinear", max_iter=1000, random_state=SEED)
    return made


@dataclass(frozen=True, slots=True)
class TrainingSet:
    """What a model is fitted on: the space, the matrix and the labels, copies in other dress included."""

    space: Space
    matrix: csr_matrix
    truth: dict[str, Booleans]

    @classmethod
    def of(cls, given: Sequence[Example], features: Features) -> TrainingSet:
        """Return the training set of these statements."""
        space = Space.of(features.of(given))
        other_dress = dressed(given, DRESSED_SHARE, SEED)
        forgetful = forgetting(given, FORGETFUL_SHARE, SEED)
        seen_so = [*features.of(given), *features.of(other_dress), *(one for _, one in forgetful)]
        return cls(space, space.matrix(seen_so), truth_of([*given, *other_dress, *(e for e, _ in forgetful)]))


def forgetting(given: Sequence[Example], share: float, seed: int) -> list[tuple[Example, Seen]]:
    """Return a share of the statements as seen by someone who does not know some words of their duties.

    The vocabulary of duties knows the agencies of these statements better than those it will meet;
    without this, a statement that holds none of its words would pass for boilerplate too easily.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    result = []
    for example in chance.sample(list(given), int(len(given) * share)):
        words = words_in(LIST_NUMBER.sub("", example.text))
        if any(span.note == Kind.DUTY for span in words):
            kept = [span for span in words if span.note != Kind.DUTY or chance.random() > FORGOTTEN]
            result.append((example, seen(example.role, example.text, kept)))
    return result


def truth_of(given: Sequence[Example]) -> dict[str, Booleans]:
    """Return the labels of statements."""
    import numpy as np

    return {label: np.array([e.label(label) for e in given]) for label in LABELS}


def fit(given: Sequence[Example], features: Features) -> tuple[dict[str, Fitted], Space]:
    """Return a model of each label; strength, calibration and threshold come from folds by agency inside ``given``."""
    import numpy as np

    scores = inner_scores(given, features)
    whole = TrainingSet.of(given, features)
    fitted = {}
    for label, truth in truth_of(given).items():
        strength = max(STRENGTHS, key=lambda c: macro_f1(truth, scores[label, c] >= 0))
        raw = scores[label, strength]
        slope, offset = platt(raw, truth)
        threshold = threshold_for(1 / (1 + np.exp(-(slope * raw + offset))), truth)
        model = learner(strength).fit(whole.matrix, whole.truth[label])
        fitted[label] = Fitted(model.coef_[0], float(model.intercept_[0]), slope, offset, threshold, strength)
    return fitted, whole.space


def inner_scores(given: Sequence[Example], features: Features) -> dict[tuple[str, float], Floats]:
    """Return for each label and strength the raw scores of all statements, by models that have not seen their agency."""
    import numpy as np

    scores = {(label, strength): np.zeros(len(given)) for label in LABELS for strength in STRENGTHS}
    for train, test in folds(given, INNER_FOLDS):
        inner = TrainingSet.of([given[i] for i in train], features)
        held_out = inner.space.matrix(features.of([given[i] for i in test]))
        for (label, strength), column in scores.items():
            column[test] = learner(strength).fit(inner.matrix, inner.truth[label]).decision_function(held_out)
    return scores


def folds(given: Sequence[Example], number: int) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """Return training and test indices by agency."""
    from sklearn.model_selection import GroupKFold

    return list(GroupKFold(number).split(given, groups=[e.agency for e in given]))


def platt(scores: Floats, truth: Booleans) -> tuple[float, float]:
    """Return slope and offset that turn scores into probabilities."""
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(C=1e6).fit(scores.reshape(-1, 1), truth)
    return float(model.coef_[0][0]), float(model.intercept_[0])


def threshold_for(probabilities: Floats, truth: Booleans) -> float:
    """Return a threshold in the middle of those that reach the wanted precision and nearly the best macro-F1.

    The very best one is a matter of chance; its neighbours tell where the plateau is.
    """
    import numpy as np

    scores: dict[float, float] = {}
    for threshold in np.arange(0.3, 0.9, 0.01):
        guess = probabilities >= threshold
        if (guess & truth).sum() >= PRECISION * guess.sum():
            scores[float(threshold)] = macro_f1(truth, guess)
    good = [threshold for threshold, score in scores.items() if score >= max(scores.values()) - NEARLY]
    return round(float(np.median(good)), 2) if good else 0.5


def macro_f1(truth: Booleans, guess: Booleans) -> float:
    """Return the mean of the F1 scores of both classes."""
    scores = []
    for wanted in (True, False):
        hits = int(((truth == wanted) & (guess == wanted)).sum())
        scores.append(2 * hits / max(int((truth == wanted).sum() + (guess == wanted).sum()), 1))
    return sum(scores) / 2


def store(models: dict[str, Fitted], space: Space, path: Path) -> None:
    """Write the models as plain numbers, in thousandths."""
    vague, boilerplate = (models[label].weights for label in LABELS)

    def pair(column: str) -> tuple[int, int]:
        at = space.columns[column]
        return round(float(vague[at]) * SCALE), round(float(boilerplate[at]) * SCALE)

    def columns(prefix: str, idf: dict[str, float]) -> dict[str, list[str] | list[int]]:
        pairs = [pair(prefix + term) for term in idf]
        return {
            "terms": list(idf),
            "idf": [round(value * SCALE) for value in idf.values()],
            "vague": [v for v, _ in pairs],
            "boilerplate": [b for _, b in pairs],
        }

    data = {
        "format": "wenbiao.judge/1",
        "bias": [round(models[label].bias * SCALE) for label in LABELS],
        "signals": {name: pair(f"s{name}") for name in space.signals},
        "grams": columns("g", space.grams),
        "words": columns("w", space.words),
        **{
            label: {"slope": round(m.slope, 4), "offset": round(m.offset, 4), "threshold": m.threshold}
            for label, m in models.items()
        },
    }
    path.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")
