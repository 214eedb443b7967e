"""Spots of a document → points in the XML of its main part, the only one in which Word shows comments."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from wenbiao.model.document import Document, Paragraph
from wenbiao.read.docx import read_with_sources
from wenbiao.read.docx_package import MC, DocxPackage, M, W
from wenbiao.read.docx_runs import TEXT_BOX, Piece
from wenbiao.report.annotated.places import Spot
from wenbiao.report.annotated.runs import Point

WHOLE = frozenset({MC + "AlternateContent", M + "oMath", M + "oMathPara", W + "ruby"})
"""What a mark goes around in one piece: its text is stored twice, or laid out by itself."""
NOTES = {W + "footnote": W + "footnoteReference", W + "endnote": W + "endnoteReference"}


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a comment begins and ends; ``moved`` says that its text stands elsewhere and must be quoted."""

    start: Point
    end: Point
    moved: bool = False


class Anchors:
    """Finds the anchors of spots in one document; points are in the trees of ``package``."""

    def __init__(self, package: DocxPackage, document: Document, title: Paragraph | None) -> None:
        """Read the package again, keeping where each paragraph comes from."""
        self.package = package
        _, sources = read_with_sources(package)
        self.sources = dict(zip((p.index for p in document.paragraphs()), sources, strict=True))
        root = package.tree(package.main)
        if root is None:
            raise package.corrupt()
        self.root = root
        self.top = self.title_paragraph(title)

    def title_paragraph(self, title: Paragraph | None) -> etree._Element:
        """Return the ``w:p`` of the title, else the first one of the body."""
        if title is not None and (host := self.host(title)) is not None:
            return host
        body = self.root.find(W + "body")
        first = next(body.iter(W + "p"), None) if body is not None else None
        if first is None:
            raise self.package.corrupt()
        return first

    def at_title(self) -> Anchor:
        """Return the anchor around the title."""
        return around(self.top)

    def anchor(self, spot: Spot) -> Anchor:
        """Return the anchor of a spot; outside the main text it is the nearest paragraph of the body."""
        if not (self.in_main_text(spot.first) and self.in_main_text(spot.last)):
            host = self.host(spot.first)
            moved = around(self.top if host is None else host)
            return Anchor(moved.start, moved.end, moved=True)
        first, last = self.sources[spot.first.index], self.sources[spot.last.index]
        begin = next(iter(first.span(spot.start, len(spot.first.text))), None)
        end = next(iter(reversed(list(last.span(0, spot.end)))), None)
        if begin is None or end is None or (first is last and begin[0] is end[0] and begin[1] >= end[2]):
            return Anchor(Point(first.element), Point(last.element))
        return Anchor(point_in(begin[0], begin[1]), point_in(end[0], end[2]))

    def in_main_text(self, paragraph: Paragraph) -> bool:
        """Whether Word shows comments on a paragraph: it is in the main part and not in a text box."""
        source = self.sources[paragraph.index]
        return source.part == self.package.main and next(source.element.iterancestors(TEXT_BOX), None) is None

    def host(self, paragraph: Paragraph) -> etree._Element | None:
        """Return the ``w:p`` of the body that a paragraph belongs to, None for headers and footers."""
        source = self.sources[paragraph.index]
        if source.part == self.package.main:
            return outermost(source.element)
        for note in source.element.iterancestors(*NOTES):
            references = self.root.iter(NOTES[str(note.tag)])
            reference = next((r for r in references if r.get(W + "id") == note.get(W + "id")), None)
            if reference is not None:
                return outermost(reference)
        return None


def around(paragraph: etree._Element) -> Anchor:
    """Return the anchor around a whole paragraph."""
    return Anchor(Point(paragraph), Point(paragraph))


def outermost(element: etree._Element) -> etree._Element | None:
    """Return the outermost ``w:p`` around an element, or the element itself."""
    paragraphs = [element] if element.tag == W + "p" else []
    paragraphs += element.iterancestors(W + "p")
    return paragraphs[-1] if paragraphs else None


def point_in(piece: Piece, at: int) -> Point:
    """Return the point at character ``at`` of a piece, around its run when that cannot be divided there."""
    paragraph = next(piece.run.iterancestors(W + "p"), None)
    if paragraph is None:
        raise ValueError("a run outside of any paragraph")
    whole = piece.run if piece.run.tag in WHOLE else None
    for ancestor in piece.run.iterancestors():
        if ancestor is paragraph:
            break
        if ancestor.tag in WHOLE or ancestor.tag == W + "r":
            whole = ancestor
    if whole is not None or piece.element.getparent() is not piece.run:
        return Point(paragraph, piece.run if whole is None else whole)
    if piece.element.tag == W + "t":
        return Point(paragraph, piece.run, piece.element, piece.offset + at)
    return Point(paragraph, piece.run, piece.element, min(at, 1))


def transferred(root: etree._Element, other: etree._Element, anchors: Iterable[Anchor]) -> list[Anchor]:
    """Return anchors in ``other``, a second tree of the same XML that may also hold XML comments.

    A text that is not the same there is marked around its run.
    """
    anchors = list(anchors)
    points = [point for anchor in anchors for point in (anchor.start, anchor.end)]
    wanted = {e for p in points for e in (p.paragraph, p.run, p.element) if e is not None}
    pairs = zip(root.iter("*"), other.iter("*"), strict=True)
    twin = {mine: theirs for mine, theirs in pairs if mine in wanted}

    def moved(point: Point) -> Point:
        run = None if point.run is None else twin[point.run]
        element = None if point.element is None else twin[point.element]
        if element is not None and point.element is not None and (element.text or "") != (point.element.text or ""):
            element = None
        return Point(twin[point.paragraph], run, element, point.at)

    return [Anchor(moved(anchor.start), moved(anchor.end), anchor.moved) for anchor in anchors]
