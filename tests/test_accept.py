"""Accepting findings: the file, what it does to reports, and the commands."""

from __future__ import annotations

import dataclasses
import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from report_sample import sample_report
from wenbiao import audit
from wenbiao.cli import main
from wenbiao.errors import ConfigError
from wenbiao.model.result import DocumentReport
from wenbiao.report.accepted import DECISIONS, Decision, read_decisions, store, with_decisions
from wenbiao.report.messages import Words
from wenbiao.report.text import report_lines

TODAY = date(2025, 6, 1)
MARK = "0123456789abcdef"
FAULTY = """青禾县档案馆2024年度部门整体支出绩效自评报告

一、基本情况

全年支出147.53万元，其中项目支出128.60万元。{extra}

表1 2024年支出决算表 | 单位：万元
| 项目     | 2024年决算数 |
| 支出合计 | 147.53       |
| 项目支出 | 126.80       |
"""


def decided(report: DocumentReport, *decisions: Decision) -> DocumentReport:
    return with_decisions(report, decisions, TODAY)


def test_accepted_finding_is_shown_and_not_counted() -> None:
    report = decided(sample_report(), Decision(MARK, "月底调入"))
    assert report.findings[0].accepted == "月底调入"
    assert report.severities().total() == sample_report().severities().total() - 1
    text = "\n".join(line.text for line in report_lines(report, Words()))
    assert "错误（1，另有 1 处已认可）" in text
    assert "已认可：月底调入" in text
    assert "错误 1 处，疑点 1 处，提示 1 处" in text


@pytest.mark.parametrize(
    ("until", "holds"), [(date(2025, 6, 1), True), (date(2025, 5, 31), False), (date(2026, 1, 1), True), (None, True)]
)
def test_acceptance_runs_out(until: date | None, holds: bool) -> None:
    report = decided(sample_report(), Decision(MARK, "暂缓", until=until))
    assert (report.findings[0].accepted is not None) is holds
    assert any("到期" in note for note in report.notes) is not holds


@pytest.mark.parametrize(
    ("fields", "holds"),
    [
        ({}, True),
        ({"document": "青禾县档案馆.txt"}, True),
        ({"document": "别的.txt"}, False),
        ({"document": "别的.txt", "unit": "青禾县档案馆", "year": 2024}, True),
        ({"document": "别的.txt", "unit": "青禾县档案馆", "year": 2023}, False),
        ({"decision": "整改"}, False),
    ],
)
def test_acceptance_holds_for_its_document(fields: dict[str, object], holds: bool) -> None:
    report = decided(sample_report(), Decision(MARK, "理由", **fields))  # type: ignore[arg-type]
    assert (report.findings[0].accepted is not None) is holds


def test_the_last_decision_holds() -> None:
    report = decided(sample_report(), Decision(MARK, "甲"), Decision(MARK, "乙", decision="整改"))
    assert report.findings[0].accepted is None


TEXTS = st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: text.strip())


@given(TEXTS, st.text(), st.sampled_from(DECISIONS), st.none() | st.dates(), st.none() | st.integers(1900, 2100))
def test_what_is_stored_is_read(
    tmp_path_factory: pytest.TempPathFactory,
    reason: str,
    finding: str,
    decision: str,
    until: date | None,
    year: int | None,
) -> None:
    path = tmp_path_factory.mktemp("accepted") / "wenbiao-accepted.toml"
    kept = Decision(
        MARK, reason, decision, until, "文 件.docx", "单位", year, finding.encode(errors="replace").decode()
    )
    store(path, [kept])
    assert read_decisions(path) == [kept]
    store(path, [dataclasses.replace(kept, fingerprint="f" * 16 + "-2"), dataclasses.replace(kept, reason="新")])
    assert [d.reason for d in read_decisions(path)] == [reason, "新"]


