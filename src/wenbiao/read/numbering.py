"""Automatic numbering: the numbers that Word shows before paragraphs, which the text of a .docx does not hold.

A paragraph names a ``w:num`` and a level; the ``w:num`` points at a ``w:abstractNum`` whose levels
say how numbers look. Numbers are counted along the paragraphs, one count for each abstract list.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from lxml import etree

from wenbiao.read.docx_package import MC, W, flag, number, value
from wenbiao.read.numbering_formats import SILENT, number_text

PLACEHOLDER = re.compile(r"%([1-9])")
SEPARATING = "、，）)】〕》：:"
"""A label that ends so needs no space before the text; ``1.`` before ``2024年`` does."""

HAS_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered; ``text`` holds ``%1`` … ``%9`` where numbers go.

    ``restart`` is the level (from 1) after which counting begins again, 0 for never, None for any
    higher level. ``legal`` writes all numbers in decimal.
    """

    start: int = 0
    format: str = "decimal"
    text: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False
    style: str | None = None
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class ListInstance:
    """One ``w:num``: the list it counts in, its levels, and where it begins levels anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


@dataclass(frozen=True, slots=True)
class Label:
    """The number before one paragraph; ``suffix`` is what Word puts after it: tab, space or nothing."""

    text: str
    suffix: str = "tab"

    def before(self, following: str) -> str:
        """Return the number with a space where it would run into the text that follows."""
        if not self.text or self.text[-1] in SEPARATING or not following or following[0].isspace():
            return self.text
        if self.suffix == "nothing" and not (following[0].isdigit() or following[0].isascii()):
            return self.text
        return self.text + " "


class Numbering:
    """The list definitions of one document."""

    def __init__(self, root: etree._Element | None, style_num: Callable[[str], str | None]) -> None:
        """Read ``numbering.xml``; ``style_num`` gives the ``w:num`` that a numbering style names."""
        self.instances: dict[str, ListInstance] = {}
        if root is None:
            return
        abstracts = {a.get(W + "abstractNumId", ""): a for a in root.iterchildren(W + "abstractNum")}
        nums = {n.get(W + "numId", ""): n for n in root.iterchildren(W + "num")}
        levels = {key: levels_of(element) for key, element in abstracts.items()}
        for num_id, num in nums.items():
            key = value(num, "abstractNumId") or ""
            link = value(abstracts.get(key), "numStyleLink")
            if link is not None:
                key = linked(link, key, abstracts, nums.get(style_num(link) or ""))
            if key in levels:
                self.instances[num_id] = instance_of(num, key, levels[key])

    def level_of_style(self, num_id: str, styles: Sequence[str]) -> int | None:
        """Return the level of a list that is tied to the first of ``styles`` (a style, then what it is based on)."""
        instance = self.instances.get(num_id)
        if instance is None:
            return None
        tied = {level.style: index for index, level in instance.levels.items() if level.style}
        return next((tied[style] for style in styles if style in tied), None)


def linked(style: str, key: str, abstracts: dict[str, etree._Element], num: etree._Element | None) -> str:
    """Return the abstract list behind a numbering style; ``key`` names the list that only refers to it."""
    for other, element in abstracts.items():
        if value(element, "styleLink") == style:
            return other
    return value(num, "abstractNumId") or key


def levels_of(abstract: etree._Element) -> dict[int, Level]:
    """Return the levels of a ``w:abstractNum`` by index from 0."""
    return {int(e.get(W + "ilvl", "0")): level_of(e) for e in abstract.iterchildren(W + "lvl") if has_index(e)}


def has_index(element: etree._Element) -> bool:
    """Whether the level's index is a number."""
    return element.get(W + "ilvl", "0").isdecimal()


def level_of(element: etree._Element) -> Level:
    """Return one ``w:lvl``."""
    start = number(element, "start")
    return Level(
        start=0 if start is None else start,
        format=format_of(element),
        text=value(element, "lvlText") or "",
        suffix=value(element, "suff") or "tab",
        restart=number(element, "lvlRestart"),
        legal=bool(flag(element, "isLgl")),
        style=value(element, "pStyle"),
        hidden=bool(flag(element.find(W + "rPr"), "vanish")),
    )


def format_of(level: etree._Element) -> str:
    """Return the number format of a level; a custom one (``001, 002, …``) as its first number."""
    element = level.find(W + "numFmt")
    if element is None:
        element = level.find(f"{MC}AlternateContent/{MC}Choice/{W}numFmt")
    if element is None:
        return "decimal"
    first = element.get(W + "format", "").partition(",")[0].strip()
    if element.get(W + "val") == "custom" and first.isdecimal():
        return first
    return element.get(W + "val", "decimal")


def instance_of(num: etree._Element, abstract: str, levels: dict[int, Level]) -> ListInstance:
    """Return one ``w:num`` with its overrides applied to the levels of its abstract list."""
    own, starts = dict(levels), {}
    for override in num.iterchildren(W + "lvlOverride"):
        if not has_index(override):
            continue
        index = int(override.get(W + "ilvl", "0"))
        replacement = override.find(W + "lvl")
        if replacement is not None:
            own[index] = level_of(replacement)
        start = number(override, "startOverride")
        if start is not None:
            starts[index] = start
    return ListInstance(abstract, own, starts)


@dataclass(slots=True)
class Counter:
    """Counts the numbered paragraphs of one story (the body, the text boxes …) in their order."""

    numbering: Numbering
    values: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def label(self, num_id: str, index: int) -> Label | None:
        """Count one paragraph at level ``index`` of list ``num_id`` and return its number, or None without one."""
        instance = self.numbering.instances.get(num_id)
        if instance is None or index not in instance.levels:
            return None
        level = instance.levels[index]
        values = self.values.setdefault(instance.abstract, {})
        if index in instance.starts and (num_id, index) not in self.begun:
            values[index] = instance.starts[index]
        else:
            values[index] = values[index] + 1 if index in values else level.start
        self.begun.add((num_id, index))
        for higher in range(index):
            # A level without its parent takes the parent's first number, and the next parent goes on from there.
            if higher in instance.levels and higher not in values:
                values[higher] = instance.starts.get(higher, instance.levels[higher].start)
        for deeper in [d for d in values if d > index and restarts(instance.levels.get(d), d, index)]:
            del values[deeper]
        return Label(composed(instance, level, values), level.suffix)


def restarts(level: Level | None, own: int, used: int) -> bool:
    """Whether level ``own`` begins anew after a paragraph at the higher level ``used``."""
    if level is None or level.restart is None or level.restart > own:
        return True
    return used < level.restart


def composed(instance: ListInstance, level: Level, values: dict[int, int]) -> str:
    """Return the text of a level with its numbers filled in; a bullet or a hidden number is no text."""
    if level.hidden or level.format == "bullet":
        return ""

    def filled(found: re.Match[str]) -> str:
        index = int(found[1]) - 1
        other = instance.levels.get(index)
        if other is None:
            return ""
        current = values.get(index, other.start)
        plain = level.legal and other.format not in SILENT
        return number_text(current, "decimal" if plain else other.format)

    text = PLACEHOLDER.sub(filled, level.text).strip()
    return text if HAS_WORD.search(text) else ""
