"""Statistics written down: text for the screen, CSV, JSON and one self-contained page; the limits of use stand in each."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
from collections.abc import Iterator
from html import escape
from typing import TypeAlias

from wenbiao.corpus.measures import By, Measure
from wenbiao.corpus.paired import Change
from wenbiao.corpus.statistics import Estimate, Group, Statistics
from wenbiao.report.width import pad, width

SCHEMA = "wenbiao.corpus-stats/1"
GROUPED = {By.DIVISION: "地区", By.PARENT: "上级地区", By.YEAR: "年度", By.UNIT_TYPE: "单位类型", By.GENRE: "报告类型"}
SHOWN = ("holding", "errors", "vague", "boilerplate_goals", "quality", "self_score")
"""The measures on the screen; the other formats have all."""
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet would run as a formula."""
COLUMNS = (
    "row", "by", "key", "name", "documents", "units", "measure", "measure_name", "unit", "numerator", "denominator", "value", "low", "high",
    "pooled", "pooled_low", "pooled_high", "rank", "rank_low", "rank_high", "median", "median_low", "median_high", "first_quartile",
    "third_quartile", "deviation", "earlier", "later", "before", "after",
)  # fmt: skip
STYLE = """
body { font: 15px/1.6 "Source Han Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif }
body { margin: 2em auto; max-width: 70em; padding: 0 1em }
table { border-collapse: collapse; width: 100%; margin: .5em 0 2em }
th, td { border-bottom: 1px solid #ccc; padding: .2em .6em; text-align: left }
td.n, th.n { text-align: right; font-variant-numeric: tabular-nums }
caption { text-align: left; font-weight: bold; padding: .4em 0 }
.limits { border-left: 4px solid #0072b2; padding: .2em 1em; background: #f3f7fa }
.few { color: #666 }
thead { display: table-header-group }
@media print { body { margin: 0; max-width: none } tr { break-inside: avoid } }
"""
Value: TypeAlias = str | int | float | None
Line: TypeAlias = dict[str, Value]


def number(value: float | None, measure: Measure) -> str:
    """Return a value as printed: percentages and scores with one decimal, all else with two."""
    return "" if value is None else f"{value:.1f}" if measure.unit in ("%", "分") else f"{value:.2f}"


def as_text(found: Statistics) -> str:
    """Return the main measures as a table for the screen, with the limits of use under it."""
    shown = [m for m in found.measures if m.id in SHOWN]
    head = [GROUPED[found.by], "报告", "单位", *(m.name + (f"（{m.unit}）" if m.unit else "") for m in shown)]
    rows = [head]
    for group in (*found.groups, found.whole):
        cells = [bracketed(group.estimate(m.id), m) for m in shown]
        rows.append([group.name, str(group.documents), str(group.units), *cells])
    widths = [max(width(row[i]) for row in rows) for i in range(len(head))]
    lines = ["  ".join(pad(text, w) for text, w in zip(row, widths, strict=True)).rstrip() for row in rows]
    note = f"方括号内为 95% 区间；报告少于 {found.fewest} 份的组不排名。"
    return "\n".join([*lines, "", note, *found.limits, ""])


def bracketed(estimate: Estimate | None, measure: Measure) -> str:
    """Return a value with its interval, or a dash."""
    if estimate is None:
        return "—"
    value, low, high = (number(v, measure) for v in (estimate.value, estimate.low, estimate.high))
    return f"{value} [{low}, {high}]"


def lines_of(found: Statistics) -> Iterator[Line]:
    """Yield one line for each measure of each group, then the changes, then the limits of use."""
    measures = {m.id: m for m in found.measures}
    by = found.by.value
    for group in (found.whole, *found.groups):
        kind = "whole" if group is found.whole else "group"
        for estimate in group.estimates:
            yield {"row": kind, "by": by, **group_line(group, estimate, measures[estimate.measure])}
    names = {g.key: g.name for g in found.groups} | {"": found.whole.name}
    for change in found.changes:
        yield {
            "row": "change",
            "by": by,
            "name": names[change.key],
            **change_line(change, measures[change.measure]),
        }
    for text in found.limits:
        yield {"row": "limit", "name": text}


def group_line(group: Group, estimate: Estimate, measure: Measure) -> Line:
    """Return the columns of one measure of one group."""
    spread, pooled, rank = estimate.spread, estimate.pooled, estimate.rank
    line: Line = {
        "key": group.key, "name": group.name, "documents": estimate.documents, "units": group.units, "measure": measure.id,
        "measure_name": measure.name, "unit": measure.unit, "numerator": estimate.numerator, "denominator": estimate.denominator,
        "value": estimate.value, "low": estimate.low, "high": estimate.high, "median": spread.median.value, "median_low": spread.median.low,
        "median_high": spread.median.high, "first_quartile": spread.first_quartile, "third_quartile": spread.third_quartile,
        "deviation": spread.deviation,
    }  # fmt: skip
    if pooled is not None:
        line |= {"pooled": pooled.value, "pooled_low": pooled.low, "pooled_high": pooled.high}
    if rank is not None:
        line |= {"rank": rank.place, "rank_low": rank.low, "rank_high": rank.high}
    return line


