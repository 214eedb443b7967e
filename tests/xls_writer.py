"""Writes small .xls workbooks, record by record, so that reading them needs no other program."""

from __future__ import annotations

import struct
from collections.abc import Sequence

SECTOR = 512
END_OF_CHAIN, FAT_SECTOR, FREE = 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF


def record(kind: int, body: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def begin(kind: int) -> bytes:
    return record(0x809, struct.pack("<HHHHII", 0x600, kind, 0x0DBB, 0x07CC, 0, 6))


def end() -> bytes:
    return record(0x0A)


def label(row: int, col: int, text: str, style: int = 0) -> bytes:
    return record(0x204, struct.pack("<HHHHB", row, col, style, len(text), 1) + text.encode("utf-16-le"))


def number(row: int, col: int, value: float, style: int = 0) -> bytes:
    return record(0x203, struct.pack("<HHHd", row, col, style, value))


def packed(row: int, col: int, value: int, style: int = 0) -> bytes:
    """A whole number of hundredths as an RK value."""
    return record(0x27E, struct.pack("<HHHI", row, col, style, (value << 2 | 3) & 0xFFFFFFFF))


def packed_run(row: int, col: int, values: Sequence[int], style: int = 0) -> bytes:
    cells = b"".join(struct.pack("<HI", style, value << 2 | 2) for value in values)
    return record(0xBD, struct.pack("<HH", row, col) + cells + struct.pack("<H", col + len(values) - 1))


def error(row: int, col: int, code: int) -> bytes:
    return record(0x205, struct.pack("<HHHBB", row, col, 0, code, 1))


def formula(row: int, col: int, value: float, style: int = 0) -> bytes:
    return record(0x06, struct.pack("<HHHdHIH", row, col, style, value, 0, 0, 3) + b"\x1e\x01\x00")


def formula_error(row: int, col: int, code: int) -> bytes:
    result = struct.pack("<BBBBHH", 2, 0, code, 0, 0, 0xFFFF)
    return record(0x06, struct.pack("<HHH", row, col, 0) + result + struct.pack("<HIH", 0, 0, 3) + b"\x1e\x01\x00")


def blanks(row: int, col: int, count: int, style: int) -> bytes:
    styles = struct.pack(f"<{count}H", *[style] * count)
    return record(0xBE, struct.pack("<HH", row, col) + styles + struct.pack("<H", col + count - 1))


def merged(top: int, bottom: int, left: int, right: int) -> bytes:
    return record(0xE5, struct.pack("<HHHHH", 1, top, bottom, left, right))


def hidden_row(row: int) -> bytes:
    return record(0x208, struct.pack("<HHHHHHHH", row, 0, 9, 255, 0, 0, 0x20, 0x0F))


def hidden_column(col: int) -> bytes:
    return record(0x7D, struct.pack("<HHHHHH", col, col, 2048, 0, 1, 0))


def text(value: str) -> bytes:
    return struct.pack("<HB", len(value), 1) + value.encode("utf-16-le")


def workbook(
    sheets: dict[str, list[bytes]],
    formats: Sequence[str] = (),
    *,
    hidden: Sequence[str] = (),
    framed: Sequence[int] = (),
    extra: bytes = b"",
) -> bytes:
    """Return the file. Style 0 is the standard format, style n the n-th of ``formats``; ``framed`` styles have borders."""
    styles = record(0xE0, bytes(20))
    for i, code in enumerate(formats, 1):
        extra += record(0x41E, struct.pack("<H", 163 + i) + text(code))
        border = 0x1111 if i in framed else 0
        styles += record(0xE0, struct.pack("<HHHIHIHH", 0, 163 + i, 0, 0, border, 0, 0, 0)[:20].ljust(20, b"\0"))
    bodies = [begin(0x10) + b"".join(cells) + end() for cells in sheets.values()]
    entries = [struct.pack("<BBBB", name in hidden, 0, len(name), 1) + name.encode("utf-16-le") for name in sheets]
    head = begin(0x05) + record(0x42, struct.pack("<H", 1200)) + extra + styles
    at = len(head) + sum(len(record(0x85, bytes(4) + entry)) for entry in entries) + len(end())
    for entry, body in zip(entries, bodies, strict=True):
        head += record(0x85, struct.pack("<I", at) + entry)
        at += len(body)
    return compound({"Workbook": head + end() + b"".join(bodies)})


def compound(streams: dict[str, bytes], embedded: Sequence[str] = ()) -> bytes:
    """Return a compound file with these streams, each padded to 4096 bytes or more.

    They stand in the root folder, but for those that belong to an ``embedded`` object.
    """
    chains: list[bytes] = []
    fat: list[int] = []
    entries = b""
    names = sorted(streams, key=lambda name: name in embedded)
    rooted = len(names) - len(embedded)
    for i, name in enumerate(names):
        data = streams[name].ljust(4096, b"\0")
        start, count = len(fat), -(-len(data) // SECTOR)
        fat += [*range(start + 1, start + count), END_OF_CHAIN]
        chains.append(data.ljust(count * SECTOR, b"\0"))
        entries += entry(name, 2, i + 2 if i + 1 < rooted else FREE, FREE, start, len(data))
    directory = entry("Root Entry", 5, FREE, 1, END_OF_CHAIN, 0) + entries
    directory_start, count = len(fat), -(-len(directory) // SECTOR)
    fat += [*range(directory_start + 1, directory_start + count), END_OF_CHAIN]
    fat_start = len(fat)
    fat_count = 1
    while fat_count * SECTOR // 4 < len(fat) + fat_count:
        fat_count += 1
    fat += [FAT_SECTOR] * fat_count
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(fat_count * SECTOR, b"\xff")
    difat = [*range(fat_start, fat_start + fat_count)] + [FREE] * (109 - fat_count)
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<IIIII", 0, fat_count, directory_start, 0, 4096)
    header += struct.pack("<IIII109I", END_OF_CHAIN, 0, END_OF_CHAIN, 0, *difat)
    return header + b"".join(chains) + directory.ljust(count * SECTOR, b"\0") + table


def entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = (name + "\0").encode("utf-16-le")
    body = raw.ljust(64, b"\0") + struct.pack("<HBBIII", len(raw), kind, 1, FREE, right, child) + bytes(36)
    return body + struct.pack("<IQ", start, size)
