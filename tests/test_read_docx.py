"""Reading .docx: what counts as text, where it stands, and what is left out."""

from __future__ import annotations

import io
import time
import zipfile
from pathlib import Path

import docx as python_docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docx_parts import docx, field, p, r, style, tbl, tc, tr, zipped
from docx_parts import num as num_of
from wenbiao.errors import LimitExceeded, UnreadableDocument
from wenbiao.model.address import Part
from wenbiao.read import read_document
from wenbiao.read.docx import read_docx, read_with_sources
from wenbiao.read.docx_package import MAX_UNCOMPRESSED, DocxPackage, W
from wenbiao.read.docx_story import paragraphs_of
from wenbiao.read.drafts import Draft, DraftParagraph, DraftTable
from wenbiao.read.grid import place

VANISH = "<w:vanish/>"
BREAK = "<w:r><w:br/></w:r>"
TAB = "<w:r><w:tab/></w:r>"


def read(body: str, **parts: str) -> Draft:
    return read_docx(docx(body, **parts), "测试.docx")


def lines(body: str, **parts: str) -> list[str]:
    """Return the texts of all paragraphs, those in cells included."""
    return [paragraph.text for paragraph in paragraphs_of(read(body, **parts).blocks)]


def tables(body: str, **parts: str) -> list[DraftTable]:
    return [block for block in read(body, **parts).blocks if isinstance(block, DraftTable)]


def cells(table: DraftTable) -> list[list[str]]:
    return [[cell.text for cell in row] for row in table.rows]


def inserted(*content: str) -> str:
    return f'<w:ins w:id="1" w:author="张">{"".join(content)}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2" w:author="张"><w:r><w:delText>{text}</w:delText></w:r></w:del>'


def drawn_box(*blocks: str) -> str:
    """Return a run with a text box as Word writes it: once for new readers, once for old."""
    content = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor><a:graphic><a:graphicData>'
        f"<wps:wsp><wps:txbx>{content}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>"
    )


def old_box(*blocks: str) -> str:
    content = f"<w:txbxContent>{''.join(blocks)}</w:txbxContent>"
    return f"<w:r><w:pict><v:shape><v:textbox>{content}</v:textbox></v:shape></w:pict></w:r>"


