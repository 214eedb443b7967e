"""Tables → facts: each value cell with its row labels, column labels, unit, period and basis."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from wenbiao.extract.columns import TEXT_ROLES, VALUE_ROLES, Row, one_line, role_of, segment_rows, state_of
from wenbiao.extract.labels import GENERIC
from wenbiao.extract.values import State, parse_value
from wenbiao.extract.wording import Wording, concept_kinds, fold, read_wording
from wenbiao.model.document import Cell, Table
from wenbiao.model.fact import Basis, Fact
from wenbiao.model.quantity import Kind, Quantity

UNIT = re.compile(r"[（(]\s*(?:单位\s*[:：]\s*)?(?P<unit>亿元|百万元|万元|千元|元|人|辆|个|㎡|平方米|%|％|分)\s*[)）]")
LABELLED = re.compile(r"^(?P<label>[^：:\n]{2,30})[:：]\s*(?P<value>[^：:\n]*)$")
PERCENT_HEADING = re.compile(r"(?:率|比例|占比|比重|百分比|增幅|降幅|幅度|[%％])$")
AMOUNT_HEADING = re.compile(r"(?:金额|数额?|合计|总额|总计|[万亿]?元)$")
SCALES = {
    "亿元": Decimal(10**8),
    "百万元": Decimal(10**6),
    "万元": Decimal(10**4),
    "千元": Decimal(1000),
    "元": Decimal(1),
}
TOTAL = re.compile(r"^(?:合计|总计|小计|总额|共计|本年合计)$")
CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
NAMING_ROLES = frozenset({"level1", "level2", "level3"})
NOT_MONEY_ROLES = frozenset({"max_score", "score"})


def facts_of(table: Table, year: int | None, default_unit: str) -> tuple[dict[tuple[int, int], Fact], list[Row]]:
    """Return the fact of each value cell by its position, and the data rows with their headings.

    ``default_unit`` is the unit of amounts where neither cell, heading nor table says one; an empty
    string leaves such amounts without kind.
    """
    rows = segment_rows(table)
    value_columns = columns_of_values(rows)
    codes = columns_of_codes(rows)
    facts: dict[tuple[int, int], Fact] = {}
    for row in rows:
        for fact in row_facts(table, row, value_columns[row.segment] - codes, codes, year, default_unit):
            if fact.cell is not None and (fact.cell.row, fact.cell.col) not in facts:
                facts[fact.cell.row, fact.cell.col] = fact
    return with_column_precision(facts), rows


def columns_of_values(rows: Sequence[Row]) -> dict[int, set[int]]:
    """Return for each segment the columns that hold values: by heading, or by a number anywhere in them."""
    columns: dict[int, set[int]] = {}
    for row in rows:
        found = columns.setdefault(row.segment, set())
        for col, cell in row.cells.items():
            role = row.role(col)
            if role in VALUE_ROLES or (role not in TEXT_ROLES and state_of(cell.text) is State.NUMBER):
                found.add(col)
    return columns


def columns_of_codes(rows: Sequence[Row]) -> set[int]:
    """Return the columns of account codes and sequence numbers, which are labels and not values."""
    codes = set()
    seen: dict[int, list[str]] = {}
    amounts: set[int] = set()
    for row in rows:
        for col, cell in row.cells.items():
            if cell.text:
                seen.setdefault(col, []).append(cell.text)
            if row.role(col) in ("code", "sequence"):
                codes.add(col)
            elif heads_amounts(row, col):
                amounts.add(col)
    for col, texts in seen.items():
        coded = sum(bool(CODE.match(t)) for t in texts)
        if coded >= 3 and coded * 2 > len(texts) and col not in amounts:  # noqa: PLR2004
            codes.add(col)
    return codes


def heads_amounts(row: Row, col: int) -> bool:
    """Whether a heading says that its column holds amounts, whatever their digits look like."""
    headings = row.headings.get(col, ())
    return row.role(col) in VALUE_ROLES or any(
        AMOUNT_HEADING.search(fold(h)) or read_wording(h, None).basis is not Basis.UNKNOWN for h in headings
    )


def row_facts(
    table: Table, row: Row, value_columns: set[int], codes: set[int], year: int | None, default_unit: str
) -> Iterator[Fact]:
    """Yield the facts of one row; "标签：数值" inside one cell states a fact of its own."""
    for col, cell in row.cells.items():
        if cell.col != col or col in codes:
            continue
        if labelled := list(labelled_values(cell)):
            for label, value in labelled:
                yield cell_fact(table, row, cell, (label,), (), value, year, default_unit)
        elif state_of(cell.text) is State.NUMBER or (
            col in value_columns and state_of(cell.text) in (State.BLANK, State.NIL)
        ):
            labels, columns = labels_left_of(row, col, value_columns, codes)
            over_labels = {id(heading) for c in columns for heading in row.above.get(c, ())}
            side = tuple(one_line(h) for h in row.above.get(col, ()) if id(h) in over_labels)
            headings = tuple(one_line(h) for h in row.above.get(col, ()) if id(h) not in over_labels)
            if headings or (labels and cell.text):
                yield cell_fact(table, row, cell, (*side, *labels), headings, cell.text, year, default_unit)


def labelled_values(cell: Cell) -> Iterator[tuple[str, str]]:
    """Yield label and value of each line "一般公共预算：150.31" of a cell."""
    for paragraph in cell.paragraphs:
        text = re.sub(r"^\s*其\s*中\s*[:：]\s*", "", paragraph.text.strip())
        found = LABELLED.match(text)
        if found and state_of(found["value"]) is State.NUMBER:
            yield found["label"], found["value"]


def labels_left_of(row: Row, col: int, value_columns: set[int], codes: set[int]) -> tuple[tuple[str, ...], list[int]]:
    """Return the label texts of a value cell, the nearest block of label cells to its left, and their columns.

    A heading that also stands over the labels ("收入", "公用经费") tells the side of the table and is a label itself.
    """
    naming = [c for c in sorted(row.cells) if c < col and row.role(c) in NAMING_ROLES]
    if naming:
        texts = dict.fromkeys(one_line(row.cells[c]) for c in naming if row.cells[c].text)
        return tuple(texts), naming
    block: list[str] = []
    columns: list[int] = []
    for left in range(col - 1, -1, -1):
        cell = row.cells.get(left)
        if cell is None:
            continue
        text = " ".join(cell.text.split())
        if cell.row < row.number and text in row.headings.get(left, ()):
            continue  # a heading that reaches down beside its rows names the block, not the row
        is_label = (left not in value_columns and state_of(cell.text) is not State.NUMBER) or left in codes
        if is_label and text:
            columns.append(left)
            if not block or block[-1] != text:
                block.append(text)
        elif block:
            break
    return tuple(reversed(block)), columns


def cell_fact(
    table: Table,
    row: Row,
    cell: Cell,
    row_labels: tuple[str, ...],
    column_labels: tuple[str, ...],
    text: str,
    year: int | None,
    default_unit: str,
) -> Fact:
    """Return the fact that one cell states, its quantity read in the unit that applies there."""
    subject, wording = name_of(row_labels, column_labels, year)
    unit = unit_of(table, row, (*row_labels, *column_labels), wording, default_unit)
    quantity = parse_value(text, unit).quantity
    blank = quantity is None
    if quantity is None:
        quantity = Quantity(
            Kind.MONEY if unit in SCALES else Kind.COUNT, Decimal(0), unit, SCALES.get(unit, Decimal(1))
        )
    return Fact(
        quantity=quantity,
        subject=subject,
        where=table.where(cell),
        concept=wording.concept,
        period=wording.period or (str(year) if year else None),
        basis=wording.basis,
        fund=wording.fund,
        vague_basis=wording.vague_basis,
        table=table,
        cell=cell,
        caption=table.caption,
        blank=blank,
        row_labels=row_labels,
        column_labels=column_labels,
    )


def name_of(row_labels: tuple[str, ...], column_labels: tuple[str, ...], year: int | None) -> tuple[str, Wording]:
    """Return subject and wording of a cell from its labels.

    The row says what it is unless it only says "合计"; then the column does. Period and basis come
    from the column, or from the row where the column has none.
    """
    row = read_wording(row_labels[-1], year) if row_labels else Wording("")
    columns = [read_wording(c, year) for c in column_labels]
    column = next(
        (c for c in reversed(columns) if fold(c.core) not in GENERIC), columns[-1] if columns else Wording("")
    )
    chosen = column if fold(row.core) in GENERIC and fold(column.core) not in GENERIC else row
    period = next((c.period for c in reversed(columns) if c.period), None) or row.period
    stated = next((c for c in reversed(columns) if c.basis is not Basis.UNKNOWN), row)
    basis = stated.basis
    if basis is Basis.FINAL and year is not None and period == str(year - 1):
        basis = Basis.PRIOR_FINAL
    return chosen.full, replace(chosen, period=period, basis=basis, vague_basis=stated.vague_basis)


def unit_of(table: Table, row: Row, labels: Sequence[str], wording: Wording, default_unit: str) -> str:  # noqa: PLR0911
    """Return the unit that applies to a cell without one of its own, the nearest statement first."""
    innermost = labels[-1] if labels else ""
    role = role_of(innermost)
    if role in NOT_MONEY_ROLES:
        return "分"
    if role in ("target", "actual") and (own := row.by_role("measure_unit")) is not None and own.text:
        return own.text.strip()
    for label in (*reversed(labels), "" if role in ("execution_rate", "target", "actual") else row.stub):
        if found := UNIT.search(label):
            return found["unit"].replace("％", "%")
    if role in ("execution_rate", "staffing_rate") or PERCENT_HEADING.search(fold(innermost)):
        return "%"
    kind = concept_kinds().get(wording.concept or "")
    if kind == "headcount" or role in ("authorized", "staff"):
        return "人"
    if kind == "score":
        return "分"
    if role in ("target", "actual"):
        return ""
    if kind not in (None, "money"):
        return ""
    if table.unit:
        return table.unit
    return (
        default_unit
        if kind == "money" or role in ("initial", "adjusted", "executed", "final", "budget", "prior_final")
        else ""
    )


def with_column_precision(facts: dict[tuple[int, int], Fact]) -> dict[tuple[int, int], Fact]:
    """Return the facts with each amount at the greatest precision of its column and heading.

    Spreadsheets drop trailing zeros, so a column's last place is that of its most precise cell.
    """
    places: Counter[tuple[int, tuple[str, ...], str]] = Counter()
    for (_, col), fact in facts.items():
        key = (col, fact.column_labels, fact.quantity.unit)
        places[key] = max(places[key], fact.quantity.decimals)
    result = {}
    for (row, col), fact in facts.items():
        wanted = places[col, fact.column_labels, fact.quantity.unit]
        if fact.quantity.kind is Kind.MONEY and wanted > fact.quantity.decimals:
            fact = replace(fact, quantity=replace(fact.quantity, decimals=wanted))  # noqa: PLW2901
        result[row, col] = fact
    return result
