"""Plants a sample of faults in one base document and records what the audit makes of each."""

from __future__ import annotations

import hashlib
import re
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from planted.bases import Base, Unplantable
from planted.figures import Audit, Place
from planted.operators import OPERATORS
from planted.planter import Fault, Planter
from planted.splice import Edit, moved, spliced
from wenbiao.model.finding import Finding, Role, Severity

QUOTED_DIGITS = 3
"""A shorter number in a quote may stand there by chance."""


@dataclass(frozen=True, slots=True)
class Quota:
    """How many faults of one operator are planted in one document: checkable ones, others whose figure recurs, the rest.

    ``blind`` ones are drawn from all places alike. What is checkable depends on what the program links, so only such
    a sample stays the same while the program changes.
    """

    checkable: int = 12
    recurring: int = 3
    other: int = 2
    blind: int = 0


@dataclass(frozen=True, slots=True)
class Alarm:
    """One new finding after planting; ``hit`` when it points at the planted place, ``near`` when at what is tied to it."""

    code: str
    severity: str
    confidence: float
    hit: bool
    near: bool
    message: str

    @property
    def loud(self) -> bool:
        """Whether it is an error or a warning."""
        return self.severity != Severity.INFO


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one planted fault."""

    base: str
    format: str
    kind: str
    operator: str
    ties: tuple[tuple[str, str], ...]
    recurs: bool
    note: str
    sentence: str
    alarms: tuple[Alarm, ...]
    exact: bool
    failure: str = ""
    verdicts: tuple[str, ...] = ()

    @property
    def checkable(self) -> bool:
        """Whether the fault broke a tie."""
        return bool(self.ties)

    @property
    def detected(self) -> bool:
        """Whether a new finding points at the planted place."""
        return any(a.hit for a in self.alarms)

    @property
    def loudly(self) -> bool:
        """Whether that finding is an error or a warning."""
        return any(a.hit and a.loud for a in self.alarms)

    @property
    def group(self) -> str:
        """Return the group of rules that has to see it: that of the first tie."""
        return self.ties[0][1] if self.ties else ""


@dataclass(slots=True)
class Report:
    """All outcomes of one base, with the alarms its unplanted document raises."""

    base: str
    format: str
    kind: str
    alarms: tuple[Alarm, ...] = ()
    outcomes: list[Outcome] = field(default_factory=list)
    unplantable: int = 0
    figures: int = 0
    tied: int = 0
    places: dict[str, tuple[int, int, int]] = field(default_factory=dict)
    """How many places of each operator are checkable, not checkable but recurring, and neither."""


def measure(base: Base, quota: Quota, operators: Sequence[str] = tuple(OPERATORS)) -> Report:
    """Return what the audit makes of faults planted in ``base``."""
    audit = Audit(base.documents, base.config)
    planter = Planter(audit)
    figures = list(planter.audit.all_figures())
    report = Report(
        base.name,
        base.format,
        base.kind,
        tuple(unplanted(audit)),
        figures=len(figures),
        tied=sum(bool(planter.ties.of(f)) for f in figures),
    )
    known = {f.fingerprint for f in audit.findings}
    for operator in operators:
        faults = [f for find in OPERATORS[operator] for f in find(planter)]
        report.places[operator] = (
            sum(f.checkable for f in faults),
            sum(f.recurs and not f.checkable for f in faults),
            sum(not f.recurs and not f.checkable for f in faults),
        )
        for fault in sample(faults, quota):
            try:
                report.outcomes.append(outcome(base, audit, fault, known))
            except Unplantable:
                report.unplantable += 1
    return report


def sample(faults: list[Fault], quota: Quota) -> Iterator[Fault]:
    """Yield the faults to plant: of each class those with the smallest digest, so that the choice is stable."""
    classes: tuple[list[Fault], ...] = ([], [], [], faults)
    for fault in faults:
        classes[0 if fault.checkable else 1 if fault.recurs else 2].append(fault)
    for found, limit in zip(classes, (quota.checkable, quota.recurring, quota.other, quota.blind), strict=True):
        yield from sorted(found, key=lambda f: hashlib.sha256(f"{f.operator} {f.edits}".encode()).digest())[:limit]


def unplanted(audit: Audit) -> Iterator[Alarm]:
    """Yield the findings of the right document; there every error and warning is wrong."""
    for finding in audit.findings:
        yield Alarm(finding.code, finding.severity, finding.confidence, hit=False, near=False, message=finding.message)


def outcome(base: Base, right: Audit, fault: Fault, known: set[str]) -> Outcome:
    """Plant one fault and return what became of it."""
    sentence = right.sentence(fault.places[0]) if not fault.places[0].in_cell else cell_label(right, fault.places[0])
    common = (base.name, base.format, base.kind, fault.operator, fault.ties, fault.recurs, fault.note, sentence)
    documents = base.plant(fault.edits)
    try:
        audit = Audit(documents, base.config)
    except Exception:
        return Outcome(*common, (), exact=False, failure=traceback.format_exc(limit=-2))
    shift = Shift(right, audit, fault.edits)
    places = [shift.place(p) for p in fault.places]
    if fault.whole_sentence:
        places += [Place(p.file, *audit.sentence_span(p)) for p in places if p.start >= 0]
    tied, broken = ([shift.place(p) for p in found] for found in (fault.tied, fault.broken))
    news = [f for f in audit.findings if f.fingerprint not in known]
    gone = Vanished(right, {f.fingerprint for f in audit.findings}, shift)
    alarms = tuple(alarm(audit, f, fault.shown, places, broken, tied) for f in news if not gone.was(audit, f, places))
    failure = "; ".join(f"{x.code} {x.message}" for x in audit.outcome.failures)
    verdicts = () if any(a.hit for a in alarms) else tuple(verdicts_at(audit, [*places, *broken]))
    return Outcome(*common, alarms, exact=shift.exact, failure=failure, verdicts=verdicts)


def verdicts_at(audit: Audit, places: Sequence[Place]) -> Iterator[str]:
    """Yield what became of the stated figures at some places, to tell why a fault was missed."""
    for link in audit.outcome.links:
        place = Place(audit.files[link.fact.where.file], link.fact.start, link.fact.end)
        if any(place.meets(p) for p in places if p.start >= 0):
            cell = f" {'/'.join(link.cells[0].label)}={link.cells[0].quantity}" if link.cells else ""
            yield f"{link.fact.subject} {link.fact.quantity} {link.verdict} {link.score}{cell}"


class Vanished:
    """The findings of the right document that are gone after planting: one of them reworded is not a new alarm."""

    def __init__(self, right: Audit, known: set[str], shift: Shift) -> None:
        """Collect the places they pointed at, in the planted document."""
        self.places: dict[str, list[Place]] = {}
        for finding in right.findings:
            if finding.fingerprint not in known:
                pointed = (right.place_of_evidence(e) for e in finding.evidence)
                self.places.setdefault(finding.code, []).extend(shift.place(p) for p in pointed if p is not None)

    def was(self, audit: Audit, finding: Finding, planted: Sequence[Place]) -> bool:
        """Whether a finding says what one of these said, and does not point at the planted place."""
        pointed = [p for e in finding.evidence if (p := audit.place_of_evidence(e)) is not None]
        if any(touches(p, q) for p in pointed for q in planted):
            return False
        return any(touches(p, q) for p in pointed for q in self.places.get(finding.code, ()))


def cell_label(audit: Audit, place: Place) -> str:
    """Return the row of a cell as text."""
    table = audit.documents[place.file].tables[place.table]
    row = " | ".join(" ".join(c.text.split()) for c in table.cells if c.row == place.row)
    return f"[{table.caption[:20]} r{place.row + 1}c{place.col + 1}] {row}"[:160]


class Shift:
    """Takes places of the right document to the planted one."""

    def __init__(self, right: Audit, planted: Audit, edits: Sequence[Edit]) -> None:
        """Compare the texts; ``exact`` when the planted text is the right one with the edits made and nothing else."""
        self.edits = edits
        self.right, self.planted = right, planted
        self.exact = all(
            spliced(a.text, [e for e in edits if e.file == i]) == b.text
            for i, (a, b) in enumerate(zip(right.documents, planted.documents, strict=True))
        )

    def offset(self, file: int, offset: int) -> int:
        """Return where a character of the right text stands in the planted one."""
        if offset < 0:
            return offset
        edits = [e for e in self.edits if e.file == file]
        if self.exact or not edits:
            return moved(offset, edits)
        grown = len(self.planted.documents[file].text) - len(self.right.documents[file].text)
        return offset if offset < edits[0].start else offset + grown

    def place(self, place: Place) -> Place:
        """Return a place in the planted document."""
        start, end = self.offset(place.file, place.start), self.offset(place.file, place.end)
        return Place(place.file, start, max(end, start + 1), place.table, place.row, place.col)


def alarm(
    audit: Audit,
    finding: Finding,
    shown: Sequence[str],
    places: Sequence[Place],
    broken: Sequence[Place],
    tied: Sequence[Place],
) -> Alarm:
    """Return a new finding with its bearing on the fault.

    It sees the fault when it points at the planted place, quotes the planted figure, or shows the arithmetic
    of a tie that the fault broke (the formula of a sum with the planted part in it).
    """
    pointed = [p for e in finding.evidence if (p := audit.place_of_evidence(e)) is not None]
    computed = any(e.role is Role.FORMULA for e in finding.evidence)
    hit = any(touches(p, q) for p in pointed for q in places) or any(quotes(finding, number) for number in shown)
    hit = hit or (
        any(p.in_cell and q.in_cell and (p.file, p.table) == (q.file, q.table) for p in pointed for q in places)
        and adds(finding, shown)
    )
    hit = hit or (computed and any(touches(p, q) for p in pointed for q in broken))
    near = hit or any(touches(p, q) for p in pointed for q in tied)
    return Alarm(finding.code, finding.severity, finding.confidence, hit, near, finding.message)


def touches(pointed: Place, place: Place) -> bool:
    """Whether evidence points at a place; evidence that is a whole table points at each of its cells."""
    if pointed.in_cell and pointed.row < 0 and pointed.start < 0:
        return pointed.file == place.file and pointed.table == place.table
    return pointed.meets(place)


def adds(finding: Finding, shown: Sequence[str]) -> bool:
    """Whether a formula of the finding has one of the numbers in it, trailing zeros aside."""
    formulas = " ".join(e.quote for e in finding.evidence if e.role is Role.FORMULA)
    plain_numbers = {n.rstrip("0").rstrip(".") if "." in n else n for n in shown if n}
    return any(re.search(rf"(?<![\d.]){re.escape(n)}(?![\d]|\.\d)", formulas) for n in plain_numbers)


def quotes(finding: Finding, number: str) -> bool:
    """Whether a finding shows a number in its quotes, as a whole number and not by chance."""
    if sum(c.isdigit() for c in number.strip("0.")) < QUOTED_DIGITS:
        return False
    pattern = re.compile(rf"(?<![\d.]){re.escape(number)}(?![\d]|\.\d)")
    texts = [finding.message, finding.stated or "", finding.expected or "", *(e.quote for e in finding.evidence)]
    return any(pattern.search(t) for t in texts)