def control(content: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


# Runs


def test_a_number_split_over_runs_is_one() -> None:
    assert lines(p("支出", "30", r("7.", "<w:b/>"), '<w:proofErr w:type="spellStart"/>', r("82"), "万元")) == [
        "支出307.82万元"
    ]


def test_white_space_at_the_ends_counts_only_where_the_file_says_so() -> None:
    body = "<w:p><w:r><w:t> 12 </w:t></w:r><w:r><w:t xml:space='preserve"
    assert lines(body + "'> 34 </w:t></w:r></w:p>") == ["12 34 "]


def test_tabs_and_special_hyphens() -> None:
    body = p(TAB, "甲", TAB, "乙", "<w:r><w:noBreakHyphen/></w:r>", "丙", "<w:r><w:softHyphen/></w:r>", "丁")
    assert lines(body) == [" 甲 乙-丙丁"]


def test_lines_divided_by_a_soft_break_are_paragraphs() -> None:
    body = p("一、概况", BREAK, "本局内设", r("3个股室。"), "<w:r><w:br w:type='page'/></w:r>", BREAK, "（二）职能")
    assert lines(body) == ["一、概况", "本局内设3个股室。", "（二）职能"]


def test_a_heading_with_a_soft_break_stays_one() -> None:
    (heading,) = read(p("某县财政局", BREAK, "绩效自评报告", props='<w:outlineLvl w:val="0"/>')).blocks
    assert isinstance(heading, DraftParagraph)
    assert (heading.text, heading.level) == ("某县财政局 绩效自评报告", 1)


def test_blank_paragraphs_are_left_out() -> None:
    assert lines(p() + p("甲") + p("　 ") + "<w:p/>" + p("乙")) == ["甲", "乙"]


def test_hyperlinks_and_other_wrappers() -> None:
    body = p(
        '<w:hyperlink r:id="x"><w:r><w:t>网站</w:t></w:r></w:hyperlink>',
        "<w:smartTag><w:r><w:t>公开</w:t></w:r></w:smartTag>",
        "<w:bdo><w:customXml><w:r><w:t>于</w:t></w:r></w:customXml></w:bdo>",
        '<w:bookmarkStart w:id="0" w:name="b"/>',
        "5月",
    )
    assert lines(body) == ["网站公开于5月"]


def test_ruby_gives_its_base_only() -> None:
    ruby = (
        "<w:r><w:ruby><w:rt><w:r><w:t>yù</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>预</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    assert lines(p(ruby, "算")) == ["预算"]


def test_formula_in_one_line() -> None:
    fraction = "<m:f><m:num><m:r><m:t>支出</m:t></m:r></m:num><m:den><m:r><m:t>预算</m:t></m:r></m:den></m:f>"
    assert lines(p(f"<m:oMath><m:r><m:t>率=</m:t></m:r>{fraction}</m:oMath>")) == ["率=支出/预算"]


@pytest.mark.parametrize(
    ("run", "expected"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "☑"),
        ('<w:sym w:font="Wingdings" w:char="F0A8"/>', "□"),
        ('<w:sym w:font="Wingdings" w:char="00FC"/>', "√"),
        ('<w:sym w:font="Wingdings 2" w:char="F052"/>', "☑"),
        ('<w:sym w:font="Wingdings 2" w:char="F0A3"/>', "□"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥"),
        ('<w:sym w:font="Symbol" w:char="F035"/>', "5"),
        ('<w:sym w:font="宋体" w:char="25A1"/>', "□"),
        ('<w:sym w:font="未知" w:char="F041"/>', ""),
        ('<w:sym w:font="Wingdings" w:char="zz"/>', ""),
        ("<w:t>\uf052</w:t>", "\uf052"),
        ('<w:rPr><w:rFonts w:ascii="Wingdings 2"/></w:rPr><w:t>\uf052</w:t>', "☑"),
        ('<w:rPr><w:rFonts w:ascii="Wingdings 2" w:hAnsi="Wingdings 2"/></w:rPr><w:t>R是</w:t>', "☑是"),
        ('<w:rPr><w:rFonts w:ascii="宋体"/></w:rPr><w:t>R</w:t>', "R"),
    ],
)
def test_symbols(run: str, expected: str) -> None:
    assert lines(p("[", f"<w:r>{run}</w:r>", "]")) == [f"[{expected}]"]


# Fields


def test_field_results_are_kept_and_instructions_dropped() -> None:
    inner = field(" REF a ", r("12"))
    body = p(
        "共",
        field(" = SUM(ABOVE) ", r("30"), r("5")),
        "万元，",
        '<w:fldSimple w:instr=" DOCPROPERTY x "><w:r><w:t>某局</w:t></w:r></w:fldSimple>',
        field(f" IF {inner} > 1 ", inner, r("项")),
    )
    assert lines(body) == ["共305万元，某局12项"]


def test_a_field_inside_an_instruction_is_not_text() -> None:
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end"))
    code = "<w:r><w:instrText> IF </w:instrText></w:r>"
    assert lines(p(begin, code, field(" REF a ", r("9")), separate, r("结果"), end, "后")) == ["结果后"]


def test_an_unclosed_field_swallows_nothing_but_its_paragraph() -> None:
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o </w:instrText></w:r>'
    separate = '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    assert lines(p("甲", begin) + p("乙")) == ["甲", "乙"]
    assert lines(p("甲", begin, separate) + p("乙")) == ["甲", "乙"]


@pytest.mark.parametrize(
    ("code", "expected"),
    [("EQ \\o\\ac(□,√)", "☑"), ("eq \\o\\ac(○,3)", "③"), (" EQ \\o(△,!)", "!"), ("EQ \\f(1,2)", "")],
)
def test_enclosed_characters(code: str, expected: str) -> None:
    marks = [f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "end")]
    assert lines(p("是", marks[0], f"<w:r><w:instrText>{code}</w:instrText></w:r>", marks[1])) == [f"是{expected}"]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ('<w:checkBox><w:default w:val="0"/><w:checked/></w:checkBox>', "☑"),
        ('<w:checkBox><w:default w:val="0"/></w:checkBox>', "□"),
        ('<w:checkBox><w:default w:val="1"/><w:checked w:val="0"/></w:checkBox>', "□"),
        ('<w:ddList><w:result w:val="1"/><w:listEntry w:val="优"/><w:listEntry w:val="良"/></w:ddList>', "良"),
        ('<w:ddList><w:listEntry w:val="优"/></w:ddList>', "优"),
        ('<w:ddList><w:result w:val="7"/></w:ddList>', ""),
    ],
)
def test_old_form_fields(data: str, expected: str) -> None:
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{data}</w:ffData></w:fldChar></w:r>'
    rest = '<w:r><w:instrText> FORM </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    assert lines(p("选", begin, rest, '<w:r><w:fldChar w:fldCharType="end"/></w:r>')) == [f"选{expected}"]


