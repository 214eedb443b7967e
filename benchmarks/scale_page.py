"""The page and the plot that scale.py writes."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from speed_page import row, table

if TYPE_CHECKING:
    from scale import Run

TARGETS = {"rate": 40, "question": 1.0, "commands": 60.0}
WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 640, 320, 70, 48, 28


def markdown(runs: Sequence[Run], found: dict[str, Any]) -> Iterator[str]:
    """Yield the lines of the report."""
    whole = runs[-1]
    yield from (
        "# Scale",
        "",
        f"Made by `make scale REPORTS={found['reports']}`. Synthetic reports (`benchmarks/synthetic.py`: text, Word, web, Excel, PDF), "
        f"{found['workers']} workers, seconds on the clock, start of the processes included.",
        f"Python {platform.python_version()}, {platform.machine()}, {os.cpu_count()} processors.",
        "",
        "## Runs from an empty store",
        "",
        *table("reports", "s", "reports/s", "processor ms a report", "driver, MB", "largest worker, MB", "store, MB", "parts"),
        *(
            row(f"{r.documents:,}", f"{r.seconds:.0f}", f"{r.documents / r.seconds:.1f}",
                f"{1000 * r.processor_seconds / r.documents:.0f}", f"{r.driver_mb:.0f}", f"{r.worker_mb:.0f}", f"{r.store_mb:.1f}", r.parts)
            for r in runs
        ),
        "",
        f"Not audited in the last run: {whole.failed}. Target: at least {TARGETS['rate']} reports a second on two cores.",
        f"Each further thousand reports took {further(runs)}: linear when these agree.",
        "",
        "![seconds and memory over reports](scale.svg)",
        "",
    )  # fmt: skip
    if "killed" in found:
        killed = found["killed"]
        yield from (
            "## Killed drivers",
            "",
            f"The driver of a run over {found['killed over']:,} reports was killed (SIGKILL) {killed['kills']} times, "
            f"{killed['first']:.1f} to {killed['last']:.1f} s after its start, and run once more: every table held the same rows as "
            f"after the undisturbed run. All starts together took {killed['seconds']:.0f} s.",
            "",
        )
    yield from ("## Where the time goes", "", "Milliseconds of processor time a report, one process, warm.", "")
    yield from table("stage", "ms")
    yield from (row(name, f"{ms:.1f}") for name, ms in found["stages"].items())
    yield ""
    yield from (
        "## Questions",
        "",
        f"Over {whole.documents:,} reports, opening the store included. Target: each under 1 s.",
        "",
    )
    yield from table("question", "s")
    yield from (row(name, f"{seconds:.2f}") for name, seconds in found["questions"].items())
    yield from ("", "## Commands", "", "Target: under a minute together.", "", *table("command", "s"))
    yield from (row(name, f"{seconds:.1f}") for name, seconds in found["commands"].items())
    yield row("together", f"{sum(found['commands'].values()):.1f}")


def further(runs: Sequence[Run]) -> str:
    """Return what a thousand reports more cost from each run to the next, which leaves the start of the processes out."""
    told = [
        f"{1000 * (b.seconds - a.seconds) / (b.documents - a.documents):.1f} s from {a.documents:,} to {b.documents:,}"
        for a, b in pairwise(runs)
    ]
    return ", ".join(told)


def plot(runs: Sequence[Run]) -> str:
    """Return seconds and memory over reports as SVG, all axes from zero."""
    most_x, most_y = runs[-1].documents, max(r.seconds for r in runs)
    most_mb = 1.2 * max(max(r.driver_mb, r.worker_mb) for r in runs)
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{2 * WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12">',
            f'<rect width="{2 * WIDTH}" height="{HEIGHT}" fill="white"/>',
            *panel(0, "seconds", most_x, most_y, {"time": [(r.documents, r.seconds) for r in runs]}),
            *panel(
                WIDTH, "MB", most_x, most_mb,
                {"driver": [(r.documents, r.driver_mb) for r in runs], "largest worker": [(r.documents, r.worker_mb) for r in runs]},
            ),
            "</svg>",
            "",
        ]
    )  # fmt: skip


def panel(
    offset: int, name: str, most_x: float, most_y: float, series: dict[str, list[tuple[float, float]]]
) -> Iterator[str]:
    """Yield one panel: axes, numbers, and a line for each series."""
    left, right, low = offset + LEFT, offset + WIDTH - 24, HEIGHT - BOTTOM
    yield f'<path d="M{left} {TOP}V{low}H{right}" fill="none" stroke="black"/>'
    yield f'<text x="{left}" y="{TOP - 10}" text-anchor="middle">{name}</text>'
    yield f'<text x="{(left + right) / 2}" y="{HEIGHT - 8}" text-anchor="middle">reports</text>'
    for share in (0.0, 0.5, 1.0):
        yield f'<text x="{left + share * (right - left):.0f}" y="{low + 18}" text-anchor="middle">{share * most_x:,.0f}</text>'
        yield f'<text x="{left - 6}" y="{low - share * (low - TOP) + 4:.0f}" text-anchor="end">{share * most_y:,.0f}</text>'
    for (label, points), colour, dash in zip(series.items(), ("#1f5fa8", "#b5472f"), ("", "6 3"), strict=False):
        places = [(left + x / most_x * (right - left), low - y / most_y * (low - TOP)) for x, y in points]
        path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        yield f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
        yield from (f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places)
        x, y = places[-1]
        yield f'<text x="{x - 6:.0f}" y="{y - 8:.0f}" text-anchor="end" fill="{colour}">{label}</text>'
