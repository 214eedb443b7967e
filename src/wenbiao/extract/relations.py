"""What a figure says of others: level, change, growth or share, the level it is about, the whole it belongs to."""

from __future__ import annotations

import re
from collections.abc import Sequence

from wenbiao.extract import cues
from wenbiao.extract.context import (
    BUDGETS,
    LEVELS,
    Spot,
    State,
    current_whole,
    levels_of,
    open_facts,
    same_core,
    spoken_of,
)
from wenbiao.extract.labels import GENERIC
from wenbiao.extract.subjects import OF_ALL_FUNDS
from wenbiao.extract.wording import Wording, kin, read_wording
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.quantity import Kind

LIST_ITEM = re.compile(
    r"^\s*(?:[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[）)]|[\d一二三四五六七八九十]{1,3}\s*[、.．]|[①②③④⑤⑥⑦⑧⑨⑩])"
)

STANDINGS = frozenset({"headcount.opening", "headcount.closing"})
"""Numbers of staff at a date: they begin a statement of their own and end the list before it."""


def relation_of(spot: Spot, state: State) -> tuple[Relation, int, int, str]:
    """Return relation, sign, where the label ends, and the whole that a share names."""
    left, previous = spot.left, spot.previous
    is_percent = spot.kind in (Kind.PERCENT, Kind.RATIO)
    if is_percent:
        if found := cues.SHARE.search(left):
            return Relation.SHARE, 1, previous + found.start(), found["whole"].strip()
        if found := cues.COMPLETION.search(left):
            return Relation.SHARE, 1, previous + found.start(), found["base"].strip()
        if left.strip() in ("的", "，的") and state.paragraph_facts and state.paragraph_facts[-1].reference:
            return Relation.SHARE, 1, spot.figure.start, ""
    if found := cues.CHANGE.search(left):
        compared = state.versus is not None or "比" in left or "较" in left
        if (
            compared
            or found["verb"] in cues.ADJUSTING
            or (found["verb"] not in cues.NEEDS_COMPARISON and (is_percent or not left[: found.start()].strip("，、 ")))
        ):
            relation = Relation.GROWTH if is_percent else Relation.CHANGE
            return relation, -1 if found["down"] else 1, previous + found.start(), ""
    return Relation.LEVEL, 1, spot.figure.start, ""


def anchor_of(relation: Relation, wording: Wording, kind: Kind, state: State) -> Fact | None:  # noqa: PLR0911
    """Return the level that a change, growth or share describes."""
    if relation in LEVELS or state.aside:
        return None
    spoken = open_facts(state)
    levels = levels_of(spoken)
    if relation is Relation.CHANGE:
        levels = [f for f in levels if f.quantity.kind is kind]
    if wording.core not in GENERIC:
        relatives = dict(kin().get(wording.concept or "", ()))
        if (
            relation is Relation.GROWTH
            and spoken
            and spoken[-1].relation is Relation.CHANGE
            and spoken[-1].anchor is not None
        ):
            return spoken[-1].anchor
        named = next((f for f in reversed(levels) if same_core(f, wording)), None)
        akin = [f for f in reversed(levels) if f.concept in relatives]
        kindred = max(akin, key=lambda f: relatives[f.concept or ""], default=None)
        return named or kindred or stated_before(wording, state)
    last = spoken[-1] if spoken else None
    if last is not None and last.reference and relation is not Relation.SHARE:
        return compared_with(last, levels)
    if relation is Relation.GROWTH and last is not None and last.relation is Relation.CHANGE:
        return last.anchor
    if relation is Relation.CHANGE:
        return spoken_of([f for f in spoken if f.quantity.kind is kind or f.relation not in LEVELS])
    return spoken_of(spoken)


def stated_before(wording: Wording, state: State) -> Fact | None:
    """Return the level of that name stated earlier in the section, this year's outturn."""
    for fact in reversed(levels_of(state.section_facts)):
        current = (
            fact.period in (None, str(state.year)) and fact.basis not in BUDGETS and fact.basis is not Basis.PRIOR_FINAL
        )
        if current and same_core(fact, wording):
            return fact
    return None


def compared_with(reference: Fact, levels: Sequence[Fact]) -> Fact | None:
    """Return the level that a figure stated for comparison is compared with: the last of its subject, kind and fund."""
    alike = [f for f in levels if f.quantity.kind is reference.quantity.kind]
    same = [
        f for f in alike if (f.concept == reference.concept and f.concept is not None) or f.subject == reference.subject
    ]
    outturns = [f for f in same if f.basis not in BUDGETS]
    return next(reversed(outturns or same), None)


