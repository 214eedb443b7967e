"""Old workbooks (.xls) and binary ones (.xlsb).

calamine reads the texts. It does not tell number formats, errors, frames and what is hidden, on which the
printed value depends (0.953 is printed 95.30%), so these come from a walk over the records of the workbook
stream; see MS-XLS.
"""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from wenbiao.read.compound import CompoundFile
from wenbiao.read.sheets_grid import Area, Place, Sheet, damaged_workbook, locked_workbook
from wenbiao.read.sheets_numbers import BUILTIN, GENERAL, show_number

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

BOF, EOF, FILE_PASS, FORMAT, XF, BOUND_SHEET, DATE_1904 = 0x809, 0x0A, 0x2F, 0x41E, 0xE0, 0x85, 0x22
BLANK, MUL_BLANK, NUMBER, RK, MUL_RK, FORMULA, BOOL_ERR = 0x201, 0xBE, 0x203, 0x27E, 0xBD, 0x06, 0x205
LABEL_SST, LABEL, R_STRING, ROW, COL_INFO, MERGED = 0xFD, 0x204, 0xD6, 0x208, 0x7D, 0xE5
CELL_RECORDS = frozenset({BLANK, NUMBER, RK, FORMULA, BOOL_ERR, LABEL_SST, LABEL, R_STRING})
BIFF8 = 0x600
WORKSHEET = 0
NO_NUMBER = 0xFFFF
ROW_HIDDEN, COLUMN_HIDDEN = 0x20, 0x01
ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}


@dataclass(slots=True)
class Details:
    """What the records of one sheet say beside the texts; ``styles`` are numbers of cell formats."""

    numbers: dict[Place, float] = field(default_factory=dict)
    errors: dict[Place, str] = field(default_factory=dict)
    styles: dict[Place, int] = field(default_factory=dict)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)


@dataclass(slots=True)
class Workbook:
    """What the workbook's own records say: number format and frame of each cell format, and its sheets."""

    codes: list[str] = field(default_factory=list)
    framed: list[bool] = field(default_factory=list)
    sheets: list[Details] = field(default_factory=list)
    since_1904: bool = False


def read_xls(data: bytes, path: str) -> list[Sheet]:
    """Return the sheets of an .xls or .xlsb workbook; raise ``UnreadableDocument`` for locked or damaged ones."""
    workbook = read_records(data, path)
    sheets: list[Sheet] = []
    for name, hidden, source in calamine_sheets(data, path):
        sheet = Sheet(name, hidden=hidden)
        details = workbook.sheets[len(sheets)] if len(sheets) < len(workbook.sheets) else Details()
        sheets.append(sheet)
        fill(sheet, details, workbook, source)
    return sheets


def calamine_sheets(data: bytes, path: str) -> Iterator[tuple[str, bool, CalamineSheet]]:
    """Yield name, whether hidden, and content of each worksheet."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for index, entry in enumerate(book.sheets_metadata):
            if entry.typ == SheetTypeEnum.WorkSheet:
                yield entry.name, entry.visible != SheetVisibleEnum.Visible, book.get_sheet_by_index(index)
    except PasswordError as error:
        raise locked_workbook(path) from error
    except (CalamineError, ValueError, OSError) as error:
        raise damaged_workbook(path) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the library gave up on a malformed file
            raise damaged_workbook(path) from error
        raise


def fill(sheet: Sheet, details: Details, workbook: Workbook, source: CalamineSheet) -> None:
    """Put together what is printed in each cell."""
    first = source.start[1] if source.start else 0
    for row, values in enumerate(source.iter_rows()):
        for col, value in enumerate(values, first):
            place = (row, col)
            if place in details.numbers or place in details.errors or value == "":
                continue
            text, number = printed(value)
            sheet.put(place, text, number=number)
    for place, value in details.numbers.items():
        style = details.styles.get(place, -1)
        code = workbook.codes[style] if 0 <= style < len(workbook.codes) else GENERAL
        sheet.put(place, show_number(Decimal(repr(value)), code, since_1904=workbook.since_1904), number=True)
    for place, text in details.errors.items():
        sheet.put(place, text)
    sheet.framed = {p for p, s in details.styles.items() if s < len(workbook.framed) and workbook.framed[s]}
    sheet.hidden_rows, sheet.hidden_columns = details.hidden_rows, details.hidden_columns
    merges = [Area(top, left, bottom, right) for (top, left), (bottom, right) in source.merged_cell_ranges or ()]
    sheet.merges = [area for area in details.merges or merges if area.size > 1]


def printed(value: object) -> tuple[str, bool]:
    """Return what the library's value prints without a known format, and whether it is a number."""
    match value:
        case bool():
            return str(value).upper(), False
        case int() | float():
            return show_number(Decimal(repr(value)), GENERAL), True
        case datetime() if value.time() == time():
            return value.date().isoformat(), True
        case datetime():
            return value.isoformat(" ", "minutes"), True
        case date() | time() | timedelta():
            return str(value), True
    return str(value).replace("\r\n", "\n").replace("\r", "\n"), False


