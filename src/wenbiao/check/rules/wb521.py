"""WB521: 评分标准一栏填的是分值。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import cell_of
from wenbiao.check.evaluations import evaluations
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.indicators import Indicator, points_of
from wenbiao.model.finding import Finding, Severity

ENOUGH = 2


class RuleColumnPoints(Rule):
    """评分标准一栏填的是分值，不是标准。

    **查什么** 设有“评（扣）分标准”一栏的表，该栏各行只填数字且与分值相同的，一张表提一次。
    **为何查** 没有标准，得分无从复核。
    **不合格** 评扣分标准15，分值15，得分15。
    **合格**   评扣分标准写“每少1次扣1分”。
    **依据**   所引表格（栏目名称）
    """

    code = "WB521"
    name = "rule-column-points"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms whose rule column repeats the weights."""
        for evaluation in evaluations(context.base.sheets):
            filled = [i for i in evaluation.indicators if i.rule is not None and i.rule.text]
            rows = [i for i in filled if repeats_weight(i)]
            if len(rows) < ENOUGH or len(rows) * 2 <= len(filled):
                continue
            yield self.finding(
                f"“评扣分标准”一栏有 {len(rows)} 行填的是分值，没有写明评分、扣分的标准。",
                *(cell_of(i, i.rule, "评扣分标准") for i in rows[:8]),
                confidence=0.9,
                stated=rows[0].rule.text if rows[0].rule is not None else None,
                suggestion="请逐项写明得分条件和扣分办法。",
            )


def repeats_weight(row: Indicator) -> bool:
    """Whether the rule cell of a row is the weight again."""
    return row.max_points is not None and points_of(row.rule) == row.max_points
