"""WB611: 填表人、日期、电话、签字、盖章空白。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import Passage, passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.signatures import Signature, signatures
from wenbiao.extract.spans import Span
from wenbiao.extract.unfilled import is_unfilled
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.result import Genre

GENRES = (Genre.OVERALL, Genre.PROJECT, Genre.SPECIAL_FUND)


class Unsigned(Rule):
    """填表人、日期、电话、签字、盖章空白。

    **查什么** 自评表下“填表人：填报日期：联系电话：单位负责人签字：”等处、“填报单位（盖章）：”后，是否填写。签字、盖章在纸质件上的，
    不必理会。
    **为何查** 没有填表人和日期，材料无人负责。
    **不合格** 填表人：        填报日期：        联系电话：
    **合格**   填表人：张三  填报日期：2025年4月15日
    **依据**   所引表格（表下各栏）；二手材料（报告质量评分）
    """

    code = "WB611"
    name = "unsigned"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the lines with blanks to sign."""
        if context.base.identity.genre not in GENRES or is_unfilled(context.base):
            return
        for passage in passages(context):
            marks = list(signatures(passage.text))
            open_ = [m for m in marks if not m.filled and not self.beside(passage)]
            if open_:
                yield self.report(passage, open_)

    def report(self, passage: Passage, open_: list[Signature]) -> Finding:
        """Return the finding on one line."""
        span = Span(open_[0].span.start, open_[-1].span.end)
        return self.finding(
            f"{'、'.join(m.label for m in open_)}空白。",
            passage.evidence(span),
            confidence=0.9,
            suggestion="请填写后再报送；签字、盖章在纸质件上的，不必补。",
        )

    @staticmethod
    def beside(passage: Passage) -> bool:
        """Whether a label in a cell has its value in the cell to the right."""
        table, cell = passage.table, passage.cell
        if table is None or cell is None:
            return False
        return any(c.row == cell.row and c.col == cell.col + cell.col_span and c.text for c in table.cells)
