"""Web pages: the document is read whole, the furniture of the site is not."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from wenbiao.errors import UnreadableDocument
from wenbiao.model.document import Document, Format, Table
from wenbiao.read import read_document
from wenbiao.read.html import read_html
from wenbiao.read.html_flow import tidy
from wenbiao.read.html_page import is_furniture_line

SENTENCE = "2024年本单位支出决算128.60万元，较上年增加3.20万元，增长2.55%。"


def page(body: str, head: str = "") -> Document:
    html = f'<!DOCTYPE html><html><head><meta charset="utf-8">{head}</head><body>{body}</body></html>'
    return read_document(html.encode(), "页面.html")


def lines(document: Document) -> list[str]:
    return [p.text for p in document.body]


def texts(table: Table) -> list[list[str]]:
    return [[c.text for c in row] for row in table.rows()]


SITE = """
<div class="header"><a href="/">河湾县人民政府</a><ul class="nav"><li><a href="/zw">政务公开</a></li></ul></div>
<div class="czys_Crumbs">您现在的位置：<a href="/">首页</a>&nbsp;>&nbsp;<a href="/g">绩效公开</a></div>
<div class="detail">
 <h1 class="tit">河湾县史志馆2024年度部门整体支出绩效自评报告</h1>
 <div class="info"><span>发布时间：2025-05-20</span> <span>来源：县史志馆</span> 字体大小：<a>大</a><a>中</a></div>
 <div id="zoom"><div class="TRS_Editor">{content}</div></div>
 <div class="fj">相关附件：<a href="./P0202505.xlsx">附件1 基础数据表.xlsx</a></div>
 <p>【<a href="javascript:window.print()">打印本页</a>】 【<a>关闭窗口</a>】</p>
 <div class="bdsharebuttonbox">分享到：<a>微信</a></div>
