"""What the columns of a table are: header rows found by their wording, and the role each heading names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import combinations

from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.values import State, parse_value
from wenbiao.extract.wording import COLUMN_MARK, fold, read_wording
from wenbiao.model.document import Cell, Table
from wenbiao.model.fact import Basis

BRACKETED = re.compile(r"[（(][^（）()]*[）)]")
MAX_HEADING = 30
CLEARLY_A_HEADER = 2
INDICATOR_ROLES = frozenset({"level1", "level2", "level3", "target", "actual", "max_score", "score", "reason", "rule"})
STRICT_VALUES = frozenset({"max_score", "score", "initial", "adjusted", "executed", "execution_rate"})
MAX_MERGED = 2
GOAL_ROLES = frozenset({"goal_stub", "expected_goal"})
POINT_ROLES = frozenset({"max_score", "score"})
MOST_SWALLOWED = 2
FEWEST_CELLS = 5
VALUE_ROLES = frozenset(
    [
        "target",
        "actual",
        "max_score",
        "score",
        "initial",
        "adjusted",
        "executed",
        "execution_rate",
        "prior_final",
        "budget",
        "final",
        "authorized",
        "staff",
        "staffing_rate",
    ]
)
TEXT_ROLES = frozenset(
    [
        "level1",
        "level2",
        "level3",
        "reason",
        "rule",
        "explanation",
        "measure_unit",
        "comparator",
        "expected_goal",
        "actual_goal",
        "code",
        "sequence",
        "name",
    ]
)


@cache
def role_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return ``(role, pattern)`` of every column role in ``forms.toml``."""
    columns = load_toml("forms.toml")["columns"]
    return tuple((role, re.compile("|".join(f"(?:{p})" for p in patterns))) for role, patterns in columns.items())


@lru_cache(maxsize=5000)
def role_of(heading: str) -> str:
    """Return the role that a column heading names, or an empty string."""
    text = fold(COLUMN_MARK.sub("", heading))
    if not text or len(text) > MAX_HEADING:
        return ""
    for wording in (text, fold(BRACKETED.sub("", heading))):
        for role, pattern in role_patterns():
            if pattern.fullmatch(wording):
                return role
    return ""


@dataclass(slots=True)
class Row:
    """One row of a segment: cells by virtual column, and for each column the headings above it.

    ``headings`` are texts, ``above`` the cells they stand in, the outermost first.
    """

    number: int
    cells: dict[int, Cell]
    headings: dict[int, tuple[str, ...]] = field(default_factory=dict)
    above: dict[int, tuple[Cell, ...]] = field(default_factory=dict)
    segment: int = 0
    stub: str = ""
    columns: dict[int, str] = field(init=False)
    roles: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        """Work out the role of each column and all roles there are: every reader of a form asks for them."""
        self.columns = roles_under(tuple(self.headings.items()))
        self.roles = frozenset(filter(None, self.columns.values()))

    def role(self, col: int) -> str:
        """Return the role of the innermost heading of a column that has one."""
        return self.columns.get(col, "")

    def by_role(self, *roles: str) -> Cell | None:
        """Return the first cell under a heading of one of the given roles; of several level-3 columns the last."""
        if self.roles.isdisjoint(roles):
            return None
        columns = [col for col in self.cells if self.role(col) in roles]
        return self.cells[max(columns) if roles == ("level3",) else min(columns)] if columns else None


