"""Figures: every stated number of a paragraph is found with its unit, bound, range and sign, and nothing else."""

from __future__ import annotations

import json
import time
from decimal import Decimal
from pathlib import Path

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenbiao.extract.figures import Figure, scan
from wenbiao.model.quantity import Bound, Kind

FULL_WIDTH = str.maketrans("0123456789,.", "０１２３４５６７８９，．")


def only(text: str) -> Figure:
    """Return the single figure of a text."""
    figures = scan(text)
    assert len(figures) == 1, [f.quantity.text for f in figures]
    return figures[0]


def texts(text: str) -> list[str]:
    """Return the figures of a text as printed."""
    return [f.quantity.text for f in scan(text)]


def test_a_sentence_of_a_report() -> None:
    text = "2024年支出决算147.53万元，较上年支出决算130.15万元，同比增加13.35%；年末在职人员8人，设2个内设机构。"
    figures = scan(text)
    assert [(f.quantity.kind, f.quantity.text) for f in figures] == [
        (Kind.MONEY, "147.53万元"),
        (Kind.MONEY, "130.15万元"),
        (Kind.PERCENT, "13.35%"),
        (Kind.HEADCOUNT, "8人"),
        (Kind.COUNT, "2个"),
    ]
    assert all(text[f.start : f.end] == f.quantity.text for f in figures)
    money = figures[0].quantity
    assert (money.value, money.unit, money.scale, money.decimals) == (Decimal("147.53"), "万元", 10000, 2)
    assert (money.base_value, money.base_unit) == (1475300, "元")


@pytest.mark.parametrize(
    ("text", "printed", "base"),
    [
        ("支出1,234.56万元", "1,234.56万元", "12345600"),
        ("支出１，２３４．５６元", "１，２３４．５６元", "1234.56"),
        ("支出817，290.50元", "817，290.50元", "817290.5"),
        ("共8千元", "8千元", "8000"),
        ("共3万5千元", "3万5千元", "35000"),
        ("共1亿2000万元", "1亿2000万元", "120000000"),
        ("共1亿2345.67万元", "1亿2345.67万元", "123456700"),
        ("共3.46亿元", "3.46亿元", "346000000"),
        ("共50百万元", "50百万元", "50000000"),
        ("共 307.82 万元", "307.82 万元", "3078200"),
        ("共一百二十三万四千元", "一百二十三万四千元", "1234000"),
        ("人民币（大写）壹万贰仟元整", "壹万贰仟元整", "12000"),
        ("共壹佰贰拾叁元肆角伍分", "壹佰贰拾叁元肆角伍分", "123.45"),
        ("手机壳五元三毛", "五元三毛", "5.3"),
        ("共5元3角", "5元3角", "5.3"),
        ("打印费十块钱", "十块钱", "10"),
        ("五角三分", "五角三分", "0.53"),
        ("人民币12,345.6", "人民币12,345.6", "12345.6"),
        ("￥1,234.5", "￥1,234.5", "1234.5"),
        ("¥5万", "¥5万", "50000"),
        ("8亿元人民币", "8亿元人民币", "800000000"),
        ("30W元", "30W元", "300000"),
        ("肆佰叁拾萬圆整", "肆佰叁拾萬圆整", "4300000"),
    ],
)
def test_money(text: str, printed: str, base: str) -> None:
    figure = only(text)
    assert figure.quantity.kind is Kind.MONEY
    assert figure.quantity.text == printed == text[figure.start : figure.end]
    assert figure.quantity.base_value == Decimal(base)


