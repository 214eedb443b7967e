"""WB515: 分值构成与常见方案不同。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.evaluations import Evaluation, evaluations
from wenbiao.check.rule import Context, Rule, cell
from wenbiao.check.schemes import Weights, described, known_schemes, weights_by_group
from wenbiao.model.finding import Evidence, Finding, Severity


class UnusualWeights(Rule):
    """分值构成与常见方案不同，或同一报告各表的分值构成不一。

    **查什么** 按一级指标合计的分值（执行率、产出、效益、满意度、成本）须与方案表中的一种相同，同一报告各自评表用同一种。
    合计不满100的不查（见WB303）。
    **为何查** 权重由财政部门统一规定，自行更改使各单位得分不可比。
    **不合格** 整体表产出40、效益20，项目表产出30、效益30。
    **合格**   执行率10、产出50、效益30、满意度10；执行率10、产出40、效益20、满意度10、成本20。
    **依据**   所引表格（表中所印分值）；权重的规定依据待核
    """

    code = "WB515"
    name = "unusual-weights"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms whose weights nobody else uses, or that differ from the form before them."""
        seen: tuple[Evaluation, Weights] | None = None
        for evaluation in evaluations(context.base.sheets):
            weights = weights_by_group(evaluation)
            if weights is None:
                continue
            faults = [] if weights in known_schemes() else ["与常见方案均不相同"]
            if seen is not None and seen[1] != weights:
                faults.append(f"与“{seen[0].caption}”的（{described(seen[1])}）不一致")
            seen = seen or (evaluation, weights)
            if faults:
                yield self.finding(
                    f"“{evaluation.caption}”的分值构成（{described(weights)}）{'，'.join(faults)}。",
                    place_of(evaluation),
                    confidence=0.8,
                    stated=described(weights),
                    suggestion="请核对财政部门印发的表样和权重；另有规定的，不必更改。",
                )


def place_of(evaluation: Evaluation) -> Evidence:
    """Return the cell that stands for a form: its total, else its first indicator."""
    total = evaluation.total
    if total is not None:
        return cell(evaluation.sheet_of(total).table, total.max_score or total.label, (evaluation.caption, "分值"))
    first = evaluation.indicators[0]
    return cell(first.table, first.max_score or first.name_cell, (evaluation.caption, "分值"))
