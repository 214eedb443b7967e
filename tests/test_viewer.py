"""The web page in a real browser: choosing, following, filtering, printing, with and without its script."""

from __future__ import annotations

import dataclasses
import io
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hostile_sample import LONG, hostile_report
from report_sample import sample_report
from wenbiao import audit
from wenbiao.model.document import Document
from wenbiao.model.finding import Evidence, Finding, Link, Role, Severity, Verdict
from wenbiao.model.result import DocumentReport
from wenbiao.read import read_document
from wenbiao.report.html import render_page
from wenbiao.report.messages import Lang, Words
from wenbiao.report.page_crops import changes
from wenbiao.report.privacy import masked

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.tools
FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
ZH = Words(Lang.ZH)
WIDE, NARROW = {"width": 1400, "height": 500}, {"width": 480, "height": 800}
LARGEST = 1_500_000
"""Bytes of a page that is still sent by mail and opened without waiting."""


@pytest.fixture(scope="module")
def browser(require_tool: Callable[[str], Path]) -> Iterator[Browser]:
    program = require_tool("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    page = browser.new_page(reduced_motion="reduce", viewport=WIDE)
    yield page
    page.close()


@pytest.fixture
def opened(page: Page, tmp_path: Path) -> Callable[[DocumentReport | str], list[str]]:
    """Return a function that opens the page of a report and answers with what the browser complained of."""
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("request", lambda request: said.append(request.url) if not is_own(request.url) else None)

    def load(report: DocumentReport | str) -> list[str]:
        path = tmp_path / "核对报告.html"
        path.write_text(report if isinstance(report, str) else render_page(report, ZH), encoding="utf-8")
        page.goto(path.as_uri())
        return said

    return load


Opened = Callable[[DocumentReport | str], list[str]]


def is_own(url: str) -> bool:
    return url.startswith(("file:", "data:"))


def in_view(page: Page, selector: str) -> bool:
    """Whether an element stands inside the window and inside its pane."""
    return bool(
        page.locator(selector).first.evaluate(
            """element => {
              const box = element.getBoundingClientRect(), pane = element.closest(".pane");
              const room = pane ? pane.getBoundingClientRect() : { top: 0, bottom: innerHeight };
              return box.height > 0 && box.top >= Math.max(0, room.top) - 1 && box.bottom <= Math.min(innerHeight, room.bottom) + 1;
            }"""
        )
    )


def classes(page: Page, selector: str) -> list[str]:
    return page.locator(selector).first.evaluate("element => [...element.classList]")


def long_report() -> DocumentReport:
    """Return the sample with much text before and after it, so that its places are out of view."""
    report = sample_report()
    before = "".join(f"第{n}条说明，没有数字。\n\n" for n in range(60))
    text = report.members[0].text.replace("一、基本情况\n", "一、基本情况\n\n" + before.strip() + "\n")
    rows = "".join(f"| 其他{n} | 说明{n} | 备注 |\n" for n in range(60))
    text = text.replace("表1 基础数据表", f"附 其他情况表\n| 甲 | 乙 | 丙 |\n{rows}\n表2 基础数据表")
    return moved(report, read_document(text.encode(), report.path))


def moved(report: DocumentReport, source: Document) -> DocumentReport:
    """Return the sample's figures and findings at their places in another document, which holds its sentences."""
    at = source.text.index("年末在职人员8人") - report.members[0].text.index("年末在职人员8人")
    old, new = report.members[0].tables[0], source.tables[-1]
    paragraph = next(p for p in source.body if "年末在职人员8人" in p.text)

    def place(evidence: Evidence) -> Evidence:
        where = evidence.where
        if where.table is not None:
            return dataclasses.replace(evidence, where=dataclasses.replace(where, table=new.index))
        if where.start is None or where.end is None:
            return evidence
        return dataclasses.replace(evidence, where=paragraph.where(where.start + at, where.end + at))

    def link(one: Link) -> Link:
        fact = one.fact
        where = paragraph.where(fact.start + at, fact.end + at)
        said = dataclasses.replace(fact, start=fact.start + at, end=fact.end + at, where=where, paragraph=paragraph)
        cells = tuple(dataclasses.replace(c, where=dataclasses.replace(c.where, table=new.index)) for c in one.cells)
        return dataclasses.replace(one, fact=said, cells=cells)

    assert (old.n_rows, old.n_cols) == (new.n_rows, new.n_cols)
    findings = tuple(dataclasses.replace(f, evidence=tuple(map(place, f.evidence))) for f in report.findings)
    links = tuple(map(link, report.links))
    return dataclasses.replace(report, members=(source,), findings=findings, links=links, views=())


def test_nothing_of_a_hostile_document_runs(page: Page, opened: Opened) -> None:
    said = opened(hostile_report())
    for selector in ("#q1", "#t1r2c2", "#f1 .message", "#r1 a"):
        page.locator(selector).first.click()
    for key in "jknp123?":
        page.keyboard.press(key)
    page.wait_for_timeout(100)
    assert said == []
    assert page.title() == "<script>document.title='owned'</script>报告 · 核对报告"
    assert page.locator("script").count() == 1
    assert page.locator("#text img, #text svg, #card script, #card i").count() == 0
    text = page.locator("#text").inner_text()
    for part in (
        "</script><script>document.title='owned'</script><!-- <style>",
        "{{ 7*7 }}{% raw %}",
        "]]><img src=x",
        LONG,
    ):
        assert part in text
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]


