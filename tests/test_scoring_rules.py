"""Printed scoring rules and written calculations: what they allow, and what they amount to."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wenbiao.extract.bands import scoring_rule
from wenbiao.extract.equations import equations
from wenbiao.model.quantity import Interval

STAFF = "以100%为标准。在职人员控制率≦100%，计5分；每超过一个百分点扣0.5分，扣完为止。"
ADDED = "预算控制率=0，计8分；0-10%（含），计6分；10-20%（含），计4分；20-30%（含），计2分；大于30%不得分"
CONTENT = "90%（含）以上计10分；\n80%（含）-90%，计6分；\n70%（含）-80%，计2分；\n低于70%计0分。"
SHARES = "①完成率≥95%，得满分；②80%≤完成率<95%，得80%权重分；③完成率<80%，不得分"


def allowed(text: str, weight: int, ratio: str) -> tuple[Decimal, Decimal]:
    """Return the least and greatest score that a rule allows."""
    rule = scoring_rule(text, Decimal(weight))
    assert rule is not None
    found = rule.allowed(Interval.point(Decimal(ratio)))
    assert found is not None
    return found.low, found.high


@pytest.mark.parametrize(
    ("text", "weight", "ratio", "score"),
    [
        (STAFF, 5, "70", "5"),
        (STAFF, 5, "100", "5"),
        (STAFF, 5, "140", "0"),
        (ADDED, 8, "0", "8"),
        (ADDED, 8, "10", "6"),
        (ADDED, 8, "10.5", "4"),
        (ADDED, 8, "30", "2"),
        (ADDED, 8, "972", "0"),
        (CONTENT, 10, "90", "10"),
        (CONTENT, 10, "80", "6"),
        (CONTENT, 10, "69.9", "0"),
        (SHARES, 10, "96", "10"),
        (SHARES, 10, "85", "8"),
        (SHARES, 10, "50", "0"),
        ("100%以下（含）计满分，每超出1%扣1分，扣完为止。", 8, "50", "8"),
        ("“三公经费”变动率≦0，计8分；“三公经费”＞0，每超过一个百分点扣0.8分", 8, "-5", "8"),
    ],
)
def test_score_of_a_ratio(text: str, weight: int, ratio: str, score: str) -> None:
    assert allowed(text, weight, ratio) == (Decimal(score), Decimal(score))


@pytest.mark.parametrize(
    ("text", "weight", "ratio", "exact"),
    [
        (STAFF, 5, "103", "3.5"),
        ("100%计满分，每低于5%扣2分，扣完为止。", 8, "95", "6"),
        ("100%计满分，每超过（降低）5%扣2分。", 6, "110", "2"),
        ("100%计满分，每超过（降低）5%扣2分。", 6, "90", "2"),
        ("达到90%及以上得10分，每降低1个百分点扣1分", 10, "88", "8"),
    ],
)
def test_steps_leave_one_step_of_slack(text: str, weight: int, ratio: str, exact: str) -> None:
    low, high = allowed(text, weight, ratio)
    assert low < Decimal(exact) < high <= weight


@pytest.mark.parametrize(
    ("text", "weight", "legal"),
    [
        ("效果较好的计6分；一般3分；无效果或者效果不明显0分。", 6, {"6", "3", "0"}),
        (ADDED, 8, {"8", "6", "4", "2", "0"}),
        ("抽取社会公众各20名进行问卷调查。" + CONTENT, 10, {"10", "6", "2", "0"}),
        ("完成得10分，未完成得0分", 10, {"10", "0"}),
    ],
)
def test_only_legal_scores(text: str, weight: int, legal: set[str]) -> None:
    rule = scoring_rule(text, Decimal(weight))
    assert rule is not None
    assert set(rule.legal or ()) == {Decimal(p) for p in legal}


@pytest.mark.parametrize(
    "text",
    [
        "①有内部财务管理制度，2分；②有厉行节约制度，2分；③制度合法，2分；④有效执行，2分。",
        "以上情况每出现一例不符合要求的扣1分，扣完为止。",
        "（重点工作完成件数/重点工作计划件数）*8",
        "好的计4-8分，一般的酌情计分",
        "15",
        "",
    ],
)
def test_open_rules_claim_nothing(text: str) -> None:
    rule = scoring_rule(text, Decimal(8))
    assert rule is None or (rule.legal is None and rule.allowed(Interval.point(Decimal(90))) is None)


@given(st.decimals(0, 300, places=2))
def test_bands_cover_every_ratio(ratio: Decimal) -> None:
    rule = scoring_rule(ADDED, Decimal(8))
    assert rule is not None
    found = rule.allowed(Interval.point(ratio))
    assert found is not None
    assert found.is_point
    assert found.low in (rule.legal or ())


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("7人/10人=70%≦100%", True),
        ("6人/7人=75.71%", False),
        ("4/4*8=8", True),
        ("（2.08-2.10）/2.10×100%=-0.95%", True),
        ("8-0.5×3=6.5", True),
        ("147.53÷130.15=113.35%", True),
        ("1,234.5+0.5=1,235.0", True),
    ],
)
def test_calculations(text: str, holds: bool) -> None:
    found = list(equations(text))
    assert [e.holds for e in found] == [holds]


@pytest.mark.parametrize(
    "text", ["在职人员控制率=（在职人员数/编制数）×100%", "2024年=100%", "8/0=0", "（1+2=3", "5分"]
)
def test_no_calculations(text: str) -> None:
    assert list(equations(text)) == []


@given(st.integers(1, 9999), st.integers(1, 9999))
def test_right_percentages_hold(part: int, whole: int) -> None:
    rate = (Decimal(part) * 100 / Decimal(whole)).quantize(Decimal("0.01"))
    assert [e.holds for e in equations(f"{part}/{whole}={rate}%")] == [True]
