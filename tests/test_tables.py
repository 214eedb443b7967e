"""Tables: what each value cell says, through header paths, spans, units and the two sides of a form."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from small_documents import base_of, name_of, version_of
from wenbiao.config import Config
from wenbiao.extract.base import FactBase, Sheet
from wenbiao.model.fact import Fact
from wenbiao.model.quantity import Kind

ACCOUNTS = "2023年度青禾区茶业发展中心部门决算\n"
EVALUATION = "2023年度青禾区茶业发展中心部门整体支出绩效自评报告\n"
AMOUNTS = st.integers(1, 10**9).map(lambda cents: f"{cents // 100}.{cents % 100:02d}")

SUMMARY = """收入支出决算总表
单位：万元
| 收入 | < | 支出 | < |
| 项目 | 决算数 | 项目 | 决算数 |
| 一、财政拨款收入 | 500.00 | 一、一般公共服务支出 | 320.5 |
| 二、其他收入 | 20.10 | 二、农林水支出 | 199.60 |
| 本年收入合计 | 520.10 | 本年支出合计 | 520.10 |
| 总计 | 528.50 | 总计 | 528.50 |
"""
EXPENDITURE = """支出决算表
单位：万元
| 项目 | < | 本年支出合计 | 基本支出 | < | 项目支出 |
| 科目编码 | 科目名称 | ^ | 人员经费 | 公用经费 | ^ |
| 栏次 | < | 1 | 2 | 3 | 4 |
| 合计 | < | 520.10 | 300.00 | 100.10 | 120.00 |
| 201 | 一般公共服务支出 | 320.50 | 200.00 | 50.50 | 70.00 |
| 213 | 农林水支出 | 199.60 | 100.00 | 49.60 | 50.00 |
"""
OVERALL = """附件2 部门整体支出绩效自评表
| 年度预算申请（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分 |
| ^ | 年度资金总额 | 100.00 | 120.00 | 118.00 | 10 | 98.33% | 9.83 |
| 一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析及改进措施 |
| 产出指标（50分） | 数量指标 | 茶园改造面积 | ≥300亩 | 320亩 | 25 | 25 | |
| ^ | 质量指标 | 验收合格率 | 100% | 98% | 25 | 24.5 | 个别地块补植，2024年3月完成 |
| 效益指标（30分） | 社会效益 | 带动农户 | ≥200户 | 210户 | 30 | 30 | |
| 满意度指标（10分） | 服务对象满意度 | 茶农满意度 | ≥90% | 95% | 10 | 10 | |
"""


def sheet_of(text: str, title: str = ACCOUNTS) -> Sheet:
    """Return the one table of a text below a report's title."""
    [sheet] = base_of(title + text).sheets
    return sheet


def cell_at(sheet: Sheet, address: str) -> Fact:
    """Return the fact of the cell with an address like ``r3c2``."""
    [fact] = [f for f in sheet.view.facts.values() if f.where.label.endswith(f"/{address}")]
    return fact


