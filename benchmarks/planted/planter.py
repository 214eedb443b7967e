"""Where faults can be planted in one audited document, and what each would break."""

# ruff: noqa: S311 — a seeded choice, nothing secret
from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from planted.figures import Audit, Figure, Place
from planted.splice import Edit
from planted.ties import Tie, Ties, recurring

SEED = 20240401


@dataclass(frozen=True, slots=True, eq=False)
class Fault:
    """One planted fault.

    ``places`` are what it spoils, in offsets of the right document; ``whole_sentence`` says that a finding
    anywhere in the sentence sees it, as for a word. ``ties`` are the kinds of ties it breaks with the
    group of rules each belongs to; without any it cannot be seen by arithmetic. ``broken`` are the places of
    the figures in those ties, ``tied`` those of all figures that hang on what was changed.
    """

    operator: str
    edits: tuple[Edit, ...]
    places: tuple[Place, ...]
    shown: tuple[str, ...] = ()
    ties: tuple[tuple[str, str], ...] = ()
    tied: tuple[Place, ...] = ()
    broken: tuple[Place, ...] = ()
    recurs: bool = False
    whole_sentence: bool = False
    note: str = ""

    @property
    def checkable(self) -> bool:
        """Whether the fault breaks a tie."""
        return bool(self.ties)


@dataclass(slots=True)
class Planter:
    """Finds places for faults in one audited document."""

    audit: Audit
    ties: Ties = field(init=False)
    recurring: set[int] = field(init=False)
    taken: list[Place] = field(init=False)
    twins: dict[tuple[int, int, int], list[Figure]] = field(init=False)

    def __post_init__(self) -> None:
        """Look at the right document once."""
        self.ties = Ties(self.audit)
        self.recurring = recurring(self.audit)
        pointed = (
            self.audit.place_of_evidence(e) for f in self.audit.findings if f.severity != "info" for e in f.evidence
        )
        self.taken = [p for p in pointed if p is not None]
        self.twins = {}
        for figure in self.audit.figures.values():
            self.twins.setdefault((figure.place.file, *figure.digits), []).append(figure)

    def rng(self, operator: str, place: Place) -> random.Random:
        """Return the choices for one place: they stay the same when faults elsewhere come and go."""
        return random.Random(f"{SEED} {operator} {place}")

    def text(self, file: int) -> str:
        """Return the plain text of a file."""
        return self.audit.documents[file].text

    def is_right(self, place: Place) -> bool:
        """Whether no error or warning of the unplanted document points here: a wrong figure cannot be made wrong."""
        return not any(place.meets(p) for p in self.taken)

    def figures(self) -> Iterator[Figure]:
        """Yield the figures a fault can be planted in."""
        return (f for f in self.audit.all_figures() if f.fact is not None and self.is_right(f.place))

    def changed(
        self, operator: str, news: Sequence[tuple[Figure, Figure]], edits: Sequence[Edit], note: str, **more: object
    ) -> Fault:
        """Return a fault that turns figures into others."""
        changes: dict[int, Figure] = {}
        olds: list[Figure] = []
        for old, new in news:
            for twin in self.twins.get((old.place.file, *old.digits), [old]):
                changes[id(twin)] = replace(
                    twin, quantity=replace(new.quantity, unit=twin.quantity.unit), sign=new.sign, text=new.text
                )
                olds.append(twin)
        broken = self.ties.broken(changes, *olds)
        tied = {place for tie in self.ties.of(*olds) for place in self.neighbours(tie)}
        tied |= {p for f in olds for p in self.beside(f)}
        return Fault(
            operator,
            tuple(edits),
            tuple(dict.fromkeys(f.place for f in olds)),
            tuple(n.text for _, n in news),
            tuple(dict.fromkeys((t.kind, t.group) for t in broken)),
            tuple(tied),
            tuple({p for t in broken for p in t.places}),
            any(id(f) in self.recurring for f in olds),
            note=note,
            **more,  # type: ignore[arg-type]
        )

    def neighbours(self, tie: Tie) -> Iterator[Place]:
        """Yield what a tie holds and what that in turn is tied to: a fault in a cell spoils the sum of the sentence that quotes it."""
        yield from tie.places
        for other in self.ties.of(*tie.terms):
            yield from other.places

    def beside(self, figure: Figure) -> Iterator[Place]:
        """Yield the cells in the row of a figure: weight, score and reason of an indicator speak of one thing."""
        place = figure.place
        if place.in_cell:
            table = self.audit.documents[place.file].tables[place.table]
            yield from (self.audit.place_of(table, c) for c in table.cells if c.row <= place.row < c.row + c.row_span)

    def mistyped(
        self,
        operator: str,
        mistype: Callable[[str, random.Random], str | None],
        *,
        of: Callable[[Figure], bool] = lambda _: True,
    ) -> Iterator[Fault]:
        """Yield faults that give a figure other digits."""
        for figure in self.figures():
            new = mistype(figure.text, self.rng(operator, figure.place)) if of(figure) else None
            if new is None or Decimal(new.replace(",", "")) == Decimal(figure.text.replace(",", "")):
                continue
            edit = Edit(figure.place.file, *figure.digits, new)
            yield self.changed(operator, [(figure, figure.restated(new))], [edit], f"{figure.text} → {new}")
