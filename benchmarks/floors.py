"""Keeps tests/floors.json: what each stage reached once, it has to reach from then on.

python benchmarks/floors.py                                    compares; exit status 1 when a stage fell below its floor
python benchmarks/floors.py --write                            raises the floors of what got better
python benchmarks/floors.py --write --allow-regression REASON  lowers those of what got worse, too, and keeps the reason
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

from stages import STAGES, Measures  # noqa: E402

FLOORS = HERE.parent / "tests" / "floors.json"
PLACES = 4
Floors = dict[str, Measures]


def load() -> Floors:
    """Return the floors by stage and measure."""
    return json.loads(FLOORS.read_text(encoding="utf-8"))["floors"] if FLOORS.is_file() else {}


def rounded(name: str, value: float) -> float:
    """Return a measure as it is stored: shares rounded down, so that the same run passes again."""
    return value if name.endswith("_at_most") else int(value * 10**PLACES) / 10**PLACES


def is_worse(name: str, value: float, floor: float) -> bool:
    """Whether a measure misses its floor; names in ``_at_most`` hold counts of faults."""
    return value > floor if name.endswith("_at_most") else rounded(name, value) < floor


def failures(stage: str, measured: Measures, floors: Floors) -> list[str]:
    """Return what a stage falls short of, in words; a measure that is gone falls short too, unless all of them are."""
    short = []
    for name, floor in floors.get(stage, {}).items() if measured else ():
        if name not in measured:
            short.append(f"{stage}.{name}: no longer measured, floor {floor}")
        elif is_worse(name, measured[name], floor):
            short.append(f"{stage}.{name}: {measured[name]:.4f}, floor {floor}")
    return short


def updated(measured: dict[str, Measures], floors: Floors, *, lower: bool) -> Floors:
    """Return the floors after a run: better ones always, worse ones only when ``lower`` says so."""
    result = {stage: dict(found) for stage, found in floors.items()}
    for stage, found in measured.items():
        kept = result.setdefault(stage, {})
        for name, value in found.items():
            if lower or name not in kept or not is_worse(name, value, kept[name]):
                kept[name] = rounded(name, value)
        if lower and found:
            result[stage] = {name: value for name, value in kept.items() if name in found}
    return {stage: result[stage] for stage in STAGES if stage in result}


def write(floors: Floors, reason: str | None, lowered: list[str]) -> None:
    """Write the file; a reason for lowering goes with what was lowered."""
    data = json.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.is_file() else {"regressions": []}
    if reason and lowered:
        data["regressions"].append({"reason": reason, "lowered": lowered})
    data = {"floors": floors, "regressions": data["regressions"]}
    FLOORS.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def main() -> int:
    """Measure all stages, compare, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true", help="raise the floors")
    parser.add_argument("--allow-regression", metavar="REASON", help="with --write: lower them too, for this reason")
    parser.add_argument("--stage", nargs="*", choices=list(STAGES), default=list(STAGES))
    options = parser.parse_args()
    if options.allow_regression is not None and not options.allow_regression.strip():
        parser.error("--allow-regression needs a reason")
    measured = {name: STAGES[name]() for name in options.stage}
    floors = load()
    short = [line for stage, found in measured.items() for line in failures(stage, found, floors)]
    for stage, found in measured.items():
        for name, value in found.items():
            print(f"{stage}.{name}: {value:.4f} (floor {floors.get(stage, {}).get(name, '–')})")
    print("".join(f"BELOW {line}\n" for line in short), end="")
    if options.write and (not short or options.allow_regression):
        write(updated(measured, floors, lower=bool(options.allow_regression)), options.allow_regression, short)
        return 0
    return int(bool(short))


if __name__ == "__main__":
    sys.exit(main())
