"""WB203: 占比或完成率与所列数字算出的不符。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.ratios import ratio_findings
from wenbiao.check.rule import Context, Rule
from wenbiao.model.finding import Finding, Severity


class ShareMismatch(Rule):
    """占比或完成率与所列数字算出的不符。

    **查什么** “占P%”“完成预算的P%”须等于部分除以整体，按各数印出位数取整的范围比较；只差在截尾（未四舍五入）的为提示。
    **为何查** 比例由文中数字即可验算，算错最易被发现。
    **不合格** 总支出150.31万元，其中工资福利支出101.28万元，占总支出的76.38%。
    **合格**   总支出150.31万元，其中工资福利支出101.28万元，占总支出的67.38%。
    **依据**   算术
    """

    code = "WB203"
    name = "share-mismatch"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the shares and completion rates that do not follow from the figures."""
        yield from ratio_findings(self, context, "share")
