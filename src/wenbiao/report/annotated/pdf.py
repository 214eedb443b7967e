"""A copy of a PDF with a highlight and a note for each open finding and one at the title.

The copy is the original followed by what is new (an incremental update), so nothing in it changes.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from wenbiao.errors import UnreadableDocument, UnsupportedFormat
from wenbiao.model.document import Document, Paragraph
from wenbiao.model.finding import Severity
from wenbiao.report.annotated.places import Places, Spot
from wenbiao.report.annotated.remarks import AUTHOR, Remark
from wenbiao.report.messages import Words
from wenbiao.report.pages import Pages, Rect, opened

if TYPE_CHECKING:
    from pypdf.annotations import Highlight

COLOURS = {Severity.ERROR: "f4a6a0", Severity.WARNING: "fbd98a", Severity.INFO: "a9d4f2"}
SUMMARY_COLOUR = "cfd8dc"
CORNER = 36.0
"""Where a note stands that has no text to stand on: half an inch from the page's top left corner."""


def annotate_pdf(
    data: bytes, document: Document, title: str, remarks: Sequence[Remark], moment: str, words: Words
) -> bytes:
    """Return ``data`` with ``remarks`` as highlights, each where its finding stands.

    ``moment`` is in ISO 8601. Raises ``UnsupportedFormat`` for a PDF whose protection does not allow a copy and
    ``UnreadableDocument`` for one that is too damaged to be added to.
    """
    from pypdf import PdfReader, PdfWriter
    from pypdf.errors import PyPdfError

    places = Places(document, title)
    with opened(data, document.path) as pages:
        marks = [rects_of(remark, places, pages) for remark in remarks]
    try:
        if PdfReader(io.BytesIO(data)).is_encrypted:
            raise protected(document.path)
        writer = PdfWriter(io.BytesIO(data), incremental=True)
        for remark, rects in zip(remarks, marks, strict=True):
            writer.add_annotation(rects[0].page - 1, highlight(remark, rects, moment))
        out = io.BytesIO()
        writer.write(out)
    except (PyPdfError, NotImplementedError, LookupError, TypeError, ValueError) as error:
        raise damaged(document.path) from error
    return out.getvalue()


def protected(path: str) -> UnsupportedFormat:
    """Return the error for a PDF with restrictions."""
    return UnsupportedFormat(f"“{path}”设有权限保护，不能加批注。", "请解除保护另存后重试，或使用网页报告。")


def damaged(path: str) -> UnreadableDocument:
    """Return the error for a PDF whose structure cannot be added to."""
    return UnreadableDocument("corrupt", f"“{path}”结构有误，不能加批注。", "请重新导出该文件后重试，或使用网页报告。")


def rects_of(remark: Remark, places: Places, pages: Pages) -> list[Rect]:
    """Return what a remark highlights, all on one page: its spot, else the title, else a corner of page one."""
    spot = None if remark.finding is None else places.spot(remark.finding)
    found = [] if spot is None else spot_rects(spot, places, pages)
    if not found and spot is not None:
        found = near(spot.first, places, pages)
    if not found and places.title is not None:
        found = pages.rects(places.title, 0, len(places.title.text))
    if not found:
        left, _, _, top = pages.media_box(1)
        found = [Rect(1, left + CORNER, top - 2 * CORNER, left + 2 * CORNER, top - CORNER)]
    return [rect for rect in found if rect.page == found[0].page]


def spot_rects(spot: Spot, places: Places, pages: Pages) -> list[Rect]:
    """Return the rectangles of a spot, line by line."""
    if spot.first is spot.last:
        return pages.rects(spot.first, spot.start, spot.end)
    rects = []
    for index in range(spot.first.index, spot.last.index + 1):
        paragraph = places.paragraphs.get(index)
        if paragraph is not None:
            low = spot.start if paragraph is spot.first else 0
            high = spot.end if paragraph is spot.last else len(paragraph.text)
            rects += pages.rects(paragraph, low, high)
    return rects


def near(paragraph: Paragraph, places: Places, pages: Pages) -> list[Rect]:
    """Return the rectangles of the printed text before an empty cell: its row's label."""
    for index in range(paragraph.index - 1, -1, -1):
        other = places.paragraphs.get(index)
        if other is not None and other.boxes:
            return pages.rects(other, 0, len(other.text))
    return []


def highlight(remark: Remark, rects: Sequence[Rect], moment: str) -> Highlight:
    """Return one highlight over all rectangles, with the remark as its note."""
    from pypdf.annotations import Highlight
    from pypdf.generic import ArrayObject, FloatObject, NameObject, TextStringObject

    whole, corners = rects[0], []
    for rect in rects:
        whole = whole.united(rect)
        corners += [rect.left, rect.top, rect.right, rect.top, rect.left, rect.bottom, rect.right, rect.bottom]
    colour = SUMMARY_COLOUR if remark.finding is None else COLOURS[remark.finding.severity]
    note = Highlight(
        rect=(whole.left, whole.bottom, whole.right, whole.top),
        quad_points=ArrayObject([FloatObject(corner) for corner in corners]),
        highlight_color=colour,
        printing=True,
        title_bar=AUTHOR,
    )
    note[NameObject("/Contents")] = TextStringObject(remark.text)
    note[NameObject("/M")] = TextStringObject(pdf_time(moment))
    return note


def pdf_time(moment: str) -> str:
    """Return a time of ISO 8601 as PDF writes it: ``D:20240305143000``."""
    return "D:" + "".join(char for char in moment if char.isdigit())
