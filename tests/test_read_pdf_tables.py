"""Tables of .pdf: spans from ruling lines, continued and wide tables, missing lines, notes."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pdf_pages import LEFT, Drawing, Span
from wenbiao.read.drafts import Draft, DraftParagraph, DraftTable
from wenbiao.read.grid import place
from wenbiao.read.pdf import read_pdf

THREE_LEVELS = [
    ["科目", "", "本年支出", "", "", "备注"],
    ["编码", "名称", "合计", "其中", "", ""],
    ["", "", "", "基本支出", "项目支出", ""],
    ["201", "一般公共服务支出", "264.87", "62.63", "202.24", ""],
    ["合计", "", "264.87", "62.63", "202.24", ""],
]
THREE_LEVELS_SPANS: list[Span] = [
    (0, 0, 1, 2), (0, 2, 1, 3), (0, 5, 3, 1), (1, 0, 2, 1), (1, 1, 2, 1), (1, 2, 2, 1), (1, 3, 1, 2), (4, 0, 1, 2),
]  # fmt: skip


def read(drawing: Drawing) -> Draft:
    return read_pdf(drawing.data(), "测试.pdf")


def tables(draft: Draft) -> list[DraftTable]:
    return [b for b in draft.blocks if isinstance(b, DraftTable)]


def the_table(draft: Draft) -> DraftTable:
    (table,) = tables(draft)
    return table


def texts(table: DraftTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def prose(draft: Draft) -> list[str]:
    return [b.text for b in draft.blocks if isinstance(b, DraftParagraph)]


def spans(table: DraftTable) -> dict[str, Span]:
    """Return where each filled cell stands: row, column and its spans."""
    return {c.text: (row, col, rs, c.col_span) for row, col, rs, c in place(table) if c.text}


# ---------------------------------------------------------------- spans


def test_three_levels_of_headings() -> None:
    drawing = Drawing()
    drawing.table(THREE_LEVELS, [50, 110, 60, 60, 60, 50], spans=THREE_LEVELS_SPANS)
    found = spans(the_table(read(drawing)))
    assert found["科目"] == (0, 0, 1, 2)
    assert found["本年支出"] == (0, 2, 1, 3)
    assert found["备注"] == (0, 5, 3, 1)
    assert found["编码"] == (1, 0, 2, 1)
    assert found["其中"] == (1, 3, 1, 2)
    assert found["项目支出"] == (2, 4, 1, 1)
    assert found["一般公共服务支出"] == (3, 1, 1, 1)


@st.composite
def partitions(draw: st.DrawFn) -> tuple[int, int, list[Span]]:
    """Draw a grid cut into rectangles, every edge of which some rectangle ends at."""
    n_rows, n_cols = draw(st.integers(1, 6)), draw(st.integers(2, 6))
    free = {(r, c) for r in range(n_rows) for c in range(n_cols)}
    cells: list[Span] = []
    for r in range(n_rows):
        for c in range(n_cols):
            if (r, c) not in free:
                continue
            rs, cs = draw(st.integers(1, 3)), draw(st.integers(1, 3))
            places = {(r + i, c + j) for i in range(rs) for j in range(cs)}
            if not places <= free:
                rs = cs = 1
                places = {(r, c)}
            free -= places
            cells.append((r, c, rs, cs))
    rows = sorted({r for r, _, _, _ in cells} | {r + rs for r, _, rs, _ in cells})
    cols = sorted({c for _, c, _, _ in cells} | {c + cs for _, c, _, cs in cells})
    exact = [
        (rows.index(r), cols.index(c), rows.index(r + rs) - rows.index(r), cols.index(c + cs) - cols.index(c))
        for r, c, rs, cs in cells
    ]
    return len(rows) - 1, len(cols) - 1, exact


@settings(max_examples=60)
@given(partitions())
def test_any_ruled_table_is_read_as_drawn(drawn: tuple[int, int, list[Span]]) -> None:
    n_rows, n_cols, cells = drawn
    if n_cols < 2:
        return
    rows = [["" for _ in range(n_cols)] for _ in range(n_rows)]
    for i, (r, c, _, _) in enumerate(cells):
        rows[r][c] = f"格{i}"
    drawing = Drawing()
    drawing.table(rows, [60] * n_cols, spans=cells)
    drawn_tables = tables(read(drawing))
    if len(cells) < 2:
        assert drawn_tables == []
        return
    assert spans(drawn_tables[0]) == {f"格{i}": cell for i, cell in enumerate(cells)}


def test_wrapped_cells_are_joined_without_a_space() -> None:
    drawing = Drawing()
    rows = [["科目编码", "科目名称", "因公出国\n（境）费"], ["2080505", "机关事业单位基本养\n老保险缴费支出", "6.18"]]
    drawing.table(rows, [80, 110, 107], height=40)
    assert texts(the_table(read(drawing))) == [
        ["科目编码", "科目名称", "因公出国（境）费"],
        ["2080505", "机关事业单位基本养老保险缴费支出", "6.18"],
    ]


def test_prose_in_a_cell_keeps_its_paragraphs() -> None:
    drawing = Drawing()
    said = "1.完成高标准农田建设三万亩，资金按进度拨付到位，群众满意度达到\n98%以上。\n2.加强项目储备。"
    drawing.table([["年度目标", said], ["得分", "98"]], [80, 320], height=60)
    table = the_table(read(drawing))
    assert [p.text for p in table.rows[0][1].paragraphs] == [
        "1.完成高标准农田建设三万亩，资金按进度拨付到位，群众满意度达到98%以上。",
        "2.加强项目储备。",
    ]


def test_figures_above_each_other_in_a_cell_stay_apart() -> None:
    drawing = Drawing()
    drawing.table([["年度", "金额"], ["两年", "12.50\n13.75"]], [100, 100], height=40)
    assert texts(the_table(read(drawing)))[1] == ["两年", "12.50\n13.75"]


def test_text_that_runs_over_the_edge_of_its_cell_stays_whole() -> None:
    drawing = Drawing()
    drawing.table([["项目", "", "购置费"], ["合计", "3.00", "4.25"]], [80, 60, 200])
    drawing.text(LEFT + 84, drawing.y - 26, "因公出国（境）费用", 10)
    assert texts(the_table(read(drawing)))[0] == ["项目", "因公出国（境）费用", "购置费"]


def test_turned_text_in_a_cell_is_read() -> None:
    drawing = Drawing()
    drawing.table([["", "数量指标", "98"], ["", "质量指标", "97"]], [40, 120, 80], height=60, spans=[(0, 0, 2, 1)])
    drawing.canvas.rotate(90)
    drawing.canvas.setFont("STSong-Light", 10)
    drawing.canvas.drawString(842 - 170, -LEFT - 22, "产出指标")
    assert texts(the_table(read(drawing))) == [["产出指标", "数量指标", "98"], ["质量指标", "97"]]


# ---------------------------------------------------------------- what stands around tables


def test_two_tables_on_a_page_keep_their_titles_and_notes() -> None:
    drawing = Drawing()
    drawing.text(300, 80, "收入决算表", 14, "centre")
    drawing.text(490, 96, "单位：万元", 10, "right")
    drawing.table([["项目", "决算数"], ["合计", "307.82"]], [200, 200], y=100)
    drawing.text(LEFT, 152, "注：本表反映本年度取得的各项收入情况。", 9)
    drawing.text(300, 200, "支出决算表", 14, "centre")
    drawing.text(490, 216, "单位：元", 10, "right")
    drawing.table([["项目", "决算数"], ["合计", "105.58"]], [200, 200], y=220)
    draft = read(drawing)
    assert [b.text if isinstance(b, DraftParagraph) else texts(b)[1][1] for b in draft.blocks] == [
        "收入决算表", "单位：万元", "307.82", "注：本表反映本年度取得的各项收入情况。", "支出决算表", "单位：元", "105.58",
    ]  # fmt: skip


def test_tables_side_by_side_follow_each_other() -> None:
    drawing = Drawing()
    drawing.table([["收入", "金额"], ["合计", "1.00"]], [90, 90], y=100)
    drawing.table([["支出", "金额"], ["合计", "2.00"]], [90, 90], x=LEFT + 200, y=100)
    assert [texts(t)[1][1] for t in tables(read(drawing))] == ["1.00", "2.00"]


def test_a_note_ruled_as_the_last_row_is_a_paragraph() -> None:
    drawing = Drawing()
    note = "注：本表金额转换为万元时，因四舍五入可能存在尾差。"
    drawing.table([["项目", "决算数"], ["合计", "307.82"], [note, ""]], [200, 200], spans=[(2, 0, 1, 2)])
    draft = read(drawing)
    assert len(the_table(draft).rows) == 2
    assert prose(draft) == [note]


def test_a_frame_around_text_is_no_table() -> None:
    drawing = Drawing()
    drawing.box(60, 60, 540, 780)
    drawing.paragraph("本单位严格执行预算管理制度。")
    drawing.table([["项目", "决算数"], ["合计", "307.82"]], [200, 150], y=300)
    draft = read(drawing)
    assert prose(draft) == ["本单位严格执行预算管理制度。"]
    assert texts(the_table(draft)) == [["项目", "决算数"], ["合计", "307.82"]]


def test_lines_under_text_and_empty_grids_are_no_tables() -> None:
    drawing = Drawing()
    drawing.paragraph("填报单位：云溪县农业局")
    drawing.line(LEFT, drawing.y - 20, 300, drawing.y - 20)
    for i in range(4):
        drawing.line(100, 300 + 20 * i, 400, 300 + 20 * i)
        drawing.line(100 + 100 * i, 300, 100 + 100 * i, 360)
    draft = read(drawing)
    assert tables(draft) == []
    assert prose(draft) == ["填报单位：云溪县农业局"]


# ---------------------------------------------------------------- continued tables

HEADER = ["编码", "科目名称", "决算数"]
ROWS = [[f"20{i:03}", f"第{i}项支出", f"{i}.50"] for i in range(50)]


def long_table(*, repeated: bool, title: str = "", mark: str = "") -> Drawing:
    """Draw a table of 50 rows over two pages."""
    drawing = Drawing()
    drawing.text(300, 80, "支出决算表", 14, "centre")
    drawing.table([HEADER, *ROWS[:32]], [80, 200, 120], y=100)
    drawing.next_page()
    if title or mark:
        drawing.text(300, 80, title + mark, 14, "centre")
    drawing.table([HEADER, *ROWS[32:]] if repeated else ROWS[32:], [80, 200, 120], y=100)
    drawing.text(LEFT, drawing.y + 14, "注：本表反映支出情况。", 9)
    return drawing


def test_a_table_goes_on_without_a_header() -> None:
    draft = read(long_table(repeated=False))
    assert texts(the_table(draft)) == [HEADER, *ROWS]
    assert prose(draft) == ["支出决算表", "注：本表反映支出情况。"]


def test_a_repeated_header_is_dropped() -> None:
    assert texts(the_table(read(long_table(repeated=True)))) == [HEADER, *ROWS]


def test_a_repeated_title_and_a_continuation_mark_are_dropped() -> None:
    for title, mark in (("支出决算表", ""), ("支出决算表", "（续）"), ("", "续表"), ("", "（续表）")):
        draft = read(long_table(repeated=True, title=title, mark=mark))
        assert texts(the_table(draft)) == [HEADER, *ROWS]
        assert prose(draft) == ["支出决算表", "注：本表反映支出情况。"]


def test_rows_keep_their_own_page() -> None:
    table = the_table(read(long_table(repeated=True)))
    assert table.page == 1
    assert [table.rows[i][0].paragraphs[0].page for i in (0, 32, 33, 50)] == [1, 1, 2, 2]


def test_another_table_on_the_next_page_is_not_joined() -> None:
    drawing = long_table(repeated=True, title="收入决算表")
    assert len(tables(read(drawing))) == 2
    short = Drawing()
    short.table([HEADER, *ROWS[:3]], [80, 200, 120], y=100)
    short.next_page()
    short.table([["编码", "资产名称", "数量"], *ROWS[:3]], [80, 200, 120], y=100)
    assert len(tables(read(short))) == 2


def test_a_table_is_not_joined_over_a_note() -> None:
    drawing = Drawing()
    drawing.table([HEADER, *ROWS[:30]], [80, 200, 120], y=100)
    drawing.text(LEFT, drawing.y + 14, "注：到此为止。", 9)
    drawing.next_page()
    drawing.table(ROWS[30:], [80, 200, 120], y=100)
    assert len(tables(read(drawing))) == 2


def test_a_merged_cell_goes_on_over_the_page_break() -> None:
    drawing = Drawing()
    first = [["一级指标", "三级指标", "得分"], *([["产出指标" if i == 0 else "", f"指标{i}", "2"] for i in range(31)])]
    drawing.table(first, [80, 200, 120], y=100, spans=[(1, 0, 31, 1)])
    drawing.next_page()
    second = [["", f"指标{i}", "2"] for i in range(31, 34)] + [["效益指标", "指标34", "3"]]
    drawing.table(second, [80, 200, 120], y=100, spans=[(0, 0, 3, 1)])
    found = spans(the_table(read(drawing)))
    assert found["产出指标"] == (1, 0, 34, 1)
    assert found["效益指标"] == (35, 0, 1, 1)


def test_a_merged_cell_whose_page_shows_only_its_sides() -> None:
    drawing = Drawing()
    first = [["一级指标", "三级指标", "得分"], *([["产出指标" if i == 0 else "", f"指标{i}", "2"] for i in range(31)])]
    drawing.table(first, [80, 200, 120], y=100, spans=[(1, 0, 31, 1)])
    drawing.next_page()
    bottom = drawing.table([[f"指标{i}", "2"] for i in range(31, 35)], [200, 120], x=LEFT + 80, y=100)
    drawing.line(LEFT, 100, LEFT, bottom)
    table = the_table(read(drawing))
    assert spans(table)["产出指标"] == (1, 0, 35, 1)
    assert spans(table)["指标34"] == (35, 1, 1, 1)


def test_a_blank_stub_at_the_foot_of_a_page_is_no_row() -> None:
    drawing = Drawing()
    drawing.table(
        [["指标", "完成情况", "得分"], *([[f"指标{i}", "完成", "2"] for i in range(30)])], [80, 200, 120], y=100
    )
    drawing.table([["", "", ""]], [80, 200, 120], y=720, height=12, spans=[(0, 0, 1, 3)])
    drawing.next_page()
    drawing.table([["指标30", "完成", "2"], ["指标31", "完成", "2"]], [80, 200, 120], y=100)
    assert [row[0] for row in texts(the_table(read(drawing)))][30:] == ["指标29", "指标30", "指标31"]


def test_a_line_that_parts_no_cells_makes_no_row() -> None:
    drawing = Drawing()
    drawing.table([["项目", "金额"], ["合计", "1.00"]], [100, 100], y=100, height=40)
    drawing.line(LEFT, 160, LEFT + 40, 160)
    assert texts(the_table(read(drawing))) == [["项目", "金额"], ["合计", "1.00"]]


def test_the_rest_of_a_label_in_brackets_belongs_to_it() -> None:
    drawing = Drawing()
    first = [
        ["一级指标", "三级指标", "得分"],
        *([[f"指标{i}", "完成", "2"] for i in range(30)]),
        ["满意度指标", "甲", "5"],
    ]
    drawing.table(first, [80, 200, 120], y=100)
    drawing.next_page()
    drawing.table([["（10分）", "乙", "5"], ["总分", "", "10"]], [80, 200, 120], y=100)
    found = spans(the_table(read(drawing)))
    assert found["满意度指标（10分）"] == (31, 0, 2, 1)
    assert found["乙"] == (32, 1, 1, 1)


def test_a_block_that_cannot_be_cut_moves_to_the_next_page_of_its_table() -> None:
    drawing = Drawing()
    drawing.table([["项目", "金额", "备注"], *([[f"项目{i}", "1.00", ""] for i in range(20)])], [80, 200, 120], y=100)
    drawing.next_page()
    rows = [["绩效指标" if i == 0 else "", f"指标{i}", "2"] for i in range(25)]
    drawing.table(rows, [80, 200, 120], y=100, spans=[(0, 0, 25, 1)])
    found = spans(the_table(read(drawing)))
    assert found["绩效指标"] == (21, 0, 25, 1)


def test_a_row_cut_by_the_page_break_is_one_row() -> None:
    drawing = Drawing()
    drawing.table(
        [["指标", "完成情况", "得分"], *([[f"指标{i}", "完成", "2"] for i in range(30)])], [80, 100, 60], y=100
    )
    drawing.table([["指标30", "全年完成培训共计", "3"]], [80, 100, 60], y=720, height=24)
    drawing.next_page()
    drawing.table([["", "三百余人次", ""], ["指标31", "完成", "2"]], [80, 100, 60], y=100)
    rows = texts(the_table(read(drawing)))
    assert rows[31:] == [["指标30", "全年完成培训共计三百余人次", "3"], ["指标31", "完成", "2"]]


def test_parts_with_different_columns_share_one_grid() -> None:
    drawing = Drawing()
    drawing.table(
        [["单位名称", "云溪县农业局", ""], *([[f"指标{i}", "98%", "2"] for i in range(31)])],
        [80, 200, 120],
        y=100,
        spans=[(0, 1, 1, 2)],
    )
    drawing.next_page()
    drawing.table([["填表人", "王某"], ["其他说明", "无"]], [80, 320], y=100)
    found = spans(the_table(read(drawing)))
    assert found["云溪县农业局"] == (0, 1, 1, 2)
    assert found["王某"] == (32, 1, 1, 2)


def test_a_table_too_wide_for_a_page_is_put_together() -> None:
    names = [[f"第{i}单位", f"{i}.10", f"{i}.20"] for i in range(9)]
    more = [[f"{i}.30", f"{i}.40"] for i in range(9)]
    drawing = Drawing()
    drawing.text(300, 80, "部门收支明细表", 14, "centre")
    drawing.table([["单位", "收入", "支出"], *names], [140, 140, 140], y=100)
    drawing.next_page()
    drawing.table([["结转", "结余"], *more], [140, 140], y=100)
    rows = texts(the_table(read(drawing)))
    assert rows[0] == ["单位", "收入", "支出", "结转", "结余"]
    assert rows[9] == ["第8单位", "8.10", "8.20", "8.30", "8.40"]


# ---------------------------------------------------------------- missing lines


def test_rows_without_lines_between_them() -> None:
    drawing = Drawing()
    drawing.table([["项目", "预算数", "决算数"], ["", "", ""]], [200, 100, 100], y=100, height=90)
    for i, row in enumerate(
        (("一般公共服务支出", "10.00", "9.50"), ("教育支出", "20.00", "18.25"), ("合计", "30.00", "27.75"))
    ):
        drawing.text(LEFT + 5, 215 + 18 * i, row[0], 10)
        drawing.text(LEFT + 290, 215 + 18 * i, row[1], 10, "right")
        drawing.text(LEFT + 390, 215 + 18 * i, row[2], 10, "right")
    assert texts(the_table(read(drawing)))[1:] == [
        ["一般公共服务支出", "10.00", "9.50"], ["教育支出", "20.00", "18.25"], ["合计", "30.00", "27.75"],
    ]  # fmt: skip


def test_columns_without_lines_between_them() -> None:
    drawing = Drawing()
    drawing.table([["项目", "预算数", "决算数"], ["", "", ""]], [200, 100, 100], y=100, spans=[(1, 0, 1, 3)])
    for x, text in ((20, "教育支出"), (240, "20.00"), (340, "18.25")):
        drawing.text(LEFT + x, 133, text, 10)
    assert texts(the_table(read(drawing))) == [["项目", "预算数", "决算数"], ["教育支出", "20.00", "18.25"]]


def test_a_table_open_at_both_sides() -> None:
    drawing = Drawing()
    for y in (100, 120, 140):
        drawing.line(LEFT, y, LEFT + 300, y)
    drawing.line(LEFT + 200, 100, LEFT + 200, 140)
    for y, (name, value) in ((114, ("项目", "决算数")), (134, ("合计", "27.75"))):
        drawing.text(LEFT + 10, y, name, 10)
        drawing.text(LEFT + 240, y, value, 10)
    assert texts(the_table(read(drawing))) == [["项目", "决算数"], ["合计", "27.75"]]


ALIGNED = [
    ("一般公共服务支出", "1,234.50", "1,230.00"),
    ("教育支出", "567.80", "500.12"),
    ("其中：学前教育", "", "20.00"),
    ("社会保障和就业支出", "89.00", "-"),
    ("合计", "1,891.30", "1,750.12"),
]


def test_a_table_without_any_lines() -> None:
    drawing = Drawing()
    drawing.text(300, 100, "支出决算表", 12, "centre")
    drawing.text(500, 118, "单位：万元", 10, "right")
    for x, text in ((150, "项目"), (350, "预算数"), (450, "决算数")):
        drawing.text(x, 138, text, 10, "centre")
    for i, (name, budget, final) in enumerate(ALIGNED):
        drawing.text(LEFT, 158 + 18 * i, name, 10)
        drawing.text(370, 158 + 18 * i, budget, 10, "right")
        drawing.text(470, 158 + 18 * i, final, 10, "right")
    drawing.text(LEFT, 260, "注：本表数据为快报数。", 9)
    draft = read(drawing)
    assert texts(the_table(draft)) == [["项目", "预算数", "决算数"], *map(list, ALIGNED)]
    assert prose(draft) == ["支出决算表", "单位：万元", "注：本表数据为快报数。"]
    assert draft.warnings == ["第 1 页有无框线的表格，行列按文字位置推定，请核对"]


def test_headings_over_several_aligned_columns() -> None:
    drawing = Drawing()
    drawing.text(LEFT, 130, "项目", 10)
    drawing.text(350, 120, "支出合计", 10, "centre")
    drawing.line(290, 124, 410, 124)
    for x, text in ((310, "预算数"), (390, "决算数")):
        drawing.text(x, 138, text, 10, "centre")
    for i, (name, budget, final) in enumerate(ALIGNED):
        drawing.text(LEFT, 158 + 18 * i, name, 10)
        drawing.text(330, 158 + 18 * i, budget, 10, "right")
        drawing.text(410, 158 + 18 * i, final, 10, "right")
    found = spans(the_table(read(drawing)))
    assert found["支出合计"][1:] == (1, 1, 2)
    assert found["决算数"][1] == 2
    assert found["1,750.12"][1] == 2


def test_running_text_with_wide_gaps_is_no_table() -> None:
    drawing = Drawing()
    for i in range(5):
        drawing.text(LEFT, 100 + 20 * i, f"填报单位：第{i}中学        联系电话：0700-12345{i}", 12)
    draft = read(drawing)
    assert tables(draft) == []
    assert draft.warnings == []


def test_edges_a_little_off_in_some_rows_are_one_edge() -> None:
    drawing = Drawing()
    drawing.table([["一级指标", "分值", "得分"]], [120, 100, 100], y=100)
    drawing.table([["产出指标", "50", "49.5"]], [127, 89, 104], y=120)
    drawing.table([["满意度指标", "10", "9"]], [114, 110, 96], y=140)
    assert texts(the_table(read(drawing))) == [
        ["一级指标", "分值", "得分"],
        ["产出指标", "50", "49.5"],
        ["满意度指标", "10", "9"],
    ]
