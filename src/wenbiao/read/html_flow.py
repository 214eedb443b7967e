"""Elements of a web page → lines of text as a browser would show them."""

from __future__ import annotations

import re
from collections.abc import Callable

from wenbiao.read.drafts import DraftParagraph, DraftTable
from wenbiao.read.html_list import list_number
from wenbiao.read.html_tree import BLOCKS, HEADINGS, Element, Event, Skip, walk

Block = DraftParagraph | DraftTable
TableReader = Callable[[Element], list[Block] | None]
"""Returns what a table element is, or None for a table that only lays out the page."""

SPACES = re.compile("[\\s\u200b-\u200d\u2060\ufeff\u00ad]+")
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
MARKUP_SPACES = frozenset(" \t\n\f")
WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff01-\uff60\uffe0-\uffe6“”‘’…—·]")
SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def tidy(text: str) -> str:
    """Return a line of markup as a browser shows it, runs of spaces of any kind as one.

    Where the source breaks a line beside a Chinese character nothing is shown, so nothing stays.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")

    def space(found: re.Match[str]) -> str:
        run = found[0]
        if "\n" in run and MARKUP_SPACES.issuperset(run):
            beside = text[max(0, found.start() - 1) : found.start()] + text[found.end() : found.end() + 1]
            return "" if WIDE.search(beside) else " "
        return " " if INVISIBLE.sub("", run) else ""

    return SPACES.sub(space, text).strip()


class Flow:
    """Collects text line by line; ``level`` and ``number`` belong to the line being written."""

    def __init__(self) -> None:
        """Begin with nothing."""
        self.blocks: list[Block] = []
        self.line: list[str] = []
        self.level: int | None = None
        self.number = ""
        self.raised = 0
        self.preformatted = 0

    def write(self, text: str | None) -> None:
        """Add text to the line; in preformatted text each line feed ends it."""
        if not text:
            return
        if self.raised and text.strip().isdecimal():
            text = text.strip().translate(SUPERSCRIPT)
        first, *rest = text.split("\n") if self.preformatted else [text]
        self.line.append(first)
        for piece in rest:
            self.end_line()
            self.line.append(piece)

    def end_line(self) -> None:
        """Make a paragraph of the line, if there is anything in it."""
        text = tidy("".join(self.line))
        self.line.clear()
        if text:
            number, self.number = self.number, ""
            self.blocks.append(DraftParagraph(number + text, level=self.level, numbering=number.strip()))

    def open(self, element: Element) -> None:
        """Take note of an element that begins."""
        tag = str(element.tag)
        if tag in BLOCKS:
            self.end_line()
        if tag in HEADINGS:
            self.level = int(tag[1])
        elif tag == "li":
            self.number = list_number(element)
        self.raised += tag == "sup"
        self.preformatted += tag == "pre"
        self.write(element.text)

    def close(self, element: Element) -> None:
        """Take note of an element that ends."""
        tag = str(element.tag)
        if tag in BLOCKS:
            self.end_line()
        if tag in HEADINGS:
            self.level = None
        elif tag == "li":
            self.number = ""
        self.raised -= tag == "sup"
        self.preformatted -= tag == "pre"


def flow(root: Element, skip: Skip, table: TableReader) -> list[Block]:
    """Return the paragraphs and tables inside ``root`` in order, without the elements that ``skip`` names."""
    out = Flow()
    tables: dict[Element, list[Block]] = {}

    def passes(element: Element) -> bool:
        if skip(element):
            return True
        read = table(element) if element.tag == "table" else None
        if read is not None:
            tables[element] = read
        return read is not None

    for event, element in walk(root, passes):
        if event is Event.OPEN:
            out.open(element)
            continue
        if event is Event.CLOSE:
            out.close(element)
        elif element in tables:
            out.end_line()
            out.blocks.extend(tables.pop(element))
        if element is not root:
            out.write(element.tail)
    out.end_line()
    return out.blocks
