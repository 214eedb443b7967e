"""The package of the annotated copy: the comments part, and a container in which nothing else changes."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Mapping, Sequence

from lxml import etree

from wenbiao.read.docx_package import STRICT_NAMES, DocxPackage, R, W
from wenbiao.report.annotated.remarks import AUTHOR, INITIALS, Remark
from wenbiao.report.office import EPOCH, xml_safe

CONTENT_TYPES = "[Content_Types].xml"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"
TRANSITIONAL = {transitional: strict for strict, transitional in STRICT_NAMES.items()}
SIZE = "18"
"""Nine points, in half points: documents without a style for comments would show them as large as their text."""


def keeping_parser() -> etree.XMLParser:
    """Return a parser that keeps everything, so that writing gives back what was read."""
    return etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)


def written(root: etree._Element) -> bytes:
    """Return a part as bytes, whatever stands before and after its root included."""
    return etree.tostring(root.getroottree(), xml_declaration=True, encoding="UTF-8", standalone=True)


class CommentsPart:
    """The comments of a document, those that were there before included; ``name`` is the namespace in braces."""

    def __init__(self, package: DocxPackage, main: etree._Element) -> None:
        """Read the part, or begin an empty one beside the main part, whose tree is ``main``."""
        self.package = package
        self.name = f"{{{etree.QName(main).namespace}}}"
        relations = package.relationships(package.main).values()
        known = next((r.target for r in relations if r.kind == "comments"), None)
        self.is_related = known is not None
        self.path = known or free_name(package, posixpath.dirname(package.main))
        data = package.read(self.path)
        self.is_new = data is None
        self.root = (
            etree.Element(self.name + "comments", nsmap={"w": self.name[1:-1]})
            if data is None
            else etree.fromstring(data, keeping_parser())
        )
        used = [e.get(self.name + "id", "") for tree in (main, self.root) for e in tree.iter(*self.numbered())]
        self.next = 1 + max((int(text) for text in used if text.isdecimal()), default=-1)

    def numbered(self) -> list[str]:
        """Return the names of the elements that carry the number of a comment."""
        return [self.name + n for n in ("comment", "commentRangeStart", "commentRangeEnd", "commentReference")]

    def add(self, remark: Remark, moment: str) -> int:
        """Append one comment and return its number."""
        number, self.next = self.next, self.next + 1
        comment = etree.SubElement(self.root, self.name + "comment")
        for key, said in (("id", str(number)), ("author", AUTHOR), ("date", moment), ("initials", INITIALS)):
            comment.set(self.name + key, said)
        for i, line in enumerate(remark.lines):
            comment.append(self.paragraph(line, first=i == 0))
        return number

    def paragraph(self, text: str, *, first: bool) -> etree._Element:
        """Return one line of a comment, set small and plain whatever the document's own style is."""
        w = self.name
        paragraph = etree.Element(w + "p")
        properties = etree.SubElement(paragraph, w + "pPr")
        put(properties, w, "spacing", before="0", after="0", line="240", lineRule="auto")
        put(properties, w, "ind", left="0", right="0", firstLineChars="0", firstLine="0")
        put(properties, w, "jc", val="left")
        run = etree.SubElement(paragraph, w + "r")
        look = etree.SubElement(run, w + "rPr")
        put(look, w, "b", val="1" if first else "0")
        put(look, w, "sz", val=SIZE)
        put(look, w, "szCs", val=SIZE)
        if first:
            etree.SubElement(run, w + "annotationRef")
        said = etree.SubElement(run, w + "t")
        said.text = xml_safe(text)
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        return paragraph

    def changes(self) -> dict[str, bytes]:
        """Return the parts to write: the comments, and, where the part is new, what announces it."""
        found = {self.path: written(self.root)}
        if self.is_new:
            found[CONTENT_TYPES] = self.content_types()
        if not self.is_related:
            name = posixpath.join(
                posixpath.dirname(self.package.main), "_rels", posixpath.basename(self.package.main) + ".rels"
            )
            found[name] = self.relations(name)
        return found

    def content_types(self) -> bytes:
        """Return the list of content types with the comments part in it."""
        root = etree.fromstring(self.package.read(CONTENT_TYPES) or b"", keeping_parser())
        override = etree.SubElement(root, TYPES + "Override")
        override.set("PartName", "/" + self.path)
        override.set("ContentType", COMMENTS_TYPE)
        return written(root)

    def relations(self, name: str) -> bytes:
        """Return the relations of the main part with one that leads to the comments."""
        data = self.package.read(name) or f'<Relationships xmlns="{RELATIONSHIPS[1:-1]}"/>'.encode()
        root = etree.fromstring(data, keeping_parser())
        taken = {item.get("Id") for item in root}
        number = next(n for n in range(1, len(taken) + 2) if f"rIdComments{n}" not in taken)
        kind = R[1:-1] if self.name == W else TRANSITIONAL[R[1:-1]]
        relation = etree.SubElement(root, RELATIONSHIPS + "Relationship")
        relation.set("Id", f"rIdComments{number}")
        relation.set("Type", kind + "/comments")
        relation.set("Target", posixpath.relpath(self.path, posixpath.dirname(self.package.main) or "."))
        return written(root)


def put(parent: etree._Element, name: str, tag: str, **values: str) -> None:
    """Append an element with attributes of the same namespace."""
    element = etree.SubElement(parent, name + tag)
    for key, value in values.items():
        element.set(name + key, value)


def free_name(package: DocxPackage, folder: str) -> str:
    """Return a name for the comments part that no part has."""
    names = ("comments.xml", *(f"comments{n}.xml" for n in range(2, len(package.names) + 3)))
    return next(p for p in (posixpath.join(folder, n) for n in names) if p.lower() not in package.names)


def repacked(package: DocxPackage, changes: Mapping[str, bytes]) -> bytes:
    """Return the container with some parts changed or added; every other part keeps its bytes, date and place."""
    out = io.BytesIO()
    left = {name.lower(): (name, data) for name, data in changes.items()}
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as copy:
        copy.comment = package.zip.comment
        for entry in entries(package.zip.infolist()):
            changed = left.pop(entry.filename.lstrip("/").lower(), None)
            copy.writestr(entry, package.zip.read(entry) if changed is None else changed[1])
        for name, data in left.values():
            copy.writestr(zipfile.ZipInfo(name, EPOCH), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def entries(listed: Sequence[zipfile.ZipInfo]) -> list[zipfile.ZipInfo]:
    """Return the entries of a container; of several with one name the last, which is the one that is read."""
    return list({entry.filename: entry for entry in listed}.values())
