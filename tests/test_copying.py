"""Copied and stock wording: overlap, near-duplicates, the bank of phrases, and last year's report."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.fuzz import ratio

from wenbiao.cli import main
from wenbiao.config import Config
from wenbiao.errors import UnreadableDocument
from wenbiao.judge.bank import FEWEST, Bank, count, of_statements, phrases, read, shipped, write
from wenbiao.judge.copied import grams, overlap, similarity
from wenbiao.judge.dataset import examples
from wenbiao.judge.duplicates import ALIKE, SHORTEST, alike_pairs, near_duplicates
from wenbiao.judge.features import bleach
from wenbiao.pipeline import audit_bytes, previous_base

WORDS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏"
TEXT = st.text(alphabet=WORDS[:20] + "，。12 ", max_size=60)


@given(TEXT, TEXT)
def test_overlap_is_a_share_and_whole_for_itself(one: str, other: str) -> None:
    assert 0 <= overlap(one, [other]) <= 1
    assert overlap(one, [other, one]) == (1.0 if grams(one) else 0.0)
    assert overlap(one, []) == 0


@given(TEXT, TEXT)
def test_marks_do_not_count(one: str, other: str) -> None:
    assert similarity(one + "，" + other, one + "。 " + other) == pytest.approx(1.0)


def lines(number: int, seed: int) -> list[str]:
    """Return texts with nothing in common."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    return ["".join(chance.choice(WORDS) for _ in range(80)) for _ in range(number)]


def test_near_duplicates_are_found_and_others_are_not() -> None:
    texts = lines(300, seed=1)
    changed = [text[:40] + "改" + text[41:] for text in texts]
    pairs = near_duplicates([*texts, *changed])
    assert {(p.first, p.second) for p in pairs} == {(i, i + 300) for i in range(300)}
    assert all(p.similarity >= ALIKE for p in pairs)


def test_years_and_values_do_not_hide_a_copy() -> None:
    one = "2023年，本单位开展业务培训12期，参训人员360人次，培训合格率98%，群众反映良好。"
    other = "2024年，本单位开展业务培训15期，参训人员410人次，培训合格率99%，群众反映良好。"
    assert [(p.first, p.second) for p in near_duplicates([one, other])] == [(0, 1)]


def reworded(text: str, edits: int, chance: random.Random, stock: str) -> str:
    """Return a text with stretches of one to three characters replaced, put in or taken out."""
    for _ in range(edits):
        at, size = chance.randrange(len(text)), chance.randint(1, 3)
        begin = chance.randrange(len(stock) - size)
        new = chance.choice((stock[begin : begin + size], ""))
        text = text[:at] + new + text[at + chance.choice((0, size)) :]
    return text


def test_reworded_statements_are_found_and_no_two_agencies_are_mixed_up() -> None:
    chance = random.Random(3)  # noqa: S311 - repeatable, nothing secret
    texts = [t for t in dict.fromkeys(bleach(e.text) for e in examples()) if len(t) >= SHORTEST]
    stock = "".join(texts)
    assert not len(alike_pairs(texts)[0]), "statements written apart from each other"
    for edits, floor in ((0, 1.0), (1, 0.995), (2, 0.99), (3, 0.98)):
        copies = [reworded(text, edits, chance, stock) for text in texts]
        first, second, _ = alike_pairs([*texts, *copies])
        found = set(zip(first.tolist(), second.tolist(), strict=True))
        alike = [i for i, c in enumerate(copies) if len(c) >= SHORTEST and ratio(texts[i], c) >= ALIKE * 100]
        planted = {(i, i + len(texts)) for i in alike}
        assert len(planted & found) >= floor * len(planted)
        assert len(found - planted) <= 0.002 * len(planted)


