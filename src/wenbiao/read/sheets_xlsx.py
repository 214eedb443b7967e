"""Workbooks in Office Open XML (.xlsx): a sparse walk over the parts of the package.

Everything is read in one pass: printed values with their number formats, merged cells, frames, hidden
rows, formulas without a result. Only cells that hold something are kept, so the size of the used range
does not matter.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from lxml import etree

from wenbiao.read.sheets_grid import (
    MAX_CELLS,
    Place,
    Sheet,
    cell_name,
    damaged_workbook,
    parse_area,
    parse_cell_name,
    too_large,
)
from wenbiao.read.sheets_numbers import BUILTIN, GENERAL, show_number

Element = etree._Element

MANY_BYTES = 4_000_000
"""Parts larger than this are searched for blank cells, which are cut out before parsing; their frames are lost."""

TAGS = ("{*}row", "{*}mergeCell", "{*}col")
BLANK_CELL = re.compile(rb"<(?:\w+:)?c\b(?=[^<>]*\sr=)[^<>]*/>|<(?:\w+:)?c\b(?=[^<>]*\sr=)[^<>/]*></(?:\w+:)?c>")
BLANK_ROW = re.compile(rb"<(?:\w+:)?row\b[^<>]*/>|<(?:\w+:)?row\b[^<>]*>\s*</(?:\w+:)?row>")
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?Z?$")
SHORT = re.compile(r"-?(?:[1-9]\d{0,9}|(?:0|[1-9]\d{0,4})(?:\.\d{0,4}[1-9])?)")
"""Numbers that the standard format, with its ten digits, prints as they are stored."""

BROKEN = (KeyError, zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, NotImplementedError)


@dataclass(frozen=True, slots=True)
class Style:
    """What a cell's style says of its printing: the number format and whether there is a border."""

    code: str = GENERAL
    framed: bool = False


