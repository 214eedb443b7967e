"""Forms as objects: rows of flattened tables, weights in headings and names, blank goals, remarks across columns."""

from __future__ import annotations

from decimal import Decimal

from wenbiao.config import Config
from wenbiao.extract.base import FactBase, build_base
from wenbiao.extract.indicators import Indicator
from wenbiao.read import read_document

OLD_HEADER = ["一级指标", "分值", "二级指标", "分值", "三级指标", "分值", "评价标准", "指标说明", "得分"]


def base_of(text: str) -> FactBase:
    """Return the fact base of a text."""
    return build_base([read_document(text.encode(), "case.txt")], Config())


def flattened(*rows: list[str]) -> str:
    """Return rows as a document converter flattens them: a line with a TAB for each cell."""
    return "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)


def described(indicator: Indicator) -> tuple[str, str, str, Decimal | None, Decimal | None]:
    """Return what tells an indicator from others."""
    return indicator.level1, indicator.level2, indicator.name, indicator.max_points, indicator.points


def test_flattened_row_with_merged_texts_stands_under_its_headings() -> None:
    rows = [
        OLD_HEADER,
        ["过程", "57", "预算执行", "16", "预算完成率", "8", "100%计满分。", "无结余", "8"],
        ["", "", "履职效益", "6", "经济效益", "6", "标准与说明合为一格，由单位自定。", "6"],
        ["", "", "", "16", "行政效能", "6", "好6分；一般3分；无0分。", "按材料评定。", "6"],
    ]
    base = base_of("2019年度部门整体支出绩效评价指标表\n" + flattened(*rows))
    assert [described(i)[2:] for i in base.indicators] == [
        ("预算完成率", Decimal(8), Decimal(8)),
        ("经济效益", Decimal(6), Decimal(6)),
        ("行政效能", Decimal(6), Decimal(6)),
    ]
    assert {i.level1 for i in base.indicators} == {"过程"}


def test_rows_that_fit_no_heading_give_no_indicator() -> None:
    rows = [
        OLD_HEADER,
        ["过程", "57", "预算执行", "16", "预算完成率", "8", "100%计满分。", "无结余", "8"],
        ["合计", "100", "93"],
    ]
    base = base_of("2019年度部门整体支出绩效评价指标表\n" + flattened(*rows))
    assert len(list(base.indicators)) == 1


def test_weights_in_names_and_headings() -> None:
    base = base_of(
        "2023年度部门整体绩效自评表\n"
        "| 预算执行情况（万元） |  | 预算数（A） | 执行数（B） | 执行率（B/A） | 得分（20分*执行率） |\n"
        "| ^ | 部门整体支出总额 | 1000.00 | 962.50 | 96.25% | 19.25 |\n"
        "| 一级指标 | 二级指标 | 三级指标 | 年初目标值（A） | 实际完成值（B） | 得分 |\n"
        "| 产出指标 | 数量指标 | 法律援助（10分） | ≥300件 | 326件 | 10 |\n"
        "| ^ | ^ | 法治宣传（10分） | ≥40场 | 36场 | 9 |\n"
        "| 偏差原因 | 宣传少4场，2024年一季度补办 | < | < | < | < |\n"
    )
    assert [described(i)[2:] for i in base.indicators] == [
        ("法律援助（10分）", Decimal(10), Decimal(10)),
        ("法治宣传（10分）", Decimal(10), Decimal(9)),
    ]
    [row] = base.sheets[0].fund_rows
    assert row.max_points == Decimal(20)
    assert row.adjusted is not None
    assert row.adjusted.text == "1000.00"


def test_comparator_column_bounds_the_target() -> None:
    base = base_of(
        "2023年度项目支出绩效自评表\n"
        "| 一级指标 | 三级指标 | 指标性质 | 年度指标值 | 度量单位 | 实际完成值 | 分值 | 得分 |\n"
        "| 产出指标 | 养护里程 | ≥ | 120 | 公里 | 126 | 10 | 10 |\n"
        "| 产出指标 | 返修率 | 反向 | 5 | % | 4 | 10 | 10 |\n"
    )
    first, second = base.indicators
    assert first.target_value.quantity is not None
    assert str(first.target_value.quantity.bound) == "at_least"
    assert second.target_value.quantity is not None
    assert second.target_value.quantity.value == Decimal(5)


def test_blank_goals_are_seen() -> None:
    base = base_of(
        "2024年度整体支出绩效自评表\n"
        "| 年度总体目标 | 预期目标 | < | 实际完成情况 | < |\n"
        "| ^ |  | < |  | < |\n"
        "| 一级指标 | 三级指标 | 年度指标值 | 实际完成值 | 得分 |\n"
        "| 产出指标 | 养护里程 | 120公里 | 126公里 | 10 |\n"
    )
    [goal] = base.sheets[0].goals
    assert goal.expected is not None
    assert goal.expected.text == ""


def test_a_heading_beside_its_rows_is_no_label_of_theirs() -> None:
    base = base_of(
        "2024年度部门整体支出绩效评价基础数据表\n"
        "| 财政供养人员情况（人） | 编制数 | 2024年实际在职人数 | 控制率 |\n"
        "| ^ | 62 | 58 | 93.55% |\n"
    )
    assert [c.concept for c in base.cells] == ["headcount.authorized", "headcount.actual", "rate.staffing"]
