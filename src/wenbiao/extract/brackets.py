"""Quotation marks, brackets and book-title marks that have no partner, or face the wrong way."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wenbiao.extract.spans import Span

PAIRS = (("（(", "）)", "括号"), ("《", "》", "书名号"), ("【", "】", "方括号"), ("〔", "〕", "六角括号"))
OPEN_QUOTE, CLOSE_QUOTE = "“", "”"
STRAIGHT = '"＂″'
"""Straight marks close an open quotation; alone they tell nothing."""
MARKS = re.compile(f"[{''.join(opening + closing for opening, closing, _ in PAIRS)}{OPEN_QUOTE}{CLOSE_QUOTE}]")
QUOTES = re.compile('[“”"＂″]')
LIST_NUMBER = re.compile(r"(?:^|[\s。；;，,、：:！？”])(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[①-⑳a-zA-Z])$")
"""What stands before the closing bracket of a list number: 1）, 一), a)."""
LONGEST_NUMBER = 4
REACH = 8
"""A pair may span so many paragraphs of one text."""
SHOWN = 16
FACING = 24
"""Two marks of one direction this close were meant as a pair."""


@dataclass(frozen=True, slots=True)
class Loose:
    """A mark without partner in its paragraph, opening or closing."""

    paragraph: int
    span: Span
    kind: str
    opens: bool


def unbalanced(paragraphs: Sequence[str]) -> Iterator[tuple[int, Span]]:
    """Yield ``(paragraph, span)`` of each mark without partner in one text of several paragraphs.

    An opening mark is left alone when one of the next paragraphs closes it.
    """
    loose: list[Loose] = []
    for i, text in enumerate(paragraphs):
        if not MARKS.search(text):
            continue
        loose += [Loose(i, span, "引号", opens) for span, opens in loose_quotes(text)]
        for opening, closing, kind in PAIRS:
            loose += [Loose(i, span, kind, opens) for span, opens in loose_brackets(text, opening, closing, kind)]
    partners = closed_later(loose)
    yield from ((mark.paragraph, mark.span) for at, mark in enumerate(loose) if at not in partners)


def closed_later(loose: Sequence[Loose]) -> set[int]:
    """Return the positions of the opening marks that one of the next paragraphs closes, and of what closes them."""
    closing: dict[str, deque[int]] = defaultdict(deque)
    for at, mark in enumerate(loose):
        if not mark.opens:
            closing[mark.kind].append(at)
    matched: set[int] = set()
    for at, mark in enumerate(loose):
        if not mark.opens:
            continue
        waiting = closing[mark.kind]
        while waiting and loose[waiting[0]].paragraph <= mark.paragraph:
            waiting.popleft()
        if waiting and loose[waiting[0]].paragraph - mark.paragraph <= REACH:
            matched |= {at, waiting.popleft()}
    return matched


def loose_quotes(text: str) -> Iterator[tuple[Span, bool]]:
    """Yield ``(span, opens)`` of the quotation marks that do not pair: two of one direction, or one alone."""
    opened: int | None = None
    marks = list(QUOTES.finditer(text))
    skip = -1
    for number, mark in enumerate(marks):
        if number == skip:
            continue
        at, sign = mark.start(), mark[0]
        following = marks[number + 1] if number + 1 < len(marks) else None
        if sign in STRAIGHT:
            opened = None
        elif sign == OPEN_QUOTE:
            if opened is None:
                opened = at
            elif at - opened <= FACING and (following is None or following[0] != CLOSE_QUOTE):
                yield Span(opened, at + 1, "后引号写成了前引号"), False
                opened = None
            else:
                yield shown(text, opened, "前引号没有对应的后引号"), True
                opened = at
        elif opened is not None:
            opened = None
        elif following is not None and following[0] == CLOSE_QUOTE and following.start() - at <= FACING:
            yield Span(at, following.end(), "前引号写成了后引号"), False
            skip = number + 1
        else:
            yield Span(max(0, at - SHOWN), at + 1, "后引号没有对应的前引号"), False
    if opened is not None:
        yield shown(text, opened, "前引号没有对应的后引号"), True


def loose_brackets(text: str, opening: str, closing: str, kind: str) -> Iterator[tuple[Span, bool]]:
    """Yield ``(span, opens)`` of the brackets of one kind without partner; list numbers have none."""
    stack: list[int] = []
    for mark in re.finditer(f"[{opening}{closing}]", text):
        at, sign = mark.start(), mark[0]
        if sign in opening:
            stack.append(at)
        elif sign in closing:
            if stack:
                stack.pop()
            elif not LIST_NUMBER.search(text[max(0, at - LONGEST_NUMBER) : at]):
                yield Span(max(0, at - SHOWN), at + 1, f"后{kind}没有对应的前{kind}"), False
    for at in stack:
        yield shown(text, at, f"前{kind}没有对应的后{kind}"), True


def shown(text: str, start: int, note: str) -> Span:
    """Return the place of an opening mark with what follows it."""
    return Span(start, min(len(text), start + SHOWN), note)
