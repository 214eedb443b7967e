"""Labels: the wording before a figure, cut out of its sentence, with what narrows it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_documents import base_of, compact
from wenbiao.extract.labels import is_prefix, label_before, read_label, strip_comparison
from wenbiao.extract.wording import aliases, concept_kinds

YEAR = 2023


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("茶园改造项目支出", "茶园改造项目支出"),
        ("本年收入300万元，茶园改造项目支出", "茶园改造项目支出"),
        ("本年收入300万元；其中：公务接待费", "公务接待费"),
        ("“三公”经费支出决算为", "“三公”经费支出决算"),
        ("公务接待费共计", "公务接待费"),
        ("培训费约为", "培训费"),
        ("培训费达到", "培训费"),
        ("办公费：", "办公费"),
        ("因公出国（境）费", "因公出国（境）费"),
        ("维修（护）费支出", "维修（护）费支出"),
        ("（含水费）公用经费", "（含水费）公用经费"),
        ("；另外，办公费共计", "办公费"),
        ("全年支出（不含往年结转结余的资金安排）", "全年支出"),
        ("以及会议费", "会议费"),
        ("收支合计", "收支合计"),
        ("资金总计", "资金总计"),
        ("。", ""),
        ("", ""),
    ],
)
def test_label_ends_before_the_copula_and_begins_at_the_clause(text: str, label: str) -> None:
    assert label_before(text, 0, len(text)) == label


@given(st.text("公务接待费支出为共计，。；：（）()其中“”境护 ", max_size=40), st.integers(0, 40))
def test_label_is_a_piece_of_the_text_in_bounds(text: str, low: int) -> None:
    low = min(low, len(text))
    assert label_before(text, low, len(text)) in text[low:]


@pytest.mark.parametrize(
    ("label", "concept", "scope", "organisation"),
    [
        ("全市一般公共预算收入", "revenue.total", "全市", ""),
        ("区本级支出", "expenditure.total", "区本级", ""),
        ("年末在职人员", "headcount.closing", "", ""),
        ("我单位公用经费", "expenditure.operating-funds", "", ""),
        ("现有在职人员", "headcount.actual", "", ""),
        ("茶叶检测中心在职人员", "headcount.actual", "", "茶叶检测中心"),
        ("行政编制", "headcount.authorized", "行政", ""),
        ("茶园改造项目自评得分", "score.total", "茶园改造项目", ""),
        ("整体支出绩效自评得分", "score.total", "", ""),
        ("社会保障和就业支出", None, "", ""),  # an amount narrowed by other words is not the whole's
        ("茶园改造项目支出", None, "", ""),
    ],
)
def test_what_narrows_a_concept(label: str, concept: str | None, scope: str, organisation: str) -> None:
    read = read_label(label, YEAR)
    assert (read.wording.concept, read.scope, read.organisation) == (concept, scope, organisation)


def test_account_names_become_a_path() -> None:
    label = read_label("一般公共服务支出（类）财政事务（款）行政运行（项）支出决算", YEAR)
    assert label.path == ("一般公共服务支出", "财政事务")
    assert label.wording.core.startswith("行政运行")
    assert label.wording.basis.value == "final"
    assert read_label("社会保障和就业支出（类）支出", YEAR).wording.core == "社会保障和就业支出"


@given(st.sampled_from(["我单位", "本部门", "我局", "全年", "共有", "实有", "现有", "累计"]))
def test_the_unit_itself_narrows_nothing(words: str) -> None:
    assert is_prefix(words)
    label = read_label(f"{words}公务接待费", YEAR)
    assert (label.wording.concept, label.scope, label.organisation) == ("three-public.reception", "", "")


@given(st.sampled_from(sorted(a for a, c in aliases().items() if concept_kinds()[c] == "money" and len(a) > 3)))
def test_money_narrowed_by_other_words_keeps_its_own_wording(alias: str) -> None:
    label = read_label(f"茶园改造{alias}", YEAR)
    assert label.wording.concept is None
    assert label.wording.full.startswith("茶园改造")


@pytest.mark.parametrize("label", ["支出", "收入", "决算数", "合计", "其中", "资金", "2023年支出", "年初预算数"])
def test_generic_labels_need_a_topic(label: str) -> None:
    assert read_label(label, YEAR).is_generic


@pytest.mark.parametrize("label", ["全市支出", "一般公共预算支出", "公务接待费", "办公费", "茶园改造项目资金"])
def test_other_labels_stand_alone(label: str) -> None:
    assert not read_label(label, YEAR).is_generic


@pytest.mark.parametrize(
    ("label", "rest"),
    [
        ("收、支总计与上年决算数比", "收、支总计"),
        ("与上年相比公用经费", "公用经费"),
        ("公用经费比上年", "公用经费"),
        ("公用经费同比", "公用经费"),
        ("比2022年决算数", ""),
        ("公用经费", "公用经费"),
    ],
)
def test_comparisons_are_cut_off(label: str, rest: str) -> None:
    assert strip_comparison(label) == rest


@pytest.mark.parametrize(
    ("clause", "figure"),
    [
        ("公用经费比上年的37.00万元", "37.00万元 | expenditure.operating-funds | prior-final 2022 | ref level"),
        ("公用经费比2021年的37.00万元", "37.00万元 | expenditure.operating-funds | 2021 | ref level"),
        (
            "公用经费支出35.00万元，较上年支出决算37.00万元",
            "37.00万元 | expenditure.operating-funds | prior-final 2022 | ref level",
        ),
        (
            "公用经费支出35.00万元，比年初预算数37.00万元",
            "37.00万元 | expenditure.operating-funds | initial | ref level",
        ),
    ],
)
def test_figures_of_comparison_name_their_base(clause: str, figure: str) -> None:
    base = base_of(f"2023年度青禾区茶业发展中心部门决算\n{clause}减少2.00万元。\n")
    assert compact(base.facts[-2], YEAR) == figure
