"""The bank of stock wording counted over a collection, and what the judge makes of it; copies on the command line."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from small_store import DISTRICTS, Sample, passage
from wenbiao.cli import main
from wenbiao.corpus.query import connect
from wenbiao.corpus.stock import common_wording
from wenbiao.judge.bank import BATCH, Bank, count, count_common, read, write

OWN = "两名联络员每旬到柜台核对票据，遗漏的当天补录并贴在门口橱窗。"
"""Wording that only this collection is full of; neither the classifier nor the shipped bank knows it."""
REPORT = "2024年度白杨县水务局部门整体支出绩效自评报告\n\n一、存在的问题\n\n{}\n\n二、下一步改进措施\n\n{}\n"


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bank counted over a store where every other report holds the same sentence."""
    folder = tmp_path_factory.mktemp("store")
    sample, chance = Sample(units=2), random.Random(9)  # noqa: S311 - repeatable, nothing secret
    for n in range(40):
        key = sample.document(chance, DISTRICTS[n % 12], f"第{n}所", 2024)
        sample.say(key, OWN, "measure")
    store = sample.build(folder / "store")
    assert main(["corpus", "bank", str(folder / "store"), "--output", str(folder / "套语库.txt")]) == 0
    assert read(folder / "套语库.txt").counts == common_wording(connect(store)).counts
    return folder / "套语库.txt"


def test_counting_in_batches_is_counting_at_once() -> None:
    chance = random.Random(2)  # noqa: S311 - repeatable, nothing secret
    shared = [passage(chance) for _ in range(30)]
    often = [n // 3 for n in range(1, 31)]
    texts = [
        [
            passage(chance, 2),
            *(text for text, weight in zip(shared, often, strict=True) if chance.random() * 100 < weight),
        ]
        for _ in range(3 * BATCH // 2)
    ]
    whole = count(texts)
    stock = {phrase: n for phrase, n in whole.counts.items() if n >= 0.05 * len(texts)}
    found = count_common(lambda: iter(texts))
    assert len(stock) > 50
    assert found == Bank(len(texts), stock, whole.set_phrases)


def test_bank_holds_what_the_collection_repeats(bank: Path) -> None:
    counted = read(bank)
    assert counted.documents == 12 * 2 * 3 + 40
    assert counted.share(OWN) == 1
    assert counted.share("由特种设备股在2月底前核对47套电梯定位设备。") < 0.2


def test_judge_takes_the_collections_wording_for_boilerplate(
    bank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = tmp_path / "语句.txt"
    lines.write_text(f"{OWN}\n2月底前核对47套电梯定位设备。\n", encoding="utf-8")
    answers = []
    for options in ([], ["--bank", str(bank)]):
        assert main(["judge", str(lines), *options]) == 0
        answers.append([json.loads(line) for line in capsys.readouterr().out.splitlines()])
    (plain, own), (stock, same) = answers
    assert not plain["boilerplate"]
    assert stock["boilerplate"]
    assert stock["boilerplate_probability"] == 1
    assert {**stock, "boilerplate": False, "because": 0, "boilerplate_probability": 0} == {
        **plain, "because": 0, "boilerplate_probability": 0,
    }  # fmt: skip
    assert own == same


def test_check_takes_it_from_the_option_and_from_the_configuration(
    bank: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = tmp_path / "报告.txt"
    report.write_text(REPORT.format(OWN * 3, OWN * 3), encoding="utf-8")
    write(read(bank), tmp_path / "库.txt")
    (tmp_path / "w.toml").write_text('bank = "库.txt"\n', encoding="utf-8")

    def audited(*options: str) -> tuple[float, set[str]]:
        main(["check", str(report), "--format", "json", "--fail-on", "never", *options])
        document = json.loads(capsys.readouterr().out)["documents"][0]
        return document["quality"]["parts"]["boilerplate"], {f["code"] for f in document["findings"]}

    plain, codes = audited()
    assert plain < 0.5
    assert "WB725" not in codes
    for options in (("--bank", str(bank)), ("--config", str(tmp_path / "w.toml"))):
        share, codes = audited(*options)
        assert share == 1
        assert "WB725" in codes


def test_what_is_no_bank_is_told_before_any_work(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "错.txt").write_text("不是库", encoding="utf-8")
    for path in ("没有.txt", "错.txt"):
        assert main(["check", str(tmp_path / "报告.txt"), "--bank", str(tmp_path / path)]) == 2
        assert "套语库" in capsys.readouterr().err


def test_duplicates_are_listed_as_text_and_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    sample, chance = Sample(units=1), random.Random(4)  # noqa: S311 - repeatable, nothing secret
    text = passage(chance)
    for place, year in ((DISTRICTS[0], 2022), (DISTRICTS[1], 2024)):
        sample.say(sample.document(chance, place, place[1] + "水务局", year), text, "problem")
    sample.build(tmp_path)
    assert main(["corpus", "duplicates", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "跨单位 1 组" in said
    assert f"2022  {DISTRICTS[0][1]}水务局  最早" in said
    assert text.rstrip("。") in said
    assert "不等于抄袭" in said
    assert main(["corpus", "duplicates", "--store", str(tmp_path), "--format", "json"]) == 0
    (cluster,) = json.loads(capsys.readouterr().out)["clusters"]
    assert (cluster["documents"], cluster["units"], cluster["spread"]) == (2, 2, "units")


def test_a_store_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "duplicates"]) == 2
    assert main(["corpus", "duplicates", str(tmp_path / "没有")]) == 2
    assert "corpus run" in capsys.readouterr().err
