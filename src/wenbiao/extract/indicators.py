"""The parts of a self-evaluation form as objects: indicators, budget rows, goals and totals."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wenbiao.extract.columns import Row
from wenbiao.extract.values import CellValue, State, parse_value
from wenbiao.extract.wording import fold
from wenbiao.model.document import Cell, Table

TOTAL = re.compile(r"^(?:总分|合计|总计|总得分|得分合计|自评得分|综合得分|合计得分|总分值|分值合计|自评总分)")
PRINTED_WEIGHT = re.compile(r"[（(]\s*(?P<weight>\d+(?:\.\d+)?)\s*分?\s*(?:[×*xX]\s*(?:预算)?执行率\s*)?[)）]")
SIGNS = frozenset("≥≤≧≦＞＜><=＝")
NAME_ROLES = ("level3", "level2", "level1")
MIN_ROLES = 3


@dataclass(frozen=True, slots=True, eq=False)
class Indicator:
    """One indicator row. Cells that the form does not have are None."""

    table: Table
    row: int
    level1: str
    level2: str
    name: str
    name_cell: Cell
    target: Cell | None = None
    actual: Cell | None = None
    max_score: Cell | None = None
    score: Cell | None = None
    reason: Cell | None = None
    rule: Cell | None = None
    explanation: Cell | None = None
    measure_unit: str = ""
    comparator: str = ""

    @property
    def target_value(self) -> CellValue:
        """Return the target as read, with the comparator and unit of their own columns."""
        text = self.target.text if self.target is not None else ""
        return parse_value(
            f"{self.comparator}{text}" if self.comparator[:1] in SIGNS and text[:1].isdigit() else text,
            self.measure_unit,
        )

    @property
    def actual_value(self) -> CellValue:
        """Return the actual value as read."""
        return parse_value(self.actual.text if self.actual is not None else "", self.measure_unit)

    @property
    def points(self) -> Decimal | None:
        """Return the awarded score, or None where it is blank or unreadable."""
        return points_of(self.score)

    @property
    def max_points(self) -> Decimal | None:
        """Return the greatest score, or None where it is blank or unreadable; without a column, the one in the name."""
        return points_of(self.max_score) if self.max_score is not None else printed_weight(self.name)

    @property
    def applies(self) -> bool:
        """Whether the row holds an indicator, not "无" or a blank line of the form."""
        return fold(self.name) not in ("", "无", "／", "/", "—", "——", "-", "不涉及", "不适用")


@dataclass(frozen=True, slots=True, eq=False)
class FundRow:
    """One row of the budget part: amounts by version, rate and score, as cells."""

    table: Table
    row: int
    label: str
    initial: Cell | None
    adjusted: Cell | None
    executed: Cell | None
    max_score: Cell | None
    rate: Cell | None
    score: Cell | None
    printed_weight: Decimal | None = None

    @property
    def max_points(self) -> Decimal | None:
        """Return the weight: of its own cell, or printed in the heading of the score ("得分（10分）")."""
        return points_of(self.max_score) if self.max_score is not None else self.printed_weight


@dataclass(frozen=True, slots=True, eq=False)
class Goal:
    """An annual goal beside its stated result."""

    table: Table
    row: int
    expected: Cell | None
    actual: Cell | None


@dataclass(frozen=True, slots=True, eq=False)
class ScoreTotal:
    """The last row of a form: greatest score and awarded score as printed."""

    table: Table
    row: int
    label: Cell
    max_score: Cell | None
    score: Cell | None


def points_of(cell: Cell | None) -> Decimal | None:
    """Return the number in a score cell, or None."""
    if cell is None:
        return None
    value = parse_value(cell.text, "分")
    return value.quantity.value if value.state is State.NUMBER and value.quantity is not None else None


def printed_weight(level1: str) -> Decimal | None:
    """Return the weight printed in a first-level heading: 40 for "产出指标（40分）"."""
    found = PRINTED_WEIGHT.search(level1)
    return Decimal(found["weight"]) if found else None


def own_cell(row: Row, *roles: str) -> Cell | None:
    """Return the cell of a role that begins in this row, so that one spanning from above is not taken twice."""
    return row.by_role(*roles)


def score_columns(row: Row) -> tuple[Cell | None, Cell | None]:
    """Return the cells of greatest and awarded score: of several 分值 columns the last before 得分."""
    score = next((col for col in sorted(row.cells) if row.role(col) == "score"), None)
    weights = [col for col in sorted(row.cells) if row.role(col) == "max_score" and (score is None or col < score)]
    if not weights:
        weights = [col for col in sorted(row.cells) if row.role(col) == "max_score"]
    return (row.cells[weights[-1]] if weights else None), (row.cells[score] if score is not None else None)


def indicators_of(table: Table, rows: Sequence[Row]) -> Iterator[Indicator]:
    """Yield the indicator rows; blank first and second levels of flattened rows continue the row above."""
    level1 = level2 = ""
    segment = -1
    for row in rows:
        roles = row.roles
        if row.segment != segment:
            level1, level2, segment = "", "", row.segment
        if (
            not roles & {"max_score", "score"}
            or not roles & {"target", "actual", "rule"}
            or not roles & set(NAME_ROLES)
        ):
            continue
        first, second = row.by_role("level1"), row.by_role("level2")
        if first is not None and TOTAL.match(fold(first.text)):
            continue
        if first is not None and first.text:
            level1 = first.text
            level2 = ""
        level2 = second.text if second is not None and second.text else level2
        name_cell = next((c for c in (row.by_role(r) for r in NAME_ROLES) if c is not None), None)
        if name_cell is None or name_cell.row != row.number:
            continue
        weight, score = score_columns(row)
        if any(c is name_cell for c in (row.by_role("target"), row.by_role("actual"), score)):
            continue  # one cell across the columns is a remark on the form, not an indicator
        unit, comparator = row.by_role("measure_unit"), row.by_role("comparator")
        yield Indicator(
            table,
            row.number,
            " ".join(level1.split()),
            "".join(level2.split()),
            " ".join(name_cell.text.split()),
            name_cell,
            row.by_role("target"),
            row.by_role("actual"),
            weight,
            score,
            row.by_role("reason"),
            row.by_role("rule"),
            row.by_role("explanation"),
            unit.text if unit is not None else "",
            comparator.text if comparator is not None else "",
        )


def fund_rows_of(table: Table, rows: Sequence[Row]) -> Iterator[FundRow]:
    """Yield the rows under 年初预算数, 全年预算数 and 全年执行数; a plain 预算数 beside 执行数 is the year's."""
    for row in rows:
        roles = row.roles
        if "executed" not in roles or not roles & {"initial", "adjusted", "budget"}:
            continue
        initial, executed = row.by_role("initial"), row.by_role("executed")
        adjusted = row.by_role("adjusted") or row.by_role("budget")
        if not any(c is not None and parse_value(c.text).state is State.NUMBER for c in (initial, adjusted, executed)):
            continue
        weight, score = score_columns(row)
        first = min(c for c in row.cells if row.role(c) in ("initial", "adjusted", "budget", "executed"))
        labels = [row.cells[c].text for c in sorted(row.cells) if c < first and row.cells[c].text]
        yield FundRow(
            table,
            row.number,
            labels[-1] if labels else "",
            initial,
            adjusted,
            executed,
            weight,
            row.by_role("execution_rate"),
            score,
            weight_in_heading(row),
        )


