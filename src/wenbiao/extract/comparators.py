"""Phrases that compare a final amount with a budget: 决算数大于（小于、等于）预算数, 与预算数持平."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from wenbiao.extract.spans import Span, sentences
from wenbiao.model.document import Document, Paragraph
from wenbiao.model.fact import Basis

COMPARATOR = re.compile(
    r"""(?:支出|收入)?(?:决算|执行)数?\s*
        (?:(?P<word>大于|高于|多于|超过|小于|低于|少于|等于|不等于)\s*(?P<basis>年初|全年|调整|当年)?(?:支出|部门)?预算数?
          |(?:与|和|同)\s*(?P<basis2>年初|全年|调整|当年)?(?:支出|部门)?预算数?(?:基本)?(?P<level>持平|一致|相等|相同))""",
    re.X,
)
MORE = frozenset({"大于", "高于", "多于", "超过"})
LESS = frozenset({"小于", "低于", "少于"})
BASES = {"年初": Basis.INITIAL, "全年": Basis.ADJUSTED, "调整": Basis.ADJUSTED}


@dataclass(frozen=True, slots=True)
class Comparator:
    """One comparison: its place (the paragraph's own offsets), words, and the budget it names, None for a plain one."""

    paragraph: Paragraph
    start: int
    end: int
    text: str
    word: str
    basis: Basis | None

    def fits(self, final: Decimal, budget: Decimal) -> bool:
        """Whether the amounts stand as the words say; "基本持平" is not tested."""
        if self.word in MORE:
            return final > budget
        if self.word in LESS:
            return final < budget
        return "基本" in self.text or final == budget


def comparators(documents: Sequence[Document]) -> Iterator[Comparator]:
    """Yield the comparisons of final amount and budget in all paragraphs."""
    for document in documents:
        for paragraph in document.paragraphs():
            for found in COMPARATOR.finditer(paragraph.text):
                word = found["word"] or found["level"]
                if word == "不等于":
                    continue
                basis = BASES.get(found["basis"] or found["basis2"] or "")
                yield Comparator(paragraph, found.start(), found.end(), found[0], word, basis)


CURRENT = r"(?:本年度?|当年|今年|本期)"
AMOUNT = r"[\d,，]+(?:\.\d+)?\s*[万亿千百]*[\u4e00-\u9fff]{1,2}"
MOVED = r"(?:增加|增长|减少|下降|上升|提高|降低|压减|节约|持平|多|少|增|减|降)"
SELF_COMPARISON = re.compile(
    rf"(?<!相)[比较]{CURRENT}(?:同期)?的?(?:支出|收入)?(?:决算)?(?:数|额)?的?\s*(?:{AMOUNT})?\s*[，,]?\s*(?=(?:基本)?{MOVED})"
    rf"|[与同和]{CURRENT}(?:同期)?的?(?:支出|收入)?(?:决算)?(?:数|额)?的?\s*(?:{AMOUNT})?\s*(?:相比|相较|比较|对比|比|持平)"
)
"""比本年的6.85万元减少…: a comparison with this year itself."""
OTHER_YEAR = re.compile(r"上一?年|去年|以前年度|往年|下一?年|明年|次年|20[0-4]\d年")


def self_comparisons(text: str, year: int | None) -> Iterator[Span]:
    """Yield the comparisons of this year's figures with this year; a sentence that speaks of another year may make them."""
    for sentence in sentences(text):
        inside = sentence.within(text)
        for found in SELF_COMPARISON.finditer(inside):
            clause = re.split(r"[；;]", inside[: found.start()])[-1]
            if all(y[:4] == str(year) for y in OTHER_YEAR.findall(clause)):
                yield Span(sentence.start + found.start(), sentence.start + found.end())
