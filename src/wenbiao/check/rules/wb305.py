"""WB305: 各项得分之和不等于总分。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, cell, formula
from wenbiao.check.scores import scores_of
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class ScoreSum(Rule):
    """各项得分之和不等于总分。

    **查什么** 预算执行得分与各指标得分相加，须等于表中所印总分。
    **为何查** 总分是自评结论，加错即结论有误。
    **不合格** 各项得分合计95，总分印98。
    **合格**   各项得分合计96，总分印96。
    **依据**   所引表格（表式本身）；算术
    """

    code = "WB305"
    name = "score-sum"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms whose total score is not the sum."""
        for sheet in context.base.sheets:
            scores = scores_of(sheet)
            if scores is None or scores.printed_total is None or scores.printed_cell is None:
                continue
            if scores.total != scores.printed_total:
                gap = plain(abs(scores.total - scores.printed_total))
                yield self.finding(
                    f"各项得分之和为 {plain(scores.total)}，表中总分为 {plain(scores.printed_total)}，相差 {gap} 分。",
                    cell(sheet.table, scores.printed_cell, ("总分", "得分")),
                    formula(f"{scores.formula} = {plain(scores.total)} ≠ {plain(scores.printed_total)}"),
                    confidence=0.95,
                    stated=plain(scores.printed_total),
                    expected=plain(scores.total),
                    difference=gap,
                    unit="分",
                    suggestion="请核对各项得分与总分。",
                )