def weight_in_heading(row: Row) -> Decimal | None:
    """Return the weight printed in the heading of the score column, if any."""
    heading = next((path[-1] for col, path in sorted(row.headings.items()) if path and row.role(col) == "score"), "")
    return printed_weight(heading)


def goals_of(table: Table, rows: Sequence[Row]) -> Iterator[Goal]:
    """Yield the goals: rows under 预期目标 and 实际完成情况 that hold anything, or the first row when all are blank."""
    blocks: dict[int, list[Goal]] = {}
    for row in rows:
        if row.roles & {"expected_goal", "actual_goal"} and "score" not in row.roles:
            goal = Goal(table, row.number, row.by_role("expected_goal"), row.by_role("actual_goal"))
            blocks.setdefault(row.segment, []).append(goal)
    for goals in blocks.values():
        yield from [g for g in goals if holds(g.expected) or holds(g.actual)] or goals[:1]


def holds(cell: Cell | None) -> bool:
    """Whether a cell holds text."""
    return cell is not None and bool(cell.text)


def totals_of(table: Table, rows: Sequence[Row]) -> Iterator[ScoreTotal]:
    """Yield the rows that print the total score, with the numbers in them: greatest and awarded, or awarded alone."""
    for row in rows:
        own = [cell for col, cell in sorted(row.cells.items()) if cell.col == col]
        if not own or not TOTAL.match(fold(own[0].text)):
            continue
        by_role = score_columns(row)
        numbers = [c for c in own[1:] if parse_value(c.text, "分").state is State.NUMBER]
        if by_role[1] is not None and points_of(by_role[1]) is not None and not table.flattened:
            weight = by_role[0] if points_of(by_role[0]) is not None else None
            yield ScoreTotal(table, row.number, own[0], weight, by_role[1])
        elif numbers:
            yield ScoreTotal(table, row.number, own[0], numbers[-2] if len(numbers) > 1 else None, numbers[-1])
