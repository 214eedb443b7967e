"""WB808: 发文字号括号不规范。"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.residue import wrong_brackets
from wenbiao.model.finding import Evidence, Finding, Severity

MOST = 8


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
        """Yield one finding with every document number in the wrong brackets once."""
        places: dict[str, tuple[str, Evidence]] = {}
        for passage in passages(context, wrong_brackets):
            for span in wrong_brackets(passage.text):
                places.setdefault(span.within(passage.text), (span.note, passage.evidence(span)))
        if not places:
            return
        printed, (right, _) = next(iter(places.items()))
        more = f"等 {len(places)} 处" if len(places) > 1 else ""
        yield self.finding(
            f"发文字号“{printed}”{more}应写作“{right}”。",
            *(evidence for _, evidence in islice(places.values(), MOST)),
            confidence=0.85,
            stated=printed,
            expected=right,
            suggestion="请改用六角括号，并核对文号。",
        )
