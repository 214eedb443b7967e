"""Wordings: a label taken apart into year, version, fund, and the concept its words name."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenbiao.extract.wording import (
    aliases,
    concept_kinds,
    concept_names,
    fold,
    fund_words,
    kin,
    read_wording,
    split_fund,
)
from wenbiao.model.fact import Basis

YEAR = 2023
CONCEPTS = sorted(aliases())


@pytest.mark.parametrize(
    ("label", "period", "basis"),
    [
        ("2023年度决算数", "2023", "final"),
        ("上年决算数", "2022", "prior-final"),
        ("去年支出决算", "2022", "prior-final"),
        ("2022年决算数", "2022", "prior-final"),
        ("2021年决算数", "2021", "final"),
        ("年初预算数", None, "initial"),
        ("年初批复预算", None, "initial"),
        ("2023年年初预算", "2023", "initial"),
        ("全年预算数", None, "adjusted"),
        ("调整预算数", None, "adjusted"),
        ("调整后预算", None, "adjusted"),
        ("全年执行数", None, "executed"),
        ("预算执行数", None, "executed"),
        ("实际支出数", None, "executed"),
        ("年度指标值", "2023", "target"),
        ("计划完成值", None, "target"),
        ("实际完成值", None, "actual"),
        ("截至2023年12月31日在职人员", "2023", "unknown"),
        ("编制数", None, "unknown"),
    ],
)
def test_year_and_version(label: str, period: str | None, basis: str) -> None:
    wording = read_wording(label, YEAR)
    assert (wording.period, wording.basis.value) == (period, basis)


@pytest.mark.parametrize(
    ("label", "vague"),
    [("预算数", True), ("2023年预算数", True), ("年初预算数", False), ("全年预算数", False), ("决算数", False)],
)
def test_plain_budget_is_of_unsaid_version(label: str, vague: bool) -> None:
    assert read_wording(label, YEAR).vague_basis is vague


@pytest.mark.parametrize(
    ("label", "fund", "concept"),
    [
        ("基本支出决算数", "", "expenditure.basic"),
        ("本年支出合计", "", "expenditure.total"),
        ("一般公共预算财政拨款支出", "general", "expenditure.total"),
        ("政府性基金预算财政拨款收入", "government-fund", "revenue.total"),
        ("国有资本经营预算支出", "state-capital", "expenditure.total"),
        ("“三公”经费财政拨款支出", "fiscal", "three-public.total"),
        ("（一）公务接待费", "", "three-public.reception"),
        ("其中：公务接待费（万元）", "", "three-public.reception"),
        ("1.公务用车购置及运行维护费", "", "three-public.vehicles"),
        ("财政拨款收入", "", "revenue.appropriation"),
        ("一般公共预算", "", "fund-source.general"),
        ("上年结转", "", "carryover.opening"),
        ("年终结转结余", "", "carryover.closing"),
        ("机关运行经费支出（元）", "", "expenditure.agency-operating"),
        ("办公费", "", None),
        ("茶园改造项目支出", "", None),
        ("社会保障和就业支出", "", None),
    ],
)
def test_fund_and_concept(label: str, fund: str, concept: str | None) -> None:
    wording = read_wording(label, YEAR)
    assert (wording.fund, wording.concept) == (fund, concept)


def test_budget_that_names_a_fund_is_no_version() -> None:
    for fund in ("一般公共预算", "政府性基金预算", "国有资本经营预算", "社会保险基金预算"):
        assert read_wording(f"{fund}支出", YEAR).basis is Basis.UNKNOWN
        assert read_wording(f"{fund}支出年初预算", YEAR).basis is Basis.INITIAL


@given(st.sampled_from([alias for alias in CONCEPTS if "年" not in alias]))
def test_every_alias_is_its_concept(alias: str) -> None:
    assert read_wording(alias, None).concept == aliases()[alias]


@given(
    st.sampled_from([alias for alias in CONCEPTS if not any(mark in alias for mark in ("年", "预算", "决算"))]),
    st.sampled_from(["（一）", "1.", "一、", "①", "其中：", " ", "　"]),
    st.sampled_from(["", "（万元）", "(单位：元)", " ："]),
)
def test_numbers_units_and_spaces_do_not_change_what_is_named(alias: str, before: str, after: str) -> None:
    assert read_wording(f"{before}{alias}{after}", None).concept == aliases()[alias]


@given(
    st.sampled_from(["基本支出", "项目支出", "公务接待费", "会议费", "农林水支出"]),
    st.integers(2010, 2040),
    st.sampled_from(
        [("年初预算数", "initial"), ("全年预算数", "adjusted"), ("全年执行数", "executed"), ("决算数", "final")]
    ),
)
def test_year_and_version_leave_the_subject(subject: str, year: int, version: tuple[str, str]) -> None:
    words, basis = version
    wording = read_wording(f"{year}年{subject}{words}", year)
    assert (wording.full, wording.period, wording.basis.value) == (subject, str(year), basis)
    assert wording.concept == read_wording(subject, None).concept


@given(st.text("其中：（一）公务接待费 　“”、.1万元", max_size=20))
def test_folding_twice_changes_nothing_more(label: str) -> None:
    assert fold(fold(label)) == fold(fold(fold(label)))
    assert not set(fold(label)) & set(" 　“”（）：，。")


def test_split_fund_takes_the_longest_name() -> None:
    assert split_fund("一般公共预算财政拨款支出") == ("general", "支出")
    assert split_fund("政府性基金预算财政拨款的收入") == ("government-fund", "收入")
    assert split_fund("一般公共预算") == ("general", "一般公共预算")
    assert split_fund("办公费") == ("", "办公费")
    lengths = [len(word) for word, _ in fund_words()]
    assert lengths == sorted(lengths, reverse=True)


def test_concepts_have_names_and_kinds() -> None:
    concepts = set(aliases().values())
    assert concepts == set(concept_names()) == set(concept_kinds())
    assert set(kin()) <= concepts
    assert all(other in concepts and 0 < strength < 1 for others in kin().values() for other, strength in others)


def test_kin_is_mutual() -> None:
    pairs = {(one, other, strength) for one, others in kin().items() for other, strength in others}
    assert {(other, one, strength) for one, other, strength in pairs} == pairs
