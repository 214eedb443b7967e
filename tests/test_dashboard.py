"""The dashboard of a store: what it says, and the page in a real browser, with and without its script, on paper too."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from lxml import etree, html

from small_store import DISTRICTS, INDICATORS, OFFICES, Sample, passage
from wenbiao.cli import main
from wenbiao.corpus import charts
from wenbiao.corpus.caterpillar import Block, Interval, caterpillar
from wenbiao.corpus.dashboard import render_dashboard
from wenbiao.corpus.query import answer, connect
from wenbiao.corpus.store import Store
from wenbiao.report.messages import Lang, Words

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

ZH, EN = Words(Lang.ZH), Words(Lang.EN)
HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(2)>"
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 420, "height": 800}


def sample() -> Sample:
    """Return districts of growing rates of faults, copies, a district too small to rank, and what failed."""
    made, chance = Sample(units=6, passages=4), random.Random(77)  # noqa: S311 - repeatable, nothing secret
    for n in range(3):
        text = passage(chance)
        for place in DISTRICTS[n : n + 3]:
            made.say(made.document(chance, place, place[1] + OFFICES[n], 2022 + n), text, "problem")
    made.document(chance, ("990199", "飞地镇"), "飞地镇一所", 2024)
    made.document(chance, ("", ""), "", None)
    made.fail("白杨区/坏文件.docx", "corrupt", HOSTILE)
    for table, column in (
        ("documents", "title"),
        ("findings", "message"),
        ("findings", "quote"),
        ("indicators", "level3"),
    ):
        made.rows[table][0][column] = HOSTILE
    for row in made.rows["documents"][:6]:
        made.rows["indicators"].append({"document": row["document"], "ordinal": 99, "level3": HOSTILE, "vague": True})
    return made


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    return sample().build(tmp_path_factory.mktemp("store"))


@pytest.fixture(scope="module")
def page_text(store: Store) -> str:
    return render_dashboard(connect(store), ZH)


def parts(text: str, path: str) -> list[html.HtmlElement]:
    return list(html.fromstring(text).xpath(path))


def test_page_has_every_picture_with_its_caveat(page_text: str) -> None:
    for id_ in ("districts", "scores", "groups", "years", "rules", "indicators", "selfscore"):
        (section,) = parts(page_text, f"//section[@id='{id_}']")
        assert section.xpath(".//*[local-name()='svg']//*[local-name()='path' or local-name()='rect']"), id_
        assert section.xpath(".//p[@class='caveat']"), id_
    assert "不得用来给个人或单位打分" in page_text
    assert "没有核对成的文件" in page_text
    assert "已损坏" in page_text
    assert len(parts(page_text, "//article[contains(@class, 'cluster')]")) == 3


def test_districts_are_ordered_by_the_pooled_value_and_small_ones_stand_below(page_text: str) -> None:
    names = parts(page_text, "//div[@data-measure='holding']//*[local-name()='text'][@class='name']/text()")
    assert names[-1].endswith("飞地镇")
    first, last = (next(i for i, n in enumerate(names) if n.endswith(d[1])) for d in (DISTRICTS[0], DISTRICTS[-1]))
    assert first < last
    tips = parts(page_text, "//div[@data-measure='holding']//*[local-name()='a']/@aria-label")
    pooled = [float(re.search(r"：([\d.]+)（", tip)[1]) for tip in tips]  # type: ignore[index]
    assert pooled[:12] == sorted(pooled[:12], reverse=True)


def test_every_link_leads_to_documents_that_are_on_the_page(page_text: str) -> None:
    docs = parts(page_text, "//details[starts-with(@class, 'doc')]")
    ids = {d.get("id") for d in docs}
    for link in parts(page_text, "//section[@id='copies']//a/@href"):
        assert link[1:] in ids
    picks = set(parts(page_text, "//@data-pick"))
    assert len(picks) > 80
    for pick in picks:
        wanted = dict(part.split("=") for part in pick.split("&"))
        assert any(all(fits(doc, *pair) for pair in wanted.items()) for doc in docs) or "code" in wanted, pick


def fits(doc: html.HtmlElement, key: str, value: str) -> bool:
    """Whether a document is one that a link asks for, as the script has it."""
    if key == "code":
        return any(code.startswith(value) for code in doc.get("data-codes").split())
    if key == "indicator":
        return value in doc.get("data-indicators").split()
    return bool(doc.get(f"data-{key}") == value)


def test_what_documents_say_is_never_markup(page_text: str) -> None:
    assert HOSTILE not in page_text
    assert "<img" not in page_text
    assert len(parts(page_text, "//script")) == 2
    (policy,) = parts(page_text, "//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "default-src 'none'" in policy
    assert "script-src 'sha256-" in policy


def test_english_page_has_no_chinese_but_names_and_findings(store: Store) -> None:
    text = render_dashboard(connect(store), EN)
    assert "Districts compared" in text
    assert "What these numbers may not be used for" in text
    assert "地区比较" not in text


def test_same_store_gives_the_same_page(store: Store, page_text: str) -> None:
    assert render_dashboard(connect(store), ZH) == page_text


def test_one_report_is_enough_for_a_page(tmp_path: Path) -> None:
    made = Sample(districts=0)
    made.document(random.Random(1), DISTRICTS[0], "白杨区水务局", 2024)  # noqa: S311 - repeatable, nothing secret
    made.build(tmp_path / "store")
    assert main(["corpus", "report", str(tmp_path / "store"), "--output", str(tmp_path / "页" / "a.html")]) == 0
    text = (tmp_path / "页" / "a.html").read_text(encoding="utf-8")
    assert "没有可画的数据" in text
    assert etree.fromstring(text, etree.HTMLParser()) is not None


def test_page_of_many_reports_stays_small_and_is_made_quickly(tmp_path: Path) -> None:
    made = Sample(units=110, passages=2)
    store = made.build(tmp_path)
    begun = time.process_time()
    text = render_dashboard(connect(store), ZH)
    assert time.process_time() - begun < 30
    assert len(text.encode()) < 3_000_000
    assert "3,960" in text


def test_scales_have_round_ends_around_their_values() -> None:
    for values in ([0.0], [3, 4], [-2.5, 7], [1e-4, 3e-4], [99.2, 99.9], [0, 123456], []):
        scale = charts.scale_over(values, 10, 100, zero=False)
        assert scale.low <= min(values, default=0)
        assert scale.high >= max(values, default=1)
        assert 2 <= len(scale.ticks) <= 8
        assert scale(scale.low) == 10
        assert scale(scale.high) == 100


@pytest.fixture(scope="module")
def browser(require_tool: Callable[[str], Path]) -> Iterator[Browser]:
    program = require_tool("chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


Opened = Callable[..., "tuple[Page, list[str]]"]


@pytest.fixture
def opened(browser: Browser, page_text: str, tmp_path: Path) -> Iterator[Opened]:
    """Return a function that opens the page in a window and answers with it and what the browser complained of."""
    path = tmp_path / "总览.html"
    path.write_text(page_text, encoding="utf-8")
    pages: list[Page] = []

    def load(size: dict[str, int] = WIDE, script: bool = True) -> tuple[Page, list[str]]:
        context = browser.new_context(viewport=size, java_script_enabled=script)  # type: ignore[arg-type]
        page, said = context.new_page(), list[str]()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("dialog", lambda dialog: said.append(dialog.message))
        page.on("request", lambda request: said.append(request.url) if not request.url.startswith("file:") else None)
        page.goto(path.as_uri())
        pages.append(page)
        return page, said

    yield load
    for page in pages:
        page.context.close()


def shown(page: Page) -> int:
    return page.locator(".doc:not([hidden])").count()


@pytest.mark.tools
def test_a_picture_leads_to_its_documents_and_back(opened: Opened, store: Store) -> None:
    page, said = opened()
    every = shown(page)
    page.locator("[data-pick='division=990101']").first.click()
    assert 0 < shown(page) < every
    assert {d.get_attribute("data-division") for d in page.locator(".doc:not([hidden])").all()} == {"990101"}
    page.locator("[data-pick='division=990112&code=WB1']").click()
    assert 0 < shown(page) < every
    assert all("WB1" in str(d.get_attribute("data-codes")) for d in page.locator(".doc:not([hidden])").all())
    page.locator("#documents summary", has_text="查询").click()
    query = page.locator("#sql").inner_text()
    rows = answer(store, query).fetchall()
    assert len(rows) >= shown(page)
    assert {row[0].split("/")[0] for row in rows} == {DISTRICTS[11][1]}
    page.locator("#reset").click()
    assert shown(page) == every
    assert not said


@pytest.mark.tools
def test_every_kind_of_link_gives_a_query_that_runs(opened: Opened, store: Store) -> None:
    page, said = opened()
    picks = {str(link.get_attribute("data-pick")) for link in page.locator("[data-pick]").all()}
    for key in ("division", "year", "band", "self", "code", "indicator"):
        pick = next(p for p in sorted(picks) if p.startswith(key + "="))
        page.locator(f'[data-pick="{pick}"]').first.dispatch_event("click")
        assert len(answer(store, str(page.locator("#sql").text_content())).fetchall()) >= shown(page) > 0
    hostile = page.locator("[aria-label*='onerror'][data-pick^=indicator]").first
    hostile.dispatch_event("click")
    assert len(answer(store, str(page.locator("#sql").text_content())).fetchall()) >= 6
    assert not said


@pytest.mark.tools
def test_keyboard_alone_is_enough(opened: Opened) -> None:
    page, said = opened()
    page.locator(".choice input").first.focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".measure.current").get_attribute("data-measure") == "errors"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "documents"
    page.keyboard.press("Tab")
    word = next(office for office in OFFICES if office in page.locator(".doc:not([hidden]) .what").first.inner_text())
    page.keyboard.type(word)
    assert all(word in d.inner_text() for d in page.locator(".doc:not([hidden])").all())
    page.locator(".doc:not([hidden]) summary").first.focus()
    page.keyboard.press("Enter")
    assert page.locator(".doc[open]").count() == 1
    assert not said


@pytest.mark.tools
def test_a_copy_leads_to_its_reports(opened: Opened) -> None:
    page, _ = opened()
    link = page.locator("#copies .cluster a").first
    target = str(link.get_attribute("href"))
    link.click()
    page.wait_for_function(f"document.querySelector('{target}').open")
    assert page.locator(target).locator("ul").is_visible()


@pytest.mark.tools
@pytest.mark.parametrize("size", [WIDE, NARROW])
def test_nothing_is_wider_than_the_window(opened: Opened, size: dict[str, int]) -> None:
    page, said = opened(size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    widest = page.evaluate("Math.max(...[...document.querySelectorAll('.chart')].map(c => c.clientWidth))")
    assert widest <= size["width"]
    assert not said


@pytest.mark.tools
def test_labels_of_charts_do_not_leave_their_drawing(opened: Opened) -> None:
    page, _ = opened()
    outside = page.evaluate(
        """() => [...document.querySelectorAll("svg")].flatMap(svg => {
          const box = svg.getBoundingClientRect();
          return box.width ? [...svg.querySelectorAll("text")].filter(text => {
            const own = text.getBoundingClientRect();
            return own.left < box.left - 1 || own.right > box.right + 1 || own.bottom > box.bottom + 1 || own.top < box.top - 1;
          }).map(text => text.textContent) : [];
        })"""
    )
    assert outside == []


@pytest.mark.tools
def test_without_script_everything_is_there(opened: Opened) -> None:
    page, _ = opened(script=False)
    assert page.locator(".measure").count() >= 6
    assert all(part.is_visible() for part in page.locator(".measure").all())
    assert not page.locator(".choice").is_visible()
    assert not page.locator(".finder").is_visible()
    assert page.locator(".doc summary").first.is_visible()


@pytest.mark.tools
def test_paper_shows_all_measures_and_no_controls(opened: Opened, tmp_path: Path) -> None:
    page, _ = opened()
    page.emulate_media(media="print")
    assert all(part.is_visible() for part in page.locator(".measure").all())
    assert not page.locator(".choice").is_visible()
    assert not page.locator(".finder").is_visible()
    data = page.pdf(path=tmp_path / "a.pdf", format="A4")
    assert 3 <= data.count(b"/Type /Page\n") <= 25
    assert INDICATORS[5] in page.locator("#indicators").inner_text()


def test_of_many_districts_both_ends_are_drawn_and_the_middle_is_counted() -> None:
    rows = tuple(Interval(f"第{n}县", n, n - 1, n + 1, n, 30, "", "") for n in range(200))
    chart = caterpillar([Block(rows[:40]), Block(rows[-40:], "中间 120 个没有画出")], "%", "份数", 100)
    texts = [shape.text for part in chart.parts for shape in part.shapes if isinstance(shape, charts.Label)]
    assert texts.index("第39县") < texts.index("中间 120 个没有画出") < texts.index("第160县")
    places = [shape.y for part in chart.parts for shape in part.shapes if isinstance(shape, charts.Mark)]
    assert places == sorted(places)
    assert max(places) < chart.height


def test_small_districts_are_never_ordered_by_what_was_found(tmp_path: Path) -> None:
    made, chance = Sample(districts=3, units=4), random.Random(3)  # noqa: S311 - repeatable, nothing secret
    small = [("990197", "甲县"), ("990198", "乙县"), ("990199", "丙县")]
    for place, rate in zip(small, (0.2, 0.0, 0.6), strict=True):
        made.document(chance, place, place[1] + "水务局", 2024, rate=rate)
    text = render_dashboard(connect(made.build(tmp_path)), ZH)
    for chart in ("//div[@data-measure='holding']", "//div[@data-measure='errors']", "//section[@id='groups']"):
        names = parts(text, f"{chart}//*[local-name()='text'][@class='name']/text()")
        assert [n[-2:] for n in names[-3:]] == [name for _, name in small], chart
