"""Plants faults in right documents and reports what the audit finds: reports/accuracy.md and .json.

python benchmarks/accuracy.py                    all documents, all operators
python benchmarks/accuracy.py --base NAME …      some documents; --operator NAME … some operators; neither writes the report
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from planted import bases, measure, scoreboard, volume  # noqa: E402
from planted.operators import OPERATORS  # noqa: E402

DETAILS = HERE.parent / "wenbiao-reports" / "accuracy-details.txt"
"""Every miss in full. It quotes real documents, so it stays out of the repository."""


def job(name: str, operators: tuple[str, ...], quota: measure.Quota) -> measure.Report:
    """Measure some operators on one base document; runs in a process of its own."""
    return measure.measure(bases.base(name), quota, operators)


def run(names: Sequence[str], operators: Sequence[str], quota: measure.Quota, processes: int) -> list[measure.Report]:
    """Return one report for each document and half of the operators."""
    halves = [h for h in (tuple(operators[::2]), tuple(operators[1::2])) if h]
    with ProcessPoolExecutor(processes) as pool:
        waiting = [pool.submit(job, name, half, quota) for name in names for half in halves]
        return [w.result() for w in waiting]


def main() -> int:
    """Measure and write the report."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", nargs="*", default=[])
    parser.add_argument("--operator", nargs="*", default=[], choices=list(OPERATORS))
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--into", type=Path, help="folder for accuracy.md and accuracy.json")
    parser.add_argument("--details", type=Path, default=DETAILS, help="where every miss is written in full")
    options = parser.parse_args()
    begun = time.perf_counter()
    names = options.base or [name for name, _ in bases.bases()]
    reports = run(names, options.operator or list(OPERATORS), measure.Quota(), options.processes)
    complete = not options.base and not options.operator
    into = options.into or (HERE.parent / "reports" if complete else options.details.parent)
    scores = scoreboard.write(reports, list(volume.lines(reports)), into)
    options.details.parent.mkdir(parents=True, exist_ok=True)
    options.details.write_text("\n".join(scoreboard.details(scores)) + "\n", encoding="utf-8")
    print(
        f"{len(scores.outcomes)} faults, {len(scores.checkable)} checkable: recall {scores.recall:.3f}, "
        f"stray {scores.stray_share:.4f}, right at ≥ 0.9 {scores.right_when_sure:.3f} "
        f"({time.perf_counter() - begun:.0f} s); see {into / 'accuracy.md'}, {options.details}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
