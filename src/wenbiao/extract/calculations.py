"""Whether a cell that asks for a calculation holds one."""

from __future__ import annotations

import re

from wenbiao.extract.numerals import normalise
from wenbiao.model.document import Table

ASKED = re.compile(r"计算过程|写出.{0,4}计算|列出.{0,4}算式")
CONSTANT = re.compile(
    r"[×xX*＊]\s*100\s*%|100%|〔\d+〕|[(（]?\s*\d{4}\s*[)）]?\s*年|[(（]\s*\d\s*[)）]|[①-⑨]|各\s*\d+\s*名|\d+\s*名(?:进行)?问卷"
)
"""Numbers that belong to a definition, not to the unit's own figures."""
NONE_THERE = re.compile(
    r"(?:本(?:部门|单位|年度?|中心|局|院|校|馆)|我(?:单位|局|中心|院|校|馆)|当年|全年|今年|年度内)"
    r"[^。；\n]{0,12}(?:无|没有|未发生|不涉及|为零|未安排)|无此项|不涉及|未发生"
)
"""A plain statement that there is nothing to compute."""


def asks_for_calculation(table: Table) -> bool:
    """Whether a heading of the table asks to write out the calculation."""
    return any(ASKED.search(cell.text) for cell in table.cells if len(cell.text) < 60)  # noqa: PLR2004


def shows_figures(text: str) -> bool:
    """Whether a text holds figures of the unit's own, or says that there are none."""
    own = CONSTANT.sub("", normalise(text))
    return any(c.isdigit() for c in own) or bool(NONE_THERE.search(text))
