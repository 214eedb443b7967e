"""Whether a document is a form that nobody has filled in yet."""

from __future__ import annotations

import re
from functools import lru_cache

from wenbiao.extract.base import FactBase, Sheet
from wenbiao.model.fact import Relation

PLACEHOLDER = re.compile(
    r"[XxＸ×]{2,}|\*{2,}|_{3,}|＿{2,}|[（(]\s{1,6}[)）]\s*(?:万?元|人|%)|(?<=[为计共出入])\s{2,}(?:万?元|人|%)"
)
"""What stands for a figure or a name to come: XX万元, ___, （  ）人."""
FEWEST_PLACEHOLDERS = 8
BLANK_SHARE = 0.95
FEWEST_CELLS = 12


@lru_cache(maxsize=4)
def is_unfilled(base: FactBase) -> bool:
    """Whether a document is a blank form: placeholders instead of figures, or tables of blank cells.

    Rules on what is missing rest then; one note says why.
    """
    text = "\n".join(d.text for d in base.documents)
    placeholders = len(PLACEHOLDER.findall(text))
    figures = sum(1 for f in base.facts if f.relation is not Relation.THRESHOLD and not f.aside)
    figures += sum(1 for c in base.cells if not c.blank and c.quantity.value != 0)
    if placeholders >= FEWEST_PLACEHOLDERS and placeholders > figures:
        return True
    return is_blank_form(base)


def is_blank_form(base: FactBase) -> bool:
    """Whether there are scored forms, and hardly a cell of them that the unit fills is filled."""
    sheets = [s for s in base.sheets if s.indicators]
    if not sheets:
        return False
    filled = [is_filled for sheet in sheets for is_filled in cells_to_fill(sheet)]
    prose = sum(len(p.text) for d in base.documents for p in d.body)
    return len(filled) >= FEWEST_CELLS and sum(filled) <= (1 - BLANK_SHARE) * len(filled) and prose < 2000  # noqa: PLR2004


def cells_to_fill(sheet: Sheet) -> list[bool]:
    """Return for each cell that the unit fills in whether it is filled: results, scores, executed money, goals."""
    rows = [c for i in sheet.indicators for c in (i.actual, i.score)]
    money = [c for r in sheet.fund_rows for c in (r.initial, r.adjusted, r.executed)]
    goals = [c for g in sheet.goals for c in (g.expected, g.actual)]
    return [bool(c.text) for c in (*rows, *money, *goals) if c is not None]
