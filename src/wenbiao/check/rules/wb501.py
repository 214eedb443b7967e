"""WB501: 得分超出分值范围。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import cell_of, points
from wenbiao.check.rule import Context, Rule, cell
from wenbiao.extract.indicators import points_of
from wenbiao.model.finding import Finding, Severity


class ScoreOutOfRange(Rule):
    """得分超出分值范围：高于分值，或为负数。

    **查什么** 每项指标的得分不得高于其分值，也不得小于零；预算执行率一行同样。
    **为何查** 得分高于分值必是填写错误，总分随之虚高。
    **不合格** 分值5，得分6。
    **合格**   分值5，得分5；分值5，得分4.75。
    **依据**   所引表格（表式本身：分值为该项满分）
    """

    code = "WB501"
    name = "score-out-of-range"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rows whose score is not between zero and the weight."""
        for indicator in context.base.indicators:
            got, most = indicator.points, indicator.max_points
            if got is not None and most is not None and not 0 <= got <= most:
                yield self.finding(
                    f"“{indicator.name}”得分 {points(got)}，{'高于分值' if got > most else '小于零，分值'} {points(most)}。",
                    cell_of(indicator, indicator.score, "得分"),
                    cell_of(indicator, indicator.max_score, "分值"),
                    confidence=0.97,
                    stated=points(got),
                    expected=f"0–{points(most)}",
                    unit="分",
                    suggestion="请核对得分与分值，并重算总分。",
                )
        for sheet in context.base.sheets:
            for row in sheet.fund_rows:
                got, most = points_of(row.score), row.max_points
                if row.score is not None and got is not None and most is not None and not 0 <= got <= most:
                    yield self.finding(
                        f"“{row.label}”执行得分 {points(got)}，超出分值 {points(most)}。",
                        cell(sheet.table, row.score, (row.label, "得分")),
                        stated=points(got),
                        expected=f"0–{points(most)}",
                        unit="分",
                        suggestion="执行得分以分值为限，请更正。",
                    )
