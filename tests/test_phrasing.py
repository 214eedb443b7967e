"""How findings speak: one way to write figures, quotations and sources."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from wenbiao import audit
from wenbiao.check.phrasing import gap_between, in_words, path, with_names

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("正文称年末在职人员 8人，表中为 7人，相差 1人。", "正文称年末在职人员 8 人，表中为 7 人，相差 1 人。"),
        ("“合计 / 面积”为 12610，相差 450 。", "“合计 / 面积”为 12610，相差 450。"),
        ("应为 -10万元，年度指标值 ≥50立方米", "应为 -10 万元，年度指标值 ≥50 立方米"),
        ("报告写 2024年", "报告写 2024年"),
        ("“财政拨款“三公”经费支出决算表”为 1万元", "“财政拨款‘三公’经费支出决算表”为 1 万元"),
        ("而“促进“两个健康”发展；”等未得满分", "而“促进‘两个健康’发展”等未得满分"),
        ('称“"协调事务 对象"”', "称“协调事务 对象”"),
        ("后引号写成了前引号：“清廉大厅“", "后引号写成了前引号：“清廉大厅“"),
        ("标点重复：“；；”。", "标点重复：“；；”。"),
        ("“年末在职 8人”与表不符", "“年末在职 8人”与表不符"),
    ],
)
def test_messages_are_written_one_way(message: str, said: str) -> None:
    assert in_words(message) == said


@pytest.mark.parametrize(
    ("stated", "expected", "gap"),
    [("8", "7", "1"), ("-5.28", "5.28", "10.56"), ("2968.32", "2986.32", "18"), ("7", "≤5", None), ("8", None, None)],
)
def test_two_numbers_have_a_difference(stated: str, expected: str | None, gap: str | None) -> None:
    assert gap_between(stated, expected) == gap


def test_labels_and_sources_are_written_for_readers() -> None:
    assert path(("项目支出：", "2024年决算数")) == "项目支出 / 2024年决算数"
    assert with_names("form:basic-data（表式本身）；算术") == "基础数据表（表式本身）；算术"


@pytest.mark.parametrize("name", ["hospital-overall.docx", "veterans-accounts.docx", "federation-old-form.txt"])
def test_findings_keep_to_it(name: str) -> None:
    for finding in audit(FIXTURES / name).documents[0].findings:
        assert "form:" not in finding.basis
        assert len(finding.message) <= 200
        for evidence in finding.evidence:
            assert not (evidence.sentence and evidence.where.section) or not evidence.sentence.startswith(
                evidence.where.section[-1]
            )
        try:
            plain = [Decimal(text) for text in (finding.stated, finding.expected) if text is not None]
        except InvalidOperation:
            continue
        assert len(plain) < 2 or finding.difference is not None
