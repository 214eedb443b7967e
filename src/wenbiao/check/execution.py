"""How the year's money was executed and scored on one form."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from wenbiao.check.evaluations import Evaluation
from wenbiao.check.funds import fact_at
from wenbiao.check.rule import Context
from wenbiao.extract.bands import ScoringRule, scoring_rule
from wenbiao.extract.indicators import FundRow, points_of
from wenbiao.extract.values import State, parse_value
from wenbiao.model.document import Cell
from wenbiao.model.fact import Fact
from wenbiao.model.quantity import HALF, Interval, Kind, Quantity

ONE = Decimal(1)


@dataclass(frozen=True, slots=True, eq=False)
class Execution:
    """The budget row of a form as numbers.

    ``share`` is executed ÷ adjusted budget as a fraction, the initial budget where there is no other;
    ``printed_rate`` the rate the form prints, in percent. Weight and score may be blank.
    """

    row: FundRow
    share: Interval
    printed_rate: Interval | None
    weight: Decimal | None
    score: Decimal | None
    score_decimals: int
    initial: Fact | None
    budget: Fact
    executed: Fact

    @property
    def expected(self) -> Decimal:
        """Return weight × rate, the rate at most one."""
        return (self.weight or Decimal(0)) * min(self.share.middle, ONE)

    def fits(self, slack: Decimal) -> bool:
        """Whether the score is weight × rate by the amounts or by the printed rate.

        A score stands for what rounds to it. Full marks for less than full execution are only right
        within ``slack``: nobody rounds 9.7 up to full marks on a form that prints decimals of rates.
        """
        if self.weight is None or self.score is None:
            return True
        shares = [self.share]
        if self.printed_rate is not None:
            shares.append(self.printed_rate.scaled(Decimal("0.01")))
        half = HALF.scaleb(-self.score_decimals)
        widest = slack if self.score == self.weight else max(half, slack)
        said = Interval(self.score - widest, self.score + widest)
        for share in shares:
            capped = Interval(min(share.low, ONE), min(share.high, ONE)).scaled(self.weight)
            if said.meets(capped):
                return True
        return False


def execution_of(evaluation: Evaluation) -> Execution | None:
    """Return the execution of a form, or None where amounts are missing or the budget is zero."""
    row = evaluation.fund
    if row is None:
        return None
    sheet = evaluation.sheet_of(row)
    initial, adjusted, executed = (fact_at(sheet, c) for c in (row.initial, row.adjusted, row.executed))
    budget = adjusted or initial
    if budget is None or executed is None:
        return None
    share = executed.quantity.interval.divided(budget.quantity.interval)
    if share is None:
        return None
    return Execution(
        row,
        share,
        rate_of(row.rate),
        row.max_points,
        points_of(row.score),
        decimals_of(row.score),
        initial,
        budget,
        executed,
    )


def rate_of(cell: Cell | None) -> Interval | None:
    """Return the printed rate in percent; a bare fraction such as 0.98 is meant as 98 %."""
    if cell is None:
        return None
    value = parse_value(cell.text, "%")
    if value.state is not State.NUMBER or value.quantity is None or value.quantity.kind is not Kind.PERCENT:
        return None
    interval = value.quantity.interval
    return (
        interval.scaled(Decimal(100))
        if "%" not in cell.text and "％" not in cell.text and interval.high <= ONE + HALF
        else interval
    )


def decimals_of(cell: Cell | None) -> int:
    """Return the printed decimals of a score."""
    value = parse_value(cell.text, "分") if cell is not None else None
    return value.quantity.decimals if value is not None and value.quantity is not None else 0


def own_rule(context: Context, weight: Decimal) -> ScoringRule | None:
    """Return how the report itself says that execution is scored ("执行率95%以上得满分"), if it does."""
    for document in context.base.documents:
        for paragraph in document.paragraphs():
            if "执行率" in paragraph.text and "分" in paragraph.text:
                rule = scoring_rule(paragraph.text, weight)
                if rule is not None and rule.of_percentages:
                    return rule
    return None


def initial_amounts(evaluation: Evaluation) -> set[Decimal]:
    """Return the amounts, in 元, that the form gives as budget at the beginning of the year."""
    found = (fact_at(evaluation.sheet_of(r), r.initial) for s in evaluation.sheets for r in s.fund_rows)
    return {f.quantity.base_value for f in found if f is not None}


def base_amount(quantity: Quantity, execution: Execution) -> Decimal | None:
    """Return an indicator's amount in 元; one without a unit is in the unit of the form's budget."""
    if quantity.kind is Kind.MONEY:
        return quantity.base_value
    return None if quantity.unit else quantity.value * execution.executed.quantity.scale
