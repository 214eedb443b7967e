"""The extractors behind the textual rules, on the smallest texts that tell them apart."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenbiao.extract.brackets import unbalanced
from wenbiao.extract.capitals import capital_amounts
from wenbiao.extract.characters import confusables, repeated_punctuation
from wenbiao.extract.enumerations import enumerations
from wenbiao.extract.expressions import double_hedges, double_negations, rates_in_percent
from wenbiao.extract.repeats import repeated_words
from wenbiao.extract.residue import template_residue, wrong_brackets
from wenbiao.extract.unitless import bare_numbers

NAMES = ("办公室", "财务股", "人事股", "法规股", "监察股", "信息股", "综合股", "业务股")
NUMERALS = "零一二三四五六七八"


@given(
    st.integers(2, 8),
    st.integers(2, 8),
    st.booleans(),
    st.sampled_from(
        ["设{n}个股室，分别是{l}。", "内设{l}{c}个股室。", "内设机构{n}个，包括{l}。", "设{n}个科室（{l}）"]
    ),
)
def test_a_list_holds_exactly_when_its_number_is_right(stated: int, listed: int, joined: bool, sentence: str) -> None:
    names = NAMES[:listed]
    text = "、".join(names[:-1]) + ("和" if joined else "、") + names[-1]
    found = list(enumerations(sentence.format(n=stated, c=NUMERALS[stated], l=text)))
    assert len(found) == 1
    assert found[0].holds == (stated == listed)


@pytest.mark.parametrize(
    "text",
    [
        "设5个股室，分别是办公室、财务股等。",
        "内设机构3个，有干部职工20人、退休5人。",
        "一是3个方面，分别是1.提高2.改进",
        "下设3个股室，为正科级单位。",
    ],
)
def test_open_lists_and_other_statements_are_left_out(text: str) -> None:
    assert list(enumerations(text)) == []


@given(st.lists(st.sampled_from(["“甲”", "（乙）", "《丙》", "文字", "，"]), max_size=12))
def test_marks_in_pairs_are_balanced(pieces: list[str]) -> None:
    assert list(unbalanced(["".join(pieces)])) == []


@pytest.mark.parametrize(
    ("paragraphs", "notes"),
    [
        (["四个“清廉大厅“建设"], ["后引号写成了前引号"]),
        (["”清廉大厅”建设"], ["前引号写成了后引号"]),
        (["（一）甲", "1）乙", "（丙"], ["前括号没有对应的后括号"]),
        (["“第一段", "第二段”"], []),
        (["印发《办法"], ["前书名号没有对应的后书名号"]),
    ],
)
def test_marks_without_partner(paragraphs: list[str], notes: list[str]) -> None:
    assert [span.note for _, span in unbalanced(paragraphs)] == notes


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("壹拾贰万叁仟元整", "123000"),
        ("伍佰元零叁分", "500.03"),
        ("叁拾伍元贰角伍分", "35.25"),
        ("贰亿零伍万元整", "200050000"),
    ],
)
def test_capital_amounts_have_their_value(text: str, value: str) -> None:
    assert [amount.value for amount in capital_amounts(text)] == [Decimal(value)]
    assert [amount.fault for amount in capital_amounts(text)] == [""]


@pytest.mark.parametrize(
    ("finder", "text", "found"),
    [
        (confusables, "窗ロ管理、APP、2O24年", ["ロ", "2O24"]),
        (repeated_punctuation, "一。。二……三。。。四，。", ["。。", "，。"]),
        (repeated_words, "完善单位单位制度，一项一项研究研究。", ["单位单位"]),
        (double_hedges, "约100户左右，300余户，近1500路", ["约100户左右"]),
        (double_negations, "减少-3万元，增减率-5%，增长-2%", ["减少-3万元", "增长-2%"]),
        (wrong_brackets, "渌财通（2025）4号、中发〔2018〕34号、合同（2024）5号", ["渌财通（2025）4号"]),
        (template_residue, "某局XX元，患者王××，（此页为封面）", ["（此页为封面）", "XX"]),
    ],
)
def test_places_found(finder: object, text: str, found: list[str]) -> None:
    assert callable(finder)
    assert [span.within(text) for span in finder(text)] == found


def test_points_are_proven_by_the_figures() -> None:
    assert [proven for _, proven in rates_in_percent("满意度由90%提高到95%，提高5%")] == [True]
    assert [proven for _, proven in rates_in_percent("执行率95%，较上年提高5%")] == [False]
    assert list(rates_in_percent("支出较上年增长5%，效率较上年提升50%")) == []


def test_bare_numbers_have_the_unit_they_lack() -> None:
    assert [unit for _, unit in bare_numbers("支出决算128.60，满意率98，预算100.00万元，占比0.35")] == ["元", "%"]
