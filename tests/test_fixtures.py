"""The fixtures: what their sources give, and what an audit finds in them, no more and no less."""

from __future__ import annotations

import importlib
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from wenbiao import audit
from wenbiao.config import Config
from wenbiao.model.document import Document, Format
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.result import DocumentReport
from wenbiao.read import read_document, read_file

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
NAMES = sorted(p.name.removesuffix(".expected.yaml") for p in FIXTURES.glob("*.expected.yaml"))
RANK = {"info": 0, "warning": 1, "error": 2}
LONG_QUOTE = 80
FORMATS = {".docx", ".pdf", ".xlsx", ".html", ".txt"}


def expected(name: str) -> dict[str, Any]:
    """Return the expectations of a fixture."""
    return yaml.safe_load((FIXTURES / f"{name}.expected.yaml").read_text(encoding="utf-8"))


@cache
def audited(folder: Path, name: str) -> DocumentReport:
    """Return the audit of a fixture below ``folder``."""
    entry = expected(name)
    return audit(folder / entry["document"], config=Config(package=entry["package"])).documents[0]


@cache
def read(file: str) -> Document:
    """Return a stored file as read."""
    return read_document(read_file(FIXTURES / file), file)


@pytest.fixture(scope="session")
def right_documents(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All fixtures with their faults left out."""
    folder = tmp_path_factory.mktemp("right")
    build("--right", "--into", str(folder))
    return folder


def build(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run fixtures/build.py; fail with what it says when it does."""
    command = [sys.executable, str(FIXTURES / "build.py"), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return done


def squeezed(text: str) -> str:
    """Return ``text`` without white space."""
    return re.sub(r"\s+", "", text)


def within(anchor: str, text: str) -> bool:
    """Whether the anchor stands in the text; a bare number only as a whole number."""
    anchor, text = squeezed(anchor), squeezed(text)
    if re.fullmatch(r"[\d.]+%?", anchor):
        return re.search(rf"(?<![\d.]){re.escape(anchor)}(?![\d%]|\.\d)", text) is not None
    return anchor in text


def shown(finding: Finding) -> list[str]:
    """Return the texts by which a finding points at places; long ones do not count as pointing anywhere."""
    texts = [finding.message, finding.stated or ""]
    for piece in finding.evidence:
        texts += [t for t in (piece.quote, *piece.label, *piece.where.section) if len(t) <= LONG_QUOTE]
    return texts


def points_at(finding: Finding, anchors: list[str]) -> bool:
    """Whether a finding shows one of the anchors."""
    return any(within(a, t) for a in anchors for t in shown(finding))


def said(findings: list[Finding]) -> str:
    """Return findings as lines for a failure's message."""
    return "\n".join(f"{f.code} {f.severity}: {f.message}" for f in findings) or "nothing"


def loud(report: DocumentReport) -> list[Finding]:
    """Return the errors and warnings of a report."""
    return [f for f in report.findings if f.severity is not Severity.INFO]


def test_stored_files_are_what_the_sources_give() -> None:
    build("--check")


def test_ten_fixtures_or_more_in_every_input_format() -> None:
    stored = {p.suffix for p in FIXTURES.rglob("*") if p.is_file()}
    assert len(NAMES) >= 10
    assert stored >= FORMATS


@pytest.fixture(scope="session")
def written() -> dict[str, list[Any]]:
    """The blocks that each stored file was made from, by its path below the fixtures folder."""
    sys.path.insert(0, str(FIXTURES))
    try:
        sources = importlib.import_module("content")
        parse = importlib.import_module("content.blocks").parse
    finally:
        sys.path.remove(str(FIXTURES))
    return {name: parse(markup) for f in sources.FIXTURES for name, markup in f.faulty().items()}


def visible(text: str) -> str:
    """Return a text of the markup as it reads: insertions accepted, deletions and footnotes gone, no white space."""
    return squeezed(re.sub(r"⟦(?:\+([^⟧]*)|[-^][^⟧]*)⟧", r"\1", text))


FILES = sorted(p.relative_to(FIXTURES).as_posix() for p in FIXTURES.rglob("*") if p.suffix in FORMATS)


@pytest.mark.parametrize("file", FILES)
def test_readers_give_back_every_paragraph(file: str, written: dict[str, list[Any]]) -> None:
    document = read(file)
    numbered = document.format is not Format.TEXT  # there the converter has rewritten the numbers
    wanted = [visible((b.number if numbered else "") + b.text) for b in written[file] if hasattr(b, "kind")]
    text = squeezed(document.text)
    assert [w for w in wanted if w not in text] == []


@pytest.mark.parametrize("file", FILES)
def test_readers_give_back_every_cell_at_its_place(file: str, written: dict[str, list[Any]]) -> None:
    document = read(file)
    grids = [b for b in written[file] if hasattr(b, "cells")]
    assert len(document.tables) == len(grids)
    for grid, table in zip(grids, document.tables, strict=True):
        wanted = [(visible(c.text), c.row, c.col, c.rows, c.cols) for c in grid.cells]
        found = [(squeezed(c.text), c.row, c.col, c.row_span, c.col_span) for c in table.cells]
        length = 1 if table.flattened else 5  # spans, and columns with them, are lost
        assert {w[:length] for w in wanted if w[0]} == {f[:length] for f in found if f[0]}


def test_site_furniture_is_left_out() -> None:
    document = read("culture-overall.html")
    assert not [t for t in ("上一篇", "浏览次数", "版权所有", "请输入关键字") if t in document.text]


@pytest.mark.parametrize("name", NAMES)
def test_fixture_is_recognised(name: str) -> None:
    entry, report = expected(name), audited(FIXTURES, name)
    assert report.error is None
    assert report.failures == ()
    assert (report.unit, report.year, report.genre) == (entry["unit"], entry["year"], entry["genre"])


UNSEEN = {
    "federation-old-form:on-duty": "在岗 and 在职 may differ (borrowed staff), so they are not taken for one number",
    "federation-old-form:received": "no rule compares money received (到位) with money planned in prose",
    "traffic-package:claim": "no rule weighs 全部完成 in prose against single indicators below their target",
    "urban-overall:fund-split": "no rule adds up 其他资金 of project forms against the overall form",
    "veterans-accounts:purpose": "no rule knows which purposes a functional account has",
}
"""Planted faults the program does not find yet, and why."""


def planted() -> Iterator[Any]:
    """Yield each planted fault, those not found yet as expected failures."""
    for name in NAMES:
        for fault in expected(name)["findings"]:
            key = f"{name}:{fault['id']}"
            marks = pytest.mark.xfail(reason=UNSEEN[key], strict=True) if key in UNSEEN else ()
            yield pytest.param(name, fault, id=key, marks=marks)


PLANTED = list(planted())


@pytest.mark.parametrize(("name", "fault"), PLANTED)
def test_planted_fault_is_found(name: str, fault: dict[str, Any]) -> None:
    report = audited(FIXTURES, name)
    here = [f for f in report.findings if points_at(f, fault["any"])]
    hits = [f for f in here if f.code[:3] in fault["groups"]]
    assert hits, f"{fault['note']}\nat that place: {said(here)}"
    mildest = min(RANK[f.severity] for f in hits)
    assert mildest <= RANK[fault["severity_at_most"]], said(hits)


@pytest.mark.parametrize("name", NAMES)
def test_no_error_or_warning_but_for_planted_faults(name: str) -> None:
    anchors = [a for fault in expected(name)["findings"] for a in (*fault["any"], *fault.get("also", []))]
    idle = [f for f in loud(audited(FIXTURES, name)) if not points_at(f, anchors)]
    assert not idle, said(idle)


@pytest.mark.parametrize("name", NAMES)
def test_without_its_faults_a_fixture_is_right(name: str, right_documents: Path) -> None:
    report = audited(right_documents, name)
    assert not loud(report), said(loud(report))
