"""Drawing small PDFs: text at given places, paragraphs set as Word sets them, ruled tables."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

SONG = "STSong-Light"
pdfmetrics.registerFont(UnicodeCIDFont(SONG))

LEFT, RIGHT, TOP, BOTTOM = 90.0, 510.0, 90.0, 750.0
"""Margins of running text on a page of A4, in points from its top left corner."""

TOKEN = re.compile(r"[\d,.%]+|[A-Za-z]+|.", re.DOTALL)
NOT_FIRST = "，。、；：！？）》”％"

Span = tuple[int, int, int, int]


class Drawing:
    """A PDF under construction; places count from the top left corner of the page."""

    def __init__(self, size: tuple[float, float] = A4, **options: object) -> None:
        self.buffer = io.BytesIO()
        self.canvas = Canvas(self.buffer, pagesize=size, **options)
        self.width, self.height = size
        self.y = TOP

    def text(self, x: float, y: float, text: str, size: float = 12, align: str = "left") -> None:
        """Print ``text`` with its baseline at ``y``; ``x`` is its left end, middle or right end."""
        self.canvas.setFont(SONG, size)
        draw = {
            "left": self.canvas.drawString,
            "centre": self.canvas.drawCentredString,
            "right": self.canvas.drawRightString,
        }
        draw[align](x, self.height - y, text)

    def line(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)

    def box(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.rect(x0, self.height - y1, x1 - x0, y1 - y0)

    def next_page(self, size: tuple[float, float] | None = None) -> None:
        self.canvas.showPage()
        self.y = TOP
        if size:
            self.canvas.setPageSize(size)
            self.width, self.height = size

    def paragraph(self, text: str, *, size: float = 15, indent: float = 2, pitch: float = 1.8) -> None:
        """Print a paragraph between the margins, its first line indented by so many characters, going over pages."""
        for i, line in enumerate(wrapped(text, RIGHT - LEFT, size, indent * size)):
            if self.y > BOTTOM:
                self.next_page()
            self.text(LEFT + (indent * size if i == 0 else 0), self.y, line, size)
            self.y += pitch * size

    def table(
        self,
        rows: Sequence[Sequence[str]],
        widths: Sequence[float],
        *,
        x: float = LEFT,
        y: float | None = None,
        height: float = 20,
        spans: Sequence[Span] = (),
        size: float = 10,
    ) -> float:
        """Draw a ruled table and return its lower edge; ``spans`` are (row, col, row_span, col_span), texts may hold line feeds."""
        top = self.y if y is None else y
        taken = {(r + i, c + j): (r, c) for r, c, rs, cs in spans for i in range(rs) for j in range(cs)}
        size_of = {(r, c): (rs, cs) for r, c, rs, cs in spans}
        xs = [x + sum(widths[:i]) for i in range(len(widths) + 1)]
        for r, row in enumerate(rows):
            for c, text in enumerate(row):
                if taken.get((r, c), (r, c)) != (r, c):
                    continue
                rs, cs = size_of.get((r, c), (1, 1))
                x0, x1, y0, y1 = xs[c], xs[c + cs], top + r * height, top + (r + rs) * height
                self.box(x0, y0, x1, y1)
                lines = text.split("\n")
                first = (y0 + y1) / 2 + size * (0.35 - 0.6 * (len(lines) - 1))
                for i, line in enumerate(lines):
                    self.text((x0 + x1) / 2, first + i * 1.2 * size, line, size, "centre")
        self.y = top + len(rows) * height
        return self.y

    def data(self) -> bytes:
        """Finish the last page and return the file."""
        self.canvas.showPage()
        self.canvas.save()
        return self.buffer.getvalue()


def wrapped(text: str, width: float, size: float, indent: float = 0) -> list[str]:
    """Return the lines of a paragraph: numbers and words are not broken, no line begins with a closing mark."""
    lines: list[list[str]] = [[]]
    room = width - indent
    for token in TOKEN.findall(text):
        needed = pdfmetrics.stringWidth(token, SONG, size)
        if needed > room and token not in NOT_FIRST:
            lines.append([])
            room = width
        elif needed > room:
            lines.append([lines[-1].pop()])
            room = width - pdfmetrics.stringWidth(lines[-1][0], SONG, size)
        lines[-1].append(token)
        room -= needed
    return ["".join(line) for line in lines]
