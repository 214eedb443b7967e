"""Automatic numbering: formats of numbers, and counting as Word counts."""

from __future__ import annotations

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docx_parts import abstract, docx, lvl, num, p, style, tbl, tc, tr
from wenbiao.read.docx import read_docx
from wenbiao.read.docx_story import paragraphs_of
from wenbiao.read.numbering import Label
from wenbiao.read.numbering_formats import FORMATS, number_text

OFFICIAL = abstract(
    "0",
    lvl(0, "chineseCounting", "%1、"),
    lvl(1, "chineseCounting", "（%2）"),
    lvl(2, "decimal", "%3."),
    lvl(3, "decimal", "（%4）"),
)


def texts(body: str, numbering: str, styles: str = "") -> list[str]:
    """Return the paragraphs' texts, those in cells included."""
    draft = read_docx(docx(body, numbering=numbering, styles=styles), "测试.docx")
    return [paragraph.text for paragraph in paragraphs_of(draft.blocks)]


@pytest.mark.parametrize(
    ("fmt", "expected"),
    [
        ("decimal", {1: "1", 10: "10", 100: "100"}),
        ("decimalZero", {1: "01", 9: "09", 10: "10"}),
        ("decimalFullWidth", {1: "１", 12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedCircleChinese", {3: "③"}),
        ("decimalEnclosedParen", {2: "⑵"}),
        ("decimalEnclosedFullstop", {2: "⒉"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 99: "九十九", 100: "一〇〇"}),
        (
            "chineseCountingThousand",
            {10: "十", 15: "十五", 100: "一百", 101: "一百〇一", 110: "一百一十", 1010: "一千〇一十"},
        ),
        ("japaneseCounting", {1: "一", 10: "十", 11: "十一", 100: "百", 101: "百一", 110: "百十", 222: "二百二十二"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 12: "壹拾贰", 105: "壹佰零伍"}),
        ("ideographLegalTraditional", {2: "貳", 30: "參拾"}),
        ("ideographTraditional", {1: "甲", 2: "乙", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 11: "甲戌", 13: "丙子"}),
        ("ideographDigital", {1: "一", 10: "一〇", 25: "二五"}),
        ("taiwaneseCountingThousand", {101: "一百零一"}),
        ("ideographEnclosedCircle", {1: "㊀"}),
        ("upperLetter", {1: "A", 26: "Z", 27: "AA", 28: "BB"}),
        ("lowerLetter", {3: "c"}),
        ("upperRoman", {1: "I", 4: "IV", 9: "IX", 14: "XIV", 1994: "MCMXCIV"}),
        ("lowerRoman", {3: "iii"}),
        ("ordinal", {1: "1st", 2: "2nd", 3: "3rd", 11: "11th", 22: "22nd"}),
        ("numberInDash", {3: "- 3 -"}),
        ("bullet", {1: ""}),
        ("none", {1: ""}),
        ("001", {1: "001", 12: "012", 1234: "1234"}),
        ("klingonCounting", {7: "7"}),
    ],
)
def test_number_formats(fmt: str, expected: dict[int, str]) -> None:
    assert {n: number_text(n, fmt) for n in expected} == expected


@given(st.integers(1, 9999))
def test_spelled_numbers_mean_the_number(number: int) -> None:
    spelled = number_text(number, "chineseCountingThousand").replace("〇", "零")
    assert cn2an.cn2an(spelled, "smart") == number
    assert cn2an.cn2an(number_text(number, "chineseLegalSimplified"), "smart") == number


@given(st.integers(-(10**12), 10**12), st.sampled_from(sorted(FORMATS)))
def test_no_number_makes_a_long_or_failing_label(number: int, fmt: str) -> None:
    assert len(number_text(number, fmt)) < 400


@given(st.sampled_from(sorted(set(FORMATS) - {"bullet", "none"})), st.integers(1, 59), st.integers(1, 59))
def test_different_numbers_look_different(fmt: str, one: int, other: int) -> None:
    assert (number_text(one, fmt) == number_text(other, fmt)) == (one == other)


def test_official_outline() -> None:
    body = (
        p("部门概况", num=("1", 0))
        + p("主要职能", num=("1", 1))
        + p("机构设置", num=("1", 1))
        + p("内设股室", num=("1", 2))
        + p("下属单位", num=("1", 2))
        + p("办公室", num=("1", 3))
        + p("支出情况", num=("1", 0))
        + p("基本支出", num=("1", 1))
        + p("人员经费", num=("1", 2))
    )
    assert texts(body, OFFICIAL + num("1", "0")) == [
        "一、部门概况",
        "（一）主要职能",
        "（二）机构设置",
        "1. 内设股室",
        "2. 下属单位",
        "（1）办公室",
        "二、支出情况",
        "（一）基本支出",
        "1. 人员经费",
    ]


def test_numbering_is_told_apart_from_the_text() -> None:
    draft = read_docx(docx(p("部门概况", num=("1", 0)), numbering=OFFICIAL + num("1", "0")), "x.docx")
    (paragraph,) = paragraphs_of(draft.blocks)
    assert paragraph.numbering == "一、"
    assert paragraph.text == "一、部门概况"


def test_numbers_go_on_after_text_and_through_tables() -> None:
    item = abstract("0", lvl(0, "decimal", "%1"))
    body = (
        p("甲", num=("1", 0))
        + p("说明文字")
        + tbl(tr(tc(p(num=("1", 0))), "办公费"), tr(tc(p(num=("1", 0))), "差旅费"))
        + p("乙", num=("1", 0))
    )
    assert texts(body, item + num("1", "0")) == ["1 甲", "说明文字", "2", "办公费", "3", "差旅费", "4 乙"]


def test_lists_of_one_definition_share_the_count_and_a_start_override_restarts_it_once() -> None:
    restart = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>'
    numbering = OFFICIAL + num("1", "0") + num("2", "0") + num("3", "0", restart)
    body = "".join(p("项", num=(n, 0)) for n in ("1", "2", "3", "3", "1"))
    assert texts(body, numbering) == ["一、项", "二、项", "一、项", "二、项", "三、项"]


def test_lists_of_different_definitions_count_apart() -> None:
    numbering = abstract("0", lvl(0, "decimal", "%1.")) + abstract("7", lvl(0, "decimal", "%1."))
    body = p("甲", num=("1", 0)) + p("子", num=("2", 0)) + p("乙", num=("1", 0))
    assert texts(body, numbering + num("1", "0") + num("2", "7")) == ["1. 甲", "1. 子", "2. 乙"]


def test_a_level_can_be_replaced_for_one_list() -> None:
    replaced = f'<w:lvlOverride w:ilvl="0">{lvl(0, "upperRoman", "%1.", start=4)}</w:lvlOverride>'
    assert texts(p("甲", num=("1", 0)), OFFICIAL + num("1", "0", replaced)) == ["IV. 甲"]


def test_levels_compose_and_legal_numbering_writes_decimal() -> None:
    numbering = abstract(
        "0",
        lvl(0, "chineseCounting", "第%1章", '<w:suff w:val="space"/>'),
        lvl(1, "decimal", "%1.%2", "<w:isLgl/>"),
        lvl(2, "decimal", "%1.%2.%3"),
    )
    body = p("总则", num=("1", 0)) + p("目的", num=("1", 1)) + p("依据", num=("1", 2)) + p("附则", num=("1", 0))
    expected = ["第一章 总则", "1.1 目的", "一.1.1 依据", "第二章 附则"]
    assert texts(body, numbering + num("1", "0")) == expected


def test_a_level_without_its_parent_takes_the_first_number_of_the_parent() -> None:
    numbering = abstract("0", lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2")) + num("1", "0")
    body = p("甲", num=("1", 1)) + p("乙", num=("1", 1)) + p("丙", num=("1", 0)) + p("丁", num=("1", 1))
    assert texts(body, numbering) == ["1.1 甲", "1.2 乙", "2 丙", "2.1 丁"]


@pytest.mark.parametrize(
    ("restart", "expected"),
    [
        ("", ["1", "1)", "a", "2)", "a", "2", "1)", "a"]),
        ('<w:lvlRestart w:val="0"/>', ["1", "1)", "a", "2)", "b", "2", "1)", "c"]),
        ('<w:lvlRestart w:val="1"/>', ["1", "1)", "a", "2)", "b", "2", "1)", "a"]),
        ('<w:lvlRestart w:val="9"/>', ["1", "1)", "a", "2)", "a", "2", "1)", "a"]),
    ],
)
def test_when_a_level_begins_anew(restart: str, expected: list[str]) -> None:
    levels = lvl(0, "decimal", "%1"), lvl(1, "decimal", "%2)"), lvl(2, "lowerLetter", "%3", restart)
    body = "".join(p("。", num=("1", level)) for level in (0, 1, 2, 1, 2, 0, 1, 2))
    found = texts(body, abstract("0", *levels) + num("1", "0"))
    assert [text.replace("。", "").strip() for text in found] == expected


def test_number_from_the_style_and_what_it_is_based_on() -> None:
    levels = (
        lvl(0, "chineseCounting", "%1、", '<w:pStyle w:val="2"/>'),
        lvl(1, "decimal", "%2.", '<w:pStyle w:val="3"/>'),
    )
    numbering = abstract("0", *levels) + num("5", "0")
    styles = (
        style("2", "heading 1", ppr='<w:numPr><w:numId w:val="5"/></w:numPr><w:outlineLvl w:val="0"/>')
        + style("3", "heading 2", ppr='<w:numPr><w:ilvl w:val="1"/><w:numId w:val="5"/></w:numPr>')
        + style("a", "本局一级", based="2")
        + style("b", "不编号", based="2", ppr='<w:numPr><w:numId w:val="0"/></w:numPr>')
    )
    body = (
        p("概况", style="2")
        + p("职能", style="3")
        + p("机构", style="3")
        + p("支出", style="a")
        + p("前言", style="b")
        + p("无号", style="2", props='<w:numPr><w:numId w:val="0"/></w:numPr>')
        + p("绩效", style="2")
    )
    expected = ["一、概况", "1. 职能", "2. 机构", "二、支出", "前言", "无号", "三、绩效"]
    assert texts(body, numbering, styles) == expected


def test_a_style_names_the_list_and_the_list_names_the_level() -> None:
    levels = lvl(0, "decimal", "%1"), lvl(1, "decimal", "%1.%2", '<w:pStyle w:val="h2"/>')
    numbering = abstract("0", *levels) + num("5", "0")
    styles = style("h2", "节", ppr='<w:numPr><w:numId w:val="5"/></w:numPr>')
    assert texts(p("甲", style="h2"), numbering, styles) == ["1.1 甲"]


def test_own_level_with_the_list_of_the_style() -> None:
    styles = style("l", "列表", ppr='<w:numPr><w:numId w:val="1"/></w:numPr>')
    body = p("甲", style="l", props='<w:numPr><w:ilvl w:val="1"/></w:numPr>')
    assert texts(body, OFFICIAL + num("1", "0"), styles) == ["（一）甲"]


def test_list_behind_a_numbering_style() -> None:
    linked = '<w:abstractNum w:abstractNumId="1"><w:numStyleLink w:val="公文"/></w:abstractNum>'
    holder = f'<w:abstractNum w:abstractNumId="0"><w:styleLink w:val="公文"/>{lvl(0, "chineseCounting", "%1、")}</w:abstractNum>'
    named = abstract("2", lvl(0, "chineseCounting", "%1、"))
    styles = style("公文", "公文", kind="numbering", ppr='<w:numPr><w:numId w:val="9"/></w:numPr>')
    body = p("甲", num=("1", 0)) + p("乙", num=("9", 0))
    assert texts(body, holder + linked + num("9", "0") + num("1", "1"), styles) == ["一、甲", "二、乙"]
    assert texts(body, named + linked + num("9", "2") + num("1", "1"), styles) == ["一、甲", "二、乙"]


def test_bullets_hidden_numbers_and_unknown_lists_give_no_text() -> None:
    numbering = abstract(
        "0",
        lvl(0, "bullet", "\uf06c"),
        lvl(1, "decimal", "%2.", "<w:rPr><w:vanish/></w:rPr>"),
        lvl(2, "none", ""),
        lvl(3, "none", "附件"),
    )
    body = "".join(p("文", num=("1", level)) for level in range(4)) + p("文", num=("8", 0)) + p("文", num=("1", 8))
    assert texts(body, numbering + num("1", "0")) == ["文", "文", "文", "附件 文", "文", "文"]


def test_custom_format_of_newer_word() -> None:
    level = (
        '<w:lvl w:ilvl="0"><w:start w:val="1"/><mc:AlternateContent><mc:Choice Requires="w14">'
        '<w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice><mc:Fallback>'
        '<w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent><w:lvlText w:val="%1"/></w:lvl>'
    )
    assert texts(p("甲", num=("1", 0)), abstract("0", level) + num("1", "0")) == ["001 甲"]


def test_an_empty_numbered_paragraph_counts_but_is_no_text_outside_a_cell() -> None:
    body = p("甲", num=("1", 0)) + p(num=("1", 0)) + p("乙", num=("1", 0))
    assert texts(body, OFFICIAL + num("1", "0")) == ["一、甲", "三、乙"]


def test_paragraphs_that_changes_take_away_do_not_count() -> None:
    gone = p("<w:del><w:r><w:delText>旧</w:delText></w:r></w:del>", num=("1", 0), mark="<w:del/>")
    hidden = p("<w:r><w:rPr><w:vanish/></w:rPr><w:t>密</w:t></w:r>", num=("1", 0), mark="<w:vanish/>")
    body = p("甲", num=("1", 0)) + gone + p("乙", num=("1", 0)) + hidden + p("丙", num=("1", 0))
    assert texts(body, OFFICIAL + num("1", "0")) == ["一、甲", "二、乙", "三、丙"]


def test_damaged_definitions_do_no_harm() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="x"/><w:lvl w:ilvl="0"><w:start w:val="y"/>'
        '<w:lvlText w:val="%1.%5"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/>'
        '<w:lvlOverride w:ilvl="z"/></w:num><w:num w:numId="2"/>'
        '<w:abstractNum w:abstractNumId="5"><w:numStyleLink w:val="none"/></w:abstractNum>' + num("3", "5")
    )
    assert texts(p("甲", num=("1", 0)) + p("乙", num=("2", 0)) + p("丙", num=("3", 0)), numbering) == [
        "0. 甲",
        "乙",
        "丙",
    ]


@pytest.mark.parametrize(
    ("label", "following", "expected"),
    [
        (Label("一、"), "概况", "一、"),
        (Label("（一）"), "2024年", "（一）"),
        (Label("1."), "2024年", "1. "),
        (Label("1.", "nothing"), "2024年", "1. "),
        (Label("1.", "nothing"), "概况", "1."),
        (Label("第一章", "space"), "总则", "第一章 "),
        (Label("1"), "", "1"),
        (Label("1"), " 概况", "1"),
        (Label(""), "概况", ""),
    ],
)
def test_a_number_never_runs_into_the_text(label: Label, following: str, expected: str) -> None:
    assert label.before(following) == expected
