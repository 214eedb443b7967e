"""The fact base of one document set: everything the checks work on, built once."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from wenbiao.config import Config
from wenbiao.extract.columns import Row, role_of, state_of
from wenbiao.extract.figures import scan
from wenbiao.extract.forms import UNKNOWN_FORM, form_of
from wenbiao.extract.identity import Identity, identify
from wenbiao.extract.indicators import (
    FundRow,
    Goal,
    Indicator,
    ScoreTotal,
    fund_rows_of,
    goals_of,
    indicators_of,
    totals_of,
)
from wenbiao.extract.narrative import narrative_facts
from wenbiao.extract.tables import facts_of, labelled_values
from wenbiao.extract.values import State
from wenbiao.model.document import Cell, Document, Paragraph, Table
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.result import Genre, TableView

PROSE_LENGTH = 16
PROSE_MARKS = re.compile(r"[。；，]")
MONEY_UNITS = ("亿元", "百万元", "万元", "千元", "元")
UNIT_IN_HEADING = re.compile(r"[（(]\s*(?:单位\s*[:：]\s*)?(亿元|万元|千元|元)\s*[)）]")
FUND_SOURCE = "fund-source."
PROJECT_FORMS = frozenset({"project-self-evaluation", "special-fund"})
PROJECT_GENRES = frozenset({Genre.PROJECT, Genre.SPECIAL_FUND})
PROJECT_NAME = re.compile(r"^(?:专项|项目)(?:支出|资金)?名称")
SELF_EVALUATIONS = frozenset({Genre.OVERALL, Genre.PROJECT, Genre.SPECIAL_FUND})


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One table with all that was read from it: its view, rows with headings, and the parts of a form."""

    view: TableView
    rows: tuple[Row, ...]
    indicators: tuple[Indicator, ...]
    fund_rows: tuple[FundRow, ...]
    goals: tuple[Goal, ...]
    totals: tuple[ScoreTotal, ...]

    @property
    def table(self) -> Table:
        """Return the table itself."""
        return self.view.table

    @property
    def form(self) -> str:
        """Return the id of the form."""
        return self.view.form


@dataclass(frozen=True, slots=True, eq=False)
class FactBase:
    """All facts of one document set.

    ``facts`` are the figures stated in prose in document order, ``cells`` the facts of table cells.
    ``sole_fund`` is the fund all money comes from where the forms say so, so that naming it narrows nothing.
    ``bank`` is the file of stock wording that the settings name for judging the text.
    """

    documents: tuple[Document, ...]
    identity: Identity
    facts: tuple[Fact, ...]
    sheets: tuple[Sheet, ...]
    cells: tuple[Fact, ...]
    sole_fund: str = ""
    bank: str | None = None

    @property
    def views(self) -> tuple[TableView, ...]:
        """Return the tables as understood."""
        return tuple(sheet.view for sheet in self.sheets)

    @property
    def indicators(self) -> Iterator[Indicator]:
        """Yield the indicators of all forms."""
        for sheet in self.sheets:
            yield from sheet.indicators


def build_base(documents: Sequence[Document], config: Config) -> FactBase:
    """Return the fact base of a document set read as one report."""
    identity = identify(documents, config)
    unit = default_unit(documents, identity.genre)
    sheets = tuple(sheet_of(table, identity, unit) for d in documents for table in d.tables)
    facts: list[Fact] = []
    prose = prose_cells(sheets)
    for document in documents:
        facts.extend(narrative_facts(prose_of(document, prose), identity.year, identity.unit))
    thresholds = {id(p) for sheet in sheets for row in sheet.rows for p in rule_paragraphs(row)}
    facts = [
        replace(f, relation=Relation.THRESHOLD, aside=True, whole=None, anchor=None)
        if id(f.paragraph) in thresholds
        else f
        for f in facts
    ]
    goals = {
        id(p) for sheet in sheets for goal in sheet.goals if goal.expected is not None for p in goal.expected.paragraphs
    }
    facts = [
        replace(f, basis=Basis.TARGET) if id(f.paragraph) in goals and f.basis is Basis.UNKNOWN else f for f in facts
    ]
    cells = tuple(fact for sheet in sheets for _, fact in sorted(sheet.view.facts.items()))
    return FactBase(tuple(documents), identity, tuple(facts), sheets, cells, sole_fund(sheets), config.bank)


