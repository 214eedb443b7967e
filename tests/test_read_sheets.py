"""Workbooks: what is printed in each cell, where the tables are, what is hidden."""

from __future__ import annotations

import contextlib
import io
import subprocess
import time
import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

import xls_writer as xls
from wenbiao.errors import LimitExceeded, UnreadableDocument
from wenbiao.model.document import Document, Format, Table
from wenbiao.read import read_document
from wenbiao.read.sheets import read_sheets
from wenbiao.read.sheets_grid import cell_name, parse_area, parse_cell_name
from wenbiao.read.sheets_numbers import BUILTIN, show_number

FRAME = Border(*[Side(style="thin")] * 4)
Rows = Sequence[Sequence[object]]


def fill(sheet: Worksheet, rows: Rows, merges: Sequence[str] = (), frame: str = "") -> Worksheet:
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(r, c, value)
    for area in merges:
        sheet.merge_cells(area)
    for row in sheet[frame] if frame else ():
        for cell in row:
            cell.border = FRAME
    return sheet


def workbook(**sheets: Rows) -> openpyxl.Workbook:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        fill(book.create_sheet(name), rows)
    return book


def data_of(book: openpyxl.Workbook) -> bytes:
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def read(book: openpyxl.Workbook) -> Document:
    return read_document(data_of(book), "附表.xlsx")


def texts(table: Table) -> list[list[str]]:
    return [[c.text for c in row] for row in table.rows()]


def lines(document: Document) -> list[str]:
    return [p.text for p in document.body]


# How numbers are printed


@pytest.mark.parametrize(
    ("value", "code", "printed"),
    [
        ("0.953", "0.00%", "95.30%"),
        ("1", "0%", "100%"),
        ("1234.5", "#,##0.00", "1,234.50"),
        ("-1234.5", "#,##0.00_);(#,##0.00)", "(1,234.50)"),
        ("-98.5", r"0.00_);[Red]\(0.00\)", "(98.50)"),
        ("1234567.891", BUILTIN[43], "1,234,567.89"),
        ("-5.5", BUILTIN[43], "-5.50"),
        ("0", BUILTIN[43], "-"),
        ("130.15000000000001", "General", "130.15"),
        ("0.30000000000000004", "", "0.3"),
        ("147.52999999999997", "General", "147.53"),
        ("2.3333333333333335", "General", "2.333333333"),
        ("0.00001", "General", "0.00001"),
        ("123456789012", "General", "123456789012"),
        ("2.675", "0.00", "2.68"),
        ("-0.004", "0.00", "0.00"),
        ("12", "0.##", "12"),
        ("12.345", "0.##", "12.35"),
        ("3", "000", "003"),
        ("12.5", '0.00"万元"', "12.50万元"),
        ("7", 'General"人"', "7人"),
        ("100", 'G/通用格式"分"', "100分"),
        ("7", "@", "7"),
        ("1234567", '0!.0,"万"', "123.5万"),
        ("1000000", "#,##0,", "1,000"),
        ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"),
        ("150000", '[>=10000]0.00,"千元";0.00"元"', "150.00千元"),
        ("12", '[>=10000]0.00,"千元";0.00"元"', "12.00元"),
        ("0", "0;-0;;@", ""),
        ("5", ";;;", "5"),
        ("-3", "0.0;0.0", "3.0"),
        ("12345", "0.00E+00", "1.23E+4"),
        ("0.5", "# ?/?", "0.5"),
        ("45431", "yyyy/m/d", "2024/5/19"),
        ("45431", BUILTIN[31], "2024年5月19日"),
        ("45431", "[$-F800]dddd, mmmm dd, yyyy", "2024年5月19日"),
        ("45431.5", "yyyy-mm-dd h:mm", "2024-05-19 12:00"),
        ("45431.75", "h:mm AM/PM", "6:00 PM"),
        ("1.5", "[h]:mm", "36:00"),
        ("45431", "aaaa", "星期日"),
        ("-1", "yyyy/m/d", "-1"),
    ],
)
def test_number_formats(value: str, code: str, printed: str) -> None:
    assert show_number(Decimal(value), code) == printed


@given(st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9))
def test_two_decimals_are_rounded_as_spreadsheets_do(value: Decimal) -> None:
    shown = show_number(value, "#,##0.00")
    assert abs(Decimal(shown.replace(",", "")) - value) <= Decimal("0.005")
    assert shown.partition(".")[2].__len__() == 2


@given(st.decimals(allow_nan=False, allow_infinity=False), st.text(alphabet='0#?.,;%@"E+-[]_*\\ymdhsG元 ', max_size=20))
def test_any_format_prints_something_or_nothing(value: Decimal, code: str) -> None:
    assert isinstance(show_number(value, code), str)


