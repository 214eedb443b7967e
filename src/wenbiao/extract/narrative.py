"""Narrative → facts: each figure in prose with its subject, period, basis and relation to other figures."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from wenbiao.extract import cues
from wenbiao.extract.figures import Figure, scan
from wenbiao.extract.labels import GENERIC, ITEM, Label, comparison_base, label_before, read_label, strip_comparison
from wenbiao.extract.wording import NUMBERING, Wording, fold, kin, read_wording
from wenbiao.model.document import Paragraph
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.quantity import Kind

SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*")
LIST_ITEM = re.compile(r"^\s*(?:[（(]\s*[\d一二三四五六七八九十]{1,3}\s*[）)]|[\d一二三四五六七八九十]{1,3}\s*[、.．]|[①②③④⑤⑥⑦⑧⑨⑩])")
OPENS_LIST = re.compile(r"(?:包括|如下|其中|方面|组成|构成|用于)\s*[:：]\s*$")
MEASURE_TAIL = re.compile(r"(?:收入|支出|结余)$")
SECTION_TAIL = re.compile(r"(?:决算|预算|执行)?(?:总体|结构|具体|支出)?(?:情况)?(?:说明|情况|分析)?$")
BUDGETS = frozenset({Basis.INITIAL, Basis.ADJUSTED})
COUNTED = frozenset({Kind.COUNT, Kind.HEADCOUNT})
FOLLOWING = re.compile(r"[\u4e00-\u9fff“”]{2,10}")
RATE = "rate."
TOTAL = "expenditure.total"
LEVELS = frozenset({Relation.LEVEL, Relation.PART, Relation.TOTAL})
MAX_TOPIC = 80
BUDGET_NAMES = re.compile(r"(?:一般公共|政府性基金|国有资本经营|社会保险基金|公共财政)预算|预算(?:单位|部门|绩效)|部门预算编")


@dataclass(slots=True)
class State:
    """What the reading of one document carries from figure to figure."""

    year: int | None
    unit: str = ""
    organisation: str = ""
    topic: Label | None = None
    topic_level: int = 0
    listed_wholes: list[Fact] = field(default_factory=list)
    paragraph_facts: list[Fact] = field(default_factory=list)
    wholes: list[tuple[int, int, Fact | None]] = field(default_factory=list)
    depth: int = 0
    versus: tuple[str | None, Basis] | None = None
    aside: bool = False
    heading: str = ""


def narrative_facts(paragraphs: Iterable[Paragraph], year: int | None, unit: str = "") -> list[Fact]:
    """Return the figures that ``paragraphs`` state, in order; ``year`` and ``unit`` are those of the report."""
    state = State(year, unit)
    facts: list[Fact] = []
    for paragraph in paragraphs:
        figures = scan(paragraph.text)
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
    if paragraph.level is not None or LIST_ITEM.match(text) or not has_figures:
        state.topic = heading_topic(head if paragraph.level is not None else "", paragraph, state.year)
    elif state.topic is None:
        state.topic = heading_topic("", paragraph, state.year)


def heading_topic(head: str, paragraph: Paragraph, year: int | None) -> Label | None:
    """Return the topic that the nearest heading names, when it names a known concept."""
    for title in (head, *reversed(paragraph.section)):
        core = SECTION_TAIL.sub("", NUMBERING.sub("", title).strip())
        if core:
            label = read_label(core, year)
            if label.wording.concept is not None and not label.is_generic:
                return label
    return None


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of ``text``, each up to and with its end mark."""
    start = 0
    for mark in SENTENCE_END.finditer(text):
        yield start, mark.end()
        start = mark.end()
    if start < len(text):
        yield start, len(text)


def read_paragraph(paragraph: Paragraph, figures: Sequence[Figure], state: State) -> Iterator[Fact]:
    """Yield the facts of one paragraph."""
    state.paragraph_facts, state.organisation = [], ""
    state.depth, i = 0, 0
    for start, end in sentences(paragraph.text):
        state.wholes, state.versus, state.aside = [], None, False
        inside = []
        while i < len(figures) and figures[i].start < end:
            inside.append(figures[i])
            i += 1
        previous = start
        for n, figure in enumerate(inside):
            fact = read_figure(paragraph, (start, end), previous, inside, n, state)
            previous = figure.end
            state.paragraph_facts.append(fact)
            yield fact


