"""Compound files (OLE2), the container of .xls, .doc and of encrypted office documents; see MS-CFB."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER_SIZE = 512
ENTRY_SIZE = 128
NO_STREAM = 0xFFFFFFFF
MAX_SECTOR = 0xFFFFFFFA
FAT_IN_HEADER = 109
STREAM = 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One directory entry; ``left``, ``right`` and ``child`` are the numbers of other entries."""

    name: str
    kind: int
    left: int
    right: int
    child: int
    start: int
    size: int


class CompoundFile:
    """A compound file in memory: the entries of its root folder and their streams.

    Raises ``ValueError`` where the file contradicts itself or ends too early.
    """

    def __init__(self, data: bytes) -> None:
        """Read header, allocation tables and directory."""
        if len(data) < HEADER_SIZE or not data.startswith(SIGNATURE):
            raise ValueError("no compound file")
        self.data = data
        shift, mini_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or mini_shift != 6:  # noqa: PLR2004 (the only sizes the format knows)
            raise ValueError("impossible sector size")
        self.sector_size, self.mini_size = 1 << shift, 1 << mini_shift
        first_directory, self.cutoff = struct.unpack_from("<I4xI", data, 48)
        first_mini = struct.unpack_from("<I", data, 60)[0]
        self.fat = self.read_fat()
        raw = self.chain(first_directory)
        self.entries = [parse_entry(raw, at) for at in range(0, len(raw) - ENTRY_SIZE + 1, ENTRY_SIZE)]
        if not self.entries:
            raise ValueError("no directory")
        self.mini_fat = as_numbers(self.chain(first_mini)) if first_mini < MAX_SECTOR else ()
        self.mini_stream = self.chain(self.entries[0].start) if self.entries[0].start < MAX_SECTOR else b""

    def sector(self, number: int) -> bytes:
        """Return the bytes of one sector, the last of which may be short."""
        begin = (number + 1) * self.sector_size
        if number >= MAX_SECTOR or begin >= len(self.data):
            raise ValueError("sector outside the file")
        return self.data[begin : begin + self.sector_size]

    def read_fat(self) -> tuple[int, ...]:
        """Return the allocation table, its sectors listed in the header and in the chain that follows it."""
        numbers = list(struct.unpack_from(f"<{FAT_IN_HEADER}I", self.data, 76))
        more, count = struct.unpack_from("<II", self.data, 68)
        for _ in range(min(count, len(self.data) // self.sector_size)):
            *listed, more = as_numbers(self.sector(more))
            numbers.extend(listed)
        return as_numbers(b"".join(self.sector(n) for n in numbers if n < MAX_SECTOR))

    def chain(self, start: int) -> bytes:
        """Return the bytes of the sectors from ``start`` on."""
        return b"".join(self.sector(n) for n in follow(self.fat, start))

    def children(self) -> dict[str, Entry]:
        """Return the entries of the root folder by name; those inside embedded objects are not among them."""
        found: dict[str, Entry] = {}
        waiting, seen = [self.entries[0].child], set[int]()
        while waiting:
            number = waiting.pop()
            if number in seen or number >= len(self.entries):
                continue
            seen.add(number)
            entry = self.entries[number]
            found[entry.name] = entry
            waiting += [entry.left, entry.right]
        return found

    def stream(self, name: str) -> bytes:
        """Return the content of a stream of the root folder; raise ``KeyError`` when there is none."""
        entry = self.children()[name]
        if entry.kind != STREAM:
            raise KeyError(name)
        if entry.size >= self.cutoff:
            return self.chain(entry.start)[: entry.size]
        pieces = (
            self.mini_stream[n * self.mini_size : (n + 1) * self.mini_size] for n in follow(self.mini_fat, entry.start)
        )
        return b"".join(pieces)[: entry.size]


def follow(table: tuple[int, ...], start: int) -> Iterator[int]:
    """Yield the numbers of a chain; a chain that runs in a circle or out of the table raises ``ValueError``."""
    number, left = start, len(table)
    while number < MAX_SECTOR:
        if number >= len(table) or left == 0:
            raise ValueError("broken chain of sectors")
        yield number
        number, left = table[number], left - 1


def as_numbers(raw: bytes) -> tuple[int, ...]:
    """Return the 32-bit numbers in ``raw``."""
    return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])


def parse_entry(raw: bytes, at: int) -> Entry:
    """Return the directory entry at offset ``at``."""
    length, kind = struct.unpack_from("<HB", raw, at + 64)
    name = raw[at : at + max(0, min(length, 64) - 2)].decode("utf-16-le", "replace")
    left, right, child = struct.unpack_from("<III", raw, at + 68)
    start, size = struct.unpack_from("<II", raw, at + 116)
    return Entry(name, kind, left, right, child, start, size)
