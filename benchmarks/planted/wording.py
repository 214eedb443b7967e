"""Faults in the words around a figure: direction, comparison, version, year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from planted.figures import Figure, Place
from planted.planter import Fault, Planter
from planted.splice import Edit
from wenbiao.align.derive import LEVELS
from wenbiao.extract.comparators import comparators
from wenbiao.model.document import Paragraph
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.quantity import Kind

DIRECTIONS = {
    "增加": "减少",
    "减少": "增加",
    "增长": "下降",
    "下降": "增长",
    "上升": "下降",
    "提高": "降低",
    "降低": "提高",
}
COMPARISONS = {"大于": "小于", "小于": "大于", "高于": "低于", "低于": "高于", "多于": "少于", "少于": "多于"}
LABELS = (
    ("年初预算", "全年预算"), ("全年预算", "年初预算"), ("支出决算", "支出预算"),
    ("决算数", "预算数"), ("预算数", "决算数"), ("上年", "本年"), ("本年", "上年"),
)  # fmt: skip
VERSION_END = r"(?!结转|收入|支出|合计|财政)"
"""上年结转 and 本年收入 are names of items; there the word tells no version."""

BUDGETS, OUTTURNS = (Basis.INITIAL, Basis.ADJUSTED), (Basis.FINAL, Basis.EXECUTED)
NEAR = 14
"""A word belongs to a figure when it stands no more characters before it."""


def directions(p: Planter) -> Iterator[Fault]:
    """增加 for 减少, 增长 for 下降."""
    for figure in p.figures():
        fact = figure.fact
        if fact is None or fact.paragraph is None or fact.relation not in (Relation.CHANGE, Relation.GROWTH):
            continue
        text = p.text(figure.place.file)
        low = max(fact.sentence_start, figure.place.start - NEAR)
        found = max(((text.rfind(w, low, figure.place.start), w) for w in DIRECTIONS), default=(-1, ""))
        if found[0] < 0 or re.search(r"\d|[，；]", text[found[0] : figure.place.start]):
            continue
        at, word = found
        edit = Edit(figure.place.file, at, at + len(word), DIRECTIONS[word])
        fault = p.changed(
            "direction-turned",
            [(figure, replace(figure, sign=-figure.sign))],
            [edit],
            f"{word} → {DIRECTIONS[word]} {figure.text}",
        )
        yield replace(
            fault, places=(*fault.places, Place(figure.place.file, at, figure.place.end)), shown=(), whole_sentence=True
        )


def comparisons(p: Planter) -> Iterator[Fault]:
    """大于 for 小于 between a budget and a final amount."""
    for compared in comparators(p.audit.documents):
        other = COMPARISONS.get(compared.word)
        facts = [
            f
            for f in p.audit.base.facts
            if f.paragraph is compared.paragraph and f.end <= compared.paragraph.start + compared.start
        ]
        levels = [f for f in facts if f.relation in LEVELS and f.quantity.kind is Kind.MONEY and not f.aside]
        final = next((f for f in reversed(levels) if f.basis in OUTTURNS), None)
        budget = next((f for f in reversed(levels) if f.basis in BUDGETS), None)
        if other is None:
            continue
        file = p.audit.files[compared.paragraph.file]
        start = compared.paragraph.start + compared.start + compared.text.index(compared.word)
        place = Place(file, start, start + len(compared.word))
        known = (
            final is not None
            and budget is not None
            and compared.fits(final.quantity.base_value, budget.quantity.base_value)
        )
        differ = (
            known
            and final is not None
            and budget is not None
            and final.quantity.base_value != budget.quantity.base_value
        )
        if p.is_right(place):
            yield Fault(
                "comparison-turned", (Edit(file, place.start, place.end, other),), (place,),
                ties=(("comparison", "WB2"),) if differ else (), whole_sentence=True, note=f"{compared.text}: {compared.word} → {other}",
            )  # fmt: skip


def years(p: Planter) -> Iterator[Fault]:
    """The report's year left at an older one."""
    year = p.audit.base.identity.year
    if year is None:
        return
    tied = {id(f): f for f in p.audit.figures.values() if f.fact is not None and p.ties.of(f)}
    for file, document in enumerate(p.audit.documents):
        for paragraph in document.paragraphs():
            for found in re.finditer(rf"(?<!\d){year}(?=年)(?!年\d{{1,2}}月)", paragraph.text):
                start = paragraph.start + found.start()
                place = Place(file, start, start + 4)
                figure = next_figure(p, paragraph, place, tied)
                other = str(year - p.rng("year-stale", place).choice((1, 2)))
                linked = figure is not None and any(t.kind in ("link", "restated") for t in p.ties.of(figure))
                near = () if figure is None else tuple(t.place for tie in p.ties.of(figure) for t in tie.terms)
                if p.is_right(place):
                    yield Fault(
                        "year-stale", (Edit(file, start, start + 4, other),), (place,), ties=(("period", "WB1"),) if linked else (),
                        tied=near, whole_sentence=True, note=f"{year} → {other}",
                    )  # fmt: skip


