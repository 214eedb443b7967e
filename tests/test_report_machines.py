"""What other programs read: SARIF logs and the published schemas of the JSON output, both validated."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from report_sample import refused_report, sample_report
from sarif_schema import SARIF
from wenbiao import audit
from wenbiao.cli import main
from wenbiao.config import Config
from wenbiao.model.result import DocumentReport
from wenbiao.report.json import SCHEMA, TOOL, document_row, fact_row, forms_of, link_row, table_row
from wenbiao.report.messages import Words
from wenbiao.report.sarif import SarifRun, uri_of
from wenbiao.report.schema import ROWS, schema_of

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SAMPLES = ["market-overall.txt", "school-overall.docx", "water-project.pdf", "culture-overall.html", "library-package"]


def faults(instance: object, schema: dict[str, Any]) -> list[str]:
    """Return what is wrong with an instance."""
    Draft202012Validator.check_schema(schema)
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(instance)]


def strict_faults(name: str, instances: list[Any]) -> list[str]:
    """Return what is wrong with instances of a published schema, fields that it does not know included."""
    validator = Draft202012Validator(schema_of(name, strict=True))
    return [f"{error.json_path}: {error.message}" for row in instances for error in validator.iter_errors(row)]


def log_of(*reports: DocumentReport) -> dict[str, Any]:
    """Return the SARIF log as a reader gets it."""
    run = SarifRun(Words())
    for report in reports:
        run.add(report)
    return json.loads(json.dumps(run.log()))


@pytest.fixture(scope="module")
def fixture_reports() -> list[DocumentReport]:
    """One fixture of each format."""
    return [audit(FIXTURES / n, config=Config(package=n.endswith("package"))).documents[0] for n in SAMPLES]


def test_log_is_valid(fixture_reports: list[DocumentReport]) -> None:
    assert faults(log_of(*fixture_reports, sample_report(), refused_report()), SARIF) == []
    assert faults(log_of(), SARIF) == []


def test_the_schema_notices_faults() -> None:
    log = log_of(sample_report())
    log["runs"][0]["results"][0]["level"] = "info"
    log["runs"][0]["results"][1]["colour"] = "red"
    assert len(faults(log, SARIF)) == 2


def test_result_has_level_place_and_fingerprint() -> None:
    report = sample_report()
    run = log_of(report)["runs"][0]
    result = run["results"][0]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == "WB101"
    assert rule["shortDescription"]["text"].startswith("正文数字与")
    assert [r["level"] for r in run["results"]] == [
        {"error": "error", "warning": "warning", "info": "note"}[f.severity] for f in report.findings
    ]
    assert result["partialFingerprints"] == {"wenbiao/v1": report.findings[0].fingerprint}


def test_region_covers_the_quoted_characters() -> None:
    report = sample_report()
    lines = report.members[0].text.split("\n")
    claim = log_of(report)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["region"]
    assert claim["startLine"] == claim["endLine"]
    assert lines[claim["startLine"] - 1][claim["startColumn"] - 1 : claim["endColumn"] - 1] == "8人"
    cell = log_of(report)["runs"][0]["results"][0]["relatedLocations"][0]["physicalLocation"]["region"]
    assert lines[cell["startLine"] - 1][cell["startColumn"] - 1 : cell["endColumn"] - 1].strip() == "7"


def test_only_plain_text_has_regions(fixture_reports: list[DocumentReport]) -> None:
    results = log_of(fixture_reports[1])["runs"][0]["results"]
    assert results
    assert not any("region" in r["locations"][0]["physicalLocation"] for r in results)
    assert all(p["locations"][0]["physicalLocation"]["artifactLocation"]["uri"].endswith(".docx") for p in results)


def test_accepted_finding_is_suppressed() -> None:
    report = sample_report()
    accepted = dataclasses.replace(report.findings[0], accepted="人员月底调入")
    report = dataclasses.replace(report, findings=(accepted, *report.findings[1:]))
    first, second, *_ = log_of(report)["runs"][0]["results"]
    assert first["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "人员月底调入"}]
    assert "suppressions" not in second


def test_unreadable_input_makes_the_run_fail() -> None:
    run = log_of(sample_report(), refused_report("坏.pdf"))["runs"][0]
    invocation = run["invocations"][0]
    assert invocation["executionSuccessful"] is False
    said = [n["message"]["text"] for n in invocation["toolExecutionNotifications"]]
    assert any("坏.pdf" in text for text in said)
    assert any("WB999" in text for text in said)


@pytest.mark.parametrize(
    ("path", "uri"),
    [("报告 1.txt", "%E6%8A%A5%E5%91%8A%201.txt"), ("a/b#c.docx", "a/b%23c.docx"), ("-", "stdin")],
)
def test_paths_become_uris(path: str, uri: str) -> None:
    assert uri_of(path) == uri


def test_absolute_paths_become_file_uris(tmp_path: Path) -> None:
    assert uri_of(str(tmp_path / "x.txt")).startswith("file:///")


@pytest.mark.parametrize("name", ROWS)
def test_schemas_are_schemas(name: str) -> None:
    Draft202012Validator.check_schema(schema_of(name))
    assert schema_of(name)["$id"] == f"urn:wenbiao:schema:{name}:1"


def test_output_fits_its_schema_exactly(fixture_reports: list[DocumentReport]) -> None:
    reports = [*fixture_reports, sample_report(), refused_report()]
    rows = [document_row(report) for report in reports]
    lines = [{"schema": SCHEMA, "tool": TOOL, **row} for row in rows]
    forms = [forms_of(report.views) for report in reports]
    both = list(zip(reports, forms, strict=True))
    assert strict_faults("report", [{"schema": SCHEMA, "tool": TOOL, "documents": rows}]) == []
    assert strict_faults("jsonl", lines) == []
    assert strict_faults("facts", [fact_row(fact, f) for report, f in both for fact in report.facts]) == []
    assert strict_faults("align", [link_row(link, f) for report, f in both for link in report.links]) == []
    assert strict_faults("tables", [[table_row(view) for view in report.views] for report in reports]) == []


def test_schema_notices_faults() -> None:
    row: dict[str, Any] = dict(document_row(sample_report()))
    row["genre"] = "novel"
    row["findings"][0]["severity"] = "fatal"
    del row["findings"][1]["evidence"]
    found = faults({"schema": SCHEMA, "tool": TOOL, "documents": [row]}, schema_of("report"))
    assert len(found) == 3
    row = dict(document_row(sample_report())) | {"later": 1}
    assert faults({"schema": SCHEMA, "tool": TOOL, "documents": [row]}, schema_of("report")) == []


def test_command_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema_of("report")
    assert main(["schema", "align"]) == 0
    assert json.loads(capsys.readouterr().out)["title"].startswith("one line of wenbiao align")
    assert main(["schema", "nothing"]) == 2
    assert "nothing" in capsys.readouterr().err


def test_command_writes_one_log_for_all_documents(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], fixture_reports: list[DocumentReport]
) -> None:
    log = tmp_path / "核对.sarif"
    paths = [str(FIXTURES / "market-overall.txt"), str(FIXTURES / "archives-narrative.txt")]
    main(["check", *paths, "--format", "sarif", "--output", str(log), "--fail-on", "never"])
    assert capsys.readouterr().out == ""
    told = json.loads(log.read_text(encoding="utf-8"))
    assert faults(told, SARIF) == []
    assert len(told["runs"][0]["artifacts"]) == 2
    main(["check", paths[0], "--format", "sarif", "--fail-on", "never"])
    assert len(json.loads(capsys.readouterr().out)["runs"][0]["artifacts"]) == 1
