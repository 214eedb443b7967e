"""Readings of tables shared by several rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from wenbiao.extract.base import Sheet
from wenbiao.model.fact import Fact
from wenbiao.model.quantity import Kind

OF_WHICH = re.compile(r"^\s*其\s*中")
OWN_ITEM = re.compile(r"\s*(?:[（(]?[一二三四五六七八九十\d]{1,3}[）)、.．]|合\s*计|总\s*计|小\s*计)")
"""Labels that begin something new: numbered items and totals."""


def of_which_lists(sheet: Sheet) -> Iterator[tuple[Fact, list[Fact]]]:
    """Yield for each column a filled row with the rows of the "其中" list right under it.

    The list ends before the first row that is something of its own: a known concept, a numbered item or another total.
    """
    columns: dict[tuple[int, tuple[str, ...]], list[Fact]] = defaultdict(list)
    for fact in sheet.view.facts.values():
        if fact.quantity.kind is Kind.MONEY and fact.row_labels and fact.column_labels:
            columns[fact.where.col or 0, fact.column_labels].append(fact)
    for facts in columns.values():
        ordered = sorted(facts, key=lambda f: f.where.row or 0)
        for i, (whole, first) in enumerate(pairwise(ordered)):
            if OF_WHICH.match(first.row_labels[-1]) and not OF_WHICH.match(whole.row_labels[-1]) and not whole.blank:
                yield whole, [first, *followers(ordered[i + 2 :], first)]


def followers(rows: Sequence[Fact], first: Fact) -> Iterator[Fact]:
    """Yield the rows right below ``first`` that go on with its list."""
    for row, fact in enumerate(rows, (first.where.row or 0) + 1):
        label = fact.row_labels[-1]
        if fact.where.row != row or fact.concept is not None or OF_WHICH.match(label) or OWN_ITEM.match(label):
            return
        yield fact
