"""Writes a corpus of invented reports with faults planted at known rates, and the truth about it.

python benchmarks/synthetic.py --reports 20000 --into FOLDER

writes FOLDER/documents/… (what ``wenbiao corpus run`` is given), FOLDER/truth.jsonl (one line a report: its division,
unit, year and the faults planted in it, each with the groups that may report it and whether an audit can see it) and
FOLDER/districts.json (the rates of each district). The same seed gives the same bytes. Units and people are invented;
districts bear real names and codes, because recognising them is measured too.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "fixtures"), str(ROOT / "benchmarks")]

from content.blocks import Para, parse  # noqa: E402
from invented.compose import Plan, composed, draft, entries, numbers, planted_rates  # noqa: E402
from invented.report import filled  # noqa: E402

SENTENCE = re.compile(r"[^。；！？]{8,}")
MAIN_FORMATS = "txt=0.55,docx=0.37,html=0.04,xlsx=0.02,pdf=0.02"


def write_share(plan: Plan, workers: int, worker: int, into: Path) -> list[dict[str, Any]]:
    """Write one worker's share of the reports and return the truth about them."""
    truths = []
    made: set[Path] = set()
    for number in numbers(plan, workers, worker):
        path, data, truth = composed(plan, number)
        file = into / "documents" / path
        if file.parent not in made:
            file.parent.mkdir(parents=True, exist_ok=True)
            made.add(file.parent)
        file.write_bytes(data)
        truths.append(truth)
    return truths


def write(plan: Plan, into: Path, workers: int) -> int:
    """Write the corpus and return how many reports it has."""
    into.mkdir(parents=True, exist_ok=True)
    if workers > 1:
        with ProcessPoolExecutor(workers) as pool:
            shares = list(pool.map(write_share, *zip(*((plan, workers, w, into) for w in range(workers)), strict=True)))
    else:
        shares = [write_share(plan, 1, 0, into)]
    truths = sorted((t for share in shares for t in share), key=lambda t: t["number"])
    with (into / "truth.jsonl").open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(t, ensure_ascii=False) + "\n" for t in truths)
    described = {"seed": plan.seed, "reports": len(truths), "years": plan.years, "districts": planted_rates(plan)}
    (into / "districts.json").write_text(json.dumps(described, ensure_ascii=False, indent=1), encoding="utf-8")
    return len(truths)


def sentences(plan: Plan, sample: int) -> Iterator[tuple[str, str]]:
    """Yield the sentences of right reports, as they stand and with numbers and the unit's name taken out."""
    every = entries(plan)
    for entry in every[:: max(1, len(every) // sample)]:
        right = draft(plan, entry)
        for block in parse(filled(right.text, right.slots)):
            if isinstance(block, Para) and block.kind == "body":
                for found in SENTENCE.findall(block.text):
                    yield found, re.sub(r"\d[\d.%]*", "#", found.replace(right.heading, "$"))


def main() -> int:
    """Write a corpus as asked on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=2000)
    parser.add_argument("--into", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--districts", type=int, default=120)
    parser.add_argument("--years", default="2020-2024", help="first and last year")
    parser.add_argument("--formats", default=MAIN_FORMATS, help="share of each format")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--right", action="store_true", help="plant no faults")
    options = parser.parse_args()
    first, last = map(int, options.years.split("-"))
    formats = tuple((name, float(share)) for name, share in (pair.split("=") for pair in options.formats.split(",")))
    plan = Plan(
        options.reports, options.seed, options.districts, tuple(range(first, last + 1)), formats, not options.right
    )
    began = time.monotonic()
    count = write(plan, options.into, options.workers)
    seconds = time.monotonic() - began
    plain, folded = zip(*sentences(plan, 1000), strict=True)
    print(f"{count} reports in {seconds:.1f} s")
    shares = [f"{len(set(texts)) / len(texts):.1%}" for texts in (plain, folded)]
    print(f"distinct sentences of right reports: {shares[0]}; with numbers and names taken out: {shares[1]}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