class Package:
    """The parts of a workbook by name."""

    def __init__(self, data: bytes) -> None:
        """Open the container."""
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.names = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in self.zip.infolist()}

    def bytes_of(self, name: str) -> bytes:
        """Return the content of a part; raise ``KeyError`` when there is none."""
        return self.zip.read(self.names[name.lower()])

    def tree(self, name: str) -> Element:
        """Return the parsed part."""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True, recover=True)
        root = etree.fromstring(self.bytes_of(name), parser)
        if root is None:
            raise KeyError(name)
        return root

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return the relations of a part by id: last word of the type, and the target part."""
        folder, file = posixpath.split(name)
        try:
            root = self.tree(f"{folder}/_rels/{file}.rels".lstrip("/"))
        except KeyError:
            return {}
        found = {}
        for relation in root.iterchildren("{*}Relationship"):
            target = relation.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], path)
        return found


def read_xlsx(data: bytes, path: str) -> list[Sheet]:
    """Return the sheets of a workbook in order; raise ``UnreadableDocument`` for a damaged one."""
    try:
        return sheets_of(Package(data))
    except BROKEN as error:
        raise damaged_workbook(path) from error


def sheets_of(package: Package) -> list[Sheet]:
    """Return the sheets of the package."""
    start = next((target for kind, target in package.relations("").values() if kind == "officeDocument"), "")
    name = start if start.lower() in package.names else "xl/workbook.xml"
    workbook, relations = package.tree(name), package.relations(name)
    parts = dict(relations.values())
    strings = shared_strings(package, parts.get("sharedStrings", "xl/sharedStrings.xml"))
    styles = read_styles(package, parts.get("styles", "xl/styles.xml"))
    settings = workbook.find("{*}workbookPr")
    since_1904 = settings is not None and is_true(settings.get("date1904"))
    sheets = []
    for entry in workbook.iterfind("{*}sheets/{*}sheet"):
        kind, target = relations.get(relation_id(entry), ("", ""))
        if kind != "worksheet":
            continue
        sheet = Sheet(entry.get("name", ""), hidden=entry.get("state", "visible") != "visible")
        SheetReader(sheet, strings, styles, since_1904=since_1904).read(package.bytes_of(target))
        sheets.append(sheet)
    return sheets


def relation_id(entry: Element) -> str:
    """Return the relation id of a sheet entry, whatever its namespace."""
    return next((str(v) for k, v in entry.attrib.items() if str(k).endswith("}id")), "")


def is_true(value: str | None) -> bool:
    """Whether an attribute of type boolean is set."""
    return value in {"1", "true", "on"}


def shared_strings(package: Package, name: str) -> list[str]:
    """Return the shared strings, empty when the part is missing."""
    try:
        root = package.tree(name)
    except KeyError:
        return []
    return [rich_text(item) for item in root.iterchildren("{*}si")]


def rich_text(item: Element) -> str:
    """Return the text of a string, its runs joined, without phonetic guides."""
    runs = (t.text or "" for t in item.iterfind("{*}t")), (t.text or "" for t in item.iterfind("{*}r/{*}t"))
    return unescaped("".join(text for part in runs for text in part))


def unescaped(text: str) -> str:
    """Return the text with ``_x000D_`` and the like resolved, line ends as line feeds."""
    if "_x" in text:
        text = ESCAPED.sub(lambda found: char_of(found[1]), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def char_of(digits: str) -> str:
    """Return the character of a hexadecimal number, nothing for half of one and for control characters."""
    char = chr(int(digits, 16))
    return char if char.isprintable() or char in "\t\n\r" else ""


def read_styles(package: Package, name: str) -> list[Style]:
    """Return the cell styles by number."""
    try:
        root = package.tree(name)
    except KeyError:
        return []
    codes = dict(BUILTIN)
    for entry in root.iterfind("{*}numFmts/{*}numFmt"):
        codes[as_int(entry.get("numFmtId"))] = entry.get("formatCode", GENERAL)
    framed = [
        any(
            side.get("style", "none") != "none"
            for side in border.iterchildren("{*}left", "{*}right", "{*}top", "{*}bottom")
        )
        for border in root.iterfind("{*}borders/{*}border")
    ]
    styles = []
    for entry in root.iterfind("{*}cellXfs/{*}xf"):
        border = as_int(entry.get("borderId"))
        code = codes.get(as_int(entry.get("numFmtId")), GENERAL)
        styles.append(Style(code, 0 <= border < len(framed) and framed[border]))
    return styles


def as_int(text: str | None, default: int = 0) -> int:
    """Return an attribute as a whole number."""
    try:
        return int(text or "")
    except ValueError:
        return default


class SheetReader:
    """Reads one sheet part into a ``Sheet``."""

    def __init__(self, sheet: Sheet, strings: list[str], styles: list[Style], *, since_1904: bool) -> None:
        """Take what the workbook shares among its sheets."""
        self.sheet = sheet
        self.strings = strings
        self.styles = styles
        self.since_1904 = since_1904

    def read(self, part: bytes) -> None:
        """Read rows and cells, merges and hidden columns."""
        if len(part) > MANY_BYTES:
            part = BLANK_ROW.sub(b"", BLANK_CELL.sub(b"", part))
            if part.count(b"</c>") > MAX_CELLS:
                raise too_large(self.sheet.name)
        row = -1
        events = etree.iterparse(
            io.BytesIO(part), tag=TAGS, huge_tree=True, recover=True, resolve_entities=False, no_network=True
        )
        for element in forgotten(events):
            kind = etree.QName(element).localname
            if kind == "row":
                row = as_int(element.get("r"), row + 2) - 1
                self.read_row(element, row)
            elif kind == "mergeCell":
                if (area := parse_area(element.get("ref", ""))) and area.size > 1:
                    self.sheet.merges.append(area)
            elif is_true(element.get("hidden")):
                self.sheet.hidden_columns.append((as_int(element.get("min"), 1) - 1, as_int(element.get("max"), 1) - 1))
        self.sheet.damaged = len(events.error_log) > 0

    def read_row(self, element: Element, row: int) -> None:
        """Read the cells of one row."""
        if is_true(element.get("hidden")):
            self.sheet.hidden_rows.add(row)
        col = -1
        for cell in element.iterchildren("{*}c"):
            place = parse_cell_name(cell.get("r", "")) or (row, col + 1)
            col = place[1]
            number = as_int(cell.get("s"))
            style = self.styles[number] if 0 <= number < len(self.styles) else Style()
            if style.framed:
                self.sheet.framed.add(place)
            self.read_cell(cell, place, style)

    def read_cell(self, cell: Element, place: Place, style: Style) -> None:
        """Note what one cell prints."""
        kind = cell.get("t", "n")
        parts = {str(part.tag).rpartition("}")[2]: part for part in cell}
        value = parts["v"].text or "" if "v" in parts else ""
        if kind == "n" and value:
            text, number = self.printed(value, style)
            self.sheet.put(place, text, number=number)
        elif value or kind == "inlineStr":
            self.sheet.put(place, self.text_of(parts.get("is"), kind, value))
        elif kind != "str" and "f" in parts:
            self.sheet.unevaluated.append(cell_name(place))

    def text_of(self, inline: Element | None, kind: str, value: str) -> str:
        """Return the text of a cell that holds no number; ``inline`` is the string kept in the cell itself."""
        match kind:
            case "s":
                index = as_int(value, -1)
                return self.strings[index] if 0 <= index < len(self.strings) else ""
            case "inlineStr":
                return rich_text(inline) if inline is not None else unescaped(value)
            case "b":
                return "TRUE" if value.strip() == "1" else "FALSE"
            case "d":
                return MIDNIGHT.sub("", value)
        return unescaped(value)

    def printed(self, value: str, style: Style) -> tuple[str, bool]:
        """Return a number as its format prints it, and whether it is one."""
        try:
            if style.code == GENERAL and SHORT.fullmatch(value):
                return value, True
            return show_number(Decimal(value.strip()), style.code, since_1904=self.since_1904), True
        except (InvalidOperation, ValueError):
            return value, False


def forgotten(events: Iterable[tuple[str, Element]]) -> Iterator[Element]:
    """Yield the elements as they end, each forgotten after use."""
    for _, element in events:
        yield element
        element.clear()
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
