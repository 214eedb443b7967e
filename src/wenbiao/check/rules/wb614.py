"""WB614: 材料是未填写的空白表样。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, absent, words
from wenbiao.extract.unfilled import PLACEHOLDER, is_unfilled
from wenbiao.model.finding import Finding, Severity


class UnfilledTemplate(Rule):
    """材料是未填写的空白表样。

    **查什么** 全文的数字处是“XX万元”之类占位符，或自评表的完成值、得分、资金各格几乎全空的，认作尚未填写；
    此时各项完整性检查不再逐项提示。
    **为何查** 误报送空白表样时，一句话说清楚比几十条缺项有用。
    **不合格** 本年收入合计XXX万元，其中：财政拨款收入XXX万元，占XX%……
    **合格**   已填写的报告，个别处留有“XX”。
    **依据**   逻辑
    """

    code = "WB614"
    name = "unfilled-template"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield one note on a document that nobody filled in."""
        if not is_unfilled(context.base):
            return
        count = len(PLACEHOLDER.findall(context.text))
        spot = next((p for d in context.base.documents for p in d.body if PLACEHOLDER.search(p.text)), None)
        yield self.finding(
            f"材料像是未填写的表样{f'（有占位符 {count} 处）' if count else '（表内几乎全空）'}，完整性检查从略。",
            words(spot, 0, len(spot.text)) if spot is not None else absent("表内几乎全空"),
            confidence=0.9,
            suggestion="请确认报送的是否为填写后的材料。",
        )