@pytest.mark.parametrize(
    ("text", "kind", "value", "unit"),
    [
        ("核定编制11名", Kind.HEADCOUNT, "11", "名"),
        ("及28位区直部门负责人", Kind.HEADCOUNT, "28", "位"),
        ("总人口382.04万人", Kind.HEADCOUNT, "382.04", "万人"),
        ("另聘一名", Kind.HEADCOUNT, "1", "名"),
        ("8人均在编", Kind.HEADCOUNT, "8", "人"),
        ("推送10.6万余条次", Kind.COUNT, "10.6", "万条次"),
        ("接待52人次", Kind.COUNT, "52", "人次"),
        ("接待30人（次）", Kind.COUNT, "30", "人次"),
        ("设备0台（套）", Kind.COUNT, "0", "台"),
        ("缩减时限1009.5天", Kind.COUNT, "1009.5", "天"),
        ("动力470万千瓦", Kind.COUNT, "470", "万千瓦"),
        ("利用外资1971万美元", Kind.COUNT, "1971", "万美元"),
        ("三个股室", Kind.COUNT, "3", "个"),
        ("下辖一百二十三个行政村", Kind.COUNT, "123", "个"),
        ("内设两个股室", Kind.COUNT, "2", "个"),
        ("下设一个二级机构", Kind.COUNT, "1", "个"),
        ("施工面积3705.6万平方米", Kind.AREA, "3705.6", "万平方米"),
        ("面积2,900㎡", Kind.AREA, "2900", "平方米"),
        ("增长0.5个百分点", Kind.PERCENT, "0.5", "个百分点"),
        ("占百分之三十五点五", Kind.PERCENT, "35.5", "%"),
        ("利率千分之五", Kind.PERCENT, "5", "‰"),
        ("约占三成", Kind.PERCENT, "3", "成"),
        ("是上年的1.5倍", Kind.RATIO, "1.5", "倍"),
        ("自评得分96分", Kind.SCORE, "96", "分"),
        ("扣0.5分", Kind.SCORE, "0.5", "分"),
        ("产出指标(40分)", Kind.SCORE, "40", "分"),
    ],
)
def test_other_kinds(text: str, kind: Kind, value: str, unit: str) -> None:
    quantity = only(text).quantity
    assert (quantity.kind, quantity.value, quantity.unit) == (kind, Decimal(value), unit)


def test_the_base_unit_of_a_count_is_the_unit_without_its_scale() -> None:
    assert [f.quantity.base_unit for f in scan("14.52万件、470万千瓦、5千瓦、1971万美元、0.27万亩")] == [
        "件",
        "千瓦",
        "千瓦",
        "美元",
        "亩",
    ]


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("满意度98%以上", Bound.AT_LEAST),
        ("满意度98%（含）以上", Bound.AT_LEAST),
        ("100万元（含100万元）以上", Bound.AT_LEAST),
        ("≧95%", Bound.AT_LEAST),
        ("＞=90%", Bound.AT_LEAST),
        ("不低于5%", Bound.AT_LEAST),
        ("不得少于30人", Bound.AT_LEAST),
        ("上千万元", Bound.AT_LEAST),
        ("控制在5%以内", Bound.AT_MOST),
        ("不超过30万元", Bound.AT_MOST),
        ("3个工作日内办结", Bound.AT_MOST),
        ("≤50万元", Bound.AT_MOST),
        ("超过5%", Bound.MORE_THAN),
        ("超780亿元", Bound.MORE_THAN),
        ("20余件", Bound.MORE_THAN),
        ("百余次", Bound.MORE_THAN),
        ("三十多万元", Bound.MORE_THAN),
        ("不足5人", Bound.LESS_THAN),
        ("低于70%", Bound.LESS_THAN),
        ("约5万元", Bound.ABOUT),
        ("近30个", Bound.ABOUT),
        ("近百万元", Bound.ABOUT),
        ("100来天", Bound.ABOUT),
        ("5万元左右", Bound.ABOUT),
        ("约20余件", Bound.ABOUT),
        ("每超过5%扣分", Bound.EXACT),
        ("节约5万元", Bound.EXACT),
        ("签约12个项目", Bound.EXACT),
        ("附近5家", Bound.EXACT),
        ("超出1%", Bound.EXACT),
        ("增长8.7%以上年为基数", Bound.EXACT),
    ],
)
def test_bounds(text: str, bound: Bound) -> None:
    assert only(text).quantity.bound is bound


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("1万元—5万元", "10000", "50000"),
        ("1-5万元", "10000", "50000"),
        ("8000元-1万元", "8000", "10000"),
        ("一千到两千万元", "10000000", "20000000"),
        ("1 万(含)-5 万元", "10000", "50000"),
        ("两三千元", "2000", "3000"),
        ("十几块钱", "10", "20"),
        ("数十亿元", "1000000000", "10000000000"),
        ("几百人", "100", "1000"),
        ("5-20%", "5", "20"),
        ("80%（含）-90%", "80", "90"),
        ("百分之五至百分之十", "5", "10"),
        ("百分之五到十", "5", "10"),
        ("100～150人", "100", "150"),
        ("两至三人", "2", "3"),
        ("两到三个", "2", "3"),
        ("提高2-3个百分点", "2", "3"),
        ("-5%至10%", "-5", "10"),
    ],
)
def test_ranges(text: str, low: str, high: str) -> None:
    quantity = only(text).quantity
    assert quantity.high is not None
    assert (quantity.base_value, quantity.high * quantity.scale) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("由30%到50%", ["30%", "50%"]),
        ("从5人增加到8人", ["5人", "8人"]),
        ("50%-30%", ["50%", "30%"]),
        ("2020-5万元", []),
        ("3人到2个村", ["3人", "2个"]),
    ],
)
def test_two_numbers_that_are_no_range(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("增长-5.2%", "-5.2"),
        ("增长－5.2％", "-5.2"),
        ("负40%", "-40"),
        ("增加（减少）-5.3万元", "-53000"),
        ("为负5万元", "-50000"),
        ("办公费-3.5万元", "35000"),
        ("财务室-5人", "5"),
        ("其中—5万元", "50000"),
        ("正负5%", "5"),
        ("减少5万元", "50000"),
    ],
)
def test_signs(text: str, value: str) -> None:
    assert only(text).quantity.base_value == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "2024年、2024年度、二〇二四年、2024-2025年",
        "7月28日、2025.5.19、8月份、12月底、9时30分、14:30分",
        "湘财绩〔2020〕7号、〔2018〕34号、（2025）4号、第12号、财社〔2023〕123号",
        "一、基本情况（一）机构 1. 职能 1、人员 （1）经费 ①其他 第一，一是，二是，第3条",
        "联系电话：0731-27615141 22161683 13800000000",
        "2010301 行政运行 201（类）03款",
        "2.0版、5G、4K、A4、24小时、7×24小时、12345热线、7号线、1:1、3/4",
        "党的十九大、“十四五”、两会、“三公”经费、八项规定、四中全会、一把手、一厅、两册、三窗",
        "“三重一大”、“一件事一次办”、一个、一批、一系列、三大类、“两个健康”、多个、几个",
        "一次性、一项、一定、一体化、一方面、三个方面、四个意识、三位一体、一人一档、每一位",
        "第3季度、第3-5名、第1、2项、第 12 期、前10名、第五次全国经济普查",
        "十分满意、5成立、三分之二、分为3部分、百分点、百分制、100分制",
        "3万、3.46亿、98、147.53",
        "2人员情况、3项目支出、1本单位、2部门概况、1个人所得税",
        "（万元）、亿元、每百元、千家万户、百日攻坚、万亩良田",
        "12..5万元、1.2.3万元、1,2345万元、98%1、%28%20",
        "《促进民营经济发展十条意见》《100件民生实事》",
        "队伍建设、收拾、大陆、内陆、四舍五入、零距离、消费品零售",
        "入伍時分總令人感傷，这个人很肆意妄为，没有人拾到她的东西",
    ],
)
def test_numbers_that_state_nothing(text: str) -> None:
    assert texts(text) == []