def next_figure(p: Planter, paragraph: Paragraph, place: Place, tied: dict[int, Figure]) -> Figure | None:
    """Return the first figure behind a year in its sentence where the year is its period and it is tied."""
    end = p.audit.sentence_span(place)[1]
    later = [f for f in p.audit.base.facts if f.paragraph is paragraph and place.end <= f.start < end]
    if not later or later[0].period != str(p.audit.base.identity.year) or later[0].relation not in LEVELS:
        return None
    return tied.get(id(p.audit.figures.get(id(later[0])))) or next(
        (f for f in tied.values() if f.fact is later[0]), None
    )


def labels(p: Planter) -> Iterator[Fault]:
    """预算 for 决算, 上年 for 本年, 年初 for 全年 before a figure."""
    for link in p.audit.alignment.links:
        figure = p.audit.figures.get(id(link.fact))
        fact = link.fact
        if figure is None or fact.paragraph is None or fact.relation not in LEVELS or not p.is_right(figure.place):
            continue
        text, low = p.text(figure.place.file), max(fact.sentence_start, figure.place.start - NEAR)
        for old, new in LABELS:
            at = text.rfind(old, low, figure.place.start)
            if (
                at < 0
                or re.search(r"\d|[，；。]", text[at : figure.place.start])
                or not re.match(old + VERSION_END, text[at:])
            ):
                continue
            differs = (
                bool(p.ties.of(figure))
                and any(t.kind == "link" for t in p.ties.of(figure))
                and other_version(p, fact, link.cells[0], old, new)
            )
            tied = tuple(t.place for tie in p.ties.of(figure) for t in tie.terms)
            yield Fault(
                "label-exchanged", (Edit(figure.place.file, at, at + len(old), new),), (figure.place,),
                ties=(("version", "WB1"),) if differs else (), tied=tied, whole_sentence=True, note=f"{old} → {new} {figure.text}",
            )  # fmt: skip
            break


def other_version(p: Planter, fact: Fact, cell: Fact, old: str, new: str) -> bool:
    """Whether the row of the linked cell shows another amount for the version that the new label names."""
    year = p.audit.base.identity.year
    if year is None or cell.table is None:
        return False
    basis, period = set(), str(year)
    if "年初" in new:
        basis = {Basis.INITIAL}
    elif "全年" in new:
        basis = {Basis.ADJUSTED}
    elif "预算" in new:
        basis = {Basis.INITIAL, Basis.ADJUSTED}
    elif "决算" in new:
        basis = {Basis.FINAL, Basis.EXECUTED}
    else:
        basis, period = {Basis.FINAL, Basis.EXECUTED, Basis.PRIOR_FINAL}, str(year - (new == "上年"))
    row = [
        c
        for c in p.audit.base.cells
        if c.table is cell.table and c.where.row == cell.where.row and c.row_labels == cell.row_labels and not c.blank
    ]
    others = [c for c in row if c.basis in basis and c.period in (period, None)]
    return bool(others) and all(c.quantity.base_value != fact.quantity.base_value for c in others) and old != new