def read_figure(
    paragraph: Paragraph, sentence: tuple[int, int], previous: int, figures: Sequence[Figure], n: int, state: State
) -> Fact:
    """Return the fact that one figure states; ``previous`` is where the figure before it ended."""
    text, figure = paragraph.text, figures[n]
    left = text[previous : figure.start]
    follow_structure(left, state, first=n == 0)
    relation, sign, label_end, whole_label = relation_of(text, previous, figure, state)
    raw = whole_label if relation is Relation.SHARE and whole_label else label_before(text, previous, label_end)
    base = comparison_base(raw) if relation is Relation.LEVEL else None
    reference = relation is Relation.LEVEL and (base is not None or bool(cues.REFERENCE.match(raw)))
    if reference:
        raw = base if base is not None else cues.REFERENCE.sub("", raw)
    if found := cues.INSIDE.match(raw):
        raw = raw[found.end() :]
    if relation in (Relation.CHANGE, Relation.GROWTH):
        raw = strip_comparison(raw)
    if state.unit and raw.startswith(state.unit):
        raw = raw[len(state.unit) :]
    if not raw and figure.quantity.kind in COUNTED and left.strip() in ("，", "；", ",", ";", ""):
        noun = FOLLOWING.match(text, figure.end)
        raw = noun[0] if noun else raw
    label = respective_label(paragraph.text, sentence, figures, n, state) or read_label(raw, state.year)
    subject, wording, label = complete(label, relation, figure.quantity.kind, state)
    if relation is Relation.SHARE:
        wording = read_label(label_before(text, previous, label_end), state.year).wording
    if relation is Relation.LEVEL and (wording.concept or "").startswith(RATE):
        wording, label = of_last_amount(wording, label, state)
    anchor = anchor_of(relation, wording, figure.quantity.kind, state)
    if relation is Relation.SHARE and anchor is not None:
        subject, wording = anchor.subject, replace(wording, core=anchor.subject, concept=anchor.concept, fund=anchor.fund)
    versus = versus_of(relation, figure, state, previous, text)
    period, basis = settle_basis(wording, relation, anchor, state)
    vague = wording.vague_basis
    if reference and basis is Basis.UNKNOWN and state.year and period == str(state.year - 1):
        basis = Basis.PRIOR_FINAL
    if basis is Basis.UNKNOWN and figure.quantity.kind is not Kind.MONEY and is_goal(paragraph):
        basis = Basis.TARGET
    if basis is Basis.UNKNOWN and relation is Relation.LEVEL and figure.quantity.kind is Kind.MONEY and ambient_budget(
        BUDGET_NAMES.sub(lambda m: "＿" * len(m[0]), text), sentence[0], figure.start, paragraph.section
    ):
        basis, vague = Basis.INITIAL, True
    whole = whole_of(relation, whole_label, figure, wording, state, paragraph)
    if relation is Relation.LEVEL and whole is not None:
        relation = Relation.PART
        if basis is Basis.UNKNOWN and period == whole.period:
            basis, vague = whole.basis, whole.vague_basis
    elif relation is Relation.LEVEL and cues.TOTALLING.match(wording.core):
        relation = Relation.TOTAL
    scope = label.scope or organisation_of(label, wording, state) or (whole.scope if whole is not None else "")
    return Fact(
        quantity=figure.quantity,
        subject=subject,
        where=paragraph.where(paragraph.start + figure.start, paragraph.start + figure.end),
        concept=wording.concept,
        period=period,
        basis=basis,
        relation=relation,
        sign=sign,
        start=paragraph.start + figure.start,
        end=paragraph.start + figure.end,
        paragraph=paragraph,
        sentence=(state.heading if sentence[0] == 0 else "") + text[sentence[0] : sentence[1]].strip(),
        sentence_start=paragraph.start + sentence[0],
        fund=wording.fund,
        scope=scope,
        path=label.path,
        vague_basis=vague,
        reference=reference,
        aside=state.aside or bool(cues.OPERATOR.search(left)),
        whole=whole,
        whole_label=whole_label,
        anchor=anchor,
        versus=versus,
        versus_period=state.versus[0] if state.versus and relation in (Relation.CHANGE, Relation.GROWTH) else None,
        versus_basis=state.versus[1] if state.versus and relation in (Relation.CHANGE, Relation.GROWTH) else Basis.UNKNOWN,
    )