def test_a_script_in_the_page_is_stopped_by_the_policy(page: Page, opened: Opened) -> None:
    html = render_page(sample_report(), ZH)
    said = opened(
        html.replace("</body>", "<script>document.title='owned'</script><img src='https://example.org/x.png'></body>")
    )
    assert "owned" not in page.title()
    assert sum("Content Security Policy" in line for line in said) == 2


def test_choosing_a_finding_brings_both_sides(page: Page, opened: Opened) -> None:
    assert opened(long_report()) == []
    assert not in_view(page, "#q1")
    assert not in_view(page, "#t2r2c3")
    page.locator("#f1 .message").click()
    page.wait_for_timeout(100)
    assert in_view(page, "#q1")
    assert in_view(page, "#t2r2c3")
    assert "lit" in classes(page, "#q1")
    assert "lit" in classes(page, "#t2r2c3")
    assert page.locator("#f1").get_attribute("aria-current") == "true"
    assert page.evaluate("location.hash") == "#f1"


def test_a_place_of_a_finding_can_be_followed(page: Page, opened: Opened) -> None:
    opened(long_report())
    page.locator("#f1").get_by_role("link", name="表2第2行第3列").click()
    page.wait_for_timeout(100)
    assert in_view(page, "#t2r2c3")
    page.locator("#t2r2c3 .ref").click()
    assert in_view(page, "#f1 .message")
    assert "chosen" in classes(page, "#f1")


def test_choosing_a_figure_shows_its_cell_and_the_arithmetic(page: Page, opened: Opened) -> None:
    assert opened(long_report()) == []
    page.locator("#q3").scroll_into_view_if_needed()
    page.locator("#q3").click()
    page.wait_for_timeout(100)
    card = page.locator("#card")
    assert card.is_visible()
    said = card.inner_text()
    for part in ("✗ 不一致", "128.60万元 项目支出", "126.80", "147.53 − 20.73 = 126.80", "其中项之和与总数不符。"):
        assert part in said, part
    assert in_view(page, "#t2r3c3")
    assert "lit" in classes(page, "#t2r3c3")
    card.get_by_role("link", name="其中项之和与总数不符。").click()
    assert "chosen" in classes(page, ".finding:has-text('其中项之和与总数不符。')")
    assert card.is_hidden()


def test_choosing_a_cell_shows_the_figure(page: Page, opened: Opened) -> None:
    opened(long_report())
    page.locator("#t2r4c3").scroll_into_view_if_needed()
    page.locator("#t2r4c3").click(position={"x": 3, "y": 3})
    page.wait_for_timeout(100)
    assert "✓ 与表一致" in page.locator("#card").inner_text()
    assert in_view(page, "#q2")


def test_ledger_leads_to_text_and_tables(page: Page, opened: Opened) -> None:
    opened(long_report())
    page.locator("#r2 a").first.click()
    page.wait_for_timeout(100)
    assert in_view(page, "#q2")
    assert page.locator("#card").is_visible()


def test_filters_hide_findings_and_count(page: Page, opened: Opened) -> None:
    report = sample_report()
    accepted = dataclasses.replace(report.findings[3], accepted="已说明")
    opened(dataclasses.replace(report, findings=(*report.findings[:3], accepted)))
    shown = page.locator("#shown")
    assert shown.inner_text() == "4 / 4"
    page.get_by_label("错误").uncheck()
    assert shown.inner_text() == "2 / 4"
    assert page.locator(".finding.error").first.is_hidden()
    assert page.locator(".group.error").first.is_hidden()
    page.get_by_label("错误").check()
    page.get_by_label("类别").select_option("文表一致")
    assert shown.inner_text() == "1 / 4"
    page.get_by_label("类别").select_option("")
    page.get_by_label("章节").select_option("一、基本情况")
    assert shown.inner_text() == "2 / 4"
    page.get_by_label("章节").select_option("")
    page.get_by_label("已认可").uncheck()
    assert shown.inner_text() == "3 / 4"


