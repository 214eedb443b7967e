"""The annual goals of the forms, each with its result and the first fault that fits it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from wenbiao.check.rule import Context
from wenbiao.extract.base import FactBase, Sheet
from wenbiao.extract.wording import fold
from wenbiao.judge.copied import bare, overlap, similarity
from wenbiao.judge.elements import elements_of
from wenbiao.judge.fillers import is_empty_talk
from wenbiao.judge.statements import Role, Statement, goal_statements, lexicon, matcher, section_statements
from wenbiao.judge.wording import is_vague

YEAR = re.compile(r"(?:19|20)\d{2}年?(?:度)?|本年度?")
TENSE = re.compile(r"(?:已经|已|了|均|都|全部|将|要)")
NUMBERS = re.compile(r"\d+(?:\.\d+)?")
SAME = 0.95
"""Two texts this alike are one text with a word changed."""
NEARLY_NAME = 0.85
MOST_OF_IT = 0.7
LONGEST_NEAR_BLANK = 24
LONGEST_NAME = 40
SHORTEST_DUTY = 12


class Fault(StrEnum):
    """What is wrong with a goal or a result as a whole; the first that fits."""

    NEAR_BLANK = "near-blank"
    NAME = "name"
    DUTIES = "duties"
    REPEATED = "repeated"
    VAGUE = "vague"
    PARTLY = "partly"
    NONE = "none"


@dataclass(frozen=True, slots=True, eq=False)
class Reviewed:
    """The items of one goal or result with its fault; ``against`` is what it was compared with."""

    role: Role
    items: tuple[Statement, ...]
    fault: Fault
    against: str = ""

    @property
    def vague_items(self) -> list[Statement]:
        """Return the items that are vague."""
        return [s for s in self.items if is_vague(s.role, s.text)]


def reviewed(context: Context, *faults: Fault) -> Iterator[Reviewed]:
    """Yield the goals and results that have one of the given faults."""
    return (review for review in reviews(context.base) if review.fault in faults)


@lru_cache(maxsize=2)
def reviews(base: FactBase) -> tuple[Reviewed, ...]:
    """Return every goal and result, of the forms and of the narrative's goal sections, with its fault."""
    return tuple(reviews_in(base))


def reviews_in(base: FactBase) -> Iterator[Reviewed]:
    """Yield the reviewed goals and results."""
    sections = section_statements(base.documents)
    duties = [s.text for s in sections if s.role is Role.DUTY]
    names = list(project_names(base))
    groups: dict[tuple[int, Role], list[Statement]] = {}
    for statement in (*goal_statements(base), *(s for s in sections if s.role is Role.GOAL)):
        groups.setdefault((statement.group, statement.role), []).append(statement)
    partners = results_of(base)
    for (group, role), items in groups.items():
        goal = groups.get((partners.get(group, -1), Role.GOAL), []) if role is Role.RESULT else []
        yield review(role, tuple(items), names, duties, goal)


def review(
    role: Role, items: tuple[Statement, ...], names: list[str], duties: list[str], goal: list[Statement]
) -> Reviewed:
    """Return the goal or result with the first fault that fits it."""
    text = "\n".join(s.text for s in items)
    if is_empty_talk(text) and len(bare(text)) <= LONGEST_NEAR_BLANK:
        return Reviewed(role, items, Fault.NEAR_BLANK)
    if role is Role.GOAL:
        if name := named(text, names):
            return Reviewed(role, items, Fault.NAME, name)
        if (
            len(bare(text)) >= SHORTEST_DUTY
            and not elements_of(text).quantities
            and overlap(text, duties) >= MOST_OF_IT
        ):
            return Reviewed(role, items, Fault.DUTIES)
    elif goal and repeats(text, "\n".join(s.text for s in goal)):
        return Reviewed(role, items, Fault.REPEATED, goal[0].text)
    vague = [s for s in items if is_vague(s.role, s.text)]
    if vague:
        return Reviewed(role, items, Fault.VAGUE if len(vague) == len(items) else Fault.PARTLY)
    return Reviewed(role, items, Fault.NONE)


def results_of(base: FactBase) -> dict[int, int]:
    """Return for each result cell the goal cell beside it, by identity."""
    return {
        id(goal.actual): id(goal.expected)
        for sheet in base.sheets
        for goal in sheet.goals
        if goal.actual is not None and goal.expected is not None
    }


def repeats(result: str, goal: str) -> bool:
    """Whether a result only says the goal again: the same words, tense apart, and no figure of its own."""
    one, other = TENSE.sub("", bare(result)), TENSE.sub("", bare(goal))
    if not one or set(NUMBERS.findall(result)) - set(NUMBERS.findall(goal)):
        return False
    return similarity(one, other) >= SAME


def named(text: str, names: list[str]) -> str:
    """Return the project name that a goal merely repeats, or an empty string."""
    goal = core(text)
    if not goal or len(goal) > LONGEST_NAME or elements_of(text).quantities:
        return ""
    for name in names:
        known = core(name)
        if known and (goal == known or similarity(goal, known) >= NEARLY_NAME):
            return name
    return ""


def core(text: str) -> str:
    """Return a name without year, marks and the word 项目 at its end."""
    return YEAR.sub("", bare(fold(text))).removesuffix("支出").removesuffix("项目")


def project_names(base: FactBase) -> Iterator[str]:
    """Yield the project names that the forms and titles state."""
    for sheet in base.sheets:
        yield from names_in(sheet)


def names_in(sheet: Sheet) -> Iterator[str]:
    """Yield the cells beside a label 项目名称."""
    labels = matcher("project", "labels")
    for row in sheet.table.rows():
        filled = [c for c in row if c.text]
        for label, value in pairwise(filled):
            if labels.search(fold(label.text)):
                yield value.text
    caption = fold(sheet.table.caption)
    if labels.search(caption):
        yield labels.sub("", caption)


def is_only_name(text: str) -> bool:
    """Whether a goal is nothing but a name that ends in 项目, 经费 and the like."""
    plain = bare(text)
    return (
        len(plain) <= LONGEST_NAME and plain.endswith(lexicon("project", "endings")) and not elements_of(text).concrete
    )