def test_hand_written_remarks_and_other_entries_stay(tmp_path: Path) -> None:
    path = tmp_path / "wenbiao-accepted.toml"
    path.write_text(
        f'# 本单位说明\n[[accepted]] # 甲\nfingerprint = "{MARK}"\nreason = "旧"\n\n[[accepted]]\n'
        f'fingerprint = "{"a" * 16}"\nreason = "留"  # 勿删\n',
        encoding="utf-8",
    )
    store(path, [Decision(MARK, "新")])
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# 本单位说明\n")
    assert "# 勿删" in text
    assert "旧" not in text
    assert [d.reason for d in read_decisions(path)] == ["留", "新"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[accepted]\n", "不是有效的 TOML"),
        ('[[accepted]]\nfingerprint = "x"\nreason = "y"\n', "fingerprint"),
        (f'[[accepted]]\nfingerprint = "{MARK}"\n', "reason"),
        (f'[[accepted]]\nfingerprint = "{MARK}"\nreason = "y"\nuntil = "2025"\n', "until"),
        (f'[[accepted]]\nfingerprint = "{MARK}"\nreason = "y"\nwhy = "z"\n', "why"),
        (f'[[accepted]]\nfingerprint = "{MARK}"\nreason = "y"\ndecision = "不管"\n', "decision"),
        ("accepted = 3\n", "accepted"),
    ],
)
def test_malformed_files_are_told(tmp_path: Path, text: str, said: str) -> None:
    path = tmp_path / "wenbiao-accepted.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=said):
        read_decisions(path)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a faulty document, in which the commands run."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "材料"
    folder.mkdir()
    (folder / "报告.txt").write_text(FAULTY.format(extra=""), encoding="utf-8")
    return folder


def findings(path: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict[str, object]]:
    main(["check", str(path), "--format", "json", *options])
    return list(json.loads(capsys.readouterr().out)["documents"][0]["findings"])


def test_accepting_for_one_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = folder / "报告.txt"
    (fault,) = findings(document, capsys, "--select", "WB101")
    mark = str(fault["fingerprint"])
    assert main(["accept", mark, "--reason", "口径不同", "--until", "2999-12-31", "--for", str(document)]) == 0
    assert "wenbiao-accepted.toml" in capsys.readouterr().err
    (entry,) = read_decisions(folder / "wenbiao-accepted.toml")
    assert (entry.document, entry.until, entry.finding) == ("报告.txt", date(2999, 12, 31), f"WB101 {fault['message']}")
    assert main(["check", str(document), "--select", "WB101", "--format", "json"]) == 0
    row = json.loads(capsys.readouterr().out)["documents"][0]
    assert row["counts"]["error"] == 0
    assert row["findings"][0]["accepted"] == "口径不同"
    other = folder / "另一.txt"
    other.write_text(FAULTY.format(extra="").replace("青禾县", "别处县"), encoding="utf-8")
    assert findings(other, capsys, "--select", "WB101")[0]["accepted"] is None