def test_the_table_of_contents_is_left_out() -> None:
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    entry = p("一、部门概况", TAB, field(" PAGEREF _Toc1 \\h ", r("1")))
    by_field = p(start, r("一、部门概况"), field(" PAGEREF _Toc1 \\h ", r("1"))) + entry
    by_field += p('<w:r><w:fldChar w:fldCharType="end"/></w:r>', "正文开始")
    assert lines(by_field) == ["正文开始"]
    assert lines(entry + p("正文")) == ["正文"]
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    assert lines(control(p("目录") + p("一、部门概况"), gallery) + p("正文")) == ["正文"]
    styles = style("a", "toc 1") + style("b", "目录 2", based="a") + style("c", "TOC Heading")
    assert lines(p("目录", style="c") + p("一、概况", style="a") + p("职能", style="b") + p("正文"), styles=styles) == [
        "正文"
    ]
    dotted = '<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="8296"/></w:tabs>'
    assert lines(p("一、概况", TAB, "12", props=dotted) + p("填表人：", TAB, props=dotted)) == ["填表人： "]


# Tracked changes


def test_insertions_are_kept_and_deletions_dropped() -> None:
    body = p("编制", deleted("12"), inserted(r("15")), "人", "<w:moveFrom><w:r><w:t>旧处</w:t></w:r></w:moveFrom>")
    body += p("<w:moveTo><w:r><w:t>新处</w:t></w:r></w:moveTo>")
    draft = read(body)
    assert [b.text for b in paragraphs_of(draft.blocks)] == ["编制15人", "新处"]
    assert draft.warnings == ["文档含尚未接受的修订，按接受全部修订后的内容审核。"]


def test_a_deleted_paragraph_mark_joins_two_paragraphs() -> None:
    body = (
        p("支出307.", mark="<w:del/>")
        + p("82万元")
        + p("甲", mark="<w:moveFrom/>")
        + tbl(tr("格"))
        + p("末", mark="<w:del/>")
    )
    assert lines(body) == ["支出307.82万元", "甲", "格", "末"]


def test_a_deleted_paragraph_leaves_nothing() -> None:
    assert lines(p("甲") + p(deleted("乙"), mark="<w:del/>") + p("丙")) == ["甲", "丙"]


def test_joined_paragraphs_take_the_properties_of_the_last() -> None:
    draft = read(
        p("部门", props='<w:outlineLvl w:val="3"/>', mark="<w:del/>") + p("概况", props='<w:outlineLvl w:val="0"/>')
    )
    assert [(b.text, b.level) for b in paragraphs_of(draft.blocks)] == [("部门概况", 1)]


def test_deleted_rows_and_cells_are_dropped() -> None:
    body = tbl(
        tr("项目", "金额"),
        tr("办公费", "1", props="<w:del/>"),
        tr("差旅费", tc("2", props="<w:cellDel/>"), tc("3", props="<w:cellIns/>"), props="<w:ins/>"),
    )
    assert cells(tables(body)[0]) == [["项目", "金额"], ["差旅费", "3"]]
    assert tables(tbl(tr("甲", props="<w:del/>"))) == []


# Hidden text


def test_hidden_text_is_dropped_and_noted() -> None:
    styles = (
        style("h", "隐藏段", rpr=VANISH)
        + style("hh", "隐藏段下", based="h")
        + style("c", "隐藏字", kind="character", rpr=VANISH)
        + style("d", "隐藏字下", kind="character", based="c")
    )
    body = (
        p("甲", r("密", VANISH), "乙", r("显", '<w:vanish w:val="0"/>'), r("藏", '<w:rStyle w:val="d"/>'))
        + p("整段", style="hh")
        + p("整段", r("例外", '<w:vanish w:val="false"/>'), style="h")
        + p(r("相消", '<w:rStyle w:val="c"/>'), style="h")
    )
    draft = read(body, styles=styles)
    assert [b.text for b in paragraphs_of(draft.blocks)] == ["甲乙显", "例外", "相消"]
    assert draft.warnings == ["文档含隐藏文字（4 处，共 6 字），未作审核；在 Word 中显示编辑标记即可看到。"]


def test_hidden_rows() -> None:
    draft = read(tbl(tr("甲"), tr("乙", props="<w:hidden/>")))
    (table,) = draft.blocks
    assert isinstance(table, DraftTable)
    assert cells(table) == [["甲"]]
    assert "隐藏文字" in draft.warnings[0]


def test_a_document_without_peculiarities_has_no_warning() -> None:
    assert read(p("正文") + tbl(tr("甲", "乙"))).warnings == []


# Content controls


def test_content_controls_at_every_level() -> None:
    row = control(tr("行", control(tc("格"))))
    body = control(p("段", control(r("字")))) + tbl(row, tr(tc(control(p("内"))), "尾"))
    assert lines(body) == ["段字", "行", "格", "内", "尾"]