</div>
<div class="links"><ul><li><a href="/a">县财政局2023年度决算公开，附说明</a></li><li><a href="/b">上一篇</a></li></ul></div>
<div class="footer">版权所有：河湾县人民政府 主办：县政府办 <br>网站标识码：0000000000 某ICP备00000000号</div>
"""


def test_site_furniture_is_left_out_and_nothing_else() -> None:
    content = (
        f'<p class="MsoNormal" style="text-indent:2em">&nbsp;&nbsp;&nbsp;&nbsp;{SENTENCE}</p>'
        "<p>　　二、支出情况</p><p><o:p>&nbsp;</o:p></p><p>无。</p>"
    )
    document = page(SITE.format(content=content), '<meta name=" ArticleTitle " content="河湾县史志馆绩效自评报告">')
    assert lines(document) == ["河湾县史志馆绩效自评报告", SENTENCE, "二、支出情况", "无。"]
    assert document.warnings == ("网页另附 1 个附件（附件1 基础数据表.xlsx），其内容不在网页中，未审核。",)
    assert document.format is Format.HTML
    assert document.encoding == "utf-8"


def test_title_is_not_repeated_where_the_content_begins_with_it() -> None:
    content = f"<p>河湾县史志馆2024年度部门<br>整体支出绩效自评报告</p><p>{SENTENCE}</p>"
    document = page(SITE.format(content=content))
    assert lines(document) == ["河湾县史志馆2024年度部门", "整体支出绩效自评报告", SENTENCE]


def test_title_falls_back_on_heading_and_on_window_title() -> None:
    assert lines(page(SITE.format(content=f"<p>{SENTENCE}</p>")))[0] == "河湾县史志馆2024年度部门整体支出绩效自评报告"
    head = "<title>2024年度绩效自评报告 - 河湾县人民政府</title>"
    assert lines(page(f'<div id="zoom"><p>{SENTENCE}</p></div>', head)) == ["2024年度绩效自评报告", SENTENCE]


def test_unknown_page_is_read_by_density() -> None:
    body = f"""
      <div class="q1"><a href="/">首页</a> <a href="/2">政务公开</a></div>
      <div class="q2"><div class="q3"><h2>绩效自评报告</h2><p>{SENTENCE}</p><p>三、存在问题</p><p>{SENTENCE}</p></div>
      <div class="q4"><ul><li><a href="/3">县财政局关于批复决算的通知，二〇二四年。</a></li></ul></div></div>
      <div>主办：县政府办 <a href="/">网站地图</a> 某ICP备00000000号</div>"""
    assert lines(page(body)) == ["绩效自评报告", SENTENCE, "三、存在问题", SENTENCE]


def test_page_that_is_mere_content_is_read_whole() -> None:
    document = page(f"<h1>一、基本情况</h1><p>共7人。</p>{SENTENCE}<h2>支出</h2><p>无。</p>")
    assert lines(document) == ["一、基本情况", "共7人。", SENTENCE, "支出", "无。"]
    assert [p.level for p in document.body] == [2, None, None, 2, None]


def test_furniture_inside_the_content_box_is_left_out() -> None:
    body = f"""<div class="content"><div class="crumbs">当前位置：首页 > 公开</div><h1>自评报告</h1>
      <p>时间：2025-05-20 10:00:00　来源：县财政局　浏览次数：15</p><p>{SENTENCE}</p>
      <p>上一篇：<a href="/x">某通知</a></p><p>【打印】【关闭】</p><p>填报日期：2025年5月20日</p></div>"""
    assert lines(page(body)) == ["自评报告", SENTENCE, "填报日期：2025年5月20日"]


@pytest.mark.parametrize(
    "line",
    [
        "您当前的位置：首页 > 政务公开 > 绩效",
        "首页 > 政务公开 > 绩效",
        "发布时间：2025-05-20",
        "时间：2025年5月20日 来源：县财政局",
        "来源：县财政局 发布时间：2025-05-20",
        "字体：[大 中 小]",
        "打印本页 关闭窗口",
        "【打印】【关闭】",
        "分享到：",
        "上一篇：没有了",
        "Copyright © 2020 某县人民政府 版权所有",
        "主办：某县政府办 某ICP备12345678号-1",
    ],
)
def test_furniture_lines(line: str) -> None:
    assert is_furniture_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "填报日期：2025.5.20",
        "时间：2024年3月至12月",
        "资金来源：财政拨款",
        "来源：财政拨款100万元",
        "打印费3.2万元",
        "大中小学教育支出12万元",
        "首页制作费2万元",
        "网站首页改版完成率100%",
        "分享经验3次",
        "关闭小煤矿2处",
        "返回投资款3万元",
        "位置偏远的村15个",
        "中小企业发展专项资金30万元",
        "收藏品征集12件",
        "2024年完成版权所有者登记58人。",
        "（信息来源：县统计局）",
    ],
)
def test_lines_of_reports_are_no_furniture(line: str) -> None:
    assert not is_furniture_line(line)


def test_spaces_and_line_breaks() -> None:
    body = f"""<div id="zoom"><p>&nbsp;&nbsp;　　2024年支出<span>147</span><span>.5</span><b>3</b>万元，
      其中基本支出
      120万元。</p>第一行<br/>　第二行<br><br>第三行 <p>1&nbsp;234.56 元</p><p>a
      b</p><p>\u200b\ufeff</p><p>{SENTENCE}</p></div>"""
    assert lines(page(body)) == [
        "2024年支出147.53万元，其中基本支出120万元。",
        "第一行",
        "第二行",
        "第三行",
        "1 234.56 元",
        "a b",
        SENTENCE,
    ]


def test_raised_digits_do_not_join_the_number() -> None:
    assert lines(page(f"<p>建筑面积35m<sup>2</sup>。</p><p>{SENTENCE}</p>"))[0] == "建筑面积35m²。"


def test_word_markup_comments_and_hidden_text() -> None:
    body = f"""<div class="TRS_Editor"><style>p{{color:red}}</style><script>var a="支出1万元。";</script>
      <!--[if gte mso 9]><xml><w:View>Normal</w:View></xml><![endif]-->
      <p><![if !supportLists]><span style='mso-list:Ignore'>一、</span><![endif]>基本情况<o:p></o:p></p>
      <p style="display: none">隐藏的支出9万元。</p><p hidden>隐藏</p><span style="mso-hide:all">隐藏</span>
      <p>职工<del>8</del>7人。</p><p>{SENTENCE}</p><!-- 批注。 --></div>"""
    assert lines(page(body)) == ["一、基本情况", "职工7人。", SENTENCE]


def test_much_hidden_text_is_told() -> None:
    document = page(f'<div id="zoom"><p>{SENTENCE * 4}</p><div style="display:none">{SENTENCE * 3}</div></div>')
    assert lines(document) == [SENTENCE * 4]
    assert document.warnings == (f"网页中有隐藏文字约 {3 * len(SENTENCE)} 字，未审核。",)


def test_text_that_only_a_script_shows_is_read() -> None:
    document = page(
        f'<div>加载中，请稍候。</div><div id="c" style="display:none"><p>{SENTENCE * 5}</p><p>无。</p></div>'
    )
    assert SENTENCE * 5 in lines(document)
    assert "无。" in lines(document)


def test_ordered_lists_are_numbered() -> None:
    body = f"""<div id="zoom"><p>{SENTENCE}</p><ol><li>甲</li><li><p>乙</p><p>乙续</p></li></ol>
      <ol start="3" type="a"><li>丙</li></ol><ol class="custom_cn2"><li>丁</li><li value="12">戊</li></ol>
      <ol style="list-style: none"><li>己</li></ol><ul><li>庚</li></ul>
      <ol style="list-style-type:cjk-ideographic"><li>辛</li></ol></div>"""
    document = page(body)
    assert lines(document)[1:] == [
        "1. 甲", "2. 乙", "乙续", "c. 丙", "（一）丁", "（十二）戊", "己", "庚", "一、辛",
    ]  # fmt: skip
    assert [p.numbering for p in document.body][1:4] == ["1.", "2.", ""]


TABLE = """<table class="MsoTable"><caption>表1　支出决算表（单位：万元）</caption>
  <tfoot><tr><td>合计</td><td>30</td><td>40</td></tr></tfoot>
  <thead><tr><th rowspan="2">项目</th><th colspan="2">2024年</th></tr><tr><th>预算数</th><th>决算数</th></tr></thead>
  <tbody><tr><td><p class="MsoNormal">基本<br>支出</p></td><td>&nbsp;10&nbsp;</td><td><span>1</span>5</td></tr>
  <tr><td>项目支出</td><td>20</td><td></td></tr></tbody></table>"""


def test_table_with_spans_head_and_foot() -> None:
    (table,) = page(f"<p>{SENTENCE}</p>{TABLE}").tables
    assert texts(table) == [
        ["项目", "2024年"],
        ["预算数", "决算数"],
        ["基本\n支出", "10", "15"],
        ["项目支出", "20", ""],
        ["合计", "30", "40"],
    ]
    assert [(c.row, c.col, c.row_span, c.col_span) for c in table.cells[:4]] == [
        (0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1),
    ]  # fmt: skip
    assert (table.caption, table.unit, table.n_rows, table.n_cols) == ("表1 支出决算表", "万元", 5, 3)


def test_layout_tables_are_opened_up() -> None:
    body = f"""<table width="100%"><tr><td><a href="/">首页</a></td></tr><tr><td>
      <table><tr><td width="20%"><a href="/1">机构职能</a></td><td><h2>自评报告</h2><p>{SENTENCE}</p>
        <table><tr><td>单位：万元</td></tr></table>{TABLE}<p>{SENTENCE}</p></td></tr></table>
      </td></tr><tr><td>版权所有 某县人民政府</td></tr></table>"""
    document = page(body)
    assert lines(document)[-5:] == ["自评报告", SENTENCE, "单位：万元", "表1 支出决算表（单位：万元）", SENTENCE]
    assert len(document.tables) == 1
    assert "版权所有" not in document.text


def test_old_page_laid_out_in_one_table() -> None:
    rows = "".join(
        f'<tr><td><a href="/{i}">栏目{i}</a></td><td class="date">2025-05-0{i}</td></tr>' for i in range(1, 6)
    )
    body = f"""<table>{rows}<tr><td>机构</td><td id="UCAP-CONTENT" class="b12c"><p>{SENTENCE * 3}</p><p>无。</p></td></tr>
      <tr><td colspan=2>版权所有</td></tr></table>"""
    assert lines(page(body)) == [SENTENCE * 3, "无。"]


def test_unit_in_a_row_table_of_its_own_reaches_the_data() -> None:
    rows = "<tr><td>项目</td><td>数</td></tr><tr><td>甲</td><td>1.5</td></tr>"
    head = "<table><tr><td>编制单位：县史志馆</td><td>金额单位：万元</td></tr></table>"
    document = page(f"<p>{SENTENCE}</p><p>支出决算表</p>{head}<table>{rows}</table>")
    assert [(t.caption, t.unit) for t in document.tables] == [("支出决算表", "万元")]


def test_form_of_prose_stays_a_table() -> None:
    rows = "".join(f"<tr><td>栏目{i}</td><td><p>{SENTENCE * 9}</p><p>续。</p></td></tr>" for i in range(4))
    (table,) = page(f'<table border="1">{rows}</table>').tables
    assert (table.n_rows, table.n_cols) == (4, 2)
    assert table.cells[1].text == f"{SENTENCE * 9}\n续。"


def test_nested_data_table_is_a_table_of_its_own() -> None:
    inner = "<table><tr><td>名称</td><td>件数</td></tr><tr><td>甲</td><td>3</td></tr></table>"
    outer = f'<table border="1"><tr><td>项目</td><td>内容</td></tr><tr><td>产出</td><td>如下{inner}止</td></tr></table>'
    first, second = page(f"<p>{SENTENCE}</p>{outer}").tables
    assert texts(first) == [["项目", "内容"], ["产出", "如下\n止"]]
    assert texts(second) == [["名称", "件数"], ["甲", "3"]]


def test_no_data_table_is_lost_outside_the_known_container() -> None:
    document = page(f'<div><div id="zoom"><p>{SENTENCE * 5}</p></div><div class="t"><p>附表</p>{TABLE}</div></div>')
    assert len(document.tables) == 1
    assert "附表" in lines(document)


def test_text_in_several_containers_is_read_whole() -> None:
    boxes = "".join(f'<div class="TRS_Editor"><p>{part}{SENTENCE * 4}</p></div>' for part in "甲乙丙")
    assert lines(page(f"<div>{boxes}</div>")) == [f"{part}{SENTENCE * 4}" for part in "甲乙丙"]
    unequal = f'<div id="zoom"><p>{SENTENCE * 20}</p></div><div id="zoom"><p>附{SENTENCE * 4}</p></div>'
    assert lines(page(f"<div>{unequal}</div>")) == [SENTENCE * 20, f"附{SENTENCE * 4}"]


def test_catalogue_card_and_calendar_are_no_tables_of_the_document() -> None:
    card = """<table><tr><td>索 引 号：</td><td>0000/2025-00001</td><td>公开日期：</td><td>2025-05-20</td></tr>
      <tr><td>发布机构：</td><td>县财政局</td><td>文　号：</td><td>无</td></tr></table>"""
    week = "<tr><td>日</td><td>一</td></tr><tr><td>1</td><td>2</td></tr>"
    document = page(f'{card}<div id="zoom"><p>{SENTENCE}</p></div><table>{week}</table>')
    assert lines(document) == [SENTENCE]
    assert document.tables == []


def test_wrong_spans_and_hidden_rows() -> None:
    body = """<table border="1"><tr><td rowspan="3">甲</td><td colspan="x">a</td></tr>
      <tr style="display:none"><td>藏</td></tr><tr><td>b</td></tr>
      <tr><td rowspan="65534">乙</td><td>c</td></tr><tr><td>d</td></tr>
      <tr style='display:none'><td width=64></td><td width=64></td></tr></table>"""
    (table,) = page(f"<p>{SENTENCE}</p>{body}").tables
    assert texts(table) == [["甲", "a"], ["b"], ["乙", "c"], ["d"]]
    assert [(c.row, c.col, c.row_span) for c in table.cells] == [
        (0, 0, 2), (0, 1, 1), (1, 1, 1), (2, 0, 2), (2, 1, 1), (3, 1, 1),
    ]  # fmt: skip


def test_broken_table_markup() -> None:
    body = "<table>错放的文字<tr><td>项目<td>数<tr><form><td>甲</td><td>1</table>"
    document = page(f"<p>{SENTENCE}</p>{body}")
    assert lines(document) == [SENTENCE, "错放的文字"]
    assert texts(document.tables[0]) == [["项目", "数"], ["甲", "1"]]


@pytest.mark.parametrize(
    ("encoding", "declared", "read"),
    [
        ("gb18030", "gb2312", "gb18030"),
        ("gb18030", "", "gb18030"),
        ("gb18030", "utf-8", "gb18030"),
        ("utf-8", "gb2312", "utf-8"),
        ("utf-8-sig", "", "utf-8"),
        ("utf-16", "", "utf-16"),
        ("big5", "big5", "big5"),
    ],
)
def test_encodings(encoding: str, declared: str, read: str) -> None:
    text = "機關運行經費" if encoding == "big5" else "㐂县机关运行经费"
    html = f'<html><head><meta http-equiv=Content-Type content="text/html; charset={declared}"></head><p>{text}。'
    draft = read_html(html.encode(encoding), "页面.html")
    assert (draft.encoding, [b.text for b in draft.blocks]) == (read, [f"{text}。"])  # type: ignore[union-attr]


def test_pictures_instead_of_text() -> None:
    images = '<img src="1.jpg"><img src="2.jpg"><img src="/icon/w.gif"><img src="3.jpg" width="16">'
    document = page(f'<div id="zoom"><p>绩效自评表见图。</p>{images}</div>')
    assert document.warnings == ("网页正文主要是图片（2 张），图片中的文字未读取。",)
    with pytest.raises(UnreadableDocument, match="图片") as caught:
        page(f'<div id="zoom">{images}</div>')
    assert caught.value.kind == "empty"


@pytest.mark.parametrize(
    "html", ["<html></html>", "<html><!-- 。 --></html>", "<p></p><p>&nbsp;</p>", "<div id=zoom></div>"]
)
def test_page_without_text_is_an_error(html: str) -> None:
    with pytest.raises(UnreadableDocument):
        read_html(html.encode(), "空.html")


def test_embedded_document_is_told() -> None:
    document = page(f'<p>{SENTENCE}</p><iframe src="/web/viewer.html?file=/a/报告.pdf"></iframe>')
    assert document.warnings == ("网页嵌入了其他文件（报告.pdf），其内容未审核。",)


def test_deep_nesting_is_survived() -> None:
    deep = "<div>" * 1500 + f"<p>{SENTENCE}</p>" + "</div>" * 1500
    assert lines(page(deep)) == [SENTENCE]
    tables = "<table border=1><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>" * 300 + SENTENCE
    assert SENTENCE in page(tables).text


TAGS = """
    <p> </p> <div> </div> <table> </table> <tr> </tr> <td> </td> <td/rowspan=3> <td/colspan=0> <th> <caption> <thead>
    <ol> <li> </li> <h1> </h1> <br> <sup> </sup> <pre> </pre> <a/href=x.pdf> </a> <span/style=display:none> </span>
    <form> <tbody> </tbody> <img> <!-- --> <![if/x]> <div/id=zoom> <div/class=footer> <xml> &nbsp; &#0; &#xd800;
