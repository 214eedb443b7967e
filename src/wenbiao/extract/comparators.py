"""Phrases that compare a final amount with a budget: 决算数大于（小于、等于）预算数, 与预算数持平."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

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
