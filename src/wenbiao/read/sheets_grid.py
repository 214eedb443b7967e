"""One sheet of a workbook as read: what is printed in which cell, and what is merged, framed or hidden."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from wenbiao.errors import LimitExceeded, UnreadableDocument

MAX_CELLS = 2_000_000
LETTERS = 26
CELL_NAME = re.compile(r"\$?([A-Za-z]{1,3})\$?(\d{1,7})")

Place = tuple[int, int]
"""Row and column, from 0."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle of cells, all four sides included."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        """Return the number of cells."""
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)

    def holds(self, place: Place) -> bool:
        """Whether a place is in the area."""
        return self.top <= place[0] <= self.bottom and self.left <= place[1] <= self.right

    def within(self, other: Area) -> Area | None:
        """Return the part inside another area, None when there is none."""
        top, left = max(self.top, other.top), max(self.left, other.left)
        bottom, right = min(self.bottom, other.bottom), min(self.right, other.right)
        return Area(top, left, bottom, right) if top <= bottom and left <= right else None

    def places(self) -> Iterable[Place]:
        """Yield every place in the area."""
        return ((r, c) for r in range(self.top, self.bottom + 1) for c in range(self.left, self.right + 1))


@dataclass(slots=True)
class Sheet:
    """One sheet; only cells with content are in ``cells``, printed as the number format says.

    ``numbers`` are the places of cells that hold a number, ``framed`` those of cells with a border,
    ``unevaluated`` the names of formula cells without a result; ``damaged`` says that part of the
    sheet may be missing.
    """

    name: str
    hidden: bool = False
    cells: dict[Place, str] = field(default_factory=dict)
    numbers: set[Place] = field(default_factory=set)
    framed: set[Place] = field(default_factory=set)
    merges: list[Area] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    unevaluated: list[str] = field(default_factory=list)
    damaged: bool = False

    def put(self, place: Place, text: str, *, number: bool = False) -> None:
        """Note what a cell prints; a blank one is left out."""
        if text.strip():
            self.cells[place] = text
            if number:
                self.numbers.add(place)
            if len(self.cells) > MAX_CELLS:
                raise too_large(self.name)


def too_large(name: str) -> LimitExceeded:
    """Return the error for a sheet beyond the limit."""
    return LimitExceeded(f"工作表“{name}”超过 {MAX_CELLS} 个单元格，未读取。", "请删除多余的数据或拆分后重试。")


def locked_workbook(path: str) -> UnreadableDocument:
    """Return the error for a workbook with a password."""
    return UnreadableDocument(
        "encrypted", f"“{path}”设有打开密码，无法读取。", "请用 Excel 或 WPS 去除密码另存后重试。"
    )


def damaged_workbook(path: str) -> UnreadableDocument:
    """Return the error for a workbook that cannot be read."""
    return UnreadableDocument(
        "corrupt", f"“{path}”已损坏，无法读取其中的工作表。", "请用 Excel 或 WPS 打开并另存后重试。"
    )


def column_name(col: int) -> str:
    """Return the letters of a column: 0 is A, 26 is AA."""
    letters = ""
    col += 1
    while col:
        col, rest = divmod(col - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_name(place: Place) -> str:
    """Return the name of a cell as spreadsheets show it: ``B3``."""
    return f"{column_name(place[1])}{place[0] + 1}"


def parse_cell_name(name: str) -> Place | None:
    """Return the place that a cell's name means, None when it is none."""
    found = CELL_NAME.fullmatch(name)
    if found is None or found[2].startswith("0"):
        return None
    col = 0
    for letter in found[1].upper():
        col = col * LETTERS + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, col - 1


def parse_area(reference: str) -> Area | None:
    """Return the area that a reference like ``A1:C2`` means."""
    first, _, last = reference.partition(":")
    begin, end = parse_cell_name(first), parse_cell_name(last or first)
    if begin is None or end is None:
        return None
    return Area(min(begin[0], end[0]), min(begin[1], end[1]), max(begin[0], end[0]), max(begin[1], end[1]))
