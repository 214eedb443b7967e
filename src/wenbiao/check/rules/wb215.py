"""WB215: 用途照抄另一科目。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import Passage, passages
from wenbiao.check.rule import Context, Rule, claim
from wenbiao.extract.purposes import Purpose, is_of_another, purposes
from wenbiao.model.finding import Finding, Severity


class PurposeCopied(Rule):
    """用途照抄另一科目。

    **查什么** 逐项说明支出时，某项“主要用于”写的是上一项科目的名称，却没有本项自己的内容；
    或与前面某项用途完全相同而科目不同。
    **为何查** 复制上一段后未改用途，读者不知这笔钱花在哪里。
    **不合格** 7.事业单位医疗（项）。主要用于：事业单位医疗保险支出。8.住房公积金（项）。主要用于：事业单位医疗保险支出。
    **合格**   7.行政单位医疗（项）。主要用于：行政单位医疗保险支出。8.住房公积金（项）。主要用于：缴存职工住房公积金。
    **依据**   逻辑
    """

    code = "WB215"
    name = "purpose-copied"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield each item whose purpose is another item's."""
        told: list[tuple[Passage, Purpose]] = []
        for passage in passages(context, purposes):
            for item in purposes(passage.text):
                source = self.source_of(item, [other for _, other in told])
                if source is not None:
                    origin = next(place for place, other in told if other is source)
                    yield self.finding(
                        f"“{item.item}”的用途写成“{item.purpose}”，与“{source.item}”的用途混同。",
                        passage.evidence(item.span),
                        origin.evidence(source.span),
                        *(claim(f) for f in context.base.facts if f.paragraph is passage.paragraph),
                        confidence=0.85,
                        suggestion="请按本科目的实际支出改写用途。",
                    )
                told.append((passage, item))

    @staticmethod
    def source_of(item: Purpose, before: list[Purpose]) -> Purpose | None:
        """Return the item whose purpose this one names: the one before, or an earlier one with the same words."""
        candidates = [*before[-1:], *(other for other in reversed(before) if other.purpose == item.purpose)]
        return next((other for other in candidates if other.item != item.item and is_of_another(item, other)), None)