def read_records(data: bytes, path: str) -> Workbook:
    """Return what the records say; nothing for workbooks before Excel 97 and for .xlsb."""
    try:
        streams = CompoundFile(data)
        stream = streams.stream("Workbook" if "Workbook" in streams.children() else "Book")
        return walk_workbook(stream, path)
    except (ValueError, KeyError, struct.error, IndexError):
        return Workbook()


def records(stream: bytes, at: int) -> Iterator[tuple[int, bytes]]:
    """Yield kind and body of the records from ``at`` to the end of the substream, embedded charts left out."""
    depth = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        depth += (kind == BOF) - (kind == EOF)
        if depth == 1 or kind == BOF:
            yield kind, stream[at + 4 : at + 4 + length]
        if depth == 0:
            return
        at += 4 + length


def walk_workbook(stream: bytes, path: str) -> Workbook:
    """Return what the workbook's globals and its sheets say."""
    book = Workbook()
    codes = dict(BUILTIN)
    formats: list[int] = []
    starts: list[int] = []
    for kind, body in records(stream, 0):
        if kind == BOF and struct.unpack_from("<H", body)[0] != BIFF8:
            return book
        if kind == FILE_PASS:
            raise locked_workbook(path)
        if kind == FORMAT:
            codes[struct.unpack_from("<H", body)[0]] = unicode_text(body, 2)
        elif kind == XF:
            number, border = struct.unpack_from("<2xH6xH", body)
            formats.append(number)
            book.framed.append(border != 0)
        elif kind == BOUND_SHEET and body[5] == WORKSHEET:
            starts.append(struct.unpack_from("<I", body)[0])
        elif kind == DATE_1904:
            book.since_1904 = body[:1] == b"\x01"
    book.codes = [codes.get(number, GENERAL) for number in formats]
    book.sheets = [walk_sheet(stream, start) for start in starts]
    return book


def unicode_text(body: bytes, at: int) -> str:
    """Return a string with a 16-bit length and a byte that says whether its characters take one or two bytes."""
    length, wide = struct.unpack_from("<HB", body, at)
    raw = body[at + 3 :]
    return raw[: 2 * length].decode("utf-16-le", "replace") if wide & 1 else raw[:length].decode("latin-1")


def walk_sheet(stream: bytes, start: int) -> Details:
    """Return what the records of one sheet say."""
    details = Details()
    for kind, body in records(stream, start):
        if kind in CELL_RECORDS:
            row, col, style = struct.unpack_from("<HHH", body)
            details.styles[row, col] = style
            read_value(details, kind, body, (row, col))
        elif kind in (MUL_RK, MUL_BLANK):
            read_run(details, kind, body)
        elif kind == ROW:
            row, flags = struct.unpack_from("<H10xH", body)
            if flags & ROW_HIDDEN:
                details.hidden_rows.add(row)
        elif kind == COL_INFO:
            first, last, flags = struct.unpack_from("<HH4xH", body)
            if flags & COLUMN_HIDDEN:
                details.hidden_columns.append((first, last))
        elif kind == MERGED:
            for at in range(2, len(body) - 7, 8):
                top, bottom, left, right = struct.unpack_from("<HHHH", body, at)
                details.merges.append(Area(top, left, bottom, right))
    return details


def read_value(details: Details, kind: int, body: bytes, place: Place) -> None:
    """Note the number or error of a cell record."""
    if kind == NUMBER:
        details.numbers[place] = struct.unpack_from("<d", body, 6)[0]
    elif kind == RK:
        details.numbers[place] = packed_number(struct.unpack_from("<I", body, 6)[0])
    elif kind == BOOL_ERR and body[7]:
        details.errors[place] = ERRORS.get(body[6], "#N/A")
    elif kind == FORMULA:
        if struct.unpack_from("<H", body, 12)[0] != NO_NUMBER:
            details.numbers[place] = struct.unpack_from("<d", body, 6)[0]
        elif body[6] == 2:  # noqa: PLR2004 (the result is an error)
            details.errors[place] = ERRORS.get(body[8], "#N/A")


def read_run(details: Details, kind: int, body: bytes) -> None:
    """Note the cells of a record for several in one row."""
    row, col = struct.unpack_from("<HH", body)
    size = 6 if kind == MUL_RK else 2
    for i, at in enumerate(range(4, len(body) - 2 - size + 1, size)):
        details.styles[row, col + i] = struct.unpack_from("<H", body, at)[0]
        if kind == MUL_RK:
            details.numbers[row, col + i] = packed_number(struct.unpack_from("<I", body, at + 2)[0])


def packed_number(packed: int) -> float:
    """Return the number in an RK value: a short integer or the upper half of a double, perhaps in hundredths."""
    if packed & 2:
        value = float((packed >> 2) - ((packed >> 31) << 30))
    else:
        value = struct.unpack("<d", struct.pack("<II", 0, packed & 0xFFFFFFFC))[0]
    return value / 100 if packed & 1 else value
