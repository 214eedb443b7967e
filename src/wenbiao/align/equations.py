"""Equations inside a table: declared identities, account codes, numbered items and plain totals.

Where the structure is only read off the table (codes, numbering, a 合计 row) it must hold in some
column before a failure elsewhere counts: a list that never adds up was not meant to.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from wenbiao.align.derive import number
from wenbiao.align.rows import OF_WHOLE
from wenbiao.align.sums import AVERAGE
from wenbiao.extract.base import Sheet
from wenbiao.extract.labels import GENERIC
from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.wording import fold, read_wording
from wenbiao.model.fact import Fact
from wenbiao.model.quantity import Interval, Kind, plain, total

CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
ITEM_NUMBER = re.compile(r"^\s*([一二三四五六七八九十]{1,3})\s*、")
TOTAL_ROW = re.compile(r"^(?:合计|总计|本年收入合计|本年支出合计|支出合计|收入合计|小计|人员经费合计|公用经费合计)$")
PLAIN_TOTAL = re.compile(r"^(?:合计|总计)$")
OF_WHICH = re.compile(r"其\s*中|小计|减\s*[:：]")
SIDES = {"收入": "revenue.grand-total", "支出": "expenditure.grand-total"}
ADDED = frozenset({Kind.MONEY, Kind.HEADCOUNT, Kind.COUNT, Kind.AREA})
DETAIL = re.compile(r"[（(][^（）()]*[）)]\s*$")
"""A bracket after a label, which names what the row is spent on: 业务工作经费（市政设施维护）."""

CLASS = 3
PERSONNEL, ECONOMIC = frozenset({"301", "303"}), "3"
PERSONNEL_TOTAL = "人员经费合计"
CLASS_TOTALS = frozenset({PERSONNEL_TOTAL, "公用经费合计"})
CODE_STEP = 2
FULL = Decimal(100)
MIN_PARTS = 2


@dataclass(frozen=True, slots=True)
class Identity:
    """A declared equation: ``whole`` = Σ ``parts`` + those of ``optional`` that the table has."""

    whole: str
    parts: tuple[str, ...]
    optional: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Equation:
    """``whole`` should be the sum of ``parts``, all of them cells of one table.

    ``declared`` tells a known identity from a structure read off the table.
    """

    whole: Fact
    parts: tuple[Fact, ...]
    kind: str
    declared: bool

    @property
    def parts_interval(self) -> Interval:
        """Return the sum of the parts; blanks are exact zeros."""
        return total(p.quantity.interval for p in self.parts if not p.blank)

    @property
    def difference(self) -> Decimal:
        """Return whole minus parts as printed, in base units."""
        return self.whole.quantity.base_value - sum(p.quantity.base_value for p in self.parts)

    @property
    def gap(self) -> str:
        """Return how far whole and parts are apart, in the whole's unit."""
        return plain(abs(self.difference) / self.whole.quantity.scale)

    @property
    def holds(self) -> bool:
        """Whether both sides agree within printed precision."""
        return not self.difference or self.parts_interval.meets(self.whole.quantity.interval)

    @property
    def trivial(self) -> bool:
        """Whether nothing but zeros stands on both sides."""
        return all(f.quantity.value == 0 for f in (self.whole, *self.parts))

    @property
    def formula(self) -> str:
        """Return the addition as people write it, zeros left out."""
        terms = [p for p in self.parts if p.quantity.value != 0] or list(self.parts[:1])
        value = sum(p.quantity.base_value for p in self.parts) / self.whole.quantity.scale
        return f"{' + '.join(map(number, terms))} = {plain(value)} ≠ {number(self.whole)}"


@cache
def identities() -> tuple[Identity, ...]:
    """Return the identities that ``identities.toml`` declares."""
    return tuple(
        Identity(row["whole"], tuple(row["parts"]), tuple(row.get("optional", ())))
        for row in load_toml("identities.toml")["parts"]
    )


def equations(sheet: Sheet) -> Iterator[Equation]:
    """Yield every equation the table should satisfy, those read off its structure only where it is proven."""
    cells = [f for f in sheet.view.facts.values() if f.quantity.kind in ADDED and not is_average(f)]
    money = [f for f in cells if f.quantity.kind is Kind.MONEY]
    yield from declared(money)
    for found in (by_code(money), numbered(money), plain_total(cells)):
        grouped = [e for e in found if not e.trivial]
        if any(e.holds for e in grouped) or any(shares_make_all(e, sheet) for e in grouped):
            yield from grouped


