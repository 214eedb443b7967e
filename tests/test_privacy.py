"""Personal data: what is recognised, and that no trace of it is left after masking."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from wenbiao.check.mask import mask_finding
from wenbiao.extract.privacy import WEIGHTS, Private, mask_text, passes_luhn, private_data
from wenbiao.model.finding import Evidence, Finding, Role, Severity

mobiles = st.from_regex(r"1[3-9]\d{9}", fullmatch=True).map(lambda text: "".join(str(int(d)) for d in text))
around = st.text(alphabet="电话联系人，。：；是 ", max_size=8)


def identity_number(region: int, day: int, order: int) -> str:
    """Return an identity number with the right check digit."""
    body = f"{region:06d}199001{day:02d}{order:03d}"
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, WEIGHTS, strict=True)) % 11]


@given(mobiles, around, around)
def test_mobile_numbers_are_hidden_and_lengths_kept(number: str, before: str, after: str) -> None:
    text = f"{before}{number}{after}"
    masked = mask_text(text)
    assert number not in masked
    assert len(masked) == len(text)
    assert mask_text(masked) == masked


@given(st.integers(110000, 659999), st.integers(1, 31), st.integers(0, 999))
def test_identity_numbers_are_recognised_by_their_check_digit(region: int, day: int, order: int) -> None:
    number = identity_number(region, day, order)
    hits = [hit for hit in private_data(f"编号{number}。") if hit.kind is Private.IDENTITY]
    assert [hit.certain for hit in hits] == [True]
    wrong = number[:-1] + ("1" if number[-1] != "1" else "2")
    assert not [hit for hit in private_data(f"编号{wrong}。") if hit.kind is Private.IDENTITY]


@given(st.from_regex(r"[1-9][0-9]{14,17}", fullmatch=True))
def test_exactly_one_check_digit_passes(body: str) -> None:
    assert sum(passes_luhn(f"{body}{digit}") for digit in range(10)) == 1


@given(st.text(alphabet="绩效支出0123456789.万元，。", max_size=60))
def test_masking_never_changes_the_length(text: str) -> None:
    assert len(mask_text(text)) == len(text)


def test_amounts_and_codes_are_no_personal_data() -> None:
    text = "支出13800138000元，编号P13800138000，信用代码91110000802100433B，科目2013801380013800138，12.13800138000"
    assert list(private_data(text)) == []


def test_a_finding_of_any_rule_is_masked_everywhere() -> None:
    place = Evidence(Role.CLAIM, "联系13800138000", sentence="联系13800138000，填表人：王小明", label=("13800138000",))
    finding = Finding(
        "WB101", "x", Severity.ERROR, "电话13800138000", (place,), stated="13800138000", suggestion="打13800138000"
    )
    shown = repr(mask_finding(finding))
    assert "13800138000" not in shown
    assert "王小明" not in shown
    assert "138****8000" in shown
