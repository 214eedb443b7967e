"""Pictures of the places in a PDF that findings point at, small enough to stand in a web page."""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from wenbiao.errors import WenbiaoError
from wenbiao.model.document import Document, Format
from wenbiao.model.finding import Finding
from wenbiao.model.result import DocumentReport
from wenbiao.read import read_file
from wenbiao.report.annotated.places import Places
from wenbiao.report.pages import Pages, Rect, opened
from wenbiao.report.privacy import Mask

WINDOW = (110.0, 26.0)
SCALE = 1.6
"""Points of the page shown beside and above a place, and pixels for each point."""
TALLEST = 200.0
"""Points; a place that is taller is shown from its beginning."""


def pictures(report: DocumentReport, findings: Sequence[tuple[int, Finding]], mask: Mask, room: int) -> dict[int, str]:
    """Return for the numbered findings a picture of their place as a data URI.

    Personal data is blacked out in them. They take no more than ``room`` bytes of the page; findings beyond that
    have a link to the text only.
    """
    found: dict[int, str] = {}
    left = room
    for document in report.members:
        if document.format is not Format.PDF:
            continue
        data = original(document)
        if data is None:
            continue
        with opened(data, document.path) as pages:
            hidden = private_rects(document, mask, pages)
            for number, rects in rects_by_finding(document, report.title, findings, pages).items():
                if number in found or left <= 0:
                    continue
                private = hidden.get(rects[0].page, ())
                picture = pages.picture(rects, hidden=private, window=WINDOW, scale=SCALE)
                uri = "data:image/png;base64," + base64.b64encode(picture).decode("ascii")
                left -= len(uri)
                if left > 0:
                    found[number] = uri
    return found


def private_rects(document: Document, mask: Mask, pages: Pages) -> dict[int, list[Rect]]:
    """Return by page where personal data stands: the characters that the mask changes."""
    found: defaultdict[int, list[Rect]] = defaultdict(list)
    for paragraph in document.paragraphs():
        text = paragraph.text
        shown = mask(text)
        if shown != text and paragraph.boxes:
            for start, end in changes(text, shown):
                for rect in pages.rects(paragraph, start, end):
                    found[rect.page].append(rect)
    return found


def changes(text: str, shown: str) -> Iterator[tuple[int, int]]:
    """Yield start and end of each stretch in which two texts of one length differ."""
    pairs = zip(text, shown, strict=True)
    for differs, run in groupby(enumerate(pairs), key=lambda item: item[1][0] != item[1][1]):
        if differs:
            places = [index for index, _ in run]
            yield places[0], places[-1] + 1


def original(document: Document) -> bytes | None:
    """Return the bytes of a document, None when its file is gone or another one by now."""
    try:
        data = read_file(Path(document.path))
    except WenbiaoError:
        return None
    return data if hashlib.sha256(data).hexdigest() == document.sha256 else None


def rects_by_finding(
    document: Document, title: str, findings: Sequence[tuple[int, Finding]], pages: Pages
) -> dict[int, list[Rect]]:
    """Return the rectangles of each finding that stands on a page, all on the page where it begins."""
    places = Places(document, title)
    found: defaultdict[int, list[Rect]] = defaultdict(list)
    for number, finding in findings:
        spot = places.spot(finding)
        if spot is None or not spot.first.boxes:
            continue
        end = spot.end if spot.first is spot.last else len(spot.first.text)
        rects = pages.rects(spot.first, spot.start, end)
        if rects:
            found[number] = [r for r in rects if r.page == rects[0].page and rects[0].top - r.bottom <= TALLEST]
    return {number: rects for number, rects in found.items() if rects}
