"""The statistics of a store as charts: districts, groups of rules, years, scores."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from wenbiao.corpus import charts, intervals
from wenbiao.corpus.caterpillar import Block, Interval, caterpillar
from wenbiao.corpus.charts import Chart
from wenbiao.corpus.measures import Frame, Kind, Measure
from wenbiao.corpus.pictured import QUALITY_BANDS, SELF_BANDS
from wenbiao.corpus.statistics import Estimate, Group, Statistics
from wenbiao.report.messages import Words

COMPARED = ("holding", "errors", "with_errors", "vague", "boilerplate_goals", "quality", "praised_with_errors")
"""The measures by which districts are compared, the first one shown first."""
YEARLY = ("holding", "errors", "vague", "quality")
HEAT = tuple(f"WB{n}" for n in range(1, 9))
MOST_ROWS = 80
"""Districts on one chart; of more the two ends are drawn, the middle is left to the tables."""
MOST_HEAT_ROWS = 60
RANGE = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table beside a chart."""

    name: str
    count: int
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure as a chart with the numbers it was drawn from; ``left_out`` rows are not drawn."""

    id: str
    name: str
    chart: Chart
    rows: tuple[Row, ...] = ()
    left_out: int = 0


def number(value: float, measure: Measure) -> str:
    """Return a value of a measure as printed: percentages with one decimal, all else with two."""
    places = 1 if measure.unit in ("%", "分") else 2
    return f"{round(value, places) + 0.0:.{places}f}"


def named(measure: Measure) -> str:
    """Return the name of a measure with its unit."""
    return f"{measure.name}（{measure.unit}）" if measure.unit else measure.name


def measured(found: Statistics, group: Group, id_: str) -> tuple[Measure, Estimate | None]:
    """Return a measure and what it is in a group."""
    return next(m for m in found.measures if m.id == id_), group.estimate(id_)


def by_district(found: Statistics, words: Words) -> Iterator[Comparison]:
    """Yield the comparisons of districts, the best first; without enough of them to pool, raw values stand alone."""
    places = [g for g in found.groups if g.key]
    for id_ in COMPARED:
        measure, whole = measured(found, found.whole, id_)
        rows = [(g, e) for g in places if (e := g.estimate(id_)) is not None]
        if len(rows) < 2 or whole is None:  # noqa: PLR2004 - one alone is compared with nothing
            continue
        ordered = sorted(
            rows,
            key=lambda r: (
                (0, -measure.better * pooled(r[1])[0]) if r[1].documents >= found.fewest else (1, 0.0),
                r[0].key,
            ),
        )
        blocks, left_out = blocks_of(ordered, measure, found.fewest, words)
        chart = caterpillar(blocks, named(measure), words("board.count"), whole.value)
        table = tuple(Row(g.name, e.documents, tuple(numbers(e, measure))) for g, e in ordered)
        yield Comparison(id_, measure.name, chart, table, left_out)


def blocks_of(
    ordered: Sequence[tuple[Group, Estimate]], measure: Measure, fewest: int, words: Words
) -> tuple[list[Block], int]:
    """Return the districts as drawn, both ends of many and those too small apart, and how many are not drawn."""
    ranked = [interval_row(g, e, measure, words) for g, e in ordered if e.documents >= fewest]
    small = [interval_row(g, e, measure, words, faint=True) for g, e in ordered if e.documents < fewest]
    blocks = [Block(tuple(ranked))]
    if len(ranked) > MOST_ROWS:
        half = MOST_ROWS // 2
        left = words("board.between", count=len(ranked) - MOST_ROWS)
        blocks = [Block(tuple(ranked[:half])), Block(tuple(ranked[-half:]), left)]
    if small:
        blocks.append(Block(tuple(small[:MOST_ROWS]), words("board.unranked")))
    return blocks, len(ordered) - sum(len(block.rows) for block in blocks)


def pooled(estimate: Estimate) -> tuple[float, float, float]:
    """Return the pooled value with its interval, the raw one where nothing could be pooled."""
    if estimate.pooled is None:
        return estimate.value, estimate.low, estimate.high
    return estimate.pooled.value, estimate.pooled.low, estimate.pooled.high


def numbers(estimate: Estimate, measure: Measure) -> Iterator[str]:
    """Yield the raw value, the pooled value and its interval as printed."""
    value, low, high = pooled(estimate)
    yield number(estimate.value, measure)
    yield number(value, measure)
    yield f"{number(low, measure)}{RANGE}{number(high, measure)}"


def interval_row(group: Group, estimate: Estimate, measure: Measure, words: Words, *, faint: bool = False) -> Interval:
    """Return one district as a row of a dot plot."""
    value, low, high = pooled(estimate)
    shown = {"value": number(value, measure), "low": number(low, measure), "high": number(high, measure)}
    tip = words(
        "board.tip.place", name=group.name, raw=number(estimate.value, measure), count=estimate.documents, **shown
    )
    raw = estimate.value if estimate.pooled is not None else None
    return Interval(group.name, value, low, high, raw, estimate.documents, tip, f"division={group.key}", faint)


def by_group(found: Statistics, words: Words) -> tuple[Chart | None, int]:
    """Return findings per 100 figures by district and group of rules, and how many districts are left out.

    The district with the most stands first; those with too few reports follow in the order of their codes.
    """
    places = [g for g in found.groups if g.key and g.estimate("errors") is not None]
    ordered = sorted(places, key=lambda g: (-found_in(g) if g.documents >= found.fewest else 1.0, g.key))[
        :MOST_HEAT_ROWS
    ]
    if not ordered:
        return None, 0
    fields = [[heat_field(g, code, words) for code in HEAT] for g in ordered]
    return charts.heat_map([g.name for g in ordered], [words.group(c) for c in HEAT], fields), len(places) - len(
        ordered
    )


def found_in(group: Group) -> float:
    """Return the findings of all groups of rules per 100 figures."""
    return sum(estimate.value for code in HEAT if (estimate := group.estimate(code)) is not None)


def heat_field(group: Group, code: str, words: Words) -> charts.Field:
    """Return one cell: findings of a group of rules in a district."""
    estimate = group.estimate(code)
    if estimate is None:
        return charts.Field(None, "")
    shown = {"value": f"{estimate.value:.2f}", "count": estimate.documents}
    tip = words("board.tip.cell", place=group.name, group=words.group(code), **shown)
    return charts.Field(estimate.value, tip, f"division={group.key}&code={code}")


def by_year(found: Statistics, words: Words) -> Iterator[Comparison]:
    """Yield how measures went over the years, those with a known year."""
    for id_ in YEARLY:
        measure, _ = measured(found, found.whole, id_)
        points = [
            year_point(g.key, e, measure, words) for g in found.groups if g.key and (e := g.estimate(id_)) is not None
        ]
        if points:
            yield Comparison(id_, named(measure), charts.trend(points, "", words("board.count")))


def year_point(year: str, estimate: Estimate, measure: Measure, words: Words) -> charts.Point:
    """Return one year of a trend."""
    ends = {
        "value": number(estimate.value, measure),
        "low": number(estimate.low, measure),
        "high": number(estimate.high, measure),
    }
    tip = words("board.tip.year", name=measure.name, year=year, count=estimate.documents, **ends)
    return charts.Point(year, estimate.value, estimate.low, estimate.high, estimate.documents, tip, f"year={year}")


def changed(found: Statistics) -> Iterator[tuple[str, ...]]:
    """Yield the changes of the same units between years: measure, years, units, change, interval."""
    known = {m.id: m for m in found.measures}
    for change in found.changes:
        if change.key == "" and change.measure in YEARLY:
            m = known[change.measure]
            ends = f"{number(change.low, m)} ~ {number(change.high, m)}"
            shown = ("+" if change.difference > 0 else "") + number(change.difference, m)
            yield named(m), f"{change.earlier}→{change.later}", str(change.units), shown, ends


def scores(frame: Frame, words: Words) -> Chart | None:
    """Return the distribution of the quality of narratives with median and quartiles."""
    at = place_of(frame, "quality")
    values = frame.numerators[frame.denominators[:, at] > 0, at]
    if not len(values):
        return None
    bands = np.minimum((values * QUALITY_BANDS).astype(int), QUALITY_BANDS - 1)
    columns = []
    for band, count in enumerate(np.bincount(bands, minlength=QUALITY_BANDS)):
        low, high = band / QUALITY_BANDS, (band + 1) / QUALITY_BANDS
        tip = words("board.tip.band", low=f"{low:.2f}", high=f"{high:.2f}", count=int(count))
        columns.append(charts.Column(low, high, int(count), tip, f"band={band}" if count else ""))
    first, median, third = (float(q) for q in np.quantile(values, [0.25, 0.5, 0.75]))
    lines = [
        (words(f"board.scores.{name}", value=f"{value:.2f}"), value)
        for name, value in (("low", first), ("median", median), ("high", third))
    ]
    return charts.histogram(columns, lines, words("board.scores.unit"), words("board.count"))


def self_scores(frame: Frame, words: Words) -> Chart | None:
    """Return the share of reports with errors by bands of the self-score, with intervals that take units as drawn."""
    at = place_of(frame, "with_errors")
    ends = [*SELF_BANDS[1:], np.inf]
    points = []
    for band, (low, high) in enumerate(zip(SELF_BANDS, ends, strict=True)):
        rows = np.flatnonzero((frame.scores >= low) & (frame.scores < high))
        if not len(rows):
            continue
        n, d = intervals.by_unit(
            frame.numerators[rows, at : at + 1], frame.denominators[rows, at : at + 1], frame.units[rows]
        )
        effect = intervals.design_effect(n[:, 0], d[:, 0], Kind.SHARE, 1.0)
        hit, count = float(n.sum()), float(d.sum())
        least, most = (100 * v for v in intervals.counts_interval(hit / effect, count / effect, Kind.SHARE))
        name = f"{low}" if low == SELF_BANDS[-1] else f"{low}{RANGE}{high:g}"
        value = 100 * hit / count
        shown = {"value": f"{value:.1f}", "low": f"{least:.1f}", "high": f"{most:.1f}", "count": len(rows)}
        tip = words("board.tip.self", band=name, **shown)
        points.append(charts.Point(name, value, least, most, len(rows), tip, f"self={band}"))
    if not points:
        return None
    return charts.trend(points, words("board.selfscore.unit"), words("board.count"), joined=False, width=charts.WIDTH)


def place_of(frame: Frame, id_: str) -> int:
    """Return the column of a measure."""
    return next(i for i, m in enumerate(frame.measures) if m.id == id_)


def rule_bars(rows: Sequence[tuple[str, str, int]], documents: int, words: Words) -> Chart | None:
    """Return the rules that most documents break: ``(code, title, documents)`` of each."""
    made = [
        charts.Bar(
            f"{code} {title}",
            100 * hit / max(documents, 1),
            words("board.bar.note", hit=f"{hit:,}", documents=f"{documents:,}"),
            words("board.tip.bar", name=f"{code} {title}", hit=hit, documents=documents),
            f"code={code}",
        )
        for code, title, hit in rows
    ]
    return charts.bars(made, words("board.rules.unit")) if made else None


def indicator_bars(rows: Sequence[tuple[str, int, int]], words: Words) -> Chart | None:
    """Return the indicators with vague targets: ``(name, documents, vague ones)`` of each."""
    made = [
        charts.Bar(
            name,
            100 * hit / documents,
            words("board.bar.note", hit=f"{hit:,}", documents=f"{documents:,}"),
            words("board.tip.bar", name=name, hit=hit, documents=documents),
            f"indicator={place}",
        )
        for place, (name, documents, hit) in enumerate(rows)
    ]
    return charts.bars(made, words("board.indicators.unit")) if made else None
