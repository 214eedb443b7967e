"""WB507: 金额目标按实际支出倒填。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import Attainment, attain, cell_of
from wenbiao.check.evaluations import Evaluation, evaluations
from wenbiao.check.execution import Execution, base_amount, execution_of, initial_amounts
from wenbiao.check.rule import Context, Rule, shown
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import amount, plain, restated


class BackfilledTarget(Rule):
    """金额目标按实际支出倒填。

    **查什么** 以金额为目标的指标，指标值与完成值一分不差，又恰等于全年预算数或执行数，而年初预算数与此不同。
    **为何查** 目标应在年初随预算设定；与年末支出分毫不差，多半是事后倒填，不能用来评价成本控制。
    **不合格** 年初预算485.88，全年执行817.29；成本指标值817.29万元，完成值817.29万元。
    **合格**   年初预算、全年执行均为100.00，成本指标值100.00万元；指标值≤290万元，完成值286.60万元。
    **依据**   form:overall-self-evaluation（同表年初预算数与指标值相比）；逻辑
    """

    code = "WB507"
    name = "back-filled-target"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the money targets that are the year-end amounts of the same form."""
        for evaluation in evaluations(context.base.sheets):
            execution = execution_of(evaluation)
            if execution is None or execution.initial is None:
                continue
            for row in filter(None, map(attain, evaluation.indicators)):
                if self.is_copied(row, evaluation, execution, int(context.profile["backfill_digits"])):
                    yield self.report(row, execution)

    @staticmethod
    def is_copied(row: Attainment, evaluation: Evaluation, execution: Execution, digits: int) -> bool:
        """Whether target and result are one year-end amount of the form that is no initial budget of it."""
        amount = base_amount(row.target, execution)
        year_end = {execution.budget.quantity.base_value, execution.executed.quantity.base_value}
        if (
            amount not in year_end
            or amount != base_amount(row.actual, execution)
            or amount in initial_amounts(evaluation)
        ):
            return False
        return bool(row.target.decimals) and len(row.target.value.normalize().as_tuple().digits) >= digits

    def report(self, row: Attainment, execution: Execution) -> Finding:
        """Return the finding on one indicator."""
        initial = execution.initial or execution.budget
        return self.finding(
            f"“{row.indicator.name}”指标值与完成值同为 {row.target}，等于全年执行数，"
            f"而年初预算数为 {amount(initial.quantity)}，疑为事后倒填。",
            cell_of(row.indicator, row.indicator.target, "年度指标值"),
            cell_of(row.indicator, row.indicator.actual, "实际完成值"),
            shown(initial),
            shown(execution.executed),
            confidence=0.8,
            stated=plain(row.target.value),
            expected=restated(initial.quantity, row.target) if row.target.unit else plain(initial.quantity.value),
            unit=row.target.unit,
            suggestion="请填年初设定的目标值；年中调整过目标的，请注明调整文件。",
        )
