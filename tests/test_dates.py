"""Dates: every day of the calendar passes in every notation, and no other day does."""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenbiao.extract.dates import impossible_dates, missing_months

NOTATIONS = ("{y}年{m}月{d}日", "{y}.{m}.{d}", "{y}-{m:02d}-{d:02d}", "{y}/{m}/{d}", "{y} 年 {m} 月 {d} 日")
DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """Return a number up to 31 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else DIGITS[tens] + "十") + (DIGITS[ones] if ones else "")


@given(st.dates(date(1990, 1, 1), date(2049, 12, 31)), st.sampled_from(NOTATIONS))
def test_days_of_the_calendar_pass(day: date, notation: str) -> None:
    assert list(impossible_dates(f"于{notation.format(y=day.year, m=day.month, d=day.day)}召开。")) == []


@given(st.integers(1990, 2049), st.integers(1, 12), st.integers(29, 31), st.sampled_from(NOTATIONS))
def test_other_days_are_found(year: int, month: int, day: int, notation: str) -> None:
    printed = notation.format(y=year, m=month, d=day)
    found = [span.within(f"于{printed}召开。") for span in impossible_dates(f"于{printed}召开。")]
    assert found == ([printed] if day > monthrange(year, month)[1] else [])


@given(st.integers(1, 12), st.integers(1, 31))
def test_chinese_numerals_mean_the_same(month: int, day: int) -> None:
    text = f"二〇二四年{chinese(month)}月{chinese(day)}日"
    assert bool(list(impossible_dates(text))) == (day > monthrange(2024, month)[1])


@pytest.mark.parametrize(
    "text", ["合同2024-13-45", "3月32号文件", "0-36月龄", "版本2.30.31", "24.5月", "第13月工资", "农历二月三十日"]
)
def test_other_numbers_are_no_dates(text: str) -> None:
    assert list(impossible_dates(text)) == []


@pytest.mark.parametrize(
    ("text", "count"), [("检查后，下旬督查", 1), ("6月中旬部署，下旬督查", 0), ("每月下旬", 0), ("2024年月15日", 1)]
)
def test_months_left_out(text: str, count: int) -> None:
    assert len(list(missing_months(text))) == count
