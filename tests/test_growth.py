"""Work grows with the length of a document, whatever its shape: counted in calls, not in seconds."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from wenbiao.check.rule import LONGEST_SENTENCE, sentence_at
from wenbiao.config import Config
from wenbiao.extract.narrative import LONGEST_SENTENCE as LONGEST_READ
from wenbiao.extract.narrative import narrative_facts, sentences
from wenbiao.extract.typos import is_like
from wenbiao.extract.variants import MIN_NAME, NUMBERING, twin_names
from wenbiao.model.document import Paragraph
from wenbiao.pipeline import audit_documents
from wenbiao.read import read_document

TITLE = "江岭县交通运输局2023年度部门决算\n\n"
SENTENCE = "2023年单位支出合计1234.56万元，其中基本支出1000.00万元，项目支出234.56万元，比上年增加5.00万元，增长0.41%。"
SHAPES: dict[str, Callable[[int], str]] = {
    "one paragraph": lambda n: TITLE + SENTENCE * n,
    "one sentence": lambda n: TITLE + "支出100万元，" * 5 * n,
    "paragraphs": lambda n: TITLE + f"{SENTENCE}\n\n" * n,
    "rows": lambda n: (
        f"{TITLE}| 项目 | 决算数 |\n" + "".join(f"| 第{i}所 | {i}.00 |\n" for i in range(5 * n)) + "| 合计 | 1.00 |\n"
    ),
    "digits": lambda n: TITLE + "9" * 500 * n,
    "brackets": lambda n: TITLE + "支出" + "（" * 100 * n + "100万元" + "）" * 100 * n,
    "quoted names": lambda n: TITLE + "“甲乙丙丁”和" * 10 * n,
    "impossible dates": lambda n: TITLE + "2023年2月30日至" * 5 * n,
}


def calls_of(text: str) -> int:
    """Return how many functions an audit calls, those of C included."""
    document = read_document(text.encode(), "long.txt")
    calls = 0

    def count(_frame: object, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        report = audit_documents("long.txt", [document], Config())
    finally:
        sys.setprofile(before)
    assert not report.failures
    return calls


@pytest.mark.parametrize("shape", SHAPES)
def test_calls_grow_with_length(shape: str) -> None:
    calls_of(SHAPES[shape](2))  # what is worked out once
    few, many = (calls_of(SHAPES[shape](n)) for n in (60, 240))
    assert many < 4 * few * 1.5


def test_a_text_without_full_stops_is_divided_at_commas() -> None:
    text = "支出100万元，" * 2_000
    spans = list(sentences(text))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(end - start <= LONGEST_READ + len("支出100万元，") for start, end in spans)
    assert len(narrative_facts([Paragraph(0, text, 0)], 2023)) == 2_000
    assert list(sentences("甲。乙！丙")) == [(0, 2), (2, 4), (4, 5)]


def test_evidence_shows_a_bounded_part_of_an_endless_sentence() -> None:
    text = "甲" * 10_000
    assert len(sentence_at(text, 5_000)) <= 2 * LONGEST_SENTENCE
    assert sentence_at("甲。乙丙。丁", 3) == "乙丙。"


def test_twin_names_are_those_that_differ_in_one_like_character() -> None:
    names = [
        "营商环境优化次数",
        "营商环镜优化次数",
        "营商环境优化人数",
        "第一小学修缮面积",
        "第二小学修缮面积",
        "营商环境",
    ]
    every = [
        (one, other)
        for at, one in enumerate(names)
        for other in names[at + 1 :]
        if len(one) == len(other) >= MIN_NAME
        and len(wrong := [(a, b) for a, b in zip(one, other, strict=True) if a != b]) == 1
        and is_like(*wrong[0])
        and not set(wrong[0]) & NUMBERING
    ]
    assert ("营商环境优化次数", "营商环镜优化次数") in every
    assert list(twin_names(names)) == every
