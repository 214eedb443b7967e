"""What a figure is about: its own wording, completed from what was spoken of before."""

from __future__ import annotations

import re
from dataclasses import replace

from wenbiao.extract import cues
from wenbiao.extract.context import LEVELS, Spot, State
from wenbiao.extract.labels import GENERIC, ITEM, Label, comparison_base, label_before, read_label, strip_comparison
from wenbiao.extract.language import analyse, is_plain_name, named_thing
from wenbiao.extract.wording import NUMBERING, Wording, concept_kinds, fold, read_wording, split_fund
from wenbiao.model.document import Paragraph
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.quantity import Kind

MEASURE_TAIL = re.compile(r"(?:收入|支出|结余)$")
SECTION_TAIL = re.compile(r"(?:决算|预算|执行)?(?:总体|结构|具体|支出)?(?:情况)?(?:说明|情况|分析)?$")
FOLLOWING = re.compile(r"[\u4e00-\u9fff“”]{2,10}")
CLAUSE_MARK = re.compile(r"[，。；：、！？（）“”《》\s]")
"""No word reaches over one of these, so a clause has the words it has in its sentence."""
DIGITS = frozenset("0123456789")
"""No word of the dictionary has a digit after a Chinese character."""
JOINS = ("、", "和", "，", "及", ",")
OF_ANY_FUND = frozenset(
    {
        "carryover.opening",
        "carryover.closing",
        "expenditure.total",
        "expenditure.basic",
        "expenditure.project",
        "revenue.total",
        "revenue.grand-total",
        "expenditure.grand-total",
        "revenue-expenditure.total",
    }
)
"""Concepts every fund has; without a fund of their own they are of the one the paragraph speaks of."""

OF_ALL_FUNDS = frozenset({"expenditure.total", "revenue.total", "revenue.grand-total", "expenditure.grand-total"})
"""Totals that mean all money of the unit where no fund is named."""

BALANCE = OF_ALL_FUNDS | {"revenue-expenditure.total", "carryover.opening", "carryover.closing"}
OF_THE_YEAR = re.compile(r"^本年度?(?:总?收入|总?支出)(?:合计|总额)?$")
"""本年支出 beside 总支出 or 年末结转 says what it is, though 支出 alone would not."""

ALL_YEAR = re.compile(r"^(?:全年|年度|当年)实际")
"""全年实际支出 after a list of budgets speaks of the whole again, not of the last item."""

SPECIAL_FUNDS = frozenset({"government-fund", "state-capital", "social-insurance"})
COUNTED = frozenset({Kind.COUNT, Kind.HEADCOUNT})
RATE = "rate."
TOTAL = "expenditure.total"
TOTALS = frozenset(
    {
        "expenditure.total",
        "revenue.total",
        "revenue-expenditure.total",
        "fund-source.general",
        "fund-source.government-fund",
    }
)
OPEN_LABEL = 4
PROJECTS = "项目"


def heading_topic(head: str, paragraph: Paragraph, year: int | None) -> Label | None:
    """Return the topic that the nearest heading names, when it names a known concept."""
    for title in (head, *reversed(paragraph.section)):
        core = SECTION_TAIL.sub("", NUMBERING.sub("", title).strip())
        if core:
            label = read_label(core, year)
            if label.wording.concept is not None and not label.is_generic:
                return label
    return None


def respective_label(spot: Spot, state: State) -> Label | None:
    """Return the n-th label of "A、B分别为x、y", or None where the sentence is not built so."""
    text, figures, first = spot.text, spot.figures, spot.number
    while first > 0 and text[figures[first - 1].end : figures[first].start].strip() in JOINS:
        first -= 1
    low = figures[first - 1].end if first else spot.sentence[0]
    found = cues.RESPECTIVELY.search(text[low : figures[first].start])
    if not found:
        return None
    labels = [piece.strip() for piece in re.split(r"[、和与及]", found["labels"]) if piece.strip()]
    at = spot.number - first
    if len(labels) <= max(at, 1):
        return None
    label = read_label(labels[at], state.year)
    stem = MEASURE_TAIL.sub("", read_label(labels[0], state.year).wording.full)
    return read_label(stem + labels[at], state.year) if label.is_generic and stem else label


