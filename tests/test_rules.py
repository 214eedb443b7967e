"""The cases of ``tests/rules``: small documents through the whole pipeline, with the findings they must and must not have.

A case holds ``why``, ``document`` (in the small text notation) or ``documents`` (name: text, read as one
package), and ``findings``; without ``findings`` the rule must be silent. A finding lists its ``evidence`` as
``address: quoted text`` (p1, t1/r3c2; the text may be a part of the quote) and may state its ``severity`` and
a part of its ``message``. ``config`` sets year, genre or profile; ``previous`` is last year's report.
With ``samples: true`` the 不合格 and 合格 samples of the rule's page are run as documents too.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from wenbiao.catalogue import rules
from wenbiao.config import Config
from wenbiao.model.finding import Finding
from wenbiao.model.result import DocumentReport, Genre
from wenbiao.pipeline import audit_bytes, audit_documents
from wenbiao.read import read_document

FOLDER = Path(__file__).parent / "rules"
SAMPLE = re.compile(r"\*\*(?P<name>不合格|合格)\*\*\s*(?P<text>.+?)\s*(?=\n\s*\*\*|\Z)", re.S)
SAMPLES = {"不合格": "sample_fail", "合格": "sample_pass"}

Case = dict[str, Any]


def written_cases() -> Iterator[tuple[str, str, Case]]:
    """Yield ``(rule code, case name, case)`` of every file."""
    for path in sorted(FOLDER.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, case in content["cases"].items():
            yield content["rule"], name, case


def sample_cases() -> Iterator[tuple[str, str, str]]:
    """Yield ``(rule code, 不合格 or 合格, text)`` of the pages whose samples are documents."""
    pages = {rule.code: rule.page() for rule in rules()}
    for path in sorted(FOLDER.glob("*.yaml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        if content.get("samples"):
            for found in SAMPLE.finditer(pages[content["rule"]]):
                yield content["rule"], found["name"], found["text"]


def audit_case(code: str, case: Case) -> DocumentReport:
    """Return the report of a case with this one rule selected."""
    settings = dict(case.get("config", {}))
    if "genre" in settings:
        settings["genre"] = Genre(settings["genre"])
    with tempfile.TemporaryDirectory() as folder:
        if "previous" in case:
            settings["previous"] = str(Path(folder) / "previous.txt")
            Path(settings["previous"]).write_text(case["previous"], encoding="utf-8")
        return audit_with(Config(select=(code,), **settings), case)


def audit_with(config: Config, case: Case) -> DocumentReport:
    """Return the report of the documents of a case."""
    if "documents" in case:
        files = [read_document(text.encode(), name, file=name) for name, text in case["documents"].items()]
        return audit_documents("package", files, config, files=tuple(case["documents"]))
    return audit_bytes(case["document"].encode(), "case.txt", config)


def expected_evidence(expected: Case) -> list[tuple[str, str]]:
    """Return the ``(address, quoted text)`` pairs a finding must have."""
    return [(str(place), str(quote)) for item in expected.get("evidence", []) for place, quote in item.items()]


def fits(finding: Finding, expected: Case) -> bool:
    """Whether a finding is the expected one."""
    shown = [(evidence.where.label, evidence.quote) for evidence in finding.evidence]
    if not all(
        any(place == at and quote in said for at, said in shown) for place, quote in expected_evidence(expected)
    ):
        return False
    if "severity" in expected and finding.severity != expected["severity"]:
        return False
    return str(expected.get("message", "")) in finding.message


def describe(report: DocumentReport) -> list[str]:
    """Return the findings in the words of the case files, for a failure message."""
    return [f"{f.severity} {f.message} {[f'{e.where.label}: {e.quote}' for e in f.evidence]}" for f in report.findings]


@pytest.mark.parametrize(
    ("code", "case"), [pytest.param(code, case, id=f"{code}_{name}") for code, name, case in written_cases()]
)
def test_case(code: str, case: Case) -> None:
    report = audit_case(code, case)
    assert report.error is None
    assert report.failures == ()
    wanted = case.get("findings", [])
    left = list(report.findings)
    for expected in wanted:
        found = next((finding for finding in left if fits(finding, expected)), None)
        assert found is not None, f"missing {expected}; found {describe(report)}"
        left.remove(found)
    assert len(report.findings) == len(wanted), describe(report)


@pytest.mark.parametrize(
    ("code", "name", "text"), [pytest.param(*case, id=f"{case[0]}_{SAMPLES[case[1]]}") for case in sample_cases()]
)
def test_sample_of_the_page(code: str, name: str, text: str) -> None:
    report = audit_case(code, {"document": f"2024年度部门整体支出绩效自评报告\n\n{text}\n"})
    assert report.failures == ()
    assert bool(report.findings) == (name == "不合格"), describe(report)
