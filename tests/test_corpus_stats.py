"""``wenbiao corpus stats`` over a store: every format says the same, and says what the numbers are not for."""

from __future__ import annotations

import csv
import io
import json
import random
import time
from pathlib import Path

import pytest

from small_store import Sample
from wenbiao.cli import main
from wenbiao.corpus.measures import By, load
from wenbiao.corpus.query import connect
from wenbiao.corpus.statistics import LIMITS, statistics
from wenbiao.corpus.store import Store


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    Sample(districts=8, units=4).build(folder)
    return folder


def asked(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert main(["corpus", "stats", *arguments]) == 0
    return capsys.readouterr().out


def test_counts_are_those_of_the_store(store: Path) -> None:
    connection = connect(Store(store))
    found = statistics(connection)
    columns = ("facts_holding", "facts_checked", "errors", "facts", "goals_vague", "goals")
    sums = f"SELECT {', '.join(f'sum({c})' for c in columns)}, avg(quality) FROM documents"  # noqa: S608
    holding, checked, errors, facts, vague, goals, quality = connection.execute(sums).fetchall()[0]
    whole = found.whole
    assert whole.documents == 96
    assert whole.units == 32
    assert whole.estimate("holding").value == pytest.approx(100 * holding / checked)
    assert whole.estimate("errors").value == pytest.approx(100 * errors / facts)
    assert whole.estimate("vague").value == pytest.approx(100 * vague / goals)
    assert whole.estimate("quality").value == pytest.approx(quality)
    group = """SELECT count(*) FILTER ("group" = 'WB3' AND severity <> 'info') FROM findings"""
    assert whole.estimate("WB3").numerator == connection.execute(group).fetchall()[0][0]
    district = found.groups[0]
    mine = f"SELECT sum(facts_holding), sum(facts_checked) FROM documents WHERE division_code = '{district.key}'"  # noqa: S608
    holding, checked = connection.execute(mine).fetchall()[0]
    assert district.estimate("holding").value == pytest.approx(100 * holding / checked)


@pytest.mark.parametrize("by", [b.value for b in By])
def test_every_grouping(store: Path, by: str, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(asked(capsys, str(store), "--by", by, "--format", "json"))
    assert found["schema"] == "wenbiao.corpus-stats/1"
    assert sum(g["documents"] for g in found["groups"]) == found["whole"]["documents"] == 96
    assert found["limits"] == list(LIMITS)
    expected = {"division": 8, "parent-division": 1, "year": 3, "unit-type": 1, "genre": 1}
    assert len(found["groups"]) == expected[by]


def test_formats_agree(store: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(asked(capsys, "--store", str(store), "--format", "json"))
    lines = list(csv.DictReader(io.StringIO(asked(capsys, str(store), "--format", "csv"))))
    group = found["groups"][2]
    estimate = next(e for e in group["estimates"] if e["measure"] == "errors")
    line = next(r for r in lines if r["row"] == "group" and r["key"] == group["key"] and r["measure"] == "errors")
    assert float(line["value"]) == pytest.approx(estimate["value"], abs=1e-6)
    assert int(line["rank"]) == estimate["rank"]["place"]
    assert sum(r["row"] == "change" for r in lines) == len(found["changes"]) > 0
    assert [r["name"] for r in lines if r["row"] == "limit"] == list(LIMITS)
    page = tmp_path / "stats.html"
    assert asked(capsys, str(store), "--output", str(page)) == ""
    text = page.read_text(encoding="utf-8")
    assert f"{estimate['value']:.2f} [{estimate['low']:.2f}, {estimate['high']:.2f}]" in text
    assert all(limit in text for limit in LIMITS)
    assert "http" not in text
    shown = asked(capsys, str(store))
    assert group["name"] in shown
    assert LIMITS[0] in shown


def test_a_minimum_keeps_groups_from_being_ranked(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(asked(capsys, str(store), "--format", "json", "--minimum", "13"))
    assert all(e["rank"] is None for g in found["groups"] for e in g["estimates"])


def test_documents_of_unknown_places_are_counted_but_not_ranked(tmp_path: Path) -> None:
    sample = Sample(districts=6, units=5)
    chance = random.Random(2)  # noqa: S311 - repeatable, nothing secret
    for n in range(20):
        sample.document(chance, ("", ""), f"某单位{n}", 2024)
    found = statistics(connect(sample.build(tmp_path)))
    unknown = next(g for g in found.groups if g.key == "")
    assert (unknown.name, unknown.documents, unknown.units) == ("未定", 20, 20)
    assert all(e.rank is None for e in unknown.estimates)


def test_many_documents_take_seconds(tmp_path: Path) -> None:
    connection = connect(Sample(districts=12, units=60, passages=0).build(tmp_path))
    began = time.process_time()
    frame = load(connection)
    statistics(connection)
    assert len(frame) == 2160
    assert time.process_time() - began < 10


def test_wrong_usage(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "stats", str(store), "--by", "county"]) == 2
    assert main(["corpus", "stats", str(store), "--format", "pdf"]) == 2
    assert main(["corpus", "stats"]) == 2
    assert capsys.readouterr().out == ""
