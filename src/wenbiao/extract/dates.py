"""Dates as printed: which of them no calendar holds, and which lack their month."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator

from wenbiao.extract.letters import needs
from wenbiao.extract.numerals import normalise, parse_numeral
from wenbiao.extract.spans import Span, sentences

LEAP_YEAR = 2024
"""Stands in where no year is printed: every day that some year has is possible."""
MONTHS, LONGEST_MONTH, FEBRUARY = 12, 31, 2
WEEKDAYS = "一二三四五六日"

NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
CALENDAR = re.compile(
    rf"""(?:(?P<year>(?<!\d)\d{{4}}|[一二][九〇零][〇零一二三四五六七八九]{{2}})\s*年\s*)?
        (?<![\d.．一二三四五六七八九十第])(?P<month>{NUMBER})\s*月\s*
        (?P<day>{NUMBER})\s*(?:日|号(?![文令楼院线公通建标馆仓井机台件])|(?=[至~-]\s*\d{{1,2}}\s*日))
        (?:\s*[（(]\s*(?:星期|周|礼拜)(?P<weekday>[一二三四五六日天])\s*[）)])?""",
    re.X,
)
"""2024年2月30日, 9月31日, 二〇二四年二月三十日, 5月1日（星期三）."""
LUNAR = re.compile(r"(?:农历|阴历|夏历|旧历)\S{0,10}$")
FOLLOWING_DAY = re.compile(rf"\s*[、,，和及至到~-]\s*(?P<day>{NUMBER})\s*日")
"""Further days of the same month: 9月1日至31日, 9月15日、31日."""
JOINED = re.compile(r"\s*[、,，和及至到~-]\s*")
"""What stands between two dates of one year: 2023年2月1日至2月28日."""
MONTH = re.compile(
    r"""(?:(?P<year>(?<!\d)\d{4})\s*年\s*(?:\d{1,2}\s*月?\s*[至到~-]\s*)?|(?<![\d.])\d{1,2}\s*月?\s*[至到~-]\s*)?
        (?<![\d.])(?P<month>\d{1,2})\s*月(?![龄薪\d])(?P<part>份|底|初|末|[上中下]旬)?""",
    re.X,
)
DOTTED = re.compile(
    r"(?<![\d.．/\-A-Za-z〔\[(])(?P<year>(?:19|20)\d{2})(?P<mark>[.．/-])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})(?![\d.．/\-])"
)
"""2024.2.30, 2023-02-29, 2024/9/31."""
LABELLED = re.compile(r"(?:日期|时间|填报日|截止|截至)\s*[:：]?\s*$")
REACH = 16
"""How far before a date words like 农历 and 填报日期 are looked for."""
DENSE = re.compile(r"(?:日期|时间)\s*[:：]\s*(?P<year>(?:19|20)\d{2})(?P<month>\d{2})(?P<day>\d{2})(?!\d)")
NO_MONTH = re.compile(r"(?:(?<=[，。；：、,;:])|^)\s*(?P<part>[上中下]旬)(?!以[来前后]|年|刊)")
NAMED_MONTH = re.compile(r"(?:\d|[一二三四五六七八九十正腊本上下每当同次元])\s*月")
BLANK_MONTH = re.compile(
    r"(?:20\d{2}\s*年|于|截至|截止)\s*(?P<gap>月)\s*\d{1,2}\s*日|20\d{2}\s*年(?P<bare>月)(?=[，。；、至])"
)


@needs(CALENDAR, MONTH, DOTTED, DENSE)
def impossible_dates(text: str) -> Iterator[Span]:
    """Yield the dates that do not exist, with the reason as note, in order."""
    plain = normalise(text)
    found = [*calendar_dates(plain), *months(plain), *dotted_dates(plain)]
    kept: list[Span] = []
    for span in sorted(found, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    yield from kept


def calendar_dates(text: str) -> Iterator[Span]:
    """Yield impossible dates written with 月 and 日, and the days that follow them in a list or range."""
    year_before, end_before = None, -1
    for found in CALENDAR.finditer(text):
        year, month, day = number(found["year"]), number(found["month"]), number(found["day"])
        if year is None and JOINED.fullmatch(text, end_before, found.start()):
            year = year_before
        year_before, end_before = year, found.end()
        if month is None or day is None or LUNAR.search(text[max(0, found.start() - REACH) : found.start()]):
            continue
        if month <= MONTHS and not found["month"].isdigit() and year is None and day <= LONGEST_MONTH - 1:
            continue  # 二月三十 without a year may be of the lunar calendar
        reason = fault(year, month, day) or weekday_fault(year, month, day, found["weekday"])
        if reason:
            yield Span(found.start(), found.end(), reason)
            continue
        at = found.end()
        while more := FOLLOWING_DAY.match(text, at):
            day = number(more["day"])
            if day is not None and (reason := fault(year, month, day)):
                yield Span(found.start(), more.end(), reason)
            at = more.end()


def months(text: str) -> Iterator[Span]:
    """Yield months beyond the twelfth where a year, a range or a part of the month shows that a month is meant."""
    for found in MONTH.finditer(text):
        month = int(found["month"])
        shown = found.start("month") > found.start() or found["part"]
        if shown and not 1 <= month <= MONTHS:
            yield Span(found.start(), found.end(), "一年只有12个月")


def dotted_dates(text: str) -> Iterator[Span]:
    """Yield impossible dates written with points, hyphens or slashes.

    A month beyond the twelfth counts only after a word like 日期, for numbers of contracts look alike.
    """
    for found in (*DOTTED.finditer(text), *DENSE.finditer(text)):
        start = found.start("year")
        year, month, day = (int(found[part]) for part in ("year", "month", "day"))
        reason = fault(year, month, day)
        looks_right = 1 <= month <= MONTHS and 1 <= day <= LONGEST_MONTH
        if reason and (looks_right or LABELLED.search(text[max(0, start - REACH) : start])):
            yield Span(start, found.end(), reason)


def number(text: str | None) -> int | None:
    """Return a printed number as an integer."""
    value = parse_numeral(text) if text else None
    return int(value) if value is not None else None


def fault(year: int | None, month: int, day: int) -> str:
    """Return why a date does not exist, or an empty string."""
    if not 1 <= month <= MONTHS:
        return "一年只有12个月"
    length = monthrange(year or LEAP_YEAR, month)[1]
    if 1 <= day <= length:
        return ""
    if month == FEBRUARY and year is None:
        return f"2月至多{length}天"
    return f"{f'{year}年' if month == FEBRUARY else ''}{month}月只有{length}天"


def weekday_fault(year: int | None, month: int, day: int, weekday: str | None) -> str:
    """Return which day of the week a date really was when another one is printed beside it."""
    if year is None or weekday is None or year < 1900:  # noqa: PLR2004
        return ""
    from datetime import date

    right = WEEKDAYS[date(year, month, day).weekday()]
    return "" if right == weekday.replace("天", "日") else f"当日是星期{right}"


@needs(NO_MONTH, BLANK_MONTH)
def missing_months(text: str) -> Iterator[Span]:
    """Yield 上旬, 中旬 or 下旬 of no named month, and days whose month was left out."""
    for sentence in sentences(text):
        inside = sentence.within(text)
        for found in NO_MONTH.finditer(inside):
            if not NAMED_MONTH.search(inside[: found.start()]):
                yield Span(sentence.start + found.start("part"), sentence.start + found.end("part"), "没有写明月份")
    for found in BLANK_MONTH.finditer(text):
        yield Span(found.start(), found.end(), "“月”前缺数字")
