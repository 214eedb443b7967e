"""Measures whether the statistics of a corpus recover the rates at which faults were planted, and writes reports/statistics.md.

python benchmarks/coverage.py                     writes a corpus, audits it, measures (20,000 reports: a quarter of an hour)
python benchmarks/coverage.py --work F --again    measures once more what an earlier run left in F

The planted rate of a district is the parameter its units were drawn from, not the count that came out, so an interval has
to allow for both the drawing of units and that of faults. Nothing is tuned on this corpus.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "fixtures"), str(ROOT / "benchmarks")]

import numpy as np  # noqa: E402
from invented.compose import Plan, draft, entries  # noqa: E402
from invented.faults import FIGURES  # noqa: E402
from invented.places import CONCENTRATION, districts  # noqa: E402
from scipy.special import betaln  # noqa: E402
from synthetic import write  # noqa: E402

from wenbiao.corpus.measures import By, load  # noqa: E402
from wenbiao.corpus.query import connect  # noqa: E402
from wenbiao.corpus.statistics import Estimate, Statistics, statistics_of  # noqa: E402
from wenbiao.corpus.store import Store  # noqa: E402

PAGE = ROOT / "reports" / "statistics.md"
YEARS = tuple(range(2020, 2025))
FORMATS = (("txt", 0.6), ("docx", 0.4))
ASKED = {"satisfaction", "work-in-text"}
"""Faults that a reviewer is asked about (warning): the form words the same thing differently, so arithmetic alone proves nothing."""
PROVEN = [name for name, kind in FIGURES.items() if kind.detectable and name not in ASKED]
"""Faults that arithmetic or the form proves: an audit has to report an error."""
SIZES = ((1, 2), (3, 5), (6, 10), (11, 10**6))
MOST_UNITS = 10**6


@dataclass(frozen=True, slots=True)
class Interval:
    """One district's estimate beside the truth."""

    units: int
    estimate: Estimate
    truth: float


def beta_moment(rate: float, hits: int, misses: int) -> float:
    """Return the mean of p^hits·(1−p)^misses over the units of a district with ``rate``."""
    a, b = rate * CONCENTRATION, (1 - rate) * CONCENTRATION
    return math.exp(betaln(a + hits, b + misses) - betaln(a, b))


@dataclass(frozen=True, slots=True)
class Scale:
    """What a report holds on average over the whole corpus: figures, rows that may lack a reason, errors for each proven fault."""

    figures: float
    reasons: float
    errors_per_fault: float


def truths(scale: Scale) -> dict[str, Callable[[Any], float]]:
    """Return for each measure the planted rate of a district, in the measure's unit."""
    fixed = len(PROVEN) - 1
    return {
        # the score in the text can be wrong only where its section is not left out
        "with_errors": lambda d: (
            100 * (1 - beta_moment(d.slip, 0, fixed) + (1 - d.gap) * beta_moment(d.slip, 1, fixed))
        ),
        "vague": lambda d: 100 * d.vague,
        "WB6": lambda d: 100 * d.gap * (2 + scale.reasons) / scale.figures,
        "WB8": lambda d: 100 * d.slip / scale.figures,
        "errors": lambda d: 100 * d.slip * (fixed + 1 - d.gap) * scale.errors_per_fault / scale.figures,
    }


def audited(plan: Plan, work: Path, workers: int) -> None:
    """Write the corpus into ``work`` and audit it into ``work/store``."""
    write(plan, work, workers)
    command = [
        sys.executable,
        "-m",
        "wenbiao",
        "corpus",
        "run",
        str(work / "documents"),
        "--store",
        str(work / "store"),
    ]
    subprocess.run([*command, "--workers", str(workers)], check=True)


def joined(work: Path) -> dict[str, dict[str, Any]]:
    """Return the truth about each document by its key in the store."""
    told = {t["path"]: t for t in map(json.loads, (work / "truth.jsonl").read_text(encoding="utf-8").splitlines())}
    rows = connect(Store(work / "store")).execute(
        "SELECT document, path, unit, year, division_code, facts, errors, warnings, goals, goals_vague FROM documents"
    )
    names = [column[0] for column in rows.description]
    found = {}
    for row in rows.fetchall():
        document = dict(zip(names, row, strict=True))
        path = document["path"].replace("\\", "/").split("documents/")[-1]
        if path in told:
            found[document["document"]] = {"truth": told[path], **document}
    return found


