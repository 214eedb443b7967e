"""Which year and which version of an amount a figure states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from wenbiao.extract import cues
from wenbiao.extract.context import LEVELS, Spot, State
from wenbiao.extract.wording import Wording
from wenbiao.model.document import Paragraph
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.quantity import Kind

BUDGET_NAMES = re.compile(
    r"(?:一般公共|政府性基金|国有资本经营|社会保险基金|公共财政)预算|预算(?:单位|部门|绩效)|部门预算编"
)


def settle_basis(wording: Wording, relation: Relation, anchor: Fact | None, state: State) -> tuple[str | None, Basis]:
    """Return period and basis; a change or share has those of its anchor."""
    if relation not in LEVELS and anchor is not None:
        return anchor.period, anchor.basis
    period = wording.period or (str(state.year) if state.year else None)
    return period, wording.basis


def settle_version(
    wording: Wording, relation: Relation, anchor: Fact | None, spot: Spot, state: State, *, reference: bool
) -> tuple[str | None, Basis, bool]:
    """Return period, basis, and whether the basis is a budget of unsaid version.

    Where the wording names no basis, a figure of comparison from last year is its final account, a count
    among goals a target, and an amount where budgets are spoken of a budget.
    """
    period, basis = settle_basis(wording, relation, anchor, state)
    if basis is not Basis.UNKNOWN:
        return period, basis, wording.vague_basis
    if reference and state.year and period == str(state.year - 1):
        return period, Basis.PRIOR_FINAL, False
    if spot.kind is not Kind.MONEY:
        return period, Basis.TARGET if is_goal(spot.paragraph) else basis, False
    if relation is Relation.LEVEL and ambient_budget(
        spot.text, spot.sentence[0], spot.figure.start, spot.paragraph.section
    ):
        return period, Basis.INITIAL, True
    return period, basis, wording.vague_basis


def is_goal(paragraph: Paragraph) -> bool:
    """Whether a paragraph stands where goals are set, not where their fulfilment is told."""
    titles = paragraph.section[-2:]
    return (
        bool(titles) and bool(cues.GOAL_TITLE.search(titles[-1])) and not any(cues.TOLD_TITLE.search(t) for t in titles)
    )


@lru_cache(maxsize=2)
def without_names(text: str) -> str:
    """Return a paragraph without the names that only hold a word of budgets, of the same length; once for all its figures."""
    return cues.COMPLETING.sub(lambda m: "＿" * len(m[0]), BUDGET_NAMES.sub(lambda m: "＿" * len(m[0]), text))


def ambient_budget(text: str, start: int, figure_start: int, section: Sequence[str]) -> bool:
    """Whether an amount without a version of its own stands where budgets are spoken of."""
    start = max(start, text.rfind("；", start, figure_start) + 1)
    said = [m[0] for m in cues.BUDGET_WORDS.finditer(without_names(text), start, figure_start)]
    if said:
        return "预算" in said[-1]
    titles = [t for t in reversed(section) if cues.BUDGET_WORDS.search(BUDGET_NAMES.sub("", t))]
    return (
        bool(titles)
        and "预算" in BUDGET_NAMES.sub("", titles[0])
        and "决算" not in titles[0]
        and "执行" not in titles[0]
    )
