"""Where units belong: names resolved by context or left open, former names by their year."""

from __future__ import annotations

from pathlib import Path

import pytest

from wenbiao import audit
from wenbiao.config import Config
from wenbiao.corpus.geography import place_columns, unit_type_of
from wenbiao.extract.divisions import by_code, by_name, current, mentions
from wenbiao.extract.identity import Identity, identify
from wenbiao.read import read_document

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
REPORT = """{year}年度{unit}部门整体支出绩效自评报告
填报单位（盖章）：{unit}
一、基本情况
{text}
"""


def identity(unit: str, text: str = "单位编制12人。", year: int = 2024, path: str = "report.txt") -> Identity:
    content = REPORT.format(unit=unit, text=text, year=year).encode()
    return identify([read_document(content, path)], Config())


def code(*arguments: str, **named: str | int) -> str | None:
    found = identity(*arguments, **named).division
    return found.code if found else None


@pytest.mark.parametrize(
    ("unit", "expected", "level"),
    [
        ("湖南省株洲市渌口区科学技术协会", "430212", "county"),
        ("渌口区档案馆", "430212", "county"),
        ("湖南省株洲渌口区财政局", "430212", "county"),
        ("江苏徐州鼓楼区体育中心", "320302", "county"),
        ("湖南省图书馆", "430000", "province"),
        ("株洲市渌口区渌口镇人民政府", "430212", "township"),
        ("株洲市教育局", "430200", "prefecture"),
        ("湖南省水利厅", "430000", "province"),
        ("中共上海市普陀区委社会工作部", "310107", "county"),
        ("湘西州凤凰县教育局", "433123", "county"),
        ("湘西土家族苗族自治州农业农村局", "433100", "prefecture"),
        ("仙桃市水利局", "429004", "county"),
        ("三河市财政局", "131082", "county"),
    ],
)
def test_unit_names_say_where(unit: str, expected: str, level: str) -> None:
    found = identity(unit)
    assert (found.division and found.division.code, found.location.level) == (expected, level)


@pytest.mark.parametrize(
    ("unit", "text", "path", "expected"),
    [
        ("徐州市鼓楼区体育中心", "", "a.txt", "320302"),
        ("鼓楼区体育中心", "经徐州市财政局批复。", "a.txt", "320302"),
        ("鼓楼区体育中心", "", "福建省/福州市/鼓楼区/2023/a.txt", "350102"),
        ("鼓楼区体育中心", "", "2023/410204/000001.txt", "410204"),
        ("朝阳区图书中心", "与长春市南关区、宽城区结对。", "a.txt", "220104"),
        ("市中区水务站", "本单位在四川省内江市范围内供水。", "a.txt", "511002"),
        ("市中区水务站", "与任城区、兖州区共建。", "a.txt", None),
    ],
)
def test_shared_names_need_context(unit: str, text: str, path: str, expected: str | None) -> None:
    assert code(unit, text, path=path) == expected


@pytest.mark.parametrize("unit", ["鼓楼区体育中心", "朝阳区图书中心", "市中区水务站", "城关区路灯所", "桥西区环卫所"])
def test_what_nothing_tells_apart_stays_open(unit: str) -> None:
    found = identity(unit)
    if found.division is None:
        assert len(found.location.candidates) > 1
    else:
        assert len({e.code for e in by_name()[found.division.name] if not e.until}) == 1


def test_invented_places_are_not_guessed() -> None:
    text = "赴安吉县学习。与安吉县签约。负责县城区保洁，建成县级文明单位，城区绿化。"
    for unit in ("临溪县城市管理局", "岚溪市残疾人联合会", "青禾中心小学"):
        assert identity(unit, "负责城区保洁，建成县级文明单位。").location.division is None
    assert identity("临溪县城市管理局", text).location.division is None


@pytest.mark.parametrize(
    ("unit", "year", "expected"),
    [
        ("株洲县水利局", 2015, "430221"),
        ("株洲县水利局", 2017, "430221"),
        ("株洲市渌口区水利局", 2019, "430212"),
        ("杭州市下城区教育局", 2018, "330103"),
        ("上海市卢湾区教育局", 2008, "310103"),
        ("莱芜市教育局", 2016, "371200"),
        ("济南市莱芜区教育局", 2020, "370116"),
        ("金沙县教育局", 2008, "522424"),
        ("金沙县教育局", 2015, "520523"),
        ("三明市三元区教育局", 2018, "350403"),
        ("三明市三元区教育局", 2023, "350404"),
    ],
)
def test_former_names_count_in_their_years(unit: str, year: int, expected: str) -> None:
    assert code(unit, year=year) == expected


def test_rows_count_under_the_successor() -> None:
    assert current("430221") == "430212"
    columns = place_columns(identity("株洲县水利局", year=2015))
    assert (columns["division_code"], columns["parent_code"], columns["parent_name"]) == ("430212", "430200", "株洲市")
    assert current("330103") == "330103"  # 下城区 was divided; the editions alone do not say where it went


def test_short_names_inside_words_are_not_mentions() -> None:
    text = "建成县级文明城区，全市城区保洁，管理县乡道路。"
    assert [text[m.start : m.end] for m in mentions(text)] == []
    assert [e.code for m in mentions("三明市沙县") for e in m.entries] == ["350400", "350427"]


def test_table_is_whole() -> None:
    valid = [e for e in by_code().values() if not e.until]
    assert len(valid) > 3200
    assert len({e.code[:2] for e in valid}) == 34


def test_check_names_the_division(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text(REPORT.format(unit="渌口区档案馆", text="单位编制12人。", year=2024), encoding="utf-8")
    division = audit(file).documents[0].division
    assert division is not None
    assert (division.code, division.name) == ("430212", "渌口区")


@pytest.mark.parametrize(
    ("unit", "expected"),
    [
        ("渌口区档案馆", "party"),
        ("临溪县教育局（本级）", "government"),
        ("青禾中心小学", "school"),
        ("南汀县妇幼保健院", "health"),
        ("岚溪市残疾人联合会", "federation"),
        ("渌口镇人民政府", "township"),
        ("某区人民法院", "justice"),
        ("株洲市芦淞区优化营商环境协调事务中心", "institution"),
        ("中共上海市普陀区委社会工作部", "party"),
        ("县人民政府办公室", "government"),
        ("", ""),
    ],
)
def test_unit_types(unit: str, expected: str) -> None:
    assert unit_type_of(unit) == expected


def test_a_seal_line_over_two_lines_is_one_name() -> None:
    content = """2022年度株洲市芦淞区河道

管护中心整体支出绩效自评报告

单位名称（盖章）：株洲市芦淞区河道

管护中心

一、基本情况
"""
    found = identify([read_document(content.encode(), "a.txt")], Config())
    assert found.unit == "株洲市芦淞区河道管护中心"
    assert found.division is not None
    assert found.division.code == "430203"


@pytest.mark.parametrize(
    "path",
    sorted(p for p in FIXTURES.iterdir() if p.suffix in {".txt", ".docx", ".html", ".pdf"}),
    ids=lambda p: p.name,
)
def test_places_of_fixtures_are_invented_and_stay_open(path: Path) -> None:
    found = identify([read_document(path.read_bytes(), path.name)], Config())
    assert found.division is None
    assert found.location.candidates == ()
