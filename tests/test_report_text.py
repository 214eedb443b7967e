"""The readable report: what it says, how wide it is, and that it is safe to print."""

from __future__ import annotations

import dataclasses
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report_sample import refused_report, sample_report
from wenbiao.model.address import Part, Where
from wenbiao.model.finding import Evidence, Finding, Role, Severity, Verdict
from wenbiao.model.quantity import Kind
from wenbiao.model.result import DocumentReport, Genre
from wenbiao.report.lines import Line
from wenbiao.report.listing import columns_of, fact_lines, harmless, link_lines, tables_csv
from wenbiao.report.messages import Lang, Words
from wenbiao.report.phrases import TEXTS
from wenbiao.report.places import around, place
from wenbiao.report.text import report_lines
from wenbiao.report.width import NOT_FIRST, clip, pad, width, wrap

ZH, EN = Words(Lang.ZH), Words(Lang.EN)
PROSE = st.text("正文表格数字，。；（）“”abc 12.5%…\n", max_size=120)


def text_of(report: DocumentReport, words: Words = ZH, columns: int | None = None) -> str:
    return "\n".join(text for line in report_lines(report, words) for text in line.wrapped(columns))


def test_chinese_takes_two_columns() -> None:
    assert [width(t) for t in ("", "abc", "正文", "（表）", "１２", "e\u0301")] == [0, 3, 4, 6, 4, 1]
    assert pad("正文", 6) == "正文  "
    assert clip("正文与表格", 7) == "正文与…"
    assert clip("正文", 4) == "正文"


@given(PROSE, st.integers(2, 40), st.integers(0, 8))
def test_wrapped_lines_fit_and_lose_nothing(text: str, columns: int, hang: int) -> None:
    lines = wrap(text, columns + hang, hang)
    assert all(width(line) <= columns + hang for line in lines[:1])
    assert all(width(line) <= columns for line in lines[1:])
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_lines_do_not_begin_with_closing_marks() -> None:
    lines = wrap("正文称在职人员八人，基础数据表为七人，相差一人；请核对。", 18)
    assert len(lines) > 2
    assert not any(line[0] in NOT_FIRST for line in lines)


def test_numbers_are_not_broken() -> None:
    assert wrap("本年支出12345.67万元", 12) == ["本年支出", "12345.67万元"]


@pytest.mark.parametrize(
    ("where", "zh", "en"),
    [
        (Where(paragraph=31), "正文第32段", "text paragraph 32"),
        (Where(paragraph=0, part=Part.FOOTNOTE, page=3), "脚注第1段（第3页）", "footnote paragraph 1 (page 3)"),
        (Where(table=0, row=2, col=1, page=8), "表1第3行第2列（第8页）", "table 1 row 3 column 2 (page 8)"),
        (Where(table=1, row=0, col=0, paragraph=7), "表2第1行第1列", "table 2 row 1 column 1"),
        (Where(table=4), "表5", "table 5"),
        (Where(file="附表.xlsx", table=0), "《附表.xlsx》表1", "附表.xlsx: table 1"),
        (Where(), "全文", "the whole document"),
    ],
)
def test_addresses_count_from_one(where: Where, zh: str, en: str) -> None:
    assert place(where, ZH) == zh
    assert place(where, EN) == en


def test_bare_figure_is_shown_in_its_sentence() -> None:
    assert around("年末在职人员8人。", "8人") == ("年末在职人员", "8人", "。")
    assert around("年末在职人员8人。", "年末在职人员8人") == ("", "年末在职人员8人", "")
    before, quote, after = around("甲" * 60 + "8人" + "乙" * 60, "8人")
    assert (before[0], quote, after[-1]) == ("…", "8人", "…")
    assert around("没有这个数", "8人") == ("", "8人", "")


def test_report_has_findings_with_their_evidence() -> None:
    text = text_of(sample_report())
    for part in (
        "结论      错误 2 处，疑点 1 处，提示 1 处",
        "错误（2）",
        "文表一致",
        "1. WB101  正文称年末在职人员 8 人，基础数据表为 7 人，相差 1 人。",
        "正文第3段 一、基本情况：“年末在职人员8人”",
        "表1第2行第3列［财政供养人员 / 年末在职人员 / 2024年实际］：“7”",
        "建议：核对人员台账后更正其中一处。",
        "依据：form:basic-data（表式本身）",
        "全文：缺少“年度总体目标”",
        "算式：147.53 − 20.73 = 126.80",
        "项目支出【128.60】万元。",
        "表述 128.60万元，应为 126.80万元，相差 1.80万元",
    ):
        assert part in text, part


def test_report_ends_with_what_was_checked() -> None:
    ending = text_of(sample_report()).partition("核对情况")[2]
    for part in (
        "文中数字 4 个，表格 1 张",
        "相符 1（与表一致 1）；不一致 2；无可对照 1；无法判断 0",
        "无可对照 1：文中没有可对照的表格或其他数字；例如 3.5万余人次（接待来访群众）",
        "WB999  规则 WB999 未能完成：ZeroDivisionError",
        "第2页没有文字层，未审核。",
    ):
        assert part in ending, part


def test_severe_findings_come_first() -> None:
    report = sample_report()
    text = text_of(dataclasses.replace(report, findings=report.findings[::-1]))
    assert text.index("WB101") < text.index("WB601") < text.index("WB201") < text.index("WB801")


