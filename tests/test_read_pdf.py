"""Reading .pdf: lines to paragraphs, what is left out, pages that stand on their side, files that cannot be read."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import pdfencrypt
from reportlab.lib.utils import ImageReader

from pdf_pages import LEFT, Drawing
from wenbiao.errors import LimitExceeded, UnreadableDocument
from wenbiao.model.address import Part
from wenbiao.model.document import Format
from wenbiao.read import read_document
from wenbiao.read.drafts import Draft, DraftParagraph, DraftTable
from wenbiao.read.pdf import read_pdf
from wenbiao.read.pdf_lines import standard
from wenbiao.read.pdf_source import MAX_PAGES

OPENING = "中共云溪县委社会工作部2024年度收入支出总计307.82万元，与2023年度相比增加12.40万元，增长4.20%。主要原因是单位人员增加。"
LONG = "本年度预算执行总体平稳，各项资金按进度拨付到位，" * 12 + "执行率为98.69%。"


def read(drawing: Drawing) -> Draft:
    return read_pdf(drawing.data(), "测试.pdf")


def texts(draft: Draft) -> list[str]:
    return [b.text for b in draft.blocks if isinstance(b, DraftParagraph)]


def pixel() -> ImageReader:
    """Return a picture of one grey pixel."""
    return ImageReader(io.BytesIO(b"P5 1 1 255\n\x80"))


# ---------------------------------------------------------------- paragraphs


def test_wrapped_lines_are_joined_without_a_space() -> None:
    drawing = Drawing()
    for text in ("一、收入支出决算总体情况说明", OPENING, LONG):
        drawing.paragraph(text)
    assert texts(read(drawing)) == ["一、收入支出决算总体情况说明", OPENING, LONG]


def test_a_paragraph_goes_on_over_the_page_break_and_keeps_its_first_page() -> None:
    drawing = Drawing()
    for _ in range(4):
        drawing.paragraph(LONG)
    draft = read(drawing)
    assert texts(draft) == [LONG] * 4
    assert [b.page for b in draft.blocks if isinstance(b, DraftParagraph)] == [1, 1, 1, 2]


def test_paragraphs_without_indentation_end_where_a_line_has_room() -> None:
    drawing = Drawing()
    for text in (LONG, "短句。", LONG):
        drawing.paragraph(text, indent=0)
    assert texts(read(drawing)) == [LONG, "短句。", LONG]


def test_an_indented_line_after_a_full_one_without_full_stop_begins_a_paragraph() -> None:
    full = "与上年相比有所减少，主要原因是人员变动（如持平作持平表述）"
    drawing = Drawing()
    drawing.paragraph(LONG)
    drawing.text(LEFT, drawing.y, full[:28], 15)
    drawing.y += 27
    drawing.paragraph("五、一般公共预算财政拨款支出情况")
    drawing.paragraph(LONG)
    assert texts(read(drawing)) == [LONG, full[:28], "五、一般公共预算财政拨款支出情况", LONG]


def test_a_numbered_item_may_hang() -> None:
    drawing = Drawing()
    drawing.paragraph(LONG)
    drawing.text(LEFT, drawing.y, "（1）本单位全年共组织开展各类业务培训十二场次，参加培训", 15)
    drawing.text(LEFT + 30, drawing.y + 27, "人员三百余人次。", 15)
    assert texts(read(drawing))[-1] == "（1）本单位全年共组织开展各类业务培训十二场次，参加培训人员三百余人次。"


def test_lines_of_a_large_title_make_one_paragraph() -> None:
    drawing = Drawing()
    for i, text in enumerate(("中共云溪县委", "社会工作部 2024 年度", "部门决算")):
        drawing.text(300, 280 + 60 * i, text, 36, "centre")
    drawing.next_page()
    drawing.paragraph(LONG)
    assert texts(read(drawing)) == ["中共云溪县委社会工作部2024年度部门决算", LONG]


def test_notes_at_the_foot_of_a_page_do_not_cut_the_text() -> None:
    drawing = Drawing()
    for _ in range(2):
        drawing.paragraph(LONG)
    for i, text in enumerate(("1合格率为合格人次除以参加考核人次，考核由县人力资源和社会保障局组", "织。")):
        drawing.text(LEFT, 780 + 12 * i, text, 9)
    drawing.paragraph(LONG)
    draft = read(drawing)
    assert texts(draft) == [LONG, LONG, LONG, "1合格率为合格人次除以参加考核人次，考核由县人力资源和社会保障局组织。"]
    assert [b.part for b in draft.blocks if isinstance(b, DraftParagraph)] == [Part.BODY] * 3 + [Part.FOOTNOTE]


def test_a_short_line_at_the_right_ends_its_paragraph() -> None:
    drawing = Drawing()
    drawing.paragraph(LONG)
    drawing.text(510, drawing.y + 20, "公开01表", 12, "right")
    drawing.text(LEFT, drawing.y + 40, "部门：云溪县农业局", 12)
    assert texts(read(drawing)) == [LONG, "公开01表", "部门：云溪县农业局"]


def test_figures_in_a_column_are_never_joined() -> None:
    drawing = Drawing()
    for i, text in enumerate(("3.45", "2.85", "0.60")):
        drawing.text(480, 100 + 18 * i, text, 12, "right")
    assert texts(read(drawing)) == ["3.45", "2.85", "0.60"]


def test_notes_begin_paragraphs() -> None:
    drawing = Drawing()
    for i, text in enumerate(("注：本表反映收支情况。", "说明：本单位没有此项支出。")):
        drawing.text(LEFT, 100 + 14 * i, text, 10)
    assert texts(read(drawing)) == ["注：本表反映收支情况。", "说明：本单位没有此项支出。"]


CHARACTERS = st.sampled_from("预算执行资金项目支出绩效评价部门决算收入人员经费公用")
WORDS = st.lists(
    st.one_of(
        st.text(CHARACTERS, min_size=1, max_size=12),
        st.decimals(0, 99999, places=2).map(lambda d: f"{d:,}万元"),
        st.integers(0, 9999).map(lambda n: f"{n}%"),
    ),
    min_size=1,
    max_size=25,
)
SENTENCES = st.lists(WORDS.map("，".join), min_size=1, max_size=3).map(lambda s: "本年" + "。".join(s) + "。")


@settings(max_examples=40)
@given(st.lists(SENTENCES, min_size=1, max_size=6), st.sampled_from([12, 15, 16]))
def test_reading_undoes_typesetting(paragraphs: list[str], size: int) -> None:
    drawing = Drawing()
    for text in (LONG, *paragraphs):
        drawing.paragraph(text, size=size)
    assert texts(read(drawing)) == [LONG, *paragraphs]


# ---------------------------------------------------------------- spaces and characters


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ("2024 年度 307.82 万元", "2024年度307.82万元"),
        ("占 34.30 %", "占34.30%"),
        ("目    录 的说明", "目录的说明"),
        ("使用 Windows Server 2019 系统", "使用Windows Server 2019系统"),
        ("面向中小企业预留 政府采购项目预算 金额", "面向中小企业预留政府采购项目预算金额"),
        ("合        计", "合计"),
        ("第一部分  部门概况", "第一部分 部门概况"),
        ("部门：云溪县农业局            单位：万元", "部门：云溪县农业局 单位：万元"),
        ("经费 1 234.56 元", "经费1 234.56元"),
        ("编制    12    人", "编制12人"),
        ("部门：云溪县农业局  2024年度  单位：万元", "部门：云溪县农业局 2024年度 单位：万元"),
        (
            "填表人：王某某  联系电话：0700-1234  单位负责人：李某",
            "填表人：王某某 联系电话：0700-1234 单位负责人：李某",
        ),
        ("2024 年主要原因：上海市XX 局人员增加", "2024年主要原因：上海市XX局人员增加"),
    ],
)
def test_spaces_stay_only_between_latin_words_and_in_wide_gaps(printed: str, meant: str) -> None:
    drawing = Drawing()
    drawing.text(LEFT, 100, printed)
    assert texts(read(drawing)) == [meant]


def test_spread_lines_are_closed_up() -> None:
    drawing = Drawing()
    for i, char in enumerate("本部门面向中小企业预留"):
        drawing.text(LEFT + 18.5 * i, 100, char, 15)
    assert texts(read(drawing)) == ["本部门面向中小企业预留"]


def test_bold_made_by_printing_twice_is_read_once() -> None:
    drawing = Drawing()
    for shift in (0, 0.4):
        drawing.text(LEFT + shift, 100, "支出合计1,100.55万元")
    assert texts(read(drawing)) == ["支出合计1,100.55万元"]


def test_raised_marks_of_notes_are_left_out_but_not_those_of_units() -> None:
    drawing = Drawing()
    for x, y, text, size in (
        (90, 100, "合格率97.31%", 15),
        (180, 94, "1", 8),
        (190, 100, "，面积20m", 15),
        (257, 94, "2", 8),
    ):
        drawing.text(x, y, text, size)
    assert texts(read(drawing)) == ["合格率97.31%，面积20m2"]


def test_look_alike_code_points_are_replaced() -> None:
    assert standard("收⼊⽀出ﬁ⻓期⾦额⻔⼾⸺") == "收入支出fi长期金额门户——"


def test_watermarks_are_left_out() -> None:
    drawing = Drawing()
    drawing.paragraph(OPENING)
    drawing.canvas.rotate(45)
    drawing.text(300, 600, "内部资料样张", 60)
    assert texts(read(drawing)) == [OPENING]


# ---------------------------------------------------------------- running heads, page numbers, contents


@pytest.mark.parametrize("form", ["- {} -", "{}", "第 {} 页 共 3 页", "— {} —", "{}/3"])
def test_running_heads_and_page_numbers_are_left_out(form: str) -> None:
    drawing = Drawing()
    for number in range(1, 4):
        if number > 1:
            drawing.next_page()
        drawing.text(300, 50, "云溪县农业农村局2024年度部门决算", 9, "centre")
        drawing.text(300, 800, form.format(number), 9, "centre")
        drawing.paragraph(LONG)
    assert texts(read(drawing)) == [LONG] * 3


def test_titles_and_units_above_tables_are_no_running_heads() -> None:
    drawing = Drawing()
    for number in range(3):
        if number:
            drawing.next_page()
        drawing.text(300, 40, f"表{number}", 9, "centre")
        drawing.text(500, 60, "单位：万元", 9, "right")
        drawing.table([["项目", "金额"], ["合计", f"{number}.00"]], [200, 200], y=70)
    assert texts(read(drawing)) == ["表0", "单位：万元", "表1", "单位：万元", "表2", "单位：万元"]


@pytest.mark.parametrize("leader", [" .................. {}", "……………………{}", "        {}", ""])
def test_the_table_of_contents_is_left_out(leader: str) -> None:
    drawing = Drawing()
    drawing.text(300, 80, "目    录", 18, "centre")
    for i, entry in enumerate(("一、部门概况", "（一）主要职能", "二、收入支出决算情况说明", "三、名词解释")):
        drawing.text(LEFT, 120 + 30 * i, entry + leader.format(i + 2), 15)
    drawing.next_page()
    for text in ("一、部门概况", "（一）主要职能", OPENING):
        drawing.paragraph(text)
    assert texts(read(drawing)) == ["一、部门概况", "（一）主要职能", OPENING]


def test_the_title_repeated_after_the_contents_stays() -> None:
    drawing = Drawing()
    drawing.text(300, 80, "目录", 18, "centre")
    for i, entry in enumerate(("一、部门概况", "二、收入支出决算情况说明", "三、名词解释")):
        drawing.text(LEFT, 120 + 30 * i, entry, 15)
    drawing.next_page()
    drawing.text(300, 90, "云溪县农业农村局部门决算", 22, "centre")
    drawing.y = 140
    drawing.paragraph("一、部门概况")
    drawing.paragraph(OPENING)
    assert texts(read(drawing)) == ["云溪县农业农村局部门决算", "一、部门概况", OPENING]


def test_contents_on_the_page_of_the_text_end_with_their_last_page_number() -> None:
    drawing = Drawing()
    drawing.text(300, 80, "目录", 18, "centre")
    for i, entry in enumerate(("一、概况......1", "二、收支......2", "三、解释......3")):
        drawing.text(LEFT, 120 + 30 * i, entry, 15)
    drawing.y = 300
    drawing.paragraph("第一章总则")
    drawing.paragraph(OPENING)
    assert texts(read(drawing)) == ["第一章总则", OPENING]


# ---------------------------------------------------------------- pages on their side


def displayed_turned(data: bytes, rotate: int) -> bytes:
    """Return the PDF with an entry that has viewers turn its first page."""
    buffer = io.BytesIO()
    document = pypdfium2.PdfDocument(data)
    page = document[0]
    page.set_rotation(rotate)
    page.close()
    document.save(buffer)
    document.close()
    return buffer.getvalue()


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("rotate", [0, 90, 180, 270])
def test_text_is_read_upright_whichever_way_the_page_is_turned(rotate: int, turn: int) -> None:
    drawing = Drawing((595, 842))
    canvas = drawing.canvas
    shift = {0: (0, 0), 90: (0, -595), 180: (-595, -842), 270: (-842, 0)}[turn]
    canvas.rotate(turn)
    canvas.translate(*shift)
    drawing.height = 842 if turn % 180 == 0 else 595
    drawing.text(100, 80, "收入决算表", 15)
    drawing.table([["项目", "金额"], ["合计", "307.82"]], [150, 100], y=100)
    drawing.text(100, 160, "注：本表反映收入。", 9)
    before, table, after = read_pdf(displayed_turned(drawing.data(), rotate), "x.pdf").blocks
    assert isinstance(table, DraftTable)
    assert [[cell.text for cell in row] for row in table.rows] == [["项目", "金额"], ["合计", "307.82"]]
    assert isinstance(before, DraftParagraph)
    assert isinstance(after, DraftParagraph)
    assert (before.text, after.text) == ("收入决算表", "注：本表反映收入。")


def test_portrait_and_landscape_pages_follow_each_other() -> None:
    drawing = Drawing()
    drawing.paragraph(OPENING)
    drawing.next_page((842, 595))
    drawing.table([["项目", "决算数"], ["合计", "307.82"]], [300, 300])
    drawing.next_page((595, 842))
    drawing.paragraph(LONG)
    draft = read(drawing)
    assert [type(b).__name__ for b in draft.blocks] == ["DraftParagraph", "DraftTable", "DraftParagraph"]
    assert [b.page for b in draft.blocks] == [1, 2, 3]
    assert texts(draft) == [OPENING, LONG]


# ---------------------------------------------------------------- files that cannot be read, or only in part


def test_pages_without_text_are_a_warning() -> None:
    drawing = Drawing()
    drawing.paragraph(OPENING)
    for _ in range(2):
        drawing.next_page()
        drawing.canvas.drawImage(pixel(), 0, 0, 595, 842)
    drawing.next_page()
    drawing.paragraph(LONG)
    drawing.next_page()
    drawing.canvas.drawImage(pixel(), 0, 0, 595, 842)
    drawing.text(300, 800, "5", 9, "centre")
    draft = read(drawing)
    assert draft.warnings == ["第 2—3、5 页没有文字层（可能是扫描件），未能审核"]
    assert texts(draft) == [OPENING, LONG]


def test_a_document_without_any_text_is_a_draft_with_a_warning() -> None:
    drawing = Drawing()
    drawing.canvas.drawImage(pixel(), 100, 100, 300, 300)
    draft = read(drawing)
    assert draft.blocks == []
    assert draft.warnings == ["第 1 页没有文字层（可能是扫描件），未能审核"]


def test_an_empty_page_is_no_scan() -> None:
    drawing = Drawing()
    drawing.paragraph(OPENING)
    drawing.next_page()
    assert read(drawing).warnings == []


def test_a_password_is_asked_for() -> None:
    locked = Drawing(encrypt=pdfencrypt.StandardEncryption("secret", ownerPassword="owner", strength=128))
    locked.paragraph(OPENING)
    with pytest.raises(UnreadableDocument, match="密码") as caught:
        read(locked)
    assert caught.value.kind == "encrypted"
    assert caught.value.remedy


def test_a_file_that_only_forbids_changes_is_read() -> None:
    protected = Drawing(encrypt=pdfencrypt.StandardEncryption("", ownerPassword="owner", strength=128))
    protected.canvas.drawString(100, 700, "Annual report 2024")
    assert texts(read(protected)) == ["Annual report 2024"]


@pytest.mark.parametrize("keep", [0.3, 0.6])
def test_a_damaged_file_is_refused(keep: float) -> None:
    drawing = Drawing()
    drawing.paragraph(OPENING)
    data = drawing.data()
    with pytest.raises(UnreadableDocument, match=r"坏的\.pdf.*损坏") as caught:
        read_pdf(data[: int(len(data) * keep)], "坏的.pdf")
    assert caught.value.kind == "corrupt"


def test_a_file_with_a_lost_index_is_mended() -> None:
    drawing = Drawing()
    drawing.paragraph(OPENING)
    data = drawing.data()
    assert texts(read_pdf(data[: data.rindex(b"xref\n")], "x.pdf")) == [OPENING]


def test_too_many_pages_are_refused() -> None:
    document = pypdfium2.PdfDocument.new()
    for _ in range(MAX_PAGES + 1):
        document.new_page(100, 100).close()
    buffer = io.BytesIO()
    document.save(buffer)
    document.close()
    with pytest.raises(LimitExceeded, match="2001"):
        read_pdf(buffer.getvalue(), "长.pdf")


def test_text_in_fonts_without_a_code_table_is_a_warning() -> None:
    plain = Drawing()
    plain.text(LEFT, 100, "ABCDEFG", 12)
    data = plain.data().replace(b"(GB1)", b"(XX1)")
    draft = read_pdf(data, "x.pdf")
    assert draft.warnings == ["第 1 页的文字编码无法识别（字体未附对照表），该页文字可能有误"]


def test_the_document_has_offsets_and_pages() -> None:
    drawing = Drawing()
    drawing.paragraph(OPENING)
    drawing.next_page()
    drawing.table([["项目", "金额"], ["合计", "307.82"]], [200, 200])
    document = read_document(drawing.data(), "x.pdf")
    assert document.format is Format.PDF
    for paragraph in document.paragraphs():
        assert document.text[paragraph.start : paragraph.end] == paragraph.text
    assert [p.page for p in document.paragraphs()] == [1, 2, 2, 2, 2]
    assert document.tables[0].page == 2


# ---------------------------------------------------------------- real documents


def test_a_real_final_account(shared: Path) -> None:
    document = read_document((shared / "samples" / "shgzb.pdf").read_bytes(), "shgzb.pdf")
    sizes = [(t.n_rows, t.n_cols) for t in document.tables]
    assert sizes == [(3, 3), (32, 4), (20, 9), (20, 8), (34, 7), (20, 5), (40, 6), (5, 12), (6, 8), (6, 8)]
    assert [t.unit for t in document.tables[1:]] == ["万元"] * 9
    items = [p.text for p in document.body if p.text[:2] in [f"{i}、" for i in range(1, 10)]]
    assert len(items) == 9
    assert all("（项）。主要用于：" in text and text.endswith("。") for text in items)
    assert document.warnings == ()
