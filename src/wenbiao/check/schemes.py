"""How the hundred points of a form are divided among money, output, benefit, satisfaction and cost."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from wenbiao.check.evaluations import Evaluation
from wenbiao.check.scores import distinct
from wenbiao.extract.directions import says
from wenbiao.extract.indicators import points_of
from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.wording import fold
from wenbiao.model.document import Cell
from wenbiao.model.quantity import plain

GROUPS = {"execution": "执行率", "output": "产出", "benefit": "效益", "satisfaction": "满意度", "cost": "成本"}
FULL = Decimal(100)
Weights = tuple[Decimal, ...]
"""Points in the order of ``GROUPS``."""


@cache
def known_schemes() -> frozenset[Weights]:
    """Return the schemes of ``profiles.toml``."""
    return frozenset(tuple(Decimal(row["weights"][g]) for g in GROUPS) for row in load_toml("profiles.toml")["scheme"])


def weights_by_group(evaluation: Evaluation) -> Weights | None:
    """Return the points of a form by group, or None where a row fits no group or the points do not make 100."""
    cells: dict[str, list[Cell | None]] = {group: [] for group in GROUPS}
    for row in evaluation.indicators:
        group = group_of(row.level1)
        if group is None or row.max_score is None:
            return None
        cells[group].append(row.max_score)
    fund = evaluation.fund
    if fund is not None and fund.max_score is not None:
        cells["execution"].append(fund.max_score)
    weights = tuple(
        sum((points_of(c) or Decimal(0) for c in distinct(group)), start=Decimal(0)) for group in cells.values()
    )
    return weights if sum(weights) == FULL else None


def group_of(level1: str) -> str | None:
    """Return the group of a first-level heading."""
    text = fold(level1)
    if "执行率" in text or "预算执行" in text:
        return "execution"
    return next((g for g in ("satisfaction", "cost", "benefit", "output") if says(text, "classes", g)), None)


def described(weights: Weights) -> str:
    """Return a scheme in words."""
    return "、".join(f"{name}{plain(w)}" for name, w in zip(GROUPS.values(), weights, strict=True) if w)
