"""The names a table cell answers to, and the index that finds cells by name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from wenbiao.extract.labels import GENERIC
from wenbiao.extract.wording import Wording, concept_kinds, fold, read_wording, split_fund
from wenbiao.model.document import Table
from wenbiao.model.fact import Basis, Fact

CAPTION_TAIL = re.compile(r"(?:预算|决算|预决算)?(?:总体)?(?:完成|执行|安排|平衡)?(?:情况)?(?:总|明细|汇总)?表$")
CODE = re.compile(r"^\d{3}(?:\d{2}){0,2}$")
CAPTION_HEAD = re.compile(r"^(?:附?表(?:\d+|[一二三四五六七八九十]+(?!般))|附件\d*|公开\d+表?)")
SUBJECT_HEADS = ("一般公共预算", "政府性基金", "国有资本经营", "财政拨款", "收入支出")
POINTS = re.compile(r"^(?:自评|评价|实际)?(?:得分|评分)$")
TOTAL_SCORE = "score.total"
TOTAL_COLUMN = re.compile(r"(?:合计|总计|小计|总额|金额|数)$")
TOTAL_ROW = re.compile(r"^(?:合计|总计|小计|总额|共计|本年合计|总 ?计|栏次|金额|数额|数量)$")


@dataclass(frozen=True, slots=True)
class Name:
    """A fund and a measure: a concept id, or the folded wording of an open subject."""

    fund: str
    measure: str


@lru_cache(maxsize=2000)
def caption_subject(caption: str) -> tuple[str, str]:
    """Return fund and subject of a caption: ("general", "支出") for 一般公共预算财政拨款支出决算表."""
    text = CAPTION_HEAD.sub("", fold(caption))
    text = re.sub(r"^.*?20\d\d年?(?:度|年度)?", "", text)
    text = CAPTION_TAIL.sub("", text)
    starts = [at for at in (text.find(word) for word in SUBJECT_HEADS) if at >= 0]
    text = text[min(starts) :] if starts else text
    return split_fund(text)


def measure_of(wording: Wording) -> str:
    """Return the measure part of a name."""
    return wording.concept or fold(wording.core)


@lru_cache(maxsize=20_000)
def named(text: str) -> tuple[str, str]:
    """Return fund and measure of a composed label."""
    wording = read_wording(text, None)
    return wording.fund, measure_of(wording)


def names_of(cell: Fact) -> tuple[Name, ...]:
    """Return the names of a cell, the most direct first.

    Row 行政运行 under 合计 is 行政运行; under 基本支出 it is 行政运行基本支出; row 合计 under 基本支出 is
    基本支出 of the table's own fund; row 总计 of 收入支出决算总表 is 收入支出总计.
    """
    table_fund, table_subject = caption_subject(cell.caption)
    row = read_wording(cell.row_labels[-1], None).full if cell.row_labels else ""
    columns = [read_wording(c, None).full for c in cell.column_labels]
    column = next((c for c in reversed(columns) if fold(c) not in GENERIC), "")
    total_row = not row or bool(TOTAL_ROW.match(row))
    labels: list[str] = []
    if POINTS.match(fold(column)) and (total_row or named(row)[1] == TOTAL_SCORE):
        labels += ["总分"]
    elif total_row:
        if column:
            labels += [column]
        if not row and not column and any(TOTAL_ROW.match(c) for c in columns):
            labels += [table_subject]
        if row and (not column or TOTAL_COLUMN.search(column)):
            labels += [table_subject, table_subject + row]
    elif is_rate(column) and named(row)[1] == "expenditure.total":
        labels += [column]
    elif not column or TOTAL_COLUMN.search(column) or is_side_heading(column):
        items = any(CODE.match(label) for label in cell.row_labels)
        of_income = (table_subject == "收入" and items) or column.endswith(("收入", "收入合计"))
        labels += [f"收入：{row}" if of_income and named(row)[1] == fold(row) else row]
    else:
        labels += [row + column]
    found: list[Name] = []
    for label in filter(None, labels):
        fund, measure = named(label)
        fund = fund or cell.fund
        for name in (Name(fund or table_fund, measure), Name(table_fund, measure)):
            if measure and name not in found:
                found.append(name)
    return tuple(found)


def is_rate(column: str) -> bool:
    """Whether a column holds rates of its rows."""
    return concept_kinds().get(named(column)[1]) == "percent"


def is_side_heading(column: str) -> bool:
    """Whether a column heading only says which side of a two-sided table it is on."""
    return fold(column) in ("收入", "支出", "财政拨款", "本年", "一般公共预算财政拨款")


def is_open(measure: str) -> bool:
    """Whether a measure is a wording, not the id of a concept, and long enough to tell things apart."""
    return "." not in measure and len(measure) > 2  # noqa: PLR2004


class CellIndex:
    """Cells by measure, for candidates without looking at all pairs.

    ``homes`` tells for each paragraph of a form's goals (by identity) which table it stands in; ``sole_project`` says that
    the whole document is about one project, ``sole_scope`` is the one project whose form has all the indicators.
    """

    def __init__(
        self, cells: Sequence[Fact], homes: dict[int, Table] | None = None, *, sole_project: bool = False
    ) -> None:
        """Index ``cells`` under each of their names, and the open names by the unit they are counted in."""
        self.homes = homes or {}
        self.sole_project = sole_project
        self.by_measure: dict[str, list[tuple[Fact, Name, int]]] = defaultdict(list)
        self.by_unit: dict[str, dict[str, None]] = defaultdict(dict)
        for cell in cells:
            for rank, name in enumerate(names_of(cell)):
                self.by_measure[name.measure].append((cell, name, rank))
                if is_open(name.measure) and not cell.blank:
                    self.by_unit[cell.quantity.unit][name.measure] = None
        self.open_measures = [m for m in self.by_measure if is_open(m)]
        indicators = {cell.scope for cell in cells if cell.basis in (Basis.TARGET, Basis.ACTUAL)}
        self.sole_scope = indicators.pop() if len(indicators) == 1 else ""
        self.projects = tuple({cell.scope: None for cell in cells if cell.scope})

    def named(self, measure: str, likeness: float) -> Iterator[tuple[Fact, Name, int, float]]:
        """Yield the cells of that measure with their names, the rank of the name, and the likeness given."""
        for cell, name, rank in self.by_measure.get(measure, ()):
            yield cell, name, rank, likeness