@lru_cache(maxsize=1000)
def roles_under(headings: tuple[tuple[int, tuple[str, ...]], ...]) -> dict[int, str]:
    """Return the role of each column by its headings; the rows of a table share most of them.

    "完成情况" beside a goal is the goal's result; elsewhere it is an indicator's actual value.
    """
    roles = {col: next((r for r in map(role_of, reversed(path)) if r), "") for col, path in headings}
    if any(role_of(path[-1]) in GOAL_ROLES for _, path in headings if path):
        return {col: "actual_goal" if role == "actual" else role for col, role in roles.items()}
    return roles


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
    return (
        len(numbers) >= CLEARLY_A_HEADER
        and [int(n) for n in numbers] == list(range(int(numbers[0]), int(numbers[0]) + len(numbers)))
        and int(numbers[0]) <= 1
        and all(t.isdigit() or "栏次" in t or "行次" in t or not t or t in "甲乙丙" for t in texts)
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
        in_goals = last_was_header and any(role_of(c.text) == "expected_goal" for c in stack[-1].cells.values())
        if not filled and not in_goals:
            continue
        if filled and is_numbering_row(texts):
            continue
        in_indicators = any(len(row_roles(row)) >= 3 for row in stack)  # noqa: PLR2004
        if filled and is_header(filled, seen_data=seen_data or in_goals, in_indicators=in_indicators):
            known = sum(map(speaks_like_a_header, filled)) >= CLEARLY_A_HEADER
            if table.flattened and last_was_header and stack:
                cells = completed(cells, stack[-1].cells)
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
        above = headings_for(cells, stack, table)
        result.append(
            Row(number, cells, {col: tuple(map(one_line, path)) for col, path in above.items()}, above, segment, stub)
        )
    return result


def completed(lower: dict[int, Cell], upper: dict[int, Cell]) -> dict[int, Cell]:
    """Return a flattened header row whose blanks, left by cells spanning from above, are filled from the row above.

    The row above has fewer cells when one of its first spans several columns, so the two align at their ends.
    """
    shift = len(lower) - len(upper)
    named = [bool(lower[col].text) for col in sorted(lower)]
    if shift <= 0 or named != [True] * (shift + 1) + [False] * (len(named) - shift - 1):
        return lower
    return {col: upper.get(col - shift, cell) if not cell.text else cell for col, cell in lower.items()}


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


def one_line(cell: Cell) -> str:
    """Return the text of a heading on one line."""
    return " ".join(cell.text.split())


def headings_for(cells: dict[int, Cell], stack: Sequence[Row], table: Table) -> dict[int, tuple[Cell, ...]]:
    """Return the heading cells of each column of a data row, the outermost first, each text once."""
    paths: dict[int, tuple[Cell, ...]] = {}
    lines = [flattened_headings(cells, h.cells) if table.flattened else h.cells for h in stack]
    for col in cells:
        path: list[Cell] = []
        for line in lines:
            heading = line.get(col)
            if heading is not None and heading.text and (not path or one_line(path[-1]) != one_line(heading)):
                path.append(heading)
        paths[col] = tuple(path)
    return paths


def flattened_headings(cells: dict[int, Cell], header: dict[int, Cell]) -> dict[int, Cell]:
    """Return the heading of each column of a flattened row; none where row and header do not line up.

    Flattening loses spans: only rows with as many cells as their header stand under it. A row whose
    first cells are blank continuations of cells above may have more and then aligns at its end. A row
    of an indicator table with a cell or two less has cells that span columns of one sort.
    """
    extra = len(cells) - len(header)
    if extra == 0:
        return header
    if extra > 0 and all(not cells[c].text for c in range(extra)):
        return {col: header[col - extra] for col in cells if col >= extra}
    if -MOST_SWALLOWED <= extra < 0 and len(cells) >= FEWEST_CELLS:
        return swallowed_headings([cells[c] for c in sorted(cells)], [header[c] for c in sorted(header)])
    return {}


def swallowed_headings(cells: Sequence[Cell], header: Sequence[Cell]) -> dict[int, Cell]:
    """Return the headings of a row whose cells span columns, if only one way of spanning makes sense.

    Points stand under points, texts under texts, and no cell spans columns of both sorts.
    """
    of_points = [role_of(h.text) in POINT_ROLES for h in header]
    if sum(of_points) < CLEARLY_A_HEADER or not {role_of(h.text) for h in header} & {"target", "actual", "rule"}:
        return {}
    states = [state_of(c.text) for c in cells]
    found: list[tuple[int, ...]] = []
    for starts in combinations(range(1, len(header)), len(cells) - 1):
        begins = (0, *starts)
        ends = (*starts, len(header))
        pure = all(len(set(of_points[b:e])) == 1 for b, e in zip(begins, ends, strict=True))
        if pure and all(fits(state, under_points=of_points[b]) for state, b in zip(states, begins, strict=True)):
            found.append(begins)
    best = [
        b for b in found if points_under(states, b, of_points) == max(points_under(states, f, of_points) for f in found)
    ]
    return {col: header[begin] for col, begin in enumerate(best[0])} if len(best) == 1 else {}


def fits(state: State, *, under_points: bool) -> bool:
    """Whether a cell can stand in a column of points, or in one of texts."""
    return state is not State.TEXT if under_points else True


def points_under(states: Sequence[State], begins: Sequence[int], of_points: Sequence[bool]) -> int:
    """Return how many numbers stand in columns of points."""
    return sum(state is State.NUMBER and of_points[b] for state, b in zip(states, begins, strict=True))
