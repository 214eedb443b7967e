"""Whether the parts listed under a whole are meant to be all of it, and whether they can overlap."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from functools import cache

from wenbiao.extract.lexicon import load_toml
from wenbiao.model.fact import Fact, Relation
from wenbiao.model.quantity import Kind

RESIDUAL = re.compile(r"^其[他它]")
MIN_RESIDUAL_PARTS = 3
"""A residual after one item only may leave things out, unless things or persons are counted."""
FULL = Decimal(100)
COUNTED = frozenset({Kind.HEADCOUNT, Kind.COUNT})
MADE_UP = re.compile(r"分别|由.*(?:构成|组成)|分为|由[^，。；]{0,12}$")
MADE_UP_AFTER = re.compile(r"^[^，。；\d]{0,4}(?:共同|各项)?(?:构成|组成)")
OPEN_END = re.compile(r"^[^，。；）)\d]{0,6}等|^…")
IN_BRACKET = re.compile(r"^\s*[（(](?![^）)]*?(?:含|包括|其\s*中|主要|如|例))")
GRAND_TOTAL = "revenue.grand-total"


class Extent(IntEnum):
    """How much of the whole a list is: unknown, probably all of it, all of it."""

    OPEN = 0
    LIKELY = 1
    COMPLETE = 2


@dataclass(frozen=True, slots=True)
class Partition:
    """One way to divide staff or money: its ``classes`` never overlap; ``complete`` sets leave nothing out, ``usual`` ones rarely."""

    kind: Kind
    classes: tuple[tuple[str, ...], ...]
    complete: tuple[frozenset[str], ...]
    usual: tuple[frozenset[str], ...]

    def class_of(self, label: str) -> str:
        """Return the class that a label names, by its longest word, or an empty string."""
        named = [(len(word), words[0]) for words in self.classes for word in words if word in label]
        return max(named)[1] if named else ""


@cache
def partitions() -> tuple[Partition, ...]:
    """Return the partitions that ``identities.toml`` declares."""
    return tuple(
        Partition(
            Kind(row.get("kind", Kind.HEADCOUNT)),
            tuple(map(tuple, row["classes"])),
            tuple(map(frozenset, row.get("complete", ()))),
            tuple(map(frozenset, row.get("usual", ()))),
        )
        for row in load_toml("identities.toml")["partition"]
    )


@cache
def known_parts() -> dict[str, tuple[frozenset[str], ...]]:
    """Return the complete sets of parts that ``identities.toml`` declares for each concept."""
    sets: dict[str, list[frozenset[str]]] = {}
    for row in load_toml("identities.toml")["parts"]:
        sets.setdefault(row["whole"], []).append(frozenset(row["parts"]))
    return {whole: tuple(found) for whole, found in sets.items()}


def division_of(parts: Sequence[Fact]) -> tuple[Partition, frozenset[str]] | None:
    """Return the one partition all parts are classes of, each another, and the classes; None where there is none."""
    labels = [part.scope + part.subject for part in parts]
    for partition in partitions():
        if partition.kind is not parts[0].quantity.kind:
            continue
        classes = [partition.class_of(label) for label in labels]
        if all(classes) and len(set(classes)) == len(classes):
            return partition, frozenset(classes)
    return None


def overlap(parts: Sequence[Fact]) -> bool:
    """Whether parts are persons told apart in different ways, so that one may be counted twice: 党员18人、女职工12人."""
    labels = [part.scope + part.subject for part in parts]
    kinds = {i for label in labels for i, p in enumerate(partitions()) if p.class_of(label)}
    return parts[0].quantity.kind is Kind.HEADCOUNT and len(kinds) > 1 and division_of(parts) is None


def extent_of(whole: Fact, parts: Sequence[Fact], facts: Sequence[Fact]) -> tuple[Extent, str]:  # noqa: PLR0911
    """Return whether the parts are meant to make up the whole, and the reason."""
    concepts = {p.concept for p in parts if p.concept}
    if len(concepts) == len(parts) and any(known <= concepts for known in known_parts().get(whole.concept or "", ())):
        return Extent.COMPLETE, "构成固定"
    counted = whole.quantity.kind in COUNTED
    before, after = text_between(whole, parts), text_after(parts)
    if OPEN_END.match(after):
        return Extent.OPEN, ""
    division = division_of(parts)
    if division is not None and any(full <= division[1] for full in division[0].complete):
        return Extent.COMPLETE, "分类固定"
    if RESIDUAL.match(parts[-1].subject):
        if counted or len(parts) >= MIN_RESIDUAL_PARTS:
            return Extent.COMPLETE, "列至“其他”项"
        if whole.concept != GRAND_TOTAL:
            return Extent.LIKELY, "列至“其他”项"
    if any(p.path for p in parts) and all(p.paragraph is not whole.paragraph for p in parts):
        return Extent.COMPLETE, "逐项列示"
    if shares_make_all(whole, parts, facts):
        return Extent.COMPLETE, "占比合计为100%"
    if MADE_UP.search(before) or MADE_UP_AFTER.match(after):
        return Extent.COMPLETE, "文中称由各项构成"
    if division is not None and any(usual == division[1] for usual in division[0].usual):
        return Extent.LIKELY, "分类通常完整"
    if IN_BRACKET.match(before) and not overlap(parts):
        return Extent.LIKELY, "括号内逐项列示"
    return Extent.OPEN, ""


def shares_make_all(whole: Fact, parts: Sequence[Fact], facts: Sequence[Fact]) -> bool:
    """Whether the shares stated for the parts come to 100 % as far as rounding tells."""
    shares = [f for f in facts if f.relation is Relation.SHARE and f.whole is whole and f.anchor in parts]
    gap = abs(sum((s.quantity.value for s in shares), start=Decimal(0)) - FULL)
    return len(shares) == len(parts) and gap <= Decimal(len(shares))


def text_between(whole: Fact, parts: Sequence[Fact]) -> str:
    """Return the text between a whole and its first part in one paragraph."""
    paragraph = whole.paragraph
    if paragraph is None or paragraph is not parts[0].paragraph:
        return ""
    return paragraph.text[whole.end - paragraph.start : parts[0].start - paragraph.start]


def text_after(parts: Sequence[Fact]) -> str:
    """Return the rest of the paragraph after the last part."""
    last = parts[-1]
    return last.paragraph.text[last.end - last.paragraph.start :] if last.paragraph is not None else ""
