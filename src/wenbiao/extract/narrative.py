"""Narrative → facts: each figure in prose with its subject, period, basis and relation to other figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from wenbiao.extract import cues
from wenbiao.extract.context import Spot, State, follow_structure, levels_of
from wenbiao.extract.figures import Figure, scan
from wenbiao.extract.labels import ITEM, Label, label_before, read_label
from wenbiao.extract.relations import LIST_ITEM, anchor_of, relation_of, versus_of, whole_of
from wenbiao.extract.subjects import (
    RATE,
    complete,
    fund_of,
    heading_topic,
    is_fund_share,
    of_indicator,
    of_last_amount,
    organisation_of,
    raw_label,
    respective_label,
)
from wenbiao.extract.totals import settle_total
from wenbiao.extract.versions import settle_version
from wenbiao.extract.wording import NUMBERING, Wording
from wenbiao.model.document import Paragraph
from wenbiao.model.fact import Basis, Fact, Relation

SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*")
OPENS_LIST = re.compile(r"(?:包括|如下|其中|方面|组成|构成|用于)\s*[:：]\s*$")
MAX_TOPIC = 80
LONGEST_SENTENCE = 4_000
"""What is longer is divided at a comma, so that a text without full stops costs no more than its length."""
MOST_SPOKEN_OF = 200
"""So many figures before a sentence are remembered in its paragraph, and so many times five in its section."""
MAX_OPENING = 25
COMPARED = (Relation.CHANGE, Relation.GROWTH)


def narrative_facts(paragraphs: Iterable[Paragraph], year: int | None, unit: str = "") -> list[Fact]:
    """Return the figures that ``paragraphs`` state, in order; ``year`` and ``unit`` are those of the report."""
    state = State(year, unit)
    facts: list[Fact] = []
    section: tuple[str, ...] = ()
    for paragraph in paragraphs:
        figures = scan(paragraph.text)
        if paragraph.section != section:
            section, state.section_facts = paragraph.section, []
        settle_topic(state, paragraph, bool(figures))
        if figures:
            facts.extend(read_paragraph(paragraph, figures, state))
        state.heading = paragraph.text.strip() if paragraph.level is not None else ""
        if not LIST_ITEM.match(paragraph.text):
            opens = OPENS_LIST.search(paragraph.text)
            state.listed_wholes = levels_of(state.paragraph_facts) if opens and figures else []
    return facts


def settle_topic(state: State, paragraph: Paragraph, has_figures: bool) -> None:
    """Set what the figures of a paragraph are about when they do not say it themselves.

    An item line ("…（类）…（款）行政运行（项）。") sets it for itself and the paragraphs below it; any
    other heading or numbered line ends it.
    """
    text = paragraph.text.strip()
    head = SENTENCE_END.split(text, 1)[0]
    items = ITEM.findall(head[:MAX_TOPIC])
    if items and (not scan(head) or len(items) > 1):
        last = list(ITEM.finditer(head))[-1]
        state.topic = read_label(NUMBERING.sub("", head[: last.end()]), state.year)
        state.paragraph_facts = []
        return
    if LIST_ITEM.match(text) and paragraph.level is None and has_figures and (opening := opening_of(head, state.year)):
        state.topic = opening
    elif paragraph.level is not None or LIST_ITEM.match(text) or not has_figures:
        state.topic = heading_topic(head if paragraph.level is not None else "", paragraph, state.year)
    elif state.topic is None:
        state.topic = heading_topic("", paragraph, state.year)


def opening_of(head: str, year: int | None) -> Label | None:
    """Return the topic a list item opens with: "2.公务接待费。" before its figures; None for any other first sentence."""
    core = NUMBERING.sub("", head).strip("。 ")
    if not core or len(core) > MAX_OPENING or scan(head):
        return None
    label = read_label(core, year)
    return label if label.wording.concept is not None and not label.is_generic else None


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of ``text``, each up to and with its end mark."""
    start = 0
    for end in (*(mark.end() for mark in SENTENCE_END.finditer(text)), len(text)):
        while end - start > LONGEST_SENTENCE and (cut := text.find("，", start + LONGEST_SENTENCE, end)) >= 0:
            yield start, cut + 1
            start = cut + 1
        if start < end:
            yield start, end
        start = end


