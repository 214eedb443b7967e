"""Plain text: flattened tables, the small notation, encodings and offsets."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenbiao.errors import UnreadableDocument
from wenbiao.model.document import Document, Table
from wenbiao.read import read_document
from wenbiao.read.text import decode


def read(text: str) -> Document:
    document = read_document(text.encode(), "报告.txt")
    for paragraph in document.paragraphs():
        assert document.text[paragraph.start : paragraph.end] == paragraph.text
    return document


def texts(table: Table) -> list[list[str]]:
    return [[c.text for c in row] for row in table.rows()]


def lines(document: Document) -> list[str]:
    return [p.text for p in document.body]


def flat(*rows: list[str]) -> str:
    """Rows as a converter writes them: a TAB before each cell, an empty line after each row."""
    return "".join("".join(f"\t{cell}\n" for cell in row) + "\n" for row in rows)


# Flattened tables


def test_rows_end_at_empty_lines() -> None:
    document = read("附件1\n基础数据表\n\n" + flat(["项目", "编制数", "在职"], ["", "8", "7"]) + "\n\n附件2\n")
    (table,) = document.tables
    assert texts(table) == [["项目", "编制数", "在职"], ["", "8", "7"]]
    assert table.flattened
    assert table.caption == "基础数据表"
    assert lines(document) == ["附件1", "基础数据表", "附件2"]


def test_cells_of_several_lines() -> None:
    (table,) = read(flat(["规模\n（㎡）", "\n实际规模\n（㎡）", "绩\n效"], ["1", "2", "3"])).tables
    assert texts(table) == [["规模\n（㎡）", "实际规模\n（㎡）", "绩\n效"], ["1", "2", "3"]]
    assert [p.text for p in table.cells[1].paragraphs] == ["实际规模", "（㎡）"]


def test_full_width_blank_line_is_part_of_its_cell() -> None:
    (table,) = read(flat(["", "效益指标\n（20分）\n　", "经济效\n益", "无"], ["", "", "社会", "10"])).tables
    assert texts(table)[0] == ["", "效益指标\n（20分）", "经济效\n益", "无"]


def test_empty_paragraphs_inside_the_cells_of_a_row() -> None:
    (table,) = read(
        flat(["分值", "三级\n\n指标", "评价", "得分"], ["5", "控制率", "4/4*8=8\n\n1、大厅建设2、培训", "8"])
    ).tables
    assert texts(table) == [["分值", "三级\n指标", "评价", "得分"], ["5", "控制率", "4/4*8=8\n1、大厅建设2、培训", "8"]]


def test_row_cut_by_an_empty_last_paragraph_is_mended() -> None:
    text = flat(["年度总体目标", "完成"], ["绩\n效\n指\n标\n"]) + flat(
        ["一级", "二级", "分值"], ["", "产出", "数量", "10"]
    )
    (table,) = read(text).tables
    assert texts(table)[1:] == [["绩\n效\n指\n标", "一级", "二级", "分值"], ["", "产出", "数量", "10"]]


PROSE = [
    "（一）基本支出\n\n2019年基本支出31.03万元，其中人员经费27.76万元。\n\n（二）项目支出\n\n项目支出54.78万元。",
    "2019年，中心认真履职。成效如下：\n一、基本情况\n\n人员编制10人。\n\n二、主要工作\n（一）大厅建成启用。",
]


def test_form_of_prose_keeps_its_blank_lines_in_the_cells() -> None:
    text = flat(["部门名称：某中心", "负责人：甲"], ["支出情况分析", PROSE[0]], ["目标完成情况", PROSE[1]])
    document = read(
        text + flat(["审核意见", "填报单位意见：", "业务股室意见：\n"]) + "\n填报人：甲    填报日期：2020.7.10\n"
    )
    (table,) = document.tables
    assert [len(row) for row in texts(table)] == [2, 2, 2, 3]
    assert texts(table)[2][1].splitlines()[-1] == "（一）大厅建成启用。"
    assert lines(document) == ["填报人：甲    填报日期：2020.7.10"]


NARRATIVE = "一、部门基本情况\n\n本单位编制8人，在职7人。\n\n二、支出情况\n\n支出决算128.60万元。\n"


@pytest.mark.parametrize(
    "between",
    [
        "附件2\n",
        "\n说明：数据与决算一致。\n填表人：甲   填报日期：\n\n附件2\n部门整体支出绩效自评表\n",
        "\n2024年度部门整体支出绩效自评表\n（2024年度）\n",
        "\n单位：万元\n",
        "\n（2024年度）\n\n",
        f"\n{NARRATIVE}\n绩效目标表\n",
        f"\n{NARRATIVE}",
        f"2024年度绩效自评报告\n{NARRATIVE}\n",
        "\n（二）项目支出绩效自评情况\n",
        "\n\n备注：无\n\n",
    ],
)
def test_what_stands_between_two_tables_is_no_part_of_a_cell(between: str) -> None:
    upper = flat(["项目名称", "业务费"], ["一级", "年度指标值", "分值"], ["总分", "100", "96"])[:-1]
    lower = flat(["项目", "预算数", "决算数", "执行率"], ["甲", "1.00", "2.00", "50%"])
    document = read(upper + between + lower)
    assert [len(t.rows()) for t in document.tables] == [3, 2]
    assert document.tables[0].cells[-1].text == "96"
    assert "".join(between.split()) == "".join("".join(p.split()) for p in lines(document))


def test_text_after_the_last_table_is_body() -> None:
    document = read(flat(["总分", "100"], ["得分", "96"]) + NARRATIVE)
    assert len(document.tables) == 1
    assert lines(document) == [line for line in NARRATIVE.splitlines() if line]


def test_paragraphs_indented_by_a_tab_are_no_table() -> None:
    one_each = "\t一、基本情况\n\n\t编制8人。\n\n\t二、支出\n"
    together = "\t一、基本情况\n\t本单位编制8人，在职7人。\n\t支出128.60万元。\n\n\t二、问题\n\t无。\n"
    for text in (one_each, together, "正文。\n\t\t\t2024年5月20日\n"):
        document = read(text)
        assert document.tables == []
        assert lines(document) == [line.strip() for line in text.splitlines() if line.strip()]


# The small notation


def test_notation() -> None:
    document = read(
        "2024年，项目支出128.60万元。\n\n表1 支出决算表 | 单位：万元\n"
        "| 项目 | 2024年 | < |\n| --- | :--: | --- |\n| ^ | 预算数 | 决算数 |\n| 基本支出 |  | 900.00 |\n| 项目支出 | 1 | 126.80 |\n"
        "\n后文。"
    )
    (table,) = document.tables
    assert not table.flattened
    assert (table.caption, table.unit) == ("表1 支出决算表", "万元")
    assert texts(table)[2:] == [["基本支出", "", "900.00"], ["项目支出", "1", "126.80"]]
    assert [(c.text, c.row, c.col, c.row_span, c.col_span) for c in table.cells[:4]] == [
        ("项目", 0, 0, 2, 1), ("2024年", 0, 1, 1, 2), ("预算数", 1, 1, 1, 1), ("决算数", 1, 2, 1, 1),
    ]  # fmt: skip
    assert lines(document) == ["2024年，项目支出128.60万元。", "表1 支出决算表 | 单位：万元", "后文。"]


def test_notation_continues_cells_over_several_rows_and_columns() -> None:
    (table,) = read("| 甲 | < | 1 |\n| ^ | ^ | 2 |\n| ^ | ^ | 3 |\n| 乙 | 丙 | ^ |\n").tables
    assert [(c.text, c.row, c.col, c.row_span, c.col_span) for c in table.cells] == [
        ("甲", 0, 0, 3, 2), ("1", 0, 2, 1, 1), ("2", 1, 2, 1, 1), ("3", 2, 2, 2, 1), ("乙", 3, 0, 1, 1), ("丙", 3, 1, 1, 1),
    ]  # fmt: skip


def test_marks_with_nothing_to_continue_are_text() -> None:
    assert texts(read("| < | ^ |\n| a | b |\n").tables[0]) == [["<", "^"], ["a", "b"]]


# Residue, line ends, encodings


def test_residue_of_the_converter_is_not_read() -> None:
    source = "[bookmark: _GoBack][bookmark: OLE_LINK1]五、公开情况\n（1） [bookmark: _Toc926]绩效管理\n"
    source += "\t[bookmark: x]项目\n\t1\n\n\t甲\n\t2\n"
    document = read(source)
    assert lines(document)[0] == "五、公开情况"
    assert document.body[1].text.split() == ["（1）", "绩效管理"]
    assert document.tables[0].cells[0].text == "项目"
    assert len(document.text) == len(source)
    assert document.body[0].start == source.index("五")
    assert document.body[1].end == source.index("绩效管理") + 4
    assert "bookmark" not in document.text


def test_line_ends_count_as_one_character() -> None:
    document = read("第一行\r\n第二行\r\t甲\r\n\t1\r\n\r\n\t乙\r\n\t2\r\n")
    assert document.text.startswith("第一行\n第二行\n")
    assert lines(document) == ["第一行", "第二行"]
    assert texts(document.tables[0]) == [["甲", "1"], ["乙", "2"]]


@pytest.mark.parametrize(
    ("encoding", "named"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("gb18030", "gb18030"), ("utf-16", "utf-16")]
)
def test_encodings(encoding: str, named: str) -> None:
    text = "㐂县2024年度绩效自评报告\r\n支出𠮷128.60万元。"
    document = read_document(text.encode(encoding), "a.txt")
    assert (document.text, document.encoding) == (text.replace("\r\n", "\n"), named)
    assert document.body[0].start == 0
    assert document.warnings == ()


def test_damaged_end_is_told() -> None:
    document = read_document(("支出决算128.60万元，" * 20).encode()[:-1], "a.txt")
    assert document.encoding == "utf-8"
    assert "1 处无法解码" in document.warnings[0]


def test_bytes_in_no_encoding_are_refused() -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_document(b"\xff\xfd\xfe" * 99, "a.txt")
    assert caught.value.kind == "corrupt"


# Any text


PIECES = st.sampled_from(
    ["\t", "\n", "\n\n", "| a |", "|", "<", "^", "附件1", "说明：", "一、基本情况", "96", "支出1万元。", "自评表", "　",
     " ", "[bookmark: x]"]
)  # fmt: skip


@given(st.lists(PIECES | st.text(max_size=5), max_size=40).map("".join))
def test_any_text_is_read_whole_and_at_its_offsets(text: str) -> None:
    from wenbiao.model.document import Format
    from wenbiao.read.assemble import assemble
    from wenbiao.read.text import read_text

    document = assemble(read_text(text), path="a", sha256="", format=Format.TEXT)
    paragraphs = list(document.paragraphs())
    for paragraph in paragraphs:
        assert document.text[paragraph.start : paragraph.end] == paragraph.text
    assert len(document.text) == len(text)
    starts = [p.start for p in paragraphs if p.text]
    assert starts == sorted(starts)
    if "|" not in text:
        assert "".join("".join(p.text.split()) for p in paragraphs) == "".join(document.text.split())


CELLS = st.text(alphabet="甲乙12.%", min_size=1, max_size=6) | st.just("")


@given(st.lists(st.lists(CELLS, min_size=2, max_size=5), min_size=2, max_size=8))
def test_flattened_rows_are_read_back(rows: list[list[str]]) -> None:
    assert texts(read("表名\n" + flat(*rows)).tables[0]) == rows


@given(st.binary(max_size=200))
def test_decoding_never_fails_otherwise(data: bytes) -> None:
    try:
        text, encoding = decode(data)
    except UnicodeDecodeError:
        return
    assert "\r" not in text
    assert encoding in {"utf-8", "utf-16", "gb18030"}


@pytest.mark.parametrize(
    ("name", "shapes"),
    [
        ("000_cc37a5704facf64e.txt", [(23, 8), (25, 9), (29, 9)]),
        ("001_bf5c50231ce5e709.txt", [(6, 3), (6, 2), (17, 9)]),
        ("002_41dfceaebdf0b564.txt", []),
        ("003_af190b79b73e7c31.txt", [(24, 7), (26, 9)]),
        ("004_1badfcc9a92bbef4.txt", [(23, 9)]),
    ],
)
def test_published_reports(shared: Path, name: str, shapes: list[tuple[int, int]]) -> None:
    document = read((shared / "seeds" / name).read_text(encoding="utf-8"))
    assert [(t.n_rows, t.n_cols) for t in document.tables] == shapes
