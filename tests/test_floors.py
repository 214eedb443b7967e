"""No stage falls below what it once reached; see benchmarks/floors.py, which raises the floors."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY / "benchmarks"))

import floors  # noqa: E402
import stages  # noqa: E402

KEPT = floors.load()


@pytest.mark.parametrize("stage", list(KEPT))
def test_stage_keeps_its_floor(stage: str) -> None:
    measured = stages.STAGES[stage]()
    if not measured:
        pytest.skip("the material this stage is measured on is not kept beside this checkout")
    assert floors.failures(stage, measured, KEPT) == []


def test_every_stage_has_floors() -> None:
    assert list(KEPT) == list(stages.STAGES)


def test_lowering_needs_a_reason() -> None:
    data = json.loads(floors.FLOORS.read_text(encoding="utf-8"))
    assert all(entry["reason"].strip() and entry["lowered"] for entry in data["regressions"])


def test_floors_rise_and_do_not_fall() -> None:
    kept = {"links": {"settled": 0.5, "contradicted_at_most": 2.0}}
    worse = {"links": {"settled": 0.4, "contradicted_at_most": 3.0}}
    better = {"links": {"settled": 0.6, "contradicted_at_most": 1.0}}
    assert floors.updated(worse, kept, lower=False) == kept
    assert floors.updated(better, kept, lower=False) == better
    assert floors.updated(worse, kept, lower=True) == worse
    assert len(floors.failures("links", worse["links"], kept)) == 2
    assert floors.failures("links", better["links"], kept) == []
