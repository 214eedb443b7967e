"""Alignment: which cell a stated figure restates, by name, fund, version and unit, and what became of it."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_documents import base_of, link_of, report_of
from wenbiao.align.link import Alignment, align
from wenbiao.align.names import Name, caption_subject, names_of
from wenbiao.align.slips import is_slip, slip_between
from wenbiao.model.finding import Link, Verdict
from wenbiao.model.quantity import Kind, Quantity

TITLE = "2023年度青禾区茶业发展中心部门决算\n"
AMOUNTS = st.integers(10**4, 10**8).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")
THREE_PUBLIC = """
“三公”经费支出决算表
单位：万元
| 项目 | 2022年决算数 | 2023年预算数 | 2023年决算数 |
| “三公”经费 | 5.00 | 6.00 | 4.85 |
| 1.公务接待费 | 1.40 | 2.00 | 1.25 |
| 2.公务用车购置及运行维护费 | 3.60 | 4.00 | 3.60 |
"""
EXPENDITURE = """
支出决算表
单位：万元
| 项目 | 本年支出合计 | 基本支出 | 项目支出 |
| 合计 | 520.10 | 400.10 | 120.00 |
| 农林水支出 | 199.60 | 149.60 | 50.00 |

政府性基金预算财政拨款支出决算表
单位：万元
| 项目 | 本年支出合计 | 基本支出 | 项目支出 |
| 合计 | 30.00 | 0.00 | 30.00 |

一般公共预算财政拨款支出决算表
单位：万元
| 项目 | 本年支出合计 | 基本支出 | 项目支出 |
| 合计 | 490.10 | 400.10 | 90.00 |
"""


def link_in(sentence: str, figure: str, tables: str = THREE_PUBLIC) -> Link:
    """Return the link of one figure of a sentence beside tables."""
    return link_of(report_of(f"{TITLE}{sentence}\n{tables}"), figure)


def alignment_of(text: str) -> Alignment:
    """Return the alignment of a text below a report's title."""
    return align(base_of(TITLE + text))


@pytest.mark.parametrize(
    ("sentence", "figure", "verdict", "cell"),
    [
        ("公务接待费支出决算1.25万元。", "1.25万元", "supported", "t1/r3c4"),
        ("公务接待费支出决算12500元。", "12500元", "supported", "t1/r3c4"),
        ("公务接待费支出决算1.3万元。", "1.3万元", "rounding", "t1/r3c4"),
        ("公务接待费支出决算约1.2万元。", "1.2万元", "rounding", "t1/r3c4"),
        ("公务接待费支出决算1.52万元。", "1.52万元", "contradicted", "t1/r3c4"),
        ("公务接待费支出决算1.26万元。", "1.26万元", "contradicted", "t1/r3c4"),
        ("公务接待费上年决算1.40万元。", "1.40万元", "supported", "t1/r3c2"),
        ("公务接待费年初预算2.00万元。", "2.00万元", "supported", "t1/r3c3"),
        ("公务接待费年初预算1.25万元。", "1.25万元", "contradicted", "t1/r3c3"),
        ("“三公”经费支出决算4.85万元。", "4.85万元", "supported", "t1/r2c4"),
        ("公务接待费支出决算约3万元。", "3万元", "undecidable", "t1/r3c4"),
    ],
)
def test_verdicts_beside_one_table(sentence: str, figure: str, verdict: str, cell: str) -> None:
    link = link_in(sentence, figure)
    assert (link.verdict.value, link.cells[0].where.label) == (verdict, cell)


@pytest.mark.parametrize("sentence", ["会议费支出1.25万元。", "茶园改造项目支出1.25万元。", "年末在职人员1人。"])
def test_what_no_table_holds_is_unmatched(sentence: str) -> None:
    [link] = report_of(TITLE + sentence + THREE_PUBLIC).links
    assert (link.verdict, link.cells) == (Verdict.UNMATCHED, ())


@pytest.mark.parametrize(
    ("sentence", "figure", "verdict", "cell"),
    [
        ("本年支出合计520.10万元。", "520.10万元", "supported", "t1/r2c2"),
        ("项目支出120.00万元。", "120.00万元", "supported", "t1/r2c4"),
        ("农林水支出199.60万元。", "199.60万元", "supported", "t1/r3c2"),
        ("一般公共预算财政拨款支出490.10万元。", "490.10万元", "supported", "t3/r2c2"),
        ("政府性基金预算财政拨款支出30.00万元。", "30.00万元", "supported", "t2/r2c2"),
        ("政府性基金预算财政拨款支出31.00万元。", "31.00万元", "contradicted", "t2/r2c2"),
        ("政府性基金预算财政拨款支出490.10万元。", "490.10万元", "contradicted", "t2/r2c2"),
    ],
)
def test_funds_tell_tables_apart(sentence: str, figure: str, verdict: str, cell: str) -> None:
    link = link_in(sentence, figure, EXPENDITURE)
    assert (link.verdict.value, link.cells[0].where.label) == (verdict, cell)