def shares_make_all(equation: Equation, sheet: Sheet) -> bool:
    """Whether the shares printed beside the parts come to 100 %, so that they are all of the whole."""
    rows = {p.where.row for p in equation.parts}
    shares = [
        f
        for f in sheet.view.facts.values()
        if f.where.row in rows
        and f.quantity.kind is Kind.PERCENT
        and f.column_labels
        and OF_WHOLE.search(f.column_labels[-1])
    ]
    gap = abs(sum((f.quantity.value for f in shares), start=Decimal(0)) - FULL)
    half = Decimal(1).scaleb(-min((f.quantity.decimals for f in shares), default=0)) / 2
    return len(shares) == len(rows) >= MIN_PARTS and gap <= half * len(shares)


def column_key(fact: Fact) -> tuple[int, tuple[str, ...]]:
    """Return what tells one column from another; cells without headings form one group."""
    return (fact.where.col or 0, fact.column_labels) if fact.column_labels else (-1, ())


def is_average(fact: Fact) -> bool:
    """Whether a column holds averages, which do not add up."""
    return any(AVERAGE.search(label) for label in fact.column_labels)


def row_concept(fact: Fact) -> str | None:
    """Return the concept of a cell's row; 总计 on the income side is the grand total of income."""
    if not fact.row_labels:
        return None
    wording = read_wording(fact.row_labels[-1], None)
    if fold(wording.full) == "总计":
        sides = (*fact.row_labels[:-1], *fact.column_labels[:1])
        return next((SIDES[fold(side)] for side in sides if fold(side) in SIDES), None)
    return wording.concept


def detailed_concept(fact: Fact) -> str | None:
    """Return the concept of a row whose label goes on with a bracket; there may be several such rows."""
    label = fact.row_labels[-1] if fact.row_labels else ""
    plain_label = DETAIL.sub("", label)
    return read_wording(plain_label, None).concept if plain_label not in ("", label) else None


def column_concept(fact: Fact) -> str | None:
    """Return the concept of a cell's column: its innermost heading that says something."""
    columns = [read_wording(c, None) for c in fact.column_labels]
    named = next((c for c in reversed(columns) if fold(c.full) not in GENERIC), None)
    if named is None:
        return "expenditure.total" if columns and fold(columns[-1].full) in ("合计", "总计") else None
    return named.concept


def declared(cells: Sequence[Fact]) -> Iterator[Equation]:
    """Yield declared identities down each column and along each row."""
    columns: dict[object, dict[str, list[Fact]]] = defaultdict(dict)
    rows: dict[object, dict[str, list[Fact]]] = defaultdict(dict)
    for fact in cells:
        column = columns[(*column_key(fact), fact.fund)]
        if concept := row_concept(fact):
            column.setdefault(concept, [fact])
        elif concept := detailed_concept(fact):
            column.setdefault(concept, []).append(fact)
        else:
            column.setdefault("", []).append(fact)
        if concept := column_concept(fact):
            rows[fact.where.row, fact.basis, fact.period].setdefault(concept, [fact])
    for group in (*columns.values(), *rows.values()):
        for identity in identities():
            yield from apply(identity, group)


def apply(identity: Identity, group: dict[str, list[Fact]]) -> Iterator[Equation]:
    """Yield the equation of one identity where the group has the whole and all required parts.

    ``group`` holds the cells by concept, those of unknown rows under "": where the parts fall short, the unknown
    rows right under them may be the rest of the list.
    """
    wholes = group.get(identity.whole, ())
    if len(wholes) != 1 or wholes[0].blank or not all(p in group for p in identity.parts):
        return
    parts = [f for p in (*identity.parts, *identity.optional) for f in group.get(p, ())]
    if all(p.blank for p in parts) or any(p is wholes[0] for p in parts):
        return
    equation = Equation(wholes[0], tuple(parts), "declared", declared=True)
    if not equation.holds:
        longer = Equation(wholes[0], (*parts, *below(parts, group.get("", ()))), "declared", declared=True)
        equation = longer if longer.holds else equation
    if not equation.trivial:
        yield equation


