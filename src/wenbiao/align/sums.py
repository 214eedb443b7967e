"""Wholes and their parts in the narrative, and whether a list of parts is meant to be complete."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wenbiao.align.derive import number
from wenbiao.align.partitions import RESIDUAL, Extent, division_of, extent_of, overlap, text_between
from wenbiao.align.slips import MIN_DIGITS, slip_between
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.quantity import Bound, Interval, Kind, Quantity, plain, total

AVERAGE = re.compile(r"人均|平均|均价|单价|户均|亩均|每")
"""Averages of parts do not add up to the average of the whole."""

SUMMED = frozenset({Kind.MONEY, Kind.HEADCOUNT, Kind.COUNT, Kind.AREA})
FEW_DIGITS = 3
BUDGETS = frozenset({Basis.INITIAL, Basis.ADJUSTED})


@dataclass(frozen=True, slots=True, eq=False)
class Sum:
    """A whole with the parts stated under it.

    ``extent`` says whether the parts are known to make up the whole, and ``why`` from what. ``beside`` holds figures listed
    before the whole that the parts make up together with it.
    """

    whole: Fact
    parts: tuple[Fact, ...]
    extent: Extent
    why: str
    beside: tuple[Fact, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether the parts are sure to be all of the whole."""
        return self.extent is Extent.COMPLETE

    @property
    def exclusive(self) -> bool:
        """Whether nothing can be counted in two parts: classes of one division, or a list that is complete."""
        return self.complete or division_of(self.parts) is not None

    @property
    def slip(self) -> Fact | None:
        """Return the figure whose one mistyped digit explains why the sum fails, or None.

        Where the list ends with a residual, shorter numbers tell enough.
        """
        fewest = FEW_DIGITS if RESIDUAL.match(self.parts[-1].subject) else MIN_DIGITS
        return slip_between(self.whole, self.parts, fewest)

    @property
    def whole_interval(self) -> Interval:
        """Return the interval of the whole, the figures listed beside it included."""
        return total(self.fine(f) for f in (self.whole, *self.beside))

    @property
    def unit(self) -> Decimal:
        """Return the scale of the whole's printed unit."""
        return self.whole.quantity.scale

    @property
    def parts_interval(self) -> Interval:
        """Return the sum of the parts, each at the greatest precision printed among them."""
        return total(self.fine(p) for p in self.parts)

    def fine(self, fact: Fact) -> Interval:
        """Return the interval of a figure at the list's precision, unless a printed trailing zero shows that none is dropped."""
        quantity = fact.quantity
        alike = [p.quantity for p in (self.whole, *self.parts) if p.quantity.unit == quantity.unit]
        if quantity.half_unit == 0 or any(keeps_zeros(q) for q in alike):
            return quantity.interval
        places = max((q.decimals for q in alike), default=0)
        half = (quantity.scale / 2).scaleb(-max(places, quantity.decimals))
        return Interval(quantity.base_value - half, quantity.base_value + half)

    @property
    def holds(self) -> bool:
        """Whether whole and parts agree within printed precision."""
        return self.parts_interval.meets(self.whole_interval) or self.exact_sum == self.stated

    @property
    def stated(self) -> Decimal:
        """Return the whole as printed, the figures beside it included, in base units."""
        return sum((f.quantity.base_value for f in self.beside), start=self.whole.quantity.base_value)

    @property
    def exact_sum(self) -> Decimal:
        """Return the sum of the parts as printed, in base units."""
        return sum((p.quantity.base_value for p in self.parts), start=Decimal(0))

    @property
    def exceeds(self) -> bool:
        """Whether the parts together are surely more than the whole."""
        return self.parts_interval.low > self.whole_interval.high

    @property
    def formula(self) -> str:
        """Return the addition as people write it, all terms in the unit of the whole."""
        shown = " + ".join(number(p, self.unit) for p in self.parts)
        return f"{shown} = {plain(self.exact_sum / self.unit)}"


