"""The quality measure: bounded, never better for a worse report, blind to order, unsure of short reports."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenbiao.cli import main
from wenbiao.config import Config
from wenbiao.judge.quality import PAGE, PARTS, Counts, quality_of
from wenbiao.model.result import Genre, Quality
from wenbiao.pipeline import audit_bytes

FIXTURE = Path(__file__).parents[1] / "fixtures" / "market-overall.txt"
SMALL = st.integers(0, 40)


@st.composite
def reports(draw: st.DrawFn) -> Counts:
    """Counts that a report can have."""
    goals, statements = draw(SMALL), draw(SMALL)
    return Counts(
        confirmed=draw(SMALL),
        contradicted=draw(SMALL),
        figures=draw(SMALL),
        letters=draw(st.integers(0, 20_000)),
        measurable=draw(st.integers(0, goals)),
        goals=goals,
        boilerplate=draw(st.integers(0, statements)),
        statements=statements,
        present=tuple(draw(st.lists(st.floats(0, 1), min_size=6, max_size=6))),
    )


@given(reports())
def test_everything_is_between_zero_and_one(counts: Counts) -> None:
    quality = quality_of(counts)
    low, high = quality.interval
    assert 0 <= low <= quality.score <= high <= 1
    assert set(quality.parts) == set(PARTS)
    assert all(0 <= part <= 1 for part in quality.parts.values())


def without_section(counts: Counts) -> Counts:
    """The only sentence of a section is gone, and the section with it."""
    gone = min(counts.boilerplate, 1)
    present = (0.0, *counts.present[1:])
    return replace(counts, statements=counts.statements - gone, boilerplate=counts.boilerplate - gone, present=present)


WORSE = {
    "a figure turns wrong": lambda c: replace(c, confirmed=max(c.confirmed - 1, 0), contradicted=c.contradicted + 1),
    "a right figure goes": lambda c: replace(c, confirmed=max(c.confirmed - 1, 0), figures=max(c.figures - 1, 0)),
    "an error is added": lambda c: replace(c, contradicted=c.contradicted + 1),
    "tables go": lambda c: replace(c, confirmed=0, contradicted=0),
    "padding": lambda c: replace(c, letters=c.letters + 500),
    "a vague goal is added": lambda c: replace(c, goals=c.goals + 1),
    "goals go": lambda c: replace(c, goals=0, measurable=0),
    "a stock sentence is added": lambda c: replace(c, statements=c.statements + 1, boilerplate=c.boilerplate + 1),
    "a cell is emptied": lambda c: replace(c, present=(*c.present[:-1], c.present[-1] / 2)),
}


@pytest.mark.parametrize("name", WORSE)
@given(counts=reports())
def test_worse_counts_never_score_higher(name: str, counts: Counts) -> None:
    assert quality_of(WORSE[name](counts)).score <= quality_of(counts).score


@given(reports())
def test_dropping_a_section_never_pays(counts: Counts) -> None:
    whole = replace(counts, present=(1.0, *counts.present[1:]))
    assert quality_of(without_section(whole)).score <= quality_of(whole).score


def test_interval_narrows_with_length() -> None:
    short = Counts(5, 1, 6, 600, 3, 4, 1, 5, (1.0,) * 6)
    long = Counts(50, 10, 60, 11_500, 30, 40, 10, 50, (1.0,) * 6)

    def breadth(counts: Counts) -> float:
        low, high = quality_of(counts).interval
        return high - low

    assert breadth(long) < breadth(short) / 2


def quality_in(text: str) -> Quality:
    """Return the quality of a report."""
    quality = audit_bytes(text.encode("gb18030"), "report.txt", Config()).quality
    assert quality is not None
    return quality


@pytest.fixture(scope="module")
def report() -> str:
    """A right report of the fixtures."""
    return FIXTURE.read_bytes().decode("gb18030")


@pytest.fixture(scope="module")
def good(report: str) -> Quality:
    """Its quality."""
    return quality_in(report)


PROBLEM = (
    "一是在用电梯按期维保率97.20%，148台次未按期维保。2家维保单位9—10月更换电子围栏设备，数据中断期间没有人工签到记录。"
)
MEASURE = "一是特种设备股2023年2月底前核对47套定位设备，数据断传3日以上的当日约谈维保单位。"
STOCK = "进一步提高认识，加强学习，不断提升绩效管理水平，推动各项工作再上新台阶。"
CHANGES = {
    "wrong figure": [("实际支出1947.44万元", "实际支出1974.44万元")],
    "stock problem": [(PROBLEM, "预算编制不够科学，绩效意识有待加强，管理水平有待提高。")],
    "stock measure": [(MEASURE, STOCK)],
    "no problems": [("存在的问题及原因分析", "其他情况"), (PROBLEM, "")],
    "padding": [(MEASURE, MEASURE + STOCK * 5)],
    "vague target": [("≥2400批次", "明显提升")],
}


@pytest.mark.parametrize("name", CHANGES)
def test_worse_reports_never_score_higher(name: str, report: str, good: Quality) -> None:
    worse = report
    for old, new in CHANGES[name]:
        assert old in worse, old
        worse = worse.replace(old, new)
    assert quality_in(worse).score < good.score


def test_order_does_not_matter(report: str, good: Quality) -> None:
    first, second = "1.产出。", "3.满意度。"
    lines = report.split("\n")
    places = [next(i for i, line in enumerate(lines) if line.startswith(head)) for head in (first, second)]
    lines[places[0]], lines[places[1]] = lines[places[1]], lines[places[0]]
    assert quality_in("\n".join(lines)) == good


def test_other_documents_are_not_measured() -> None:
    report = audit_bytes("2023年度白杨县水务局部门决算\n\n本年收入100万元。".encode(), "a.txt", Config())
    assert report.genre is Genre.FINAL_ACCOUNTS
    assert report.quality is None


def test_a_part_of_the_rules_gives_no_measure(report: str) -> None:
    assert audit_bytes(report.encode("gb18030"), "a.txt", Config(select=("WB7",))).quality is None


def test_json_and_page_tell_it(capsys: pytest.CaptureFixture[str], good: Quality) -> None:
    assert main(["check", "--format", "json", "--fail-on", "never", str(FIXTURE)]) == 0
    row = json.loads(capsys.readouterr().out)["documents"][0]["quality"]
    assert row == {"score": good.score, "interval": list(good.interval), "parts": dict(good.parts)}
    assert main(["rules", "quality"]) == 0
    shown = capsys.readouterr().out
    assert all(part in shown for part in PARTS[:3])
    assert PAGE.splitlines()[0] in shown