def complete(
    label: Label, relation: Relation, kind: Kind, state: State, *, whole_only: bool = False
) -> tuple[str, Wording, Label]:
    """Return subject, wording and label, taken from the topic where the label says nothing itself.

    ``whole_only`` passes over parts: "其中…，全年执行数比上年" speaks of the whole again.
    """
    wording = label.wording
    if not label.is_generic or relation is Relation.SHARE:
        return wording.full or label.text, wording, label
    comparable = [
        f for f in state.paragraph_facts if f.relation in LEVELS and not f.aside and f.relation is not Relation.TOTAL
    ]
    if kind is not Kind.PERCENT:
        comparable = [f for f in comparable if f.quantity.kind is kind]
    if (whole_only and label.wording.basis is not Basis.UNKNOWN) or ALL_YEAR.match(label.text):
        comparable = [f for f in comparable if f.relation is not Relation.PART] or comparable
    spoken = comparable[-1] if comparable else None
    if OF_THE_YEAR.match(label.text) and (spoken is None or spoken.concept in BALANCE):
        return label.text, replace(wording, fund=spoken.fund if spoken is not None else ""), label
    if (
        spoken is not None
        and spoken.subject
        and (spoken.subject not in GENERIC or (spoken.concept and not wording.core))
    ):
        subject, concept = inherit(spoken, wording)
        if concept is not None or spoken.concept is None or wording.core in ("", "预算", "决算"):
            filled = replace(wording, core=subject, concept=concept, fund=spoken.fund)
            return subject, filled, replace(label, scope=spoken.scope, path=spoken.path)
    if state.topic is not None and wording.core != "收入":
        topic = state.topic
        concept = topic.wording.concept
        if concept is not None and concept_kinds()[concept] != kind.value and kind is not Kind.PERCENT:
            concept = None
        filled = replace(wording, core=topic.wording.core, concept=concept, fund=topic.wording.fund)
        return topic.wording.full, filled, replace(label, scope=topic.scope, path=topic.path)
    if wording.basis is not Basis.UNKNOWN and wording.core in GENERIC and wording.concept is None:
        return label.text, replace(wording, concept="expenditure.total"), label
    return wording.full or label.text, wording, label


def of_indicator(raw: str, spot: Spot, state: State) -> Label | None:
    """Return the label of a target, result or score of the indicator named just before: "X指标，年度指标值≥5个，得10分"."""
    segment = spot.text[spot.sentence[0] : spot.figure.start].rpartition("；")[2]
    found = cues.NAMED_INDICATOR.search(segment)
    if found is None:
        return None
    if spot.kind is Kind.SCORE and cues.POINTS_GOT.match(raw):
        return read_label(found["name"] + "得分", state.year)
    wording = read_label(raw, state.year).wording
    if wording.basis in (Basis.TARGET, Basis.ACTUAL) and wording.core in GENERIC:
        return read_label(found["name"] + raw, state.year)
    return None


def of_last_amount(wording: Wording, label: Label, state: State) -> tuple[Wording, Label]:
    """Return a rate narrowed to the amount spoken of last: an 执行率 after "项目支出400万元" is that of the project."""
    amount = next(
        (f for f in reversed(state.paragraph_facts) if f.quantity.kind is Kind.MONEY and f.relation in LEVELS), None
    )
    if amount is None or label.scope:
        return wording, label
    scope = amount.scope or ("" if amount.concept == TOTAL else amount.subject)
    return replace(wording, fund=amount.fund), replace(label, scope=scope)


def inherit(spoken: Fact, wording: Wording) -> tuple[str, str | None]:
    """Return subject and concept of a bare "支出" after "…基金收入 54 亿元": the same stem with the new measure."""
    if wording.core.endswith(("收入", "支出", "结余")) and wording.basis is Basis.UNKNOWN:
        stem = MEASURE_TAIL.sub("", spoken.subject)
        subject = stem + wording.core if stem else wording.core
        return subject, read_wording(subject, None).concept
    return spoken.subject, spoken.concept


def is_base_of_rate(spot: Spot) -> bool:
    """Whether a figure is the base of the percentage right after it: "为年初预算147500万元的97.73%"."""
    after = spot.figures[spot.number + 1] if spot.number + 1 < len(spot.figures) else None
    between = spot.text[spot.figure.end : after.start] if after is not None else ""
    return after is not None and after.quantity.kind is Kind.PERCENT and between.strip() in ("的", "的约", "的近")


def is_open(raw: str, year: int | None) -> bool:
    """Whether a label names no known concept and is long enough to hold more than its noun."""
    wording = read_label(raw, year).wording
    return len(wording.core) > OPEN_LABEL and wording.concept is None and not ITEM.search(raw)


