"""WB715: 满意度没有说明样本和方法。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context, Rule
from wenbiao.extract.values import State
from wenbiao.judge.measurability import rows, value_evidence
from wenbiao.judge.statements import lexicon
from wenbiao.model.finding import Finding, Severity


class SatisfactionUnsampled(Rule):
    """满意度没有说明样本和方法。

    **查什么** 填有满意度数值的材料，全文没有问卷、回访、测评、抽样等字样的，提示补充调查对象、份数和方法。
    **为何查** 没有样本的满意度无从核对。
    **不合格** 群众满意度98%，全文没有说明怎样得来。
    **合格**   2024年11月发放问卷500份，收回500份，满意457份，满意度91.40%。
    **依据**   旧评价指标表印明“抽取服务对象和社会公众各20名进行问卷调查”；form:indicator-evaluation
    """

    code = "WB715"
    name = "satisfaction-unsampled"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the report that states a satisfaction but no way it was measured."""
        names, methods = lexicon("satisfaction", "names"), lexicon("satisfaction", "methods")
        if any(word in context.text for word in methods):
            return
        found = [
            i
            for i in rows(context.base.indicators)
            if any(n in i.name for n in names) and i.actual_value.state is State.NUMBER
        ]
        if found:
            yield self.finding(
                f"填有满意度数值（{'、'.join(i.name for i in found[:3])}），全文没有说明调查对象、样本数和方法。",
                *(value_evidence(i, i.actual, "实际完成值") for i in found[:6]),
                confidence=0.75,
                suggestion="请写明何时、对哪些人、发放和收回多少份问卷（或回访多少人），满意的有多少。",
            )
