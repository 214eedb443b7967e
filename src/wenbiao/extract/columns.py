"""What the columns of a table are: header rows found by their wording, and the role each heading names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.values import State, parse_value
from wenbiao.extract.wording import fold, read_wording
from wenbiao.model.document import Cell, Table
from wenbiao.model.fact import Basis

MAX_HEADING = 30
CLEARLY_A_HEADER = 2
INDICATOR_ROLES = frozenset({"level1", "level2", "level3", "target", "actual", "max_score", "score", "reason", "rule"})
STRICT_VALUES = frozenset({"max_score", "score", "initial", "adjusted", "executed", "execution_rate"})
MAX_MERGED = 2
GOAL_ROLES = frozenset({"goal_stub", "expected_goal"})
VALUE_ROLES = frozenset(
    "target actual max_score score initial adjusted executed execution_rate prior_final budget final authorized staff staffing_rate".split()
)
TEXT_ROLES = frozenset("level1 level2 level3 reason rule explanation measure_unit comparator expected_goal actual_goal code sequence name".split())


@cache
def role_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return ``(role, pattern)`` of every column role in ``forms.toml``."""
    columns = load_toml("forms.toml")["columns"]
    return tuple((role, re.compile("|".join(f"(?:{p})" for p in patterns))) for role, patterns in columns.items())


@lru_cache(maxsize=5000)
def role_of(heading: str) -> str:
    """Return the role that a column heading names, or an empty string."""
    text = fold(heading)
    if not text or len(text) > MAX_HEADING:
        return ""
    for role, pattern in role_patterns():
        if pattern.fullmatch(text):
            return role
    return ""


@dataclass(slots=True)
class Row:
    """One row of a segment: cells by virtual column, and for each column the headings above it."""

    number: int
    cells: dict[int, Cell]
    headings: dict[int, tuple[str, ...]] = field(default_factory=dict)
    segment: int = 0
    stub: str = ""

    def role(self, col: int) -> str:
        """Return the role of the innermost heading of a column that has one.

        "完成情况" beside a goal is the goal's result; elsewhere it is an indicator's actual value.
        """
        role = next((r for r in map(role_of, reversed(self.headings.get(col, ()))) if r), "")
        if role == "actual" and any(role_of(h) in GOAL_ROLES for path in self.headings.values() for h in path[-1:]):
            return "actual_goal"
        return role

    def by_role(self, *roles: str) -> Cell | None:
        """Return the first cell under a heading of one of the given roles; of several level-3 columns the last."""
        cells = [cell for col, cell in sorted(self.cells.items()) if self.role(col) in roles]
        return (cells[-1] if roles == ("level3",) else cells[0]) if cells else None

    @property
    def roles(self) -> frozenset[str]:
        """Return all roles its columns have."""
        return frozenset(filter(None, (self.role(col) for col in self.headings)))


@lru_cache(maxsize=20_000)
def state_of(text: str) -> State:
    """Return what kind of content a cell holds."""
    return parse_value(text).state


def is_heading_text(text: str) -> bool:
    """Whether a cell could head a column: short text that is not a value."""
    return 0 < len(fold(text)) <= MAX_HEADING and state_of(text) in (State.TEXT, State.NIL)


def speaks_like_a_header(text: str) -> bool:
    """Whether a text is a known column heading: a role, or a period or basis of an amount."""
    if role_of(text):
        return True
    wording = read_wording(text, None)
    return wording.basis is not Basis.UNKNOWN or (wording.concept is not None and len(text) <= MAX_HEADING)


