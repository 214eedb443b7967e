"""The scoreboard of the planted-error benchmark: recall, stray alarms, reliability, and a list of misses."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from planted.measure import Alarm, Outcome, Report
from planted.operators import OPERATORS

BINS = ((0.95, 1.01), (0.9, 0.95), (0.8, 0.9), (0.7, 0.8), (0.0, 0.7))
TARGET_RECALL, TARGET_STRAY, TARGET_RIGHT = 0.97, 0.01, 0.95
SURE = 0.9
MISSES_SHOWN = 40
LONGEST_SENTENCE = 110


class Scores:
    """The figures of one run."""

    def __init__(self, reports: Sequence[Report]) -> None:
        """Sort the outcomes."""
        self.reports = reports
        self.outcomes = [o for r in reports for o in r.outcomes]
        self.checkable = [o for o in self.outcomes if o.checkable]
        self.alarms = [a for o in self.outcomes for a in o.alarms if a.loud]
        self.strays = [(o, a) for o in self.outcomes for a in o.alarms if a.loud and not a.near]

    @property
    def recall(self) -> float:
        """Return the share of checkable faults that were found."""
        return share(o.detected for o in self.checkable)

    @property
    def stray_share(self) -> float:
        """Return the share of faults that raised an alarm elsewhere."""
        return len({id(o) for o, _ in self.strays}) / max(1, len(self.outcomes))

    @property
    def precision(self) -> float:
        """Return the share of new errors and warnings that concern the fault."""
        return share(a.near for a in self.alarms)

    def by(self, key: Callable[[Outcome], str]) -> dict[str, list[Outcome]]:
        """Return the checkable outcomes in groups, in the order of operators."""
        groups: dict[str, list[Outcome]] = defaultdict(list)
        for outcome in sorted(self.checkable, key=lambda o: list(OPERATORS).index(o.operator)):
            groups[key(outcome)].append(outcome)
        return groups

    def judged(self) -> Iterator[tuple[float, bool]]:
        """Yield confidence and rightness of each error and warning: those on right documents are all wrong."""
        for alarm in self.alarms:
            yield alarm.confidence, alarm.near
        for alarm in self.false_alarms():
            yield alarm.confidence, False

    def false_alarms(self) -> list[Alarm]:
        """Return the errors and warnings on right documents, each document once."""
        seen = {r.base: r for r in self.reports if r.kind == "fixture"}
        return [a for r in seen.values() for a in r.alarms if a.loud]

    @property
    def right_when_sure(self) -> float:
        """Return the share of right ones among findings of confidence 0.9 or more."""
        return share(right for confidence, right in self.judged() if confidence >= SURE)

    def recurring(self) -> tuple[int, int, float]:
        """Return how many figures recur untied, faults planted in some of them, and the share found."""
        found = [o for o in self.outcomes if not o.checkable and o.recurs]
        figures = {r.base: r.places["digit-changed"][1] for r in self.reports if "digit-changed" in r.places}
        return sum(figures.values()), len(found), share(o.detected for o in found)


def share(flags: Iterable[bool]) -> float:
    """Return the share of true flags, 1 for none."""
    found = list(flags)
    return sum(found) / len(found) if found else 1.0


def percent(value: float) -> str:
    """Return a share for the report."""
    return f"{100 * value:.1f} %"


def row(*cells: object) -> str:
    """Return a row of a Markdown table."""
    return f"| {' | '.join(str(c) for c in cells)} |"


def recall_table(title: str, groups: dict[str, list[Outcome]]) -> Iterator[str]:
    """Yield recall by group."""
    yield from (
        row(title, "checkable", "found", "as error or warning", "recall"),
        row("---", "---:", "---:", "---:", "---:"),
    )
    for name, outcomes in groups.items():
        found, loud = sum(o.detected for o in outcomes), sum(o.loudly for o in outcomes)
        yield row(name, len(outcomes), found, loud, percent(found / len(outcomes)))
    yield ""


def reliability(scores: Scores) -> Iterator[str]:
    """Yield how often findings of a confidence are right."""
    yield from (row("confidence", "errors and warnings", "right", "share"), row("---", "---:", "---:", "---:"))
    judged = list(scores.judged())
    for low, high in BINS:
        inside = [right for confidence, right in judged if low <= confidence < high]
        if inside:
            yield row(f"{low:.2f}–{min(high, 1):.2f}", len(inside), sum(inside), percent(share(inside)))
    yield ""


def miss(outcome: Outcome) -> str:
    """Return a missed fault as a row; the wording of real documents stays where they are."""
    private = outcome.kind != "fixture"
    sentence = "(real document)" if private else outcome.sentence[:LONGEST_SENTENCE].replace("|", "¦")
    note = "" if private else outcome.note.replace("|", "¦")
    return row(outcome.base, outcome.operator, ", ".join(k for k, _ in outcome.ties), note, sentence)


def misses(scores: Scores) -> list[Outcome]:
    """Return the missed faults, the most frequent mechanism first."""
    missed = [o for o in scores.checkable if not o.detected]
    counts = Counter((o.ties[0], o.operator) for o in missed)
    return sorted(missed, key=lambda o: (-counts[o.ties[0], o.operator], o.ties[0], o.operator))


def markdown(scores: Scores, volume: Sequence[str]) -> Iterator[str]:
    """Yield the lines of the report."""
    places, planted, seen = scores.recurring()
    yield from (
        "# Accuracy: planted errors",
        "",
        "Made by `make accuracy`. One fault at a time is planted in a right document, which is written, read and audited again.",
        "A fault is *checkable* when it breaks a tie that the unplanted audit knows: a link to a cell, a derivation, a sum, an",
        "equation of a table, a form's rule. It is *found* when a new finding points at it, quotes it or shows the broken sum.",
        "A *stray* alarm is a new error or warning that concerns neither the planted place nor anything tied to it.",
        "",
        row("measure", "value", "target"),
        row("---", "---:", "---:"),
        row("faults planted", len(scores.outcomes), ""),
        row("checkable", len(scores.checkable), ""),
        row("recall where checkable", percent(scores.recall), f"≥ {percent(TARGET_RECALL)}"),
        row("faults with a stray alarm", percent(scores.stray_share), f"≤ {percent(TARGET_STRAY)}"),
        row("precision of new errors and warnings", percent(scores.precision), ""),
        row("right among findings at ≥ 0.9", percent(scores.right_when_sure), f"≥ {percent(TARGET_RIGHT)}"),
        row("errors and warnings on right documents", len(scores.false_alarms()), "0"),
        row("rules that failed or crashed", sum(bool(o.failure) for o in scores.outcomes), "0"),
        "",
        f"Besides, {places} figures stand at two or more places and are tied to nothing; of {planted} faults planted in some of them "
        f"{percent(seen)} were found. This is what linking still leaves on the table, whatever recall says.",
        "",
        "## Recall",
        "",
    )
    yield from recall_table("operator", scores.by(lambda o: o.operator))
    yield from recall_table("tie (rule group)", scores.by(lambda o: f"{o.ties[0][0]} ({o.ties[0][1]})"))
    yield from recall_table("rule group", dict(sorted(scores.by(lambda o: o.group).items())))
    yield from recall_table("format", scores.by(lambda o: o.format))
    yield from recall_table("document", scores.by(lambda o: o.base))
    yield from (
        "## Reliability of confidence",
        "",
        "Each error and warning, on right documents (all wrong) and planted ones.",
        "",
    )
    yield from reliability(scores)
    yield from ("## Stray alarms", "")
    for (code, operator), n in Counter((a.code, o.operator) for o, a in scores.strays).most_common():
        yield f"- {n} × {code} after {operator}"
    yield from ("", "## False alarms at volume", "", *volume, "")
    yield from (
        f"## Appendix: {MISSES_SHOWN} misses",
        "",
        row("document", "operator", "ties", "fault", "where"),
        row(*["---"] * 5),
    )
    yield from map(miss, misses(scores)[:MISSES_SHOWN])


def figures(scores: Scores) -> dict[str, object]:
    """Return the figures of a run as data."""
    places, planted, seen = scores.recurring()
    tied = {r.base: (r.figures, r.tied) for r in scores.reports}
    return {
        "planted": len(scores.outcomes),
        "checkable": len(scores.checkable),
        "recall": round(scores.recall, 4),
        "stray": round(scores.stray_share, 4),
        "precision": round(scores.precision, 4),
        "right_when_sure": round(scores.right_when_sure, 4),
        "false_alarms": len(scores.false_alarms()),
        "figures": sum(f for f, _ in tied.values()),
        "figures_tied": sum(t for _, t in tied.values()),
        "recurring_untied": places,
        "recurring_untied_recall": round(seen, 4) if planted else None,
        "operators": {
            name: round(share(o.detected for o in found), 4) for name, found in scores.by(lambda o: o.operator).items()
        },
        "ties": {
            name: round(share(o.detected for o in found), 4)
            for name, found in scores.by(lambda o: o.ties[0][0]).items()
        },
        "formats": {
            name: round(share(o.detected for o in found), 4) for name, found in scores.by(lambda o: o.format).items()
        },
    }


def write(reports: Sequence[Report], volume: Sequence[str], into: Path) -> Scores:
    """Write accuracy.md and accuracy.json and return the scores."""
    scores = Scores(reports)
    into.mkdir(parents=True, exist_ok=True)
    (into / "accuracy.md").write_text("\n".join(markdown(scores, volume)) + "\n", encoding="utf-8")
    (into / "accuracy.json").write_text(
        json.dumps(figures(scores), ensure_ascii=False, indent=2) + "\n", encoding="utf-8"
    )
    return scores


def details(scores: Scores) -> Iterator[str]:
    """Yield every miss and stray alarm with all that is known of it, for whoever mends the program."""
    for outcome in misses(scores):
        yield f"MISS {outcome.base} {outcome.operator} {outcome.ties} {outcome.note} | {outcome.sentence}"
        yield from (f"     {verdict}" for verdict in outcome.verdicts[:3])
        yield from (f"     near: {a.code} {a.message}" for a in outcome.alarms[:3])
    for outcome, alarm in scores.strays:
        yield f"STRAY {outcome.base} {outcome.operator} {outcome.note} | {outcome.sentence} || {alarm.code} {alarm.message}"
    for outcome in scores.outcomes:
        if outcome.failure:
            yield f"FAILURE {outcome.base} {outcome.operator} {outcome.note}: {outcome.failure}"
        if not outcome.checkable and outcome.recurs and not outcome.detected:
            yield f"UNTIED {outcome.base} {outcome.operator} {outcome.note} | {outcome.sentence}"
