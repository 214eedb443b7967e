"""What the classifier is worth: nested cross-validation by agency, beside a rule, a dummy and stronger learners."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wenbiao.judge.dataset import Example
from wenbiao.judge.elements import elements_of
from wenbiao.judge.fillers import coverage
from wenbiao.judge.fit import LABELS, SEED, Features, TrainingSet, fit, folds, macro_f1, truth_of
from wenbiao.judge.vocabulary import Kind, words_in

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from scipy.sparse import csr_matrix

    from wenbiao.judge.fit import Booleans, Floats, Learner

OUTER_FOLDS = 5
RESAMPLES = 1000
BINS = 10
COMPONENTS = 60
MOSTLY_EMPTY = 0.35
CONFIDENCE = (2.5, 97.5)
LINEAR, RULE, DUMMY, BOOSTING, FOREST = "线性模型（采用）", "词表规则", "多数类", "梯度提升树", "极端随机树"


@dataclass(frozen=True, slots=True)
class Result:
    """The held-out predictions of one method for one label; probabilities where it has them."""

    guess: Booleans
    probabilities: Floats | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Held-out predictions by label and method, beside the truth."""

    given: Sequence[Example]
    truth: dict[str, Booleans]
    results: dict[tuple[str, str], Result]

    def interval(self, label: str, method: str) -> tuple[float, float]:
        """Return the 95 % interval of macro-F1 when agencies are drawn anew."""
        truth, guess = self.truth[label], self.results[label, method].guess
        return self.spread(lambda drawn: macro_f1(truth[drawn], guess[drawn]))

    def miscalibration(self, label: str, method: str) -> tuple[float, float, float] | None:
        """Return the calibration error with its 95 % interval; None for a method without probabilities."""
        truth, chances = self.truth[label], self.results[label, method].probabilities
        if chances is None:
            return None
        interval = self.spread(lambda drawn: calibration_error(truth[drawn], chances[drawn]))
        return calibration_error(truth, chances), *interval

    def spread(self, measure: Callable[[NDArray[np.intp]], float]) -> tuple[float, float]:
        """Return the 95 % interval of a measure of some statements when agencies are drawn anew."""
        import numpy as np

        agencies = sorted({e.agency for e in self.given})
        members = [np.array([i for i, e in enumerate(self.given) if e.agency == a]) for a in agencies]
        chance = np.random.default_rng(SEED)
        values = [
            measure(np.concatenate([members[i] for i in chance.integers(len(members), size=len(members))]))
            for _ in range(RESAMPLES)
        ]
        low, high = np.percentile(values, CONFIDENCE)
        return float(low), float(high)

    def by(self, label: str, key: str) -> list[tuple[str, int, int, float]]:
        """Return for each role or kind of hard case: name, statements, errors, macro-F1 (0 where one class is absent)."""
        import numpy as np

        guess, truth = self.results[label, LINEAR].guess, self.truth[label]
        names = Counter(getattr(e, key) or "普通语句" for e in self.given)
        rows = []
        for name, count in names.most_common():
            of = np.array([(getattr(e, key) or "普通语句") == name for e in self.given])
            rows.append((name, count, int((truth[of] != guess[of]).sum()), macro_f1(truth[of], guess[of])))
        return rows


def precision_recall(truth: Booleans, guess: Booleans) -> tuple[float, float]:
    """Return precision and recall of the label."""
    hits = int((truth & guess).sum())
    return hits / max(int(guess.sum()), 1), hits / max(int(truth.sum()), 1)


def calibration_error(truth: Booleans, probabilities: Floats) -> float:
    """Return the expected calibration error: mean gap of probability and frequency over ten bins of equal size."""
    import numpy as np

    order = np.argsort(probabilities, kind="stable")
    gaps = [abs(probabilities[part].mean() - truth[part].mean()) * len(part) for part in np.array_split(order, BINS)]
    return float(sum(gaps) / len(probabilities))


def evaluate(given: Sequence[Example], features: Features) -> Evaluation:
    """Return held-out predictions of all methods; no agency is ever on both sides."""
    import numpy as np

    truth = truth_of(given)
    guesses = {
        (label, m): np.zeros(len(given), dtype=bool) for label in LABELS for m in (LINEAR, DUMMY, BOOSTING, FOREST)
    }
    chances = {label: np.zeros(len(given)) for label in LABELS}
    for train, test in folds(given, OUTER_FOLDS):
        known, unknown = [given[i] for i in train], [given[i] for i in test]
        models, space = fit(known, features)
        matrix = space.matrix(features.of(unknown))
        rivals = rivals_on(known, unknown, features)
        for label in LABELS:
            chances[label][test] = models[label].probabilities(matrix)
            guesses[label, LINEAR][test] = chances[label][test] >= models[label].threshold
            guesses[label, DUMMY][test] = truth[label][train].sum() * 2 > len(train)
            for method, guess in rivals[label].items():
                guesses[label, method][test] = guess
    results = {key: Result(guess, chances[key[0]] if key[1] == LINEAR else None) for key, guess in guesses.items()}
    results |= {("vague", RULE): Result(np.array([vague_by_rule(e) for e in given]))}
    results |= {("boilerplate", RULE): Result(np.array([boilerplate_by_rule(e) for e in given]))}
    return Evaluation(given, truth, results)


def rivals_on(
    known: Sequence[Example], unknown: Sequence[Example], features: Features
) -> dict[str, dict[str, Booleans]]:
    """Return what stronger learners say, on the same features with n-grams and words condensed to their main directions."""
    import numpy as np
    from sklearn.decomposition import TruncatedSVD

    training = TrainingSet.of(known, features)
    held_out = training.space.matrix(features.of(unknown))
    count = len(training.space.signals)
    svd = TruncatedSVD(COMPONENTS, random_state=SEED).fit(training.matrix[:, count:])

    def dense(matrix: csr_matrix) -> Floats:
        return np.hstack([matrix[:, :count].toarray(), svd.transform(matrix[:, count:])])

    one, other = dense(training.matrix), dense(held_out)
    return {
        label: {name: make().fit(one, training.truth[label]).predict(other) for name, make in RIVALS.items()}
        for label in LABELS
    }


def boosting() -> Learner:
    """Return gradient boosted trees."""
    from sklearn.ensemble import HistGradientBoostingClassifier

    made: Learner = HistGradientBoostingClassifier(max_iter=80, learning_rate=0.15, random_state=SEED)
    return made


def forest() -> Learner:
    """Return extremely randomised trees."""
    from sklearn.ensemble import ExtraTreesClassifier

    made: Learner = ExtraTreesClassifier(120, min_samples_leaf=2, random_state=SEED, n_jobs=1)
    return made


RIVALS = {BOOSTING: boosting, FOREST: forest}


def vague_by_rule(example: Example) -> bool:
    """Return what the lexicon says: no element at all and many empty words, or empty words alone."""
    text = example.text
    return coverage(text) >= 1 or (not elements_of(text).concrete and coverage(text) >= MOSTLY_EMPTY)


def boilerplate_by_rule(example: Example) -> bool:
    """Return what the lexicon says: no word of any duty."""
    return not any(span.note == Kind.DUTY for span in words_in(example.text))
