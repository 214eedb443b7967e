"""The base a change or growth is measured against where its sentence does not print it: "比上年下降10%"."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from wenbiao.model.fact import Basis, Fact, Relation

LEVELS = frozenset({Relation.LEVEL, Relation.PART, Relation.TOTAL})
BUDGETS = frozenset({Basis.INITIAL, Basis.ADJUSTED})
OUTTURNS = frozenset({Basis.FINAL, Basis.EXECUTED, Basis.ACTUAL, Basis.PRIOR_FINAL, Basis.UNKNOWN})
NEAR = 200
"""So many levels before a figure in its paragraph are looked at."""
OTHER_SCOPE = re.compile(r"口径|可比|剔除|扣除|不含|不包括|还原|因素后")
"""Words after which a comparison is not between the two printed figures."""


class Bases:
    """Finds the figure of comparison in the same row or column of the table that shows the level, or in its paragraph."""

    def __init__(self, facts: Sequence[Fact], cells: Sequence[Fact], shown: Mapping[int, Sequence[Fact]]) -> None:
        """Look among stated ``facts`` and ``cells``; ``shown`` are the cells that agree with a level, by its identity."""
        self.shown = shown
        self.tables: dict[int, list[Fact]] = defaultdict(list)
        for cell in cells:
            self.tables[id(cell.table)].append(cell)
        self.paragraphs: dict[int, list[Fact]] = defaultdict(list)
        for fact in facts:
            if fact.relation in LEVELS and not fact.aside:
                self.paragraphs[id(fact.paragraph)].append(fact)

    def find(self, fact: Fact) -> Fact | None:
        """Return the level that ``fact`` is measured against, or None unless exactly one value answers to it."""
        if fact.anchor is None or not is_told(fact) or OTHER_SCOPE.search(fact.sentence):
            return None
        found = [*self.stated(fact, fact.anchor)] or [*self.in_table(fact, fact.anchor)]
        return found[0] if len({f.quantity.base_value for f in found}) == 1 else None

    def stated(self, fact: Fact, now: Fact) -> Iterator[Fact]:
        """Yield the levels of the same thing in the paragraph, of the period and version compared with."""
        levels = self.paragraphs[id(fact.paragraph)]
        here = bisect_left(levels, fact.start, key=lambda level: level.start)
        for other in levels[max(0, here - NEAR) : here]:
            same = other.concept == now.concept if now.concept else other.subject == now.subject
            alike = same and other.fund == now.fund and other.scope == now.scope and other is not now
            if alike and is_base(other, fact, now):
                yield other

    def in_table(self, fact: Fact, now: Fact) -> Iterator[Fact]:
        """Yield the cells beside those that show the level: the same row in another version, or the same column of another year."""
        for cell in self.shown.get(id(now), ()):
            for other in self.tables[id(cell.table)]:
                row, column = other.row_labels == cell.row_labels, other.column_labels == cell.column_labels
                if row is not column and not other.blank and is_base(other, fact, now):
                    yield other


def is_told(fact: Fact) -> bool:
    """Whether it is said what a change is measured against."""
    return fact.versus_period is not None or fact.versus_basis in BUDGETS


def is_base(other: Fact, fact: Fact, now: Fact) -> bool:
    """Whether a level is of the period and version that ``fact`` compares ``now`` with."""
    if other.quantity.kind is not now.quantity.kind or other.quantity.base_unit != now.quantity.base_unit:
        return False
    if fact.versus_basis in BUDGETS:
        return other.basis is fact.versus_basis and other.period in (now.period, fact.versus_period)
    # A budget is compared with last year's budget, an outturn with last year's outturn.
    alike = other.basis is now.basis if now.basis in BUDGETS else other.basis in OUTTURNS
    return alike and other.period == fact.versus_period and other.period != now.period