def test_accepting_in_the_current_folder(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark = str(findings(folder / "报告.txt", capsys, "--select", "WB101")[0]["fingerprint"])
    assert main(["accept", mark, "--reason", "已说明"]) == 0
    assert findings(folder / "报告.txt", capsys, "--select", "WB101")[0]["accepted"] == "已说明"


def test_configuration_names_the_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mark = str(findings(folder / "报告.txt", capsys, "--select", "WB101")[0]["fingerprint"])
    config = folder.parent / "conf" / "wenbiao.toml"
    config.parent.mkdir()
    config.write_text('accepted = "认可.toml"\n', encoding="utf-8")
    assert main(["accept", mark, "--reason", "已说明", "--config", str(config)]) == 0
    assert (config.parent / "认可.toml").exists()
    assert findings(folder / "报告.txt", capsys, "--select", "WB101")[0]["accepted"] is None
    with_config = findings(folder / "报告.txt", capsys, "--select", "WB101", "--config", str(config))
    assert with_config[0]["accepted"] == "已说明"


def test_accepting_from_a_work_paper(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = folder / "报告.txt"
    main(["check", str(document), "--select", "WB101", "--format", "xlsx", "--output", "out", "--fail-on", "never"])
    path = Path("out") / "报告-核对底稿.xlsx"
    book = load_workbook(path)
    sheet = book["差异清单"]
    titles = [cell.value for cell in sheet[1]]
    sheet.cell(2, titles.index("复核决定") + 1, "认可")
    sheet.cell(2, titles.index("复核说明") + 1, "口径不同")
    book.save(path)
    capsys.readouterr()
    assert main(["accept", "--from", str(path)]) == 0
    assert "已记录 1 条" in capsys.readouterr().err
    assert findings(document, capsys, "--select", "WB101")[0]["accepted"] == "口径不同"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "择一"),
        ([MARK], "--reason"),
        ([MARK, "--reason", " "], "--reason"),
        (["x", "--reason", "y"], "不是问题的标识"),
        ([MARK, "--reason", "y", "--until", "明年"], "不是日期"),
        ([MARK, "--from", "a.xlsx"], "择一"),
        (["--from", "a.xlsx", "--reason", "y"], "复核说明"),
        (["--from", "a.xlsx"], "找不到文件"),
        ([MARK, "--reason", "y", "--for", "材料/报告.txt"], "没有标识为"),
        ([MARK, "--reason", "y", "--for", "没有.txt"], "找不到文件"),
    ],
)
def test_wrong_usage(folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str) -> None:
    assert main(["accept", *arguments]) == 2
    assert said in capsys.readouterr().err
    assert not list(folder.parent.rglob("*.toml"))


def test_a_malformed_file_is_told_before_anything_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "wenbiao-accepted.toml").write_text("[[accepted]\n", encoding="utf-8")
    assert main(["check", str(folder / "报告.txt"), "--output", "out.txt"]) == 2
    assert "不是有效的 TOML" in capsys.readouterr().err
    assert not Path("out.txt").exists()


def test_the_file_is_no_document(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store(folder / "wenbiao-accepted.toml", [Decision(MARK, "y")])
    main(["check", str(folder), "--package", "--format", "json", "--fail-on", "never"])
    assert json.loads(capsys.readouterr().out)["documents"][0]["files"] == ["报告.txt"]


EDITS = {
    "nothing": lambda text: text,
    "a sentence before": lambda text: text.replace("全年支出", "本年度工作顺利。全年支出"),
    "a section before": lambda text: text.replace("一、基本情况", "一、前言\n\n略。\n\n二、基本情况"),
    "a table before": lambda text: text.replace(
        "表1 2024年支出决算表", "表1 其他表\n| 甲 | 乙 |\n| 一 | 二 |\n\n表2 2024年支出决算表"
    ),
    "rows and paragraphs after": lambda text: text + "| 基本支出 | 20.73 |\n\n三、其他\n\n无。\n",
    "another fault": lambda text: text.replace("147.53万元", "147.35万元"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_fingerprints_do_not_move_with_edits_elsewhere(tmp_path: Path, edit: str) -> None:
    before, after = tmp_path / "前.txt", tmp_path / "后.txt"
    before.write_text(FAULTY.format(extra=""), encoding="utf-8")
    after.write_text(EDITS[edit](FAULTY.format(extra="")), encoding="utf-8")
    marks = [
        [f.fingerprint for f in audit(path).documents[0].findings if f.code == "WB101" and f.stated == "128.60"]
        for path in (before, after)
    ]
    assert len(marks[0]) == 1
    assert marks[0] == marks[1]


def test_the_same_fault_elsewhere_has_another_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    extra = "\n\n二、支出情况\n\n其中项目支出128.60万元。"
    path.write_text(FAULTY.format(extra=extra), encoding="utf-8")
    found = [f for f in audit(path).documents[0].findings if f.code == "WB101"]
    assert len({f.fingerprint for f in found}) == len(found)