def versus_of(relation: Relation, spot: Spot, state: State) -> Fact | None:
    """Return the printed figure that this one is measured against, where the sentence prints it."""
    if not state.paragraph_facts:
        return None
    before = state.paragraph_facts[-1]
    if relation is Relation.LEVEL:
        rises = re.search(r"(?:增加|增长|减少|下降|提高|降低|上升|压减)[到至]|[到至]$", spot.left)
        return before if before.reference and rises else None
    if before.reference:
        return before
    if before.relation is Relation.LEVEL and before.versus is not None and not cues.COMPARISON.search(spot.left):
        return before.versus
    if relation is Relation.GROWTH and before.relation is Relation.CHANGE and not cues.COMPARISON.search(spot.left):
        return before.versus
    return None


def whole_of(
    relation: Relation, whole_label: str, wording: Wording, anchor: Fact | None, spot: Spot, state: State
) -> Fact | None:
    """Return what a part or a share belongs to."""
    if state.aside:
        return None
    if relation is Relation.SHARE:
        return whole_of_share(whole_label, anchor, state)
    if relation is not Relation.LEVEL or cues.TOTALLING.match(wording.core):
        return None
    if wording.concept in STANDINGS:
        state.wholes.clear()
        return None
    listed = state.listed_wholes and LIST_ITEM.match(spot.text)
    return current_whole(state, spot.kind) or (listed_whole(wording, spot.kind, state) if listed else None)


def whole_of_share(whole_label: str, anchor: Fact | None, state: State) -> Fact | None:
    """Return the whole a share is of: the figure of comparison before it, the one it names, or that of the open list."""
    if state.paragraph_facts and state.paragraph_facts[-1].reference:
        return state.paragraph_facts[-1]
    if whole_label:
        named = read_wording(whole_label, state.year)
        levels = [f for f in reversed(state.paragraph_facts) if f.relation in LEVELS and f is not anchor]
        fitting = [
            f
            for f in levels
            if fits(f, named) and (named.core not in GENERIC or named.fund or is_same_subject(f, anchor))
        ]
        found = next((f for f in fitting if f.basis not in BUDGETS), fitting[0] if fitting else None)
        return found or listed_total(named, anchor, state)
    return current_whole(state, anchor.quantity.kind) if anchor is not None else None


def listed_total(named: Wording, anchor: Fact | None, state: State) -> Fact | None:
    """Return the whole of the open list where a share names a total of its side: 占总收入 under 收入合计."""
    whole = current_whole(state, anchor.quantity.kind) if anchor is not None else None
    if whole is None or named.fund or named.concept not in OF_ALL_FUNDS or whole.concept not in OF_ALL_FUNDS:
        return None
    return whole if named.concept.split(".")[0] == whole.concept.split(".")[0] else None


def is_same_subject(fact: Fact, anchor: Fact | None) -> bool:
    """Whether a budget is that of the amount a completion rate is about."""
    if anchor is None:
        return True
    return fact.concept == anchor.concept if anchor.concept else fact.subject == anchor.subject


def listed_whole(wording: Wording, kind: Kind, state: State) -> Fact | None:
    """Return the whole of a list item's first figure of each version: its budget belongs to the total budget."""
    if any(f.basis is wording.basis for f in state.paragraph_facts if f.relation in LEVELS and f.quantity.kind is kind):
        return None
    if any(same_core(f, wording) for f in state.listed_wholes if wording.core):
        return None
    alike = [f for f in state.listed_wholes if f.quantity.kind is kind and f.relation is not Relation.PART]
    same = [f for f in alike if f.basis is wording.basis]
    if wording.basis is Basis.UNKNOWN and not same:
        same = alike if not state.paragraph_facts else []
    return same[0] if len({f.quantity.base_value for f in same}) == 1 else None


def fits(fact: Fact, wording: Wording) -> bool:
    """Whether a stated level is the whole that a share names: same subject, or the same subject in the named version."""
    if (wording.core in GENERIC or not wording.core) and not wording.fund:
        return wording.basis is not Basis.UNKNOWN and fact.basis is wording.basis
    one_fund = not fact.fund or fact.fund == wording.fund
    alike = same_core(fact, wording) or read_wording(fact.subject, None).core == wording.core
    return one_fund and alike and (wording.basis is Basis.UNKNOWN or fact.basis is wording.basis)