def below(parts: Sequence[Fact], unknown: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the cells of ``unknown`` in the rows right under the last of ``parts``."""
    row = max(p.where.row or 0 for p in parts) + 1
    by_row = {f.where.row: f for f in unknown}
    while row in by_row:
        yield by_row[row]
        row += 1


def by_code(cells: Sequence[Fact]) -> Iterator[Equation]:
    """Yield 类 = Σ 款 and 款 = Σ 项 by account code in each column, and 合计 = Σ 类."""
    columns: dict[object, dict[str, Fact]] = defaultdict(dict)
    totals: dict[object, Fact] = {}
    for fact in cells:
        code = next((label for label in fact.row_labels if CODE.match(label)), None)
        key = column_key(fact)
        if fact.row_labels and is_total(fact):
            if not fact.blank:
                totals.setdefault(key, fact)
        elif code is not None:
            columns[key].setdefault(code, fact)
    for column, codes in columns.items():
        for code, whole in codes.items():
            parts = tuple(f for c, f in codes.items() if len(c) == len(code) + CODE_STEP and c.startswith(code))
            if parts and not whole.blank:
                yield Equation(whole, parts, "code", declared=False)
        shortest = min(map(len, codes))
        top = tuple(f for c, f in codes.items() if len(c) == shortest)
        if column in totals and len(codes) >= MIN_PARTS:
            yield Equation(totals[column], top, "code", declared=False)
    yield from by_class(cells, [f for codes in columns.values() for c, f in codes.items() if len(c) == CLASS])


def by_class(cells: Sequence[Fact], classes: Sequence[Fact]) -> Iterator[Equation]:
    """Yield 人员经费合计 = 301 + 303 and 公用经费合计 = the other economic classes, which may stand side by side."""
    for whole in cells:
        label = fold(whole.row_labels[-1]) if whole.row_labels else ""
        if whole.blank or label not in CLASS_TOTALS:
            continue
        parts = tuple(
            f
            for f in classes
            if f.column_labels[-1:] == whole.column_labels[-1:]
            and (f.row_labels[0] in PERSONNEL) == (label == PERSONNEL_TOTAL)
            and f.row_labels[0].startswith(ECONOMIC)
        )
        if parts:
            yield Equation(whole, parts, "code", declared=False)


def numbered(cells: Sequence[Fact]) -> Iterator[Equation]:
    """Yield total = Σ items 一、二、三、… right above it in the same column."""
    columns: dict[object, list[Fact]] = defaultdict(list)
    for fact in cells:
        if fact.row_labels:
            columns[column_key(fact)].append(fact)
    for facts in columns.values():
        items: list[Fact] = []
        for fact in sorted(facts, key=lambda f: f.where.row or 0):
            label = fact.row_labels[-1]
            if found := ITEM_NUMBER.match(label):
                items = [fact] if found[1] == "一" else [*items, fact]
            elif TOTAL_ROW.match(fold(label)):
                if len(items) >= MIN_PARTS and not fact.blank:
                    yield Equation(fact, tuple(items), "numbered", declared=False)
                items = []


def plain_total(cells: Sequence[Fact]) -> Iterator[Equation]:
    """Yield 合计 = Σ all other rows for plain lists: no codes, no numbering, no 其中."""
    columns: dict[object, list[Fact]] = defaultdict(list)
    for fact in cells:
        if fact.row_labels and fact.column_labels:
            columns[column_key(fact)].append(fact)
    for facts in columns.values():
        totals = [f for f in facts if is_total(f)]
        parts = [f for f in facts if not is_total(f)]
        labels = [f.row_labels[-1] for f in facts]
        structured = any(OF_WHICH.search(label) or ITEM_NUMBER.match(label) for label in labels)
        if structured or any(CODE.match(label) for f in parts for label in f.row_labels):
            continue
        if len(totals) == 1 and len(parts) >= MIN_PARTS and not totals[0].blank:
            yield Equation(totals[0], tuple(parts), "total", declared=False)


def is_total(fact: Fact) -> bool:
    """Whether a row is the total of its table; a figure after its label is no account code."""
    return any(PLAIN_TOTAL.match(fold(label)) for label in (fact.row_labels[0], fact.row_labels[-1]))