def test_clean_report_over_nothing_checked_says_so() -> None:
    report = dataclasses.replace(sample_report(), findings=(), links=(), facts=(), failures=(), warnings=())
    text = text_of(report)
    assert "未发现问题，但没有一个数字得到核对" in text
    assert "文中没有找到数字，表格 1 张" in text


def test_refusal_names_file_and_remedy() -> None:
    text = text_of(refused_report("坏文件.pdf"))
    assert "坏文件.pdf" in text
    assert "无法审核：“坏文件.pdf”已损坏。请重新导出后重试。" in text


def test_long_lists_of_evidence_are_cut() -> None:
    cells = tuple(Evidence(Role.CELL, str(i), Where(table=0, row=i, col=0)) for i in range(40))
    finding = Finding("WB301", "sum", Severity.ERROR, "合计不符。", cells)
    text = text_of(dataclasses.replace(sample_report(), findings=(finding,)))
    assert text.count("表1第") == 6
    assert "另有 34 处" in text


def test_same_paragraph_is_named_once() -> None:
    first = Where(file="正文.docx", paragraph=15, section=("一、支出",))
    evidence = (
        Evidence(Role.CLAIM, "商品和服务支出132.46万元", first),
        Evidence(Role.FORMULA, "1 + 1 = 2"),
        Evidence(Role.CLAIM, "其中办公费21.35万元", first),
        Evidence(Role.CELL, "21.35", Where(file="正文.docx", table=0, row=1, col=1)),
        Evidence(Role.CELL, "21.35", Where(file="附表.xlsx", table=0, row=1, col=1)),
    )
    report = dataclasses.replace(sample_report(), findings=(Finding("WB201", "x", Severity.ERROR, "不符。", evidence),))
    text = text_of(report)
    assert "《正文.docx》正文第16段 一、支出：“商品和服务支出132.46万元”" in text
    assert "\n      同段：“其中办公费21.35万元”" in text
    assert "\n      表1第2行第2列：“21.35”" in text
    assert "\n      《附表.xlsx》表1第2行第2列：“21.35”" in text


@pytest.mark.parametrize(
    ("quote", "said"),
    [("年度总体目标", "缺少“年度总体目标”"), ("没有自评表", "没有自评表"), ("缺少“附件”一节", "缺少“附件”一节")],
)
def test_what_is_missing_is_said_once(quote: str, said: str) -> None:
    finding = Finding("WB609", "x", Severity.WARNING, "缺。", (Evidence(Role.ABSENT, quote),))
    assert f"全文：{said}\n" in text_of(dataclasses.replace(sample_report(), findings=(finding,)))


def test_english_report_speaks_english() -> None:
    text = text_of(sample_report(), EN)
    assert "2 errors, 1 warnings, 1 notes" in text
    assert "What was checked" in text
    assert "核对情况" not in text


@given(st.integers(48, 120))
def test_report_fits_the_terminal(columns: int) -> None:
    report = sample_report()
    assert all(width(line) <= columns for line in text_of(report, ZH, columns).splitlines())


def test_documents_cannot_steer_the_terminal() -> None:
    assert Line("危险\x1b[2J文字\x07\x9b1m\n第二行\t完").wrapped(None) == ["危险[2J文字1m 第二行 完"]


def test_chinese_interface_fits_a_chinese_console() -> None:
    for key, (zh, _) in TEXTS.items():
        assert zh.encode("gbk"), key
    for words in (ZH, EN):
        for text in (
            *map(words.verdict, Verdict),
            *map(words.severity, Severity),
            *map(words.genre, Genre),
            *map(words.kind, Kind),
            *map(words.part, Part),
        ):
            assert text.encode("gbk")


def test_both_languages_fill_the_same_places() -> None:
    for key, pair in TEXTS.items():
        fields = [{name for _, name, _, _ in string.Formatter().parse(text) if name} for text in pair]
        assert fields[0] == fields[1], key


def test_columns_stand_under_each_other() -> None:
    lines = columns_of(["位置", "数字"], [["正文第3段", "8人"], ["表1", "147.53万元"]])
    starts = [width(line[: line.index(figure)]) for line, figure in zip(lines, ("数字", "8人", "147"), strict=True)]
    assert starts == [11, 11, 11]


def test_facts_and_links_are_listed() -> None:
    report = sample_report()
    facts = [line.text for line in fact_lines(report.facts, ZH)]
    assert "128.60万元" in facts[3]
    assert facts[-1] == "共 4 个数字"
    links = [line.text for line in link_lines(report.links, ZH)]
    assert links[1].startswith("不一致")
    assert "表1第2行第3列" in links[1]
    assert "147.53 − 20.73 = 126.80" in links[3]


def test_csv_has_one_line_for_each_cell() -> None:
    lines = tables_csv(sample_report().views).splitlines()
    assert lines[0].startswith("file,table,caption,form,row,col")
    assert len(lines) == 1 + 10
    assert "财政供养人员 / 年末在职人员 / 2024年实际,headcount,7,人,2024,actual,7" in lines[5]


@pytest.mark.parametrize(
    ("value", "safe"),
    [("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("@x", "'@x"), ("-5.20", "-5.20"), ("+3%", "+3%"), ("-cmd", "'-cmd"), (3, 3)],
)
def test_csv_texts_are_no_formulas(value: object, safe: object) -> None:
    assert harmless(value) == safe
