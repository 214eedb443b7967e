"""The sections of a report, found by their titles whether or not their numbers survived."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from wenbiao.extract.columns import role_of
from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.wording import NUMBERING, fold
from wenbiao.model.address import Part
from wenbiao.model.document import Cell, Document, Paragraph, Table

LONGEST_TITLE = 40
PROSE_LENGTH = 80
LONGEST_RUN_IN = 24
RUN_IN = re.compile(r"^(?P<title>[^。；，,:：]{2,24})[。:：]")
"""A title at the head of its paragraph: "（三）存在的主要问题。一是…"."""
NAME_OF_DOCUMENT = re.compile(r"^(?:19|20)\d{2}年|(?:报告|表|公告|通知|决算|预算|公开)$")
"""Names of reports, forms and tables, which speak of performance without being that section."""
NOT_A_TITLE = re.compile(r"[。；，,](?=.)|[“”《》]|^(?:附件|附表|注|说明|备注)|\d{4}年\d{1,2}月")


@dataclass(frozen=True, slots=True, eq=False)
class Title:
    """A line that heads a section: its paragraph and its wording without number, spaces and brackets."""

    paragraph: Paragraph
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """A section that reports have: its id, its usual name, how its title is worded, how text without one speaks of it."""

    id: str
    name: str
    titles: re.Pattern[str]
    mentions: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Outline:
    """Which sections a genre requires once certain sections show which outline it follows."""

    genres: frozenset[str]
    when: tuple[str, ...]
    require: tuple[str, ...]
    severity: str


@cache
def known_sections() -> dict[str, Section]:
    """Return the sections of ``sections.toml`` by id."""
    table = load_toml("sections.toml")["section"]
    return {
        key: Section(
            key,
            row["name"],
            re.compile("|".join(row["titles"])),
            re.compile("|".join(row["mentions"])) if "mentions" in row else None,
        )
        for key, row in table.items()
    }


@cache
def outlines() -> tuple[Outline, ...]:
    """Return the outlines of ``sections.toml``."""
    return tuple(
        Outline(frozenset(row["genres"]), tuple(row["when"]), tuple(row["require"]), row["severity"])
        for row in load_toml("sections.toml")["outline"]
    )


def titles(documents: Sequence[Document]) -> Iterator[Title]:
    """Yield the lines that can be section titles: headings, short lines, and titles that run into their text.

    In a table only cells of prose have titles in them, and labels beside such cells, not headings of columns.
    """
    for document in documents:
        for block in document.blocks:
            for paragraph in [block] if isinstance(block, Paragraph) else paragraphs_with_titles(block):
                if paragraph.part is Part.BODY and (text := title_of(paragraph)):
                    yield Title(paragraph, text)


def paragraphs_with_titles(table: Table) -> Iterator[Paragraph]:
    """Yield the paragraphs of prose cells, and the labels that have such a cell to their right or below."""
    grid = table.grid()
    for cell in table.cells:
        if is_prose(cell):
            yield from cell.paragraphs
        elif len(cell.paragraphs) == 1 and not role_of(cell.text):
            col, row = cell.col + cell.col_span, cell.row + cell.row_span
            right = grid[cell.row][col] if col < table.n_cols else None
            below = grid[row][cell.col] if row < table.n_rows else None
            if any(c is not None and is_prose(c) for c in (right, below)):
                yield from cell.paragraphs


def is_prose(cell: Cell) -> bool:
    """Whether a cell holds running text: several paragraphs, or a long one."""
    return len(cell.text) > PROSE_LENGTH


def title_of(paragraph: Paragraph) -> str:
    """Return the title a paragraph is or begins with, folded; an empty string where it is running text or a name."""
    text = line_title(" ".join(paragraph.text.split()), paragraph.level)
    return "" if NAME_OF_DOCUMENT.search(text) else text


def line_title(line: str, level: int | None) -> str:
    """Return the title that a line is, or that stands at its head after a number."""
    numbered = NUMBERING.match(line)
    longest = LONGEST_TITLE if level is None else 2 * LONGEST_TITLE
    if len(line) <= longest and (level or not NOT_A_TITLE.search(line)) and (numbered or not line.endswith("。")):
        return fold(line)
    found = RUN_IN.match(line[numbered.end() :]) if numbered else None
    return fold(found["title"]) if found else ""


def sections_in(found: Sequence[Title]) -> dict[str, Title]:
    """Return the first title of each known section."""
    result: dict[str, Title] = {}
    for title in found:
        for section in known_sections().values():
            if section.id not in result and section.titles.search(title.text):
                result[section.id] = title
    return result


def section_text(documents: Sequence[Document], title: Title) -> list[Paragraph]:
    """Return the paragraphs from a title to the next line that heads another known section, the title first."""
    collected: list[Paragraph] = []
    inside = False
    for document in documents:
        for paragraph in document.paragraphs():
            if paragraph is title.paragraph:
                inside = True
            elif inside and is_other_section(paragraph, title):
                return collected
            if inside:
                collected.append(paragraph)
        if inside:
            return collected
    return collected


def is_other_section(paragraph: Paragraph, title: Title) -> bool:
    """Whether a paragraph heads a section of the same or a higher level than ``title``."""
    if title.paragraph.level is not None and paragraph.level is not None:
        return paragraph.level <= title.paragraph.level
    text = title_of(paragraph)
    return bool(text) and len(text) <= LONGEST_RUN_IN and any(s.titles.search(text) for s in known_sections().values())
