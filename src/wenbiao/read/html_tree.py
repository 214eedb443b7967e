"""The element tree of a web page: walking it, and what its tags and attributes say."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from enum import Enum

from lxml import etree

Element = etree._Element
Skip = Callable[[Element], bool]


def word_set(text: str) -> frozenset[str]:
    """Return the words of a list written as text."""
    return frozenset(text.split())


HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
BLOCKS = HEADINGS | word_set("""
    address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption
    figure footer form header hgroup hr html legend li main menu nav ol option p pre section summary table tbody td
    tfoot th thead tr ul
""")
"""Tags that begin and end a line."""

DROPPED = word_set("""
    applet area audio base button canvas datalist del embed frame frameset head iframe img input link map meta
    noembed noframes noscript object option rp rt script select style svg template textarea title video xml
""")
"""Tags without text of the page, or with text that was struck out or belongs to a control."""

HIDING = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.I)
WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")


class Event(Enum):
    """What the walk meets."""

    OPEN = 1
    CLOSE = 2
    SKIPPED = 3


def walk(root: Element, skip: Skip) -> Iterator[tuple[Event, Element]]:
    """Yield the elements from ``root`` on as they open and close; a skipped one is met once, for its tail.

    Not recursive, because broken pages nest a thousand deep.
    """
    yield Event.OPEN, root
    path, waiting = [root], [iter(root)]
    while waiting:
        child = next(waiting[-1], None)
        if child is None:
            waiting.pop()
            yield Event.CLOSE, path.pop()
        elif skip(child):
            yield Event.SKIPPED, child
        else:
            yield Event.OPEN, child
            path.append(child)
            waiting.append(iter(child))


def is_hidden(element: Element) -> bool:
    """Whether the element itself says that it is not shown."""
    return "hidden" in element.attrib or bool(HIDING.search(element.get("style", "")))


def is_dropped(element: Element) -> bool:
    """Whether the element can hold no text of the page."""
    return not isinstance(element.tag, str) or element.tag in DROPPED


def names(element: Element) -> set[str]:
    """Return id and classes in lower case."""
    return {name.lower() for name in (element.get("id", ""), *element.get("class", "").split()) if name}


def words(element: Element) -> set[str]:
    """Return the words that id and classes are made of: ``czys_Crumbs`` gives czys and crumbs."""
    return {word.lower() for word in WORD.findall(f"{element.get('id', '')} {element.get('class', '')}")}