def test_everything_works_from_the_keyboard(page: Page, opened: Opened) -> None:
    assert opened(long_report()) == []
    chosen = page.locator(".finding.chosen .number")
    for key, number in (("j", "1"), ("j", "2"), ("j", "3"), ("k", "2"), ("1", ""), ("j", "3"), ("1", "3"), ("k", "2")):
        page.keyboard.press(key)
        assert chosen.all_inner_texts() == ([number] if number else [])
    for key, figure in (("n", "q1"), ("n", "q2"), ("p", "q1"), ("p", "q4")):
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.id") == figure
    assert page.locator("#q4").evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Escape")
    assert page.locator("#card").is_hidden()
    page.keyboard.press("?")
    assert page.get_by_role("dialog").is_visible()
    page.keyboard.press("Escape")
    assert page.get_by_role("dialog").is_hidden()
    page.locator("#q1").focus()
    page.keyboard.press("Enter")
    assert "年末在职人员" in page.locator("#card").inner_text()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('a, button, [tabindex]')")


@pytest.mark.parametrize("width", [320, 480, 1000, 1400])
def test_page_fits_the_window(page: Page, opened: Opened, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    opened(dataclasses.replace(long_report(), unit="长" * 200, path="x" * 300))
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_narrow_windows_show_one_part_at_a_time(page: Page, opened: Opened) -> None:
    page.set_viewport_size(NARROW)
    assert opened(long_report()) == []
    assert page.locator("#findings").is_visible()
    assert page.locator("#text").is_hidden()
    page.locator("#f1").get_by_role("link", name="正文").first.click()
    page.wait_for_timeout(100)
    assert page.locator("#text").is_visible()
    assert page.locator("#list").is_hidden()
    assert in_view(page, "#q1")
    page.locator("#q3").click()
    page.locator("#card a").first.click()
    page.wait_for_timeout(100)
    assert in_view(page, "#t2r3c3")
    page.get_by_role("link", name="发现的问题").click()
    assert page.locator("#findings").is_visible()


def test_figures_are_told_by_signs_too(page: Page, opened: Opened) -> None:
    opened(sample_report())
    signs = {
        figure: page.locator(f"#{figure}").evaluate("e => getComputedStyle(e, '::after').content")
        for figure in ("q1", "q2", "q4")
    }
    assert signs == {"q1": '"✗"', "q2": '"✓"', "q4": "none"}
    assert page.locator("#q1").get_attribute("title") == "不一致"


def test_text_contrasts_with_its_ground(page: Page, opened: Opened) -> None:
    opened(sample_report())
    page.locator("#q1").click()
    measured = page.evaluate(
        f"""() => {{
          const ratio = {CONTRAST};
          const says = element => [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
          return [...document.querySelectorAll("body *")]
            .filter(element => says(element) && element.getBoundingClientRect().width && !element.matches("script, option"))
            .map(element => [ratio(element), element.outerHTML.slice(0, 80)]);
        }}"""
    )
    assert len(measured) > 50
    assert [text for ratio, text in measured if ratio < 4.5] == []


def test_print_view_is_the_discrepancy_report(page: Page, opened: Opened) -> None:
    import pypdfium2

    opened(sample_report())
    page.emulate_media(media="print")
    for selector in ("#text", "#tables", "nav", "#filters"):
        assert not page.locator(selector).is_visible(), selector
    for selector in ("#findings", "#ledger", "#coverage", ".conclusion", ".signature", ".answer"):
        assert page.locator(selector).first.is_visible(), selector
    assert page.locator("thead").first.evaluate("e => getComputedStyle(e).display") == "table-header-group"
    pdf = pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True)))
    try:
        text = "".join(p.get_textpage().get_text_range() for p in pdf)
    finally:
        pdf.close()
    for part in ("核对结论", "青禾县档案馆", "正文称年末在职人员", "147.53 − 20.73 = 126.80", "被核对单位（盖章）"):
        assert part in text, part


def test_page_without_its_script_has_everything(browser: Browser, tmp_path: Path) -> None:
    context = browser.new_context(java_script_enabled=False, viewport=WIDE)
    page = context.new_page()
    path = tmp_path / "报告.html"
    path.write_text(render_page(sample_report(), ZH), encoding="utf-8")
    page.goto(path.as_uri())
    for selector in ("#findings", "#ledger", "#coverage", "#text", "#tables", ".particulars"):
        assert page.locator(selector).first.is_visible(), selector
    assert page.locator("#filters").is_hidden()
    page.locator("#q1").click()
    assert page.evaluate("location.hash") == "#r1"
    page.locator("#r1 a").last.click()
    assert page.evaluate("location.hash") == "#t1r2c3"
    context.close()