def open_subject(raw: str, spot: Spot) -> str:
    """Return what an open label names, cut at word borders; segmentation is done only for the clauses of such labels."""
    at = spot.text.rfind(raw, spot.previous, spot.figure.start)
    if at < 0:
        return raw
    end = at + len(raw)
    low = max((mark.end() for mark in CLAUSE_MARK.finditer(spot.text, spot.sentence[0], at)), default=spot.sentence[0])
    mark = CLAUSE_MARK.search(spot.text, end, spot.sentence[1])
    high = mark.start() if mark else spot.sentence[1]
    if at == low and (end == high or spot.text[end] in DIGITS) and is_plain_name(raw):
        return raw  # its ends are ends of words, and there is nothing to leave out
    figures = [(f.start - low, f.end - low, f.quantity.kind.value) for f in spot.figures if low <= f.start < high]
    return named_thing(analyse(spot.text[low:high], figures), at - low, end - low) or raw


def raw_label(relation: Relation, label_end: int, spot: Spot, state: State) -> tuple[str, bool, bool]:
    """Return the wording before a figure, whether the figure is only there to compare with, and whether it says with what.

    "公用经费比上年的37万元" is a figure of comparison about 上年公用经费.
    """
    raw = label_before(spot.text, spot.previous, label_end)
    base = comparison_base(raw) if relation is Relation.LEVEL else None
    reference = relation is Relation.LEVEL and (
        base is not None or bool(cues.REFERENCE.match(raw)) or is_base_of_rate(spot)
    )
    if reference:
        raw = base[0] if base is not None else cues.REFERENCE.sub("", raw)
    if found := cues.INSIDE.match(raw):
        raw = raw[found.end() :]
    if relation in (Relation.CHANGE, Relation.GROWTH):
        raw = strip_comparison(raw)
    if relation is Relation.LEVEL and is_open(raw, state.year):
        raw = open_subject(raw, spot)
    if state.unit and raw.startswith(state.unit):
        raw = raw[len(state.unit) :]
        state.organisation = ""
    if raw and spot.left.startswith(PROJECTS) and read_label(raw, state.year).wording.concept == TOTAL:
        raw = PROJECTS + "支出"  # 3个项目共支出…
    if not raw and spot.kind in COUNTED and spot.left.strip() in ("，", "；", ",", ";", ""):
        noun = FOLLOWING.match(spot.text, spot.figure.end)
        raw = noun[0] if noun else raw
    return raw, reference, base is not None and base[1]


def fund_of(wording: Wording, spot: Spot, state: State) -> str:
    """Return the fund a figure is of: its own, or a special one that its sentence or section speaks of.

    The general budget is what is meant where nothing is said, so only the other funds are carried on.
    """
    if wording.fund:
        return wording.fund
    start = spot.paragraph.start + spot.sentence[0]
    funds = {f.fund for f in state.paragraph_facts if f.sentence_start == start and f.fund}
    if len(funds) == 1 and funds <= SPECIAL_FUNDS:
        return funds.pop()
    of_paragraph = {f.fund for f in state.paragraph_facts if f.fund}
    if len(of_paragraph) == 1 and wording.concept in OF_ANY_FUND:
        return of_paragraph.pop()
    return next((f for title in reversed(spot.paragraph.section) if (f := fund_in(title)) in SPECIAL_FUNDS), "")


def is_fund_share(wording: Wording, whole: Fact) -> bool:
    """Whether a part only says from which fund the whole comes: "三公经费14万元（其中：一般公共预算支出14万元）"."""
    return bool(wording.fund) and wording.concept in TOTALS and whole.concept not in TOTALS


def fund_in(title: str) -> str:
    """Return the fund a heading begins with."""
    return split_fund(fold(title))[0]


def is_short_for(name: str, full: str) -> bool:
    """Whether a name leaves out characters of a full one: 区工商联 for 渌口区工商业联合会."""
    rest = iter(full)
    return all(char in rest for char in name)


def organisation_of(label: Label, wording: Wording, state: State) -> str:
    """Return the organisation whose staff is counted, when it is not the reporting unit itself.

    It holds for the rest of the paragraph: "政务服务中心编制13人，在职人员10人".
    """
    if label.organisation:
        own = state.unit and (is_short_for(label.organisation, state.unit) or state.unit in label.organisation)
        state.organisation = "" if own else label.organisation
    return state.organisation if (wording.concept or "").startswith("headcount.") else ""
