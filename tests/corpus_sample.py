"""A small collection of invented reports, and what the tests of a run compare: rows, not files."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pyarrow.fs as pafs

from wenbiao.corpus.schema import ORDER, TABLES
from wenbiao.corpus.store import Store

ROOT = Path(__file__).resolve().parent.parent
UNIT = "云屏县档案馆"
COUNTIES = ("云屏县", "禾塘县", "临溪县", "南汀县", "白藤县", "石泓县")
OFFICES = ("档案馆", "图书馆", "文化馆", "体育中心", "博物馆", "美术馆", "少年宫", "方志办")


def write_reports(folder: Path, count: int = 48) -> Path:
    """Write reports of so many invented units, in two sub-folders, and return the folder."""
    text = (ROOT / "fixtures" / "archives-narrative.txt").read_text(encoding="utf-8")
    for number in range(count):
        unit = COUNTIES[number % len(COUNTIES)] + OFFICES[number // len(COUNTIES) % len(OFFICES)]
        year = 2021 + number % 3
        path = folder / str(year) / f"{number:03}-{unit}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace(UNIT, unit).replace("2023", str(year)), encoding="utf-8")
    return folder


def command(*words: object) -> list[str]:
    """Return the command line of ``wenbiao corpus``."""
    return [sys.executable, "-m", "wenbiao", "corpus", *map(str, words)]


def run(*words: object, timeout: float = 300, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``wenbiao corpus`` and return what it said."""
    return subprocess.run(
        command(*words),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=timeout,
        check=False,
        env={**os.environ, "WENBIAO_LANG": "zh", "PYTHONUTF8": "1", **environment},
    )


def rows(store: Path | str) -> dict[str, list[dict[str, object]]]:
    """Return all rows of a store by table, in an order that does not hang on parts."""
    held = Store(store)
    return {
        table: sorted(held.read(table).to_pylist(), key=lambda row: [str(row[c]).zfill(8) for c in ORDER[table]])
        for table in TABLES
    }


def assert_same(one: Path | str, other: Path | str, tables: Sequence[str] = tuple(TABLES)) -> None:
    """Check that two stores hold the same rows and nothing twice."""
    left, right = rows(one), rows(other)
    for table in tables:
        assert left[table] == right[table], table
    keys = [row["document"] for row in left["documents"]]
    assert len(keys) == len(set(keys))


def elsewhere(fs: pafs.FileSystem) -> pafs.FileSystem:
    """Return a file system that is not this machine's own, as pyarrow sees it, over the same files."""
    return pafs.SubTreeFileSystem("", fs)