def organisation_of(label: Label, wording: Wording, state: State) -> str:
    """Return the organisation whose staff is counted, when it is not the reporting unit itself.

    It holds for the rest of the paragraph: "政务服务中心编制13人，在职人员10人".
    """
    if label.organisation:
        own = state.unit and (label.organisation in state.unit or state.unit in label.organisation)
        state.organisation = "" if own else label.organisation
    return state.organisation if (wording.concept or "").startswith("headcount.") else ""


def follow_structure(left: str, state: State, *, first: bool) -> None:
    """Bring brackets, 其中, comparisons and explanations between two figures into the state."""
    if "；" in left or ";" in left:
        state.versus = None
        state.aside = False
        del state.wholes[1:]
        if is_made_up(state):
            state.wholes = []
    left = cues.BRACKETED.sub("", left)
    after = re.split(r"[；;]", left)[-1]
    for n, char in enumerate(left):
        if char in "（(":
            state.depth += 1
            if n == 0 and not first:
                state.wholes.append((len(state.paragraph_facts), state.depth, spoken_level(state.paragraph_facts)))
        elif char in "）)":
            state.depth = max(0, state.depth - 1)
            state.wholes = [w for w in state.wholes if w[1] <= state.depth]
    if cues.REASON.search(left) or cues.ROUNDING.search(left):
        state.aside = True
    continues = first and left.lstrip().startswith("其中")
    opens = cues.PARTS.search(after) or (not first and left.lstrip().startswith(("：", ":")))
    if opens and (not first or continues) and not state.aside:
        state.wholes.append((len(state.paragraph_facts), state.depth, None))
    elif first and (found := cues.INSIDE.match(left)):
        core = read_wording(found["whole"], state.year)
        named = next((f for f in reversed(state.paragraph_facts) if f.relation in LEVELS and same_core(f, core)), None)
        if named is not None:
            state.wholes.append((len(state.paragraph_facts), state.depth, named))
    for found in cues.COMPARISON.finditer(left):
        wording = read_wording(found["reference"] or "上年", state.year)
        period = wording.period
        if period is None and wording.basis is Basis.UNKNOWN and state.year:
            period = str(state.year - 1)
        state.versus = (period, wording.basis)


def is_made_up(state: State) -> bool:
    """Whether the parts stated so far already make up their whole, so that the list is at its end."""
    parts = [f for f in state.paragraph_facts if f.relation is Relation.PART and f.whole is not None]
    if not parts or not state.wholes:
        return False
    whole = parts[-1].whole
    added = sum(p.quantity.base_value for p in parts if p.whole is whole)
    return whole is not None and added == whole.quantity.base_value


def same_core(fact: Fact, wording: Wording) -> bool:
    """Whether a fact's subject is the one a wording names."""
    if wording.concept is not None:
        return fact.concept == wording.concept
    return read_wording(fact.subject, None).core == wording.core


def relation_of(text: str, previous: int, figure: Figure, state: State) -> tuple[Relation, int, int, str]:
    """Return relation, sign, where the label ends, and the whole that a share names."""
    left = text[previous : figure.start]
    is_percent = figure.quantity.kind in (Kind.PERCENT, Kind.RATIO)
    if is_percent:
        if found := cues.SHARE.search(left):
            return Relation.SHARE, 1, previous + found.start(), found["whole"].strip()
        if found := cues.COMPLETION.search(left):
            return Relation.SHARE, 1, previous + found.start(), found["base"].strip()
        if left.strip() in ("的", "，的") and state.paragraph_facts and state.paragraph_facts[-1].reference:
            return Relation.SHARE, 1, figure.start, ""
    if found := cues.CHANGE.search(left):
        compared = state.versus is not None or "比" in left or "较" in left
        if compared or found["verb"] in cues.ADJUSTING or (found["verb"] not in cues.NEEDS_COMPARISON and (is_percent or not left[: found.start()].strip("，、 "))):
            relation = Relation.GROWTH if is_percent else Relation.CHANGE
            return relation, -1 if found["down"] else 1, previous + found.start(), ""
    return Relation.LEVEL, 1, figure.start, ""


def respective_label(
    text: str, sentence: tuple[int, int], figures: Sequence[Figure], n: int, state: State
) -> Label | None:
    """Return the n-th label of "A、B分别为x、y", or None where the sentence is not built so."""
    first = n
    while first > 0 and text[figures[first - 1].end : figures[first].start].strip() in ("、", "和", "，", "及", ","):
        first -= 1
    low = figures[first - 1].end if first else sentence[0]
    found = cues.RESPECTIVELY.search(text[low : figures[first].start])
    if not found:
        return None
    labels = [piece for piece in re.split(r"[、和与及]", found["labels"]) if piece.strip()]
    return read_label(labels[n - first].strip(), state.year) if len(labels) > n - first and len(labels) > 1 else None


