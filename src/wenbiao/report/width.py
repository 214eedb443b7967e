"""How wide text is on a terminal: a Chinese character takes two columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

NOT_FIRST = frozenset("，。、；：？！）》〉」』】〕”’％%…,.;:?!)]}℃‰")
"""Characters that must not begin a line."""
NOT_LAST = frozenset("（《〈「『【〔“‘([{￥¥")
"""Characters that must not end a line."""
ELLIPSIS = "…"
WIDE = 2
"""Columns of a Chinese character."""


def char_width(char: str) -> int:
    """Return the columns of one character: 2 when East Asian wide or full-width, 0 when it combines."""
    if char < "\u0300":
        return 1
    if unicodedata.combining(char) or unicodedata.category(char) in ("Cf", "Me"):
        return 0
    return WIDE if unicodedata.east_asian_width(char) in "WF" else 1


def width(text: str) -> int:
    """Return the columns that one line of text takes."""
    return sum(map(char_width, text))


def pad(text: str, columns: int) -> str:
    """Return ``text`` filled with spaces up to ``columns``."""
    return text + " " * (columns - width(text))


def clip(text: str, columns: int) -> str:
    """Return ``text`` cut to ``columns``, with an ellipsis when something is left out."""
    if width(text) <= columns:
        return text
    kept, taken = [], width(ELLIPSIS)
    for char in text:
        taken += char_width(char)
        if taken > columns:
            break
        kept.append(char)
    return "".join(kept) + ELLIPSIS


def wrap(text: str, columns: int, hang: int = 0) -> list[str]:
    """Return ``text`` broken into lines: the first of at most ``columns``, the others ``hang`` columns shorter.

    Lines break between Chinese characters but not inside a number or a Latin word, and no line begins
    with a closing mark or ends with an opening one, unless a single piece is wider than the line.
    """
    lines: list[str] = []
    line, taken, room = "", 0, columns
    for whole in pieces(text):
        piece = whole
        if line and taken + width(piece) > room:
            lines.append(line.rstrip())
            line, taken, room = "", 0, columns - hang
        if lines and not line:
            piece = piece.lstrip()
        while width(piece) > room:
            head = head_of(piece, room)
            lines.append(head)
            piece = piece[len(head) :]
            room = columns - hang
        line += piece
        taken += width(piece)
    return [*lines, line.rstrip()] if line.strip() or not lines else lines


def head_of(piece: str, columns: int) -> str:
    """Return as much of the beginning of ``piece`` as fits, at least one character."""
    taken = 0
    for i, char in enumerate(piece):
        taken += char_width(char)
        if taken > columns and i:
            return piece[:i]
    return piece


def pieces(text: str) -> Iterator[str]:
    """Yield the stretches between which a line may break."""
    start = 0
    for i in range(1, len(text)):
        if may_break(text[i - 1], text[i]):
            yield text[start:i]
            start = i
    if text:
        yield text[start:]


def may_break(before: str, after: str) -> bool:
    """Whether a line may break between two characters."""
    if after in NOT_FIRST or before in NOT_LAST or after == " ":
        return False
    return before == " " or WIDE in (char_width(before), char_width(after))
