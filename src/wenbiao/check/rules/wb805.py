"""WB805: 词语重复。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.repeats import repeated_words
from wenbiao.model.finding import Finding, Severity


class RepeatedWord(Rule):
    """词语重复。

    **查什么** 同一个词连写两遍而不是合法的重叠：“单位单位”“的的”“进行进行”；名称相接（某某项目＋项目支出）和“研究研究”一类不算。
    **为何查** 多为输入或拼接时的误写。
    **不合格** 进一步完善单位单位内部制度、财务管理体制。
    **合格**   某某项目项目支出绩效自评表；常常、人人、一项一项研究研究。
    **依据**   二手材料（报告质量评分：文字清楚、无错漏）
    """

    code = "WB805"
    name = "repeated-word"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield each word written twice."""
        for passage in passages(context):
            for span in repeated_words(passage.text):
                yield self.finding(
                    f"“{span.note}”重复：“{span.within(passage.text)}”。",
                    passage.evidence(span, widen=True),
                    confidence=0.85,
                    suggestion=f"请删去多余的“{span.note}”。",
                )
