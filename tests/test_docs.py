"""The rule pages in docs are what the rules say of themselves, and the checklist names real rules."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from wenbiao.catalogue import rules


@pytest.fixture(scope="module")
def script(repository: Path) -> dict[str, object]:
    return runpy.run_path(str(repository / "docs" / "build_rules.py"))


def test_pages_are_current(script: dict[str, object], repository: Path) -> None:
    pages = script["pages"]
    assert callable(pages)
    wanted: dict[Path, str] = pages()
    stale = [path.name for path, text in wanted.items() if not path.is_file() or path.read_text("utf-8") != text]
    assert not stale, f"run make docs: {stale}"
    assert {p for p in (repository / "docs" / "rules").iterdir() if p not in wanted} == set(), "run make docs"


def test_checklist_names_rules_that_exist(script: dict[str, object]) -> None:
    checklist = script["checklist"]
    assert callable(checklist)
    rows = checklist()
    codes = {rule.code for rule in rules()}
    assert len({row.id for row in rows}) == len(rows)
    assert [(row.id, code) for row in rows for code in row.rules if code not in codes] == []
    assert [row.id for row in rows if not row.rules and not row.missing] == []
