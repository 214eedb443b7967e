"""WB526: 项目预算调剂作基本支出。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.reallocation import moved_budgets
from wenbiao.extract.unfilled import is_unfilled
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.result import Genre

GENRES = (Genre.OVERALL, Genre.PROJECT, Genre.SPECIAL_FUND)
MOST = 6


class ProjectMoneyMoved(Rule):
    """项目预算调剂作基本支出。

    **查什么** 自评材料自述项目预算（经费）调剂、转作基本支出、公用经费或人员经费的，提请说明审批依据和原定项目是否完成。全文提一次。
    **为何查** 项目没有做，绩效目标就落空；钱改作运转，预算失去约束。
    **不合格** 年初项目预算均调剂至基本支出。
    **合格**   项目资金专款专用，未调剂用于基本支出。
    **依据**   逻辑；项目间预算调剂的审批规定依据待核
    """

    code = "WB526"
    name = "project-money-moved"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield one finding on a report that says so, with all the places."""
        if context.base.identity.genre not in GENRES or is_unfilled(context.base):
            return
        places = [(p, span) for p in passages(context, moved_budgets) for span in moved_budgets(p.text)]
        if not places:
            return
        first, span = places[0]
        yield self.finding(
            f"正文称“{span.within(first.text)}”，未说明调剂的审批依据和原定项目的完成情况，请核对。",
            *(p.evidence(s) for p, s in places[:MOST]),
            confidence=0.75,
            suggestion="请写明调剂金额、批准文件，以及原项目目标如何处理。",
        )
