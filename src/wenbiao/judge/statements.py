"""The statements of a report that are judged: goals, results, problems, measures and benefits, by what heads them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from wenbiao.check.rule import cell, short, words
from wenbiao.extract.base import FactBase
from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.sections import title_of
from wenbiao.extract.wording import NUMBERING, fold
from wenbiao.judge.fillers import LIST_NUMBER
from wenbiao.model.address import Part
from wenbiao.model.document import Cell, Document, Paragraph, Table
from wenbiao.model.finding import Evidence

STYLES = (
    re.compile(r"\s*([一二三四五六七八九十]{1,3})[、.．]"),
    re.compile(r"\s*[（(]([一二三四五六七八九十]{1,3})[）)]"),
    re.compile(r"\s*(\d{1,2})[、.．](?!\d)"),
    re.compile(r"\s*[（(](\d{1,2})[）)]"),
)
CHINESE = {c: i for i, c in enumerate("一二三四五六七八九十", 1)}
ITEM = re.compile(
    r"""(?:^|(?<=[。；;\n\s]))\s*
        (?: [（(]?\d{1,2}[）)、.．](?!\d) | [①-⑳]
          | \d[.．](?=(?:19|20)\d{2}年|\d{1,2}[月日所个]|\d{3,}) )\s*""",
    re.X,
)
"""The number of an item of a goal; 1.2024年… too, which looks like a decimal."""
EDGES = ' \t\u3000\n\r"“”'
SHORTEST_PROSE = 8
GOAL_LINE = re.compile(r"[^。；]{4,80}(?:绩效目标|工作目标|年度目标)[:：]?")
"""A title too long to look like one: 部门整体支出绩效目标，专项资金绩效目标."""
ROW_OF_TWO = 2


class Role(StrEnum):
    """What a statement is in its report."""

    GOAL = "annual_goal"
    RESULT = "result"
    INDICATOR = "indicator"
    MEASURE = "measure"
    PROBLEM = "problem"
    BENEFIT = "benefit"
    DUTY = "duty"


@dataclass(frozen=True, slots=True, eq=False)
class Statement:
    """One statement with where it stands; ``group`` counts the cell or section it belongs to."""

    role: Role
    text: str
    evidence: Evidence
    group: int = 0
    title: str = ""


@cache
def lexicon(table: str, name: str) -> tuple[str, ...]:
    """Return a list of ``judging.toml``."""
    return tuple(load_toml("judging.toml")[table][name])


@cache
def matcher(table: str, name: str) -> re.Pattern[str]:
    """Return the patterns of a list of ``judging.toml`` as one."""
    return re.compile("|".join(f"(?:{p})" for p in lexicon(table, name)))


def items_of(of: Cell) -> list[str]:
    """Return the numbered items of a cell, or its paragraphs, without their numbers."""
    parts = [part for line in of.text.split("\n") for part in ITEM.split(line.strip(EDGES))]
    return [text for part in parts if (text := part.strip(EDGES))]


@lru_cache(maxsize=2)
def goal_statements(base: FactBase) -> tuple[Statement, ...]:
    """Return the goals and results of the forms item by item; the items of one cell share a group."""
    return tuple(goals_in(base))


def goals_in(base: FactBase) -> Iterator[Statement]:
    """Yield the goals and results of the forms."""
    for sheet in base.sheets:
        for goal in sheet.goals:
            for role, of in ((Role.GOAL, goal.expected), (Role.RESULT, goal.actual)):
                for item in items_of(of) if of is not None else ():
                    shown = cell(sheet.table, of, (TITLES[role],)) if of is not None else None
                    if shown is not None:
                        yield Statement(role, item, quoted(shown, item), id(of), TITLES[role])


TITLES = {Role.GOAL: "预期目标", Role.RESULT: "实际完成情况"}


def quoted(evidence: Evidence, text: str) -> Evidence:
    """Return the evidence of a cell with one of its items as quote."""
    return Evidence(evidence.role, short(text), evidence.where, label=evidence.label)


@lru_cache(maxsize=2)
def section_statements(documents: tuple[Document, ...]) -> tuple[Statement, ...]:
    """Return the paragraphs under titles that tell their role: goals, problems, measures, benefits and duties."""
    return tuple(sections_in(documents))


def sections_in(documents: Sequence[Document]) -> Iterator[Statement]:
    """Yield the statements of sections."""
    for document in documents:
        walk = Walk()
        for block in document.blocks:
            if isinstance(block, Paragraph):
                if block.part is Part.BODY and not block.hidden:
                    yield from walk.read(block)
            else:
                yield from table_statements(block)
                walk.role = None


def table_statements(table: Table) -> Iterator[Statement]:
    """Yield the prose of cells: under titles inside the cell, or beside a label that tells the role."""
    for row in table.rows():
        filled = [c for c in row if c.text]
        for of in filled:
            if len(of.paragraphs) > 1:
                walk = Walk()
                for paragraph in of.paragraphs:
                    yield from walk.read(paragraph)
        if len(filled) == ROW_OF_TWO and (role := role_of(fold(filled[0].text))):
            walk = Walk(role, group=id(filled[1]), title=fold(filled[0].text))
            for paragraph in filled[1].paragraphs:
                yield from walk.read(paragraph)


class Walk:
    """Reads paragraphs in order and keeps under which kind of title it is."""

    def __init__(self, role: Role | None = None, group: int = 0, title: str = "") -> None:
        """Begin under no title, or under the given role."""
        self.role, self.group, self.title = role, group, title
        self.number: tuple[int, int] = (-1, 0)
        self.nested: set[int] = set()

    def read(self, paragraph: Paragraph) -> Iterator[Statement]:
        """Yield the paragraph as a statement when it is running text under a title that tells its role."""
        title = title_of(paragraph)
        if not title and GOAL_LINE.fullmatch(paragraph.text.strip()):
            self.turn(Role.GOAL, paragraph, "绩效目标")
            return
        heads = bool(title) and len(fold(paragraph.text)) <= len(title) + 1
        if title:
            found = role_of(title)
            if found or is_end(title) or (heads and self.ends_here(paragraph)):
                self.turn(found, paragraph, title)
                if heads:
                    return
        text = NUMBERING.sub("", LIST_NUMBER.sub("", paragraph.text)).strip(EDGES)
        if (
            self.role is None
            or (heads and paragraph.level is not None)
            or is_nothing(text)
            or len(text) < SHORTEST_PROSE
        ):
            return
        at = paragraph.text.find(text)
        yield Statement(self.role, text, words(paragraph, at, at + len(text)), self.group, self.title)

    def turn(self, role: Role | None, paragraph: Paragraph, title: str) -> None:
        """Begin what stands under a title."""
        self.role, self.number, self.nested = role, number_of(paragraph.text), set()
        self.group, self.title = id(paragraph), title

    def ends_here(self, paragraph: Paragraph) -> bool:
        """Whether a title that tells no role follows the current one in the same list, or stands above it.

        A list that begins at one is a list inside the section, whatever the style of its numbers:
        conversion to text changes styles.
        """
        style, number = number_of(paragraph.text)
        if self.role is None:
            return False
        if style < 0:
            return paragraph.level is not None
        if number == 1:
            self.nested.add(style)
        return style not in self.nested and (
            style < self.number[0] or (style == self.number[0] and number > self.number[1])
        )


@cache
def roles() -> tuple[tuple[Role | None, re.Pattern[str]], ...]:
    """Return the roles that titles tell, in the order of ``judging.toml``."""
    names = {
        "none": None,
        "duty": Role.DUTY,
        "problem": Role.PROBLEM,
        "measure": Role.MEASURE,
        "goal": Role.GOAL,
        "benefit": Role.BENEFIT,
    }
    return tuple((role, matcher("roles", name)) for name, role in names.items())


def role_of(title: str) -> Role | None:
    """Return the role of what stands under a title, or None."""
    return next((role for role, pattern in roles() if pattern.match(title)), None)


def is_end(title: str) -> bool:
    """Whether a title heads a section whose text has no role."""
    return bool(matcher("roles", "none").match(title))


def is_nothing(text: str) -> bool:
    """Whether a section's body only says that there is nothing."""
    return text.strip(" 。") in lexicon("nothing", "texts")


def number_of(text: str) -> tuple[int, int]:
    """Return the style of a paragraph's number (0 一、 1 （一） 2 1. 3 （1）; -1 none) and the number."""
    for style, form in enumerate(STYLES):
        if found := form.match(text):
            value = found[1]
            return style, int(value) if value.isdigit() else chinese(value)
    return -1, 0


def chinese(value: str) -> int:
    """Return the value of a Chinese list number up to 十九 and beyond by its last character."""
    tens = 10 if len(value) > 1 and value[0] == "十" else 0
    return tens + CHINESE[value[-1]] if value != "十" else 10
