"""The web page: safe whatever the document says, and complete. What it does in a browser is in test_viewer.py."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hostile_sample import hostile_report
from report_sample import document, refused_report, sample_report
from wenbiao.model.document import Paragraph
from wenbiao.model.finding import Evidence, Finding, Role, Severity, Verdict
from wenbiao.model.result import DocumentReport
from wenbiao.report.html import index_row, render_index, render_page, viewer_script
from wenbiao.report.marks import Mark, segments_of
from wenbiao.report.messages import Lang, Words

ZH = Words(Lang.ZH)
VOID = {"meta", "br", "link", "img", "hr", "input"}
ENDS_BY_ITSELF = {"tr", "td", "th"}
"""Rows and cells may leave out their end tags; the next one, or the end of the table, ends them."""


class Elements(HTMLParser):
    """Collects the elements of a page and whether they nest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID | ENDS_BY_ITSELF:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ENDS_BY_ITSELF:
            assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def elements_of(page: str) -> Elements:
    parser = Elements()
    parser.feed(page)
    parser.close()
    assert not parser.stack
    return parser


@pytest.mark.parametrize(
    "report", [sample_report(), hostile_report(), refused_report()], ids=["sample", "hostile", "refused"]
)
@pytest.mark.parametrize("lang", list(Lang))
def test_page_is_self_contained_and_inert(report: DocumentReport, lang: Lang) -> None:
    page = elements_of(render_page(report, Words(lang)))
    names = {tag for tag, _ in page.tags}
    assert not names & {"img", "link", "iframe", "object", "svg", "form", "i"}
    policy = next(a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")
    assert [a for tag, a in page.tags if tag == "script"] == ([] if report.error else [{}])
    for _, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
        assert "src" not in attributes
    assert "http://" not in render_page(report, Words(lang))
    assert "https://" not in render_page(report, Words(lang))


def test_only_the_script_of_the_page_may_run() -> None:
    page = render_page(sample_report(), ZH)
    (script,) = re.findall(r"<script>(.*?)</script>", page, re.S)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in html.unescape(page)
    assert script == viewer_script()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval|Function\(", script)
    assert "script-src" not in render_index([], ZH)


def test_hostile_text_is_shown_as_it_is() -> None:
    page = "".join(elements_of(render_page(hostile_report(), ZH)).text)
    assert "<script>document.title='owned'</script>报告" in page
    assert """]]><img src=x onerror="document.title='owned'">""" in page
    assert "<svg onload=alert(1)>" in page


def test_page_shows_findings_coverage_text_and_tables() -> None:
    text = "".join(elements_of(render_page(sample_report(), ZH)).text)
    for part in (
        "正文称年末在职人员 8 人，基础数据表为 7 人，相差 1 人。",
        "147.53 − 20.73 = 126.80",
        "表述 128.60万元，应为 126.80万元，相差 1.80万元",
        "文中数字 4 个，表格 1 张",
        "规则 WB999 未能完成：ZeroDivisionError",
        "第2页没有文字层，未审核。",
        "接待来访群众",
        "财政供养人员",
        "126.80",
    ):
        assert part in text, part


def test_every_link_leads_somewhere_once() -> None:
    page = elements_of(render_page(sample_report(), ZH))
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    links = {(a["href"] or "")[1:] for tag, a in page.tags if tag == "a"}
    assert links <= set(ids)
    assert {"p3", "t1r2c3", "t1r3c3", "f1", "f3"} <= links


def test_figures_carry_their_verdict_and_cells_their_findings() -> None:
    page = render_page(sample_report(), ZH)
    assert '<a class="figure supported" id=q2 href=#r2>147.53万元</a>' in page
    assert '<a class="figure contradicted fault error" id=q1 href=#r1>8人</a>' in page
    assert re.search(r'class="figure unmatched"[^>]*>3.5万余人次', page)
    assert re.search(
        r'id="t1r2c3"[^>]*class="number against contradicted fault error">7<a class="ref error" href=#f1>1</a>', page
    )
    assert re.search(r"<th[^>]*colspan=2", page)


def test_every_figure_is_in_the_ledger_with_what_it_was_compared_with() -> None:
    page = render_page(sample_report(), ZH)
    rows = re.findall(r"<tr id=r(\d+)>(.*?)(?=<tr|</tbody>)", page, re.S)
    assert [number for number, _ in rows] == ["1", "2", "3", "4"]
    assert [re.findall(r"[✓✗？—] [^<\n]+", row) for _, row in rows] == [
        ["✗ 不一致"],
        ["✓ 与表一致"],
        ["✗ 不一致"],
        ["— 无可对照"],
    ]
    assert '<a href="#q1">8人</a>' in rows[0][1]
    assert '<a href="#t1r2c3">表1 / 财政供养人员 / 年末在职人员 / 2024年实际</a>：7' in rows[0][1]
    assert "<samp>147.53 − 20.73 = 126.80</samp>" in rows[2][1]


def test_members_of_a_package_have_anchors_of_their_own() -> None:
    first, second = document(path="a", file="正文.txt"), document(path="b", file="附 表.txt")
    where = second.tables[0].where(second.tables[0].cells[4])
    finding = Finding("WB401", "x", Severity.ERROR, "表间不符。", (Evidence(Role.CELL, "7", where),))
    page = elements_of(render_page(DocumentReport("包", members=(first, second), findings=(finding,)), ZH))
    ids = [a["id"] for _, a in page.tags if "id" in a]
    assert len(ids) == len(set(ids))
    target = next(a["href"] for _, a in page.tags if a.get("class") == "place" and a.get("href"))
    assert target is not None
    assert target[1:] in ids
    assert " " not in target


@given(
    st.lists(
        st.builds(
            Mark,
            start=st.integers(90, 130),
            end=st.integers(90, 130),
            verdict=st.sampled_from([None, *Verdict]),
            finding=st.sampled_from([None, 1, 2, 3]),
        )
    )
)
def test_marks_never_change_the_text(marks: list[Mark]) -> None:
    paragraph = Paragraph(index=0, text="年末在职人员8人，全年支出147.53万元。", start=100)
    segments = segments_of(paragraph, marks)
    assert "".join(segment.text for segment in segments) == paragraph.text
    begun = {m.finding for m in marks if m.finding and m.start < m.end and m.start < paragraph.end and m.end > 100}
    assert {number for segment in segments for number in segment.ends} == begun


def test_index_leads_to_every_report() -> None:
    rows = [
        index_row(sample_report(), ["档案馆 #1-批注.docx", "档案馆 #1.html"]),
        index_row(refused_report("坏.pdf"), ["坏.html"]),
    ]
    page = elements_of(render_index(rows, ZH))
    assert [a["href"] for tag, a in page.tags if tag == "a"] == [
        "%E6%A1%A3%E6%A1%88%E9%A6%86%20%231.html",
        "%E6%A1%A3%E6%A1%88%E9%A6%86%20%231-%E6%89%B9%E6%B3%A8.docx",
        "%E5%9D%8F.html",
    ]
    assert "无法审核：“坏.pdf”已损坏。" in "".join(page.text)
