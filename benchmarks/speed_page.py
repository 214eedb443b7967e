"""The page and the plot that speed.py writes."""

from __future__ import annotations

import math
import os
import platform
import statistics
from collections.abc import Iterator, Sequence

TARGETS = {"warm text": 25, "scan": 2_000_000, "facts": 250_000, "pdf": 1.15, "help": 300, "check": 2500}
FEW_PAGES = 10


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the exponent of growth: the slope of a line through the logarithms; 1 is linear."""
    logs = [(math.log(x), math.log(y)) for x, y in points]
    return statistics.linear_regression(*zip(*logs, strict=True)).slope


def plot(series: dict[str, list[tuple[float, float]]]) -> str:
    """Return a plot of seconds over pages as SVG, both from zero."""
    width, height, left, bottom = 640, 360, 60, 40
    most_x = max(x for points in series.values() for x, _ in points)
    most_y = max(y for points in series.values() for _, y in points)
    across = lambda x: left + x / most_x * (width - left - 20)  # noqa: E731
    up = lambda y: height - bottom - y / most_y * (height - bottom - 20)  # noqa: E731
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif" font-size="12">',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        f'<path d="M{left} 20V{height - bottom}H{width - 20}" fill="none" stroke="black"/>',
    ]
    lines += [
        f'<text x="{across(x):.0f}" y="{height - 22}" text-anchor="middle">{x:g}</text>'
        for x in (0, most_x / 3, 2 * most_x / 3, most_x)
    ]
    lines += [
        f'<text x="{left - 6}" y="{up(y) + 4:.0f}" text-anchor="end">{y:.1f}</text>' for y in (0, most_y / 2, most_y)
    ]
    lines += [
        f'<text x="{width / 2}" y="{height - 6}" text-anchor="middle">pages</text>',
        '<text x="8" y="14">seconds</text>',
    ]
    for (name, points), colour in zip(series.items(), ("#1f5fa8", "#b5472f", "#3f7d3a"), strict=False):
        path = " ".join(f"{across(x):.1f},{up(y):.1f}" for x, y in points)
        x, y = points[-1]
        lines.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        lines.append(
            f'<text x="{across(x) - 6:.0f}" y="{up(y) - 6:.0f}" text-anchor="end" fill="{colour}">{name}</text>'
        )
    return "\n".join([*lines, "</svg>", ""])


def row(*cells: object) -> str:
    """Return a row of a Markdown table."""
    return f"| {' | '.join(str(c) for c in cells)} |"


def table(*head: str) -> Iterator[str]:
    """Yield the head of a Markdown table whose further columns hold numbers."""
    yield row(*head)
    yield row("---", *["---:"] * (len(head) - 1))


def markdown(found: dict[str, dict[str, object]]) -> Iterator[str]:
    """Yield the lines of the report."""
    yield from (
        "# Speed",
        "",
        "Made by `make speed`. Processor time of one core, median of several runs, each measure in a process of its own.",
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors.",
        "",
        "## A whole audit, warm",
        "",
        *table("document", "ms, seen for the first time", "again", "reports a second on two cores"),
        *(
            row(name, f"{ms['new']:.0f}", f"{ms['again']:.0f}", f"{2000 / ms['new']:.0f}")
            for name, ms in found["warm"].items()
        ),
        "",
        f"Targets: a self-evaluation report in text ≤ {TARGETS['warm text']} ms; 40 text or docx reports a second on two cores.",
        "",
        "By stage, milliseconds:",
        "",
        *of_stages(found["stages"]),
        "",
        "## From the start of the process",
        "",
        *table("command", "ms"),
        *(row(f"`{name}`", f"{ms:.0f}") for name, ms in found["cold"].items()),
        "",
        f"Targets: `--help` < {TARGETS['help']} ms, `check` ≤ {TARGETS['check']:,} ms. Bytecode is kept, as in an installed program.",
        "",
        *of_text(found),
        *of_pdf(found["pdf"]),
        *of_growth(found["growth"]),
    )


def of_stages(spent: dict[str, dict[str, float]]) -> Iterator[str]:
    """Yield the table of what each stage takes of an audit."""
    steps = list(next(iter(spent.values())))
    yield from table("document", *steps)
    yield from (row(name, *(f"{ms[step]:.1f}" for step in steps)) for name, ms in spent.items())


def of_text(found: dict[str, dict[str, object]]) -> Iterator[str]:
    """Yield the section on recognising figures in text."""
    yield from ("## Text", "", *table("what", "characters", "characters/s, new text", "again"))
    for name, label in (("scan", "spans and values"), ("facts", "facts with subject, period and basis")):
        figures = found[name]
        yield row(label, f"{figures['characters']:,}", f"{figures['fresh']:,.0f}", f"{figures['again']:,.0f}")
    for name, label in (
        ("jionlp", "JioNLP, money only"),
        ("recognizers", "Recognizers-Text, currency and percentages"),
    ):
        figures = found["peers"][name]
        if isinstance(figures, str):
            yield row(label, figures, "", "")
        else:
            yield row(label, f"{figures['characters']:,}", f"{figures['characters'] / figures['seconds']:,.0f}", "")
    targets = f"Targets: {TARGETS['scan']:,} and {TARGETS['facts']:,} characters/s."
    yield from ("", f"{targets} Peers ran in their own processes on the same text.", "")


def of_pdf(reading: dict[str, dict[str, float]]) -> Iterator[str]:
    """Yield the section on reading PDFs."""
    head = ("document", "read here, ms", "pdfplumber, objects only", "pdfplumber, text and tables", "ratio to the last")
    yield from ("## PDF", "", *table(*head))
    for name, ms in reading.items():
        own, bare, full = ms["own"], ms["objects"], ms["text and tables"]
        yield row(name, f"{own:.0f}", f"{bare:.0f}", f"{full:.0f}", f"{own / full:.2f}")
    yield from ("", f"Target: at most {TARGETS['pdf']} times what pdfplumber alone needs.", "")


def of_growth(growing: dict[str, dict[str, float]]) -> Iterator[str]:
    """Yield the section on long documents."""
    yield from (
        "## Growth",
        "",
        "![seconds over pages](speed-growth.svg)",
        "",
        *table("pages", "reading, s", "audit without reading, s"),
    )
    yield from (row(pages, f"{s['read']:.2f}", f"{s['audit']:.2f}") for pages, s in growing.items())
    long = {name: [p for p in points if p[0] >= FEW_PAGES] for name, points in curves(growing).items()}
    exponents = ", ".join(f"{name} {slope(points):.2f}" for name, points in long.items())
    yield from ("", f"Exponent of growth from {FEW_PAGES} pages on (1 is linear): {exponents}.")


def curves(growing: dict[str, dict[str, float]]) -> dict[str, list[tuple[float, float]]]:
    """Return the measured points of each part of the work."""
    return {name: [(float(pages), s[name]) for pages, s in growing.items()] for name in ("read", "audit")}