def two_hundred_pages() -> DocumentReport:
    """Return a report on about 200 pages: 2,200 figures, 120 findings and 60 tables of 20 rows."""
    parts, rows = (
        ["青禾县2024年度部门决算"],
        "".join(f"| 项目{n} | {n}00.12 | {n}01.34 | {n}02.56 | 备注{n} |\n" for n in range(20)),
    )
    for chapter in range(60):
        parts.append(f"{'一二三四五六七八九十'[chapter % 10]}、第{chapter}部分情况说明")
        for item in range(14):
            sums = "，".join(f"第{n}项支出{chapter}{item}{n}.45万元" for n in range(3))
            parts.append(f"本部门{chapter}年第{item}类工作{'按计划推进并完成各项任务，' * 9}{sums}。")
        parts.append(f"表{chapter + 1} 支出决算表 | 单位：万元\n| 项目 | 预算数 | 调整数 | 决算数 | 备注 |\n{rows}")
    source = read_document("\n\n".join(parts).encode(), "大报告.txt")
    sample = sample_report()
    links, findings = [], []
    verdicts = list(Verdict)
    for paragraph in source.body:
        at = paragraph.text.find("支出")
        while at >= 0 and paragraph.text[at + 2 : at + 3].isdigit():
            end = paragraph.text.index("元", at) + 1
            where = paragraph.where(paragraph.start + at + 2, paragraph.start + end)
            table = source.tables[len(links) % len(source.tables)]
            cell = table.cells[6 + len(links) % 90]
            fact = dataclasses.replace(
                sample.facts[1], start=where.start or 0, end=where.end or 0, where=where, paragraph=paragraph
            )
            shown = dataclasses.replace(
                next(iter(sample.views[0].facts.values())),
                where=table.where(cell),
                cell=cell,
                table=table,
                caption=table.caption,
            )
            verdict = verdicts[len(links) % len(verdicts)]
            links.append(Link(fact, verdict, 1.0, () if verdict is Verdict.UNMATCHED else (shown,)))
            if len(links) % 18 == 0:
                claim = Evidence(Role.CLAIM, paragraph.text[at:end], where, sentence=paragraph.text)
                other = Evidence(Role.CELL, cell.text, table.where(cell), label=shown.label)
                findings.append(Finding("WB101", "x", Severity.ERROR, f"第{len(findings)}处不一致。", (claim, other)))
            at = paragraph.text.find("支出", end)
    return dataclasses.replace(
        sample, path="大报告.txt", members=(source,), links=tuple(links), facts=tuple(k.fact for k in links),
        findings=tuple(findings), views=(),
    )  # fmt: skip


def test_two_hundred_pages_stay_small_and_fluent(page: Page, opened: Opened) -> None:
    report = two_hundred_pages()
    assert len(report.links) > 2000
    assert sum(len(p.text) for p in report.members[0].body) > 120_000
    html = render_page(report, ZH)
    assert len(html.encode()) < LARGEST
    begin = time.perf_counter()
    assert opened(html) == []
    assert time.perf_counter() - begin < 5
    begin = time.perf_counter()
    for _ in range(10):
        page.keyboard.press("j")
        page.evaluate("new Promise(requestAnimationFrame)")
    for _ in range(10):
        page.keyboard.press("n")
        page.evaluate("new Promise(requestAnimationFrame)")
    assert (time.perf_counter() - begin) / 20 < 0.4
    page.get_by_label("错误").uncheck()
    assert page.locator("#shown").inner_text() == f"0 / {len(report.findings)}"


def test_pages_of_a_pdf_are_shown_without_personal_data(page: Page, opened: Opened) -> None:
    report = masked(audit(FIXTURES / "farmland-project.pdf").documents[0])
    where = report.members[0].body[3].where()
    fault = Finding("WB101", "x", Severity.ERROR, "不一致。", (Evidence(Role.CLAIM, "", where),))
    assert opened(dataclasses.replace(report, findings=(fault, *report.findings))) == []
    picture = page.locator("#f1 .crop img")
    picture.scroll_into_view_if_needed()
    page.wait_for_function("document.querySelector('#f1 .crop img').complete")
    width, height = picture.evaluate("e => [e.naturalWidth, e.naturalHeight]")
    assert width > 200
    assert height > 40
    assert picture.get_attribute("alt") == "原文截图：正文第4段（第1页）"


@pytest.mark.parametrize(
    ("text", "shown", "spans"),
    [("填表人：王小明", "填表人：王**", [(5, 7)]), ("甲乙", "甲乙", []), ("1a23b", "1*23*", [(1, 2), (4, 5)])],
)
def test_only_what_the_mask_changes_is_blacked_out(text: str, shown: str, spans: list[tuple[int, int]]) -> None:
    assert list(changes(text, shown)) == spans


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
