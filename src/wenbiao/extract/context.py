"""What the reading of a narrative carries from figure to figure: topic, lists, comparisons, brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from wenbiao.extract import cues
from wenbiao.extract.figures import Figure
from wenbiao.extract.labels import Label
from wenbiao.extract.wording import Wording, read_wording
from wenbiao.model.document import Paragraph
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.quantity import Kind

LEVELS = frozenset({Relation.LEVEL, Relation.PART, Relation.TOTAL})
BUDGETS = frozenset({Basis.INITIAL, Basis.ADJUSTED})


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
    section_facts: list[Fact] = field(default_factory=list)
    wholes: list[tuple[int, int, Fact | None]] = field(default_factory=list)
    depth: int = 0
    depths: dict[int, int] = field(default_factory=dict)
    versus: tuple[str | None, Basis] | None = None
    aside: bool = False
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """One figure in its place: the paragraph, its sentence, and where the figure before it ended (paragraph offsets)."""

    paragraph: Paragraph
    sentence: tuple[int, int]
    previous: int
    figures: Sequence[Figure]
    number: int

    @property
    def figure(self) -> Figure:
        """Return the figure itself."""
        return self.figures[self.number]

    @property
    def kind(self) -> Kind:
        """Return what the figure measures."""
        return self.figure.quantity.kind

    @property
    def text(self) -> str:
        """Return the text of the paragraph."""
        return self.paragraph.text

    @property
    def rest(self) -> str:
        """Return the rest of the sentence after this figure."""
        return self.text[self.figure.end : self.sentence[1]]

    @property
    def left(self) -> str:
        """Return the text between the figure before and this one."""
        return self.text[self.previous : self.figure.start]


def follow_structure(left: str, rest: str, state: State, *, first: bool) -> None:  # noqa: PLR0912
    """Bring brackets, 其中, comparisons and explanations between two figures into the state; ``rest`` follows the second."""
    if "；" in left or ";" in left:
        state.versus = state.versus if state.wholes else None
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
    reasons = [m.start() for pattern in (cues.REASON, cues.ROUNDING) for m in pattern.finditer(after)]
    compared = [m.start() for m in cues.COMPARISON.finditer(after)]
    if reasons:
        state.aside = not compared or max(compared) < max(reasons)
    elif compared and cues.AGAIN.search(after):
        state.aside = False
    continues = first and left.lstrip().startswith("其中")
    made_of = not first and cues.MADE_OF.search(after) and cues.MADE_UP.search(rest)
    opens = made_of or cues.PARTS.search(after) or (not first and left.lstrip().startswith(("：", ":")))
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
    """Whether the parts stated so far already make up their outermost whole, so that the list is at its end."""
    parts = [f for f in state.paragraph_facts if f.relation is Relation.PART and f.whole is not None]
    wholes = {id(p.whole): p.whole for p in parts if p.whole is not None and p.whole.relation is not Relation.PART}
    for whole in wholes.values():
        added = sum(p.quantity.base_value for p in parts if p.whole is whole)
        if added == whole.quantity.base_value:
            return True
    return False


def open_facts(state: State) -> list[Fact]:
    """Return the figures of the paragraph without those inside brackets that are closed again."""
    return [f for f in state.paragraph_facts if state.depths.get(id(f), 0) <= state.depth]


def same_core(fact: Fact, wording: Wording) -> bool:
    """Whether a fact's subject is the one a wording names."""
    if wording.concept is not None:
        return fact.concept == wording.concept
    return read_wording(fact.subject, None).core == wording.core


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