def read_paragraph(paragraph: Paragraph, figures: Sequence[Figure], state: State) -> Iterator[Fact]:
    """Yield the facts of one paragraph."""
    state.paragraph_facts, state.organisation = [], ""
    state.depth, state.depths, i = 0, {}, 0
    state.versus = None
    for sentence in sentences(paragraph.text):
        continues = paragraph.text[slice(*sentence)].lstrip().startswith("其中")
        state.wholes, state.aside, state.depth = [], False, 0
        del state.paragraph_facts[:-MOST_SPOKEN_OF], state.section_facts[: -5 * MOST_SPOKEN_OF]
        state.versus = state.versus if continues else None
        inside = []
        while i < len(figures) and figures[i].start < sentence[1]:
            inside.append(figures[i])
            i += 1
        previous = sentence[0]
        for number, figure in enumerate(inside):
            fact = read_figure(Spot(paragraph, sentence, previous, inside, number), state)
            previous = figure.end
            state.paragraph_facts.append(fact)
            state.depths[id(fact)] = state.depth
            state.section_facts.append(fact)
            yield fact


def read_figure(spot: Spot, state: State) -> Fact:
    """Return the fact that one figure states."""
    follow_structure(spot.left, spot.rest, state, first=spot.number == 0)
    relation, sign, label_end, whole_label = relation_of(spot, state)
    raw, reference, named = raw_label(relation, label_end, spot, state)
    label = respective_label(spot, state) or of_indicator(raw, spot, state) or read_label(raw, state.year)
    bare = label.is_generic
    subject, wording, label = complete(label, relation, spot.kind, state, whole_only=reference and named)
    if relation is Relation.SHARE:
        wording = read_label(label_before(spot.text, spot.previous, label_end), state.year).wording
    if relation is Relation.LEVEL:
        wording, label = settle_level(wording, label, spot, state)
    anchor = anchor_of(relation, Wording("") if bare and relation in COMPARED else wording, spot.kind, state)
    if relation is Relation.SHARE and anchor is not None:
        subject = anchor.subject
        wording = replace(wording, core=subject, concept=anchor.concept, fund=anchor.fund)
    period, basis, vague = settle_version(wording, relation, anchor, spot, state, reference=reference)
    versus = versus_of(relation, spot, state)
    whole = whole_of(relation, whole_label, wording, anchor, spot, state)
    if relation is Relation.LEVEL and whole is not None:
        relation = Relation.PART
        if is_fund_share(wording, whole):
            subject, wording = whole.subject, replace(wording, concept=whole.concept)
        if basis is Basis.UNKNOWN and period == whole.period:
            basis, vague = whole.basis, whole.vague_basis
    elif relation is Relation.LEVEL and cues.TOTALLING.match(wording.core):
        relation = Relation.TOTAL
    compared = comparison_of(relation, spot, state)
    return Fact(
        **place_of(spot, state),
        subject=subject,
        concept=wording.concept,
        period=period,
        basis=basis,
        relation=relation,
        sign=sign,
        fund=fund_of(wording, spot, state) or (whole.fund if whole is not None else ""),
        scope=label.scope or organisation_of(label, wording, state) or (whole.scope if whole is not None else ""),
        path=label.path,
        vague_basis=vague,
        reference=reference,
        aside=state.aside or (bool(cues.OPERATOR.search(spot.left)) and not cues.BOUNDED.search(spot.left)),
        whole=whole,
        whole_label=whole_label,
        anchor=anchor,
        versus=versus,
        versus_period=compared[0] if compared else None,
        versus_basis=compared[1] if compared else Basis.UNKNOWN,
    )


def comparison_of(relation: Relation, spot: Spot, state: State) -> tuple[str | None, Basis] | None:
    """Return the period and version that a change or growth is measured against; 追加 and 调减 change the budget."""
    if relation not in COMPARED:
        return None
    verb = cues.CHANGE.search(spot.left) if state.versus is None else None
    return (None, Basis.INITIAL) if verb and verb["verb"] in cues.ADJUSTING else state.versus


def settle_level(wording: Wording, label: Label, spot: Spot, state: State) -> tuple[Wording, Label]:
    """Return wording and label of a level that its own words leave open: a bare rate, a total of one sort or another."""
    if (wording.concept or "").startswith(RATE):
        return of_last_amount(wording, label, state)
    return settle_total(wording, spot.text[spot.figure.end :], spot.paragraph.section), label


def place_of(spot: Spot, state: State) -> dict[str, Any]:
    """Return the fields of a fact that say where its figure stands."""
    paragraph, figure = spot.paragraph, spot.figure
    start, end = paragraph.start + figure.start, paragraph.start + figure.end
    return {
        "quantity": figure.quantity,
        "where": paragraph.where(start, end),
        "start": start,
        "end": end,
        "paragraph": paragraph,
        "sentence": (state.heading if spot.sentence[0] == 0 else "") + spot.text[slice(*spot.sentence)].strip(),
        "sentence_start": paragraph.start + spot.sentence[0],
    }
