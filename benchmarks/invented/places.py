"""Where and who: the districts of a corpus, their units and how likely each is to err."""

# ruff: noqa: S311 — a seeded choice, nothing secret
from __future__ import annotations

import csv
import random
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TABLE = HERE.parents[1] / "lexicons" / "divisions.tsv"
SHARED_NAMES = 0.25
"""So many of the districts bear a name that another district of the country bears too."""

FIRST_EDITION = 201910
"""The edition of the codes before the first year that reports are about."""


@dataclass(frozen=True, slots=True)
class District:
    """A district by its real code and name, and the rates at which faults are planted in it.

    ``slip`` is the mean share of checkable places that hold a wrong figure, ``gap`` that of places left empty or
    badly written, ``vague`` that of goals, ``copied`` that of reports which take paragraphs from another one.
    """

    code: str
    name: str
    city: str
    province: str
    shared: bool
    slip: float
    gap: float
    vague: float
    copied: float


@dataclass(frozen=True, slots=True)
class Unit:
    """An invented unit with its own rates, which scatter around those of its district."""

    number: int
    name: str
    kind: str
    district: District
    slip: float
    gap: float
    vague: float


@cache
def vocabulary() -> dict[str, Any]:
    """Return the wording of the reports."""
    return tomllib.loads((HERE / "vocabulary.toml").read_text(encoding="utf-8"))


@cache
def table() -> tuple[dict[str, str], ...]:
    """Return the rows of the table of divisions."""
    with TABLE.open(encoding="utf-8") as file:
        return tuple(csv.DictReader(file, delimiter="\t"))


@cache
def divisions() -> dict[str, str]:
    """Return code → name of the divisions valid since before the first report and today."""
    return {row["code"]: row["name"] for row in table() if not row["until"] and int(row["since"]) <= FIRST_EDITION}


CONCENTRATION = 40.0
"""How closely units keep to the rate of their district: that of a beta distribution, as many imagined earlier places."""


@cache
def districts(seed: int, count: int) -> tuple[District, ...]:
    """Return ``count`` districts with their rates, some of them with names that are not unique."""
    draw = random.Random(f"districts-{seed}-{count}")
    names = divisions()
    county = [c for c in names if c[4:] != "00" and names.get(c[:4] + "00") and c[:2] < "70"]
    bearers: dict[str, set[str]] = {}
    for row in table():  # former bearers of a name too: a reader cannot know that they are not meant
        bearers.setdefault(row["name"], set()).add(row["code"])
    shared = [c for c in county if len(bearers[names[c]]) > 1]
    single = [c for c in county if len(bearers[names[c]]) == 1]
    some = min(len(shared), round(count * SHARED_NAMES))
    chosen = sorted(draw.sample(shared, some) + draw.sample(single, count - some))
    return tuple(
        District(
            code, names[code], names[code[:4] + "00"], names[code[:2] + "0000"], len(bearers[names[code]]) > 1,
            draw.betavariate(2.2, 50), draw.betavariate(2, 40), draw.betavariate(3, 9), draw.betavariate(1.5, 18),
        )
        for code in chosen
    )  # fmt: skip


def unit_of(seed: int, district: District, number: int) -> Unit:
    """Return the ``number``-th unit of a district; the same arguments always give the same unit."""
    draw = random.Random(f"unit-{seed}-{district.code}-{number}")
    words = vocabulary()
    kind = draw.choice(sorted(words["kinds"]))
    proper = draw.choice(words["first"].split()) + draw.choice(words["second"].split())
    ordinal = draw.choice(["", "", "", "第二", "第三"])
    name = f"{district.name}{proper}{ordinal}{draw.choice(words['kinds'][kind]['names'].split())}"
    return Unit(
        number, name, kind, district, *(scattered(draw, r) for r in (district.slip, district.gap, district.vague))
    )


def scattered(draw: random.Random, rate: float) -> float:
    """Return the rate of one unit of a district with ``rate``."""
    return draw.betavariate(rate * CONCENTRATION, (1 - rate) * CONCENTRATION)