def test_prompts_of_empty_controls_are_no_text() -> None:
    prompt, shows = "单击或点击此处输入文字。", "<w:showingPlcHdr/>"
    body = p("单位：", control(r(prompt), shows)) + control(p(prompt), shows) + p("金额：", control(r("5"), shows))
    body += tbl(tr("名称", control(tc(prompt), shows)))
    assert lines(body) == ["单位：", "金额：5", "名称", ""]


# Tables


def test_merged_cells() -> None:
    body = tbl(
        tr(tc("一级", merge="restart"), tc("支出", span=2), tc("备注", merge="restart")),
        tr(tc(merge="continue"), "预算", "决算", tc("藏", merge="continue")),
        tr("甲", "1", "2", tc(merge="continue")),
    )
    (table,) = tables(body)
    placed = [(cell.text, row, col, rows, cell.col_span) for row, col, rows, cell in place(table)]
    assert placed == [
        ("一级", 0, 0, 2, 1),
        ("支出", 0, 1, 1, 2),
        ("备注", 0, 3, 3, 1),
        ("预算", 1, 1, 1, 1),
        ("决算", 1, 2, 1, 1),
        ("甲", 2, 0, 1, 1),
        ("1", 2, 1, 1, 1),
        ("2", 2, 2, 1, 1),
    ]


def test_a_merge_goes_on_only_under_a_cell_of_its_width() -> None:
    body = tbl(tr(tc("甲", span=2, merge="restart"), "乙"), tr(tc("丙", merge="continue"), "丁", "戊"))
    assert [(c.text, c.row_span) for row in tables(body)[0].rows for c in row] == [
        ("甲", 1), ("乙", 1), ("丙", 1), ("丁", 1), ("戊", 1),
    ]  # fmt: skip


def test_a_merge_whose_first_row_is_deleted() -> None:
    body = tbl(
        tr(tc("甲", merge="restart"), "1", props="<w:del/>"),
        tr(tc("乙", merge="continue"), "2"),
        tr(tc(merge="continue"), "3"),
    )
    assert [(c.text, c.row_span) for row in tables(body)[0].rows for c in row] == [("乙", 2), ("2", 1), ("3", 1)]


def test_old_horizontal_merges() -> None:
    first, rest = '<w:hMerge w:val="restart"/>', "<w:hMerge/>"
    (table,) = tables(tbl(tr(tc("甲", props=first), tc("", props=rest), "乙")))
    assert [(c.text, c.col_span) for c in table.rows[0]] == [("甲", 2), ("乙", 1)]


def test_columns_left_out_at_the_start_and_the_end_of_a_row() -> None:
    before = '<w:gridBefore w:val="2"/><w:gridAfter w:val="1"/>'
    (table,) = tables(tbl(tr("甲", "乙", "丙", "丁"), tr("戊", props=before)))
    assert [(cell.text, row, col) for row, col, _, cell in place(table) if cell.paragraphs][-1] == ("戊", 1, 2)
    assert len(table.rows[1]) == 2
    document = read_document(docx(tbl(tr("甲", "乙", "丙", "丁"), tr("戊", props=before))), "x.docx")
    assert [(c.text, c.row, c.col) for c in document.tables[0].cells][-2:] == [("", 1, 0), ("戊", 1, 2)]
    assert document.tables[0].n_cols == 4


def test_absurd_spans_are_cut() -> None:
    document = read_document(
        docx(tbl(tr(tc("甲", span=99_999_999)), tr(tc("乙", props='<w:gridSpan w:val="-3"/>')))), "x.docx"
    )
    assert document.tables[0].n_cols == 1000


def test_paragraphs_in_a_cell() -> None:
    (table,) = tables(tbl(tr(tc("第一段", p(), p("上", BREAK, "下")), tc())))
    assert [[q.text for q in c.paragraphs] for c in table.rows[0]] == [["第一段", "上", "下"], [""]]


def test_nested_tables_follow_the_outer_one() -> None:
    innermost = tbl(tr("深"))
    inner = tbl(tr("内一", tc("内二", innermost, "<w:p/>")))
    body = p("前") + tbl(tr(tc("外", inner, p("续")), "右")) + p("后")
    blocks = read(body).blocks
    assert [b.text if isinstance(b, DraftParagraph) else cells(b) for b in blocks] == [
        "前",
        [["外\n续", "右"]],
        [["内一", "内二"]],
        [["深"]],
        "后",
    ]


