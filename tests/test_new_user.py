"""Tried as a unit's accountant would: the commented copy alone tells what to correct, and the recheck is clean.

The comments are read through LibreOffice and the copy is edited with python-docx, neither of which is the program's.
"""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.text.paragraph import Paragraph
from lxml import etree

from office import converted
from wenbiao import audit
from wenbiao.cli import main
from wenbiao.model.finding import Severity

FAULTY = Path(__file__).resolve().parent.parent / "fixtures" / "hospital-overall.docx"
ANNOTATION = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}annotation"


@dataclass(frozen=True)
class Correction:
    """What a comment says, and what somebody who knows the unit's books does about it in the passage that holds ``near``."""

    said: str
    near: str
    old: str
    new: str


CORRECTIONS = (
    Correction("称 5 个，列出的是 4 个", "内设职能科室", "科室5个", "科室4个"),
    Correction("标点重复：“。。”", "妇女保健科", "。。", "。"),
    Correction("按增减人数推算年末应为 160 人", "年初在职158人", "退休4人", "退休3人"),
    Correction("“增长9.27%”，按所列数字应为增长 8.27%", "全年支出决算3571.48万元", "9.27%", "8.27%"),
    Correction("正文称基本支出 2968.32 万元", "基本支出2968.32万元", "2968.32", "2986.32"),
    Correction("按两期数应为减少 0.74 万元", "“三公”经费支出", "增加0.74", "减少0.74"),
    Correction("“增长7.51%”，按所列数字应为下降 7.51%", "“三公”经费支出", "增长7.51%", "下降7.51%"),
    Correction("“三公经费 / 2022年决算数”为 9.12 万元，各分项之和为 9.39 万元", "3、公务接待", "1.41", "1.14"),
    Correction("“9月31日”不存在", "胎心监护仪", "9月31日", "9月30日"),
    Correction("分值 10，执行得分应为 9.69，表中为 10", "3512.60|96.94%", "10", "9.69"),
    Correction("各项得分之和为 99.75，表中总分为 99.84", "总分|99.84", "99.84", "99.44"),
    Correction("“住院分娩”未达标，没有偏差原因", "住院分娩|4.75", "",
               "县域内活产数减少。改进措施：每月与乡镇卫生院核对待产孕妇名册，按预计活产数调整目标。"),
    Correction("“门诊患者满意度：90%以上”", "门诊患者满意度|90%以上", "90%以上", "93.50%"),
    Correction("年度目标中有1条空泛", "持续提升妇幼健康服务能力", "持续提升妇幼健康服务能力，切实增强群众获得感。",
               "2022年门诊诊疗90000人次以上，住院分娩1300人以上，12月31日前完成。"),
)  # fmt: skip
"""Each one needs a comment that says so; the comments that name another side of the same fault need no second one."""


@pytest.mark.tools
def test_the_copy_alone_leads_to_a_clean_report(tmp_path: Path, require_tool: Callable[[str], Path]) -> None:
    main(["check", str(FAULTY), "--format", "annotated", "--output", str(tmp_path / "copy.docx"), "--fail-on", "never"])
    comments = list(comments_in(converted(tmp_path / "copy.docx", "odt", require_tool)))
    assert len(comments) == len(audit(FAULTY).documents[0].findings) + 1
    document = docx.Document(str(tmp_path / "copy.docx"))
    for correction in CORRECTIONS:
        assert any(correction.said in comment for comment in comments), correction.said
        correct(document, correction)
    document.save(str(tmp_path / "corrected.docx"))
    left = audit(tmp_path / "corrected.docx").documents[0].findings
    assert [finding.message for finding in left if finding.severity is not Severity.INFO] == []
    assert {finding.code for finding in left} <= {"WB815"}


def comments_in(text: Path) -> Iterator[str]:
    """Yield the comments of an .odt."""
    with zipfile.ZipFile(text) as archive:
        content = etree.fromstring(archive.read("content.xml"))
    for note in content.iter(ANNOTATION):
        yield "\n".join("".join(line.itertext()) for line in note if str(line.tag).endswith("}p"))


def correct(document: Document, correction: Correction) -> None:
    """Make one correction: in the paragraph that holds ``near``, or in the last such cell of the row that holds its parts."""
    marks = correction.near.split("|")
    for paragraph in document.paragraphs:
        if all(mark in paragraph.text for mark in marks) and correction.old in paragraph.text:
            rewrite(paragraph, correction)
            return
    for table in document.tables:
        for row in table.rows:
            cells = list(dict.fromkeys(cell._tc for cell in row.cells))
            texts = ["".join(t.text or "" for t in cell.iter("{*}t")) for cell in cells]
            if not all(any(mark in text for text in texts) for mark in marks):
                continue
            fits = (lambda text: text == correction.old) if len(marks) > 1 else (lambda text: correction.old in text)
            at = max(index for index, text in enumerate(texts) if fits(text))
            cell = next(cell for cell in row.cells if cell._tc is cells[at])
            rewrite(next(p for p in cell.paragraphs if correction.old in p.text), correction)
            return
    raise AssertionError(f"no place for {correction}")


def rewrite(paragraph: Paragraph, correction: Correction) -> None:
    """Replace words that may stand in several runs; the first of them takes the new ones."""
    at = paragraph.text.index(correction.old)
    until, seen, new = at + len(correction.old), 0, correction.new
    if not paragraph.runs:
        paragraph.add_run(new)
        return
    for run in paragraph.runs:
        begin, end = seen, seen + len(run.text)
        seen = end
        if begin <= at < max(end, begin + (correction.old == "")):
            run.text, new = run.text[: at - begin] + new + run.text[until - begin :], ""
        elif begin < until and end > at:
            run.text = run.text[until - begin :]
    assert correction.new in paragraph.text
