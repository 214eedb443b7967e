"""What is printed on every page or only leads to other pages: running heads, page numbers, the table of contents."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from wenbiao.read.caption import ENDS_LIKE_A_TABLE, UNIT_LINE
from wenbiao.read.pdf_lines import Line, squeezed
from wenbiao.read.pdf_table import Grid

Item = Line | Grid

HEAD_ZONE, FOOT_ZONE = 0.1, 0.9
"""Running heads end above, and foots begin below, these shares of the page's height."""

OUTERMOST = 3
REPEATED = 3
LINES_ABOVE = 5
DIGITS = re.compile(r"\d+")
PAGE_NUMBER = re.compile(
    r"""^[-—–－~·•|\s]*
    (?P<word>第|Page|P\.?)?\s*(?P<number>\d{1,4}|[ivxIVX]{1,6})\s*(?P<unit>页)?
    (?P<total>\s*[/／,，（(|共of]{1,3}\s*共?\s*\d{1,4}\s*页?[）)]?)?
    [-—–－~·•|\s]*$""",
    re.X,
)
SHEET_LABEL = re.compile(r"^(?:公开|财决|预决|附[件表])?\s*\d*\s*表?$|[:：]")

CONTENTS_TITLES = frozenset({"目录", "目次", "目录CONTENTS", "CONTENTS"})
LEADER = re.compile(r"(?:[.．。·•…‥⋯﹒]\s?){3,}\s*[-—–(（]?\d{0,3}[-—–)）]?\s*$|…\s*\d{1,3}$")
LEADER_TO_PAGE = re.compile(r"(?:[.．·•…‥⋯﹒]\s?){3,}\s*[-—–(（]?\d{1,3}[-—–)）]?\s*$|…\s*\d{1,3}$")
ENTRY_NUMBER = re.compile(r"(?<=[^\d.,])\s*[-—–(（]?\d{1,3}[-—–)）]?$")
CONTENTS_PAGES = 12
MAX_ENTRY = 60
MIN_ENTRIES = 3
MIN_ALIKE = 4


@dataclass(slots=True)
class PageText:
    """Lines and ruled tables of one page from top to bottom; ``scanned`` when pictures may hold its text.

    They are in upright coordinates, ``turns`` quarter turns off those of the page.
    """

    number: int
    width: float
    height: float
    items: list[Item] = field(default_factory=list)
    scanned: bool = False
    turns: int = 0


def without_running_heads(pages: list[PageText]) -> None:
    """Drop running heads, foots and page numbers from the pages."""
    places: defaultdict[tuple[bool, str], list[tuple[int, bool]]] = defaultdict(list)
    offsets: Counter[int] = Counter()
    edges = [list(edge_lines(page)) for page in pages]
    for page, lines in zip(pages, edges, strict=True):
        for line, is_head, above in lines:
            places[is_head, pattern_of(line)].append((page.number, above))
            if (number := printed_number(line)) is not None:
                offsets[number - page.number] += 1
    for page, lines in zip(pages, edges, strict=True):
        dropped = {
            id(line)
            for line, is_head, _ in lines
            if is_page_number(line, page.number, offsets)
            or is_running(line, places[is_head, pattern_of(line)], len(pages))
        }
        page.items = [item for item in page.items if id(item) not in dropped]


def edge_lines(page: PageText) -> Iterator[tuple[Line, bool, bool]]:
    """Yield the outermost lines with whether they are at the head, and whether they stand right above a table."""
    for i, item in enumerate(page.items[:OUTERMOST]):
        if isinstance(item, Grid) or item.bottom > HEAD_ZONE * page.height:
            break
        yield item, True, any(isinstance(x, Grid) for x in page.items[i + 1 : i + LINES_ABOVE])
    for item in page.items[: -OUTERMOST - 1 : -1]:
        if isinstance(item, Grid) or item.top < FOOT_ZONE * page.height:
            break
        yield item, False, False


