"""The labelled statements keep their schema, variety and agreement, and offer no shortcut by digits alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import TypedDict

import pytest
from rapidfuzz import fuzz, process

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "lexicons" / "judge"
GUIDELINE = ROOT / "docs" / "labelling.md"

ROLES = {"annual_goal", "result", "indicator", "measure", "problem"}
ELEMENTS = ("quantity", "object", "deadline", "standard")
REQUIRED = {"id", "agency", "role", "text", "vague", "boilerplate", "elements", "vague1", "boilerplate1", "elements1"}
SECOND = {"vague2", "boilerplate2", "elements2"}
"""Of the statements first written, all of which were labelled twice by their author."""
THIRD = {"vague3", "boilerplate3"}
"""Of a sample, labelled once more without the labels in sight."""
MERELY_CROSSED = {"空泛而有行业内容", "具体而通用"}
"""Notes that only say that the two labels differ; the other kinds are hard for their wording."""

REAL_PLACES = re.compile(
    r"北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|"
    r"甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|广州|深圳|杭州|南京|武汉|长沙|成都|西安|苏州|株洲|湘潭|渌口|石峰|芦淞"
)
"""Provinces, some cities, and the places of documents that were seen."""
DIGIT = re.compile(r"[0-9]")


class Row(TypedDict, total=False):
    """One labelled statement; `…1` to `…3` are the raw labels of the passes."""

    id: str
    agency: str
    role: str
    text: str
    vague: bool
    boilerplate: bool
    elements: list[str]
    vague1: bool
    boilerplate1: bool
    elements1: str
    vague2: bool
    boilerplate2: bool
    elements2: str
    vague3: bool
    boilerplate3: bool
    note: str


def read_rows() -> list[Row]:
    """Return every statement, in the order of the files' names."""
    lines = (line for path in sorted(FOLDER.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines())
    return [json.loads(line) for line in lines]


ROWS = read_rows()


def kappa(pairs: list[tuple[bool, bool]]) -> float:
    """Return Cohen's κ of two yes/no labellings."""
    total = len(pairs)
    observed = sum(first == second for first, second in pairs) / total
    yes_first = sum(first for first, _ in pairs) / total
    yes_second = sum(second for _, second in pairs) / total
    expected = yes_first * yes_second + (1 - yes_first) * (1 - yes_second)
    return (observed - expected) / (1 - expected)


def macro_f1(truth: list[bool], guess: list[bool]) -> float:
    """Return the mean of the F1 scores of both classes."""
    scores = []
    for wanted in (True, False):
        hits = sum(t == g == wanted for t, g in zip(truth, guess, strict=True))
        scores.append(2 * hits / (truth.count(wanted) + guess.count(wanted)))
    return sum(scores) / 2


def faults_of(row: Row) -> list[str]:
    """Return what is wrong with the form of one statement; empty when nothing is."""
    flags = [value for key, value in row.items() if key.startswith(("vague", "boilerplate"))]
    more = set(row) - REQUIRED - {"note"}
    checks = {
        "fields": set(row) >= REQUIRED and more in (set(), SECOND, THIRD, SECOND | THIRD),
        "role": row["role"] in ROLES,
        "agency": bool(row["agency"]),
        "text": bool(row["text"]) and row["text"] == row["text"].strip(),
        "flags": all(isinstance(flag, bool) for flag in flags),
        "elements": row["elements"] == [element for element in ELEMENTS if element in row["elements"]],
        "raw elements": set(row["elements1"] + row.get("elements2", "")) <= set("qods"),
        "an indicator is a name and a value": row["role"] != "indicator" or "：" in row["text"],
        "a vague statement gives no quantity, no standard": not (
            row["vague"] and {"quantity", "standard"} & set(row["elements"])
        ),
        "a concrete statement gives something": row["vague"] or bool(row["elements"]),
    }
    return [name for name, holds in checks.items() if not holds]


def test_rows_follow_the_schema_and_their_own_labels() -> None:
    assert {row["id"]: faults for row in ROWS if (faults := faults_of(row))} == {}


def test_ids_are_unique() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def test_one_prefix_stands_for_one_agency() -> None:
    assert len({(row["id"].rsplit("-", 1)[0], row["agency"]) for row in ROWS}) == len({row["agency"] for row in ROWS})


def test_there_are_enough_statements_agencies_and_roles() -> None:
    assert len(ROWS) >= 1800
    assert len({row["agency"] for row in ROWS}) >= 45
    assert min(Counter(row["role"] for row in ROWS).values()) >= 300
    assert min(Counter(row["agency"] for row in ROWS).values()) >= 20


def test_both_labels_are_balanced_and_cross() -> None:
    assert 0.40 <= sum(row["vague"] for row in ROWS) / len(ROWS) <= 0.52
    assert 0.30 <= sum(row["boilerplate"] for row in ROWS) / len(ROWS) <= 0.40
    cells = Counter((row["vague"], row["boilerplate"]) for row in ROWS)
    assert min(cells.values()) >= 0.12 * len(ROWS)


def test_hard_cases_are_many_and_named_in_the_guideline() -> None:
    notes = Counter(row["note"] for row in ROWS if "note" in row)
    assert sum(count for note, count in notes.items() if note not in MERELY_CROSSED) >= 500
    guideline = GUIDELINE.read_text("utf-8")
    assert [note for note in notes if f"`{note}`" not in guideline] == []


def test_no_statement_repeats_another() -> None:
    texts = [row["text"] for row in ROWS]
    assert len(set(texts)) == len(texts)
    scores = process.cdist(texts, texts, scorer=fuzz.ratio, score_cutoff=95.01)
    doubles = [(texts[a], texts[b]) for a, b in zip(*scores.nonzero(), strict=True) if a < b]
    assert doubles == []


def pairs(label: str, passes: str, *, twice: bool | None = None) -> list[tuple[bool, bool]]:
    """Return the labels of two passes, of the statements both saw; ``twice``: whether their author labelled them twice."""
    first, other = (f"{label}{number}" for number in passes)
    return [
        (row[first], row[other])  # type: ignore[literal-required]
        for row in ROWS
        if other in row and (twice is None or (f"{label}2" in row) == twice)
    ]


@pytest.mark.parametrize("label", ["vague", "boilerplate"])
def test_two_passes_agree(label: str) -> None:
    assert len(pairs(label, "12")) >= 2400
    assert kappa(pairs(label, "12")) >= 0.75


@pytest.mark.parametrize("label", ["vague", "boilerplate"])
@pytest.mark.parametrize("twice", [True, False])
def test_a_blind_pass_over_a_sample_agrees(label: str, twice: bool) -> None:
    assert len(pairs(label, "13", twice=twice)) >= 400
    assert kappa(pairs(label, "13", twice=twice)) >= 0.75


@pytest.mark.parametrize(("element", "floor"), [("quantity", 0.85), ("deadline", 0.9), ("standard", 0.85)])
def test_two_passes_agree_on_elements(element: str, floor: float) -> None:
    """`object` is left out: its first rule was unclear and was mended after the two passes."""
    letter = element[0]
    both = [(letter in row["elements1"], letter in row["elements2"]) for row in ROWS if "elements2" in row]
    assert kappa(both) >= floor


def test_guideline_prints_the_agreement_that_the_data_hold() -> None:
    guideline = GUIDELINE.read_text("utf-8")
    for label in ("vague", "boilerplate"):
        assert re.search(rf"\| {label} \| 0\.\d+ \| {kappa(pairs(label, '12')):.3f} \|", guideline)
        for twice in (True, False):
            sample = pairs(label, "13", twice=twice)
            assert re.search(rf"\| {label} \| {len(sample)} \| 0\.\d+ \| {kappa(sample):.3f} \|", guideline)


def test_digits_do_not_give_the_label_away() -> None:
    truth = [row["vague"] for row in ROWS]
    without_digits = [not DIGIT.search(row["text"]) for row in ROWS]
    assert macro_f1(truth, without_digits) < 0.85
    assert min(Counter(zip(truth, without_digits, strict=True)).values()) >= 200


def test_no_statement_names_a_real_place() -> None:
    assert [row["id"] for row in ROWS if REAL_PLACES.search(row["text"])] == []
