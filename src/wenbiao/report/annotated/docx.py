"""A copy of a .docx with one Word comment for each open finding and one at the title; nothing else changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from lxml import etree

from wenbiao.model.address import Part
from wenbiao.model.document import Document
from wenbiao.read.docx_package import DocxPackage
from wenbiao.report.annotated.docx_anchors import Anchor, Anchors, transferred
from wenbiao.report.annotated.docx_parts import CommentsPart, keeping_parser, repacked, written
from wenbiao.report.annotated.places import Places, Spot
from wenbiao.report.annotated.remarks import Remark
from wenbiao.report.annotated.runs import Marker
from wenbiao.report.messages import Words


def annotate_docx(
    data: bytes, document: Document, title: str, remarks: Sequence[Remark], moment: str, words: Words
) -> bytes:
    """Return ``data`` with ``remarks`` as comments, each where its finding stands.

    ``document`` is what was read from ``data``, ``title`` the report's title, ``moment`` the time of the comments
    in ISO 8601. Raises ``UnreadableDocument`` for data that is no longer what was read.
    """
    package = DocxPackage(data, document.path)
    places = Places(document, title)
    anchors = Anchors(package, document, places.title)
    placed = [placed_remark(remark, places, anchors, words) for remark in remarks]
    main = package.read(package.main)
    if main is None:
        raise package.corrupt()
    tree = etree.fromstring(main, keeping_parser())
    comments = CommentsPart(package, tree)
    marker = Marker(comments.name)
    targets = transferred(anchors.root, tree, [anchor for _, anchor in placed])
    for anchor in targets:
        marker.note(anchor.start, anchor.end)
    marker.split()
    for (remark, _), anchor in zip(placed, targets, strict=True):
        marker.mark(comments.add(remark, moment), anchor.start, anchor.end)
    return repacked(package, {package.main: written(tree), **comments.changes()})


def placed_remark(remark: Remark, places: Places, anchors: Anchors, words: Words) -> tuple[Remark, Anchor]:
    """Return a remark with its anchor; where Word shows no comments it names the place and quotes the text."""
    spot = None if remark.finding is None else places.spot(remark.finding)
    if spot is None:
        return remark, anchors.at_title()
    anchor = anchors.anchor(spot)
    return (quoting(remark, spot, words) if anchor.moved else remark), anchor


def quoting(remark: Remark, spot: Spot, words: Words) -> Remark:
    """Return a remark that begins with the text it is about and the part that stands in."""
    part = spot.first.part if spot.first.part is not Part.BODY else Part.TEXTBOX
    quote = remark.finding.evidence[0].quote if remark.finding is not None else ""
    return replace(remark, lines=(words("annotated.moved", part=words.part(part), quote=quote), *remark.lines))