def sums(facts: Sequence[Fact]) -> Iterator[Sum]:
    """Yield the wholes with at least two parts, list by list."""
    parts = [f for f in facts if f.relation is Relation.PART and f.whole is not None and summable(f)]
    lists: dict[tuple[int, int], list[Fact]] = {}
    for part in parts:
        lists.setdefault(list_key(part), []).append(part)
    for members in lists.values():
        whole = members[0].whole
        group = disjoint([m for m in members if whole is not None and same_version(m, whole)])
        if whole is not None and whole.quantity.kind is Kind.COUNT:
            group = first_clause(whole, group)
        if whole is None or not summable(whole) or len(group) < 2 or overlap(group):  # noqa: PLR2004
            continue
        extent, why = extent_of(whole, group, facts)
        addition = Sum(whole, tuple(group), extent, why)
        if addition.exceeds and any(p.quantity.base_value == whole.quantity.base_value for p in group):
            continue
        if not addition.holds and (siblings := coordinates(whole, facts)):
            run = next((r for r in siblings if Sum(whole, tuple(group), extent, why, r).holds), None)
            if run is None and addition.exceeds:
                continue
            addition = Sum(whole, tuple(group), extent, why, run or ())
        yield addition


def first_clause(whole: Fact, parts: list[Fact]) -> list[Fact]:
    """Return the counts of a list before its first "；" where all together are too many: things are told apart anew there."""
    if sum(p.quantity.base_value for p in parts) <= whole.quantity.base_value:
        return parts
    return [p for p in parts if not re.search(r"[；;]", text_between(whole, [p]))]


def keeps_zeros(quantity: Quantity) -> bool:
    """Whether a number is printed with a trailing zero after the point."""
    digits = re.search(r"\.\d*0(?!\d)", quantity.text)
    return digits is not None


def coordinates(whole: Fact, facts: Sequence[Fact]) -> list[tuple[Fact, ...]]:
    """Return the runs of figures listed right before ``whole`` that "其中" may refer to together with it.

    "雇员18人，派遣工11人，物业人员4人，其中：…" speaks of all 33; "编制41人，在职38人，其中：…" of those in post.
    """
    at = next((i for i, f in enumerate(facts) if f is whole), 0)
    run: list[Fact] = []
    for fact in reversed(facts[:at]):
        if (
            fact.sentence_start != whole.sentence_start
            or fact.relation is not Relation.LEVEL
            or not summable(fact)
            or fact.quantity.kind is not whole.quantity.kind
            or (whole.concept is not None and fact.concept not in (None, whole.concept))
        ):
            break
        run.append(fact)
    return [tuple(run[:n]) for n in range(1, len(run) + 1)]


def same_version(part: Fact, whole: Fact) -> bool:
    """Whether part and whole are in one unit and both budgets or both not."""
    one_unit = part.quantity.base_unit == whole.quantity.base_unit
    return one_unit and (part.basis in BUDGETS) == (whole.basis in BUDGETS) and part.period == whole.period


def list_key(fact: Fact) -> tuple[int, int]:
    """Return what tells one list of parts from another under the same whole."""
    same_sentence = fact.whole is not None and fact.whole.sentence_start == fact.sentence_start
    same_paragraph = fact.whole is not None and fact.whole.paragraph is fact.paragraph
    return id(fact.whole), 0 if same_sentence else (fact.sentence_start if same_paragraph else -1)


def summable(fact: Fact) -> bool:
    """Whether a figure can stand in an addition."""
    exact = fact.quantity.bound is Bound.EXACT and fact.quantity.high is None and not fact.aside
    return exact and fact.quantity.kind in SUMMED and not AVERAGE.search(fact.subject)


def disjoint(parts: Sequence[Fact]) -> list[Fact]:
    """Return the parts without those that restate an earlier one of the same subject."""
    seen: set[tuple[str, str]] = set()
    result = []
    for part in parts:
        key = (part.subject, part.scope)
        if key in seen and part.subject:
            continue
        seen.add(key)
        result.append(part)
    return result
