"""The whole judgement on one statement: labels, the elements it gives and lacks, and the words that decided."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from wenbiao.extract.spans import Span
from wenbiao.judge.bank import with_bank
from wenbiao.judge.classify import Verdict, verdict_on
from wenbiao.judge.elements import Element, Elements, elements_of
from wenbiao.judge.features import is_bare_count, signed, split_indicator
from wenbiao.judge.fillers import telling_fillers
from wenbiao.judge.statements import Role
from wenbiao.judge.vocabulary import Kind, words_in

MOST_REASONS = 4
LEAST_OBJECTS = 2
"""So many words of a duty make an object of a vague statement: one may be the agency naming itself."""
ORDER = (Element.QUANTITY, Element.OBJECT, Element.DEADLINE, Element.STANDARD)
MOST_EMPTY, MOST_INTERNAL = 3, 2
MARKS = " \t\n，。；、：:,;.（）()"
SHORTEST_REASON = 2
LONGEST_REASON = 24
PROBLEM_MARKS = ("有待", "不够", "不足", "不强", "不高", "不到位", "不完善", "不规范", "欠缺", "薄弱", "存在")
MEASURE_MARKS = ("下一步", "今后", "将", "进一步", "加强", "加大", "强化", "严格", "完善", "建立健全")
RESULT_MARKS = ("已", "完成了", "全年", "累计", "得到", "取得", "实现了")


@dataclass(frozen=True, slots=True)
class Judgement:
    """A statement's labels; ``elements`` it gives, ``missing`` it lacks, and the words it rests on."""

    verdict: Verdict
    elements: tuple[Element, ...]
    missing: tuple[Element, ...]
    because: tuple[str, ...]


def judge(role: Role | str, text: str, bank: str | None = None) -> Judgement:
    """Return the judgement on a statement; an indicator is given as ``名称：指标值``, ``bank`` is a file of stock wording."""
    verdict = with_bank(verdict_on(str(role), text), text, bank)
    held = elements_given(role, text, vague=verdict.vague)
    return Judgement(
        verdict,
        tuple(e for e in ORDER if e in held),
        tuple(e for e in ORDER if e not in held),
        reasons(text, elements_of(signed(role, text)), verdict),
    )


def elements_given(role: Role | str, text: str, *, vague: bool) -> set[Element]:
    """Return the elements of a statement; a vague one has neither quantity nor standard, whatever figures it holds."""
    found = elements_of(signed(role, text))
    duties = sum(span.note == Kind.DUTY for span in words_in(text))
    counted = role == Role.INDICATOR and is_bare_count(*split_indicator(text))
    held = {
        Element.QUANTITY: not vague and bool(found.quantities or found.inputs or counted),
        Element.OBJECT: duties >= LEAST_OBJECTS if vague else True,
        Element.DEADLINE: bool(found.deadlines),
        Element.STANDARD: not vague and bool(found.standards),
    }
    return {element for element, given in held.items() if given}


def reasons(text: str, found: Elements, verdict: Verdict) -> tuple[str, ...]:
    """Return the words that decided: empty ones of a vague statement, else what can be checked; then what any unit has."""
    known = words_in(text)
    if verdict.vague:
        slogans = [span for span in known if span.note == Kind.SLOGAN]
        decided = quoted(text, distinct((*slogans, *telling_fillers(text)))[:MOST_EMPTY])
        decided = decided or [text[:LONGEST_REASON].rstrip(MARKS)]
    else:
        checked = (*found.quantities, *found.standards, *found.deadlines, *found.named, *found.lacks)
        decided = quoted(text, joined(distinct(checked)))
    if verdict.boilerplate:
        internal = sorted((span for span in known if span.note == Kind.INTERNAL), key=lambda s: s.start - s.end)
        more = [word for word in quoted(text, internal) if not any(word in said for said in decided)]
        decided = decided[: MOST_REASONS - 1] + more[:MOST_INTERNAL]
    return tuple(dict.fromkeys(decided))[:MOST_REASONS]


def quoted(text: str, spans: Iterable[Span]) -> list[str]:
    """Return the words of spans, marks at their ends left out."""
    words = (span.within(text).strip(MARKS) for span in spans)
    return [word for word in words if SHORTEST_REASON <= len(word) <= LONGEST_REASON]


def distinct(spans: Iterable[Span]) -> list[Span]:
    """Return the longest of spans that overlap, in order of place."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: s.start - s.end):
        if all(span.end <= other.start or span.start >= other.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda s: s.start)


def joined(spans: Iterable[Span]) -> list[Span]:
    """Return spans in order, those that touch made one: 45万亩 and 以上."""
    result: list[Span] = []
    for span in spans:
        if result and result[-1].end == span.start:
            result[-1] = Span(result[-1].start, span.end)
        else:
            result.append(span)
    return result


def guess_role(text: str) -> Role:
    """Return what a bare line most likely is, for input that does not say."""
    name, colon, target = text.replace("：", ":").partition(":")
    if colon and name and target and not any(mark in text for mark in "。，；"):
        return Role.INDICATOR
    for role, marks in ((Role.PROBLEM, PROBLEM_MARKS), (Role.RESULT, RESULT_MARKS), (Role.MEASURE, MEASURE_MARKS)):
        if any(mark in text for mark in marks):
            return role
    return Role.GOAL
