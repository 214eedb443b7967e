"""A whole corpus: which unit reports when and in what format, and one report's bytes with the truth about it."""

# ruff: noqa: S311 — a seeded choice, nothing secret
from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from content.blocks import parse
from reportlab.platypus.doctemplate import LayoutError
from writers import html, pdf, text, xlsx
from writers.docx import DocxWriter

from invented.faults import plant
from invented.figures import figures_of
from invented.places import District, districts, unit_of
from invented.report import Slots, filled, markup, slots_of
from invented.wording import Speech

SIZES = 0.9
"""Spread of the number of units over districts, on a logarithmic scale: a few large districts, many small ones."""
REPORTED = 0.9
"""Chance that a unit's report of a year is in the corpus."""
FOLDERS = (
    "{province}/{city}/{district}/{year}/{unit}{year}年度自评报告",
    "{year}/{code}/{number:06}",
    "{year}年自评/{unit}",
    "batch-{batch:03}/{number:06}",
)
"""How files are laid out; a district keeps one way."""
WITH_CITY = 0.35
"""Chance that a unit writes its city before its name."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is asked for: reports, districts, years and the share of each format."""

    reports: int
    seed: int
    districts: int
    years: tuple[int, ...]
    formats: tuple[tuple[str, float], ...]
    faults: bool = True


@dataclass(frozen=True, slots=True)
class Entry:
    """One report of the plan."""

    number: int
    district: int
    unit: int
    year: int


@cache
def entries(plan: Plan) -> tuple[Entry, ...]:
    """Return the reports of a plan in a fixed order."""
    draw = random.Random(f"plan-{plan.seed}")
    places = districts(plan.seed, plan.districts)
    weights = [draw.lognormvariate(0, SIZES) for _ in places]
    wanted = plan.reports / (len(plan.years) * REPORTED) / sum(weights)
    rows: list[tuple[int, int, int]] = []
    for i, weight in enumerate(weights):
        for unit in range(max(1, round(weight * wanted))):
            rows += [(i, unit, year) for year in plan.years if draw.random() < REPORTED]
    spare = max((r[1] for r in rows if r[0] == 0), default=0) + 1
    while len(rows) < plan.reports:
        rows += [(0, spare, year) for year in plan.years]
        spare += 1
    draw.shuffle(rows)
    return tuple(Entry(n, *row) for n, row in enumerate(sorted(rows[: plan.reports])))


@cache
def by_kind(plan: Plan) -> dict[str, list[Entry]]:
    """Return the reports of each kind of unit."""
    groups: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries(plan):
        groups[unit_of(plan.seed, place(plan, entry), entry.unit).kind].append(entry)
    return groups


def place(plan: Plan, entry: Entry) -> District:
    """Return the district of a report."""
    return districts(plan.seed, plan.districts)[entry.district]


@dataclass(slots=True)
class Draft:
    """A right report before faults are planted."""

    speech: Speech
    slots: Slots
    heading: str
    text: str
    city_named: bool


def draft(plan: Plan, entry: Entry) -> Draft:
    """Return the right report of an entry; the same arguments always give the same report."""
    district = place(plan, entry)
    unit = unit_of(plan.seed, district, entry.unit)
    habits = random.Random(f"habits-{plan.seed}-{entry.district}-{entry.unit}")
    heading = (district.city if habits.random() < WITH_CITY else "") + unit.name
    named = habits.random() < 0.5
    draw = random.Random(f"report-{plan.seed}-{entry.district}-{entry.unit}-{entry.year}")
    speech = Speech(draw, unit, entry.year)
    figures = figures_of(draw, unit, entry.year)
    slots = slots_of(figures, speech)
    funder = f"年中{district.city}财政局和{district.name}财政局" if named else "年中财政部门"
    return Draft(speech, slots, heading, markup(figures, speech, heading, funder), named or heading != unit.name)


def copied_from(plan: Plan, entry: Entry, draw: random.Random) -> Entry | None:
    """Return the report of a unit of the same kind, of this year or an earlier one, that this one copies from."""
    district = place(plan, entry)
    if draw.random() >= district.copied:
        return None
    kind = unit_of(plan.seed, district, entry.unit).kind
    candidates = [
        e for e in by_kind(plan)[kind] if e.year <= entry.year and (e.district, e.unit) != (entry.district, entry.unit)
    ]
    return draw.choice(candidates) if candidates else None


def composed(plan: Plan, number: int) -> tuple[str, bytes, dict[str, Any]]:
    """Return path, bytes and truth of one report."""
    entry = entries(plan)[number]
    district = place(plan, entry)
    right = draft(plan, entry)
    draw = random.Random(f"faults-{plan.seed}-{number}")
    suffix = draw.choices([f for f, _ in plan.formats], [w for _, w in plan.formats])[0]
    source = copied_from(plan, entry, draw) if plan.faults else None
    if source:
        other = draft(plan, source).slots
        right.slots.update(measures=other["measures"], remark=other["remark"])
    planted, goals = plant(draw, right.speech, right.slots) if plan.faults else ([], 0)
    report = filled(right.text, right.slots)
    try:
        data = written(suffix, report, right.heading)
    except LayoutError:  # a merged cell taller than a page cannot be set as PDF; such a report is handed in as Word
        suffix, data = "docx", written("docx", report, right.heading)
    unit = right.speech.unit
    layout = FOLDERS[entry.district % len(FOLDERS)]
    path = layout.format(
        province=district.province, city=district.city, district=district.name, year=entry.year, unit=unit.name,
        code=district.code, number=number, batch=number // 500,
    ) + f".{suffix}"  # fmt: skip
    truth = {
        "path": path, "number": number, "division": district.code, "unit": right.heading, "kind": unit.kind, "year": entry.year,
        "evident": not district.shared or right.city_named or entry.district % len(FOLDERS) in (0, 1),
        "goals": goals, "planted": [asdict(p) for p in planted], "copied_from": source.number if source else None,
    }  # fmt: skip
    return path, data, truth


def written(suffix: str, report: str, heading: str) -> bytes:
    """Return the bytes of a report in a format; a workbook holds only its form."""
    blocks = parse(report)
    match suffix:
        case "docx":
            return DocxWriter(f"{heading}自评报告", automatic=False).write(blocks)
        case "pdf":
            return pdf.write(blocks, f"{heading}自评报告")
        case "html":
            return html.write(
                blocks, site=heading, title=report.split("\n")[1].lstrip("# "), date="2025-04-30", source=heading
            )
        case "xlsx":
            return xlsx.write(parse(":sheet 自评表\n" + report[report.rindex("\n# ") :]), {})
        case _:
            return text.write(blocks)


def planted_rates(plan: Plan) -> list[dict[str, Any]]:
    """Return the districts with the rates their faults were planted at."""
    return [asdict(d) for d in districts(plan.seed, plan.districts)]


def numbers(plan: Plan, workers: int, worker: int) -> Sequence[int]:
    """Return the share of one worker."""
    return range(worker, len(entries(plan)), workers)