def scale_of(plan: Plan, documents: dict[str, dict[str, Any]]) -> Scale:
    """Return what reports hold on average."""
    sample = entries(plan)[:: max(1, len(entries(plan)) // 800)]
    reasons = [sum(bool(v) for k, v in draft(plan, e).slots.items() if k.startswith("reason")) for e in sample]
    proven = sum(p["kind"] in PROVEN for d in documents.values() for p in d["truth"]["planted"])
    errors = sum(d["errors"] for d in documents.values())
    figures = sum(d["facts"] for d in documents.values())
    return Scale(figures / len(documents), float(np.mean(reasons)), errors / proven)


def intervals_of(found: Statistics, plan: Plan, scale: Scale) -> dict[str, list[Interval]]:
    """Return every district's estimates beside the truth."""
    planted = {d.code: d for d in districts(plan.seed, plan.districts)}
    pairs: dict[str, list[Interval]] = defaultdict(list)
    for group in found.groups:
        if group.key not in planted:
            continue
        for measure, truth in truths(scale).items():
            estimate = group.estimate(measure)
            if estimate is not None and estimate.pooled is not None:
                pairs[measure].append(Interval(group.units, estimate, truth(planted[group.key])))
    return pairs


def coverage_rows(pairs: dict[str, list[Interval]], found: Statistics) -> Iterator[str]:
    """Yield the table of bias and coverage."""
    names = {m.id: f"{m.name}（{m.unit}）" for m in found.measures}
    yield "| measure | intervals | planted, mean | bias | error alone | error pooled | **coverage alone** | **coverage pooled** |"
    yield "|---|---:|---:|---:|---:|---:|---:|---:|"
    for measure, rows in pairs.items():
        truth = np.array([r.truth for r in rows])
        value = np.array([r.estimate.value for r in rows])
        pooled = np.array([r.estimate.pooled.value for r in rows if r.estimate.pooled])
        yield (
            f"| {names[measure]} | {len(rows)} | {truth.mean():.3f} | {(value - truth).mean():+.3f} | {rms(value - truth):.3f} "
            f"| {rms(pooled - truth):.3f} | {percent(alone(rows))} | {percent(borrowed(rows))} |"
        )


def size_rows(pairs: dict[str, list[Interval]]) -> Iterator[str]:
    """Yield coverage alone by the number of units in a district."""
    yield "| units in the district | " + " | ".join(pairs) + " |"
    yield "|---|" + "---:|" * len(pairs)
    for low, high in SIZES:
        cells = []
        for rows in pairs.values():
            some = [r for r in rows if low <= r.units <= high]
            cells.append(f"{percent(alone(some))} of {len(some)}" if some else "—")
        label = f"{low}–{high}" if high < MOST_UNITS else f"{low} and more"
        yield f"| {label} | " + " | ".join(cells) + " |"


def rms(values: np.ndarray) -> float:
    """Return the root of the mean square."""
    return float(np.sqrt((values**2).mean()))


def alone(rows: list[Interval]) -> list[bool]:
    """Return which intervals without pooling hold the truth."""
    return [r.estimate.low <= r.truth <= r.estimate.high for r in rows]


def borrowed(rows: list[Interval]) -> list[bool]:
    """Return which pooled intervals hold the truth."""
    return [r.estimate.pooled.low <= r.truth <= r.estimate.pooled.high for r in rows if r.estimate.pooled]


def percent(hits: list[bool]) -> str:
    """Return a share of hits with its own standard error."""
    share = float(np.mean(hits))
    return f"{share:.1%} ±{math.sqrt(share * (1 - share) / len(hits)):.1%}"


def kind_rows(documents: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield how each kind of fault was reported where it was the only one besides vague goals."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for document in documents.values():
        kinds = [p["kind"] for p in document["truth"]["planted"] if p["kind"] != "vague-goal"]
        if len(kinds) <= 1 and document["truth"]["copied_from"] is None:
            level = "error" if document["errors"] else "warning" if document["warnings"] else "none"
            seen[kinds[0] if kinds else "(none)"][level] += 1
    yield "| planted | documents | error | warning at most | nothing above a remark |"
    yield "|---|---:|---:|---:|---:|"
    for kind, counts in sorted(seen.items()):
        total = sum(counts.values())
        yield f"| {kind} | {total} | {counts['error'] / total:.1%} | {counts['warning'] / total:.1%} | {counts['none'] / total:.1%} |"


def place_rows(documents: dict[str, dict[str, Any]]) -> Iterator[str]:
    """Yield how often unit, year and division were recognised."""
    counts: Counter[tuple[bool, str]] = Counter()
    units = years = 0
    for document in documents.values():
        truth = document["truth"]
        units += "".join((document["unit"] or "").split()) == truth["unit"]
        years += document["year"] == truth["year"]
        code = document["division_code"]
        counts[truth["evident"], "right" if code == truth["division"] else "wrong" if code else "open"] += 1
    total = len(documents)
    yield f"Unit right in {units / total:.2%}, year in {years / total:.2%} of {total} documents."
    yield ""
    yield "| division | right | left open | wrong |"
    yield "|---|---:|---:|---:|"
    for evident, label in (
        (True, "the document or its path tells it"),
        (False, "a shared name, nothing tells it apart"),
    ):
        yield f"| {label} | {counts[evident, 'right']} | {counts[evident, 'open']} | {counts[evident, 'wrong']} |"


def page(plan: Plan, work: Path) -> str:
    """Return the report."""
    documents = joined(work)
    frame = load(connect(Store(work / "store")))
    found = statistics_of(frame, By.DIVISION)
    scale = scale_of(plan, documents)
    pairs = intervals_of(found, plan, scale)
    vague = [(d["goals_vague"], d["truth"]) for d in documents.values()]
    planted_vague = sum(sum(p["kind"] == "vague-goal" for p in t["planted"]) for _, t in vague)
    lines = [
        "# Do the statistics recover what was planted?",
        "",
        "Written by `make statistics` (`benchmarks/coverage.py`); the formulas stand in [docs/statistics.md](../docs/statistics.md).",
        "",
        f"{len(documents)} synthetic reports (seed {plan.seed}) of {found.whole.units} invented units in {plan.districts} districts, "
        f"{YEARS[0]} to {YEARS[-1]}, as text and docx. Each district has its own rates; each unit scatters about those of its district "
        f"(beta, concentration {CONCENTRATION:.0f}), so reports of one unit resemble each other. Districts differ in size: "
        "a few have dozens of units, many one to three. Nominal coverage is 95 %; ± is the standard error of the measurement.",
        "",
        "## Bias and coverage",
        "",
        *coverage_rows(pairs, found),
        "",
        "*Alone* borrows nothing from other districts; *pooled* is partial pooling, whose coverage holds on average over districts. "
        "Error is the root of the mean squared distance from the planted rate.",
        "",
        f"`with_errors`: at least one of the {len(PROVEN)} faults that arithmetic proves. `vague`: goals replaced by vague ones; "
        f"planted {planted_vague}, judged vague {sum(n for n, _ in vague)} of {sum(t['goals'] for _, t in vague)} goals. "
        "`WB6`: sections or reasons left out. `WB8`: an impossible date. "
        f"`errors`: a proven fault gives {scale.errors_per_fault:.2f} errors on average, as every relation it breaks is reported; "
        "that one number is taken from the corpus as a whole, the rest from the planted parameters.",
        "",
        "## Coverage alone, by size",
        "",
        *size_rows(pairs),
        "",
        "## What became of each fault",
        "",
        "Documents with one planted fault (vague goals apart) and nothing copied:",
        "",
        *kind_rows(documents),
        "",
        "`stated-once` changes a figure that nothing else in the document repeats: no audit of the document alone can see it. "
        "`doubled-stop` is a remark by design.",
        "",
        "## Who and where",
        "",
        *place_rows(documents),
        "",
    ]
    return "\n".join(lines)


def main() -> int:
    """Write the page as asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=20000)
    parser.add_argument("--districts", type=int, default=500)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--work", type=Path, help="folder for corpus and store; by default one that is removed")
    parser.add_argument("--again", action="store_true", help="measure what is in --work already")
    parser.add_argument("--page", type=Path, default=PAGE)
    options = parser.parse_args()
    plan = Plan(options.reports, options.seed, options.districts, YEARS, FORMATS)
    with tempfile.TemporaryDirectory() as scratch:
        work = options.work or Path(scratch)
        if not options.again:
            audited(plan, work, options.workers)
        text = page(plan, work)
    options.page.write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
