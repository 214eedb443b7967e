"""Runs over folders: a report for each document, an index, several formats at once, and a bar on a terminal."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

from wenbiao.cli import main

TEXT = "{unit}2024年度部门整体支出绩效自评报告\n\n全年支出147.53万元，其中项目支出128.60万元。\n"
ENVIRONMENT = {"COLUMNS": "100", "TERM": "xterm", "PYTHONUTF8": "1"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "材料"
    (folder / "下级").mkdir(parents=True)
    for path, unit in (("甲.txt", "甲县"), ("乙.txt", "乙县"), ("下级/甲.txt", "丙县")):
        (folder / path).write_text(TEXT.format(unit=unit), encoding="utf-8")
    (folder / "坏.docx").write_bytes(b"PK\x03\x04 not a document")
    (folder / "照片.png").write_bytes(b"x")
    return folder


def test_every_document_has_its_reports_and_one_index_leads_to_them(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    formats = ("html", "docx", "xlsx", "sarif", "json")
    options = [part for name in formats for part in ("--format", name)]
    assert main(["check", str(folder), *options, "--fail-on", "never"]) == 2
    out = Path("wenbiao-reports")
    names = sorted(path.name for path in out.iterdir())
    stems = ["乙", "坏", "甲", "甲-2"]
    endings = (".html", "-差异报告.docx", "-核对底稿.xlsx")
    assert names == sorted(["index.html", "wenbiao.json", *(stem + ending for stem in stems for ending in endings)])
    index = (out / "index.html").read_text(encoding="utf-8")
    assert len(re.findall(r'<a href="[^"]*\.html">', index)) == 4
    assert len(re.findall(r'<a class="also" href="[^"]*\.(?:docx|xlsx)">', index)) == 8
    assert "甲县2024年度" in index
    assert "无法审核" in index
    captured = capsys.readouterr()
    assert '"version": "2.1.0"' in captured.out
    assert "wenbiao-reports/index.html" in captured.err.replace("\\", "/")


def test_earlier_reports_are_no_input(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["check", str(folder), "--format", "html", "--output", str(folder / "报告"), "--fail-on", "never"]
    for _ in range(2):
        main(arguments)
        assert len(list((folder / "报告").iterdir())) == 5
    capsys.readouterr()


def test_reports_may_lie_beside_the_documents(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(folder), "--format", "html", "--output", str(folder), "--fail-on", "never"])
    assert (folder / "index.html").exists()
    assert (folder / "甲-2.html").exists()
    capsys.readouterr()


def test_no_bar_without_a_terminal(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", str(folder), "--format", "html", "--fail-on", "never"])
    assert "正在核对" not in capsys.readouterr().err


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="needs a terminal")
@pytest.mark.parametrize(("formats", "shown"), [(["html"], True), (["text"], False)])
def test_a_bar_on_a_terminal_unless_the_reports_are_there(folder: Path, formats: list[str], shown: bool) -> None:
    options = [part for name in formats for part in ("--format", name)]
    said = on_terminal(["check", str(folder), *options, "--fail-on", "never"])
    assert ("正在核对" in said) is shown
    if shown:
        assert re.search(r"\d/4", said)


def on_terminal(arguments: list[str]) -> str:
    """Return what the command shows on a terminal."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "wenbiao", *arguments], stdout=theirs, stderr=theirs, env={**os.environ, **ENVIRONMENT}
    )
    os.close(theirs)
    said = b""
    try:
        while select.select([ours], [], [], 60)[0]:
            said += os.read(ours, 65536)
    except OSError:  # the terminal closes with its last writer
        pass
    finally:
        os.close(ours)
        process.wait(60)
    return said.decode("utf-8", "replace")
