"""The planted-error benchmark itself: faults stand where it says, and only what they break counts."""

# ruff: noqa: S311 — a seeded choice, nothing secret
from __future__ import annotations

import random
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

REPOSITORY = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(REPOSITORY / "benchmarks"))

from planted import bases, digits, measure, splice  # noqa: E402
from planted.figures import Audit  # noqa: E402
from planted.planter import Planter  # noqa: E402

NUMBERS = st.from_regex(r"[1-9][0-9]{0,5}(\.[0-9]{1,3})?", fullmatch=True)


@given(NUMBERS, st.integers())
def test_swapping_keeps_the_digits(number: str, seed: int) -> None:
    new = digits.swapped(number, random.Random(seed))
    assert new is None or (sorted(new) == sorted(number) and new != number)


@given(NUMBERS, st.integers())
def test_a_changed_digit_is_one(number: str, seed: int) -> None:
    new = digits.changed_digit(number, random.Random(seed))
    assert new is None or sum(a != b for a, b in zip(number, new, strict=True)) == 1


@given(st.text("甲乙丙，", min_size=8, max_size=20), st.text("一二", max_size=3))
def test_offsets_move_with_the_text(text: str, new: str) -> None:
    edits = [splice.Edit(0, 2, 4, new), splice.Edit(0, 5, 6, "")]
    after = splice.spliced(text, edits)
    assert after[splice.moved(6, edits) :] == text[6:]
    assert after[: splice.moved(2, edits)] == text[:2]


@pytest.mark.parametrize(
    "name", ["school-overall", "culture-overall", "farmland-project", "library-package", "market-overall"]
)
def test_a_fault_reaches_the_file_and_nothing_else_changes(name: str) -> None:
    base = bases.base(name)
    text = base.documents[0].text
    at = text.index("满意度")
    edits = [splice.Edit(0, at, at + 3, "合格率")]
    assert base.plant(edits)[0].text == splice.spliced(text, edits)


def test_a_tree_is_changed_like_its_text() -> None:
    document = bases.base("market-overall").documents[0]
    cell = next(c for t in document.tables for c in t.cells if c.text == "2298.60")
    edits = [splice.Edit(0, cell.paragraphs[0].start, cell.paragraphs[0].end, "12298.60")]
    planted = splice.replanted(document, edits)
    assert planted.text == splice.spliced(document.text, edits)
    assert all(planted.text[p.start : p.end] == p.text for p in planted.paragraphs())
    assert "12298.60" in {c.text for t in planted.tables for c in t.cells}


def test_only_what_breaks_a_tie_is_checkable() -> None:
    base = bases.base("archives-narrative")
    planter = Planter(Audit(base.documents, base.config))
    sums = [t for figure in planter.figures() for t in planter.ties.of(figure) if t.kind == "sum"]
    whole, first, second, *_ = next(t for t in sums if len(t.terms) > 3).terms
    wrong = replace(first, quantity=replace(first.quantity, value=first.quantity.value + 1))
    swapped = {
        id(first): replace(first, quantity=replace(first.quantity, value=second.quantity.value)),
        id(second): replace(second, quantity=replace(second.quantity, value=first.quantity.value)),
    }
    assert "sum" in {t.kind for t in planter.ties.broken({id(first): wrong}, first)}
    assert "sum" not in {t.kind for t in planter.ties.broken(swapped, first, second)}
    assert planter.ties.broken({}, whole) == []


def test_a_planted_fault_is_scored() -> None:
    report = measure.measure(bases.base("archives-narrative"), measure.Quota(2, 0, 0), ["direction-turned"])
    assert report.outcomes
    assert all(o.exact and o.detected and o.checkable for o in report.outcomes)
    assert all(a.near for o in report.outcomes for a in o.alarms if a.loud)