@given(st.integers(0, 1048575), st.integers(0, 16383))
def test_cell_names(row: int, col: int) -> None:
    assert parse_cell_name(cell_name((row, col))) == (row, col)


@pytest.mark.parametrize("reference", ["", "A", "1", "A0", "甲1", "A1:B", "AAAA1"])
def test_wrong_references(reference: str) -> None:
    assert parse_area(reference) is None


# Cells


def test_cells_as_printed() -> None:
    book = workbook(
        Sheet1=[["项目", "值"], ["比率", 0.953], ["金额", 1234.5], ["和", 0.1 + 0.2], ["日期", date(2024, 5, 19)]]
    )
    sheet = book["Sheet1"]
    fill(
        sheet,
        [[]] * 5
        + [
            ["文本数", "130.15"],
            ["真", True],
            ["错", "#REF!"],
            ["两行", "甲\r\n乙_x000D_\n"],
            ["时", datetime(2024, 5, 19, 8, 30)],
        ],
    )
    sheet["B2"].number_format, sheet["B3"].number_format = "0.00%", "#,##0.00"
    sheet["B5"].number_format = 'yyyy"年"m"月"d"日"'
    (table,) = read(book).tables
    assert [row[1] for row in texts(table)[1:]] == [
        "95.30%", "1,234.50", "0.3", "2024年5月19日", "130.15", "TRUE", "#REF!", "甲\n乙", "2024-05-19 8:30:00",
    ]  # fmt: skip


def test_offsets_and_positions_hold() -> None:
    document = read(workbook(附件1=[["项目", "预算数"], ["甲", 1], [None, None], ["说明：无"]]))
    for paragraph in document.paragraphs():
        assert document.text[paragraph.start : paragraph.end] == paragraph.text
    assert document.format is Format.XLSX


def test_formula_without_result_is_blank_and_told() -> None:
    document = read(workbook(Sheet1=[["项目", "数"], ["甲", 2], ["合计", "=SUM(B2:B2)"]]))
    assert texts(document.tables[0])[2] == ["合计", ""]
    (warning,) = document.warnings
    assert "1 个公式没有计算结果（B3）" in warning


