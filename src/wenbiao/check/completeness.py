"""What the rules of group WB6 share."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from wenbiao.check.evaluations import Evaluation, evaluations
from wenbiao.check.rule import Context
from wenbiao.extract.base import FactBase
from wenbiao.extract.sections import Title, sections_in, titles
from wenbiao.extract.unfilled import is_unfilled
from wenbiao.model.document import Cell, Table
from wenbiao.model.finding import Evidence, Role


def filled_forms(context: Context) -> Iterator[Evaluation]:
    """Yield the scored forms of a report; none of a document that nobody has filled in (see WB614)."""
    if not is_unfilled(context.base):
        yield from evaluations(context.base.sheets)


@lru_cache(maxsize=4)
def report_sections(base: FactBase) -> dict[str, Title]:
    """Return the first title of each known section of a report."""
    return sections_in(list(titles(base.documents)))


def blank(table: Table, of: Cell | None, *label: str) -> Evidence:
    """Return a blank cell as evidence: it has no text to quote, so its labels say what is missing."""
    return Evidence(Role.ABSENT, "", table.where(of), label=label)