def test_section_tells_the_fund_of_what_it_speaks_of() -> None:
    text = "八、政府性基金预算财政拨款支出决算情况说明\n本年支出30.00万元，其中项目支出30.00万元。"
    links = report_of(TITLE + text + "\n" + EXPENDITURE).links
    assert [(link.verdict.value, link.cells[0].where.label) for link in links] == [
        ("supported", "t2/r2c2"),
        ("supported", "t2/r2c4"),
    ]


def test_percentages_are_derived_from_figures_and_cells() -> None:
    report = report_of(
        TITLE
        + "公务接待费支出决算1.25万元，完成预算的62.50%，占“三公”经费支出的25.77%，比上年减少0.15万元，下降10.71%。"
        + THREE_PUBLIC
    )
    found = {link.fact.quantity.text: (link.verdict.value, link.formula) for link in report.links}
    assert found["62.50%"] == ("derived", "1.25 ÷ 2 = 62.5%")
    assert found["25.77%"] == ("derived", "1.25 ÷ 4.85 = 25.7732%")
    assert found["10.71%"] == ("derived", "−0.15 ÷ (1.25 + 0.15) = -10.7143%")


@pytest.mark.parametrize(
    ("sentence", "kind", "holds", "truncated"),
    [
        ("培训费支出817.29万元，比上年增加65.44万元，增长8.70%。", "growth", True, False),
        ("培训费支出817.29万元，比上年增加65.44万元，增长8.07%。", "growth", False, False),
        ("培训费支出3.00万元，比上年减少1.00万元，下降25%。", "growth", True, False),
        ("培训费支出3.00万元，比上年减少1.00万元，下降33.33%。", "growth", False, False),
        ("培训费支出3.00万元，比上年2.00万元增加1.00万元。", "change", True, False),
        ("培训费支出3.00万元，比上年2.00万元增加1.10万元。", "change", False, False),
        ("公用经费1000.00万元，其中：办公费666.67万元，占66.67%。", "share", True, False),
        ("公用经费1000.00万元，其中：办公费666.67万元，占66.66%。", "share", False, True),
        ("公用经费1000.00万元，其中：办公费666.67万元，占67.67%。", "share", False, False),
        ("公务接待费支出决算2.02万元，完成预算5.30万元的38.1%。", "share", True, False),
        ("公务接待费支出决算2.02万元，完成预算5.30万元的31.8%。", "share", False, False),
        ("因公出国（境）费支出决算0万元，完成预算0万元的0%。", "share", None, False),
    ],
)
def test_arithmetic_of_a_sentence(sentence: str, kind: str, holds: bool | None, truncated: bool) -> None:
    found = [d for d in alignment_of(sentence).derivations if d.kind == kind]
    assert [(d.holds, d.truncated) for d in found] == [(holds, truncated)]


def test_a_rate_of_nothing_is_undecidable() -> None:
    link = link_in("因公出国（境）费支出决算0万元，完成预算0万元的0%。", "0%", "")
    assert link.verdict is Verdict.UNDECIDABLE


@pytest.mark.parametrize(
    ("sentence", "complete", "holds", "exceeds"),
    [
        ("本年支出合计100.00万元，其中：基本支出60.00万元，项目支出40.00万元。", True, True, False),
        ("本年支出合计100.00万元，其中：基本支出60.00万元，项目支出39.00万元。", True, False, False),
        ("本年支出合计100.00万元，其中：基本支出60.00万元，项目支出41.00万元。", True, False, True),
        ("商品和服务支出10.00万元，其中：办公费3.00万元，水费4.00万元。", False, False, False),
        ("商品和服务支出10.00万元，其中：办公费3.00万元，水费4.00万元，其他3.00万元。", True, True, False),
        ("商品和服务支出10.00万元，其中：办公费3.00万元，水费4.00万元，其他3.50万元。", True, False, True),
        ("办公费10.00万元，其中：甲4.00万元，占40%；乙6.05万元，占60.5%。", True, False, True),
        ("人员编制50人，其中：行政编制32人，事业编制20人。", False, False, True),
    ],
)
def test_wholes_and_their_parts(sentence: str, complete: bool, holds: bool, exceeds: bool) -> None:
    [found] = alignment_of(sentence).sums
    assert (found.complete, found.holds, found.exceeds) == (complete, holds, exceeds)