def pattern_of(line: Line) -> str:
    """Return what stays the same on every page."""
    return DIGITS.sub("#", squeezed(line.text))


def printed_number(line: Line) -> int | None:
    """Return the page number a line consists of, Roman ones left out."""
    found = PAGE_NUMBER.match(line.text)
    return int(found["number"]) if found and found["number"].isdigit() else None


def is_page_number(line: Line, page: int, offsets: Counter[int]) -> bool:
    """Whether an outermost line is the page's number: written as one, or in step with the pages."""
    found = PAGE_NUMBER.match(line.text)
    if not found:
        return False
    if found["word"] or found["unit"] or found["total"] or line.text.strip() != found["number"]:
        return True
    number = printed_number(line)
    return number is None or number == page or offsets[number - page] > 1


def is_running(line: Line, places: list[tuple[int, bool]], n_pages: int) -> bool:
    """Whether a line recurs as a running head does; titles and unit lines above tables recur too, but belong there."""
    if len({number for number, _ in places}) < min(REPEATED, max(2, n_pages)):
        return False
    title = ENDS_LIKE_A_TABLE.search(line.text) or UNIT_LINE.search(line.text) or SHEET_LABEL.search(line.text)
    return not (title and all(above for _, above in places))


def without_contents(pages: list[PageText]) -> None:
    """Drop the table of contents, whose entries would look like headings without text."""
    flat = [(page, item) for page in pages[:CONTENTS_PAGES] for item in page.items]
    start = next((i for i, (_, item) in enumerate(flat) if is_contents_title(item)), None)
    dropped: set[int] = set()
    if start is not None:
        end = contents_end(flat, start)
        dropped.update(id(item) for _, item in flat[start:end])
    dropped.update(id(item) for _, item in flat if isinstance(item, Line) and LEADER_TO_PAGE.search(item.text))
    if len(dropped) <= MIN_ENTRIES:
        return
    for page in pages[:CONTENTS_PAGES]:
        page.items = [item for item in page.items if id(item) not in dropped]


def is_contents_title(item: Item) -> bool:
    """Whether a line is the title 目录."""
    return isinstance(item, Line) and squeezed(item.text).upper() in CONTENTS_TITLES


def entry_of(text: str) -> str:
    """Return an entry of the contents without leader, page number and blanks."""
    return squeezed(ENTRY_NUMBER.sub("", LEADER.sub("", text.strip())))


def contents_end(flat: list[tuple[PageText, Item]], start: int) -> int:
    """Return the index after the last entry; ``start`` when nothing tells entries from the body's headings."""
    entries: list[str] = []
    numbered_end = start
    for i in range(start + 1, len(flat)):
        page, item = flat[i]
        opens_page = page is not flat[i - 1][0]
        entry = "" if isinstance(item, Grid) else entry_of(item.text)
        if isinstance(item, Grid) or "。" in entry or len(entry) > MAX_ENTRY:
            return body_start(flat, start, i, numbered_end)
        if entry in entries[: None if opens_page else 1] or (opens_page and entries and alike(entry, entries[0])):
            return i if page is flat[start][0] else body_start(flat, start, i, numbered_end)
        entries.append(entry)
        if LEADER.search(item.text) or ENTRY_NUMBER.search(item.text):
            numbered_end = i + 1
    return numbered_end


def alike(first: str, second: str) -> bool:
    """Whether one heading begins with the other, as when one of them is wrapped."""
    shorter, longer = sorted((first, second), key=len)
    return len(shorter) >= MIN_ALIKE and longer.startswith(shorter)


def body_start(flat: list[tuple[PageText, Item]], start: int, i: int, numbered_end: int) -> int:
    """Return where the body begins, given that ``i`` is in the body: its page, or after the last numbered entry."""
    page = flat[i][0]
    if page is flat[start][0]:
        return numbered_end
    while i > numbered_end and flat[i - 1][0] is page:
        i -= 1
    return i
