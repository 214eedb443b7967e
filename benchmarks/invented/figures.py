"""The figures of one invented report: drawn so that every sum, rate and score ties out."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal

from content.blocks import prorated, rounded
from content.forms import Amounts, Indicator

from invented.places import Unit, vocabulary
from invented.wording import Speech

LEVELS = ("产出指标（50分）", "效益指标（30分）", "满意度指标（10分）")


@dataclass(frozen=True, slots=True)
class Work:
    """One thing a unit does in a year: what was wanted and what came of it."""

    verb: str
    object: str
    measure: str
    wanted: int
    done: int
    rate_name: str
    rate_wanted: int
    rate_done: Decimal

    @property
    def short(self) -> int:
        """Return by how much the target was missed, 0 when it was reached."""
        return max(0, self.wanted - self.done)


@dataclass(frozen=True, slots=True)
class Figures:
    """All figures of a report; money in 万元."""

    year: int
    posts: int
    start: int
    came: int
    left: int
    retired: int
    wages: Decimal
    goods: Decimal
    personal: Decimal
    projects: tuple[tuple[str, Decimal, Decimal], ...]
    initial: Decimal
    added: Decimal
    before: Decimal
    works: tuple[Work, ...]
    asked: int
    content: int
    finished: tuple[int, int]

    @property
    def end(self) -> int:
        """Return the staff at the end of the year."""
        return self.start + self.came - self.left - self.retired

    @property
    def basic(self) -> Decimal:
        """Return the basic expenditure."""
        return self.wages + self.goods + self.personal

    @property
    def project(self) -> Decimal:
        """Return the project expenditure."""
        return sum((spent for _, _, spent in self.projects), Decimal(0))

    @property
    def total(self) -> Decimal:
        """Return the whole expenditure."""
        return self.basic + self.project

    @property
    def amounts(self) -> Amounts:
        """Return the budgeted and executed amounts."""
        return Amounts(self.initial, self.initial + self.added, self.total)


def money(draw: random.Random, low: float, high: float) -> Decimal:
    """Return an amount between ``low`` and ``high`` 万元 with two decimals."""
    return rounded(Decimal(draw.uniform(low, high)))


def work_of(draw: random.Random, line: str) -> Work:
    """Return a work drawn from a line of the vocabulary; one in seven misses its target."""
    verb, thing, measure, low, high, rate_name, rate = line.split("|")
    wanted = draw.randint(int(low), int(high))
    if wanted > 400:
        wanted = wanted // 100 * 100
    elif wanted > 40:
        wanted = wanted // 10 * 10
    missed = draw.random() < 0.14 and wanted >= 40
    factor = draw.uniform(0.86, 0.97) if missed else draw.uniform(1.001, 1.08)
    done = int(wanted * factor) if missed else max(wanted, int(wanted * factor))
    best = min(Decimal(100), Decimal(rate) + rounded(Decimal(draw.uniform(0.3, 9))))
    return Work(verb, thing, measure, wanted, done, rate_name, int(rate), best)


def figures_of(draw: random.Random, unit: Unit, year: int) -> Figures:
    """Return figures of a year for a unit."""
    size = draw.uniform(0.6, 6)
    kind = vocabulary()["kinds"][unit.kind]
    works = tuple(work_of(draw, line) for line in draw.sample(kind["works"], draw.randint(3, 5)))
    start = draw.randint(14, 90)
    came, left, retired = draw.randint(1, 6), draw.randint(1, 4), draw.randint(1, 4)
    wages, goods, personal = money(draw, 90, 160) * Decimal(round(size, 1)), money(draw, 15, 90), money(draw, 2, 30)
    wages = rounded(wages)
    projects = []
    for work in works[: draw.randint(2, 3)]:
        budget = money(draw, 12, 160)
        projects.append((work.object, budget, rounded(budget * Decimal(draw.uniform(0.9, 0.995)))))
    total = wages + goods + personal + sum(spent for _, _, spent in projects)
    whole = rounded(total * Decimal(draw.uniform(1.004, 1.04)))
    added = money(draw, 2, 30)
    asked = draw.choice([80, 100, 120, 150, 200, 240, 300])
    return Figures(
        year, start + came + draw.randint(1, 8), start, came, left, retired, wages, goods, personal, tuple(projects),
        whole - added, added, rounded(total * Decimal(draw.uniform(0.86, 1.14))), works, asked,
        round(asked * draw.uniform(0.905, 0.985)), (draw.randint(9, 11), draw.randint(1, 30)),
    )  # fmt: skip


def indicators_of(figures: Figures, speech: Speech) -> list[Indicator]:
    """Return the rows of the indicator table, weights 10 for execution, 50, 30 and 10."""
    rows = []
    output, benefit, satisfaction = LEVELS
    for work, weight in zip(figures.works, split(20, len(figures.works)), strict=True):
        score = prorated(weight, work.done, work.wanted) if work.short else None
        reason = f"原因：{speech.reason()}。措施：{speech.fix()}。" if work.short else ""
        target, actual = f"≥{work.wanted}{work.measure}", f"{work.done}{work.measure}"
        rows.append(Indicator(output, "数量指标", f"{work.verb}{work.object}", target, actual, weight, score, reason))
    rows += [rate_row(output, "质量指标", work, 5) for work in figures.works[:2]]
    first = figures.works[0]
    due, met = f"{figures.year}年12月10日前", f"{figures.year}年{figures.finished[0]}月{figures.finished[1]}日"
    rows.append(Indicator(output, "时效指标", f"{first.verb}{first.object}完成日期", due, met, 10))
    name, budget, spent = figures.projects[0]
    rows.append(Indicator(output, "成本指标", f"{name}项目支出", f"≤{budget}万元", f"{spent}万元", 10))
    rest = figures.works[2:]
    rows += [rate_row(benefit, "社会效益指标", w, n) for w, n in zip(rest, split(30, len(rest)), strict=True)]
    satisfied = rounded(Decimal(figures.content) / figures.asked * 100)
    whom = vocabulary()["kinds"][speech.unit.kind]["whom"]
    rows.append(Indicator(satisfaction, "服务对象满意度指标", f"{whom}满意度", "≥90%", f"{satisfied}%", 10))
    return rows


def rate_row(level: str, kind: str, work: Work, weight: int) -> Indicator:
    """Return the row of a work's rate."""
    return Indicator(
        level, kind, f"{work.object}{work.rate_name}", f"≥{work.rate_wanted}%", f"{work.rate_done}%", weight
    )


def split(whole: int, parts: int) -> list[int]:
    """Return ``whole`` points over ``parts`` rows, as evenly as whole points allow."""
    return [whole // parts + (i < whole % parts) for i in range(parts)]
