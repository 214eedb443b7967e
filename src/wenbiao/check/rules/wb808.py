"""WB808: 发文字号括号不规范。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.residue import wrong_brackets
from wenbiao.model.finding import Finding, Severity


class DocumentNumberForm(Rule):
    """发文字号括号不规范：年份应用六角括号〔〕。

    **查什么** 机关代字之后的年份，应写作“〔2025〕4号”；用圆括号、方括号的提示。案号、合同号、项目号不查。
    **为何查** 发文字号是引用文件的凭据，写法统一才查得到。
    **不合格** 根据渌财通（2025）4号《关于开展自评工作的通知》。
    **合格**   根据渌财通〔2025〕4号《关于开展自评工作的通知》；合同（2024）5号。
    **依据**   依据待核（党政机关公文格式国家标准关于发文字号的规定）
    """

    code = "WB808"
    name = "document-number-form"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield each document number in the wrong brackets once."""
        seen: set[str] = set()
        for passage in passages(context):
            for span in wrong_brackets(passage.text):
                printed = span.within(passage.text)
                if printed in seen:
                    continue
                seen.add(printed)
                yield self.finding(
                    f"发文字号“{printed}”应写作“{span.note}”。",
                    passage.evidence(span),
                    confidence=0.85,
                    stated=printed,
                    expected=span.note,
                    suggestion="请改用六角括号，并核对文号。",
                )