"""


@given(
    st.lists(
        st.sampled_from(TAGS.split()) | st.sampled_from(["支出1.5万元。", "项目", "12", "\n", "a b", "　"]), max_size=40
    )
)
def test_any_soup_of_tags_is_read_or_refused(pieces: list[str]) -> None:
    html = "".join(
        piece.replace("/", " ", 1) if piece[:1] == "<" and piece[1:2] not in "/!" else piece for piece in pieces
    )
    try:
        document = read_document(f"<html><body>{html}".encode(), "汤.html")
    except UnreadableDocument:
        return
    for paragraph in document.paragraphs():
        assert document.text[paragraph.start : paragraph.end] == paragraph.text


@given(st.text(alphabet="a中，1 \n\t\r\u00a0\u3000\u200b"))
def test_tidy_keeps_everything_but_spaces(text: str) -> None:
    result = tidy(text)
    assert [c for c in result if not c.isspace()] == [c for c in text if not c.isspace() and c != "\u200b"]
    assert result == tidy(result)
    assert "  " not in result


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("bulletin.html", '//*[@id="d_article"]'),
        ("budget_report_narrative.html", '//div[contains(@class,"trs_editor_view")]'),
    ],
)
def test_published_pages_lose_nothing_and_keep_no_furniture(shared: Path, name: str, content: str) -> None:
    data = (shared / "samples" / name).read_bytes()
    document = read_document(data, name)
    found = etree.fromstring(data, etree.HTMLParser(encoding="utf-8")).xpath(content)
    assert isinstance(found, list)
    source = "".join(str(t) for t in found[0].itertext())  # type: ignore[union-attr]
    shown = "".join(p.text for p in document.body)
    extra = Counter(re.findall(r"\d+(?:\.\d+)?", shown)) - Counter(re.findall(r"\d+(?:\.\d+)?", source))
    assert "".join(source.split()) in "".join(shown.split())
    assert len("".join(shown.split())) <= len("".join(source.split())) + 60  # the title
    assert sum(extra.values()) <= 1  # the year in the title
