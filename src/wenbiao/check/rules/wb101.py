"""WB101: 正文数字与对应表格不一致。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.compare import closest, confidence_of, describe_gap, is_other_version, printed, slipped_unit
from wenbiao.check.phrasing import path
from wenbiao.check.rule import Context, Rule, claim, shown
from wenbiao.model.finding import Finding, Severity, Verdict
from wenbiao.model.quantity import restated


class TextTableMismatch(Rule):
    """正文数字与对应表格不一致。

    **查什么** 正文复述表中数字时，两数按各自印出的位数取整的范围须有交集；人数、件数、分值须完全相等。
    **为何查** 文表不一，读者无从判断哪个数是真的，公开后最易被质疑。
    **不合格** 正文“在职人员8人”，基础数据表“实际在职人数”为7人。
    **合格**   正文“项目支出约129万元”，表中该格为128.60万元。
    **依据**   所引表格（表式本身）；数字取整按印出位数
    """

    code = "WB101"
    name = "text-table-mismatch"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the restated figures that no cell of the same meaning agrees with."""
        for link in context.alignment.links:
            fact = link.fact
            if link.verdict is not Verdict.CONTRADICTED or not link.cells:
                continue
            if is_other_version(fact, context) or slipped_unit(fact, link.cells):
                continue
            cell = closest(fact, link.cells)
            confidence = confidence_of(link)
            yield self.finding(
                f"正文称{fact.subject} {fact.quantity}，{cell_name(cell.label)}为 {printed(cell.quantity)}"
                f"，{describe_gap(fact, cell)}。",
                claim(fact),
                *(shown(c) for c in link.cells[:2]),
                severity=Severity.ERROR if confidence >= 0.9 else Severity.WARNING,  # noqa: PLR2004
                confidence=confidence,
                stated=str(fact.quantity.value),
                expected=restated(cell.quantity, fact.quantity),
                unit=fact.quantity.unit,
                suggestion="请核对两处数字，改正错误的一处；口径不同的，请在正文写明口径。",
            )


def cell_name(label: tuple[str, ...]) -> str:
    """Return the cell's name as people say it."""
    return f"“{path(label[-3:])}”"
