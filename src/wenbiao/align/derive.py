"""Arithmetic the narrative itself states: growth, shares, completion, parts of a whole."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, Decimal

from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.quantity import Bound, Interval, Kind, Quantity, plain

HUNDRED = Decimal(100)
EXECUTION = "rate.execution"
FEWEST_BEFORE = 2
NEAR = 12
"""How many figures back the amounts of a rate are looked for."""

BUDGETS = frozenset({Basis.INITIAL, Basis.ADJUSTED})
LEVELS = frozenset({Relation.LEVEL, Relation.PART, Relation.TOTAL})

Finder = Callable[[Fact], Fact | None]
"""Finds the figure that another one only names."""


@dataclass(frozen=True, slots=True, eq=False)
class Derivation:
    """One equation between figures: ``fact`` should equal ``expected``.

    ``holds`` is None when the equation is undefined (a zero base). ``truncated`` says that a
    percentage was cut off instead of rounded. ``operands`` are the other figures in it.
    """

    kind: str
    fact: Fact
    holds: bool | None
    formula: str
    expected: Interval | None
    operands: tuple[Fact, ...]
    truncated: bool = False


def derivations(facts: Sequence[Fact], named_whole: Finder, named_base: Finder) -> Iterator[Derivation]:
    """Yield the equations that growth, shares and changes state.

    ``named_whole`` finds the whole that a share only names, elsewhere in the text or in a table, and
    ``named_base`` the level that a change or growth is measured against.
    """
    yield from execution_rates(facts)
    yield from adjustments(facts)
    changes: dict[int, Fact] = {}
    for at, fact in enumerate(facts):
        if fact.quantity.bound is not Bound.EXACT or fact.quantity.high is not None or fact.aside:
            continue
        if fact.relation is Relation.CHANGE and fact.anchor is not None:
            changes[id(fact.anchor)] = fact
            from_base = change_from_base(fact, fact.versus or fact.anchor.versus or named_base(fact))
            if found := from_base or growth_before(facts, at):
                yield found
        elif fact.relation is Relation.CHANGE and fact.versus is not None:
            changes[id(fact.versus)] = fact
        elif (
            fact.relation is Relation.GROWTH
            and fact.anchor is not None
            and fact.anchor.quantity.kind is not Kind.PERCENT
        ):
            change = changes.get(id(fact.anchor))
            if found := growth(fact, fact.anchor, change):
                yield settled(found, (growth(fact, other, change) for other in levels_before(facts, at)))
            elif change is None and (base := fact.anchor.versus or named_base(fact)) is not None:
                yield growth_from(fact, fact.anchor, base)
        elif fact.relation is Relation.GROWTH and fact.versus is not None and (change := changes.get(id(fact.versus))):
            yield growth_of_base(fact, change, fact.versus)
        elif fact.relation is Relation.SHARE and fact.anchor is not None:
            whole = fact.whole or (named_whole(fact) if fact.whole_label else None)
            if whole is not None and whole is not fact.anchor and whole.quantity.kind is fact.anchor.quantity.kind:
                found = share(fact, fact.anchor, whole)
                others = (other for other in levels_before(facts, at) if other is not whole)
                yield settled(found, (share(fact, other, whole) for other in others))


def growth_before(facts: Sequence[Fact], at: int) -> Derivation | None:
    """Return the equation of a rate stated right before its change: "较上年增长15.35%，增收25457万元"."""
    change, rate = facts[at], facts[at - 1] if at else None
    if (
        rate is None
        or rate.relation is not Relation.GROWTH
        or rate.anchor is not change.anchor
        or rate.versus is not None
    ):
        return None
    first = at < FEWEST_BEFORE or facts[at - FEWEST_BEFORE] is change.anchor
    exact = rate.quantity.bound is Bound.EXACT and rate.quantity.high is None and not rate.aside
    return growth(rate, change.anchor, change) if change.anchor is not None and first and exact else None


def settled(found: Derivation, others: Iterable[Derivation | None]) -> Derivation:
    """Return the equation as read, or the first over another level of its sentence where only that one holds.

    What a long sentence measures is not always its last figure: "总预算100万元，其中项目预算80万元，增长5%".
    """
    return found if found.holds is not False else next((d for d in others if d is not None and d.holds), found)


def levels_before(facts: Sequence[Fact], at: int) -> Iterator[Fact]:
    """Yield the levels of the same sentence before a percentage that it may be about, the nearest first."""
    fact = facts[at]
    assert fact.anchor is not None  # noqa: S101
    for other in reversed(facts[:at]):
        if other.sentence_start != fact.sentence_start or other.paragraph is not fact.paragraph:
            return
        said = other.relation in LEVELS and not other.reference and not other.aside
        if said and other is not fact.anchor and other.quantity.kind is fact.anchor.quantity.kind:
            yield other


def execution_rates(facts: Sequence[Fact]) -> Iterator[Derivation]:
    """Yield 执行率 = amount spent ÷ budget of the same subject, the budget stated in the same section.

    Where both an initial and an adjusted budget are stated, a rate that fits either is right.
    """
    for i, fact in enumerate(facts):
        if (
            fact.concept != EXECUTION
            or fact.relation is not Relation.LEVEL
            or fact.aside
            or fact.quantity.bound is not Bound.EXACT
        ):
            continue
        near = [
            f
            for f in facts[max(0, i - NEAR) : i]
            if f.quantity.kind is Kind.MONEY and f.where.section == fact.where.section and not f.aside
        ]
        spent = next(
            (f for f in reversed(near) if f.relation in LEVELS and f.basis not in BUDGETS and not f.reference), None
        )
        if spent is None or spent.paragraph is not fact.paragraph:
            continue
        budgets = [f for f in near if f.basis in BUDGETS and is_alike(f, spent)]
        found = [
            judge(
                "share",
                fact,
                percent_of(spent.quantity.interval, b.quantity.interval),
                f"{number(spent)} ÷ {number(b)}",
                (spent, b),
                ratio(spent.quantity.base_value, b.quantity.base_value),
            )
            for b in reversed(budgets)
        ]
        if found:
            yield next((d for d in found if d.holds), found[0])


def adjustments(facts: Sequence[Fact]) -> Iterator[Derivation]:
    """Yield 全年预算 = 年初预算 + 追加 − 调减, where one paragraph states all three of one subject."""
    paragraphs: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.quantity.kind is Kind.MONEY and not fact.aside:
            paragraphs.setdefault(id(fact.paragraph), []).append(fact)
    for said in paragraphs.values():
        initial = [f for f in said if f.basis is Basis.INITIAL and not f.vague_basis and f.relation is Relation.LEVEL]
        adjusted = [f for f in said if f.basis is Basis.ADJUSTED and f.relation is Relation.LEVEL]
        if len(initial) != 1 or len(adjusted) != 1 or not is_alike(initial[0], adjusted[0]):
            continue
        first, last = initial[0], adjusted[0]
        moves = [
            f for f in said if f.relation is Relation.CHANGE and first.end < f.start < last.start and f.versus is None
        ]
        if moves:
            yield adjustment(first, moves, last)


def adjustment(first: Fact, moves: Sequence[Fact], last: Fact) -> Derivation:
    """Return the equation of one adjusted budget."""
    exact = first.quantity.interval
    value, terms = first.quantity.base_value, number(first)
    for move in moves:
        exact = exact + move.quantity.interval.scaled(Decimal(move.sign))
        value += move.quantity.base_value * move.sign
        terms += f" {'+' if move.sign > 0 else '−'} {number(move)}"
    holds = last.quantity.interval.meets(exact)
    return Derivation(
        "adjustment", last, holds, f"{terms} = {plain(value / last.quantity.scale)}", exact, (first, *moves)
    )


def is_alike(one: Fact, other: Fact) -> bool:
    """Whether two amounts are of one subject, fund and scope."""
    same = one.concept == other.concept if one.concept else one.subject == other.subject
    return same and one.fund == other.fund and one.scope == other.scope and one.period == other.period


def percent_of(part: Interval, whole: Interval) -> Interval | None:
    """Return 100 · part / whole."""
    ratio = part.divided(whole)
    return ratio.scaled(HUNDRED) if ratio is not None else None


def is_truncation(stated: Quantity, exact: Interval) -> bool:
    """Whether ``stated`` is the exact value cut off at its last place instead of rounded."""
    step = Decimal(1).scaleb(-stated.decimals)
    ends = {abs(end).quantize(step, rounding=ROUND_DOWN) for end in (exact.low, exact.high)}
    return abs(stated.value) in ends


def share(fact: Fact, part: Fact, whole: Fact) -> Derivation:
    """Return the equation 占比 = part ÷ whole."""
    exact = percent_of(part.quantity.interval, whole.quantity.printed)
    formula = f"{number(part)} ÷ {number(whole, part.quantity.scale)}"
    return judge(
        "share", fact, exact, formula, (part, whole), ratio(part.quantity.base_value, whole.quantity.base_value)
    )


def ratio(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return 100 · part / whole of the printed figures, as a reader computes it."""
    return part / whole * HUNDRED if whole else None