def complete(label: Label, relation: Relation, kind: Kind, state: State) -> tuple[str, Wording, Label]:
    """Return subject, wording and label, taken from the topic where the label says nothing itself."""
    wording = label.wording
    if not label.is_generic or relation is Relation.SHARE:
        return wording.full or label.text, wording, label
    comparable = [f for f in state.paragraph_facts if f.relation in LEVELS and not f.aside and f.relation is not Relation.TOTAL]
    if kind is not Kind.PERCENT:
        comparable = [f for f in comparable if f.quantity.kind is kind]
    spoken = comparable[-1] if comparable else None
    if spoken is not None and spoken.subject and spoken.subject not in GENERIC:
        subject, concept = inherit(spoken, wording)
        if concept is not None or spoken.concept is None or wording.core in ("", "预算", "决算"):
            filled = replace(wording, core=subject, concept=concept, fund=spoken.fund)
            return subject, filled, replace(label, scope=spoken.scope, path=spoken.path)
    if state.topic is not None and wording.core != "收入":
        topic = state.topic
        filled = replace(wording, core=topic.wording.core, concept=topic.wording.concept, fund=topic.wording.fund)
        return topic.wording.full, filled, replace(label, scope=topic.scope, path=topic.path)
    if wording.basis is not Basis.UNKNOWN and wording.core in GENERIC and wording.concept is None:
        return label.text, replace(wording, concept="expenditure.total"), label
    return wording.full or label.text, wording, label


def of_last_amount(wording: Wording, label: Label, state: State) -> tuple[Wording, Label]:
    """Return a rate narrowed to the amount spoken of last: an 执行率 after "项目支出400万元" is that of the project."""
    amount = next((f for f in reversed(state.paragraph_facts) if f.quantity.kind is Kind.MONEY and f.relation in LEVELS), None)
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


def levels_of(facts: Sequence[Fact]) -> list[Fact]:
    """Return the stated levels; figures stated for comparison or in explanations do not count."""
    return [f for f in facts if f.relation in LEVELS and not f.reference and not f.aside]


def current_whole(state: State, kind: Kind) -> Fact | None:
    """Return the whole that the innermost open 其中 speaks of: the last level of that kind before it."""
    if not state.wholes:
        return None
    count, _, named = state.wholes[-1]
    if named is not None:
        return named if named.quantity.kind is kind else None
    return next((f for f in reversed(levels_of(state.paragraph_facts[:count])) if f.quantity.kind is kind), None)


def anchor_of(relation: Relation, wording: Wording, kind: Kind, state: State) -> Fact | None:
    """Return the level that a change, growth or share describes."""
    if relation in LEVELS or state.aside:
        return None
    levels = levels_of(state.paragraph_facts)
    if wording.core not in GENERIC:
        relatives = dict(kin().get(wording.concept or "", ()))
        return next((f for f in reversed(levels) if same_core(f, wording)), None) or next(
            (f for f in reversed(levels) if f.concept in relatives), None
        )
    last = state.paragraph_facts[-1] if state.paragraph_facts else None
    if last is not None and last.reference:
        return compared_with(last, levels)
    if relation is Relation.GROWTH and last is not None and last.relation is Relation.CHANGE:
        return last.anchor
    if relation is Relation.CHANGE:
        return spoken_of([f for f in state.paragraph_facts if f.quantity.kind is kind or f.relation not in LEVELS])
    return spoken_of(state.paragraph_facts)


def compared_with(reference: Fact, levels: Sequence[Fact]) -> Fact | None:
    """Return the level that a figure stated for comparison is compared with: the last of its subject, kind and fund."""
    alike = [f for f in levels if f.quantity.kind is reference.quantity.kind]
    same = [f for f in alike if f.concept == reference.concept and f.concept is not None or f.subject == reference.subject]
    outturns = [f for f in same if f.basis not in BUDGETS]
    return next(reversed(outturns or same), None)


def spoken_level(facts: Sequence[Fact]) -> Fact | None:
    """Return the last figure when it is a level: what a bracket right after it explains."""
    return facts[-1] if facts and facts[-1].relation in LEVELS and not facts[-1].aside else None


