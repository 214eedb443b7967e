"""The container of a .docx file: its parts, how they point at each other, and how their XML is read."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from wenbiao.errors import LimitExceeded, UnreadableDocument

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

STRICT_NAMES = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1],
    "http://purl.oclc.org/ooxml/officeDocument/math": M[1:-1],
    "http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1],
    "http://purl.oclc.org/ooxml/drawingml/main": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": (
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
    ),
}
"""Names of ISO strict documents → the transitional ones that everything else here knows."""

STRICT_MARK = b"http://purl.oclc.org/ooxml/"
UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")
MAX_UNCOMPRESSED = 300 * 1024 * 1024
"""A report unpacks to a few megabytes; far more is a zip bomb."""

OFF = frozenset({"0", "false", "off"})


@dataclass(frozen=True, slots=True)
class Relationship:
    """One pointer from a part to another: the last word of its type, and the part's name."""

    kind: str
    target: str


class DocxPackage:
    """The parts of one .docx, parsed when asked for and kept, so that all readers share one tree."""

    def __init__(self, data: bytes, path: str) -> None:
        """Open ``data``; ``path`` is for messages. Raises ``UnreadableDocument`` or ``LimitExceeded``."""
        self.path = path
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError) as error:
            raise self.corrupt() from error
        if sum(entry.file_size for entry in self.zip.infolist()) > MAX_UNCOMPRESSED:
            raise LimitExceeded(
                f"“{path}”解压后超过 {MAX_UNCOMPRESSED >> 20} MB，可能不是正常文档。",
                "请确认文件来源，去掉大图后另存重试。",
            )
        self.names = {entry.filename.lstrip("/").lower(): entry for entry in self.zip.infolist()}
        self.trees: dict[str, etree._Element] = {}
        self.main = self.main_part()

    def corrupt(self) -> UnreadableDocument:
        """Return the error that says the file is damaged."""
        return UnreadableDocument(
            "corrupt", f"“{self.path}”已损坏，无法读取正文。", "请用 Word 或 WPS 打开修复、另存后重试。"
        )

    def read(self, name: str) -> bytes | None:
        """Return the bytes of a part, or None when it is missing."""
        entry = self.names.get(name.lower())
        if entry is None:
            return None
        try:
            return self.zip.read(entry)
        except RuntimeError as error:
            if "password" not in str(error) and "encrypted" not in str(error):
                raise self.corrupt() from error
            raise UnreadableDocument(
                "encrypted", f"“{self.path}”设有压缩密码，无法读取。", "请去除密码另存后重试。"
            ) from error
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise self.corrupt() from error

    def tree(self, name: str) -> etree._Element | None:
        """Return the root of a part's XML, or None when it is missing; raises for XML that is damaged."""
        if name not in self.trees:
            data = self.read(name)
            if data is None:
                return None
            try:
                self.trees[name] = parse(data)
            except (etree.XMLSyntaxError, ValueError) as error:
                raise self.corrupt() from error
        return self.trees[name]

    def relationships(self, name: str) -> dict[str, Relationship]:
        """Return what part ``name`` points at inside the package, by relationship id; ``""`` is the package."""
        folder, base = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, Relationship] = {}
        for item in root if root is not None else ():
            target = item.get("Target", "")
            if target and item.get("TargetMode") != "External":
                path = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
                found[item.get("Id", "")] = Relationship(item.get("Type", "").rpartition("/")[2], path)
        return found

    def main_part(self) -> str:
        """Return the name of the part that holds the text."""
        for relationship in self.relationships("").values():
            if relationship.kind == "officeDocument" and relationship.target.lower() in self.names:
                return relationship.target
        return "word/document.xml"

    def related(self, kind: str) -> str | None:
        """Return the name of the part of one kind (``styles``, ``numbering`` …) that the main part points at."""
        targets = self.relationships(self.main).values()
        return next((r.target for r in targets if r.kind == kind and r.target.lower() in self.names), None)


def parse(data: bytes) -> etree._Element:
    """Return the root of ``data``; nothing outside it is ever fetched and no entity is expanded."""
    if data.startswith(UTF16_MARKS):
        text = data.decode("utf-16")
        data = (text[text.index("?>") + 2 :] if text.startswith("<?xml") else text).encode("utf-8")
    if STRICT_MARK in data:
        for strict, transitional in STRICT_NAMES.items():
            data = data.replace(f'"{strict}"'.encode(), f'"{transitional}"'.encode())
            data = data.replace(f"'{strict}'".encode(), f"'{transitional}'".encode())
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
    return etree.fromstring(data, parser)


def value(parent: etree._Element | None, name: str) -> str | None:
    """Return the ``w:val`` of child ``w:name``, or None without that child or value."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val")


def number(parent: etree._Element | None, name: str) -> int | None:
    """Return the ``w:val`` of child ``w:name`` as an integer, or None."""
    text = value(parent, name)
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def flag(parent: etree._Element | None, name: str) -> bool | None:
    """Return whether the on/off child ``w:name`` is on, or None without it."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(W + "val") not in OFF