def test_parts_may_belong_to_several_figures_together() -> None:
    [found] = alignment_of("雇员18人，派遣工11人，物业人员4人，其中：男性20人，女性13人。").sums
    assert found.holds
    assert [fact.quantity.text for fact in (found.whole, *found.beside)] == ["4人", "11人", "18人"]


@given(AMOUNTS, st.lists(st.integers(1, 99), min_size=1, max_size=3))
def test_rounded_parts_of_a_rounded_whole_hold(whole: str, weights: list[int]) -> None:
    yuan = Decimal(whole) * 10_000
    shares = [yuan * weight / (sum(weights) + 1) for weight in weights]
    parts = [f"{share / 10_000:.2f}" for share in (*shares, yuan - sum(shares))]
    names = ("办公费", "水费", "电费", "差旅费")
    listed = "，".join(f"{name}{part}万元" for name, part in zip(names, parts, strict=False))
    found = alignment_of(f"商品和服务支出{whole}万元，其中：{listed}。").sums
    assert [addition.holds for addition in found] == [True]
    assert not found[0].exceeds


@given(AMOUNTS, AMOUNTS)
def test_rounded_growth_holds(now: str, before: str) -> None:
    moved = Decimal(now) - Decimal(before)
    rate = abs(moved) / Decimal(before) * 100
    words = ("增加", "增长") if moved >= 0 else ("减少", "下降")
    sentence = f"培训费支出{now}万元，比上年{words[0]}{abs(moved)}万元，{words[1]}{rate:.2f}%。"
    [found] = [d for d in alignment_of(sentence).derivations if d.kind == "growth"]
    assert found.holds


@given(AMOUNTS, AMOUNTS)
def test_a_restated_amount_is_supported_exactly_when_equal(said: str, shown: str) -> None:
    table = f"“三公”经费支出决算表\n单位：万元\n| 项目 | 2023年决算数 |\n| 公务接待费 | {shown} |\n"
    base = base_of(f"{TITLE}公务接待费支出决算{said}万元。\n\n{table}")
    [link] = align(base).links
    assert link.verdict is (Verdict.SUPPORTED if Decimal(said) == Decimal(shown) else Verdict.CONTRADICTED)


@pytest.mark.parametrize(
    ("caption", "fund", "subject"),
    [
        ("收入支出决算总表", "", "收入支出"),
        ("表5：政府性基金预算财政拨款支出决算表", "government-fund", "支出"),
        ("一般公共预算财政拨款支出决算表", "general", "支出"),
        ("2023年度青禾区茶业发展中心政府性基金预算财政拨款收入支出决算表", "government-fund", "收入支出"),
        ("会议费明细表", "", "会议费"),
    ],
)
def test_what_a_caption_speaks_of(caption: str, fund: str, subject: str) -> None:
    assert caption_subject(caption) == (fund, subject)


def test_names_of_cells_join_row_column_and_caption() -> None:
    base = base_of(TITLE + EXPENDITURE)
    names = {cell.where.label: names_of(cell) for cell in base.cells}
    assert names["t1/r2c3"][0] == Name("", "expenditure.basic")
    assert names["t1/r3c2"][0] == Name("", "农林水支出")
    assert names["t2/r2c4"][0] == Name("government-fund", "expenditure.project")
    assert names["t3/r2c2"][0] == Name("general", "expenditure.total")


@pytest.mark.parametrize(
    ("said", "meant", "slip"),
    [
        ("128.60", "126.80", True),
        ("128.60", "168.20", True),
        ("128.60", "218.60", True),
        ("128.60", "128.50", True),
        ("128.60", "12.86", True),
        ("470810.00", "469910.00", False),
        ("197.28", "179.28", True),
        ("3.29", "3.92", False),  # too short to tell
        ("128.60", "-128.60", False),
    ],
)
def test_slips_of_the_pen(said: str, meant: str, slip: bool) -> None:
    quantity = Quantity(Kind.MONEY, Decimal(said), "万元", Decimal(10_000), len(said.partition(".")[2]))
    assert is_slip(quantity, Decimal(meant)) is slip


def test_the_mistyped_figure_of_a_sum_is_found() -> None:
    [found] = alignment_of(
        "商品和服务支出1232.73万元，其中：办公费981.40万元，水费32.96万元，电费113.00万元，其他80.00万元。"
    ).sums
    assert not found.holds
    slip = slip_between(found.whole, found.parts)
    assert slip is None
    [found] = alignment_of(
        "商品和服务支出1207.61万元，其中：办公费981.40万元，水费32.96万元，电费131.25万元，其他80.00万元。"
    ).sums
    slip = slip_between(found.whole, found.parts)
    assert slip is not None
    assert slip.quantity.text == "131.25万元"
