"""Amounts that run up to a total stated last: "收入A，加上上级补助B、上年结转C，收入总计Y"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from wenbiao.align.partitions import Extent
from wenbiao.align.slips import slip_between
from wenbiao.align.sums import Sum
from wenbiao.model.fact import Fact, Relation
from wenbiao.model.quantity import Bound, Kind

CLOSING = re.compile(r"(?:总计|总量|合计|共计|总财力|财力合计)$")
ADDED = re.compile(r"加上|再加|加[:：]|连同|加(?=上级|返还|转移|新增|地方|债|上年|调入|动用|上解)")
TAKEN = re.compile(r"减去|扣除|剔除|减[:：]")
LEFT_OVER = re.compile(r"结转下年|年[终末]滚?存?结[余转]|滚存结余|收支相抵|结余$")
BALANCED = re.compile(r"收支平衡")
LEVELS = frozenset({Relation.LEVEL, Relation.PART, Relation.TOTAL})
FEWEST = 2
MOST_OPENINGS = 6
FEW_DIGITS = 2
"""What runs up to a total is meant to be all of it, so short numbers tell enough."""

SMALL = Decimal("0.1")
"""A gap greater than this share of the total rather shows that something else was added up."""


def chains(facts: Sequence[Fact]) -> Iterator[Sum]:
    """Yield the totals with what runs up to them, where the sum holds or one slip of the pen explains why not.

    Which of the figures before "加上" is added to is tried; a sum that fails for no plain reason was perhaps none.
    """
    paragraphs: dict[int, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.paragraph is not None and fact.quantity.kind is Kind.MONEY:
            paragraphs[id(fact.paragraph)].append(fact)
    for stated in paragraphs.values():
        if len(stated) > FEWEST:
            yield from of_paragraph(stated)


def of_paragraph(stated: Sequence[Fact]) -> Iterator[Sum]:
    """Yield the chains of one paragraph's amounts, and what is left of income after spending."""
    run: list[Fact] = []
    totals: list[Fact] = []
    for fact in stated:
        if fact.relation not in LEVELS or fact.aside or in_bracket(fact) or fact.quantity.bound is not Bound.EXACT:
            continue
        if CLOSING.search(fact.subject) and len(run) >= FEWEST:
            found = chain_to(fact, run)
            if found is not None:
                yield found
            totals, run = [*totals, fact], []
            continue
        if len(totals) == FEWEST and not run and LEFT_OVER.search(between(totals[-1], fact) + fact.subject):
            yield from settled(Sum(totals[0], (totals[1], fact), Extent.COMPLETE, "收支相抵"))
        run.append(fact)
    if len(totals) == FEWEST and BALANCED.search(after(totals[-1])):
        yield from settled(Sum(totals[0], (totals[1],), Extent.COMPLETE, "收支平衡"))


def chain_to(whole: Fact, run: Sequence[Fact]) -> Sum | None:
    """Return the chain that ends in ``whole``; None where no plain one is found."""
    cue = next((i for i, f in enumerate(run) if i and ADDED.search(between(run[i - 1], f))), None)
    if any(TAKEN.search(between(a, b)) for a, b in pairwise(run)):
        return None
    if cue is None:
        openings = [tuple(f for f in run if f.relation is not Relation.PART)]
    else:
        before = [f for f in reversed(run[:cue]) if not f.reference]
        whole_ones = [f for f in before if f.relation is not Relation.PART] or before
        openings = [(f, *run[cue:]) for f in whole_ones[:MOST_OPENINGS]]
    tried = [Sum(whole, o, Extent.COMPLETE, "至总计") for o in openings if len(o) >= FEWEST]
    held = [s for s in tried if s.holds]
    if held:
        return held[0]
    slipped = [s for s in tried if slipped_in(s)]
    sure = [s for s in tried if cue is not None and abs(s.exact_sum - s.stated) <= SMALL * s.stated]
    return slipped[0] if len(slipped) == 1 else sure[0] if len(tried) == 1 and sure else None


def slipped_in(addition: Sum) -> bool:
    """Whether one slip of the pen explains why an addition fails."""
    return slip_between(addition.whole, addition.parts, FEW_DIGITS) is not None


def settled(addition: Sum) -> Iterator[Sum]:
    """Yield an equation that holds, or that one slip of the pen keeps from holding."""
    if addition.holds or slipped_in(addition):
        yield addition


def between(one: Fact, other: Fact) -> str:
    """Return the text between two figures of a paragraph."""
    assert one.paragraph is not None  # noqa: S101
    return one.paragraph.text[one.end - one.paragraph.start : other.start - one.paragraph.start]


def after(fact: Fact) -> str:
    """Return the rest of the sentence after a figure."""
    assert fact.paragraph is not None  # noqa: S101
    return fact.paragraph.text[fact.end - fact.paragraph.start :].split("。", 1)[0]


def in_bracket(fact: Fact) -> bool:
    """Whether a figure stands inside a bracket of its paragraph."""
    assert fact.paragraph is not None  # noqa: S101
    before = fact.paragraph.text[: fact.start - fact.paragraph.start]
    return sum(map(before.count, "（(")) > sum(map(before.count, "）)"))
