"""The three streams: data to standard output, messages to standard error, on a console of any encoding."""

from __future__ import annotations

import codecs
import io
import os
import shutil
import sys
from collections.abc import Iterable
from typing import TextIO

from wenbiao.report.lines import Line, Style

MAX_COLUMNS = 100
"""Longer lines of prose are hard to read, however wide the window."""


NEAREST = {
    "−": "-",
    "–": "-",
    "•": "·",
    "≧": "≥",
    "≦": "≤",
    "✓": "√",
    "✗": "×",
    "\xa0": " ",
    "\u3000": " ",
    "〔": "[",
    "〕": "]",
}
"""What stands in for characters that a Chinese Windows console does not have."""


def nearest(error: UnicodeError) -> tuple[str, int]:
    """Answer for characters that a stream cannot carry: the nearest one it can, else an escape."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    said = []
    for char in error.object[error.start : error.end]:
        near = NEAREST.get(char, char)
        carried = near.encode(error.encoding, errors="backslashreplace").decode(error.encoding)
        said.append(carried if near != char and not carried.startswith("\\") else escaped(char))
    return "".join(said), error.end


def escaped(char: str) -> str:
    """Return a character as an escape in ASCII."""
    return char.encode("ascii", errors="backslashreplace").decode("ascii")


def prepare_streams() -> None:
    """Let characters that the console does not have appear as the nearest one or as escapes, never as a crash."""
    codecs.register_error("nearest", nearest)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="nearest")


def is_unicode(stream: TextIO) -> bool:
    """Whether a stream can carry every character."""
    return (stream.encoding or "").lower().replace("-", "").startswith("utf")


def complain(message: str) -> None:
    """Print one message to standard error, whatever state that stream is in."""
    try:
        print(message, file=sys.stderr, flush=True)
    except OSError:
        return


def abandon_output() -> None:
    """Send what is left of standard output nowhere: its reader has gone, and that is no fault."""
    try:
        descriptor = sys.stdout.fileno()
    except (OSError, ValueError):
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, descriptor)
    os.close(nowhere)


def print_lines(lines: Iterable[Line], stream: TextIO) -> None:
    """Print lines: wrapped and in colour on a terminal, in one piece and plain elsewhere."""
    if not stream.isatty():
        for line in lines:
            print(*line.wrapped(None), file=stream)
        return
    from rich.console import Console
    from rich.text import Text

    columns = min(shutil.get_terminal_size().columns, MAX_COLUMNS)
    console = Console(file=stream, highlight=False, emoji=False)
    for line in lines:
        for text in line.wrapped(columns):
            style = "" if line.style is Style.PLAIN else line.style.value
            console.print(Text(text, style=style), soft_wrap=True)
