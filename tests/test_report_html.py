"""The web page: safe whatever the document says, complete, and working in a real browser."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_sample import document, refused_report, sample_report, stated
from wenbiao.model.document import Paragraph
from wenbiao.model.finding import Evidence, Finding, Link, Role, Severity, Verdict
from wenbiao.model.quantity import Kind
from wenbiao.model.result import DocumentReport
from wenbiao.report.html import index_row, render_index, render_page
from wenbiao.report.marks import Mark, segments_of
from wenbiao.report.messages import Lang, Words

if TYPE_CHECKING:
    from playwright.sync_api import Page

ZH = Words(Lang.ZH)
HOSTILE = """<script>document.title='owned'</script>报告

本年支出147.53万元]]><img src=x onerror="document.title='owned'">，'引号'与"引号"&amp;。

| 项目<b> | 2024年决算数" onmouseover="alert(1) |
| 支出    | 147.53                              |
"""
VOID = {"meta", "br", "link", "img", "hr"}


class Elements(HTMLParser):
    """Collects the elements of a page and whether they nest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.stack: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.stack.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def elements_of(page: str) -> Elements:
    parser = Elements()
    parser.feed(page)
    parser.close()
    assert not parser.stack
    return parser


def hostile_report() -> DocumentReport:
    source = document(HOSTILE)
    fact = stated(source, "147.53万元", Kind.MONEY, "147.53", "万元", subject="<i>支出</i>")
    finding = Finding(
        "WB101",
        "x",
        Severity.ERROR,
        "<script>alert(1)</script>",
        (Evidence(Role.CLAIM, "147.53万元]]><img", fact.where, sentence=source.body[1].text, label=('"><b>',)),),
        suggestion="<svg onload=alert(1)>",
    )
    return DocumentReport(
        path="<x>.txt",
        title=source.body[0].text,
        members=(source,),
        facts=(fact,),
        links=(Link(fact, Verdict.CONTRADICTED),),
        findings=(finding,),
        warnings=("<script>",),
    )


@pytest.mark.parametrize(
    "report", [sample_report(), hostile_report(), refused_report()], ids=["sample", "hostile", "refused"]
)
@pytest.mark.parametrize("lang", list(Lang))
def test_page_is_self_contained_and_inert(report: DocumentReport, lang: Lang) -> None:
    page = elements_of(render_page(report, Words(lang)))
    names = {tag for tag, _ in page.tags}
    assert not names & {"script", "img", "link", "iframe", "object", "svg", "form", "i"}
    policy = next(a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'none'; style-src 'unsafe-inline';")
    for _, attributes in page.tags:
        assert not any(name.startswith("on") for name in attributes)
        assert (attributes.get("href") or "#").startswith("#")
        assert "src" not in attributes
    assert "http://" not in render_page(report, Words(lang))
    assert "https://" not in render_page(report, Words(lang))


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
    assert re.search(
        r'class="figure supported" title="与表一致：表1第4行第3列［[^"]*］：147.53">147.53万元</span>', page
    )
    assert re.search(r'class="figure unmatched"[^>]*>3.5万余人次', page)
    assert re.search(
        r'id="t1r2c3"[^>]*class="number against contradicted fault error">7<a class="ref error" href="#f1">1</a>', page
    )
    assert re.search(r'id="t1r1c1"[^>]*colspan="2"', page)


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


@pytest.fixture(scope="module")
def browser_page(require_tool: Callable[[str], Path]) -> Iterator[Page]:
    program = require_tool("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser.new_page(reduced_motion="reduce")
        browser.close()


@pytest.fixture
def open_page(browser_page: Page, tmp_path: Path) -> Callable[[str], list[str]]:
    """Return a function that opens a page from a file and answers with what the browser complained of."""
    said: list[str] = []
    browser_page.on("console", lambda message: said.append(message.text))
    browser_page.on("pageerror", lambda error: said.append(str(error)))
    browser_page.on(
        "request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None
    )

    def load(html: str) -> list[str]:
        path = tmp_path / "核对报告.html"
        path.write_text(html, encoding="utf-8")
        browser_page.goto(path.as_uri())
        return said

    return load


@pytest.mark.tools
def test_browser_runs_nothing_of_a_hostile_document(browser_page: Page, open_page: Callable[[str], list[str]]) -> None:
    assert open_page(render_page(hostile_report(), ZH)) == []
    assert browser_page.title() == "<script>document.title='owned'</script>报告 · 核对报告"
    assert browser_page.locator("script, img, svg").count() == 0


@pytest.mark.tools
def test_evidence_leads_to_the_marked_place(browser_page: Page, open_page: Callable[[str], list[str]]) -> None:
    browser_page.set_viewport_size({"width": 1200, "height": 500})
    assert open_page(render_page(sample_report(), ZH)) == []
    cell = browser_page.locator("#t1r2c3")
    assert not in_view(browser_page, "#t1r2c3")
    browser_page.get_by_role("link", name="表1第2行第3列").click()
    assert in_view(browser_page, "#t1r2c3")
    assert cell.evaluate("e => e.matches(':target')")
    cell.get_by_role("link").click()
    assert in_view(browser_page, "#f1")


@pytest.mark.tools
@pytest.mark.parametrize("width", [320, 480, 1400])
def test_page_fits_the_window(browser_page: Page, open_page: Callable[[str], list[str]], width: int) -> None:
    browser_page.set_viewport_size({"width": width, "height": 800})
    wide = dataclasses.replace(sample_report(), unit="长" * 200, path="x" * 300)
    open_page(render_page(wide, ZH))
    assert browser_page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.tools
def test_text_contrasts_with_its_ground(browser_page: Page, open_page: Callable[[str], list[str]]) -> None:
    open_page(render_page(sample_report(), ZH))
    for selector in (
        ".message",
        ".origin",
        ".badge.warning",
        ".place",
        ".figure.contradicted",
        ".particulars dt",
        ".ref",
    ):
        ratio = browser_page.locator(selector).first.evaluate(CONTRAST)
        assert ratio >= 4.5, selector


@pytest.mark.tools
def test_page_prints_on_paper(browser_page: Page, open_page: Callable[[str], list[str]]) -> None:
    open_page(render_page(sample_report(), ZH))
    browser_page.emulate_media(media="print")
    assert not browser_page.locator("nav").is_visible()
    assert browser_page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
    browser_page.emulate_media(media="screen")


def in_view(page: Page, selector: str) -> bool:
    """Whether an element stands inside the window."""
    box, size = page.locator(selector).bounding_box(), page.viewport_size
    assert box is not None
    assert size is not None
    return -1 <= box["y"] < size["height"]


CONTRAST = """element => {
  const rgb = text => text.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
    .map(v => v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  let ground = element;
  while (rgb(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
  const a = light(rgb(getComputedStyle(element).color)), b = light(rgb(getComputedStyle(ground).backgroundColor));
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""
"""The contrast of WCAG 2 between an element's text and the first ground below it that is painted."""
