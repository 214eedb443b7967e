"""Calculations written out in a cell: "7人/10人=70%", "4/4*8=8"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from wenbiao.extract.numerals import normalise
from wenbiao.model.quantity import HALF, Interval

HUNDRED = Decimal(100)
NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?%?"
UNIT = r"(?:[百千万亿]*元|人次|[人名个件辆次场家户项批台])?"
TERM = rf"[(\[（［]*\s*-?\s*{NUMBER}\s*{UNIT}\s*[)\]）］]*"
EQUATION = re.compile(rf"(?P<left>{TERM}(?:\s*[-+−×xX*/÷＊／]\s*{TERM}){{1,24}})\s*=\s*(?P<right>-?\s*{NUMBER})")
TOKEN = re.compile(rf"{NUMBER}|[-+×/()]")
OPERATORS = str.maketrans("−*xX＊÷／[]［］（）", "-××××//()()()")


@dataclass(frozen=True, slots=True)
class Equation:
    """One calculation: its text, what its left side amounts to, and the printed result.

    Percentages are in percent on both sides where the printed result is one.
    """

    text: str
    exact: Interval
    stated: Interval
    value: Decimal
    percent: bool

    @property
    def holds(self) -> bool:
        """Whether the printed result follows."""
        return self.exact.meets(self.stated)


def equations(text: str) -> Iterator[Equation]:
    """Yield the calculations of a text that can be recomputed."""
    for found in EQUATION.finditer(normalise(text)):
        exact = evaluate(found["left"])
        right = found["right"].replace(" ", "")
        if exact is None:
            continue
        percent = right.endswith("%")
        value = Decimal(right.rstrip("%").replace(",", ""))
        half = HALF.scaleb(-decimals(right))
        if percent:
            exact = exact.scaled(HUNDRED)
        yield Equation(" ".join(found[0].split()), exact, Interval(value - half, value + half), value, percent)


def decimals(number: str) -> int:
    """Return how many decimals a printed number has."""
    return len(number.rstrip("%").partition(".")[2])


def evaluate(text: str) -> Interval | None:
    """Return the value of an expression with + − × / and brackets, or None where it is none."""
    tokens = TOKEN.findall(re.sub(r"[^\d.,%()+×/-]", "", text.translate(OPERATORS)))
    parser = Parser(tokens)
    value = parser.sum()
    return value if parser.at == len(tokens) else None


class Parser:
    """Reads one expression, products before sums; any step returns None where the text is no expression."""

    def __init__(self, tokens: list[str]) -> None:
        """Begin at the first token."""
        self.tokens = tokens
        self.at = 0

    def take(self, *wanted: str) -> str:
        """Return the next token and pass it if it is one of ``wanted``, else an empty string."""
        token = self.tokens[self.at] if self.at < len(self.tokens) else ""
        if token not in wanted:
            return ""
        self.at += 1
        return token

    def sum(self) -> Interval | None:
        """Return the value of terms added and subtracted."""
        value = self.product()
        while value is not None and (sign := self.take("+", "-")):
            term = self.product()
            value = None if term is None else value + term if sign == "+" else value - term
        return value

    def product(self) -> Interval | None:
        """Return the value of factors multiplied and divided."""
        value = self.factor()
        while value is not None and (sign := self.take("×", "/")):
            factor = self.factor()
            value = None if factor is None else times(value, factor) if sign == "×" else value.divided(factor)
        return value

    def factor(self) -> Interval | None:
        """Return a number, a bracket, or either with a minus."""
        if self.take("-"):
            value = self.factor()
            return -value if value is not None else None
        if self.take("("):
            value = self.sum()
            return value if self.take(")") else None
        if self.at >= len(self.tokens) or not self.tokens[self.at][0].isdigit():
            return None
        token = self.tokens[self.at]
        self.at += 1
        return number(token)


def number(token: str) -> Interval:
    """Return what a printed operand stands for: whole numbers are exact, decimals were rounded."""
    value = Decimal(token.rstrip("%").replace(",", ""))
    half = HALF.scaleb(-decimals(token)) if decimals(token) else Decimal(0)
    interval = Interval(value - half, value + half)
    return interval.scaled(Decimal("0.01")) if token.endswith("%") else interval


def times(one: Interval, other: Interval) -> Interval:
    """Return the interval of products."""
    ends = [a * b for a in (one.low, one.high) for b in (other.low, other.high)]
    return Interval(min(ends), max(ends))