@given(st.integers(1, 5), st.integers(1, 5), st.data())
def test_any_grid_of_merged_cells_is_read_back(n_rows: int, n_cols: int, data: st.DataObject) -> None:
    owner: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for row in range(n_rows):
        for col in range(n_cols):
            if (row, col) in owner:
                continue
            free = next((c for c in range(col, n_cols) if (row, c) in owner), n_cols) - col
            cols, rows = data.draw(st.integers(1, free)), data.draw(st.integers(1, n_rows - row))
            for place_ in ((i, j) for i in range(row, row + rows) for j in range(col, col + cols)):
                owner[place_] = (row, col, rows, cols)
    rows_xml = []
    for row in range(n_rows):
        parts, col = [], 0
        while col < n_cols:
            top, left, rows, cols = owner[row, col]
            merge = "" if rows == 1 else "restart" if top == row else "continue"
            parts.append(tc(f"{top},{left}" if top == row else "", span=cols, merge=merge))
            col += cols
        rows_xml.append(tr(*parts))
    (table,) = tables(tbl(*rows_xml))
    found = {(row, col, rows, cell.col_span): cell.text for row, col, rows, cell in place(table)}
    assert found == {spot: f"{spot[0]},{spot[1]}" for spot in owner.values()}


# Text boxes


def test_text_boxes_follow_their_paragraph_and_are_read_once() -> None:
    draft = read(p("前", drawn_box(p("框一"), p("框二")), "后") + p("下", old_box(p("旧框"))))
    found = [(b.text, b.part) for b in paragraphs_of(draft.blocks)]
    assert found == [
        ("前后", Part.BODY),
        ("框一", Part.TEXTBOX),
        ("框二", Part.TEXTBOX),
        ("下", Part.BODY),
        ("旧框", Part.TEXTBOX),
    ]


def test_a_text_box_in_a_cell_is_not_text_of_the_cell() -> None:
    blocks = read(tbl(tr(tc(p("12.5", drawn_box(p("盖章"), tbl(tr("框内表")))))))).blocks
    assert isinstance(blocks[0], DraftTable)
    assert cells(blocks[0]) == [["12.5"]]
    assert isinstance(blocks[1], DraftParagraph)
    assert (blocks[1].text, blocks[1].part) == ("盖章", Part.TEXTBOX)
    assert isinstance(blocks[2], DraftTable)


def test_a_fallback_is_read_when_only_it_has_text() -> None:
    alternate = (
        '<mc:AlternateContent><mc:Choice Requires="x"><w:drawing/></mc:Choice>'
        "<mc:Fallback><w:t>替代</w:t></mc:Fallback></mc:AlternateContent>"
    )
    assert lines(p("甲", f"<w:r>{alternate}</w:r>")) == ["甲替代"]
    block = f"<mc:AlternateContent><mc:Choice>{p('甲')}</mc:Choice><mc:Fallback>{p('乙')}</mc:Fallback></mc:AlternateContent>"
    assert lines(block) == ["甲"]


# Notes, headers and footers


def note(kind: str, key: int, text: str) -> str:
    return f'<w:{kind} w:id="{key}">{p("<w:r><w:footnoteRef/></w:r>", text)}</w:{kind}>'


def test_notes_stand_at_the_end_in_the_order_of_their_references() -> None:
    reference = '<w:r><w:footnoteReference w:id="{}"/></w:r>'
    body = p("甲", reference.format(3), "。", deleted(""), '<w:del><w:r><w:footnoteReference w:id="4"/></w:r></w:del>')
    body += tbl(tr(tc(p("格", reference.format(2))))) + p("乙", '<w:r><w:endnoteReference w:id="1"/></w:r>')
    draft = read(
        body,
        footnotes=note("footnote", 2, "二注") + note("footnote", 3, "三注") + note("footnote", 4, "删"),
        endnotes=note("endnote", 1, "尾注"),
    )
    assert [(b.text, b.part) for b in paragraphs_of(draft.blocks)] == [
        ("甲。", Part.BODY),
        ("格", Part.BODY),
        ("乙", Part.BODY),
        ("三注", Part.FOOTNOTE),
        ("二注", Part.FOOTNOTE),
        ("尾注", Part.ENDNOTE),
    ]


def section(*references: str, extra: str = "") -> str:
    links = []
    for reference in references:
        name, _, use = reference.partition(":")
        kind = name.rstrip("0123456789")
        links.append(f'<w:{kind}Reference w:type="{use or "default"}" r:id="{name}"/>')
    return f"<w:sectPr>{''.join(links)}{extra}</w:sectPr>"