def is_numbering_row(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 栏次 1 2 3."""
    numbers = [t for t in texts if t.isdigit()]
    return len(numbers) >= CLEARLY_A_HEADER and [int(n) for n in numbers] == list(range(int(numbers[0]), int(numbers[0]) + len(numbers))) and int(numbers[0]) <= 1 and all(
        t.isdigit() or "栏次" in t or "行次" in t or not t or t in "甲乙丙" for t in texts
    )


def segment_rows(table: Table) -> list[Row]:
    """Return the data rows of a table, each with the headings in force above it.

    A form is several small tables under one another: each header row ends the headings of the
    one before, header rows right under one another stack.
    """
    grid = table.grid()
    result: list[Row] = []
    stack: list[Row] = []
    stub, segment, seen_data, last_was_header, any_known = "", 0, False, False, False
    for number in range(table.n_rows):
        cells = {col: cell for col, cell in enumerate(grid[number]) if cell is not None}
        own = {col: cell for col, cell in cells.items() if cell.row == number and cell.col == col}
        texts = [cell.text for cell in own.values()]
        filled = [t for t in texts if t]
        if not filled:
            continue
        if is_numbering_row(texts):
            continue
        in_indicators = any(len(row_roles(row)) >= 3 for row in stack)  # noqa: PLR2004
        if is_header(filled, seen_data=seen_data, in_indicators=in_indicators):
            known = any(map(speaks_like_a_header, filled))
            if table.flattened or not last_was_header or (known and not any_known):
                stack, segment, any_known = [], segment + 1, False
            stack.append(Row(number, cells))
            any_known = any_known or known
            stub = own[min(own)].text if own else ""
            last_was_header = True
            continue
        last_was_header = False
        if len(filled) == 1 and len(own) == 1 and state_of(filled[0]) is State.TEXT and not table.flattened:
            continue
        seen_data = seen_data or any(state_of(t) is State.NUMBER for t in filled)
        result.append(Row(number, cells, headings_for(cells, stack, table), segment, stub))
    return result


def row_roles(row: Row) -> set[str]:
    """Return the indicator roles that the cells of a header row name."""
    return {role_of(cell.text) for cell in row.cells.values()} & INDICATOR_ROLES


def is_header(filled: Sequence[str], *, seen_data: bool, in_indicators: bool) -> bool:
    """Whether a row of texts heads the rows below it."""
    if not all(is_heading_text(t) for t in filled):
        return False
    known = sum(map(speaks_like_a_header, filled))
    if len(filled) >= CLEARLY_A_HEADER and all(t.rstrip().endswith(("：", ":")) for t in filled):
        return True
    if in_indicators:
        return len({role_of(t) for t in filled} - {""}) >= 3  # noqa: PLR2004
    if known >= CLEARLY_A_HEADER and known * 2 >= len(filled):
        return True
    return not seen_data and len(filled) >= CLEARLY_A_HEADER and not any("：" in t or ":" in t for t in filled)


def headings_for(cells: dict[int, Cell], stack: Sequence[Row], table: Table) -> dict[int, tuple[str, ...]]:
    """Return the heading path of each column of a data row, the outermost first."""
    paths: dict[int, tuple[str, ...]] = {}
    for col in cells:
        path: list[str] = []
        for header in stack:
            heading = header.cells.get(col) if not table.flattened else flattened_heading(cells, header.cells, col)
            text = " ".join(heading.text.split()) if heading is not None else ""
            if text and (not path or path[-1] != text):
                path.append(text)
        paths[col] = tuple(path)
    return paths


def flattened_heading(cells: dict[int, Cell], header: dict[int, Cell], col: int) -> Cell | None:
    """Return the heading of a column in a flattened row, or None when row and header do not line up.

    Flattening loses spans: only rows with as many cells as their header stand under it. A row whose
    first cells are blank continuations of cells above may have more and then aligns at its end.
    """
    extra = len(cells) - len(header)
    if extra == 0:
        return header.get(col)
    if extra > 0 and all(not cells[c].text for c in range(extra)):
        return header.get(col - extra)
    if -MAX_MERGED <= extra < 0 and (split := merged_after(cells, header, -extra)) is not None:
        return header.get(col if col < split else col - extra)
    return None


def merged_after(cells: dict[int, Cell], header: dict[int, Cell], missing: int) -> int | None:
    """Return the column from which a short flattened row lies ``missing`` columns to the right of its header.

    One of its cells spanned several columns; the place is where values then stand under headings
    of values and texts under headings of texts. None when no place or no heading of a score fits.
    """
    for split in range(len(cells) - 1, 0, -1):
        roles = [role_of(header[c if c < split else c + missing].text) for c in range(len(cells))]
        states = [state_of(cells[c].text) for c in range(len(cells))]
        fits = all(
            (role not in STRICT_VALUES or state is not State.TEXT) and (role not in TEXT_ROLES or state is not State.NUMBER)
            for role, state in zip(roles, states, strict=True)
        )
        if fits and any(role in ("score", "max_score") and state is State.NUMBER for role, state in zip(roles, states, strict=True)):
            return split
    return None