def change_line(change: Change, measure: Measure) -> Line:
    """Return the columns of one change; ``value`` is the difference."""
    return {
        "key": change.key, "units": change.units, "measure": measure.id, "measure_name": measure.name, "unit": measure.unit,
        "value": change.difference, "low": change.low, "high": change.high, "earlier": change.earlier, "later": change.later,
        "before": change.before, "after": change.after,
    }  # fmt: skip


def as_csv(found: Statistics) -> str:
    """Return one line for each measure of each group and each change; names a spreadsheet would run get an apostrophe."""
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([shown(line.get(column)) for column in COLUMNS] for line in lines_of(found))
    return stream.getvalue()


def shown(value: Value) -> str:
    """Return a value of a CSV line: numbers with at most six places."""
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".")
    text = "" if value is None else str(value)
    return "'" + text if isinstance(value, str) and text.startswith(DANGEROUS) else text


def as_json(found: Statistics, *, ascii_only: bool = False) -> str:
    """Return everything as one JSON object."""
    measures = [
        {"id": m.id, "name": m.name, "kind": m.kind.value, "unit": m.unit, "better": m.better} for m in found.measures
    ]
    whole = dataclasses.asdict(found) | {"measures": measures}
    return json.dumps({"schema": SCHEMA, **whole}, ensure_ascii=ascii_only, indent=1) + "\n"


def as_html(found: Statistics) -> str:
    """Return one page that needs nothing else: a table for each measure, then the changes between years."""
    title = f"统计：按{GROUPED[found.by]}"
    limits = "".join(f"<p>{escape(text)}</p>" for text in found.limits)
    tables = "".join(measure_table(found, m) for m in found.measures)
    changed = "".join(change_table(found, m) for m in found.measures)
    more = f"<h2>年度变化（两年都有报告的同一批单位）</h2>{changed}" if changed else ""
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}</title><style>{STYLE}</style></head>\n'
        f'<body><h1>{title}</h1><div class="limits">{limits}</div>\n'
        f"<p>共 {found.whole.documents} 份报告、{found.whole.units} 个单位。"
        f"方括号内为 95% 区间；报告少于 {found.fewest} 份的组不排名。</p>\n"
        f"{tables}{more}</body></html>\n"
    )


def measure_table(found: Statistics, measure: Measure) -> str:
    """Return the table of one measure, ranked groups first, then the others by name."""
    rows = [(g, e) for g in found.groups if (e := g.estimate(measure.id)) is not None]
    if not rows:
        return ""
    rows.sort(key=lambda pair: (pair[1].rank.place if pair[1].rank else len(rows) + 1, pair[0].name))
    head = ("名次", GROUPED[found.by], "报告", "单位", "实测值", "合并估计", "中位数", "四分位", "标准差")
    body = "".join(measure_row(g, e, measure) for g, e in rows)
    caption = measure.name + (f"（{measure.unit}）" if measure.unit else "")
    return table(caption, head, body, texts=2)


def measure_row(group: Group, estimate: Estimate, measure: Measure) -> str:
    """Return one group's row."""
    spread, rank, pooled = estimate.spread, estimate.rank, estimate.pooled
    cells = [
        f"{rank.place}（{rank.low}–{rank.high}）" if rank else "—",
        group.name,
        str(estimate.documents),
        str(group.units),
        bracketed(estimate, measure),
        f"{number(pooled.value, measure)} [{number(pooled.low, measure)}, {number(pooled.high, measure)}]"
        if pooled
        else "—",
        f"{number(spread.median.value, measure)} [{number(spread.median.low, measure)}, {number(spread.median.high, measure)}]",
        f"{number(spread.first_quartile, measure)}–{number(spread.third_quartile, measure)}",
        number(spread.deviation, measure),
    ]
    return row(cells, texts=2, few=rank is None)


def change_table(found: Statistics, measure: Measure) -> str:
    """Return the changes of one measure; nothing where no unit reported in two neighbouring years."""
    names = {g.key: g.name for g in found.groups} | {"": found.whole.name}
    rows = [c for c in found.changes if c.measure == measure.id]
    body = "".join(
        row([names[c.key], f"{c.earlier}→{c.later}", str(c.units), number(c.before, measure), number(c.after, measure),
             f"{number(c.difference, measure)} [{number(c.low, measure)}, {number(c.high, measure)}]"], texts=2, few=c.low <= 0 <= c.high)
        for c in rows
    )  # fmt: skip
    head = (GROUPED[found.by], "年度", "单位", "前一年", "后一年", "变化")
    return table(measure.name, head, body, texts=2) if rows else ""


def table(caption: str, head: tuple[str, ...], body: str, texts: int) -> str:
    """Return a table whose first ``texts`` columns are texts, the rest numbers."""
    cells = "".join(f"<th{'' if i < texts else ' class=n'}>{escape(text)}</th>" for i, text in enumerate(head))
    return f"<table><caption>{escape(caption)}</caption><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>\n"


def row(cells: list[str], texts: int, *, few: bool) -> str:
    """Return a row; ``few`` marks what is not ranked, or a change that may be none."""
    inner = "".join(f"<td{'' if i < texts else ' class=n'}>{escape(text)}</td>" for i, text in enumerate(cells))
    return f"<tr{' class=few' if few else ''}>{inner}</tr>"
