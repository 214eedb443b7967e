"""Facts: what the narrative and the tables both turn into."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from wenbiao.model.address import Where
from wenbiao.model.document import Cell, Paragraph, Table
from wenbiao.model.quantity import Quantity


class Basis(StrEnum):
    """口径: which version of an amount is meant."""

    INITIAL = "initial"  # 年初预算数
    ADJUSTED = "adjusted"  # 全年预算数, 调整预算数
    EXECUTED = "executed"  # 全年执行数
    FINAL = "final"  # 决算数
    PRIOR_FINAL = "prior-final"  # 上年决算数
    ACTUAL = "actual"  # 实有数, 实际完成值
    TARGET = "target"  # 编制数, 指标值
    UNKNOWN = "unknown"


class Relation(StrEnum):
    """What a number says of its subject."""

    LEVEL = "level"  # 支出 150 万元
    CHANGE = "change"  # 增加 10 万元
    GROWTH = "growth"  # 增长 5%
    SHARE = "share"  # 占 30%, 完成预算的 95%
    PART = "part"  # 其中：基本支出 100 万元
    TOTAL = "total"  # 合计 150 万元
    THRESHOLD = "threshold"  # 不超过 30 万元 of a norm


@dataclass(frozen=True, slots=True, eq=False)
class Fact:
    """One number with what it is about.

    ``subject`` is the wording as found; ``concept`` the id from ``lexicons/concepts.toml`` or
    None for an open subject. ``period`` is a year ("2024") or None. ``sign`` is -1 when a direction
    word (减少, 下降) lowers.

    ``fund`` is a key of ``concepts.toml`` [funds]; ``scope`` words that narrow the subject (全市,
    机关行政); ``path`` the 类/款/项 above the subject; ``vague_basis`` says that a plain "预算数"
    was read as the initial budget.

    Narrative facts have ``paragraph`` and ``sentence``, which begins with the heading when it is the
    first one below it (a heading ends without a mark); ``reference`` marks a figure stated only to
    compare with ("较上年130万元"), ``aside`` one inside an explanation or a rounding note. ``whole`` is what a part or a share
    belongs to (``whole_label`` its wording where a share names it), ``anchor`` the level that a change or growth describes, ``versus`` the
    printed figure it is measured against. Cell facts have ``table``, ``cell`` and the header
    paths ``row_labels`` and ``column_labels`` from the outermost in; ``blank`` marks an empty or nil
    cell, read as zero.
    """

    quantity: Quantity
    subject: str
    where: Where
    concept: str | None = None
    period: str | None = None
    basis: Basis = Basis.UNKNOWN
    relation: Relation = Relation.LEVEL
    sign: int = 1
    start: int = -1
    end: int = -1
    paragraph: Paragraph | None = None
    sentence: str = ""
    sentence_start: int = -1
    fund: str = ""
    scope: str = ""
    path: tuple[str, ...] = ()
    vague_basis: bool = False
    reference: bool = False
    aside: bool = False
    whole: Fact | None = field(default=None, repr=False)
    whole_label: str = ""
    anchor: Fact | None = field(default=None, repr=False)
    versus: Fact | None = field(default=None, repr=False)
    versus_period: str | None = None
    versus_basis: Basis = Basis.UNKNOWN
    table: Table | None = None
    cell: Cell | None = None
    caption: str = ""
    blank: bool = False
    row_labels: tuple[str, ...] = ()
    column_labels: tuple[str, ...] = ()

    @property
    def own_sentence(self) -> str:
        """Return the sentence without the heading that leads the first one of a paragraph."""
        if self.paragraph is None:
            return self.sentence
        text = self.paragraph.text[self.sentence_start - self.paragraph.start :].lstrip()
        tails = (self.sentence[at:] for at in range(len(self.sentence)))
        return next((tail for tail in tails if text.startswith(tail)), self.sentence)

    @property
    def label(self) -> tuple[str, ...]:
        """Return caption, row labels and column labels of a cell fact, blanks left out."""
        return tuple(part for part in (self.caption, *self.row_labels, *self.column_labels) if part)
