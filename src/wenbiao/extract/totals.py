"""Totals whose wording leaves open which is meant: 总支出 with what is carried over, or that of the year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from wenbiao.extract.wording import Wording

OPEN = re.compile(r"^(?:年度|全年|部门|单位)?(?:总(?P<one>收入|支出)|(?P<other>收入|支出)(?:总额|总量|总数))$")
CARRIED = re.compile(
    r"本年度?(?:收入|支出)|(?:年初|上年|年末|年终)(?:财政拨款)?结[转余]|结转下年|结余分配|使用(?:非财政拨款)?结余"
)
SPLIT = re.compile(
    r"基本支出|项目支出|按(?:支出|经费|资金|收入)?(?:性质|功能|用途|来源|科目)|财政拨款收入|事业收入|工资福利"
)
OF_SIDE = re.compile(r"(?:收入|支出)(?:决算)?(?:结构)?(?:具体)?情况")
BOTH_SIDES = re.compile(r"收入支出|收支|总体|收、支|收入和支出|收入、支出")
CLAUSE_END = re.compile(r"[；;]|。(?!\s*其中)")
FAR = 120
SIDES = {"收入": "revenue", "支出": "expenditure"}


def settle_total(wording: Wording, rest: str, section: Sequence[str]) -> Wording:
    """Return the wording with the total that is meant: what the text goes on to list tells, else the section's title.

    ``rest`` is the paragraph after the figure.
    """
    found = OPEN.match(wording.core)
    if not found:
        return wording
    side = SIDES[found["one"] or found["other"]]
    clause = CLAUSE_END.split(rest, maxsplit=1)[0][:FAR]
    title = section[-1] if section else ""
    carried, split = CARRIED.search(clause), SPLIT.search(clause)
    if carried and (not split or carried.start() < split.start()):
        return replace(wording, concept=f"{side}.grand-total")
    if split or (OF_SIDE.search(title) and not BOTH_SIDES.search(title)):
        return replace(wording, concept=f"{side}.total")
    return wording
