"""Trains the classifier and writes what it is worth: ``python -m wenbiao.judge.train`` (``make judge``).

From the labelled statements of ``lexicons/judge`` it writes ``model.json``, ``reports/judge.md`` and the tables of
``docs/judge.md``. The same data give the same files, byte for byte.
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

MODEL = Path(__file__).with_name("model.json")
ROOT = Path(__file__).resolve().parents[3]
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def main() -> int:
    """Train, evaluate, and write all three files; return the exit status."""
    for name in THREADS:  # sums over several threads are not repeatable
        os.environ.setdefault(name, "1")
    from wenbiao.judge.card import write_card, write_report
    from wenbiao.judge.dataset import examples
    from wenbiao.judge.evaluate import evaluate
    from wenbiao.judge.fit import Features, fit, store

    begun = time.monotonic()
    given, features = examples(), Features()
    models, space = fit(given, features)
    store(models, space, MODEL)
    print(f"{len(given)} statements, {len(space.columns)} features, {time.monotonic() - begun:.0f} s", file=sys.stderr)
    evaluation = evaluate(given, features)
    write_report(evaluation, models, space, ROOT / "reports" / "judge.md")
    write_card(evaluation, models, space, ROOT / "docs" / "judge.md")
    print(f"evaluated, {time.monotonic() - begun:.0f} s", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
