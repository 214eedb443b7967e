"""The audit of a base document, and every figure in it as one kind of thing: a number at a place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from wenbiao.align.link import Alignment, align
from wenbiao.catalogue import rules
from wenbiao.check.run import Outcome, run_rules
from wenbiao.config import Config
from wenbiao.extract.base import FactBase, build_base
from wenbiao.model.document import Cell, Document, Table
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Evidence, Finding
from wenbiao.model.quantity import Quantity

NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
SENTENCE_END = "。；！？\n"


@dataclass(frozen=True, slots=True)
class Place:
    """Characters of a document, and the cell they stand in where they stand in one."""

    file: int
    start: int
    end: int
    table: int = -1
    row: int = -1
    col: int = -1

    @property
    def in_cell(self) -> bool:
        """Whether the place is a cell of a table."""
        return self.table >= 0

    def meets(self, other: Place) -> bool:
        """Whether two places are one cell or share characters."""
        if self.file != other.file:
            return False
        if self.in_cell and other.in_cell:
            return (self.table, self.row, self.col) == (other.table, other.row, other.col)
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One number of the document: its place, its quantity as read, and the characters of the digits.

    ``sign`` is −1 where a direction word lowers; ``fact`` is None for scores and other plain cells.
    """

    place: Place
    quantity: Quantity
    sign: int = 1
    digits: tuple[int, int] = (0, 0)
    text: str = ""
    fact: Fact | None = None

    def restated(self, number: str) -> Figure:
        """Return the figure with other digits."""
        value = Decimal(number.replace(",", ""))
        places = len(number.partition(".")[2])
        lost = self.quantity.decimals - len(self.text.partition(".")[2])
        quantity = replace(self.quantity, value=value, decimals=max(places, places + lost), text=number)
        return replace(self, quantity=quantity, text=number)


class Audit:
    """What an audit knows of a document set, with all that its findings rest on."""

    def __init__(self, documents: Sequence[Document], config: Config) -> None:
        """Run the audit."""
        self.documents = tuple(documents)
        self.base: FactBase = build_base(self.documents, config)
        self.outcome: Outcome = run_rules(self.base, rules(), config)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the findings."""
        return self.outcome.findings

    @cached_property
    def alignment(self) -> Alignment:
        """Return links, derivations and sums."""
        return align(self.base)

    @cached_property
    def files(self) -> dict[str | None, int]:
        """Return the number of each file by its name in results."""
        return {d.file: i for i, d in enumerate(self.documents)}

    @cached_property
    def figures(self) -> dict[int, Figure]:
        """Return the figures by the identity of their facts."""
        found = {id(f): figure for f in self.base.facts if (figure := self.of_fact(f)) is not None}
        return found | {id(f): figure for f in self.base.cells if (figure := self.of_cell_fact(f)) is not None}

    def of_fact(self, fact: Fact) -> Figure | None:
        """Return a figure of the narrative; None where its number is not written in plain digits."""
        file = self.files[fact.where.file]
        digits = sole_number(self.documents[file].text, fact.start, fact.end)
        if digits is None or fact.quantity.high is not None:
            return None
        place = Place(file, fact.start, fact.end)
        return Figure(place, fact.quantity, fact.sign, digits, self.documents[file].text[slice(*digits)], fact)

    def of_cell_fact(self, fact: Fact) -> Figure | None:
        """Return the figure of a value cell; None for a blank one and for one with several numbers."""
        if fact.table is None or fact.cell is None or fact.blank or fact.quantity.high is not None:
            return None
        return self.of_cell(fact.table, fact.cell, fact.quantity, fact)

    def of_cell(self, table: Table, cell: Cell, quantity: Quantity, fact: Fact | None = None) -> Figure | None:
        """Return the figure in a cell with one number."""
        file, place = self.files[table.file], self.place_of(table, cell)
        digits = sole_number(self.documents[file].text, place.start, place.end)
        if digits is None:
            return None
        return Figure(place, quantity, 1, digits, self.documents[file].text[slice(*digits)], fact)

    def place_of(self, table: Table, cell: Cell) -> Place:
        """Return the place of a cell."""
        pieces = [p for p in cell.paragraphs if p.text] or list(cell.paragraphs)
        start, end = (pieces[0].start, pieces[-1].end) if pieces else (-1, -1)
        return Place(self.files[table.file], start, end, table.index, cell.row, cell.col)

    def place_of_evidence(self, piece: Evidence) -> Place | None:
        """Return where a piece of evidence points, or None where it names no place; a whole table has row −1."""
        where = piece.where
        if where.start is None and where.table is None:
            return None
        file = self.files.get(where.file, 0)
        start, end = (where.start, where.end or where.start) if where.start is not None else (-1, -1)
        if where.table is None:
            return Place(file, start, max(end, start + 1))
        if where.row is None or where.col is None:
            return Place(file, start, end, where.table, -1, -1)
        if start < 0 and (cell := self.cells.get((file, where.table, where.row, where.col))) is not None:
            start, end = cell
        return Place(file, start, end, where.table, where.row, where.col)

    @cached_property
    def cells(self) -> dict[tuple[int, int, int, int], tuple[int, int]]:
        """Return begin and end of the text of each cell, by file, table, row and column."""
        tables = [(i, t) for i, d in enumerate(self.documents) for t in d.tables]
        places = {(i, t.index, c.row, c.col): self.place_of(t, c) for i, t in tables for c in t.cells}
        return {key: (place.start, place.end) for key, place in places.items()}

    def sentence(self, place: Place) -> str:
        """Return the sentence around a place, for people."""
        text = self.documents[place.file].text
        return " ".join(text[slice(*self.sentence_span(place))].split())

    def sentence_span(self, place: Place) -> tuple[int, int]:
        """Return begin and end of the sentence around a place."""
        text = self.documents[place.file].text
        begin = max(text.rfind(mark, 0, place.start) for mark in SENTENCE_END) + 1
        ends = [e for e in (text.find(mark, place.end) for mark in SENTENCE_END) if e >= 0]
        return begin, min(ends) if ends else len(text)

    def all_figures(self) -> Iterator[Figure]:
        """Yield the figures of narrative and tables, each place once."""
        seen: set[tuple[int, int, int]] = set()
        for figure in self.figures.values():
            key = (figure.place.file, *figure.digits)
            if key not in seen:
                seen.add(key)
                yield figure


def sole_number(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Return begin and end of the only number in ``text[start:end]``, or None."""
    found = list(NUMBER.finditer(text, max(start, 0), max(end, 0)))
    return found[0].span() if len(found) == 1 else None