def test_a_list_number_run_together_with_a_count() -> None:
    figure = only("2.3个股室。")
    assert (figure.start, figure.quantity.value, figure.quantity.text) == (2, 3, "3个")


def test_a_number_that_is_included_is_stated_once() -> None:
    assert texts("完成率90%以上（含90%）得5分") == ["90%", "5分"]
    assert texts("支出50万元（含20万元结转）") == ["50万元", "20万元"]


def test_currencies_do_not_cross_figures() -> None:
    assert texts("5万美元3万元，8亿元人民币5万元，人民币5人") == ["5万美元", "3万元", "8亿元人民币", "5万元", "5人"]


CARRIERS = st.sampled_from(
    [
        "2024年本年支出{}，其中基本支出见表1。",
        "（1）支出{}；",
        "{}",
        "第3项支出共计{}（含税）",
        "\t支出{} ",
        "决算数{}、",
    ]
)
CENTS = st.integers(1, 10**13)


def money_notations(cents: int) -> list[str]:
    """Return an amount in every notation that can express it exactly."""
    yuan = Decimal(cents).scaleb(-2)
    notations = [
        f"{yuan}元",
        f"{yuan:,}元",
        f"{yuan:,}元".translate(FULL_WIDTH),
        f"¥{yuan:,}",
        f"人民币{yuan}元",
        f"{yuan.scaleb(-4):f}万元",
        f"{yuan.scaleb(-4):,f}万元",
        f"{yuan.scaleb(-8):f}亿元",
    ]
    whole, rest = divmod(cents, 100)
    jiao, fen = divmod(rest, 10)
    if whole:  # 壹分 alone may be a score
        notations.append(cn2an.an2cn(str(yuan), "rmb"))
    if jiao and fen and whole:
        notations += [
            f"{whole}元{jiao}角{fen}分",
            f"{cn2an.an2cn(whole, 'low')}元{cn2an.an2cn(jiao, 'low')}角{cn2an.an2cn(fen, 'low')}分",
        ]
    if not rest:
        notations.append(f"{cn2an.an2cn(whole, 'low')}元" if whole > 1 else "1元")
    return notations


