"""The pages of a PDF: where exact characters stand on them, and pictures of what is around."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wenbiao.errors import UnreadableDocument
from wenbiao.model.document import Box, Paragraph

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage  # type: ignore[import-untyped]

SLACK = 2.0
"""Points by which a character may stand out of its line's box: boxes come from font sizes, characters from outlines."""

MARK = (166, 27, 27)
"""The colour of the frame around what a picture shows."""
GREYS = 12
"""Shades of a picture: enough for smooth characters, few enough for a small file."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle on a page in its own coordinates, in points from the bottom left; pages count from 1."""

    page: int
    left: float
    bottom: float
    right: float
    top: float

    def united(self, other: Rect) -> Rect:
        """Return the smallest rectangle around both."""
        return Rect(
            self.page,
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )


@dataclass(frozen=True, slots=True)
class Glyph:
    """One printed character with its rectangle."""

    text: str
    rect: Rect


class Pages:
    """An open PDF; the characters of a page are read when first asked for."""

    def __init__(self, pdf: PdfDocument) -> None:
        """Take an open document."""
        self.pdf = pdf
        self.glyphs: dict[int, list[Glyph]] = {}
        self.boxes: dict[int, tuple[float, float, float, float]] = {}

    def rects(self, paragraph: Paragraph, start: int, end: int) -> list[Rect]:
        """Return the rectangles around the characters ``start:end`` of a paragraph, one for each line they stand on."""
        found = []
        for box in paragraph.boxes:
            low, high = max(start, box.start), min(end, box.end)
            if low < high:
                found.append(self.rect(box, paragraph.text[low:high], paragraph.text[box.start : low]))
        return found

    def rect(self, box: Box, text: str, before: str) -> Rect:
        """Return the rectangle of ``text``, which follows ``before`` in a line; of the line when it cannot be found."""
        line = self.line(box)
        inside = [g for g in self.page_glyphs(box.page) if holds(line, g.rect)]
        said = "".join(g.text for g in inside)
        wanted, skipped = squeezed(text), len(squeezed(before))
        at = said.find(wanted, max(0, skipped - 1)) if wanted else -1
        at = said.find(wanted) if at < 0 and wanted else at
        if at < 0:
            return line
        rects = [g.rect for g in inside[at : at + len(wanted)]]
        whole = rects[0]
        for rect in rects[1:]:
            whole = whole.united(rect)
        return whole

    def line(self, box: Box) -> Rect:
        """Return the box of a line in the page's own coordinates."""
        left, _, _, top = self.media_box(box.page)
        return Rect(box.page, left + box.x0, top - box.bottom, left + box.x1, top - box.top)

    def media_box(self, number: int) -> tuple[float, float, float, float]:
        """Return left, bottom, right and top of a page."""
        if number not in self.boxes:
            with closing(self.pdf[number - 1]) as page:
                self.boxes[number] = page.get_mediabox()
        return self.boxes[number]

    def page_glyphs(self, number: int) -> list[Glyph]:
        """Return the characters of a page in the order in which the file has them, white space left out."""
        if number not in self.glyphs:
            from pypdfium2.raw import FPDFText_GetUnicode  # type: ignore[import-untyped]

            with closing(self.pdf[number - 1]) as page, closing(page.get_textpage()) as text:
                found = []
                for index in range(text.count_chars()):
                    said = squeezed(chr(FPDFText_GetUnicode(text, index)))
                    if said:
                        rect = Rect(number, *text.get_charbox(index, loose=True))
                        found += [Glyph(char, rect) for char in said]
            self.glyphs[number] = found
        return self.glyphs[number]

    def picture(
        self, rects: Sequence[Rect], *, hidden: Sequence[Rect] = (), window: tuple[float, float], scale: float
    ) -> bytes:
        """Return the part of a page around ``rects`` as a PNG in greys, the rectangles framed in red.

        What stands in ``hidden`` on the same page is blacked out. ``window`` is how many points are shown beside and
        above the rectangles, ``scale`` the pixels for a point.
        """
        from PIL import Image, ImageDraw

        with closing(self.pdf[rects[0].page - 1]) as page:
            image = page.render(scale=scale).to_pil().convert("L")
            boxes = [on_image(page, rect, image.size) for rect in rects]
            for rect in hidden:
                ImageDraw.Draw(image).rectangle(on_image(page, rect, image.size), fill=0)
        beside, above = (int(size * scale) for size in window)
        left, top = min(b[0] for b in boxes) - beside, min(b[1] for b in boxes) - above
        right, bottom = max(b[2] for b in boxes) + beside, max(b[3] for b in boxes) + above
        frame = (max(0, left), max(0, top), min(image.width, right), min(image.height, bottom))
        greys = image.crop(frame).point([value * (GREYS - 1) // 255 for value in range(256)])
        picture = Image.frombytes("P", greys.size, greys.tobytes())
        picture.putpalette([level * 255 // (GREYS - 1) for level in range(GREYS) for _ in range(3)] + list(MARK))
        draw = ImageDraw.Draw(picture)
        for x0, y0, x1, y1 in boxes:
            corners = (x0 - frame[0] - 2, y0 - frame[1] - 2, x1 - frame[0] + 2, y1 - frame[1] + 2)
            draw.rectangle(corners, outline=GREYS, width=2)
        out = io.BytesIO()
        picture.save(out, "PNG", optimize=True)
        return out.getvalue()


def on_image(page: PdfPage, rect: Rect, size: tuple[int, int]) -> tuple[int, int, int, int]:
    """Return left, top, right and bottom of a rectangle on the picture of its page, which may be shown turned."""
    from ctypes import byref, c_int

    from pypdfium2.raw import FPDF_PageToDevice

    x, y = c_int(), c_int()
    corners = []
    for across, up in ((rect.left, rect.bottom), (rect.right, rect.top)):
        FPDF_PageToDevice(page, 0, 0, *size, 0, across, up, byref(x), byref(y))
        corners.append((x.value, y.value))
    (x0, y0), (x1, y1) = corners
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


@contextmanager
def opened(data: bytes, path: str) -> Iterator[Pages]:
    """Open a PDF that was read before; ``path`` is for messages. Raises ``UnreadableDocument``."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise UnreadableDocument("corrupt", f"“{path}”已损坏，无法打开。", "请重新导出该文件后重试。") from error
    with closing(pdf):
        yield Pages(pdf)


def holds(line: Rect, rect: Rect) -> bool:
    """Whether the middle of ``rect`` is in a line."""
    x, y = (rect.left + rect.right) / 2, (rect.bottom + rect.top) / 2
    return line.left - SLACK <= x <= line.right + SLACK and line.bottom - SLACK <= y <= line.top + SLACK


def squeezed(text: str) -> str:
    """Return ``text`` without white space."""
    return "".join(text.split())
