"""Readings of tables shared by several rules."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from wenbiao.extract.base import Sheet
from wenbiao.model.fact import Fact
from wenbiao.model.quantity import Kind

OF_WHICH = re.compile(r"^\s*其\s*中")


def of_which_rows(sheet: Sheet) -> Iterator[tuple[Fact, list[Fact]]]:
    """Yield for each column a row's cell with the cell of the "其中" row right under it."""
    columns: dict[tuple[int, tuple[str, ...]], list[Fact]] = defaultdict(list)
    for fact in sheet.view.facts.values():
        if fact.quantity.kind is Kind.MONEY and fact.row_labels and fact.column_labels:
            columns[fact.where.col or 0, fact.column_labels].append(fact)
    for facts in columns.values():
        ordered = sorted(facts, key=lambda f: f.where.row or 0)
        for whole, part in pairwise(ordered):
            if (
                OF_WHICH.match(part.row_labels[-1])
                and not OF_WHICH.match(whole.row_labels[-1])
                and not whole.blank
                and not part.blank
            ):
                yield whole, [part]