def growth(fact: Fact, now: Fact, change: Fact | None) -> Derivation | None:
    """Return the equation 增长率 = change ÷ base of the level ``now``, the base printed, or the level less the change."""
    if fact.versus is not None and fact.versus.quantity.base_unit == now.quantity.base_unit:
        return growth_from(fact, now, fact.versus)
    if change is not None and change.sentence_start == fact.sentence_start and same_comparison(change, fact):
        moved = change.quantity.interval.scaled(Decimal(change.sign))
        base = now.quantity.interval - moved
        exact = percent_of(moved, base)
        moved_value = change.quantity.base_value * change.sign
        value = ratio(moved_value, now.quantity.base_value - moved_value)
        mark = "−" if change.sign > 0 else "+"
        formula = f"{number(change)} ÷ ({number(now)} {mark} {number(change)})"
        if change.sign < 0:
            formula = f"−{formula}"
    else:
        return None
    found = judge("growth", fact, exact, formula, (now, change), value)
    # "调减100万元，下降5%": the amount is measured against the budget, the rate perhaps against last year.
    untold = change.versus_basis is not fact.versus_basis
    return None if untold and not found.holds else found


def growth_from(fact: Fact, now: Fact, base: Fact) -> Derivation:
    """Return the equation 增长率 = (level − base) ÷ base."""
    first, last = base.quantity, now.quantity
    exact = percent_of(last.interval - first.interval, first.interval)
    formula = f"({number(now)} − {number(base, now.quantity.scale)}) ÷ {number(base, now.quantity.scale)}"
    value = ratio(last.base_value - first.base_value, first.base_value)
    return judge("growth", fact, exact, formula, (now, base), value)


