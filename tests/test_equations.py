"""Equations inside tables: declared identities, account codes, numbered items, plain totals."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_documents import base_of, codes_of, report_of
from wenbiao.align.equations import Equation, equations, identities
from wenbiao.extract.wording import aliases

TITLE = "2023年度青禾区茶业发展中心部门决算\n"
NAMES = ("茶叶展会", "制茶培训", "茶苗补助", "检测服务", "品牌宣传", "病虫防治")
YUAN = st.integers(1, 10**10).map(lambda cents: Decimal(cents) / 100)


def equations_of(text: str, title: str = TITLE) -> list[Equation]:
    """Return the equations of all tables of a text below a report's title."""
    return [equation for sheet in base_of(title + text).sheets for equation in equations(sheet)]


def described(equation: Equation) -> str:
    """Return an equation as kind, addresses and whether it holds: ``total r4c2 = r2c2 + r3c2 holds``."""
    whole, *parts = (f.where.label.partition("/")[2] for f in (equation.whole, *equation.parts))
    return f"{equation.kind} {whole} = {' + '.join(parts)} {'holds' if equation.holds else 'fails'}"


SUMMARY = """收入支出决算总表
单位：万元
| 收入 | < | 支出 | < |
| 项目 | 决算数 | 项目 | 决算数 |
| 一、财政拨款收入 | 500.00 | 一、一般公共服务支出 | 320.50 |
| 二、其他收入 | 20.10 | 二、农林水支出 | 199.60 |
| 本年收入合计 | 520.10 | 本年支出合计 | {spent} |
| 年初结转和结余 | 8.40 | 年末结转和结余 | 8.40 |
| 总计 | {received} | 总计 | 528.50 |
"""
THREE_PUBLIC = """“三公”经费支出决算表
单位：万元
| 项目 | 2022年决算数 | 2023年决算数 |
| “三公”经费合计 | 5.00 | 4.85 |
| 因公出国（境）费 | 0.00 | 0.00 |
| 公务用车购置及运行维护费 | 3.60 | 3.60 |
| 其中：公务用车购置费 |  |  |
| 公务用车运行维护费 | 3.60 | 3.60 |
| 公务接待费 | 1.40 | {reception} |
"""
CODES = """支出决算表
单位：万元
| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
| 合计 | < | 520.10 | 400.10 | 120.00 |
| 201 | 一般公共服务支出 | 320.50 | 250.50 | 70.00 |
| 20106 | 财政事务 | 320.50 | 250.50 | 70.00 |
| 2010601 | 行政运行 | 250.50 | 250.50 | 0.00 |
| 2010602 | 一般行政管理事务 | 70.00 | 0.00 | {item} |
| 213 | 农林水支出 | 199.60 | 149.60 | 50.00 |
"""


def test_two_sides_of_a_summary_add_up() -> None:
    found = equations_of(SUMMARY.format(spent="520.10", received="528.50"))
    assert {described(e) for e in found} == {
        "declared r5c2 = r3c2 + r4c2 holds",
        "declared r7c2 = r5c2 + r6c2 holds",
        "declared r7c4 = r5c4 + r6c4 holds",
        "numbered r5c2 = r3c2 + r4c2 holds",
        "numbered r5c4 = r3c4 + r4c4 holds",
    }


def test_a_wrong_total_fails_where_it_stands() -> None:
    failing = {described(e) for e in equations_of(SUMMARY.format(spent="521.10", received="258.50")) if not e.holds}
    assert failing == {
        "declared r7c2 = r5c2 + r6c2 fails",
        "declared r7c4 = r5c4 + r6c4 fails",
        "numbered r5c4 = r3c4 + r4c4 fails",
    }


def test_identities_hold_down_columns_and_along_rows() -> None:
    found = {described(e) for e in equations_of(CODES.format(item="70.00"))}
    assert {"declared r2c3 = r2c4 + r2c5 holds", "declared r7c3 = r7c4 + r7c5 holds"} <= found
    assert {"code r2c3 = r3c3 + r7c3 holds", "code r4c5 = r5c5 + r6c5 holds"} <= found
    assert all(entry.endswith("holds") for entry in found)