def test_headers_and_footers_once_each_without_page_numbers() -> None:
    page = field(" PAGE ", r("3"))
    body = p("正文", props=section("header1", "footer1")) + section(
        "header2", "header3:first", "header4:even", "missing9"
    )
    draft = read(
        body,
        header1=p("某县财政局") + tbl(tr("密级", "公开")),
        header2=p("某县财政局 "),
        header3=p("首页"),
        header4=p("双页"),
        footer1=p("第 ", page, " 页 共 ", field("NUMPAGES", r("9")), " 页") + p("- ", page, " -") + p("地址", page),
    )
    assert [(b.text, b.part) for b in paragraphs_of(draft.blocks)] == [
        ("正文", Part.BODY),
        ("某县财政局", Part.HEADER),
        ("密级", Part.HEADER),
        ("公开", Part.HEADER),
        ("地址3", Part.FOOTER),
    ]
    first = read(
        p("正文") + section("header1:first", "header2:even", extra="<w:titlePg/>"), header1=p("首"), header2=p("双")
    )
    assert [b.text for b in paragraphs_of(first.blocks)] == ["正文", "首"]
    even = read(p("正文") + section("header2:even"), header2=p("双"), settings="<w:evenAndOddHeaders/>")
    assert [b.text for b in paragraphs_of(even.blocks)] == ["正文", "双"]


def test_a_page_number_in_a_text_box_of_the_footer() -> None:
    draft = read(p("正文") + section("footer1"), footer1=p(old_box(p(field("PAGE", r("1"))), p("联系人"))))
    assert [(b.text, b.part) for b in paragraphs_of(draft.blocks)] == [("正文", Part.BODY), ("联系人", Part.FOOTER)]


# Headings


@pytest.mark.parametrize(
    ("styles", "paragraph", "level"),
    [
        (style("1", "heading 1", ppr='<w:outlineLvl w:val="0"/>'), p("概况", style="1"), 1),
        (style("2", "Heading 2"), p("概况", style="2"), 2),
        (style("3", "标题 3"), p("概况", style="3"), 3),
        (style("1", "标题1") + style("x", "本局标题", based="1"), p("概况", style="x"), 1),
        (style("1", "heading 1"), p("概况", style="1", props='<w:outlineLvl w:val="9"/>'), None),
        (style("1", "heading 1", ppr='<w:outlineLvl w:val="9"/>'), p("概况", style="1"), None),
        (style("a", "Normal"), p("概况", style="a", props='<w:outlineLvl w:val="1"/>'), 2),
        (style("a", "heading 12"), p("概况", style="a"), None),
        (style("a", "a", based="b") + style("b", "b", based="a"), p("概况", style="a"), None),
        ("", p("概况", style="none"), None),
    ],
)
def test_heading_levels(styles: str, paragraph: str, level: int | None) -> None:
    assert [b.level for b in paragraphs_of(read(paragraph, styles=styles).blocks)] == [level]


def test_the_default_style_holds_for_paragraphs_without_one() -> None:
    styles = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
        '<w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>'
    )
    assert [b.level for b in paragraphs_of(read(p("概况"), styles=styles).blocks)] == [3]


# What cannot be read


def test_what_is_not_read_is_said() -> None:
    large, small = (f'<wp:extent cx="{side}" cy="{side}"/>' for side in (4_000_000, 300_000))
    drawings = "".join(
        f"<w:drawing><wp:inline>{extent}</wp:inline></w:drawing>" for extent in (large, small, "<wp:x/>")
    )
    objects = '<w:object><o:OLEObject ProgID="Excel.Sheet.12"/></w:object><w:object><o:OLEObject ProgID="Equation.3"/></w:object>'
    warnings = read(p("甲", f"<w:r>{drawings}{objects}</w:r>") + '<w:altChunk r:id="x"/>').warnings
    assert [w[:14] for w in warnings] == [
        "文档含 1 幅较大的图片或图",
        "文档嵌有 1 个对象（如 E",
        "文档引用了外部内容块，其中的",
    ]


# The package


def test_strict_documents() -> None:
    styles = style("1", "heading 1", ppr='<w:outlineLvl w:val="0"/>')
    body = p("概况", style="1") + tbl(tr(tc("甲", span=2)), tr("乙", "丙")) + section("header1")
    data = docx(body, strict=True, styles=styles, header1=p("页眉"))
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    draft = read_docx(data, "x.docx")
    assert [b.text for b in paragraphs_of(draft.blocks)] == ["概况", "甲", "乙", "丙", "页眉"]
    assert draft.blocks[0].level == 1  # type: ignore[union-attr]


