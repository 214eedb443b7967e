"""WB204: 增减率与所列数字算出的不符。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.ratios import ratio_findings
from wenbiao.check.rule import Context, Rule
from wenbiao.model.finding import Finding, Severity


class GrowthMismatch(Rule):
    """增减率与所列数字算出的不符。

    **查什么** “增加X，增长P%”中P须等于X除以基数（本期数减增加额，或文中所列基数），按印出位数取整的范围比较；方向相反的一并指出。
    **为何查** 增减率由文中数字即可验算。
    **不合格** 支出817.29万元，比上年增加65.44万元，增长18.7%。
    **合格**   支出817.29万元，比上年增加65.44万元，增长8.7%。
    **依据**   算术
    """

    code = "WB204"
    name = "growth-mismatch"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the growth rates that do not follow from the figures."""
        yield from ratio_findings(self, context, "growth")
