"""The work paper: numbers as numbers, nothing that runs, decisions that can be read back."""

from __future__ import annotations

import dataclasses
import io
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from report_sample import refused_report
from report_sample import sample_report as bare_report
from wenbiao import audit
from wenbiao.errors import ConfigError
from wenbiao.model.finding import Evidence, Finding, Role, Severity
from wenbiao.model.result import DocumentReport
from wenbiao.report.returned import read_workpaper
from wenbiao.report.workpaper import RISKY, harmless, render_workpaper

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
SHEETS = ["概览", "差异清单", "数字核对底稿", "指标核对", "规则说明"]


def sample_report() -> DocumentReport:
    """Return the sample with a fingerprint for each finding, errors first as in every list."""
    report = bare_report()
    staff, project, blank, style = report.findings
    ordered = enumerate((staff, blank, project, style), start=1)
    marked = (dataclasses.replace(f, fingerprint=f"{n:016x}") for n, f in ordered)
    return dataclasses.replace(report, findings=tuple(marked))


def opened(report: DocumentReport) -> Workbook:
    return load_workbook(io.BytesIO(render_workpaper(report)))


def column(sheet: Worksheet, title: str) -> list[object]:
    index = [cell.value for cell in sheet[1]].index(title)
    return [row[index] for row in sheet.iter_rows(min_row=2, values_only=True)]


def test_sheets_with_fixed_heads_filters_and_widths() -> None:
    book = opened(sample_report())
    assert book.sheetnames == SHEETS
    for sheet in book:
        assert sheet.freeze_panes is not None
        assert sheet.freeze_panes.endswith("2")
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert all(6 <= d.width <= 60 for d in sheet.column_dimensions.values())
    assert column(book["概览"], "项目")[:4] == ["文件", "单位", "标题", "年度"]


def test_findings_have_values_as_numbers_and_a_choice() -> None:
    report = sample_report()
    sheet = opened(report)["差异清单"]
    assert column(sheet, "标识") == [f.fingerprint for f in report.findings]
    assert column(sheet, "表述值")[:3] == [8, None, 128.6]
    assert column(sheet, "应为值")[:3] == [7, None, 126.8]
    assert column(sheet, "差额")[:3] == [1, None, 1.8]
    assert column(sheet, "单位")[:3] == ["人", None, "万元"]
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1 == '"认可,整改,说明"'
    titles = [cell.value for cell in sheet[1]]
    letter = sheet.cell(1, titles.index("复核决定") + 1).column_letter
    assert str(choice.sqref) == f"{letter}2:{letter}{sheet.max_row}"


def test_figures_have_value_unit_mark_and_what_they_were_compared_with() -> None:
    sheet = opened(sample_report())["数字核对底稿"]
    assert column(sheet, "文中数字") == ["8人", "147.53万元", "128.60万元", "3.5万余人次"]
    assert column(sheet, "数值") == [8, 147.53, 128.6, 3.5]
    assert column(sheet, "单位") == ["人", "万元", "万元", "万人次"]
    assert column(sheet, "核对") == ["✗", "✓", "✗", "—"]
    assert column(sheet, "对照值") == [7, 147.53, 126.8, None]
    assert "147.53 − 20.73 = 126.80" in str(column(sheet, "对照单元格或算式")[2])
    shown = [cell.number_format for cell in sheet["E"][1:4]]
    assert shown == ["0", "0.00", "0.00"]


def test_indicators_of_a_form_with_their_rate() -> None:
    report = audit(FIXTURES / "school-overall.docx").documents[0]
    sheet = opened(report)["指标核对"]
    assert sheet.max_row > 5
    targets, actual, rates = (column(sheet, t) for t in ("指标值", "实际完成值", "完成率（%）"))
    assert any(isinstance(rate, int | float) for rate in rates)
    for target, done, rate in zip(targets, actual, rates, strict=True):
        if target == done and rate is not None:
            assert rate == 100
    assert sum(isinstance(score, int | float) for score in column(sheet, "得分")) > 5


def test_rules_are_explained() -> None:
    sheet = opened(sample_report())["规则说明"]
    assert "WB101" in column(sheet, "代码")
    assert all(column(sheet, "查什么"))
    assert all(column(sheet, "依据"))


