"""WB509: 指标值与完成值的计量单位不一致或缺失。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import aligned, cell_of, equals, printed
from wenbiao.check.evaluations import Evaluation, evaluations
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.indicators import Indicator
from wenbiao.extract.values import State
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Kind

COUNTED = frozenset({Kind.COUNT, Kind.HEADCOUNT})
"""人 beside 人次: different things counted, but not beyond comparison."""


class TargetUnit(Rule):
    """指标值与完成值的计量单位不一致或缺失。

    **查什么** 年度指标值与实际完成值都是数字时，单位须属同一种类；一个带百分号、一个不带的，请核对；三行以上两边都没有单位的，
    一张表提示一次。
    **为何查** 单位不同就无从比较是否完成。
    **不合格** 指标值98，完成值98%；指标值20场，完成值95%。
    **合格**   指标值≥98%，完成值98.5%；单位另设一栏的，数字后可不写单位。
    **依据**   所引表格（逐项比较）；逻辑
    """

    code = "WB509"
    name = "target-unit"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield rows whose two values cannot be compared, and forms that leave units out."""
        for evaluation in evaluations(context.base.sheets):
            yield from self.bare(evaluation)
            for row in evaluation.indicators:
                target, actual = row.target_value.quantity, row.actual_value.quantity
                if target is None or actual is None or target.kind is actual.kind:
                    continue
                kinds = {target.kind, actual.kind}
                if not target.unit or not actual.unit:
                    if Kind.PERCENT not in kinds or {target.value, actual.value} & {0}:
                        continue
                    fault = "一个带百分号，一个不带"
                else:
                    fault = f"单位分别为“{target.unit}”和“{actual.unit}”，无从比较"
                fraction = min(target.value, actual.value) <= 1 and equals(*aligned(target, actual))
                yield self.finding(
                    f"“{row.name}”指标值 {printed(row.target)}，完成值 {printed(row.actual)}：{fault}。",
                    cell_of(row, row.actual, "实际完成值"),
                    cell_of(row, row.target, "年度指标值"),
                    severity=Severity.INFO if fraction or kinds <= COUNTED else None,
                    confidence=0.8,
                    stated=printed(row.actual),
                    expected=printed(row.target),
                    suggestion="请用同一计量单位填写指标值和完成值。",
                )

    def bare(self, evaluation: Evaluation) -> Iterator[Finding]:
        """Yield one note on a form several of whose rows have no units at all."""
        rows = [i for i in evaluation.indicators if is_bare(i)]
        if len(rows) < 3:  # noqa: PLR2004 - one or two are slips that the reader sees
            return
        yield self.finding(
            f"{len(rows)} 行指标的指标值和完成值都没有计量单位：{'、'.join(i.name for i in rows[:4])}等。",
            *(cell_of(i, i.actual, "实际完成值") for i in rows[:8]),
            severity=Severity.INFO,
            confidence=0.8,
            stated=printed(rows[0].actual),
            suggestion="请补填计量单位（%、件、场等）。",
        )


def is_bare(row: Indicator) -> bool:
    """Whether both values of a row are plain numbers without a unit."""
    if row.measure_unit or row.target_value.state is not State.NUMBER or row.actual_value.state is not State.NUMBER:
        return False
    target, actual = row.target_value.quantity, row.actual_value.quantity
    return target is not None and actual is not None and not target.unit and not actual.unit