def test_a_wrong_item_fails_along_its_row_and_in_its_code() -> None:
    failing = {described(e) for e in equations_of(CODES.format(item="77.00")) if not e.holds}
    assert failing == {"declared r6c3 = r6c4 + r6c5 fails", "code r4c5 = r5c5 + r6c5 fails"}


def test_blank_parts_are_zeros() -> None:
    found = equations_of(THREE_PUBLIC.format(reception="1.25"))
    assert "declared r4c2 = r5c2 + r6c2 holds" in {described(e) for e in found}
    assert all(e.holds for e in found)


def test_gap_and_formula_of_a_failure() -> None:
    [failure, *_] = [e for e in equations_of(THREE_PUBLIC.format(reception="1.52")) if not e.holds]
    assert failure.declared
    assert failure.gap == "0.27"
    assert failure.formula == "3.6 + 1.52 = 5.12 ≠ 4.85"


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        # a plain list adds up in one column, so it must in the other
        (
            ["| 茶叶展会 | 1.20 | 1.10 |", "| 制茶培训 | 2.40 | 2.10 |", "| 合计 | 3.60 | 3.30 |"],
            ["total r4c2 = r2c2 + r3c2 holds", "total r4c3 = r2c3 + r3c3 fails"],
        ),
        # it adds up nowhere: it was not meant to
        (["| 茶叶展会 | 1.20 | 1.10 |", "| 制茶培训 | 2.40 | 2.10 |", "| 合计 | 9.60 | 8.30 |"], []),
        # 其中 says that rows overlap
        (["| 茶叶展会 | 1.20 | 1.10 |", "| 其中：场租 | 2.40 | 2.10 |", "| 合计 | 3.60 | 3.20 |"], []),
        # zeros prove nothing
        (["| 茶叶展会 | 0.00 | 0.00 |", "| 制茶培训 | 0.00 | 0.00 |", "| 合计 | 0.00 | 0.00 |"], []),
        # one row is no list
        (["| 茶叶展会 | 1.20 | 1.10 |", "| 合计 | 1.20 | 1.10 |"], []),
    ],
)
def test_structure_counts_only_where_it_is_proven(rows: list[str], found: list[str]) -> None:
    table = "会展明细表\n单位：万元\n| 项目 | 2022年决算数 | 2023年决算数 |\n" + "\n".join(rows) + "\n"
    assert [described(e) for e in equations_of(table)] == found


@given(st.lists(YUAN, min_size=2, max_size=6))
def test_rounded_columns_with_their_rounded_total_hold(amounts: list[Decimal]) -> None:
    printed = [
        (a / 10_000).quantize(Decimal("0.01"), ROUND_HALF_UP) for a in (*amounts, sum(amounts, start=Decimal(0)))
    ]
    rows = [f"| {name} | {value} |" for name, value in zip((*NAMES[: len(amounts)], "合计"), printed, strict=True)]
    text = "会展明细表\n单位：万元\n| 项目 | 2023年决算数 |\n" + "\n".join(rows) + "\n"
    assert all(equation.holds for equation in equations_of(text))
    assert "WB301" not in codes_of(report_of(TITLE + text), "error", "warning")


@given(st.lists(st.integers(100, 10**7), min_size=2, max_size=5), st.integers(10, 10**5), st.sampled_from([1, -1]))
def test_a_total_wrong_by_more_than_rounding_fails(cents: list[int], slip: int, sign: int) -> None:
    right = sum(cents)
    columns = [[*cents, right], [*cents, right + sign * slip]]
    names = (*NAMES[: len(cents)], "合计")
    rows = [f"| {name} | {a / 100:.2f} | {b / 100:.2f} |" for name, a, b in zip(names, *columns, strict=True)]
    text = "会展明细表\n单位：万元\n| 项目 | 2022年决算数 | 2023年决算数 |\n" + "\n".join(rows) + "\n"
    assert [e.holds for e in equations_of(text)] == [True, False]


def test_declared_identities_name_known_concepts() -> None:
    known = set(aliases().values())
    for identity in identities():
        assert {identity.whole, *identity.parts, *identity.optional} <= known
        assert identity.whole not in (*identity.parts, *identity.optional)
