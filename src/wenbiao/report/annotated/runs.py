"""Marks around exact characters of a .docx: runs are split where a mark falls inside one, and keep their look."""

from __future__ import annotations

from collections import defaultdict
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise

from lxml import etree

from wenbiao.read.docx_package import XML_SPACE

Place = tuple[etree._Element, int]
"""A content element of a run and a place in it: before the character of that number, or after the last."""


@dataclass(frozen=True, slots=True)
class Point:
    """Where a mark goes in ``paragraph``.

    With ``element`` the mark stands at character ``at`` of it (a tab or a symbol has the places 0 and 1); with
    ``run`` alone around that run; with neither at the beginning or the end of the paragraph.
    """

    paragraph: etree._Element
    run: etree._Element | None = None
    element: etree._Element | None = None
    at: int = 0


@dataclass(slots=True)
class Marker:
    """Puts the marks of comments into one part: first every point is noted, then runs are split, then marks set.

    ``name`` is the part's namespace in braces; strict documents have another than all others.
    """

    name: str
    points: dict[etree._Element, set[Place]] = field(default_factory=lambda: defaultdict(set))
    parts: dict[etree._Element, list[etree._Element]] = field(default_factory=dict)
    begins: dict[Place, etree._Element] = field(default_factory=dict)
    ends: dict[Place, etree._Element] = field(default_factory=dict)
    placed: set[etree._Element] = field(default_factory=set)

    def note(self, *points: Point) -> None:
        """Remember where marks will stand."""
        for point in points:
            if point.run is not None and point.element is not None:
                self.points[point.run].add((point.element, point.at))

    def split(self) -> None:
        """Split every run with points inside."""
        for run, points in self.points.items():
            self.split_run(run, points)

    def split_run(self, run: etree._Element, points: set[Place]) -> None:
        """Divide one run so that each point falls between two runs; the first part is the run itself."""
        groups: list[list[etree._Element]] = [[]]
        begins: dict[Place, int] = {}
        ends: dict[Place, int] = {}
        for child in [c for c in run if c.tag != self.name + "rPr"]:
            places = sorted(at for element, at in points if element is child)
            if 0 in places:
                open_group(groups)
                begins[child, 0] = len(groups) - 1
            length = length_of(child, self.name)
            inner = [at for at in places if 0 < at < length]
            first, *others = divided(child, inner)
            groups[-1].append(first)
            for at, part in zip(inner, others, strict=True):
                ends[child, at] = len(groups) - 1
                groups.append([part])
                begins[child, at] = len(groups) - 1
            if length in places:
                ends[child, length] = len(groups) - 1
                groups.append([])
        runs = self.dealt(run, [group for i, group in enumerate(groups) if group or i == 0])
        self.begins.update({place: runs[i] for place, i in begins.items()})
        self.ends.update({place: runs[i] for place, i in ends.items()})

    def dealt(self, run: etree._Element, groups: list[list[etree._Element]]) -> list[etree._Element]:
        """Return one run for each group of content, the first of them ``run``, each with its look."""
        runs = [run]
        properties = run.find(self.name + "rPr")
        for group in groups[1:]:
            fresh = alike(run)
            if properties is not None:
                fresh.append(deepcopy(properties))
            fresh.extend(group)
            put_after(runs[-1], fresh)
            runs.append(fresh)
        self.parts[run] = runs
        return runs

    def mark(self, number: int, start: Point, end: Point) -> None:
        """Set the beginning, the end and the anchor of comment ``number``."""
        self.put_start(start, self.element("commentRangeStart", number))
        closing = self.element("commentRangeEnd", number)
        self.put_end(end, closing)
        anchor = end.paragraph.makeelement(self.name + "r")
        anchor.append(self.element("commentReference", number))
        top = closing
        while (parent := top.getparent()) is not None and parent is not end.paragraph:
            top = parent
        self.put_behind(top, anchor)

    def element(self, kind: str, number: int) -> etree._Element:
        """Return a mark of comment ``number``."""
        mark = etree.Element(self.name + kind)
        mark.set(self.name + "id", str(number))
        return mark

    def put_start(self, point: Point, mark: etree._Element) -> None:
        """Insert a mark before its characters, behind marks that are already there."""
        if point.run is None:
            index = 1 if len(point.paragraph) and point.paragraph[0].tag == self.name + "pPr" else 0
            while index < len(point.paragraph) and point.paragraph[index] in self.placed:
                index += 1
            point.paragraph.insert(index, mark)
        else:
            run = point.run if point.element is None else self.begins[point.element, point.at]
            parent = parent_of(run)
            parent.insert(parent.index(run), mark)
        self.placed.add(mark)

    def put_end(self, point: Point, mark: etree._Element) -> None:
        """Insert a mark after its characters."""
        if point.run is None:
            point.paragraph.append(mark)
            self.placed.add(mark)
        elif point.element is None:
            self.put_behind(self.parts.get(point.run, [point.run])[-1], mark)
        else:
            self.put_behind(self.ends[point.element, point.at], mark)

    def put_behind(self, element: etree._Element, mark: etree._Element) -> None:
        """Insert ``mark`` after ``element`` and the ends that already stand there, so that comments keep their order."""
        last = element
        while (after := last.getnext()) is not None and after in self.placed and not self.is_start(after):
            last = after
        put_after(last, mark)
        self.placed.add(mark)

    def is_start(self, mark: etree._Element) -> bool:
        """Whether a mark begins a range."""
        return mark.tag == self.name + "commentRangeStart"


def open_group(groups: list[list[etree._Element]]) -> None:
    """Begin a new group unless the last one is still empty."""
    if groups[-1]:
        groups.append([])


def parent_of(element: etree._Element) -> etree._Element:
    """Return the parent of an element that is known to have one."""
    parent = element.getparent()
    if parent is None:
        raise ValueError("a run outside of any paragraph")
    return parent


def put_after(element: etree._Element, new: etree._Element) -> None:
    """Insert ``new`` as the next sibling of ``element``."""
    parent = parent_of(element)
    parent.insert(parent.index(element) + 1, new)


def alike(element: etree._Element) -> etree._Element:
    """Return an empty element of the same name with the same attributes."""
    new = element.makeelement(element.tag)
    for key, value in element.items():
        new.set(key, value)
    return new


def length_of(element: etree._Element, name: str) -> int:
    """Return how many places a content element has after the first: its characters, or one."""
    return len(element.text or "") if element.tag == name + "t" else 1


def divided(element: etree._Element, places: list[int]) -> list[etree._Element]:
    """Return a text element cut at ``places``, the first part in the element itself.

    White space at a cut would be lost without ``xml:space``; with it, white space at the outer ends would
    begin to count, which it did not, and is taken away.
    """
    if not places:
        return [element]
    text = element.text or ""
    texts = [text[low:high] for low, high in pairwise([0, *places, len(text)])]
    if element.get(XML_SPACE) != "preserve" and any(part != part.strip() for part in texts):
        texts[0], texts[-1] = texts[0].lstrip(), texts[-1].rstrip()
        element.set(XML_SPACE, "preserve")
    parts = [element, *(alike(element) for _ in places)]
    for part, piece in zip(parts, texts, strict=True):
        part.text = piece
    return parts
