"""WB806: 引号、括号不成对。"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby, islice

from wenbiao.check.passages import Passage, passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.brackets import unbalanced
from wenbiao.model.finding import Finding, Severity

MOST = 5
"""A document with more of them was damaged by a converter or has a habit; five show it."""


class UnbalancedMarks(Rule):
    """引号、括号不成对。

    **查什么** 引号、括号、书名号须前后成对，方向正确；跨段的引文合起来看，列举序号“1）”不算。
    **为何查** 缺一半的标点会让引文、名称的起止不清。
    **不合格** 四个乡镇“清廉大厅“建设的落实情况。
    **合格**   四个乡镇“清廉大厅”建设的落实情况；1）办公室。
    **依据**   逻辑
    """

    code = "WB806"
    name = "unbalanced-quotes"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the first few marks without partner of each text: the body, or one cell."""
        yield from islice(self.all(context), MOST)

    def all(self, context: Context) -> Iterator[Finding]:
        """Yield every mark without partner."""
        for _, group in groupby(
            passages(context), key=lambda p: (id(p.document), id(p.cell) if p.cell else p.paragraph.part)
        ):
            text: list[Passage] = list(group)
            for number, span in unbalanced([p.text for p in text]):
                passage = text[number]
                yield self.finding(
                    f"{span.note}：{span.within(passage.text).strip()}",
                    passage.evidence(span, widen=True),
                    confidence=0.8,
                    suggestion="请补全或改正标点。",
                )
