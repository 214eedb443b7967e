"""Numbered goals, and whether a result speaks of each."""

from __future__ import annotations

import re
from dataclasses import dataclass

from wenbiao.extract.annexes import pairs_of

MARK = re.compile(
    r"""(?:^|[\s；;。“"])
        (?: [（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})[)）]?[、.．)）](?!\d)   # 1、 （一） 2. 3)
          | 目标\s*\d{1,2}\s*[:：] | [①-⑨] | [一二三四五六七八九]是 )""",
    re.X,
)
HAN = re.compile(r"[\u4e00-\u9fff]+")
COMMON = re.compile(
    r"负责|组织|开展|工作|完成|做好|加强|推进|落实|相关|全区|全县|全市|我[区县市局]|进行|提出|有关|部门|情况|及时|以上|目标|任务|不断"
    r"|进一步|事务性?|协调|配合"
)
"""Words that any goal could hold and so tell nothing about which one a result speaks of."""
FEWEST_PAIRS = 4


@dataclass(frozen=True, slots=True)
class GoalItem:
    """One numbered goal: its number from 1 and its text."""

    number: int
    text: str


def goal_items(text: str) -> list[GoalItem]:
    """Return the goals of a numbered list, or an empty list where the text is none."""
    marks = list(MARK.finditer(text))
    if len(marks) < 2:  # noqa: PLR2004
        return []
    ends = [m.start() for m in marks[1:]] + [len(text)]
    return [GoalItem(i + 1, text[m.end() : end].strip()) for i, (m, end) in enumerate(zip(marks, ends, strict=True))]


def unmentioned(goals: list[GoalItem], result: str) -> list[GoalItem]:
    """Return the goals of which a result says nothing: no pair of characters of theirs alone occurs in it.

    A result that is itself a list of as many items is taken to answer each.
    """
    if len(goal_items(result)) >= len(goals):
        return []
    said = pairs_of("，".join(HAN.findall(result)))
    words = [pairs_in(goal.text) for goal in goals]
    missed = []
    for i, goal in enumerate(goals):
        own = words[i] - set().union(*(w for j, w in enumerate(words) if j != i))
        if len(own) >= FEWEST_PAIRS and not own & said:
            missed.append(goal)
    return missed


def pairs_in(text: str) -> set[str]:
    """Return the pairs of neighbouring Chinese characters of a goal, common words left out."""
    return {p for run in HAN.findall(COMMON.sub("，", text)) for p in pairs_of(run)}
