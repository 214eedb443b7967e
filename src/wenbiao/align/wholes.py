"""The whole that a share only names: "占本年支出合计的34.30%"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from wenbiao.align.match import SURE, candidates
from wenbiao.align.names import CellIndex
from wenbiao.extract.labels import GENERIC
from wenbiao.extract.subjects import OF_ALL_FUNDS
from wenbiao.extract.wording import read_wording
from wenbiao.model.fact import Basis, Fact, Relation

RESTATED = frozenset({Relation.LEVEL, Relation.PART, Relation.TOTAL})
ONE_TIER = 0.015
"""Cells of all funds come this much before those of one fund."""


class NamedWholes:
    """Finds the whole that a share names where its own paragraph does not state it."""

    def __init__(self, facts: Sequence[Fact], index: CellIndex, default: Basis) -> None:
        """Look among the stated levels ``facts`` and the cells of ``index``."""
        self.facts = facts
        self.index = index
        self.default = default

    def find(self, fact: Fact) -> Fact | None:
        """Return the stated level or, failing that, the cell that the share's wording names; None when it is open.

        Totals named without a fund are those of all funds; anything else is what the share's own section states.
        """
        wording = read_wording(fact.whole_label, int(fact.period) if fact.period else None)
        if fact.anchor is None or (wording.core in GENERIC and wording.basis is Basis.UNKNOWN and not wording.fund):
            return None
        part = fact.anchor
        if wording.core in GENERIC and not wording.fund:
            return self.stated_or_shown(replace(part, basis=wording.basis, vague_basis=wording.vague_basis))
        named = replace(
            part, subject=wording.full, concept=wording.concept, fund=wording.fund, basis=wording.basis, scope=""
        )
        if wording.concept in OF_ALL_FUNDS and not wording.fund:
            return self.stated_or_shown(replace(named, where=replace(named.where, section=())))
        if wording.core in GENERIC:
            return self.stated_near(
                named, fact
            )  # the fund's total of some year or plan: which one, only the section tells
        return self.stated_near(named, fact) or self.stated_or_shown(named)

    def stated_near(self, named: Fact, fact: Fact) -> Fact | None:
        """Return the level of that name stated last before ``fact`` in its section, of whatever fund where none is said.

        None where the section states it for several scopes (全市, 市本级).
        """
        found: list[Fact] = []
        for stated in reversed(self.facts):
            if stated.start >= fact.start or stated.relation not in RESTATED or stated.aside:
                continue
            if not of_one_section(stated, fact):
                break
            if is_same(stated, replace(named, fund=named.fund or stated.fund, scope=named.scope or stated.scope)):
                found.append(stated)
        return found[0] if len({f.scope for f in found}) == 1 else None

    def stated_or_shown(self, named: Fact) -> Fact | None:
        """Return the stated level of that subject and version, else the cell, if only one value answers to it."""
        for stated in reversed(self.facts):
            # "决算数大于预算数5万元" gives a budget or a difference: nothing to measure by.
            if stated.relation in RESTATED and not stated.aside and not stated.reference and is_same(stated, named):
                return stated
        sure = [c for c in candidates(named, self.index, self.default) if c.score >= SURE and not c.cell.blank]
        values = {c.cell.quantity.base_value for c in sure if c.score >= sure[0].score - ONE_TIER}
        return sure[0].cell if len(values) == 1 else None


def of_one_section(one: Fact, other: Fact) -> bool:
    """Whether two figures stand in one section, or one in a section within the other's."""
    first, second = one.where.section, other.where.section
    if one.concept in OF_ALL_FUNDS and first != second:
        return False
    shorter = min(len(first), len(second))
    return one.where.file == other.where.file and first[:shorter] == second[:shorter] and shorter > 0


def is_same(stated: Fact, named: Fact) -> bool:
    """Whether a stated level is of the named subject, fund and version."""
    same = stated.concept == named.concept if named.concept else stated.subject == named.subject
    version = named.basis is Basis.UNKNOWN or stated.basis is named.basis
    outturn = named.basis is not Basis.UNKNOWN or stated.basis not in (Basis.INITIAL, Basis.ADJUSTED, Basis.PRIOR_FINAL)
    return (
        same
        and stated.fund == named.fund
        and stated.scope == named.scope
        and version
        and outturn
        and stated.period == named.period
    )
