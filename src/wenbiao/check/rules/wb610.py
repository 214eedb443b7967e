"""WB610: 列为附件而未附。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule, words
from wenbiao.extract.annexes import is_there, listed_annexes
from wenbiao.extract.unfilled import is_unfilled
from wenbiao.model.finding import Finding, Severity


class AnnexMissing(Rule):
    """列为附件而未附。

    **查什么** 正文末“附件：1.…2.…”所列各件，应在所审材料中找到同名的表或文件。附件另为文件的，请一并审核（--package）。
    **为何查** 公开时漏附表格，读者无从核对。
    **不合格** 附件列有“2.部门整体支出绩效自评表”，材料中没有此表。
    **合格**   附件列有“1.基础数据表”，前文即为该表。
    **依据**   逻辑
    """

    code = "WB610"
    name = "annex-missing"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the listed annexes that the material does not hold."""
        if is_unfilled(context.base):
            return
        for annex in listed_annexes(context.base.documents):
            if is_there(annex, context.base.documents):
                continue
            at = annex.paragraph.text.find(annex.title)
            start = max(at, 0)
            yield self.finding(
                f"列为附件的“{annex.title}”在所审材料中未见。",
                words(annex.paragraph, start, start + len(annex.title) if at >= 0 else len(annex.paragraph.text)),
                confidence=0.6,
                stated=annex.title[:40],
                suggestion="请附上该件；在另一文件的，请一起审核。",
            )