def test_similarity_is_what_the_exact_measure_says_whatever_the_order() -> None:
    texts = [*lines(40, seed=4), "短", ""]
    texts += [text[:60] + "改了几个字" + text[64:] for text in texts[:10]]
    first, second, similarity = alike_pairs(texts)
    assert len(first) == 10
    assert similarity.tolist() == pytest.approx(
        [ratio(texts[a], texts[b]) / 100 for a, b in zip(first, second, strict=True)], abs=1e-6
    )
    turned = texts[::-1]
    again = {frozenset((turned[a], turned[b])) for a, b, _ in zip(*alike_pairs(turned), strict=True)}
    assert again == {frozenset((texts[a], texts[b])) for a, b in zip(first, second, strict=True)}
    assert not len(alike_pairs([])[0])


def test_bank_counts_documents_not_occurrences() -> None:
    clause = "严格执行财务管理制度"
    bank = count([[clause, clause], [clause], [f"我局{clause}。"], ["改造小型水库十二座"]])
    assert bank.documents == 4
    assert bank.counts["执行财务管理"] == 3
    assert bank.is_stock("执行财务管理")
    assert "改造小型水库" not in bank.counts
    assert not bank.is_stock("改造小型水库")


def test_share_of_stock_wording() -> None:
    bank = Bank(FEWEST, dict.fromkeys(phrases("严格执行财务管理制度"), FEWEST))
    assert bank.share("严格执行财务，管理制度。") == 1
    assert 0 < bank.share("严格执行财务管理制度，改造小型水库十二座。") < 1
    assert bank.share("改造小型水库十二座") == 0
    assert bank.share("2024") == 0


@given(TEXT, TEXT)
def test_share_is_bounded_and_grows_with_the_bank(one: str, other: str) -> None:
    small = Bank(1, {}, frozenset(phrases(one)))
    large = Bank(1, {}, frozenset(phrases(one) | phrases(other)))
    assert 0 <= small.share(other) <= large.share(other) <= 1


def test_shipped_bank_is_the_one_counted_from_the_labelled_statements(tmp_path: Path) -> None:
    counted = of_statements([(e.agency, e.text) for e in examples()])
    write(counted, tmp_path / "bank.txt")
    assert read(tmp_path / "bank.txt") == shipped()


def test_stock_sentences_lie_in_the_shipped_bank_and_own_ones_do_not() -> None:
    bank = shipped()
    assert bank.share("进一步提高认识，加强学习，不断提升绩效管理水平。") > 0.5
    assert bank.share("由特种设备股在2月底前核对47套电梯定位设备。") < 0.2


REPORT = "{}年度白杨县水务局部门整体支出绩效自评报告\n\n{}年，我局改造小型水库12座，新建供水管网227千米。\n"


def test_previous_report_may_be_a_folder_and_is_read_anew_when_changed(tmp_path: Path) -> None:
    old = tmp_path / "上年"
    old.mkdir()
    (old / "报告.txt").write_text(REPORT.format(2023, 2023), encoding="utf-8")
    data = REPORT.format(2024, 2023).encode()
    config = Config(select=("WB733",), previous=str(old))
    assert [f.code for f in audit_bytes(data, "a.txt", config).findings] == ["WB733"]
    assert previous_base(str(old)) is previous_base(str(old))


def test_missing_previous_report_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT.format(2024, 2024), encoding="utf-8")
    with pytest.raises(UnreadableDocument):
        previous_base(str(tmp_path / "没有.txt"))
    assert main(["check", str(path), "--previous", str(tmp_path / "没有.txt")]) == 2
    assert "没有.txt" in capsys.readouterr().err


def test_command_compares_with_the_previous_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    old, new = tmp_path / "上年.txt", tmp_path / "本年.txt"
    old.write_text(REPORT.format(2023, 2023), encoding="utf-8")
    new.write_text(REPORT.format(2024, 2023), encoding="utf-8")
    main(["check", str(new), "--select", "WB733", "--previous", str(old), "--fail-on", "never"])
    assert "年份仍是2023年" in capsys.readouterr().out
