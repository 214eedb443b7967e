"""Printed scoring rules: which scores a rule allows, and which score a percentage earns under it.

Bands ("80%（含）-90%，计6分"), steps ("每超过一个百分点扣0.5分"), full marks ("100%计满分") and tiers without
numbers ("好6分，一般3分，无0分") are read; of anything else nothing is claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from wenbiao.extract.numerals import normalise, parse_numeral
from wenbiao.model.quantity import INFINITY, Interval

HUNDRED = Decimal(100)
INCLUDED = r"(?:\s*\(含\)|\(含本数\))"
N = r"-?\d+(?:\.\d+)?"
POINTS = re.compile(
    r"""(?:[计记得给]为?(?:(?:该项|本项|权重|分值|指标)分?的?)*\s*)?
        (?: (?P<share>-?\d+(?:\.\d+)?)\s*%\s*(?:的?(?:权重|分值|得?分)\S{0,2})
          | (?P<points>-?\d+(?:\.\d+)?)\s*分(?!钟|别|之)
          | (?P<full>(?:[计记得给]\s*)?满分|全分)
          | (?P<none>不(?:得|计|给)分|零分) )""",
    re.X,
)
RANGE_OF_POINTS = re.compile(rf"{N}\s*分?\s*[-~至]\s*{N}\s*分|酌情|酌减|视情|视情况")
STEP = re.compile(
    r"""每(?P<words>[^\d一,，。;；]{0,8}?)(?P<each>\d+(?:\.\d+)?|一|1)\s*个?\s*(?P<unit>百分点|%)[^,，。;；]{0,4}?
        [,，]?\s*[扣减]\s*(?P<off>\d+(?:\.\d+)?)\s*分""",
    re.X,
)
"""每超过一个百分点扣0.5分, 每低于5%扣2分, 每超过(降低)5%扣2分."""
EXCESS = re.compile(r"超|增|高于|大于|上升|多")
SHORTFALL = re.compile(r"低|减|少|降|不足|小于")
SPAN = re.compile(rf"(?P<low>{N})\s*%?{INCLUDED}?\s*[-~至]\s*(?P<high>{N})\s*%?")
CHAIN = re.compile(rf"(?P<low>{N})\s*%\s*(?P<low_in>[≤<])=?[^\d,，；;]{{1,16}}?(?P<high_in>[≤<])=?\s*(?P<high>{N})\s*%")
AT_LEAST = re.compile(
    rf"(?:≥|>=|大于等于|大于或等于|不低于|不少于|达到|达)\s*(?P<a>{N})\s*%"
    rf"|(?P<b>{N})\s*%{INCLUDED}\s*以上|(?P<c>{N})\s*%\s*(?:及以上|以上{INCLUDED})"
)
MORE = re.compile(rf"(?:(?<![≥])>(?!=)|大于(?!等|或)|高于|超过)\s*(?P<a>{N})\s*%?|(?P<b>{N})\s*%\s*以上(?!{INCLUDED})")
AT_MOST = re.compile(
    rf"(?:≤|<=|小于等于|小于或等于|不超过|不高于|不大于)\s*(?P<a>{N})\s*%?"
    rf"|(?P<b>{N})\s*%{INCLUDED}\s*以下|(?P<c>{N})\s*%\s*(?:及以下|以下{INCLUDED}|以内)"
)
LESS = re.compile(rf"(?:<(?!=)|小于(?!等|或)|低于|不足|不到)\s*(?P<a>{N})\s*%?|(?P<b>{N})\s*%\s*以下(?!{INCLUDED})")
EQUAL = re.compile(rf"(?:=|等于|为)\s*(?P<a>{N})\s*%?|^\D{{0,12}}?(?P<b>{N})\s*%\s*[,，]?\s*(?=[计得记给])")
LISTED = re.compile(r"[①②③④⑤⑥⑦⑧⑨]|[(（]\d[)）]|(?:^|[；;。\n])\s*\d[.、．)）]|各\s*\d+(?:\.\d+)?\s*分|每项|每个|各占")

OPEN = re.compile(r"扣|每|加\s*\d|比例|按比")
"""Words of rules that take off or add up points, or award them in proportion."""


@dataclass(frozen=True, slots=True)
class Band:
    """A range of percentages with its points; ``None`` ends are open."""

    low: Decimal
    high: Decimal
    low_in: bool
    high_in: bool
    points: Decimal

    def holds(self, ratio: Interval) -> bool:
        """Whether any value of ``ratio`` lies in the band."""
        above = ratio.high > self.low or (self.low_in and ratio.high == self.low)
        below = ratio.low < self.high or (self.high_in and ratio.low == self.high)
        return above and below


@dataclass(frozen=True, slots=True)
class Step:
    """Points taken off for each step beyond the limit: above it, below it, or either way."""

    limit: Decimal
    each: Decimal
    off: Decimal
    above: bool
    below: bool

    def beyond(self, ratio: Interval) -> Interval:
        """Return how far ``ratio`` lies beyond the limit, in percentage points, at least zero."""
        over = Interval(ratio.low - self.limit, ratio.high - self.limit) if self.above else Interval.point(Decimal(0))
        under = Interval(self.limit - ratio.high, self.limit - ratio.low) if self.below else Interval.point(Decimal(0))
        zero = Decimal(0)
        return Interval(max(over.low, under.low, zero), max(over.high, under.high, zero))


@dataclass(frozen=True, slots=True)
class ScoringRule:
    """What a printed rule says; ``legal`` are the only scores it knows, None where it knows any."""

    weight: Decimal
    bands: tuple[Band, ...]
    step: Step | None
    legal: frozenset[Decimal] | None

    @property
    def of_percentages(self) -> bool:
        """Whether the score depends on a percentage."""
        return bool(self.bands) or self.step is not None

    def allowed(self, ratio: Interval) -> Interval | None:
        """Return the scores that a percentage can earn, or None where the rule does not tell.

        A step counts in proportion or in whole steps: both readings are usual, so one step of slack is given.
        """
        found = [b.points for b in self.bands if b.holds(ratio)]
        zero = Decimal(0)
        if self.step is not None:
            beyond = self.step.beyond(ratio)
            if beyond.high <= 0:
                return Interval.point(self.weight)
            if found and beyond.low <= 0:
                return Interval(min(found), max(*found, self.weight))
            exact = [self.weight - self.step.off * end / self.step.each for end in (beyond.high, beyond.low)]
            low, high = exact[0] - self.step.off, exact[1] + self.step.off
            return Interval(max(zero, min(low, self.weight)), max(zero, min(high, self.weight)))
        return Interval(min(found), max(found)) if found else None


@lru_cache(maxsize=2000)
def scoring_rule(text: str, weight: Decimal) -> ScoringRule | None:
    """Return what a rule text says for an indicator of ``weight``, or None where it cannot be read."""
    plain = normalise(text).replace("≦", "≤").replace("≧", "≥").replace("（", "(").replace("）", ")")
    pieces = [p for p in re.split(r"[；;。\n]", plain) if p.strip()]
    bands = [band for piece in pieces for band in bands_of(piece, weight)]
    step = step_of(plain, bands, weight)
    if step is not None:
        bands = [b for b in bands if b.points in (weight, 0)]
    legal = legal_scores(plain, weight, bands) if step is None else None
    if not bands and step is None and legal is None:
        return None
    return ScoringRule(weight, tuple(bands), step, legal)


def bands_of(piece: str, weight: Decimal) -> Iterator[Band]:
    """Yield the bands of one clause: each condition with the points right after it."""
    if STEP.search(piece):
        piece = STEP.sub("", piece)
    start = 0
    for found in POINTS.finditer(piece):
        points, condition = points_of(found, weight), piece[start : found.start()]
        start = found.end()
        if (
            points is not None
            and (ends := condition_of(condition, piece[found.start() : found.start() + 1])) is not None
        ):
            yield Band(*ends, points)


def points_of(found: re.Match[str], weight: Decimal) -> Decimal | None:
    """Return the points that a match of ``POINTS`` grants."""
    if found["none"]:
        return Decimal(0)
    if found["full"]:
        return weight
    if found["share"]:
        return weight * Decimal(found["share"]) / HUNDRED
    return Decimal(found["points"])


def condition_of(text: str, after: str) -> tuple[Decimal, Decimal, bool, bool] | None:
    """Return the ends of the last condition in ``text``, with whether each belongs to it."""
    text = text.strip(" ,，:：的") + after
    if found := CHAIN.search(text):
        return Decimal(found["low"]), Decimal(found["high"]), found["low_in"] == "≤", found["high_in"] == "≤"
    if found := SPAN.search(text):
        low_in, high_in = included(text, found)
        return Decimal(found["low"]), Decimal(found["high"]), low_in, high_in
    for pattern, closed, upper in (
        (AT_LEAST, True, False),
        (AT_MOST, True, True),
        (MORE, False, False),
        (LESS, False, True),
    ):
        if found := pattern.search(text):
            value = Decimal(next(g for g in found.groups() if g is not None))
            return (-INFINITY, value, True, closed) if upper else (value, INFINITY, closed, True)
    if found := EQUAL.search(text):
        value = Decimal(next(g for g in found.groups() if g is not None))
        return value, value, True, True
    return None


def included(text: str, found: re.Match[str]) -> tuple[bool, bool]:
    """Return which ends of a span belong to it: those marked 含, and both where neither is marked."""
    low_in = bool(re.match(rf"\s*%?{INCLUDED}", text[found.end("low") :]))
    high_in = bool(re.match(rf"\s*%?{INCLUDED}", text[found.end("high") :]))
    return (low_in, high_in) if low_in or high_in else (True, True)


def step_of(text: str, bands: list[Band], weight: Decimal) -> Step | None:
    """Return the step of a rule; its limit is the edge of the band with full marks."""
    found = STEP.search(text)
    full = next((b for b in bands if b.points == weight), None)
    if found is None or full is None:
        return None
    words = found["words"]
    above, below = bool(EXCESS.search(words)), bool(SHORTFALL.search(words))
    if not above and not below:
        return None
    limit = full.high if above and full.high != INFINITY else full.low
    if abs(limit) == INFINITY:
        return None
    each = parse_numeral(found["each"]) or Decimal(1)
    return Step(limit, each, Decimal(found["off"]), above, below)


def legal_scores(text: str, weight: Decimal, bands: list[Band]) -> frozenset[Decimal] | None:
    """Return the only scores a rule knows, or None where scores between them are possible.

    Bands name them all. A rule of tiers names its greatest score, lower ones and zero; points that are
    added up or taken off one by one leave everything open.
    """
    if RANGE_OF_POINTS.search(text) or OPEN.search(text):
        return None
    values = [p for p in (points_of(m, weight) for m in POINTS.finditer(text)) if p is not None]
    if len(values) < 2 or max(values) != weight:  # noqa: PLR2004
        return None
    if len(bands) == len(values):
        return frozenset(values)
    if LISTED.search(text) or min(values) != 0 or len(set(values)) != len(values):
        return None
    return frozenset(values)
