"""The labelled statements, and copies of them in the dress of real reports."""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace

from wenbiao.extract.lexicon import lexicon_file
from wenbiao.judge.statements import Role

OPENINGS = (
    "2024年，", "2023年度，我局", "在县委、县政府的坚强领导下，", "一是", "通过项目实施，", "本年度，", "我单位", "一年来，",
    "（一）", "2022年以来，在上级部门的关心支持下，我中心", "2021年度，", "二是", "3、",
)  # fmt: skip
"""Openings that leave both labels as they are: nothing in them can be checked, nothing belongs to a duty."""


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled statement; ``agency`` is the group that must not be split between training and test."""

    agency: str
    role: str
    text: str
    vague: bool
    boilerplate: bool
    elements: frozenset[str] = frozenset()
    note: str = ""

    def label(self, name: str) -> bool:
        """Return the label *vague* or *boilerplate*."""
        return self.vague if name == "vague" else self.boilerplate


def examples() -> list[Example]:
    """Return the labelled statements of ``lexicons/judge`` in the order of the files' names."""
    folder = lexicon_file("vague.txt").parent / "judge"
    rows = [
        json.loads(line) for path in sorted(folder.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    return [
        Example(
            r["agency"], r["role"], r["text"], r["vague"], r["boilerplate"], frozenset(r["elements"]), r.get("note", "")
        )
        for r in rows
    ]


def dressed(given: Sequence[Example], share: float, seed: int) -> list[Example]:
    """Return copies of a share of the statements as real reports write them; the labels do not depend on it.

    Prose gets an opening, other commas and loses its full stop; percentages lose their sign.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable, nothing secret
    prose = [e for e in given if e.role != Role.INDICATOR]
    rates = [e for e in given if e.role == Role.INDICATOR and e.text.endswith("%")]
    chosen = chance.sample(prose, int(len(prose) * share))
    return [
        *(replace(e, text=dress(e.text, chance)) for e in chosen),
        *(replace(e, text=e.text.rstrip("%")) for e in chance.sample(rates, int(len(rates) * share))),
    ]


def dress(text: str, chance: random.Random) -> str:
    """Return one statement in other dress."""
    comma, end = chance.choice((",", "，")), chance.choice(("。", ""))
    return chance.choice(OPENINGS) + text.rstrip("。").replace("，", comma) + end
