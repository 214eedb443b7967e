"""Numerals: what is printed is read back exactly, in Arabic and Chinese characters and mixtures of them."""

from __future__ import annotations

import time
from decimal import Decimal

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenbiao.extract.numerals import normalise, parse_numeral, read_spread

FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("1234.56", "1234.56"),
        ("1,234,567.89", "1234567.89"),
        ("1，234，567.89", "1234567.89"),
        ("1'234'567", "1234567"),
        ("1\u2009234\u2009567.5", "1234567.5"),
        ("1\u00a0234", "1234"),
        ("１２３．４５", "123.45"),
        ("-5.2", "-5.2"),
        ("－5.2", "-5.2"),
        ("负四十", "-40"),
        ("十五", "15"),
        ("二十", "20"),
        ("两千", "2000"),
        ("一百零五", "105"),
        ("一百二十三万四千", "1234000"),
        ("一万零五百", "10500"),
        ("一千万零五", "10000005"),
        ("三亿五千万", "350000000"),
        ("一万二千亿", "1200000000000"),
        ("百万万", "10000000000"),
        ("二〇二四", "2024"),
        ("二○二四", "2024"),
        ("一点五", "1.5"),
        ("八十点零五", "80.05"),
        ("两千五", "2500"),
        ("三万五", "35000"),
        ("壹万贰仟", "12000"),
        ("肆佰叁拾萬", "4300000"),
        ("拾万零五十六点叁叁", "100056.33"),
        ("四十九兆九千五百九十二億", "49959200000000"),
        ("3.46亿", "346000000"),
        ("14.52万", "145200"),
        ("1万2千", "12000"),
        ("2千5百", "2500"),
        ("1亿2000万", "120000000"),
        ("12万5000", "125000"),
        ("一 百 五 十", "150"),
    ],
)
def test_reads_the_exact_value(text: str, value: str) -> None:
    assert parse_numeral(text) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "元",
        "12,34",
        "1,2345",
        "1.2.3",
        "12..5",
        "O.5",
        "十三五",
        "七十百",
        "五百千",
        "1亿2万3亿",
        "一点",
        "点五",
        "几十",
    ],
)
def test_reads_nothing_else(text: str) -> None:
    assert parse_numeral(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("三五百", 300, 500),
        ("十七八", 17, 18),
        ("两三千", 2000, 3000),
        ("三四十万", 300000, 400000),
        ("五六", 5, 6),
        ("一百二三十", 120, 130),
    ],
)
def test_two_digits_in_a_row_are_approximate(text: str, low: int, high: int) -> None:
    assert read_spread(text) == (low, high)


@pytest.mark.parametrize("text", ["一二三", "二五", "二〇二四", "九十", "五五", "十"])
def test_other_digits_in_a_row_are_not(text: str) -> None:
    assert read_spread(text) is None


@given(st.integers(0, 10**15))
def test_chinese_numerals_read_back(number: int) -> None:
    assert parse_numeral(cn2an.an2cn(number, "low")) == number
    assert parse_numeral(cn2an.an2cn(number, "up")) == number


@given(st.decimals(0, 10**8, places=2, allow_nan=False))
def test_chinese_fractions_read_back(number: Decimal) -> None:
    assert parse_numeral(cn2an.an2cn(str(number), "low")) == number


@given(st.decimals(-(10**12), 10**12, places=3, allow_nan=False))
def test_arabic_numerals_read_back(number: Decimal) -> None:
    assert parse_numeral(f"{number}") == number
    assert parse_numeral(f"{number:,}") == number
    assert parse_numeral(f"{number:,}".translate(FULL_WIDTH)) == number


@given(
    st.decimals(Decimal("0.01"), 9999, places=2, allow_nan=False),
    st.sampled_from([("千", 3), ("万", 4), ("百万", 6), ("亿", 8), ("万亿", 12)]),
)
def test_mixed_numerals_read_back(number: Decimal, scale: tuple[str, int]) -> None:
    assert parse_numeral(f"{number}{scale[0]}") == number.scaleb(scale[1])


@given(st.text(alphabet=st.sampled_from("0９1，．.,％（）－萬億個〇 元人第一百aｋ\n"), max_size=60))
def test_normalising_keeps_every_offset(text: str) -> None:
    folded = normalise(text)
    assert len(folded) == len(text)
    assert all(a == b for a, b in zip(text, folded, strict=True) if a in "元人第一百a\n")


def test_full_width_commas_change_only_inside_numbers() -> None:
    assert normalise("预算１，２３４．５万元，决算5，678.9元") == "预算1,234.5万元，决算5,678.9元"
    assert normalise("得分98，100%完成，2024，5个") == "得分98，100%完成，2024，5个"


@given(st.text(alphabet=st.sampled_from("0123456789.,一二三百千万亿零点两壹拾"), max_size=40))
def test_anything_is_read_or_refused(text: str) -> None:
    value = parse_numeral(text)
    assert value is None or value.is_finite()


@pytest.mark.parametrize(
    "text", ["1" * 20_000, "一" * 20_000, "一百" * 10_000, "万" * 20_000, "1," * 10_000, "一万" * 10_000]
)
def test_long_input_takes_no_long_time(text: str) -> None:
    begun = time.process_time()
    parse_numeral(text)
    assert time.process_time() - begun < 2
