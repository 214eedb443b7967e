"""Reading an annotated .docx back: its comments with the text under them, and the document without them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass

from lxml import etree

from docx_parts import STRICT_WORD, WORD

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
MARKS = ("commentRangeStart", "commentRangeEnd")


@dataclass(frozen=True)
class Comment:
    """One comment: its number, author and text, the text it covers, and the name of the element it is anchored in."""

    number: str
    author: str
    text: str
    covered: str
    inside: tuple[str, ...]


def entries(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert len(archive.namelist()) == len(set(archive.namelist()))
        return {name: archive.read(name) for name in archive.namelist()}


def main_of(data: bytes) -> etree._Element:
    return etree.fromstring(entries(data)["word/document.xml"])


def namespace_of(root: etree._Element) -> str:
    name = etree.QName(root).namespace
    assert name in (WORD, STRICT_WORD)
    return f"{{{name}}}"


def comments_of(data: bytes) -> list[Comment]:
    """Return the comments in the order of their numbers; each must have a beginning, an end and a reference, in this order."""
    parts = entries(data)
    main = etree.fromstring(parts["word/document.xml"])
    w = namespace_of(main)
    name = next((n for n in parts if n.startswith("word/comments") and n.endswith(".xml") and "Ex" not in n), None)
    if name is None:
        return []
    found = []
    for comment in etree.fromstring(parts[name]):
        number = comment.get(w + "id", "")
        lines = ["".join(t.text or "" for t in p.iter(w + "t")) for p in comment.iter(w + "p")]
        covered, inside = covered_by(main, w, number)
        found.append(Comment(number, comment.get(w + "author", ""), "\n".join(lines), covered, inside))
    assert len({c.number for c in found}) == len(found)
    return found


def covered_by(main: etree._Element, w: str, number: str) -> tuple[str, tuple[str, ...]]:
    """Return the text between the marks of a comment and the elements around its beginning."""
    elements = list(main.iter())
    here = {
        kind: [i for i, e in enumerate(elements) if e.tag == w + kind and e.get(w + "id") == number]
        for kind in (*MARKS, "commentReference")
    }
    assert all(len(places) == 1 for places in here.values()), (number, here)
    (start,), (end,), (reference,) = here.values()
    assert start < end < reference
    visible = (w + "t", "{http://schemas.openxmlformats.org/officeDocument/2006/math}t")
    text = "".join(e.text or "" for e in elements[start:end] if e.tag in visible)
    inside = tuple(str(a.tag).rpartition("}")[2] for a in elements[start].iterancestors())
    return text, inside


def unmarked(data: bytes) -> bytes:
    """Return the main part in canonical form, without comments and with neighbouring runs of one look as one."""
    root = main_of(data)
    w = namespace_of(root)
    for mark in list(root.iter(*(w + kind for kind in MARKS))):
        drop(mark)
    for reference in list(root.iter(w + "commentReference")):
        run = reference.getparent()
        assert run is not None
        assert run.tag == w + "r"
        drop(reference)
        if not len(run):
            drop(run)
    for run in list(root.iter(w + "r")):
        merge_following(run, w)
    for text in root.iter(w + "t"):
        shown = text.text or ""
        if text.get(SPACE) != "preserve":
            text.text = shown.strip()
        text.attrib.pop(SPACE, None)
    return etree.tostring(root, method="c14n")


def drop(element: etree._Element) -> None:
    parent = element.getparent()
    assert parent is not None
    assert not (element.tail or "").strip()
    parent.remove(element)


def merge_following(run: etree._Element, w: str) -> None:
    """Take into ``run`` the runs after it that look the same, texts side by side joined."""
    if run.getparent() is None:
        return
    while (after := run.getnext()) is not None and after.tag == run.tag and look(after, w) == look(run, w):
        for child in [c for c in after if c.tag != w + "rPr"]:
            run.append(child)
        drop(after)
    texts = [c for c in run if c.tag == w + "t"]
    for text in texts:
        before = text.getprevious()
        if before is not None and before.tag == text.tag and before.get(SPACE) == text.get(SPACE):
            before.text = (before.text or "") + (text.text or "")
            drop(text)


def look(run: etree._Element, w: str) -> tuple[object, ...]:
    properties = run.find(w + "rPr")
    return (
        sorted(run.items()),
        b"" if properties is None else etree.tostring(properties, method="c14n", with_tail=False),
    )