@given(CARRIERS, CENTS, st.integers(0, 20))
def test_any_amount_in_any_notation_reads_back(carrier: str, cents: int, notation: int) -> None:
    notations = money_notations(cents)
    printed = notations[notation % len(notations)]
    text = carrier.format(printed)
    figure = only(text)
    assert figure.quantity.kind is Kind.MONEY
    assert figure.quantity.base_value == Decimal(cents).scaleb(-2)
    assert text[figure.start : figure.end] == printed == figure.quantity.text


@given(
    st.lists(
        st.sampled_from(
            [
                *"0123456789",
                *"一二三十百千万亿零两点几数",
                *"元人名次个分%％成倍",
                *"，、。-~至（）第前约近负 .,“”《年月日",
            ]
        ),
        max_size=40,
    )
)
def test_any_text_gives_figures_in_order_within_it(characters: list[str]) -> None:
    text = "".join(characters)
    end = 0
    for figure in scan(text):
        assert end <= figure.start < figure.end
        assert figure.quantity.text == text[figure.start : figure.end]
        assert figure.quantity.base_value.is_finite()
        end = figure.end
    assert end <= len(text)


LONG = 100_000


@pytest.mark.parametrize(
    "text",
    [
        "1" * LONG + "元",
        "一百" * (LONG // 2) + "元",
        "百" * LONG + "分之五",
        "数十" * (LONG // 2),
        "1," * (LONG // 2),
        "1，" * (LONG // 2),
        "１，" * (LONG // 2),
        "1" + ",234" * (LONG // 4) + "元",
        "1." * (LONG // 2),
        "1-" * (LONG // 2),
        "1" + " " * LONG + "元",
        "一 " * (LONG // 2),
        "（" * LONG + "5人" + "）" * LONG,
        "“三个" * (LONG // 3),
        "《" * LONG + "5个",
        "5%(含" * (LONG // 4),
        "第1、2、" * (LONG // 5),
        "约" * LONG + "5元",
        "-" * LONG + "5%",
        "百分之" * (LONG // 3),
        "5元3角" * (LONG // 4),
    ],
    ids=lambda text: f"{text[:6]}…",
)
def test_time_grows_with_length_only(text: str) -> None:
    begun = time.process_time()
    scan(text)
    assert time.process_time() - begun < 5  # a quadratic scan of these would take minutes


# ---------------------------------------------------------------- real documents, where they are at hand


def overlaps(figure: Figure, start: int, end: int) -> bool:
    """Whether a figure shares characters with a span."""
    return figure.start < end and start < figure.end


def printed_value(figure: Figure) -> Decimal | list[Decimal]:
    """Return the base value, or both ends of a range."""
    quantity = figure.quantity
    return quantity.base_value if quantity.high is None else [quantity.base_value, quantity.high * quantity.scale]


def decimals(value: str | list[str]) -> Decimal | list[Decimal]:
    """Return a gold value as exact decimals."""
    return [Decimal(v) for v in value] if isinstance(value, list) else Decimal(value)


def test_every_case_of_other_suites(shared: Path) -> None:
    wrong = []
    for line in (shared / "gold" / "extraction_cases.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        said = [f for f in scan(case["text"]) if f.quantity.kind == case["kind"]]
        said = [f for f in said if not any(overlaps(f, *span) for span in case["ignore"])]
        expected = case["expected"]
        right = [
            e
            for e in expected
            if any(overlaps(f, e["start"], e["end"]) and printed_value(f) == decimals(e["value"]) for f in said)
        ]
        if len(right) != len(expected) or len(said) != len(expected):
            wrong.append((case["text"], [f.quantity.text for f in said]))
    assert wrong == []


def test_every_figure_of_the_reports(shared: Path) -> None:
    gold = [
        json.loads(line) for line in (shared / "gold" / "seed_facts.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    for name in sorted({g["doc"] for g in gold}):
        lines = next((shared / "seeds").glob(f"{name}*")).read_text(encoding="utf-8").split("\n")
        facts = [g for g in gold if g["doc"] == name and g["kind"] != "optional"]
        expected = sorted((g["start"], g["end"], g["kind"], Decimal(g["value"])) for g in facts)
        said, start = [], 0
        for number, line in enumerate(lines, 1):
            if number in {g["line"] for g in facts}:
                said += [(start + f.start, start + f.end, f.quantity.kind, f.quantity.base_value) for f in scan(line)]
            start += len(line) + 1
        assert [s for s in said if s[2] in (Kind.MONEY, Kind.HEADCOUNT, Kind.PERCENT)] == expected
