"""Statements that money budgeted for projects went to running the office."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenbiao.extract.letters import needs
from wenbiao.extract.spans import Span

MOVED = re.compile(
    r"""[^。；，,]{0,16}?项目[^。；，,]{0,24}?
        (?:调剂|调整|调减|转|挪|列)\s*(?:使用)?\s*(?:至|到|入|为|用于|给)\s*
        (?:单位|机关|部门)?(?:日常)?(?:基本支出|公用(?:经费|支出)|人员(?:经费|支出)|机关运[转行]|办公经费|运转经费)""",
    re.X,
)
"""年初项目预算均调剂至基本支出, 部分项目经费转为公用经费; not 项目经费全部用于…, where nothing was moved."""
DENIED = re.compile(r"不得|严禁|禁止|不能|未(?!来)|没有|杜绝|防止")


@needs(MOVED)
def moved_budgets(text: str) -> Iterator[Span]:
    """Yield the clauses that say so; bans and denials are left out."""
    for found in MOVED.finditer(text):
        if not DENIED.search(found[0]):
            yield Span(found.start(), found.end())
