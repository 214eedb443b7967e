"""What the completeness rules read: section titles, signature lines, annex lists, goal items, publication."""

from __future__ import annotations

import pytest

from wenbiao.extract.goal_items import goal_items, unmentioned
from wenbiao.extract.grades import grades, prints_scale
from wenbiao.extract.publication import publication_sentences
from wenbiao.extract.reasons import has_measure, says_nothing
from wenbiao.extract.sections import sections_in, titles
from wenbiao.extract.signatures import signatures
from wenbiao.read import read_document


def sections(text: str) -> set[str]:
    """Return the ids of the sections that a text has."""
    return set(sections_in(list(titles([read_document(text.encode(), "case.txt")]))))


@pytest.mark.parametrize(
    "line",
    [
        "四、存在的问题及原因分析",
        "存在的问题及原因分析",
        "（三）存在的主要问题",
        "4、存在问题",
        "五、存在的主要问题。一是泵站老化，二是人员不足。",
        "六、主要问题及改进措施",
    ],
)
def test_titles_of_problems(line: str) -> None:
    assert "problems" in sections(f"{line}\n\n正文。\n")


@pytest.mark.parametrize(
    "line",
    ["针对存在的问题，我局采取了以下措施，逐项整改到位。", "2024年度部门整体支出绩效自评报告", "厉行节约保障措施"],
)
def test_lines_that_are_no_titles(line: str) -> None:
    assert sections(f"{line}\n\n正文。\n") == set()


def test_headings_of_columns_are_no_titles() -> None:
    assert sections("| 分值 | 得分 | 偏差原因分析及改进措施 |\n| 5 | 5 |  |\n") == set()


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("填表人：        填报日期：          联系电话：            单位负责人签字：", [False] * 4),
        ("填表人：林溪   填报日期：2025.5.19  联系电话：0731-20000000  单位负责人签字：", [True, True, True, False]),
        ("填报单位（盖章）：白杨县水务局", [True]),
        ("填报单位：（盖章）                 （2022年度）", [False]),
        ("填报日期：    年  月  日", [False]),
        ("经办人：____  电话：____", [False, False]),
        ("本单位负责人高度重视。", []),
    ],
)
def test_signatures(text: str, filled: list[bool]) -> None:
    assert [s.filled for s in signatures(text)] == filled


def test_goal_items_and_what_is_not_mentioned() -> None:
    goals = goal_items("1、组织节水宣传进校园。2、受理水费投诉。3、聘请第三方检测水质。")
    assert [g.number for g in goals] == [1, 2, 3]
    assert [g.number for g in unmentioned(goals, "节水宣传进校园12场，水费投诉全部办结。")] == [3]
    assert unmentioned(goals, "1、已完成。2、已完成。3、已完成。") == []
    assert goal_items("12月底前改造管网50公里，合格率100%。") == []


@pytest.mark.parametrize(
    ("text", "site", "time"),
    [
        ("会在规定的时间内在相关网站予以公开。", False, False),
        ("在白杨县人民政府门户网站公开。", True, False),
        ("2025年9月15日前在白杨县人民政府门户网站公开。", True, True),
        ("将与决算报表一起在政府官网公开。", True, True),
    ],
)
def test_publication(text: str, site: bool, time: bool) -> None:
    assert [(p.has_site, p.has_time) for p in publication_sentences(text)] == [(site, time)]


@pytest.mark.parametrize("text", ["", "无", "——", "无偏差。", "正常"])
def test_reasons_that_say_nothing(text: str) -> None:
    assert says_nothing(text)


@pytest.mark.parametrize(
    ("text", "measure"),
    [
        ("人员工资增加", False),
        ("因汛期停工14天", False),
        ("原因：停工。措施：3月底前补装。", True),
        ("部分企业未参与，下一步加强走访。", True),
        ("停工14天，2025年3月底前补装完毕。", True),
    ],
)
def test_measures(text: str, measure: bool) -> None:
    assert has_measure(text) is measure


@pytest.mark.parametrize(
    ("text", "levels"),
    [
        ("自评得分96分，等级为优。", ["优"]),
        ("评价等级为“良好”，继续努力。", ["良"]),
        ("评价结果：合格", ["合格"]),
        ("评价结果优先安排预算，提供优质服务。", []),
        ("由评定中心负责。", []),
    ],
)
def test_grades(text: str, levels: list[str]) -> None:
    assert [g.note for g in grades(text)] == levels


def test_printed_scale() -> None:
    assert prints_scale("90分（含）以上为优，80（含）—90分为良")
    assert not prints_scale("自评得分96分，等级为优。")
