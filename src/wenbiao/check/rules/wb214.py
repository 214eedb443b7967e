"""WB214: 基数为零仍写增减率或完成率。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.align.derive import HUNDRED, Derivation
from wenbiao.check.rule import Context, Rule, claim, formula
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class UndefinedRatio(Rule):
    """基数为零仍写增减率或完成率。

    **查什么** 按所列数字，比较的基数为零时，增减率、完成率无从计算；完成率恰为另一口径（如全年预算）之比的，指为口径写错。
    **为何查** 零不能作除数；写出的百分比必另有来源。
    **不合格** 年初预算0万元，支出决算30.00万元，完成年初预算的95.89%。
    **合格**   年初预算0万元，支出决算0万元，完成年初预算的0%（惯用句式，不作计算）。
    **依据**   算术
    """

    code = "WB214"
    name = "undefined-ratio"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the percentages whose base is zero."""
        for derivation in context.alignment.derivations:
            if derivation.holds is not None or derivation.expected is not None or derivation.fact.quantity.value == 0:
                continue
            if not has_zero_base(derivation):
                continue
            fact = derivation.fact
            other = other_base(derivation, context) if derivation.kind == "share" else None
            if other is None:
                yield self.finding(
                    f"基数为零，不能计算百分比，文中写 {fact.quantity}：{derivation.formula}。",
                    claim(fact),
                    formula(derivation.formula),
                    *map(claim, derivation.operands),
                    confidence=0.9,
                    suggestion="基数为零时请写“上年无此项”等，不写百分比。",
                )
            else:
                yield self.finding(
                    f"文称完成率 {fact.quantity}，所指基数为零；此数实为与 {other.quantity}之比，口径写错。",
                    claim(fact),
                    *map(claim, derivation.operands),
                    claim(other),
                    formula(f"{plain(derivation.operands[0].quantity.value)} ÷ {plain(other.quantity.value)}"),
                    severity=Severity.ERROR,
                    confidence=0.93,
                    suggestion="请改正所比较的预算口径。",
                )


def has_zero_base(derivation: Derivation) -> bool:
    """Whether the printed base, or the level less its change, is exactly zero."""
    part, other = derivation.operands[0], derivation.operands[-1]
    if derivation.kind == "share" or other.reference:
        return other.quantity.value == 0
    return part.quantity.base_value == other.quantity.base_value * other.sign


def other_base(derivation: Derivation, context: Context) -> Fact | None:
    """Return the amount of the same paragraph that the printed percentage does fit, if there is one."""
    part, fact = derivation.operands[0], derivation.fact
    for candidate in context.base.facts:
        if (
            candidate.paragraph is not fact.paragraph
            or candidate is part
            or candidate.quantity.kind is not part.quantity.kind
        ):
            continue
        ratio = part.quantity.interval.divided(candidate.quantity.interval)
        if ratio is not None and ratio.scaled(HUNDRED).meets(fact.quantity.interval):
            return candidate
    return None
