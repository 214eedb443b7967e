"""WB803: 形近字符误用。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.characters import confusables
from wenbiao.extract.columns import state_of
from wenbiao.extract.values import State
from wenbiao.model.finding import Finding, Severity


class ConfusableCharacter(Rule):
    """形近字符误用：假名、西里尔字母等冒充汉字或拉丁字母，己与已、拨与拔等混用。

    **查什么** 夹在汉字之间的假名、部首、注音符号；西文词中的西里尔、希腊字母；数字中的字母O、l；语境中必错的形近字。
    **为何查** 看上去一样，检索、汇总时却对不上，公开文本尤须用字规范。
    **不合格** 下设电子政务管理股、窗ロ管理股（“ロ”是片假名）。
    **合格**   下设电子政务管理股、窗口管理股；“诸事达”APP、5G网络、A级景区。
    **依据**   系统做法（用字规范）
    """

    code = "WB803"
    name = "confusable-character"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield each wrong character once, with the words around it."""
        seen: set[str] = set()
        for passage in passages(context, confusables):
            if passage.cell is not None and state_of(passage.cell.text) is not State.TEXT:
                continue
            for span in confusables(passage.text):
                evidence = passage.evidence(span, widen=True)
                if evidence.quote in seen:
                    continue
                seen.add(evidence.quote)
                yield self.finding(
                    f"“{evidence.quote}”中的“{span.within(passage.text)}”{span.note}。",
                    evidence,
                    confidence=0.9,
                    suggestion="请改用正确的字。",
                )
