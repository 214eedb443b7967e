"""The words of the interface in Chinese and English.

Findings speak Chinese, as the documents do; what stands around them follows ``--lang``.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from wenbiao.model.address import Part
from wenbiao.model.fact import Basis, Relation
from wenbiao.model.finding import Severity, Verdict
from wenbiao.model.result import Genre
from wenbiao.report.phrases import TEXTS


class Lang(StrEnum):
    """A language of the interface."""

    ZH = "zh"
    EN = "en"


GROUPS: dict[str, tuple[str, str]] = {
    "WB1": ("文表一致", "Text against tables"),
    "WB2": ("文文一致", "Text against itself"),
    "WB3": ("表内勾稽", "Inside one table"),
    "WB4": ("表间勾稽", "Between tables"),
    "WB5": ("评分规则", "Scoring"),
    "WB6": ("完整性", "Completeness"),
    "WB7": ("目标与文字质量", "Goals and wording"),
    "WB8": ("规范与公开风险", "Form and disclosure"),
}
"""What each group of rule codes is about."""

SEVERITIES: dict[Severity, tuple[str, str]] = {
    Severity.ERROR: ("错误", "error"),
    Severity.WARNING: ("疑点", "warning"),
    Severity.INFO: ("提示", "note"),
}

VERDICTS: dict[Verdict, tuple[str, str]] = {
    Verdict.SUPPORTED: ("与表一致", "as in the table"),
    Verdict.ROUNDING: ("四舍五入后一致", "within rounding"),
    Verdict.DERIVED: ("经计算相符", "confirmed by arithmetic"),
    Verdict.CONTRADICTED: ("不一致", "contradicted"),
    Verdict.UNMATCHED: ("无可对照", "nothing to compare with"),
    Verdict.UNDECIDABLE: ("无法判断", "cannot be decided"),
}

GENRES: dict[Genre, tuple[str, str]] = {
    Genre.OVERALL: ("部门整体支出绩效自评", "self-evaluation of overall expenditure"),
    Genre.PROJECT: ("项目支出绩效自评", "self-evaluation of a project"),
    Genre.SPECIAL_FUND: ("专项资金绩效自评", "self-evaluation of a special fund"),
    Genre.FINAL_ACCOUNTS: ("部门决算", "final accounts"),
    Genre.BUDGET: ("预算", "budget"),
    Genre.OTHER: ("其他", "other"),
}

PARTS: dict[Part, tuple[str, str]] = {
    Part.BODY: ("正文", "text"),
    Part.HEADER: ("页眉", "header"),
    Part.FOOTER: ("页脚", "footer"),
    Part.FOOTNOTE: ("脚注", "footnote"),
    Part.ENDNOTE: ("尾注", "endnote"),
    Part.TEXTBOX: ("文本框", "text box"),
}

KINDS: dict[str, tuple[str, str]] = {
    "money": ("金额", "money"),
    "headcount": ("人数", "headcount"),
    "percent": ("百分比", "percent"),
    "count": ("数量", "count"),
    "score": ("分数", "score"),
    "area": ("面积", "area"),
    "ratio": ("倍数", "ratio"),
}

BASES: dict[Basis, tuple[str, str]] = {
    Basis.INITIAL: ("年初预算", "initial budget"),
    Basis.ADJUSTED: ("全年预算", "adjusted budget"),
    Basis.EXECUTED: ("全年执行", "executed"),
    Basis.FINAL: ("决算", "final accounts"),
    Basis.PRIOR_FINAL: ("上年决算", "prior final accounts"),
    Basis.ACTUAL: ("实际", "actual"),
    Basis.TARGET: ("目标", "target"),
    Basis.UNKNOWN: ("", ""),
}

RELATIONS: dict[Relation, tuple[str, str]] = {
    Relation.LEVEL: ("数额", "level"),
    Relation.CHANGE: ("增减额", "change"),
    Relation.GROWTH: ("增减率", "growth"),
    Relation.SHARE: ("占比", "share"),
    Relation.PART: ("其中", "part"),
    Relation.TOTAL: ("合计", "total"),
    Relation.THRESHOLD: ("界限", "threshold"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The interface in one language: ``words("head.file")``, ``words.severity(...)``."""

    lang: Lang = Lang.ZH

    def __call__(self, key: str, /, **values: object) -> str:
        """Return the text of ``key`` with its places filled in."""
        return self.pick(TEXTS[key]).format(**values)

    def pick(self, pair: tuple[str, str]) -> str:
        """Return the Chinese or the English one of two texts."""
        return pair[0] if self.lang is Lang.ZH else pair[1]

    def labelled(self, label: str, text: str) -> str:
        """Return ``label：text``, or nothing when there is no text."""
        return label + self("mark.colon") + text if text else ""

    def aside(self, text: str) -> str:
        """Return ``text`` in parentheses, or nothing when there is no text."""
        return self("mark.aside", text=text) if text else ""

    def listed(self, texts: Iterable[str]) -> str:
        """Return texts as one list within a sentence."""
        return self("mark.comma").join(texts)

    def clauses(self, texts: Iterable[str]) -> str:
        """Return texts as the clauses of one sentence."""
        return self("mark.semicolon").join(texts)

    def severity(self, severity: Severity) -> str:
        """Return the word for a severity."""
        return self.pick(SEVERITIES[severity])

    def verdict(self, verdict: Verdict) -> str:
        """Return the words for a verdict."""
        return self.pick(VERDICTS[verdict])

    def genre(self, genre: Genre) -> str:
        """Return the name of a genre."""
        return self.pick(GENRES[genre])

    def part(self, part: Part) -> str:
        """Return the name of a part of a document."""
        return self.pick(PARTS[part])

    def kind(self, kind: str) -> str:
        """Return the name of a kind of figure."""
        return self.pick(KINDS[kind])

    def basis(self, basis: Basis) -> str:
        """Return the name of a basis, nothing when it is unknown."""
        return self.pick(BASES[basis])

    def relation(self, relation: Relation) -> str:
        """Return what a figure says of its subject."""
        return self.pick(RELATIONS[relation])

    def group(self, code: str) -> str:
        """Return what the group of a rule code is about; an unknown group is named by its code."""
        name = code[:3]
        return self.pick(GROUPS.get(name, (name, name)))