def labels_at(sheet: Sheet, address: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return row labels and column labels of a cell."""
    fact = cell_at(sheet, address)
    return fact.row_labels, fact.column_labels


def flattened(*rows: list[str]) -> str:
    """Return rows as a document converter flattens them: a line with a TAB for each cell."""
    return "\n".join("".join(f"\t{cell}\n" for cell in row) for row in rows)


def units_of(sheet: Sheet) -> set[tuple[str, Decimal]]:
    """Return unit and scale of the cells."""
    return {(f.quantity.unit, f.quantity.scale) for f in sheet.view.facts.values()}


def test_two_sides_of_a_summary() -> None:
    sheet = sheet_of(SUMMARY)
    assert sheet.form == "final-accounts-1"
    assert labels_at(sheet, "r3c2") == (("收入", "一、财政拨款收入"), ("决算数",))
    assert labels_at(sheet, "r4c4") == (("支出", "二、农林水支出"), ("决算数",))
    assert [name_of(cell_at(sheet, at)) for at in ("r3c2", "r4c2", "r5c2", "r5c4")] == [
        "revenue.appropriation",
        "revenue.other",
        "revenue.total",
        "expenditure.total",
    ]
    assert {version_of(f, 2023) for f in sheet.view.facts.values()} == {"final"}


def test_headings_of_two_levels_and_a_numbering_row() -> None:
    sheet = sheet_of(EXPENDITURE)
    assert sheet.form == "final-accounts-3"
    assert labels_at(sheet, "r4c4") == (("合计",), ("基本支出", "人员经费"))
    assert labels_at(sheet, "r4c6") == (("合计",), ("项目支出",))
    assert labels_at(sheet, "r6c5") == (("213", "农林水支出"), ("基本支出", "公用经费"))
    assert [cell_at(sheet, f"r4c{col}").concept for col in (3, 4, 5, 6)] == [
        "expenditure.total",
        "expenditure.personnel",
        "expenditure.operating-funds",
        "expenditure.project",
    ]
    assert all(f.where.row is not None and f.where.row > 2 for f in sheet.view.facts.values())


def test_account_codes_and_column_numbers_are_no_values() -> None:
    texts = {f.cell.text for f in sheet_of(EXPENDITURE).view.facts.values() if f.cell is not None}
    assert texts.isdisjoint({"201", "213", "1", "2", "3", "4"})


def test_forms_under_one_another_have_their_own_headings() -> None:
    sheet = sheet_of(OVERALL, EVALUATION)
    assert sheet.form == "overall-self-evaluation"
    assert labels_at(sheet, "r2c4") == (("年度资金总额",), ("全年预算数",))
    assert labels_at(sheet, "r5c5") == (("产出指标（50分）", "质量指标", "验收合格率"), ("实际完成值",))
    assert [version_of(cell_at(sheet, f"r2c{col}"), 2023) for col in (3, 4, 5)] == ["initial", "adjusted", "executed"]
    assert [f"{cell_at(sheet, at).basis}" for at in ("r4c4", "r4c5")] == ["target", "actual"]
    kinds = {at: cell_at(sheet, at).quantity.kind for at in ("r2c3", "r2c7", "r2c8", "r4c4", "r6c5", "r5c7")}
    assert kinds == {
        "r2c3": Kind.MONEY,
        "r2c7": Kind.PERCENT,
        "r2c8": Kind.SCORE,
        "r4c4": Kind.AREA,
        "r6c5": Kind.COUNT,
        "r5c7": Kind.SCORE,
    }


def test_indicators_and_fund_rows_of_a_form() -> None:
    sheet = sheet_of(OVERALL, EVALUATION)
    assert [(i.level1, i.level2, i.name) for i in sheet.indicators] == [
        ("产出指标（50分）", "数量指标", "茶园改造面积"),
        ("产出指标（50分）", "质量指标", "验收合格率"),
        ("效益指标（30分）", "社会效益", "带动农户"),
        ("满意度指标（10分）", "服务对象满意度", "茶农满意度"),
    ]
    [row] = sheet.fund_rows
    assert [c.text if c else "" for c in (row.initial, row.adjusted, row.executed, row.rate, row.score)] == [
        "100.00",
        "120.00",
        "118.00",
        "98.33%",
        "9.83",
    ]


def test_blocks_of_a_basic_data_form() -> None:
    sheet = sheet_of(
        "附件1 基础数据表\n"
        "| 财政供养人员情况 | 编制数 | 2023年实际在职人数 | 控制率 |\n"
        "| ^ | 10 | 14 | 140% |\n"
        "| 经费控制情况（万元） | 2022年决算数 | 2023年预算数 | 2023年决算数 |\n"
        "| 三公经费 | 3.20 | 4.00 | 2.80 |\n"
        "| 公用经费 | 30.8 | 35.00 | 43.43 |\n",
        EVALUATION,
    )
    assert sheet.form == "basic-data"
    found = {at: (cell_at(sheet, at).concept, version_of(cell_at(sheet, at), 2023)) for at in ("r2c2", "r2c3", "r2c4")}
    assert found == {
        "r2c2": ("headcount.authorized", ""),
        "r2c3": ("headcount.actual", ""),
        "r2c4": ("rate.staffing", ""),
    }
    assert [version_of(cell_at(sheet, f"r5c{col}"), 2023) for col in (2, 3, 4)] == [
        "prior-final 2022",
        "initial",
        "final",
    ]
    assert {cell_at(sheet, f"r5c{col}").concept for col in (2, 3, 4)} == {"expenditure.operating-funds"}
    assert cell_at(sheet, "r5c2").quantity.unit == "万元"


def test_flattened_heading_rows_are_completed_from_above() -> None:
    sheet = sheet_of(
        "收入决算表\n单位：万元\n"
        + flattened(
            ["项目", "本年收入合计", "财政拨款收入", "其他收入"],
            ["科目编码", "科目名称", "", "", ""],
            ["栏次", "1", "2", "3"],
            ["合计", "", "520.10", "500.00", "20.10"],
            ["201", "一般公共服务支出", "520.10", "500.00", "20.10"],
        )
    )
    assert [cell_at(sheet, f"r4c{col}").concept for col in (3, 4, 5)] == [
        "revenue.total",
        "revenue.appropriation",
        "revenue.other",
    ]
    assert cell_at(sheet, "r5c4").row_labels == ("201", "一般公共服务支出")


def test_flattened_row_that_fits_no_heading_gets_none() -> None:
    sheet = sheet_of(
        "收入决算表\n单位：万元\n"
        + flattened(["项目", "本年收入合计", "财政拨款收入", "其他收入"], ["合计", "520.10", "20.10"])
    )
    assert all(not f.column_labels for f in sheet.view.facts.values())


@pytest.mark.parametrize(
    ("table", "unit", "scale"),
    [
        ("会议费表\n单位：元\n| 项目 | 决算数 |\n| 会议费 | 12000.50 |\n", "元", 1),
        ("会议费表（单位：万元）\n| 项目 | 决算数 |\n| 会议费 | 1.20 |\n", "万元", 10**4),
        ("会议费表\n| 项目 | 决算数（千元） |\n| 会议费 | 12.05 |\n", "千元", 10**3),
        ("会议费表\n单位：万元\n| 项目 | 决算数（元） |\n| 会议费 | 12000.50 |\n", "元", 1),  # the heading is nearer
        ("会议费表\n单位：元\n| 项目 | 决算数 |\n| 会议费（万元） | 1.20 |\n", "万元", 10**4),
        ("会议费表\n单位：元\n| 项目 | 决算数 |\n| 会议费 | 1.20万元 |\n", "万元", 10**4),  # the cell is nearest
    ],
)
def test_the_nearest_unit_applies(table: str, unit: str, scale: int) -> None:
    assert units_of(sheet_of(table)) == {(unit, Decimal(scale))}


def test_forms_of_self_evaluations_are_in_wan_unless_they_say_otherwise() -> None:
    table = "附件2 部门整体支出绩效自评表\n| 项目 | 全年预算数 | 全年执行数 |\n| 年度资金总额 | 120.00 | 118.00 |\n"
    assert units_of(sheet_of(table, EVALUATION)) == {("万元", Decimal(10**4))}


def test_amounts_without_any_unit_have_no_kind() -> None:
    sheet = sheet_of("会议费表\n| 项目 | 决算数 |\n| 会议费 | 1.20 |\n")
    [fact] = sheet.view.facts.values()
    assert fact.quantity.unit == ""
    assert fact.quantity.kind is not Kind.MONEY


def test_a_column_has_the_precision_of_its_most_precise_cell() -> None:
    sheet = sheet_of(SUMMARY)
    spare = cell_at(sheet, "r3c4").quantity
    assert (spare.text, spare.decimals) == ("320.5", 2)
    assert spare.interval.high - spare.interval.low == Decimal("0.01") * 10**4


def test_blank_and_nil_cells_under_value_headings_are_zeros() -> None:
    sheet = sheet_of(
        "“三公”经费支出决算表\n单位：万元\n| 项目 | 2022年决算数 | 2023年决算数 |\n"
        "| 公务接待费 | 1.20 | 1.10 |\n| 因公出国（境）费 |  | — |\n"
    )
    blanks = [f for f in sheet.view.facts.values() if f.blank]
    assert [(f.where.label, f.quantity.value, f.concept) for f in blanks] == [
        ("t1/r3c2", 0, "three-public.overseas"),
        ("t1/r3c3", 0, "three-public.overseas"),
    ]


def test_labels_inside_a_cell_state_facts_of_their_own() -> None:
    base: FactBase = base_of(
        EVALUATION
        + "附件2 部门整体支出绩效自评表\n"
        + flattened(
            ["年度预算申请（万元）", "", "年初预算数", "全年预算数", "全年执行数"],
            ["", "年度资金总额", "100.00", "120.00", "118.00"],
            ["", "按收入性质分：", "按支出性质分："],
            ["", "其中：一般公共预算：118.00", "其中：基本支出：90.00"],
        )
    )
    found = {(f.row_labels[-1], f.concept, str(f.quantity.value)) for f in base.cells if f.row_labels}
    assert {("一般公共预算", "fund-source.general", "118.00"), ("基本支出", "expenditure.basic", "90.00")} <= found


def test_a_form_about_one_project_narrows_its_cells() -> None:
    sheet = sheet_of(
        "附件3 项目支出绩效自评表\n"
        "| 项目支出名称 | 茶园改造 | < | < |\n"
        "| 项目资金（万元） | 年初预算数 | 全年预算数 | 全年执行数 |\n"
        "| 年度资金总额 | 48.60 | 48.60 | 48.00 |\n",
        EVALUATION,
    )
    assert sheet.form == "project-self-evaluation"
    assert {f.scope for f in sheet.view.facts.values()} == {"茶园改造"}


def test_year_of_the_settings_counts_before_what_is_recognised() -> None:
    table = "“三公”经费支出决算表\n单位：万元\n| 项目 | 上年决算数 | 本年决算数 |\n| 公务接待费 | 1.20 | 1.10 |\n"
    [sheet] = base_of(ACCOUNTS + table, Config(year=2021)).sheets
    assert [cell_at(sheet, at).period for at in ("r2c2", "r2c3")] == ["2020", "2021"]


@given(st.lists(st.lists(AMOUNTS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_every_cell_has_its_row_and_column(rows: list[list[str]]) -> None:
    names = ("办公费", "印刷费", "水费", "电费", "邮电费", "差旅费")
    lines = [f"| {name} | {' | '.join(row)} |" for name, row in zip(names, rows, strict=False)]
    sheet = sheet_of(
        "公用经费明细表\n单位：元\n| 项目 | 2022年决算数 | 2023年预算数 | 2023年决算数 |\n" + "\n".join(lines) + "\n"
    )
    found = {(f.row_labels, f.column_labels): str(f.quantity.value) for f in sheet.view.facts.values()}
    assert found == {
        ((name,), (heading,)): amount
        for name, row in zip(names, rows, strict=False)
        for heading, amount in zip(("2022年决算数", "2023年预算数", "2023年决算数"), row, strict=True)
    }
