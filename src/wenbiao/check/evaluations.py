"""Scored forms as wholes: a form that a page break or a reader split in two is one evaluation again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wenbiao.check.funds import total_row
from wenbiao.extract.base import Sheet
from wenbiao.extract.indicators import FundRow, Goal, Indicator, ScoreTotal, points_of

SELF_EVALUATION_FORMS = frozenset(
    {"overall-self-evaluation", "project-self-evaluation", "indicator-evaluation", "special-fund"}
)


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """One scored form: its sheets in order, of which one holds the money and one the indicators."""

    sheets: tuple[Sheet, ...]

    @property
    def indicators(self) -> list[Indicator]:
        """Return the rows that hold an indicator."""
        return [i for s in self.sheets for i in s.indicators if i.applies]

    @property
    def goals(self) -> list[Goal]:
        """Return the annual goals."""
        return [g for s in self.sheets for g in s.goals]

    @property
    def fund(self) -> FundRow | None:
        """Return the row of the year's money: the one with a weight, else the one called total."""
        rows = [r for s in self.sheets for r in s.fund_rows]
        weighted = next((r for r in rows if r.max_points is not None), None)
        return weighted or next((r for r in map(total_row, self.sheets) if r is not None), None)

    @property
    def total(self) -> ScoreTotal | None:
        """Return the row with the total score."""
        rows = [t for s in self.sheets if s.indicators for t in s.totals]
        return rows[-1] if rows else None

    @property
    def caption(self) -> str:
        """Return the name of the form, as messages say it."""
        return next((s.table.caption for s in self.sheets if s.table.caption), "自评表").strip()

    @property
    def total_score(self) -> Decimal | None:
        """Return the printed total score."""
        return points_of(self.total.score) if self.total is not None else None

    def sheet_of(self, row: Indicator | FundRow | Goal | ScoreTotal) -> Sheet:
        """Return the sheet a row stands on."""
        return next(s for s in self.sheets if s.table is row.table)


def evaluations(sheets: Sequence[Sheet]) -> Iterator[Evaluation]:
    """Yield the scored forms in order.

    A sheet with budget rows and no indicators goes together with the next one when that has indicators
    and no budget rows: readers of pages cut long forms there.
    """
    waiting: Sheet | None = None
    for sheet in sheets:
        scored = any(i.max_score is not None or i.score is not None for i in sheet.indicators)
        if scored and waiting is not None and not sheet.fund_rows:
            yield Evaluation((waiting, sheet))
            waiting = None
            continue
        if waiting is not None:
            yield Evaluation((waiting,))
            waiting = None
        if scored:
            yield Evaluation((sheet,))
        elif sheet.fund_rows and sheet.form in SELF_EVALUATION_FORMS:
            waiting = sheet
    if waiting is not None:
        yield Evaluation((waiting,))