@pytest.mark.parametrize("start", RISKY)
def test_nothing_runs_as_a_formula(start: str) -> None:
    nasty = f'{start}cmd|"/c calc"!A1'
    report = sample_report()
    fault = Finding("WB101", "x", Severity.ERROR, nasty, (Evidence(Role.CLAIM, nasty),), suggestion=nasty, basis=nasty)
    fact = dataclasses.replace(report.facts[0], subject=nasty, sentence=nasty)
    link = dataclasses.replace(report.links[0], fact=fact, formula=nasty)
    book = opened(
        dataclasses.replace(
            report, path=nasty, title=nasty, unit=nasty, findings=(fault,), links=(link,), warnings=(nasty,)
        )
    )
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert not (isinstance(cell.value, str) and cell.value.startswith(RISKY))


def test_numbers_stay_numbers_and_long_or_broken_texts_fit() -> None:
    assert harmless(Decimal("-1.50")) == Decimal("-1.50")
    assert harmless("−5") == "−5"
    assert len(str(harmless("长" * 40_000))) == 32_000
    assert harmless("a\x00b\x0b") == "ab"


def test_unreadable_document_has_an_overview() -> None:
    book = opened(refused_report("坏.pdf"))
    assert book.sheetnames == ["概览"]
    assert any("已损坏" in str(value) for value in column(book["概览"], "内容"))


def test_same_report_gives_the_same_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert render_workpaper(sample_report()) == render_workpaper(sample_report())


def filled(path: Path, report: DocumentReport, decisions: dict[int, tuple[str, str]]) -> Path:
    """Write the work paper of a report with decisions on some of its findings, by number."""
    book = opened(report)
    sheet = book["差异清单"]
    titles = [cell.value for cell in sheet[1]]
    for number, (decision, note) in decisions.items():
        sheet.cell(number + 1, titles.index("复核决定") + 1, decision)
        sheet.cell(number + 1, titles.index("复核说明") + 1, note)
    book.save(path)
    return path


def test_decisions_are_read_back(tmp_path: Path) -> None:
    report = sample_report()
    path = filled(
        tmp_path / "底稿.xlsx", report, {1: ("认可", "月底调入"), 2: ("整改", "请改为126.80"), 3: ("认可", "")}
    )
    returned = read_workpaper(path)
    assert returned.path == "青禾县档案馆.txt"
    prints = [f.fingerprint for f in report.findings]
    assert [(d.fingerprint, d.decision, d.reason) for d in returned.decisions] == [
        (prints[0], "认可", "月底调入"),
        (prints[1], "整改", "请改为126.80"),
        (prints[2], "认可", "复核认可"),
    ]
    first = returned.decisions[0]
    assert (first.document, first.unit, first.year) == ("青禾县档案馆.txt", "青禾县档案馆", 2024)
    assert first.finding == report.findings[0].message


def test_columns_may_be_moved_and_rows_put_above(tmp_path: Path) -> None:
    path = filled(tmp_path / "底稿.xlsx", sample_report(), {2: ("说明", "口径不同")})
    book = load_workbook(path)
    sheet = book["差异清单"]
    sheet.delete_cols(2, 3)
    sheet.insert_rows(1, 2)
    book.save(path)
    (decision,) = read_workpaper(path).decisions
    assert (decision.decision, decision.reason) == ("说明", "口径不同")


@pytest.mark.parametrize(("decision", "said"), [("同意", "第 2 行的复核决定“同意”无效"), ("认可 ", "")])
def test_wrong_decisions_are_told(tmp_path: Path, decision: str, said: str) -> None:
    path = filled(tmp_path / "底稿.xlsx", sample_report(), {1: (decision, "")})
    if said:
        with pytest.raises(ConfigError, match=said):
            read_workpaper(path)
    else:
        assert len(read_workpaper(path).decisions) == 1


def test_other_files_are_told(tmp_path: Path) -> None:
    text = tmp_path / "a.xlsx"
    text.write_text("no workbook", encoding="utf-8")
    other = tmp_path / "b.xlsx"
    Workbook().save(other)
    for path, said in ((text, "不是可用的 .xlsx"), (other, "没有“差异清单”表"), (tmp_path / "c.xlsx", "找不到文件")):
        with pytest.raises(ConfigError, match=said):
            read_workpaper(path)


def test_accepted_findings_come_with_their_decision() -> None:
    report = sample_report()
    accepted = dataclasses.replace(report.findings[0], accepted="月底调入")
    sheet = opened(dataclasses.replace(report, findings=(accepted, *report.findings[1:])))["差异清单"]
    assert column(sheet, "复核决定")[:2] == ["认可", None]
    assert column(sheet, "复核说明")[:2] == ["月底调入", None]