def rewritten(data: bytes, changes: dict[str, Callable[[str], str]], **added: str) -> bytes:
    """The package with some of its parts changed and parts of the folder xl added."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as result:
        for name in source.namelist():
            part = source.read(name)
            result.writestr(name, changes[name](part.decode()).encode() if name in changes else part)
        for name, part in added.items():
            result.writestr(f"xl/{name}.xml", part)
    return target.getvalue()


def with_rows(rows: str) -> bytes:
    """A workbook of one sheet whose rows are the given markup."""
    data = data_of(workbook(Sheet1=[["x"]]))

    def change(xml: str) -> str:
        return xml[: xml.index("<sheetData>")] + f"<sheetData>{rows}" + xml[xml.index("</sheetData>") :]

    return rewritten(data, {"xl/worksheets/sheet1.xml": change})


def test_shared_strings_with_runs_and_phonetic_guides() -> None:
    strings = """<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>甲</t></si>
      <si><r><t>项</t></r><r><rPr><b/></rPr><t xml:space="preserve">目 </t></r><rPh sb="0" eb="1"><t>xm</t></rPh></si></sst>"""
    row = '<row><c t="s"><v>{}</v></c><c t="s"><v>7</v></c><c><v>{}</v></c></row>'
    data = rewritten(with_rows(row.format(1, 5) + row.format(0, 6)), {}, sharedStrings=strings)
    assert texts(read_document(data, "a.xlsx").tables[0]) == [["项目", "", "5"], ["甲", "", "6"]]


def test_cells_without_references_and_inline_strings() -> None:
    row = '<row><c t="inlineStr"><is><t>{0}</t></is></c><c><v>{1}</v></c><c t="str"><f>A1</f><v></v></c></row>'
    document = read_document(with_rows(row.format("项目", 1) + row.format("甲", 2)), "a.xlsx")
    assert texts(document.tables[0]) == [["项目", "1"], ["甲", "2"]]
    assert document.warnings == ()


def test_strict_markup_with_prefix() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c></row>'

    def prefixed(xml: str) -> str:
        body = xml.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:").replace("<x:?", "<?")
        return body.replace(
            'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"',
            'xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"',
        )

    data = rewritten(with_rows(rows), {"xl/worksheets/sheet1.xml": prefixed})
    assert texts(read_document(data, "a.xlsx").tables[0]) == [["1", "2"], ["3", "4"]]


# Where the tables are


def test_basic_data_form() -> None:
    book = workbook()
    rows = [
        ["附件1"],
        ["2024年度整体支出绩效评价基础数据表"],
        ["填报单位：河湾县史志馆", None, None, "单位：万元"],
        ["财政供养人员情况", "编制数", "2024年实际在职人数", "控制率"],
        [None, 8, 7, 0.875],
        ["经费控制情况", "2023年决算数", "2024年预算数", "2024年决算数"],
        ["三公经费", 0.1, 0.36, 0.2],
        [None, None, None, None],
        ["厉行节约保障措施", "严格控制经费开支。"],
        [],
        ["说明：“公用经费”填报一般商品和服务支出。"],
        ["填表人：甲", None, "填报日期：2025.5.20"],
    ]
    fill(book.create_sheet("附件1"), rows, ["A2:D2", "A4:A5", "B9:D9", "A11:D11"], "A4:D9")
    document = read(book)
    assert lines(document) == [
        "附件1",
        "2024年度整体支出绩效评价基础数据表",
        "填报单位：河湾县史志馆    单位：万元",
        "说明：“公用经费”填报一般商品和服务支出。",
        "填表人：甲    填报日期：2025.5.20",
    ]
    (table,) = document.tables
    assert (table.caption, table.unit, table.section) == ("2024年度整体支出绩效评价基础数据表", "万元", ("附件1",))
    assert texts(table) == [
        ["财政供养人员情况", "编制数", "2024年实际在职人数", "控制率"],
        ["8", "7", "0.875"],
        ["经费控制情况", "2023年决算数", "2024年预算数", "2024年决算数"],
        ["三公经费", "0.1", "0.36", "0.2"],
        ["", "", "", ""],
        ["厉行节约保障措施", "严格控制经费开支。"],
    ]
    assert [(c.row, c.col, c.row_span, c.col_span) for c in table.cells if c.row_span * c.col_span > 1] == [
        (0, 0, 2, 1),
        (5, 1, 1, 3),
    ]


def test_form_without_frames_stays_one_table_over_blank_rows_in_merged_cells() -> None:
    book = workbook()
    rows = [
        ["项目支出绩效自评表"],
        ["项目名称", "业务费", None, None],
        ["年度总体目标", "预期目标", None, "实际完成情况"],
        [],
        [None, "编志1部", None, "完成1部"],
        ["绩效指标", "一级指标", "三级指标", "分值"],
        [None, "产出指标", "编志", 50],
        [],
        [None, "效益指标", "读者", 50],
        ["总分", None, None, 100],
    ]
    fill(book.create_sheet("Sheet1"), rows, ["A1:D1", "B2:D2", "A3:A5", "B5:C5", "A6:A9"])
    (table,) = read(book).tables
    assert (table.caption, table.n_rows, table.n_cols) == ("项目支出绩效自评表", 9, 4)


def test_tables_below_and_beside_each_other() -> None:
    n = None
    rows = [
        ["收入支出表", n, n, n, n],
        ["单位：元", n, n, n, n],
        ["项目", "金额", n, "项目", "金额"],
        ["一、财政拨款", 1000.5, n, "一、基本支出", 900],
        ["二、其他收入", 20, n, "二、项目支出", 120.5],
        [],
        ["人员情况", n],
        ["类别", "人数"],
        ["在职", 7],
    ]
    document = read(workbook(Sheet1=rows))
    assert [(t.caption, t.unit, texts(t)[0], t.n_rows) for t in document.tables] == [
        ("收入支出表", "元", ["项目", "金额"], 3),
        ("收入支出表", "元", ["项目", "金额"], 3),
        ("人员情况", "", ["类别", "人数"], 2),
    ]


def test_blank_row_before_the_total_does_not_part_the_table() -> None:
    (table,) = read(workbook(Sheet1=[["项目", "数"], ["甲", 1], ["乙", 2], [], ["合计", 3]])).tables
    assert texts(table)[-2:] == [["", ""], ["合计", "3"]]


def test_blank_column_between_labels_and_values_does_not_part_the_table() -> None:
    (table,) = read(workbook(Sheet1=[["项目", None, "数"], ["甲", None, 1], ["乙", None, 2]])).tables
    assert (table.n_rows, table.n_cols) == (3, 3)


def test_sheet_of_prose_gives_paragraphs() -> None:
    document = read(
        workbook(
            报告=[["一、基本情况"], ["2024年支出128.60万元。\n其中项目支出20万元。"], ["二、问题", None], ["无。"]]
        )
    )
    assert lines(document) == [
        "报告",
        "一、基本情况",
        "2024年支出128.60万元。",
        "其中项目支出20万元。",
        "二、问题",
        "无。",
    ]
    assert document.body[2].section == ("报告", "一、基本情况")


def test_sheet_name_is_the_caption_where_nothing_else_names_the_table() -> None:
    document = read(workbook(部门收支=[["项目", "数"], ["甲", 1]], Sheet2=[["支出决算表"], ["项目", "数"], ["乙", 2]]))
    assert [t.caption for t in document.tables] == ["部门收支", "支出决算表"]
    assert [t.section for t in document.tables] == [("部门收支",), ("Sheet2",)]


def test_notes_of_several_lines_stand_below_the_table() -> None:
    rows = [["项目", "数"], ["甲", 1], ["注：1.数据为年末数。"], ["2.金额含税。"]]
    document = read(workbook(Sheet1=rows))
    assert lines(document) == ["注：1.数据为年末数。", "2.金额含税。"]
    assert document.tables[0].n_rows == 2


def test_hidden_sheets_rows_and_columns_are_read_and_told() -> None:
    book = workbook(
        表一=[["项目", "数", "备"], ["甲", 1, "x"], ["乙", 2, "y"]], 草稿=[["项目", "数"], ["丙", 3]], 空=[]
    )
    book["草稿"].sheet_state = "veryHidden"
    book["表一"].row_dimensions[3].hidden = True
    book["表一"].column_dimensions["C"].hidden = True
    document = read(book)
    assert [t.hidden for t in document.tables] == [False, True]
    assert texts(document.tables[0])[2] == ["乙", "2", "y"]
    assert document.warnings == (
        "工作表“表一”有隐藏的行（第 3 行），已读取。",
        "工作表“表一”有隐藏的列（C 列），已读取。",
        "工作表“草稿”是隐藏的工作表，已读取。",
    )


CELL_TEXTS = st.none() | st.sampled_from(["项目", "合计", "单位：万元", "说明：无", "甲\n乙"]) | st.integers(0, 9999)


@given(
    st.lists(st.lists(CELL_TEXTS, max_size=6), min_size=1, max_size=12),
    st.lists(st.tuples(st.integers(1, 6), st.integers(1, 12), st.integers(0, 3), st.integers(0, 3)), max_size=3),
)
def test_no_cell_is_lost_whatever_the_layout(rows: list[list[object]], merges: list[tuple[int, int, int, int]]) -> None:
    book = workbook(Sheet1=rows)
    sheet = book["Sheet1"]
    for col, row, more_columns, more_rows in merges:
        sheet.merge_cells(start_row=row, start_column=col, end_row=row + more_rows, end_column=col + more_columns)
    expected = sorted("".join(str(c.value).split()) for row in sheet.iter_rows() for c in row if c.value is not None)
    if not expected:
        with pytest.raises(UnreadableDocument):
            read(book)
        return
    document = read(book)
    found = "".join("".join(p.text.split()) for p in document.paragraphs())
    assert sorted("".join(expected)) == sorted(found)
    for table in document.tables:
        assert all(cell is not None for row in table.grid() for cell in row)


# Size and damage


def test_a_million_blank_rows_take_no_time() -> None:
    first = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row><row r="2"><c r="A2"><v>3</v></c><c r="B2"><v>4</v></c></row>'
    data = with_rows(first + "".join(f'<row r="{i}"><c r="A{i}" s="0"/></row>' for i in range(3, 300_000)))
    began = time.perf_counter()
    document = read_document(data, "a.xlsx")
    assert texts(document.tables[0]) == [["1", "2"], ["3", "4"]]
    assert time.perf_counter() - began < 5


def test_a_stray_cell_in_the_far_corner() -> None:
    data = with_rows('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>9</v></c></row>')
    assert lines(read_document(data, "a.xlsx")) == ["1", "9"]


def test_limit_of_cells() -> None:
    wide = "".join(f"<row>{'<c><v>1</v></c>' * 1000}</row>" for _ in range(2001))
    with pytest.raises(LimitExceeded):
        read_sheets(with_rows(wide), "a.xlsx")
    corner = (
        '<row r="1">'
        + "<c><v>1</v></c>" * 3000
        + "</row>"
        + "".join(f'<row r="{i}"><c><v>1</v></c></row>' for i in range(2, 1500))
    )
    with pytest.raises(LimitExceeded):
        read_sheets(with_rows(corner), "a.xlsx")


def test_empty_and_damaged_workbooks() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read(workbook(Sheet1=[[]]))
    assert caught.value.kind == "empty"
    good = data_of(workbook(Sheet1=[["x"]]))
    with pytest.raises(UnreadableDocument) as caught:
        read_sheets(
            rewritten(good, {"xl/_rels/workbook.xml.rels": lambda xml: xml.replace("sheet1", "sheet9")}), "a.xlsx"
        )
    assert caught.value.kind == "corrupt"
    document = read_document(rewritten(good, {"xl/worksheets/sheet1.xml": lambda xml: xml[:-20]}), "a.xlsx")
    assert "可能不完整" in document.warnings[0]


# Old workbooks


def old_workbook() -> bytes:
    cells = [
        xls.merged(0, 0, 0, 2), xls.label(0, 0, "支出决算表"), xls.label(1, 2, "单位：万元"),
        xls.label(2, 0, "项目"), xls.label(2, 1, "执行率"), xls.label(2, 2, "金额"),
        xls.label(3, 0, "甲", 3), xls.number(3, 1, 0.953, 1), xls.packed(3, 2, 123450, 2),
        xls.blanks(4, 0, 3, 3),
        xls.label(5, 0, "乙"), xls.error(5, 1, 0x17), xls.formula(5, 2, 1.1 + 2.2),
        xls.label(6, 0, "丙"), xls.packed_run(6, 1, [5, 6], 2), xls.hidden_row(6),
        xls.label(7, 0, "丁"), xls.formula_error(7, 1, 7), xls.packed(7, 2, -250), xls.hidden_column(1),
    ]  # fmt: skip
    return xls.workbook(
        {"表": cells, "藏": [xls.label(0, 0, "内部")]}, ["0.00%", "#,##0.00", "0"], hidden=["藏"], framed=[3]
    )


def test_old_workbook() -> None:
    document = read_document(old_workbook(), "旧表.xls")
    assert document.format is Format.XLS
    (table,) = document.tables
    assert (table.caption, table.unit) == ("支出决算表", "万元")
    assert texts(table) == [
        ["项目", "执行率", "金额"],
        ["甲", "95.30%", "1,234.50"],
        ["", "", ""],
        ["乙", "#REF!", "3.3"],
        ["丙", "5.00", "6.00"],
        ["丁", "#DIV/0!", "-2.5"],
    ]
    assert document.warnings == (
        "工作表“表”有隐藏的行（第 7 行），已读取。",
        "工作表“表”有隐藏的列（B 列），已读取。",
        "工作表“藏”是隐藏的工作表，已读取。",
    )


def test_locked_and_damaged_old_workbooks() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(xls.workbook({"表": [xls.label(0, 0, "x")]}, extra=xls.record(0x2F, bytes(6))), "锁.xls")
    assert caught.value.kind == "encrypted"
    with pytest.raises(UnreadableDocument) as caught:
        read_document(xls.compound({"Workbook": b"nothing of the kind"}), "坏.xls")
    assert caught.value.kind in {"corrupt", "empty"}


@given(st.data())
def test_damaged_bytes_of_an_old_workbook_never_crash(data: st.DataObject) -> None:
    raw = bytearray(old_workbook())
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(UnreadableDocument, LimitExceeded):
        read_sheets(bytes(raw), "坏.xls")


@pytest.mark.tools
def test_old_and_new_workbooks_read_alike(require_tool: Callable[[str], Path], tmp_path: Path) -> None:
    soffice = require_tool("soffice")
    book = workbook()
    rows = [
        ["绩效自评表"],
        ["项目", "指标值", "完成率"],
        ["走访", 30.25, 0.953],
        [None, None, None],
        ["日期", date(2024, 5, 19), 1 / 3],
    ]
    sheet = fill(book.create_sheet("自评"), [*rows, ["填表人：甲"]], ["A1:C1"], "A2:C5")
    sheet["C3"].number_format = sheet["C5"].number_format = "0.00%"
    sheet["B3"].number_format, sheet["B5"].number_format = '_ * #,##0.00_ ;_ * "-"??_ ', 'yyyy"年"m"月"'
    path = tmp_path / "表.xlsx"
    book.save(path)
    command = [
        soffice,
        "--headless",
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--convert-to",
        "xls",
        "--outdir",
        tmp_path,
        path,
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    new, old = (read_document((tmp_path / name).read_bytes(), name) for name in ("表.xlsx", "表.xls"))
    assert new.text == old.text
    assert "95.30%" in new.text
    assert "2024年5月" in new.text
    assert [(c.row, c.col, c.row_span, c.col_span) for t in new.tables for c in t.cells] == [
        (c.row, c.col, c.row_span, c.col_span) for t in old.tables for c in t.cells
    ]
