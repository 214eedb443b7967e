"""WB502: 预算执行得分与执行率不符。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.attainment import points
from wenbiao.check.evaluations import Evaluation, evaluations
from wenbiao.check.execution import Execution, execution_of, own_rule
from wenbiao.check.rule import Context, Rule, cell, formula
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain

HUNDRED = Decimal(100)


class ExecutionScore(Rule):
    """预算执行得分与执行率不符。

    **查什么** 执行得分 = 分值 × 执行率，执行率以100%为限；按印出位数取整的范围比较。多计为错误，少计请核对。文中另列评分标准的，
    从其标准。
    **为何查** 执行得分直接由数字决定，没有裁量余地。
    **不合格** 分值10，执行率96.94%，得分10。
    **合格**   分值10，执行率96.94%，得分9.69；执行率100%，得分10。
    **依据**   二手材料（分值×执行率）；系统做法
    """

    code = "WB502"
    name = "execution-score"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the budget rows whose score does not follow from their rate."""
        for evaluation in evaluations(context.base.sheets):
            execution = execution_of(evaluation)
            if (
                execution is None
                or execution.score is None
                or execution.weight is None
                or execution.score > execution.weight
            ):
                continue
            rule = own_rule(context, execution.weight)
            allowed = rule.allowed(execution.share.scaled(HUNDRED)) if rule is not None else None
            if allowed is not None and allowed.low <= execution.score <= allowed.high:
                continue
            if not execution.fits(context.profile["execution_slack"]):
                yield self.report(evaluation, execution, execution.score, execution.weight)

    def report(self, evaluation: Evaluation, execution: Execution, score: Decimal, weight: Decimal) -> Finding:
        """Return the finding on one budget row."""
        expected = execution.expected.quantize(Decimal("0.01"))
        rate = plain((execution.share.middle * 100).quantize(Decimal("0.01")))
        row, table = execution.row, evaluation.sheet_of(execution.row).table
        place = row.score or row.executed
        over = score > expected
        return self.finding(
            f"“{row.label}”执行率 {rate}%，分值 {points(weight)}，执行得分应为 {plain(expected)}，表中为 {points(score)}。",
            cell(table, place, (row.label, "得分")) if place is not None else formula(rate),
            formula(f"{points(weight)} × {rate}% = {plain(expected)} ≠ {points(score)}"),
            *(
                cell(table, c, (row.label, h))
                for c, h in ((row.rate, "执行率"), (row.executed, "全年执行数"))
                if c is not None
            ),
            severity=Severity.ERROR if over else Severity.WARNING,
            confidence=0.92 if over else 0.8,
            stated=points(score),
            expected=plain(expected),
            unit="分",
            suggestion="请按分值×执行率重算执行得分和总分。",
        )
