"""The operators: what people do wrong when they carry figures over, by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from planted import digits, structure, wording
from planted.planter import Fault, Planter

OPERATORS: dict[str, tuple[Callable[[Planter], Iterator[Fault]], ...]] = {
    "digits-swapped": (digits.swaps,),
    "digit-changed": (digits.changes,),
    "point-moved": (digits.point_moves,),
    "headcount-off-by-one": (digits.headcounts,),
    "unit-changed": (digits.units,),
    "direction-turned": (wording.directions,),
    "comparison-turned": (wording.comparisons,),
    "label-exchanged": (wording.labels,),
    "year-stale": (wording.years,),
    "rows-swapped": (structure.rows,),
    "component-dropped": (structure.blanked_parts, structure.listed_parts, structure.listed_names),
    "points-changed": (structure.points,),
    "reason-deleted": (structure.reasons,),
    "goal-blanked": (structure.goals,),
}
