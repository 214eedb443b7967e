"""Comparisons shared by the rules of text against table."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from wenbiao.align.match import SURE
from wenbiao.check.rule import Context
from wenbiao.extract.wording import read_wording
from wenbiao.model.fact import Basis, Fact
from wenbiao.model.finding import Link
from wenbiao.model.quantity import Bound, Kind, Quantity, plain

SLIPS = tuple(Decimal(10) ** n for n in (4, -4, 8, -8))
MIN_DIGITS = 3
"""Shorter numbers stand in many cells by chance; they tell nothing about what was meant."""


def closest(fact: Fact, cells: Sequence[Fact]) -> Fact:
    """Return the cell nearest in value, for a message; all of them differ."""
    return min(cells, key=lambda c: abs(c.quantity.base_value - fact.quantity.base_value))


def confidence_of(link: Link) -> float:
    """Return how sure a contradiction is: as sure as the two are the same thing, less for bounds and narrowed subjects."""
    confidence = link.score
    if link.fact.quantity.bound is not Bound.EXACT:
        confidence -= 0.1
    if link.fact.scope:
        confidence -= 0.15
    return round(max(0.3, min(0.97, confidence)), 2)


def printed(quantity: Quantity) -> str:
    """Return a cell's number with its unit, once."""
    number = quantity.text or plain(quantity.value)
    return number if number.endswith(quantity.unit) else f"{number}{quantity.unit}"


def describe_gap(fact: Fact, cell: Fact) -> str:
    """Return the difference in the unit of the statement."""
    gap = abs(fact.quantity.base_value - cell.quantity.base_value) / fact.quantity.scale
    return f"相差 {plain(gap)}{fact.quantity.unit}"


def significant(fact: Fact) -> int:
    """Return how many digits of a number mean something."""
    return len(fact.quantity.value.normalize().as_tuple().digits)


def same_subject(fact: Fact, cell: Fact) -> bool:
    """Whether a cell speaks of the fact's subject, in any version."""
    if fact.concept is not None or cell.concept is not None:
        return fact.concept == cell.concept
    return read_wording(fact.subject, None).core == read_wording(cell.subject, None).core


def other_version(fact: Fact, context: Context) -> Fact | None:
    """Return the cell of the same subject in another basis or year that holds exactly the stated amount.

    Only for amounts distinctive enough, and only where the stated version is named and differs.
    """
    if fact.quantity.kind is not Kind.MONEY or significant(fact) < MIN_DIGITS or fact.basis is Basis.UNKNOWN:
        return None
    for cell in context.base.cells:
        if cell.blank or cell.quantity.kind is not Kind.MONEY or not same_subject(fact, cell):
            continue
        differs = cell.basis is not Basis.UNKNOWN and (cell.basis is not fact.basis or cell.period != fact.period)
        if differs and cell.quantity.base_value == fact.quantity.base_value and not same_version(fact, cell):
            return cell
    return None


def same_version(fact: Fact, cell: Fact) -> bool:
    """Whether fact and cell are versions that may be the same: executed and final amounts of one year."""
    outturns = {Basis.EXECUTED, Basis.FINAL, Basis.ACTUAL}
    budgets = {Basis.INITIAL, Basis.ADJUSTED}
    if cell.period != fact.period:
        return False
    if {fact.basis, cell.basis} <= outturns:
        return True
    return {fact.basis, cell.basis} <= budgets and (fact.vague_basis or cell.vague_basis)


def is_other_version(fact: Fact, context: Context) -> bool:
    """Whether the stated amount is the right one of another version: a fault of WB102, not of WB101."""
    return other_version(fact, context) is not None


def slipped_unit(fact: Fact, cells: Sequence[Fact]) -> Fact | None:
    """Return the cell that the stated amount equals after a slip of 10⁴ or 10⁸ (元 for 万元)."""
    if fact.quantity.kind is not Kind.MONEY or fact.quantity.value == 0:
        return None
    for cell in cells:
        if cell.blank or cell.quantity.base_value == 0:
            continue
        for slip in SLIPS:
            said = fact.quantity.interval.scaled(slip)
            if said.meets(cell.quantity.interval):
                return cell
    return None


def is_sure(link: Link) -> bool:
    """Whether a link names the same thing beyond doubt."""
    return link.score >= SURE
