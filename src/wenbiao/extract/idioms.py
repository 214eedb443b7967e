"""Numbers that state nothing countable: ordinals, codes, clock times, set phrases, other words."""

from __future__ import annotations

import re
from functools import cache

from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.numerals import GAP, SPACES
from wenbiao.extract.operands import Operand
from wenbiao.extract.units import Unit, phrase_characters
from wenbiao.model.quantity import Kind

QUOTE_REACH = 40
"""How far back an opening quotation mark or title mark is looked for."""

ORDINAL = re.compile(rf"第{GAP}$")
AFTER_CAPITALS = frozenset({Kind.MONEY, Kind.PERCENT, Kind.HEADCOUNT})
"""What a term in capitals may be followed by (GDP4063.5亿元); a count after a letter is a code (A4, G320)."""

NEVER_COUNTED = frozenset({"二", "一两", "零", "〇"})
CLOCK = "时点:："
ROUND_THE_CLOCK = "24"


@cache
def phrase_table() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the nouns that make a set phrase after a measure word, and those that are counted even by one and two."""
    phrases = load_toml("units.toml")["phrases"]
    return tuple(phrases["nouns"]), tuple(phrases["counted"])


def is_ordinal(text: str, at: int) -> bool:
    """Whether the number at ``at`` tells a place in a row: 第3批, 前10名."""
    before = text[at - 1 : at]
    if before == "前":
        return at == 1 or text[at - 2] not in phrase_characters("before_qian")
    return before == "第" or (before in SPACES and bool(ORDINAL.search(text, max(0, at - 6), at)))


def is_glued(text: str, operand: Operand, kind: Kind) -> bool:
    """Whether what stands right before the number makes it part of a code, a formula or a broken number."""
    if not operand.start:
        return False
    before, earlier = text[operand.start - 1], text[operand.start - 2 : operand.start - 1]
    if before.isascii() and before.isalpha():
        return before.islower() or kind not in AFTER_CAPITALS
    if before in ".'":
        return earlier.isdigit() or earlier == "."
    if before == "," and earlier.isdigit():
        return kind is Kind.MONEY or "," in operand.run or len(operand.run.partition(".")[0]) >= len("000")
    if before == "-":
        return earlier.isascii() and earlier.isalnum()
    word = text[operand.start] == "伍" and before in phrase_characters("before_wu")
    return word or before in "%_#@&" or (before in "×*^" and kind in (Kind.COUNT, Kind.AREA))


def states_nothing(text: str, first: Operand, last: Operand, unit: Unit) -> bool:
    """Whether a number with a unit, or a range from ``first`` to ``last``, is nevertheless no stated figure."""
    kind = unit.kind
    if first.is_code or is_glued(text, first, kind):
        return True
    if kind is Kind.PERCENT:
        return percent_of_code(text, last)
    if first.spelled:
        return nothing_spelled(text, first, last, unit)
    if kind is Kind.COUNT:
        broken = unit.whole and last.decimals > 0 and last.scale == 1
        return broken or (unit.time and first.run == ROUND_THE_CLOCK) or between_marks(text, first.start, "《", "》")
    if kind is Kind.HEADCOUNT:
        listed = last.decimals > 0 and last.scale == 1 and not text[: first.start].strip()
        return listed or between_marks(text, first.start, "《", "》")
    return kind is Kind.SCORE and follows_clock(text, first.start)


def nothing_spelled(text: str, first: Operand, last: Operand, unit: Unit) -> bool:
    """Whether a number in Chinese characters with its unit is a bare scale, an adverb or a set phrase."""
    if first.bare and not rough_before(text, first):
        return True
    if unit.kind is Kind.SCORE:
        return not_a_spelled_score(text, first)
    if unit.kind in (Kind.COUNT, Kind.HEADCOUNT) and between_marks(text, first.start, "《", "》"):
        return True
    return not first.bare and is_set_phrase(text, first, last, unit)


def follows_clock(text: str, at: int) -> bool:
    """Whether the number at ``at`` tells minutes: 9时30分, 14:30分."""
    return at > 1 and text[at - 1] in CLOCK and text[at - 2].isdigit()


def percent_of_code(text: str, operand: Operand) -> bool:
    """Whether a percent sign belongs to an encoded address: %28, 98%1."""
    after = text[operand.stop : operand.stop + 1]
    return text[operand.stop - 1] == "%" and after.isascii() and after.isalnum()


def rough_before(text: str, operand: Operand) -> bool:
    """Whether a bare 百, 千, 万 is made a quantity by a word before it: 上千, 近百, 超亿."""
    before, earlier = text[operand.start - 1 : operand.start], text[operand.start - 2 : operand.start - 1]
    if before == "上":
        return operand.start == 1 or earlier not in phrase_characters("before_shang")
    return before in phrase_characters("before_bare_scale")


def not_a_spelled_score(text: str, operand: Operand) -> bool:
    """Whether 三分, 十分 and the like are no score: one is told by the verb before it, or by 十 and more digits."""
    if not operand.spelled or text[operand.start - 1 : operand.start] in phrase_characters("score_verbs"):
        return False
    return len(operand.run) < 3  # noqa: PLR2004


def is_set_phrase(text: str, first: Operand, last: Operand, unit: Unit) -> bool:
    """Whether a number in Chinese characters and its unit are a manner of speaking: 一次性, 三个方面."""
    run = last.run
    if unit.kind is Kind.HEADCOUNT:
        return run == "一" and not one_person(text, first)
    if unit.kind in (Kind.MONEY, Kind.AREA):
        return run == "一" and unit.text != "元"
    if unit.kind is not Kind.COUNT:
        return False
    nouns, counted = phrase_table()
    if run in ("一", "两"):
        after_verb = text[first.start - 1 : first.start] in phrase_characters("counted_one_after")
        return not text.startswith(counted, last.stop) or (run == "一" and not after_verb)
    return (
        not unit.spelled
        or run in NEVER_COUNTED
        or text.startswith(nouns, last.stop)
        or between_marks(text, first.start, "“", "”")
    )


def one_person(text: str, operand: Operand) -> bool:
    """Whether 一名 or 一人 counts a person, unlike 每一位, 同一人 and 一人一档."""
    before, after = text[operand.start - 1 : operand.start], text[operand.stop : operand.stop + 1]
    return (
        before not in phrase_characters("not_one_person_after")
        and after not in phrase_characters("not_one_person_before")
        and operand.unit is not None
        and operand.unit.text != "个人"
    )


def between_marks(text: str, at: int, opening: str, closing: str) -> bool:
    """Whether ``at`` stands between an opening mark not far before it and its closing mark."""
    low = max(0, at - QUOTE_REACH)
    return text.rfind(opening, low, at) > text.rfind(closing, low, at)
