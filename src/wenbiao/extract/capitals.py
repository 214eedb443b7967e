"""Amounts in financial capitals (大写) beside the same amount in figures (小写)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from wenbiao.extract.letters import needs
from wenbiao.extract.numerals import normalise, parse_numeral
from wenbiao.extract.spans import Span

FINANCIAL = "壹贰叁肆伍陆柒捌玖"
PLACES = "拾佰仟"
COMMON = "一二两三四五六七八九十百千"
NUMERALS = rf"零〇{FINANCIAL}{PLACES}万亿{COMMON}"
CAPITAL = re.compile(
    rf"(?P<whole>[{NUMERALS}]{{1,24}})\s*[元](?:(?P<jiao>[{NUMERALS}])角)?(?:零?(?P<fen>[{NUMERALS}])分)?(?P<full>[整正])?"
)
"""壹拾贰万叁仟肆佰元整, 伍佰元零叁分."""
FIGURE_AFTER = re.compile(
    r"\s*[（(，,。、；;]?\s*(?:人民币)?[（(]?(?:小写)?(?:金额)?[）)]?\s*[:：]?\s*(?P<sign>[¥$])?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[万亿]?元)?"
)
FIGURE_BEFORE = re.compile(
    r"(?P<sign>¥)?\s*(?<![\d.,])(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>[万亿]?元)?(?:整)?\s*[（(，,]?\s*(?:人民币)?[（(]?(?:大写)?(?:金额)?[）)]?\s*[:：为]?\s*(?:人民币)?\s*$"
)
SCALES = {"元": Decimal(1), "万元": Decimal(10_000), "亿元": Decimal(100_000_000)}
REACH = 40
ENOUGH = 2
"""Fewer financial characters may be a name (陆元镇), unless 整 closes them."""


@dataclass(frozen=True, slots=True)
class CapitalAmount:
    """An amount in capitals: its place, its value in 元 (None where it cannot be read), what is wrong with its form.

    ``figure`` and ``stated`` are the same amount in figures and its value, where one stands beside it.
    """

    span: Span
    value: Decimal | None
    fault: str = ""
    figure: Span | None = None
    stated: Decimal | None = None


@needs(CAPITAL)
def capital_amounts(text: str) -> Iterator[CapitalAmount]:
    """Yield the amounts in capitals of a text in order, each with the figure beside it."""
    plain = normalise(text)
    for found in CAPITAL.finditer(plain):
        written = found["whole"] + (found["jiao"] or "") + (found["fen"] or "")
        if sum(sign in FINANCIAL + PLACES for sign in written) < ENOUGH and not found["full"]:
            continue
        value = value_of(found)
        figure, stated = figure_beside(plain, found.start(), found.end())
        yield CapitalAmount(Span(*found.span()), value, fault_of(found, value), figure, stated)


def value_of(found: re.Match[str]) -> Decimal | None:
    """Return the value of an amount in capitals in 元, or None where the order of its characters makes no number."""
    whole = parse_numeral(found["whole"])
    parts = [(found["jiao"], Decimal("0.1")), (found["fen"], Decimal("0.01"))]
    small = [(parse_numeral(digit), place) for digit, place in parts if digit]
    if whole is None or any(digit is None for digit, _ in small):
        return None
    return whole + sum((digit * place for digit, place in small if digit is not None), start=Decimal(0))


def fault_of(found: re.Match[str], value: Decimal | None) -> str:
    """Return what is wrong with the form of an amount in capitals, or an empty string."""
    if value is None:
        return "数位次序不对，读不成一个数"
    if any(sign in COMMON for sign in found["whole"]):
        return "混用了小写汉字数字"
    if found["fen"] and found["full"]:
        return "有“分”的，“分”后不写“整”"
    if not found["jiao"] and not found["fen"] and not found["full"]:
        return "到元为止的，“元”后应写“整”"
    return ""


def figure_beside(text: str, start: int, end: int) -> tuple[Span | None, Decimal | None]:
    """Return the figure right after or right before ``start:end`` and its value in 元, or two Nones."""
    after = FIGURE_AFTER.match(text, end)
    if after and (after["sign"] or after["unit"]):
        return figure_of(after)
    low = max(0, start - REACH)
    before = FIGURE_BEFORE.search(text[low:start])
    if before and (before["sign"] or before["unit"]):
        span, value = figure_of(before)
        return (Span(span.start + low, span.end + low) if span else None), value
    return None, None


def figure_of(found: re.Match[str]) -> tuple[Span, Decimal]:
    """Return the place and the value in 元 of a printed figure."""
    end = found.end("unit") if found["unit"] else found.end("number")
    value = Decimal(found["number"].replace(",", "")) * SCALES[found["unit"] or "元"]
    return Span(found.start("number"), end), value
