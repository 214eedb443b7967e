"""Last time against the corrected document: fixed, still open, new."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from report_sample import refused_report, sample_report
from wenbiao.cli import main
from wenbiao.report.difference import change, difference, paired, stored_rows
from wenbiao.report.html import render_diff
from wenbiao.report.json import document_row, dump
from wenbiao.report.messages import Lang, Words
from wenbiao.report.rows import DocumentRow, FindingRow
from wenbiao.report.schema import schema_of

TEXT = """青禾县档案馆2024年度部门整体支出绩效自评报告

一、基本情况

全年支出147.53万元，其中项目支出{said}万元。{more}

表1 2024年支出决算表 | 单位：万元
| 项目     | 2024年决算数 |
| 支出合计 | 147.53       |
| 项目支出 | 126.80       |
"""


def finding(fingerprint: str, quote: str = "支出8人", accepted: str | None = None) -> FindingRow:
    row: dict[str, Any] = {
        "code": "WB101",
        "name": "x",
        "severity": "error",
        "confidence": 1.0,
        "accepted": accepted,
        "message": f"{quote}有误。",
        "stated": None,
        "expected": None,
        "difference": None,
        "unit": None,
        "evidence": [{"role": "claim", "quote": quote, "where": {"file": None, "page": None, "section": ["一、概况"]}}],
        "suggestion": "",
        "basis": "",
        "fingerprint": fingerprint,
    }
    return row  # type: ignore[return-value]


def document(*findings: FindingRow, path: str = "报告.docx", **fields: object) -> DocumentRow:
    return {**document_row(sample_report()), "path": path, "findings": list(findings), **fields}  # type: ignore[typeddict-item]


def test_findings_are_fixed_open_new_or_accepted() -> None:
    old = document(
        finding("a", "甲1"), finding("b", "乙2"), finding("c", "丙3"), finding("d", "丁4", accepted="早已认可")
    )
    new = document(
        finding("b", "乙2"), finding("c", "丙3", accepted="有说明"), finding("e", "戊5"), finding("d", "丁4")
    )
    row = change(old, new)
    assert row["counts"] == {"fixed": 1, "open": 1, "new": 2, "accepted": 1}
    assert [f["fingerprint"] for f in row["fixed"]] == ["a"]
    assert [k["finding"]["fingerprint"] for k in row["open"]] == ["b"]
    assert [f["fingerprint"] for f in row["new"]] == ["e", "d"]
    assert [f["fingerprint"] for f in row["accepted"]] == ["c"]


def test_a_wrong_correction_is_still_open() -> None:
    row = change(document(finding("a", "项目支出128.60万元")), document(finding("b", "项目支出128.06万元")))
    assert row["counts"] == {"fixed": 0, "open": 1, "new": 0, "accepted": 0}
    (kept,) = row["open"]
    assert kept["before"] is not None
    assert (kept["finding"]["fingerprint"], kept["before"]["fingerprint"]) == ("b", "a")


def test_an_unreadable_document_fixes_nothing() -> None:
    broken = document_row(refused_report("报告.docx"))
    assert change(document(finding("a")), broken)["counts"] == {"fixed": 0, "open": 0, "new": 0, "accepted": 0}


def test_documents_are_paired_by_path_name_and_unit() -> None:
    old = [
        document(path="甲/1.docx"),
        document(path="甲/2.docx", unit="二", year=2023),
        document(path="甲/3.docx", unit="三"),
        document(path="甲/4.docx", unit="四"),
    ]
    new = [
        document(path="乙/二改.docx", unit="二", year=2023),
        document(path="乙/1.docx", unit="一"),
        document(path="乙/新.docx", unit="新"),
    ]
    pairs = [(a["path"] if a else None, b["path"] if b else None) for a, b in paired(old, new)]
    assert pairs == [
        ("甲/2.docx", "乙/二改.docx"),
        ("甲/1.docx", "乙/1.docx"),
        (None, "乙/新.docx"),
        ("甲/3.docx", None),
        ("甲/4.docx", None),
    ]
    assert len(list(paired([document(path="a", unit="甲")], [document(path="b", unit="乙")]))) == 1


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "旧.txt").write_text(TEXT.format(said="128.60", more=""), encoding="utf-8")
    (tmp_path / "改错.txt").write_text(TEXT.format(said="128.06", more=""), encoding="utf-8")
    (tmp_path / "改对.txt").write_text(TEXT.format(said="126.80", more=""), encoding="utf-8")
    return tmp_path


OPTIONS = ("--select", "WB101")


def test_corrected_document_against_the_old_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "旧.txt", "改对.txt", *OPTIONS]) == 0
    said = capsys.readouterr().out
    assert "已改正 1 处，仍存在 0 处，新出现 0 处" in said
    assert main(["diff", "旧.txt", "改错.txt", *OPTIONS]) == 1
    said = capsys.readouterr().out
    assert "仍存在 1 处" in said
    assert "上次：" in said
    assert main(["diff", "旧.txt", "改错.txt", *OPTIONS, "--fail-on", "never"]) == 0


def test_earlier_report_against_the_corrected_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for form in ("json", "jsonl"):
        main(["check", "旧.txt", "--format", form, "--output", f"上次.{form}", "--fail-on", "never"])
        assert main(["diff", f"上次.{form}", "改对.txt", *OPTIONS, "--format", "json"]) == 0
        out = capsys.readouterr().out
        row = json.loads(out)
        assert row["documents"][0]["counts"] == {"fixed": 1, "open": 0, "new": 0, "accepted": 0}
        assert not list(Draft202012Validator(schema_of("diff", strict=True)).iter_errors(row))


def test_folders_are_compared_document_by_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for side, said in (("上次", "128.60"), ("本次", "126.80")):
        (folder / side).mkdir()
        for unit in ("甲", "乙"):
            text = TEXT.format(said=said if unit == "甲" else "128.60", more="").replace("青禾县", f"{unit}城县")
            (folder / side / f"{unit}.txt").write_text(text, encoding="utf-8")
    assert main(["diff", "上次", "本次", *OPTIONS, "--format", "json"]) == 1
    rows = json.loads(capsys.readouterr().out)["documents"]
    counts = {Path(row["new_document"]["path"]).stem: row["counts"] for row in rows}
    assert counts["甲"]["fixed"] == 1
    assert counts["乙"]["open"] == 1


class Text(HTMLParser):
    """Collects the text of a page and the names of its elements."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.said.append(data)


