"""Figures of complementary groups: "在预留项目中…X；在其他项目中…Y" speak of things that do not overlap."""

from __future__ import annotations

import re

from wenbiao.model.fact import Fact

GROUP = re.compile(r"在(?P<other>其[他它]|此外的|剩余)?(?P<name>[^，。；：]{2,40}?)中[，,]")
TAIL_LENGTH = 4


def group_of(fact: Fact) -> tuple[bool, str] | None:
    """Return whether the clause of a figure speaks of "the other" things, and of which; None without such a group."""
    if fact.paragraph is None:
        return None
    text = fact.paragraph.text
    end = fact.start - fact.paragraph.start
    begin = max(text.rfind(mark, 0, end) for mark in "。；;\n") + 1
    found = list(GROUP.finditer(text, begin, end))
    return (found[-1]["other"] is not None, found[-1]["name"]) if found else None


def is_complement(one: Fact, other: Fact) -> bool:
    """Whether ``other`` counts in the other things what ``one`` counts in a named group: same noun, disjoint groups."""
    first, second = group_of(one), group_of(other)
    if first is None or second is None or first[0] or not second[0]:
        return False
    return first[1].endswith(second[1][-TAIL_LENGTH:]) and one.subject == other.subject