def sheet_of(table: Table, identity: Identity, unit: str) -> Sheet:
    """Return one table with all that is read from it."""
    facts, rows = facts_of(table, identity.year, unit)
    form = form_of(table)
    scope = project_of(table, form) if identity.genre not in PROJECT_GENRES else ""
    if scope:
        facts = {place: replace(fact, scope=scope) for place, fact in facts.items()}
    data_rows = {row.number for row in rows}
    headers = frozenset((c.row, c.col) for c in table.cells if c.row not in data_rows)
    view = TableView(table, form, facts, headers)
    indicators = tuple(indicators_of(table, rows))
    totals = tuple(totals_of(table, rows)) if indicators else ()
    return Sheet(view, tuple(rows), indicators, tuple(fund_rows_of(table, rows)), tuple(goals_of(table, rows)), totals)


def sole_fund(sheets: Sequence[Sheet]) -> str:
    """Return the one fund that has money in the split of the overall form, or an empty string."""
    filled = {
        fact.concept.removeprefix(FUND_SOURCE)
        for sheet in sheets
        if sheet.form == "overall-self-evaluation"
        for fact in sheet.view.facts.values()
        if (fact.concept or "").startswith(FUND_SOURCE) and fact.concept and fact.quantity.value != 0
    }
    return filled.pop() if len(filled) == 1 else ""


def project_of(table: Table, form: str) -> str:
    """Return the project that a table of a wider report is about, an empty string for tables of the whole unit."""
    if form not in PROJECT_FORMS and not (form == UNKNOWN_FORM and "项目" in table.caption):
        return ""
    for row in table.rows():
        for cell, after in itertools.pairwise(row):
            if PROJECT_NAME.match("".join(cell.text.split())) and after.text and not role_of(after.text):
                return " ".join(after.text.split())
    return table.caption or "项目"


def default_unit(documents: Sequence[Document], genre: Genre) -> str:
    """Return the unit of amounts in tables that state none.

    It is the unit most tables of the document state; the forms of self-evaluations are in 万元
    unless they say otherwise. An empty string where nothing tells.
    """
    votes: Counter[str] = Counter()
    for document in documents:
        for table in document.tables:
            votes.update([table.unit] if table.unit in MONEY_UNITS else [])
            for cell in table.cells:
                if found := UNIT_IN_HEADING.search(cell.text[-8:]):
                    votes[found[1]] += 1
    if votes:
        return votes.most_common(1)[0][0]
    return "万元" if genre in SELF_EVALUATIONS else ""


def prose_cells(sheets: Sequence[Sheet]) -> set[int]:
    """Return the identities of the cells that hold narrative, not a value, a label or a heading."""
    return {id(cell) for sheet in sheets for cell in sheet.table.cells if is_prose(cell)}


def is_prose(cell: Cell) -> bool:
    """Whether a cell holds narrative: running text with a figure in it."""
    text = cell.text
    if len(text) < PROSE_LENGTH and not PROSE_MARKS.search(text):
        return False
    return state_of(text) is State.TEXT and not any(True for _ in labelled_values(cell)) and bool(scan(text))


def prose_of(document: Document, prose: set[int]) -> Iterator[Paragraph]:
    """Yield the paragraphs of narrative in order: the body, and the cells that hold prose."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for cell in block.cells:
                if id(cell) in prose:
                    yield from cell.paragraphs


def rule_paragraphs(row: Row) -> Iterator[Paragraph]:
    """Yield the paragraphs of scoring rules and indicator definitions in a row: their figures are thresholds."""
    for col, cell in row.cells.items():
        if row.role(col) in ("rule",):
            yield from cell.paragraphs
