"""Cell values: what a cell holds is told by its text, and by the unit of its heading where it prints none."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenbiao.extract.values import State, parse_value
from wenbiao.model.quantity import Bound, Kind, Quantity


def quantity_of(text: str, unit: str = "") -> Quantity:
    """Return the quantity of a cell that must hold a number."""
    value = parse_value(text, unit)
    assert value.state is State.NUMBER
    assert value.quantity is not None
    return value.quantity


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\n", "\u00a0"])
def test_blank(text: str) -> None:
    assert parse_value(text).state is State.BLANK


@pytest.mark.parametrize(
    "text", ["无", "无。", " 无 ", "——", "—", "/", "／", "-", "－", "--", "不适用", "不涉及", "N/A"]
)
def test_nil(text: str) -> None:
    assert parse_value(text).state is State.NIL


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit", "base"),
    [
        ("98", Kind.COUNT, "98", "", "98"),
        ("1,234.56", Kind.COUNT, "1234.56", "", "1234.56"),
        ("１００％", Kind.PERCENT, "100", "%", "100"),
        ("98%", Kind.PERCENT, "98", "%", "98"),
        ("100百分比", Kind.PERCENT, "100", "%", "100"),
        ("百分之九十", Kind.PERCENT, "90", "%", "90"),
        ("3成", Kind.PERCENT, "3", "成", "30"),
        ("0.5个百分点", Kind.PERCENT, "0.5", "个百分点", "0.5"),
        ("58人", Kind.HEADCOUNT, "58", "人", "58"),
        ("14.52万件", Kind.COUNT, "14.52", "万件", "145200"),
        ("817.29万元", Kind.MONEY, "817.29", "万元", "8172900"),
        (" 10 万元 ", Kind.MONEY, "10", "万元", "100000"),
        ("¥100.00", Kind.MONEY, "100.00", "元", "100"),
        ("12.5元/平方米", Kind.MONEY, "12.5", "元", "12.5"),
        ("10分", Kind.SCORE, "10", "分", "10"),
        ("2,900㎡", Kind.AREA, "2900", "平方米", "2900"),
        ("1.5倍", Kind.RATIO, "1.5", "倍", "1.5"),
        ("2台（套）", Kind.COUNT, "2", "台", "2"),
        ("三次", Kind.COUNT, "3", "次", "3"),
        ("5次/年", Kind.COUNT, "5", "次", "5"),
        ("3年", Kind.COUNT, "3", "年", "3"),
        ("(123.45)", Kind.COUNT, "-123.45", "", "-123.45"),
        ("（1,234.50）", Kind.COUNT, "-1234.50", "", "-1234.5"),
        ("-5.2", Kind.COUNT, "-5.2", "", "-5.2"),
        ("－5.2%", Kind.PERCENT, "-5.2", "%", "-5.2"),
        ("+3", Kind.COUNT, "3", "", "3"),
        ("=100%", Kind.PERCENT, "100", "%", "100"),
        ("98①", Kind.COUNT, "98", "", "98"),
        ("100%。", Kind.PERCENT, "100", "%", "100"),
        ("1, 234.56", Kind.COUNT, "1234.56", "", "1234.56"),
        ("817. 29", Kind.COUNT, "817.29", "", "817.29"),
        ("2024.12", Kind.COUNT, "2024.12", "", "2024.12"),
    ],
)
def test_numbers(text: str, kind: Kind, value: str, unit: str, base: str) -> None:
    quantity = quantity_of(text)
    assert (quantity.kind, quantity.value, quantity.unit, quantity.base_value) == (
        kind,
        Decimal(value),
        unit,
        Decimal(base),
    )
    assert quantity.text == text.strip()


@pytest.mark.parametrize(
    ("text", "bound", "value"),
    [
        ("≧95%", Bound.AT_LEAST, 95),
        ("＞=90%", Bound.AT_LEAST, 90),
        ("≥ 95 %", Bound.AT_LEAST, 95),
        ("≥90", Bound.AT_LEAST, 90),
        ("98%以上", Bound.AT_LEAST, 98),
        ("95%（含）以上", Bound.AT_LEAST, 95),
        ("95%以上（含95%）", Bound.AT_LEAST, 95),
        ("不少于3次", Bound.AT_LEAST, 3),
        ("≥20盏", Bound.AT_LEAST, 20),
        ("≥3年", Bound.AT_LEAST, 3),
        ("≤30万元", Bound.AT_MOST, 30),
        ("5%以内", Bound.AT_MOST, 5),
        ("30天内", Bound.AT_MOST, 30),
        ("<5%", Bound.LESS_THAN, 5),
        ("100余人", Bound.MORE_THAN, 100),
        ("约5万元", Bound.ABOUT, 5),
        ("98%左右", Bound.ABOUT, 98),
    ],
)
def test_bounds(text: str, bound: Bound, value: int) -> None:
    quantity = quantity_of(text)
    assert (quantity.bound, quantity.value) == (bound, value)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("90-95%", 90, 95), ("5%-10%", 5, 10), ("5-10", 5, 10), ("30~50人", 30, 50), ("90（含）-100", 90, 100)],
)
def test_ranges(text: str, low: int, high: int) -> None:
    quantity = quantity_of(text)
    assert (quantity.value, quantity.high) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "持续提升",
        "2024年12月底前",
        "2024.5.19",
        "2024年5月",
        "2024-05-19",
        "12月",
        "1季度",
        "0731-27615141",
        "13800000000",
        "2024年",
        "一",
        "十",
        "一次性",
        "编制10人",
        "提高5%",
        "控制在5%以内",
        "7人/10人=70%≦100%",
        "4/4*8=8",
        "(1)",
        "1.",
        "3、",
        "1、2、3",
        "100 200",
        "08",
        "A4",
        "3级",
        "1:1",
        "项目支出：0.00",
        "2019年财政安排第一期职业培训资金30万元，支出10.38万元。项目资金全部足额拨付到我单位。",
    ],
)
def test_text(text: str) -> None:
    value = parse_value(text)
    assert (value.state, value.quantity) == (State.TEXT, None)


@pytest.mark.parametrize(
    "text", ["98%1", "98%95%", "98%%", "12..5", "1.2.3", "12,34", "O.5", "1O0", "9O%", "12。5", "100.", "l00.5", "08.5"]
)
def test_malformed(text: str) -> None:
    value = parse_value(text)
    assert (value.state, value.quantity) == (State.MALFORMED, None)


@pytest.mark.parametrize(
    ("text", "heading", "kind", "unit", "base"),
    [
        ("98", "万元", Kind.MONEY, "万元", "980000"),
        ("0.314", "万元", Kind.MONEY, "万元", "3140"),
        ("8.5", "亿元", Kind.MONEY, "亿元", "850000000"),
        ("1,234.5", "千元", Kind.MONEY, "千元", "1234500"),
        ("（5.20）", "万元", Kind.MONEY, "万元", "-52000"),
        ("58", "人", Kind.HEADCOUNT, "人", "58"),
        ("98", "%", Kind.PERCENT, "%", "98"),
        ("98", "％", Kind.PERCENT, "%", "98"),
        ("≥90", "%", Kind.PERCENT, "%", "90"),
        ("10", "分", Kind.SCORE, "分", "10"),
        ("12", "㎡", Kind.AREA, "平方米", "12"),
        ("12", "万人次", Kind.COUNT, "万人次", "120000"),
        ("2", "台（套）", Kind.COUNT, "台", "2"),
        ("3", "樘", Kind.COUNT, "樘", "3"),
        ("3", "对", Kind.COUNT, "对", "3"),
        ("3对", "对", Kind.COUNT, "对", "3"),
        ("5万", "元", Kind.MONEY, "万元", "50000"),
        ("5万", "万元", Kind.MONEY, "万元", "50000"),
        ("98%", "万元", Kind.PERCENT, "%", "98"),
        ("5人", "万元", Kind.HEADCOUNT, "人", "5"),
        ("100元", "万元", Kind.MONEY, "元", "100"),
    ],
)
def test_the_unit_of_the_heading_applies_where_the_cell_prints_none(
    text: str, heading: str, kind: Kind, unit: str, base: str
) -> None:
    quantity = quantity_of(text, heading)
    assert (quantity.kind, quantity.unit, quantity.base_value) == (kind, unit, Decimal(base))


def test_a_bare_number_takes_the_kind_that_the_caller_knows() -> None:
    assert parse_value("98").quantity == Quantity(Kind.COUNT, Decimal(98), "", text="98")
    assert parse_value("98", unit_kind=Kind.SCORE).quantity == Quantity(Kind.SCORE, Decimal(98), "", text="98")


@given(
    st.decimals(-(10**9), 10**9, places=2, allow_nan=False),
    st.sampled_from(
        [
            ("万元", 4, Kind.MONEY),
            ("元", 0, Kind.MONEY),
            ("%", 0, Kind.PERCENT),
            ("人", 0, Kind.HEADCOUNT),
            ("万件", 4, Kind.COUNT),
        ]
    ),
    st.booleans(),
)
def test_any_number_reads_back_with_its_unit_in_cell_or_heading(
    number: Decimal, unit: tuple[str, int, Kind], inside: bool
) -> None:
    name, places, kind = unit
    quantity = quantity_of(f"{number:,}{name}") if inside else quantity_of(f"{number:,}", name)
    assert (quantity.kind, quantity.base_value, quantity.decimals) == (kind, number.scaleb(places), 2)


@given(
    st.text(alphabet=st.sampled_from("0123456789.,%％()（）-~≥<>=约无以上内一十百万元人分年月日/ O：、"), max_size=45)
)
def test_anything_in_a_cell_is_told(text: str) -> None:
    value = parse_value(text)
    assert (value.state is State.NUMBER) == (value.quantity is not None)
