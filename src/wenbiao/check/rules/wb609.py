"""WB609: 自评材料没有任何表格。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.completeness import report_sections
from wenbiao.check.rule import Context, Rule, absent, words
from wenbiao.extract.unfilled import is_unfilled
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.result import Genre

GENRES = (Genre.OVERALL, Genre.PROJECT, Genre.SPECIAL_FUND)
FEWEST_ROWS = 3


class NoForm(Rule):
    """自评材料没有自评表。

    **查什么** 绩效自评材料除文字报告外应附自评表；整份材料没有一张表的，提请补充。表格另为文件的，请与报告一并审核（--package）。
    **为何查** 没有指标、分值和得分，自评无从复核。
    **不合格** 自评报告通篇文字，没有自评表。
    **合格**   报告后附整体支出绩效自评表。
    **依据**   form:overall-self-evaluation（自评由报告和自评表组成）
    """

    code = "WB609"
    name = "no-form"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield one finding on a self-evaluation without any table."""
        base = context.base
        if base.identity.genre not in GENRES or is_unfilled(base):
            return
        if any(sheet.indicators or sheet.table.n_rows >= FEWEST_ROWS for sheet in base.sheets):
            return
        if len(report_sections(base)) < context.profile["section_count"]:
            return
        first = next((p for d in base.documents for p in d.body if p.text.strip()), None)
        yield self.finding(
            "材料只有文字报告，没有自评表（基础数据表、整体支出绩效自评表等）。",
            absent("没有自评表"),
            *([words(first, 0, len(first.text))] if first is not None else []),
            confidence=0.85,
            suggestion="请附自评表；表格在另一文件的，请与报告一起审核。",
        )
