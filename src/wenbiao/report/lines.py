"""Lines of readable output, before they meet a terminal."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wenbiao.report.width import wrap

CONTROLS = dict.fromkeys((*range(32), *range(127, 160))) | dict.fromkeys(map(ord, "\t\n\v\f\r"), " ")
"""What a document says must not steer the terminal: control characters go, breaks become spaces."""


class Style(StrEnum):
    """How a line looks where colour is to be had; the words say the same without it."""

    PLAIN = ""
    TITLE = "bold"
    HEADING = "bold underline"
    ERROR = "bold red"
    WARNING = "bold yellow"
    INFO = "bold cyan"
    GOOD = "bold green"
    FAINT = "dim"


@dataclass(frozen=True, slots=True)
class Line:
    """One line; ``hang`` columns more are left free when it goes on below."""

    text: str = ""
    style: Style = Style.PLAIN
    indent: int = 0
    hang: int = 0

    def wrapped(self, columns: int | None) -> list[str]:
        """Return the line as printed on ``columns``; None leaves it in one piece."""
        margin = " " * self.indent
        text = self.text.translate(CONTROLS)
        if columns is None or not text:
            return [margin + text if text else ""]
        first, *rest = wrap(text, max(columns - self.indent, self.hang + MIN_COLUMNS), self.hang)
        return [margin + first, *(margin + " " * self.hang + line for line in rest)]


MIN_COLUMNS = 20
"""Text is never set narrower than this, however narrow the window."""
