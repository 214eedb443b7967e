"""Tables as read and understood, against grids typed by hand; see benchmarks/grids.py."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY / "benchmarks"))

import grids  # noqa: E402

ALL = grids.grids()
FEWEST = 10


@pytest.mark.parametrize("grid", ALL, ids=lambda grid: grid.name)
def test_every_cell_stands_where_a_reviewer_sees_it(grid: grids.Expected) -> None:
    score = grids.score(grid)
    right, total = score.cells
    assert right >= 0.99 * total, "\n".join(score.faults[:20])


def test_ten_tables_or_more_of_this_repository() -> None:
    own = {g.name for g in ALL if g.document.startswith("fixtures/")}
    assert len(own) >= FEWEST


def test_spans_of_a_typed_grid() -> None:
    rows = [["a", "<", "b"], ["^", "<", "c"]]
    assert list(grids.placed(rows)) == [(0, 0, 2, 2, "a"), (0, 2, 1, 1, "b"), (1, 2, 1, 1, "c")]


def test_a_wrong_cell_is_noticed() -> None:
    grid = next(g for g in ALL if g.name == "forestry-three")
    rows = [list(r) for r in grid.rows]
    rows[3][0] = "12.06"
    wrong = grids.Expected(
        grid.name, grid.document, grid.table, grid.hashed, tuple(map(tuple, rows)), {(3, 0): "@ 决算数, 合计"}
    )
    score = grids.score(wrong)
    assert score.cells == (27, 29)
    assert score.paths == (0, 1)
