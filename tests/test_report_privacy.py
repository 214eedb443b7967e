"""Personal data stays out of every output, wherever the document has it."""

from __future__ import annotations

from pathlib import Path

import pytest

from report_sample import document
from wenbiao.cli import main
from wenbiao.report.privacy import mask_of

# Invented: a number range that is not assigned, an identity number of a division that does not exist.
MOBILE, IDENTITY, NAME = "13900000001", "990101199003070010", "欧阳明远"
TEXT = f"""青禾县档案馆2024年度部门整体支出绩效自评报告

本年项目支出128.60万元，由{NAME}负责，联系{MOBILE}，身份证号码{IDENTITY}。

表1 支出决算表 | 单位：元
| 项目     | 2024年决算数 | 备注   |
| 项目支出 | 800.00 | {MOBILE} |
| 填表人   | {NAME}       | 王芳   |

填表人：{NAME}  联系电话：{MOBILE}
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "报告.txt", "--format", "json", "--output", "out.txt"],
        ["check", "报告.txt", "--format", "text", "--output", "out.txt"],
        ["check", "报告.txt", "--format", "html", "--output", "out.txt"],
        ["facts", "报告.txt", "--format", "jsonl"],
        ["facts", "报告.txt", "--format", "text"],
        ["tables", "报告.txt", "--format", "json"],
        ["tables", "报告.txt", "--format", "csv"],
        ["align", "报告.txt", "--format", "jsonl"],
    ],
)
def test_no_output_shows_personal_data(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("报告.txt").write_text(TEXT, encoding="utf-8")
    main(arguments)
    written = Path("out.txt").read_text(encoding="utf-8") if Path("out.txt").exists() else capsys.readouterr().out
    for private in (MOBILE, IDENTITY, NAME):
        assert private not in written
    assert "项目支出" in written


def test_mask_keeps_the_length_and_leaves_other_text() -> None:
    mask = mask_of([document(TEXT)])
    masked = mask(TEXT)
    assert len(masked) == len(TEXT)
    assert "欧***" in masked
    assert mask("欧阳明远同志") == "欧***同志"
    assert mask("王芳草地") == "王芳草地"
    assert mask("项目支出128.60万元") == "项目支出128.60万元"
