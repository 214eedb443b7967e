"""The synthetic corpus: repeatable, right without its faults, and its planted faults are what an audit finds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from wenbiao import audit
from wenbiao.model.finding import Finding, Severity

SCRIPT = Path(__file__).resolve().parents[1] / "benchmarks" / "synthetic.py"
REPORTS = 60
UNSEEN = {"stated-once", "vague-goal", "doubled-stop", "satisfaction"}
"""Told only by another figure, by the judge as a share, or below a warning."""


def made(into: Path, *options: str) -> list[dict[str, Any]]:
    command = [
        sys.executable,
        str(SCRIPT),
        "--reports",
        str(REPORTS),
        "--into",
        str(into),
        "--districts",
        "6",
        "--workers",
        "1",
    ]
    done = subprocess.run([*command, *options], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in (into / "truth.jsonl").read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, Any]]]:
    into = tmp_path_factory.mktemp("corpus")
    return into, made(into, "--seed", "3")


def loud(path: Path) -> list[Finding]:
    return [f for f in audit(path).documents[0].findings if f.severity is not Severity.INFO]


def test_same_seed_gives_the_same_bytes(faulty: tuple[Path, list[dict[str, Any]]], tmp_path: Path) -> None:
    into, truths = faulty
    assert made(tmp_path, "--seed", "3", "--workers", "2") == truths
    for truth in truths[::10]:
        assert (tmp_path / "documents" / truth["path"]).read_bytes() == (
            into / "documents" / truth["path"]
        ).read_bytes()


def test_right_reports_hold_no_errors(tmp_path: Path) -> None:
    truths = made(tmp_path, "--right")
    assert not any(t["planted"] for t in truths)
    assert {t["path"]: loud(tmp_path / "documents" / t["path"]) for t in truths[::4]} == {
        t["path"]: [] for t in truths[::4]
    }


def test_planted_faults_are_found(faulty: tuple[Path, list[dict[str, Any]]]) -> None:
    into, truths = faulty
    missed = []
    for truth in [t for t in truths if not t["path"].endswith(".xlsx")][::3]:
        found = loud(into / "documents" / truth["path"])
        missed += [
            (truth["path"], fault["kind"])
            for fault in truth["planted"]
            if fault["kind"] not in UNSEEN and not any(f.code.startswith(tuple(fault["groups"])) for f in found)
        ]
    assert missed == []
