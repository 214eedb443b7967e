"""Narrative: each figure of ``narrative.yaml`` with subject, version, relation and the figures it refers to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from small_documents import base_of, compact
from wenbiao.extract.narrative import sentences
from wenbiao.model.fact import Fact, Relation

TITLE = "2023年度青禾区茶业发展中心部门决算"
CASES: dict[str, dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("narrative.yaml").read_text("utf-8"))[
    "cases"
]
AMOUNTS = st.integers(1, 10**8).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")


def facts_of(text: str, title: str = TITLE) -> tuple[Fact, ...]:
    """Return the figures of a text below a report's title."""
    return base_of(f"{title}\n{text}\n").facts


@pytest.mark.parametrize("name", CASES)
def test_figures_of_sentences(name: str) -> None:
    case = CASES[name]
    found = [compact(fact, 2023) for fact in facts_of(case["text"], case.get("title", TITLE))]
    assert found == case["figures"]


@pytest.mark.parametrize("name", CASES)
def test_figures_stand_where_they_say(name: str) -> None:
    case = CASES[name]
    text = f"{case.get('title', TITLE)}\n{case['text']}\n"
    facts = base_of(text).facts
    assert all(text[fact.start : fact.end] == fact.quantity.text for fact in facts)
    assert all((fact.where.start, fact.where.end) == (fact.start, fact.end) for fact in facts)
    assert [fact.start for fact in facts] == sorted(fact.start for fact in facts)
    assert all(fact.quantity.text in fact.sentence for fact in facts)


def test_account_names_above_an_item_are_its_path() -> None:
    facts = facts_of("1.农林水支出（类）农业农村（款）事业运行（项）。\n年初预算为45.10万元，支出决算为45.00万元。")
    assert [fact.path for fact in facts] == [("农林水支出", "农业农村")] * 2


def test_comparison_holds_its_year() -> None:
    text = "公用经费支出41.50万元，比上年决算数减少1.50万元，下降3.49%，比2021年增加0.50万元，增长1.22%。"
    changes = [fact for fact in facts_of(text) if fact.relation in (Relation.CHANGE, Relation.GROWTH)]
    assert [fact.versus_period for fact in changes] == ["2022", "2022", "2021", "2021"]
    assert {fact.anchor.quantity.text for fact in changes if fact.anchor is not None} == {"41.50万元"}


def test_heading_above_gives_the_subject() -> None:
    text = "三、机关运行经费支出决算情况说明\n2023年决算161.27万元，比上年减少8.73万元，下降5.14%。"
    assert {fact.concept for fact in facts_of(text)} == {"expenditure.agency-operating"}


def test_rules_of_scoring_in_a_form_are_thresholds() -> None:
    base = base_of(
        "2023年度青禾区茶业发展中心部门整体支出绩效自评表\n"
        "| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 评价标准 | 分值 | 得分 |\n"
        "| 产出指标 | 茶园改造面积 | ≥300亩 | 320亩 | 完成300亩得满分，每少10亩扣1分，扣完为止。 | 50 | 50 |\n"
        "| 效益指标 | 带动农户 | ≥200户 | 210户 | 达到200户得满分，每少10户扣1分，扣完为止。 | 50 | 50 |\n"
        "| 总分 | < | < | < | < | 100 | 100 |\n"
    )
    assert base.facts
    assert {fact.relation for fact in base.facts} == {Relation.THRESHOLD}
    assert all(fact.aside for fact in base.facts)


@given(st.lists(AMOUNTS, min_size=2, max_size=6), AMOUNTS)
def test_every_listed_part_belongs_to_the_whole(parts: list[str], whole: str) -> None:
    names = ("办公费", "印刷费", "水费", "电费", "邮电费", "差旅费")
    listed = "，".join(f"{name}{part}万元" for name, part in zip(names, parts, strict=False))
    first, *rest = facts_of(f"商品和服务支出{whole}万元，其中：{listed}。")
    assert first.relation is Relation.LEVEL
    assert [fact.subject for fact in rest] == list(names[: len(parts)])
    assert all(fact.relation is Relation.PART and fact.whole is first for fact in rest)


@given(AMOUNTS, AMOUNTS, st.sampled_from([("增加", "增长", 1), ("减少", "下降", -1)]))
def test_direction_words_set_the_sign(now: str, change: str, words: tuple[str, str, int]) -> None:
    verb, rate_verb, sign = words
    level, moved, rate = facts_of(f"培训费支出{now}万元，比上年{verb}{change}万元，{rate_verb}3.21%。")
    assert (moved.relation, moved.sign, moved.anchor) == (Relation.CHANGE, sign, level)
    assert (rate.relation, rate.sign, rate.anchor) == (Relation.GROWTH, sign, level)
    assert moved.quantity.value > 0


@given(
    st.lists(st.sampled_from(["支出3.2万元", "，", "；", "。", "！", "？", "”", "）", "\n"]), max_size=20).map("".join)
)
def test_sentences_tile_the_text(text: str) -> None:
    assert "".join(text[slice(*span)] for span in sentences(text)) == text