def test_the_main_part_is_found_by_its_relationship() -> None:
    plain = zipfile.ZipFile(io.BytesIO(docx(p("正文"))))
    entries = {name.replace("document.xml", "document2.xml"): plain.read(name) for name in plain.namelist()}
    entries["_rels/.rels"] = entries["_rels/.rels"].replace(b'"word/document.xml"', b'"/word/document2.xml"')
    assert [b.text for b in paragraphs_of(read_docx(zipped(entries), "x.docx").blocks)] == ["正文"]
    del entries["_rels/.rels"]
    entries["word/document.xml"] = entries.pop("word/document2.xml")
    assert [b.text for b in paragraphs_of(read_docx(zipped(entries), "x.docx").blocks)] == ["正文"]


def test_parts_in_utf16() -> None:
    xml = zipfile.ZipFile(io.BytesIO(docx(p("正文")))).read("word/document.xml").decode()
    data = docx("", raw={"word/document.xml": xml.replace("UTF-8", "UTF-16").encode("utf-16")})
    assert [b.text for b in paragraphs_of(read_docx(data, "x.docx").blocks)] == ["正文"]


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<w:document",
        b"\x00\x01\x02",
        b"\xff\xfe\x00",
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>',
        b"<html><body>x</body></html>",
    ],
)
def test_a_damaged_main_part(xml: bytes) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        read_docx(docx("", raw={"word/document.xml": xml}), "坏文件.docx")
    assert caught.value.kind == "corrupt"
    assert "坏文件.docx" in caught.value.message
    assert caught.value.remedy