@pytest.mark.parametrize("lang", list(Lang))
def test_page_shows_everything_and_runs_nothing(lang: Lang) -> None:
    nasty = "<script>alert(1)</script>]]>"
    diff = difference([document(finding("a", nasty))], [document(finding("b", nasty + "9"), finding("c", "别的"))])
    page = Text()
    page.feed(render_diff(diff, Words(lang)))
    assert "script" not in page.tags
    assert nasty in "".join(page.said)


def test_page_goes_into_the_folder_for_reports(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["diff", "旧.txt", "改对.txt", *OPTIONS, "--format", "html"])
    assert capsys.readouterr().out == ""
    assert "已改正" in Path("wenbiao-reports/diff.html").read_text(encoding="utf-8")
    main(["diff", "旧.txt", "改对.txt", *OPTIONS, "--output", "对照.txt"])
    assert "已改正 1 处" in Path("对照.txt").read_text(encoding="utf-8")


def test_what_cannot_be_read_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["diff", "旧.txt", "没有.txt"]) == 2
    assert "没有.txt" in capsys.readouterr().out
    Path("新版.json").write_text('{"schema": "wenbiao.report/9", "documents": []}', encoding="utf-8")
    assert main(["diff", "新版.json", "旧.txt"]) == 2
    assert "wenbiao.report/9" in capsys.readouterr().err
    Path("残.json").write_text(dump({"schema": "wenbiao.report/1", "documents": [{}]}), encoding="utf-8")
    assert main(["diff", "残.json", "旧.txt"]) == 2
    assert "不完整" in capsys.readouterr().err
    assert stored_rows(Path("旧.txt")) is None
