"""Word lists as data: each pattern finds its own sample and leaves its own counter-example alone."""

from __future__ import annotations

import re
from typing import Any

import pytest

from wenbiao.extract.lexicon import load_lines, load_toml
from wenbiao.extract.typos import alike, mistyped_terms, typos

ENTRIES: list[dict[str, Any]] = [*load_toml("confusables.toml")["words"], *load_toml("typos.toml")["typo"]]


@pytest.mark.parametrize("entry", [pytest.param(e, id=str(number)) for number, e in enumerate(ENTRIES)])
def test_pattern_fits_its_sample_only(entry: dict[str, Any]) -> None:
    assert re.search(entry["wrong"], entry["sample"])
    assert not re.search(entry["wrong"], entry["correct"])


def test_wrong_words_are_corrected_to_something_else() -> None:
    words = load_toml("typos.toml")["words"]
    assert words
    assert all(wrong != right for wrong, right in words.items())
    assert not set(words) & set(words.values())


def test_characters_of_one_sound_are_alike_both_ways() -> None:
    assert "境" in alike()["镜"]
    assert all(one in alike()[other] for one in "环接预绩" for other in alike()[one])


def test_no_surname_twice() -> None:
    names = load_lines("surnames.txt")
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("优化营商环镜", "营商环境"),
        ("公务接代费", "公务接待费"),
        ("政符性基金", "政府性基金"),
        ("劳务派谴人员", "劳务派遣"),
        ("住房工积金", "住房公积金"),
    ],
)
def test_terms_with_one_character_of_the_same_sound(text: str, right: str) -> None:
    assert [span.note for span in typos(text)] == [right]


@pytest.mark.parametrize(
    "text", ["资金适用范围", "本项目指出", "国有资产经营", "商业环境", "年中预算", "社会保险基金预算", "绩效目标"]
)
def test_other_words_are_no_slips(text: str) -> None:
    assert list(mistyped_terms(text)) == []