def test_a_damaged_archive() -> None:
    data = bytearray(docx(p("正文" * 500)))
    start = data.index(b"word/document.xml") + len("word/document.xml") + 20
    data[start : start + 40] = bytes(40)
    for broken in (bytes(data), b"PK\x03\x04 no archive", bytes(data[: len(data) // 2])):
        with pytest.raises(UnreadableDocument, match="损坏"):
            read_docx(broken, "x.docx")


def test_a_missing_main_part() -> None:
    with pytest.raises(UnreadableDocument, match="损坏"):
        read_docx(zipped({"word/styles.xml": b"<x/>"}), "x.docx")


def test_an_archive_with_a_password() -> None:
    data = bytearray(docx(p("正文")))
    for mark in (b"PK\x03\x04", b"PK\x01\x02"):
        at = 0
        while (at := data.find(mark, at)) >= 0:
            data[at + (6 if mark.endswith(b"\x04") else 8)] |= 1
            at += 4
    with pytest.raises(UnreadableDocument) as caught:
        read_docx(bytes(data), "x.docx")
    assert caught.value.kind == "encrypted"


def test_damaged_styles_and_lists_cost_only_themselves() -> None:
    data = docx(
        p("甲", num=("1", 0), style="1"), styles="", numbering=num_of("1", "0"), raw={"word/styles.xml": b"<w:x"}
    )
    draft = read_docx(data, "x.docx")
    assert [b.text for b in paragraphs_of(draft.blocks)] == ["甲"]
    assert draft.warnings == ["文档的部件 word/styles.xml 已损坏，标题、自动编号或注释可能不全。"]


def test_a_zip_bomb_is_refused() -> None:
    buffer = io.BytesIO(docx(p("正文")))
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive, archive.open("word/media/x.bin", "w") as entry:
        block = bytes(1 << 22)
        for _ in range(MAX_UNCOMPRESSED // len(block) + 1):
            entry.write(block)
    assert len(buffer.getvalue()) < 1 << 20
    with pytest.raises(LimitExceeded, match="300 MB"):
        read_docx(buffer.getvalue(), "x.docx")


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    xml = (
        zipfile.ZipFile(io.BytesIO(docx(p("公开", "<w:r><w:t>&amp;e;&amp;b;</w:t></w:r>"))))
        .read("word/document.xml")
        .decode()
    )
    dtd = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}"><!ENTITY b "扩展">]>'
    xml = xml.replace("<w:document", dtd + "<w:document", 1).replace("&amp;e;", "&e;").replace("&amp;b;", "&b;")
    draft = read_docx(docx("", raw={"word/document.xml": xml.encode()}), "x.docx")
    assert [b.text for b in paragraphs_of(draft.blocks)] == ["公开"]


def nested(depth: int) -> str:
    return "<w:p>" + "<w:hyperlink>" * depth + r("深") + "</w:hyperlink>" * depth + "</w:p>"


def test_deep_nesting_is_read() -> None:
    assert lines(nested(100)) == ["深"]
    body = tbl(tr("深"))
    for _ in range(40):
        body = tbl(tr(tc(body, "<w:p/>")))
    assert len(tables(body)) == 41


def test_absurdly_deep_nesting_is_refused() -> None:
    with pytest.raises(UnreadableDocument, match="损坏"):
        lines(nested(5000))


# Where the text comes from


def test_sources_lead_from_characters_to_elements() -> None:
    body = (
        p("目", props='<w:outlineLvl w:val="0"/>')
        + p("支出", "<w:r><w:t> 30</w:t></w:r>", BREAK, "乙", TAB, "7.82", num=("1", 0))
        + tbl(tr(tc("格一", tbl(tr("内"))), tc()))
        + p("注", drawn_box(p("框")))
    )
    lists = '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    data = docx(body + section("header1"), numbering=lists + num_of("1", "0"), header1=p("眉"))
    package = DocxPackage(data, "x.docx")
    _, sources = read_with_sources(package)
    document = read_document(data, "x.docx")
    assert [s.paragraph.text for s in sources] == [q.text for q in document.paragraphs()]
    for source in sources:
        assert source.paragraph.text[source.prefix :] == "".join(piece.text for piece in source.pieces)
        for piece in source.pieces:
            if piece.element.tag == W + "t":
                assert (piece.element.text or "")[piece.offset :][: len(piece.text)] == piece.text
            assert piece.run in list(source.element.iter(W + "r"))
    numbered = sources[1]
    assert (numbered.paragraph.text, numbered.prefix) == ("1. 支出30", 3)
    assert [(s.element.text, a, b) for s, a, b in numbered.span(0, 5)] == [("支出", 0, 2)]
    assert [(s.text, a, b) for s, a, b in numbered.span(4, 6)] == [("支出", 1, 2), ("30", 0, 1)]
    assert [(s.element.text, s.offset) for s, _, _ in numbered.span(5, 7)] == [(" 30", 1)]
    assert {s.part for s in sources} == {"word/document.xml", "word/header1.xml"}
    blank = next(s for s in sources if not s.paragraph.text)
    assert (blank.element.tag, blank.pieces) == (W + "p", ())


def test_marking_characters_through_their_sources() -> None:
    package = DocxPackage(docx(p("项目支出", "12", "8.60", "万元")), "x.docx")
    _, (source,) = read_with_sources(package)
    start = source.paragraph.text.index("128.60")
    for piece, first, last in source.span(start, start + 6):
        assert (first, last) == (0, len(piece.text))
        etree.SubElement(piece.run, W + "marked")
    tree = package.tree("word/document.xml")
    assert tree is not None
    marked = ["".join(run.itertext()) for run in tree.iter(W + "r") if run.find(W + "marked") is not None]
    assert marked == ["12", "8.60"]


# Whole documents


def test_a_document_made_by_python_docx() -> None:
    built = python_docx.Document()
    built.add_heading("部门概况", level=1)
    built.add_paragraph("第一条", style="List Number")
    built.add_paragraph("第二条", style="List Number")
    built.add_paragraph("要点", style="List Bullet")
    table = built.add_table(rows=3, cols=3)
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    table.cell(0, 1).merge(table.cell(0, 2)).text = "金额"
    table.cell(2, 2).text = "307.82"
    built.sections[0].header.paragraphs[0].text = "页眉文字"
    buffer = io.BytesIO()
    built.save(buffer)
    document = read_document(buffer.getvalue(), "报告.docx")
    assert [(q.text, q.part) for q in document.body] == [
        ("部门概况", Part.BODY),
        ("1. 第一条", Part.BODY),
        ("2. 第二条", Part.BODY),
        ("要点", Part.BODY),
        ("页眉文字", Part.HEADER),
    ]
    assert document.body[0].level == 1
    spans = {c.text: (c.row, c.col, c.row_span, c.col_span) for c in document.tables[0].cells if c.text}
    assert spans == {"项目": (0, 0, 2, 1), "金额": (0, 1, 1, 2), "307.82": (2, 2, 1, 1)}
    assert all(document.text[q.start : q.end] == q.text for q in document.paragraphs())


def test_a_long_table_is_read_quickly() -> None:
    data = docx(tbl(*(tr(*(f"{row}.{col}" for col in range(8))) for row in range(200))))
    began = time.perf_counter()
    (table,) = read_docx(data, "x.docx").blocks
    assert time.perf_counter() - began < 0.5
    assert isinstance(table, DraftTable)
    assert len(table.rows) == 200


def test_a_real_bulletin(shared: Path) -> None:
    document = read_document((shared / "samples" / "bulletin.docx").read_bytes(), "bulletin.docx")
    headings = [q.text for q in document.body if q.level is not None]
    assert headings[:3] == ["一、综合", "二、农业", "三、工业和建筑业"]
    assert len(headings) == 13
    assert [(t.n_rows, t.n_cols) for t in document.tables] == [(11, 3), (10, 4), (9, 4)]
    assert document.warnings == ()
