"""The lines under a form that people sign: 填表人, 填报日期, 联系电话, 负责人签字, 盖章."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wenbiao.extract.spans import Span

LABEL = re.compile(
    r"""(?P<label>填[表报]人(?:员)?(?:\s*[（(]签[名字章][)）])?|(?:填[表报]|报送|编制)(?:日期|时间)|(?:联系|办公|咨询)?电话(?:号码)?|联系方式
        |(?:单位|部门|项目|财务|主管|主要|分管)?(?:单位)?(?:负责人|领导)\s*(?:[（(]?\s*签\s*[名字章]\s*[)）]?)
        |(?:填[表报]单位|单位|部门)(?:名称)?\s*[（(]\s*(?:盖\s*章|公\s*章)\s*[)）]|填[表报]单位(?:名称)?|经办人|制表人|复核人|审核人(?:[（(]签[名字章][)）])?)
        \s*[:：]""",
    re.X,
)
"""A label with its colon; what follows to the next label is its value."""
FILLED = re.compile(r"[^\s_＿\-—　:：（）()年月日盖章签名字]")
YEAR_NOTE = re.compile(r"[（(]\s*(?:\d{4}\s*年?度?|年度)\s*[)）]|附件?\s*\d+|单位\s*[:：]?\s*[万亿]?元\s*$")
LONGEST_LINE = 200
STAMP_AFTER = re.compile(r"^\s*[（(]\s*盖\s*章\s*[)）]")


@dataclass(frozen=True, slots=True)
class Signature:
    """One label of a signature line: where it stands in the text, and whether anything follows it."""

    span: Span
    label: str
    filled: bool


def signatures(text: str) -> Iterator[Signature]:
    """Yield the labels of a line with their values; a line of running text holds none."""
    found = list(LABEL.finditer(text)) if len(text) <= LONGEST_LINE and ("：" in text or ":" in text) else []
    for i, match in enumerate(found):
        end = found[i + 1].start() if i + 1 < len(found) else len(text)
        value = YEAR_NOTE.sub("", STAMP_AFTER.sub("", text[match.end() : end]))
        label = "".join(match["label"].split())
        yield Signature(Span(match.start(), match.end()), label, bool(FILLED.search(value)))
