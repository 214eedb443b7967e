"""The faults that are planted: what each changes, which groups may report it and whether an audit can see it at all."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from invented.report import Slots
from invented.wording import Speech


@dataclass(frozen=True, slots=True)
class Planted:
    """One planted fault: its kind, the code groups that may report it, what stood there and what stands there now.

    ``detectable`` is False where nothing else in the document says what the figure should be.
    """

    kind: str
    groups: tuple[str, ...]
    old: str
    new: str
    detectable: bool = True


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of fault: the slot it spoils and how."""

    slot: str
    groups: tuple[str, ...]
    spoil: Callable[[random.Random, str], str]
    detectable: bool = True


def shifted(draw: random.Random, text: str) -> str:
    """Return a figure with one digit changed; never the first of several, so that it stays plausible, nor to nothing."""
    digits = [i for i, c in enumerate(text) if c.isdigit()]
    at = draw.choice(digits[1:] or digits)
    other = [d for d in "0123456789" if d != text[at] and not (at == digits[0] and d == "0")]
    return text[:at] + draw.choice(other) + text[at + 1 :]


def raised(draw: random.Random, text: str) -> str:
    """Return a whole number that is one to three more."""
    return str(int(text) + draw.randint(1, 3))


def higher(draw: random.Random, text: str) -> str:
    """Return a score that is up to one point higher."""
    return str(Decimal(text) + Decimal(draw.randint(11, 99)) / 100)


def opposite(_: random.Random, text: str) -> str:
    """Return the word for the other direction."""
    return {"增加": "减少", "减少": "增加", "增长": "下降", "下降": "增长"}[text]


def impossible(draw: random.Random, text: str) -> str:
    """Return the 31st of a month that has thirty days."""
    del draw
    return f"{text.split('月', maxsplit=1)[0]}月31日"


FIGURES = {
    "staff-flow": Kind("ending", ("WB2",), raised),
    "office-count": Kind("offices", ("WB2",), raised),
    "total-in-text": Kind("total", ("WB1", "WB2"), shifted),
    "basic-in-text": Kind("basic", ("WB1", "WB2"), shifted),
    "project-in-text": Kind("project", ("WB1", "WB2"), shifted),
    "growth": Kind("growth", ("WB2",), shifted),
    "direction": Kind("direction", ("WB2",), opposite),
    "share": Kind("share", ("WB2",), shifted),
    "satisfaction": Kind("satisfied", ("WB2", "WB1"), shifted),
    "execution-in-text": Kind("execution", ("WB1", "WB2"), shifted),
    "execution-score": Kind("cell_score", ("WB5", "WB3"), lambda _, text: "10" if text != "10" else "9.5"),
    "total-score": Kind("cell_total", ("WB3", "WB5", "WB1", "WB4"), higher),
    "score-in-text": Kind("score", ("WB1", "WB4"), higher),
    "work-in-text": Kind("done0", ("WB1", "WB2", "WB4"), raised),
    "stated-once": Kind("remark", (), shifted, detectable=False),
    "impossible-date": Kind("survey", ("WB8",), impossible),
}
"""Faults in figures: one chance each in every report, at the unit's rate ``slip``."""
GAPS = {
    "no-measures": Kind("measures", ("WB6",), lambda *_: ""),
    "no-publication": Kind("applied", ("WB6",), lambda *_: ""),
    "doubled-stop": Kind("stop", ("WB8",), lambda *_: "。。"),
}
"""What is left out or badly written: one chance each, at the unit's rate ``gap``."""


def plant(draw: random.Random, speech: Speech, slots: Slots) -> tuple[list[Planted], int]:
    """Spoil slots at the unit's rates; return what was planted and how many goals there are."""
    unit = speech.unit
    planted = []
    for rate, kinds in ((unit.slip, FIGURES), (unit.gap, GAPS)):
        for name, kind in kinds.items():
            chance = draw.random() < rate
            new = kind.spoil(draw, slots[kind.slot])
            if chance and new != slots[kind.slot]:
                planted.append(Planted(name, kind.groups, slots[kind.slot], new, kind.detectable))
                slots[kind.slot] = new
    if not slots["applied"]:
        planted = [p for p in planted if p.kind != "score-in-text"]
    for slot in sorted(s for s in slots if s.startswith("reason") and slots[s]):
        if draw.random() < unit.gap:
            planted.append(Planted("no-reason", ("WB6", "WB5"), slots[slot], ""))
            slots[slot] = ""
    goals = sorted(s for s in slots if s.startswith("goal"))
    for slot in goals:
        if draw.random() < unit.vague:
            new = speech.vague_goal()
            planted.append(Planted("vague-goal", ("WB7",), slots[slot], new))
            slots[slot] = new
    return planted, len(goals)
