"""WB206: 人员流量不平。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.rule import Context, Rule, claim, formula
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Bound, plain

INFLOW, OUTFLOW = "headcount.in", frozenset({"headcount.out", "headcount.retiring"})


class HeadcountFlow(Rule):
    """人员流量不平：年初人数加调入减调出不等于年末人数。

    **查什么** 同一段写出年初、调入（招录）、调出（退休）和年末人数的，年末须等于年初加增加减减少。
    **为何查** 人数是整数，一人之差也是错。
    **不合格** 年初在职人员8人，全年调出0人，调入1人，年末在职人员8人。
    **合格**   年初在职人员8人，全年调出1人，调入1人，年末在职人员8人。
    **依据**   算术
    """

    code = "WB206"
    name = "headcount-flow"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the paragraphs whose headcounts do not balance."""
        paragraphs: dict[int, list[Fact]] = {}
        for fact in context.base.facts:
            if (
                (fact.concept or "").startswith("headcount.")
                and fact.quantity.bound is Bound.EXACT
                and fact.paragraph is not None
            ):
                paragraphs.setdefault(id(fact.paragraph), []).append(fact)
        for facts in paragraphs.values():
            opening = [f for f in facts if f.concept == "headcount.opening"]
            closing = [f for f in facts if f.concept == "headcount.closing"]
            if len(opening) == 1 and len(closing) == 1:
                moves = [f for f in facts if f.concept == INFLOW or f.concept in OUTFLOW]
                yield from self.balance(opening[0], closing[0], moves)

    def balance(self, opening: Fact, closing: Fact, moves: list[Fact]) -> Iterator[Finding]:
        """Yield a finding when opening and moves do not lead to closing."""
        if not moves:
            return
        right: Decimal = opening.quantity.value
        terms = plain(opening.quantity.value)
        for move in moves:
            sign = 1 if move.concept == INFLOW else -1
            right += sign * move.quantity.value
            terms += f" {'+' if sign > 0 else '−'} {plain(move.quantity.value)}"
        if right == closing.quantity.value:
            return
        yield self.finding(
            f"年初 {opening.quantity}，按增减人数推算年末应为 {plain(right)} 人，正文写 {closing.quantity}。",
            claim(closing),
            formula(f"{terms} = {plain(right)} ≠ {plain(closing.quantity.value)}"),
            claim(opening),
            *(claim(m) for m in moves[:6]),
            stated=plain(closing.quantity.value),
            expected=plain(right),
            difference=plain(abs(right - closing.quantity.value)),
            unit="人",
            suggestion="请核对年初、调入、调出和年末人数；有退休等其他增减的请一并写明。",
        )