def growth_of_base(fact: Fact, change: Fact, base: Fact) -> Derivation:
    """Return the equation 增长率 = change ÷ printed base, where the level itself is not printed."""
    exact = percent_of(change.quantity.interval.scaled(Decimal(change.sign)), base.quantity.interval)
    mark = "−" if change.sign < 0 else ""
    value = ratio(change.quantity.base_value * change.sign, base.quantity.base_value)
    return judge("growth", fact, exact, f"{mark}{number(change)} ÷ {number(base)}", (change, base), value)


def same_comparison(change: Fact, growth_fact: Fact) -> bool:
    """Whether a change and a growth can be against one thing: "比预算减少…，与上年相比增长…" are two."""
    one, other = compared_to(change), compared_to(growth_fact)
    return one == other or None in (one, other)


def compared_to(fact: Fact) -> str | None:
    """Return what a change or growth is measured against: a budget, or a year; None where nothing is said."""
    return "budget" if fact.versus_basis in BUDGETS else fact.versus_period


def change_from_base(fact: Fact, base: Fact | None) -> Derivation | None:
    """Return the equation change = level − base."""
    now = fact.anchor
    if now is None or base is None or base.quantity.kind is not fact.quantity.kind:
        return None
    exact = now.quantity.interval - base.quantity.interval
    said = fact.quantity.interval.scaled(Decimal(fact.sign))
    moved = (now.quantity.base_value - base.quantity.base_value) / now.quantity.scale
    formula = f"{number(now)} − {number(base, now.quantity.scale)} = {plain(moved)}"
    return Derivation("change", fact, said.meets(exact), formula, exact, (now, base))


def judge(
    kind: str,
    fact: Fact,
    exact: Interval | None,
    formula: str,
    operands: tuple[Fact, ...],
    value: Decimal | None = None,
) -> Derivation:
    """Return the derivation of a percentage: whether the printed one can be the exact one."""
    if exact is None:
        return Derivation(kind, fact, None, formula, None, operands)
    said = fact.quantity.interval.scaled(Decimal(fact.sign))
    holds = said.meets(exact)
    shown = (value if value is not None else exact.middle).quantize(Decimal(1).scaleb(-fact.quantity.decimals - 2))
    truncated = not holds and is_truncation(fact.quantity, exact) and (fact.sign < 0) == (exact.middle < 0)
    return Derivation(kind, fact, holds, f"{formula} = {plain(shown)}%", exact, operands, truncated)


def number(fact: Fact, scale: Decimal | None = None) -> str:
    """Return the figure of a fact without its unit, converted to the unit of ``scale`` base units where one is given."""
    return plain(fact.quantity.value if scale is None else fact.quantity.base_value / scale)
