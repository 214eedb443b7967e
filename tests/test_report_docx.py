"""The discrepancy report: every finding and every figure on paper, laid out for print."""

from __future__ import annotations

import dataclasses
import io
import subprocess
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from docx.table import Table

from report_sample import refused_report, sample_report
from wenbiao.cli import main
from wenbiao.model.finding import Evidence, Finding, Role, Severity
from wenbiao.model.result import DocumentReport
from wenbiao.report.discrepancy import FIGURES, FINDINGS, render_discrepancies

HEADINGS = [
    "一、核对结论",
    "二、差异清单",
    "三、数字核对底稿",
    "四、目标与文字质量",
    "五、未能核对的内容及原因",
    "六、签署",
]


def opened(report: DocumentReport) -> Document:
    return docx.Document(io.BytesIO(render_discrepancies(report)))


def texts(table: Table) -> list[list[str]]:
    return [["\n".join(p.text for p in cell.paragraphs) for cell in row.cells] for row in table.rows]


def table_under(paper: Document, title: str) -> list[list[str]]:
    found = next(t for t in paper.tables if t.cell(0, 0).text == title or t.rows[0].cells[1].text == title)
    return texts(found)


def test_all_parts_are_there_in_order() -> None:
    paper = opened(sample_report())
    assert paper.paragraphs[0].text == "绩效报告文表核对差异报告"
    assert [p.text for p in paper.paragraphs if p.style is not None and p.style.name == "一级标题"] == HEADINGS
    said = "\n".join(p.text for p in paper.paragraphs)
    for part in (
        "文中数字共4个，其中相符1个、不一致2个、无可对照1个、无法判断0个",
        "错误2处",
        "被核对单位（盖章）：",
        "规则 WB999 未能完成",
        "第2页没有文字层",
    ):
        assert part in said, part


def test_cover_tells_what_was_checked() -> None:
    report = sample_report()
    cover = dict(texts(opened(report).tables[0]))
    assert cover["被核对单位"] == "青禾县档案馆"
    assert cover["报告年度"] == "2024年"
    assert cover["行政区划"] == "青禾县（430299）"
    assert cover["文件校验值（SHA-256）"] == report.sha256
    assert cover["规则口径"] == "default"
    assert "wenbiao" in cover["核对工具"]


def test_every_finding_has_a_row_with_room_for_an_answer() -> None:
    report = sample_report()
    header, *rows = table_under(opened(report), "级别")
    assert header == [column.title for column in FINDINGS]
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(report.findings) + 1)]
    staff = rows[0]
    assert staff[1:4] == ["错误", "正文第3段 一、基本情况", "年末在职人员8人"]
    assert "［财政供养人员 / 年末在职人员 / 2024年实际］：“7”" in staff[4]
    assert staff[8] == ""


def test_every_figure_has_a_row_with_its_mark() -> None:
    header, *rows = table_under(opened(sample_report()), "位置")
    rows = [row for row in rows if len(row) == len(FIGURES)]
    paper = opened(sample_report())
    header, *rows = next(t for t in map(texts, paper.tables) if "文中数字" in t[0])
    assert header == [column.title for column in FIGURES]
    assert [row[2] for row in rows] == ["8人", "147.53万元", "128.60万元", "3.5万余人次"]
    assert [row[7][0] for row in rows] == ["✗", "✓", "✗", "—"]
    assert "147.53 − 20.73 = 126.80" in rows[2][6]


def test_accepted_findings_carry_their_reason() -> None:
    report = sample_report()
    first = dataclasses.replace(report.findings[0], accepted="人员月底调入")
    paper = opened(dataclasses.replace(report, findings=(first, *report.findings[1:])))
    assert table_under(paper, "级别")[1][8] == "已认可：人员月底调入"
    assert "另有1处已认可" in "\n".join(p.text for p in paper.paragraphs)


def test_heads_repeat_and_rows_stay_whole() -> None:
    for table in opened(sample_report()).tables[1:]:
        rows = table._tbl.tr_lst
        assert rows[0].trPr.find(qn("w:tblHeader")) is not None
        assert all(row.trPr.find(qn("w:cantSplit")) is not None for row in rows)
        width = sum(int(c.get(qn("w:w"))) for c in table._tbl.tblGrid.gridCol_lst)
        assert width <= 249 * 56.7 + 1


def test_document_text_cannot_break_the_file() -> None:
    nasty = "a<b>&\"'\x0b\x00]]>\ud800\n第二行"
    report = sample_report()
    fault = Finding("WB101", "x", Severity.ERROR, nasty, (Evidence(Role.CLAIM, nasty),), suggestion=nasty)
    paper = opened(dataclasses.replace(report, title=nasty, unit=nasty, findings=(fault,), warnings=(nasty,)))
    assert "a<b>&\"' ]]> 第二行" in table_under(paper, "级别")[1][3]


def test_unreadable_document_has_a_report_that_says_so() -> None:
    paper = opened(refused_report("坏.pdf"))
    assert any("未能核对。“坏.pdf”已损坏" in p.text for p in paper.paragraphs)


def test_clean_report_claims_nothing_it_did_not_check() -> None:
    report = dataclasses.replace(sample_report(), findings=(), links=(), facts=())
    said = "\n".join(p.text for p in opened(report).paragraphs)
    assert "没有一个数字得到核对，不能据此认为报告无误。" in said


def test_same_report_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert render_discrepancies(sample_report()) == render_discrepancies(sample_report())


@pytest.mark.tools
def test_prints_on_pages_with_heads(tmp_path: Path, require_tool: Callable[[str], Path]) -> None:
    import pypdfium2

    report = sample_report()
    paper = tmp_path / "差异报告.docx"
    paper.write_bytes(render_discrepancies(dataclasses.replace(report, links=report.links * 20)))
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [require_tool("soffice"), profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, paper]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pdf = pypdfium2.PdfDocument(paper.with_suffix(".pdf"))
    try:
        pages = [page.get_textpage().get_text_range() for page in pdf]
        sizes = [page.get_size() for page in pdf]
    finally:
        pdf.close()
    assert len(pages) > 3
    assert sizes[0][0] < sizes[0][1]
    assert all(width > height for width, height in sizes[1:])
    with_figures = [text for text in pages if "接待来访群众" in text]
    assert len(with_figures) > 1
    assert all("对照单元格" in text for text in with_figures)


def test_command_writes_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    document = tmp_path / "报告.txt"
    document.write_text("青禾县报告\n\n全年支出147.53万元。\n", encoding="utf-8")
    main(
        [
            "check",
            str(document),
            "--format",
            "docx",
            "--format",
            "html",
            "--output",
            str(tmp_path / "out"),
            "--fail-on",
            "never",
        ]
    )
    assert sorted(f.name for f in (tmp_path / "out").iterdir()) == ["报告-差异报告.docx", "报告.html"]
    assert "差异报告.docx" in capsys.readouterr().err
