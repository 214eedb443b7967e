"""Wording around figures that says too much or the wrong thing: two hedges, per cent for points, two negations."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from wenbiao.extract.letters import needs
from wenbiao.extract.numerals import normalise
from wenbiao.extract.spans import Span

NUMBER = r"\d[\d,]*(?:\.\d+)?"
UNIT = (
    r"(?:%|个?百分点|[十百千万亿]*(?:元|人次|人|个|件|次|户|家|项|名|位|辆|台|套|亩|公里|平方米|㎡|吨|天|米|场|份|条|处|所|篇|期"
    r"|批次|批|千克|公斤|倍)?)"
)
DOUBLE_HEDGE = re.compile(
    rf"""(?P<before>大约|大概|约为|约|将近|接近|近)\s*{NUMBER}\s*(?:
            [十百千万亿]*(?P<inner>余|多)(?=\s*[十百千万亿]?[元人个件次户家项名位辆台套亩吨天米场份条处所篇期批公平])
          | {UNIT}(?P<after>左右|上下)
        )
      | (?P<least>不低于|不少于|不小于|至少|最少|高于|大于|超过)\s*{NUMBER}\s*{UNIT}\s*(?P<over>以上)
      | (?P<most>不超过|不高于|不多于|不大于|至多|最多|低于|小于)\s*{NUMBER}\s*{UNIT}\s*(?P<under>以下|以内)
    """,
    re.X,
)
"""约100万元左右, 近100余人, 不低于90%以上, 不超过30万元以内."""

RATE = r"[\u4e00-\u9fff]{0,12}(?:(?<![效频汇功税])率|比重|占比|满意度|覆盖面|增速|增幅|涨幅|降幅)"
UP = "提高|提升|上升|增长|增加"
DOWN = "下降|降低|减少|回落"
POINTS_MEANT = re.compile(
    rf"""(?P<rate>{RATE})[^，。；、（）()%\d]{{0,6}}(?:[从由]\D{{0,16}})(?P<old>{NUMBER})\s*%\s*(?:{UP}|{DOWN})(?:到|至|为)了?\s*(?P<new>{NUMBER})\s*%
        [^。；%\d]{{0,12}}(?:{UP}|{DOWN})了?\s*(?P<change>{NUMBER})\s*%""",
    re.X,
)
"""满意度由90%提高到95%，提高5%."""
LAST_YEAR = r"(?:上年|去年|20\d{2}年|年初|上半年|上季度|全[省市国县区])[^，。；、%\d元万]{0,8}"
RATE_CHANGE = re.compile(
    rf"""(?P<rate>{RATE})(?:为|达到?|是)?\s*(?:(?P<new>{NUMBER})\s*%)?\s*(?P<comma>[，,])?\s*
        (?:(?:较|比|与){LAST_YEAR}|同比|环比)(?:相比)?[，,]?\s*(?P<verb>{UP}|{DOWN})了?\s*(?P<change>{NUMBER})\s*%""",
    re.X,
)
"""执行率95%，较上年提高5%: of a rate, 5% may mean points."""
BEFORE_RATE = re.compile(r"\d\s*[^，。；]*[，,][^。；]*$")
"""A figure earlier in the sentence: after a comma the change may be its own (支出100万元，占比30%，比上年下降5%)."""
LESS_TIMES = re.compile(
    rf"(?:减少|下降|降低|缩短|缩小|压缩|压减|减轻)(?:了|近|约|超过|将近)*\s*(?:{NUMBER}|[一二两三四五六七八九十几数]+)\s*(?:多|余)?倍(?!数|率)"
)
NEGATED_FALL = re.compile(
    rf"(?<!增)(?P<verb>减少|下降|降低|压减|节约|回落|核减|调减|减)了?(?:额|率|幅度)?(?:为|[:：])?\s*-\s*(?={NUMBER})(?P<number>-\s*{NUMBER}\s*{UNIT})?"
)
NEGATED_RISE = re.compile(r"(?P<verb>增长|增加|上升|提高|提升)了?\s*-\s*(?=\d)")
NEGATIVE = re.compile(rf"-\s*{NUMBER}\s*{UNIT}")


@needs(DOUBLE_HEDGE)
def double_hedges(text: str) -> Iterator[Span]:
    """Yield figures hedged twice; the note names both words."""
    for found in DOUBLE_HEDGE.finditer(normalise(text)):
        words = [w for w in found.groups() if w]
        yield Span(found.start(), found.end(), f"“{words[0]}”与“{words[1]}”")


@needs(POINTS_MEANT, RATE_CHANGE)
def rates_in_percent(text: str) -> Iterator[tuple[Span, bool]]:
    """Yield changes of a rate given in per cent, and whether the printed figures prove that points are meant."""
    plain = normalise(text)
    proven: list[Span] = []
    for found in POINTS_MEANT.finditer(plain):
        old, new, change = (Decimal(found[part].replace(",", "")) for part in ("old", "new", "change"))
        if abs(new - old) == change:
            span = Span(
                found.start("rate"), found.end(), f"{found['old']}%与{found['new']}%相差{found['change']}个百分点"
            )
            proven.append(span)
            yield span, True
    for found in RATE_CHANGE.finditer(plain):
        of_another = found["comma"] and BEFORE_RATE.search(plain[: found.start()])
        if not of_another and not any(span.start <= found.start("change") < span.end for span in proven):
            yield Span(found.start("rate"), found.end()), False


@needs(LESS_TIMES)
def less_by_times(text: str) -> Iterator[Span]:
    """Yield falls given in times (减少2倍)."""
    for found in LESS_TIMES.finditer(normalise(text)):
        yield Span(found.start(), found.end())


@needs(NEGATED_FALL, NEGATED_RISE)
def double_negations(text: str) -> Iterator[Span]:
    """Yield falls and rises printed with a minus; the note says how to put it."""
    plain = normalise(text)
    for pattern, verb in ((NEGATED_FALL, ""), (NEGATED_RISE, "下降或减少")):
        for found in pattern.finditer(plain):
            number = NEGATIVE.match(plain, plain.index("-", found.start()))
            end = number.end() if number else found.end()
            amount = plain[plain.index("-", found.start()) : end].lstrip("- ")
            yield Span(found.start(), end, f"{verb or found['verb']}{amount}")
