"""What each stage of the program reaches now, in figures that floors can be set on; see floors.py.

A stage returns its measures by name. Shares are better when higher; names that end in ``_at_most`` count faults and are
better when lower.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(ROOT / "tests")]

from planted import bases, measure  # noqa: E402
from planted.figures import Audit  # noqa: E402
from planted.operators import OPERATORS  # noqa: E402

import grids  # noqa: E402
import test_fixtures as fixtures  # noqa: E402 - what the tests say a planted fault and its finding are
from wenbiao.model.finding import Verdict  # noqa: E402

Measures = dict[str, float]
SHARED = ROOT.parent / "shared"
SCORER = SHARED / "tools" / "score.py"
STATED = re.compile(r"(?<![\d.,〔\-—])(?P<number>\d[\d,]*(?:\.\d+)?)(?P<unit>亿元|万元|元|%|人(?!次))")
"""Figures with a unit as anyone reads them, found without the program: the measure of what extraction leaves out."""

SCALES = {"亿元": Decimal(10**8), "万元": Decimal(10**4), "元": Decimal(1), "%": Decimal(1), "人": Decimal(1)}
SUBSET = ("market-overall", "disabled-overall", "culture-overall")
SUBSET_QUOTA = measure.Quota(checkable=0, recurring=0, other=0, blind=3)
SETTLED = (Verdict.SUPPORTED, Verdict.ROUNDING, Verdict.DERIVED)


@cache
def right_audit(name: str) -> Audit:
    """Return the audit of a fixture without its faults."""
    base = bases.base(name)
    return Audit(base.documents, base.config)


def right_audits() -> Iterator[Audit]:
    """Yield the audits of all fixtures without their faults."""
    return (right_audit(f.name) for f in bases.FIXTURES)


def figures() -> Measures:
    """Return the share of figures with a unit in the fixtures' running text that are read, with the right value."""
    found = right = total = 0
    for audit in right_audits():
        for document in audit.documents:
            facts = [f for f in audit.base.facts if f.where.file == document.file and f.paragraph is not None]
            for paragraph in document.body:
                for stated in STATED.finditer(paragraph.text):
                    at = paragraph.start + stated.start()
                    value = Decimal(stated["number"].replace(",", "")) * SCALES[stated["unit"]]
                    fact = next((f for f in facts if f.start <= at < f.end), None)
                    total += 1
                    found += fact is not None
                    right += fact is not None and value in (
                        fact.quantity.base_value,
                        (fact.quantity.high or 0) * fact.quantity.scale,
                    )
    return {"read": found / total, "right": right / total}


def tables() -> Measures:
    """Return the accuracy of cells and header paths on the hand-typed grids of this repository."""
    scores = [grids.score(g) for g in grids.grids() if g.document.startswith("fixtures/")]
    cells, paths = ([getattr(s, name) for s in scores] for name in ("cells", "paths"))
    return {
        "cells": sum(c[0] for c in cells) / sum(c[1] for c in cells),
        "header_paths": sum(p[0] for p in paths) / sum(p[1] for p in paths),
    }


def links() -> Measures:
    """Return what share of stated figures of right fixtures is settled, and how many are called contradicted."""
    verdicts = [link.verdict for audit in right_audits() for link in audit.outcome.links]
    return {
        "settled": sum(v in SETTLED for v in verdicts) / len(verdicts),
        "contradicted_at_most": sum(v is Verdict.CONTRADICTED for v in verdicts),
    }


def findings() -> Measures:
    """Return the share of the fixtures' own faults that are found, and alarms that no fault explains."""
    found = total = unexplained = 0
    for name in fixtures.NAMES:
        faults, report = fixtures.expected(name)["findings"], fixtures.audited(fixtures.FIXTURES, name)
        anchors = [a for fault in faults for a in (*fault["any"], *fault.get("also", []))]
        unexplained += sum(not fixtures.points_at(f, anchors) for f in fixtures.loud(report))
        for fault in faults:
            total += 1
            found += any(f.code[:3] in fault["groups"] and fixtures.points_at(f, fault["any"]) for f in report.findings)
    on_right = sum(f.severity != "info" for audit in right_audits() for f in audit.findings)
    return {"found": found / total, "unexplained_at_most": unexplained, "on_right_documents_at_most": on_right}


def planted() -> Measures:
    """Return what share of a small, fixed sample of planted faults is found, by operator, and alarms that do not concern them.

    The sample holds faults nobody can see (a figure that stands alone), so the shares are below recall, but comparable
    from one version of the program to the next.
    """
    outcomes = [o for name in SUBSET for o in measure.measure(bases.base(name), SUBSET_QUOTA).outcomes]
    result: Measures = {}
    for operator in OPERATORS:
        seen = [o.detected for o in outcomes if o.operator == operator]
        if seen:
            result[operator] = sum(seen) / len(seen)
    result["stray_at_most"] = sum(a.loud and not a.near for o in outcomes for a in o.alarms)
    return result


def gold() -> Measures:
    """Return the scores against the material kept beside the repository; nothing where it is absent."""
    if not SCORER.is_file():
        return {}
    folder = SHARED / "gold"
    document = SHARED / "samples" / "shgzb.pdf"
    found = scored("findings", "--gold", folder, "--docs", SHARED / "seeds")
    cases = scored("cases", "--gold", folder / "extraction_cases.jsonl")
    stated = scored("facts", "--gold", folder / "seed_facts.jsonl", "--docs", SHARED / "seeds")
    linked = scored("align", "--gold", folder / "shgzb_facts.jsonl", "--doc", document)
    differing = scored(
        "discrepancies",
        "--gold",
        folder / "shgzb_discrepancies.jsonl",
        "--facts",
        folder / "shgzb_facts.jsonl",
        "--doc",
        document,
    )
    return {
        "must": found["must_recall"],
        "should": found["should_recall"],
        "traps_at_most": int(found["traps_sprung"].split("/")[0]),
        "too_severe_at_most": found["too_severe"],
        "unexplained_errors_at_most": found["unexplained_errors"],
        "cases": fraction(cases["all"]),
        "facts": sum(k["right"] for k in stated.values()) / sum(k["gold"] for k in stated.values()),
        "link_f1": linked["link_f1"],
        "derived": fraction(linked["derived_confirmed"]),
        "false_contradictions_at_most": linked["false_contradictions"],
        "discrepancies_core": fraction(differing["core"]),
        "errors_on_real_accounts_at_most": differing["errors"],
    }


def scored(what: str, *options: object) -> dict[str, object]:
    """Return the last line of the scorer as data."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, str(SCORER), what, *map(str, options), "--", sys.executable, "-m", "wenbiao"]
        done = subprocess.run(command, capture_output=True, text=True, check=True, encoding="utf-8", cwd=folder)
    return json.loads(done.stdout.strip().splitlines()[-1])


def fraction(text: str) -> float:
    """Return "12/14" as a number."""
    part, _, whole = text.partition("/")
    return int(part) / int(whole)


STAGES: dict[str, Callable[[], Measures]] = {
    "figures": figures,
    "tables": tables,
    "links": links,
    "findings": findings,
    "planted": planted,
    "gold": gold,
}
