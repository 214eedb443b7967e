"""Statements the report's own figures test: claims, comparisons with a budget, groups; and the words they are made of."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_documents import base_of, report_of
from wenbiao.check.funds import budget_totals, total_row
from wenbiao.check.scores import Column, scores_of, weights_of
from wenbiao.extract.base import Sheet
from wenbiao.extract.claims import claims
from wenbiao.extract.comparators import Comparator, comparators
from wenbiao.extract.complements import group_of, is_complement
from wenbiao.extract.language import analyse, named_thing
from wenbiao.extract.segment import segment

TITLE = "2023年度青禾区茶业发展中心部门整体支出绩效自评报告\n"
FORM = """附件2 部门整体支出绩效自评表
| 年度预算申请（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | {initial} | 120.00 | {spent} | 10 | {rate} | 9.83 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标（50分） | 数量指标 | 茶园改造面积 | ≥300亩 | 320亩 | 25 | 25 | |
| ^ | 质量指标 | 验收合格率 | 100% | 98% | 25 | {score} | 个别地块补植，2024年3月完成 |
| 效益指标（30分） | 社会效益 | 带动农户 | ≥200户 | 210户 | 30 | 30 | |
| 满意度指标（10分） | 服务对象满意度 | 茶农满意度 | ≥90% | 95% | 10 | 10 | |
| 总分 | < | < | < | < | 100 | {total} | |
"""


def form_text(
    *, initial: str = "118.00", spent: str = "118.00", rate: str = "98.33%", score: str = "24.5", total: str = "99.33"
) -> str:
    """Return a form whose numbers fit one another unless told otherwise."""
    return FORM.format(initial=initial, spent=spent, rate=rate, score=score, total=total)


def sheet_of(text: str) -> Sheet:
    """Return the one table of a text."""
    [sheet] = base_of(TITLE + text).sheets
    return sheet


@pytest.mark.parametrize(
    ("sentence", "tests"),
    [
        ("各项指标均已完成。", ["targets-missed"]),
        ("绩效目标全部实现。", ["targets-missed"]),
        ("预算执行没有偏离。", ["budget-moved"]),
        ("严格按年初预算执行。", ["budget-moved"]),
        ("资金全部支出。", ["underspent"]),
        ("各项指标将全部完成。", []),
        ("确保各项指标全部完成。", []),
        ("力争绩效目标全部实现。", []),
        ("茶园改造完成验收。", []),
    ],
)
def test_claims_are_statements_not_plans(sentence: str, tests: list[str]) -> None:
    found = list(claims(base_of(TITLE + sentence + "\n").documents))
    assert [claim.test for claim in found] == tests
    assert all(claim.paragraph.text[claim.start : claim.end] in sentence for claim in found)


@pytest.mark.parametrize(
    ("sentence", "text", "against"),
    [
        ("各项指标均已完成。", form_text(), "“验收合格率”等 1 项指标未得满分"),
        ("预算执行没有偏离。", form_text(initial="80.00"), "全年预算较年初预算变动 50%"),
        ("资金已全部支出。", form_text(spent="60.00", rate="50%"), "全年执行数只占全年预算数的 50%"),
    ],
)
def test_the_form_refutes_a_claim(sentence: str, text: str, against: str) -> None:
    [finding] = [f for f in report_of(f"{TITLE}{sentence}\n{text}").findings if f.code == "WB210"]
    assert against in finding.message
    assert finding.severity == "warning"
    assert finding.evidence[0].quote in sentence


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("各项指标均已完成。", form_text(score="25", total="99.83")),
        ("预算执行没有偏离。", form_text()),
        ("资金已全部支出。", form_text()),
    ],
)
def test_a_claim_that_fits_the_form_stands(sentence: str, text: str) -> None:
    assert [f.message for f in report_of(f"{TITLE}{sentence}\n{text}").findings if f.code == "WB210"] == []


def comparator_of(words: str) -> Comparator:
    """Return the one comparison in a sentence."""
    [found] = comparators(base_of(f"{TITLE}{words}的主要原因是厉行节约。\n").documents)
    return found


@pytest.mark.parametrize(
    ("words", "basis", "fitting"),
    [
        ("决算数大于预算数", None, ">"),
        ("支出决算超过全年预算", "adjusted", ">"),
        ("决算数小于年初预算数", "initial", "<"),
        ("决算数低于预算数", None, "<"),
        ("决算数等于调整预算数", "adjusted", "="),
        ("决算数与年初预算数持平", "initial", "="),
        ("决算数与预算数基本持平", None, "<=>"),
    ],
)
def test_comparisons_of_final_amount_and_budget(words: str, basis: str | None, fitting: str) -> None:
    found = comparator_of(words)
    assert (found.basis.value if found.basis else None) == basis
    cases = {"<": ("1.99", "2.00"), "=": ("2.00", "2.00"), ">": ("2.01", "2.00")}
    holding = [sign for sign, (final, budget) in cases.items() if found.fits(Decimal(final), Decimal(budget))]
    assert "".join(holding) == fitting


def test_an_inequality_says_nothing_of_the_direction() -> None:
    assert list(comparators(base_of(f"{TITLE}决算数不等于预算数。\n").documents)) == []


def test_other_things_are_the_complement_of_the_named_group() -> None:
    named, others = base_of(f"{TITLE}在预留份额的项目中，合同金额3.00万元；在其他项目中，合同金额5.00万元。\n").facts
    assert (group_of(named), group_of(others)) == ((False, "预留份额的项目"), (True, "项目"))
    assert is_complement(named, others)
    assert not is_complement(others, named)
    assert not is_complement(named, named)


def shown(column: Column | None) -> tuple[Decimal, Decimal | None, str]:
    """Return sum, printed total and addition of a column of points."""
    assert column is not None
    return column.total, column.printed_total, column.formula


def test_weights_and_scores_add_up_with_the_budget_row() -> None:
    sheet = sheet_of(form_text())
    assert shown(weights_of(sheet)) == (100, 100, "10 + 25 + 25 + 30 + 10")
    assert shown(scores_of(sheet)) == (Decimal("99.33"), Decimal("99.33"), "9.83 + 25 + 24.5 + 30 + 10")
    assert shown(scores_of(sheet_of(form_text(score="23.5")))) == (
        Decimal("98.33"),
        Decimal("99.33"),
        "9.83 + 25 + 23.5 + 30 + 10",
    )


def test_unreadable_scores_are_not_added_up() -> None:
    assert scores_of(sheet_of(form_text(score="按实评定"))) is None
    assert weights_of(sheet_of("会议费表\n单位：万元\n| 项目 | 决算数 |\n| 会议费 | 1.20 |\n")) is None


def test_the_budget_row_holds_the_totals_of_the_year() -> None:
    sheet = sheet_of(form_text())
    row = total_row(sheet)
    assert row is not None
    assert row.label == "年度资金总额"
    assert [(str(f.quantity.value), f.basis.value) for f in budget_totals(sheet)] == [
        ("120.00", "adjusted"),
        ("118.00", "executed"),
    ]


@given(st.text("公务接待费支出决算1.25万元，增长（3次）。 a", max_size=60))
def test_words_joined_are_the_text_again(text: str) -> None:
    assert "".join(segment(text)) == text
    assert analyse(text).text == text


def test_names_of_concepts_are_words() -> None:
    assert segment("公务用车购置及运行维护费3.60万元")[0] == "公务用车购置及运行维护费"


def test_sentences_end_at_full_stops_and_figures_are_spans() -> None:
    parsed = analyse("开展制茶培训3次，参加茶展2次；支出1,234.56万元。下年继续！")
    assert [s.text for s in parsed.sents] == ["开展制茶培训3次，参加茶展2次；支出1,234.56万元。", "下年继续！"]
    assert [span.text for span in parsed.spans["figures"]] == ["3次", "2次", "1,234.56万元"]


@pytest.mark.parametrize(
    ("clause", "thing"),
    [
        ("组织开展制茶专场培训", "制茶专场培训"),
        ("累计完成茶园改造", "茶园改造"),
        ("茶园改造项目资金", "茶园改造项目资金"),
    ],
)
def test_verbs_around_a_thing_are_left_out(clause: str, thing: str) -> None:
    assert named_thing(analyse(f"{clause}3次。"), 0, len(clause)) == thing