def spoken_of(facts: Sequence[Fact]) -> Fact | None:
    """Return the level the last figure is about: itself, or the one it describes; None when that level is not stated."""
    for fact in reversed(facts):
        if fact.aside or fact.reference:
            continue
        return fact if fact.relation in LEVELS else fact.anchor
    return None


def versus_of(relation: Relation, figure: Figure, state: State, previous: int, text: str) -> Fact | None:
    """Return the printed figure that this one is measured against, where the sentence prints it."""
    if not state.paragraph_facts:
        return None
    before = state.paragraph_facts[-1]
    if relation is Relation.LEVEL:
        rises = re.search(r"(?:增加|增长|减少|下降|提高|降低|上升|压减)[到至]|[到至]$", text[previous : figure.start])
        return before if before.reference and rises else None
    nearby = [f for f in state.paragraph_facts[-3:] if f.reference]
    return nearby[-1] if nearby else None


def settle_basis(wording: Wording, relation: Relation, anchor: Fact | None, state: State) -> tuple[str | None, Basis]:
    """Return period and basis; a change or share has those of its anchor."""
    if relation not in LEVELS and anchor is not None:
        return anchor.period, anchor.basis
    period = wording.period or (str(state.year) if state.year else None)
    return period, wording.basis


def is_goal(paragraph: Paragraph) -> bool:
    """Whether a paragraph stands where goals are set, not where their fulfilment is told."""
    return bool(paragraph.section) and bool(cues.GOAL_TITLE.search(paragraph.section[-1]))


def ambient_budget(text: str, start: int, figure_start: int, section: Sequence[str]) -> bool:
    """Whether an amount without a version of its own stands where budgets are spoken of."""
    start = max(start, text.rfind("；", start, figure_start) + 1)
    said = [m[0] for m in cues.BUDGET_WORDS.finditer(cues.COMPLETING.sub(lambda m: "＿" * len(m[0]), text), start, figure_start)]
    if said:
        return "预算" in said[-1]
    titles = [t for t in reversed(section) if cues.BUDGET_WORDS.search(BUDGET_NAMES.sub("", t))]
    return bool(titles) and "预算" in BUDGET_NAMES.sub("", titles[0]) and "决算" not in titles[0] and "执行" not in titles[0]


def whole_of(  # noqa: PLR0913 - all that a sentence says of the figure
    relation: Relation, whole_label: str, figure: Figure, wording: Wording, state: State, paragraph: Paragraph
) -> Fact | None:
    """Return what a part or a share belongs to."""
    kind = figure.quantity.kind
    if state.aside:
        return None
    if relation is Relation.SHARE:
        if state.paragraph_facts and state.paragraph_facts[-1].reference:
            return state.paragraph_facts[-1]
        if whole_label:
            named = read_wording(whole_label, state.year)
            fitting = [f for f in reversed(state.paragraph_facts) if f.relation in LEVELS and fits(f, named)]
            return next((f for f in fitting if f.basis not in BUDGETS), fitting[0] if fitting else None)
        anchor = spoken_of(state.paragraph_facts)
        return current_whole(state, anchor.quantity.kind) if anchor is not None else None
    if relation is not Relation.LEVEL or cues.TOTALLING.match(wording.core):
        return None
    if whole := current_whole(state, kind):
        return whole
    if state.listed_wholes and LIST_ITEM.match(paragraph.text):
        return listed_whole(wording, kind, state)
    return None


def listed_whole(wording: Wording, kind: Kind, state: State) -> Fact | None:
    """Return the whole of a list item's first figure of each version: its budget belongs to the total budget."""
    if any(f.basis is wording.basis for f in state.paragraph_facts if f.relation in LEVELS and f.quantity.kind is kind):
        return None
    alike = [f for f in state.listed_wholes if f.quantity.kind is kind]
    same = [f for f in alike if f.basis is wording.basis]
    if wording.basis is Basis.UNKNOWN and not same:
        same = alike[-1:] if not state.paragraph_facts else []
    return same[-1] if same else None


def fits(fact: Fact, wording: Wording) -> bool:
    """Whether a stated level is the whole that a share names: same subject, or the same subject in the named version."""
    if wording.core in GENERIC or not wording.core:
        return wording.basis is not Basis.UNKNOWN and fact.basis is wording.basis
    return same_core(fact, wording) and (wording.basis is Basis.UNKNOWN or fact.basis is wording.basis)
