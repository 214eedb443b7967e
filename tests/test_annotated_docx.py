"""The annotated copy of a Word document: comments at the exact characters, and nothing else changed."""

from __future__ import annotations

import dataclasses
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docx_marks import comments_of, entries, main_of, unmarked
from docx_parts import docx, p, r, tbl, tc, tr, zipped
from office import converted
from wenbiao import audit
from wenbiao.cli import main
from wenbiao.model.address import Part, Where
from wenbiao.model.document import Document
from wenbiao.model.finding import Evidence, Finding, Role, Severity
from wenbiao.model.result import DocumentReport
from wenbiao.read import read_document
from wenbiao.report.annotated.copies import copies_of
from wenbiao.report.annotated.docx import annotate_docx
from wenbiao.report.annotated.remarks import AUTHOR, remark_on
from wenbiao.report.messages import Words
from wenbiao.report.privacy import masked

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
DOCUMENTS = sorted(FIXTURES.glob("*.docx"))
MOMENT = "2024-03-05T08:00:00Z"
ZH = Words()
COMMENT_PARTS = {"word/document.xml", "word/comments.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"}
FAULTY = (
    p("青禾县档案馆2024年度部门整体支出绩效自评报告"),
    p("一、基本情况"),
    p("2024年年初在职人员8人，年末在职人员8人。全年支出147.53万元，其中项目支出128.60万元。"),
    p("表1 2024年支出决算表"),
    p("单位：万元"),
    tbl(tr("项目", "2024年决算数"), tr("支出合计", "147.53"), tr("项目支出", "126.80")),
)


def finding(*evidence: Evidence, code: str = "WB101", message: str = "不一致。") -> Finding:
    return Finding(code, "x", Severity.ERROR, message, evidence, fingerprint="0123456789abcdef")


def quote(document: Document, text: str, nth: int = 0) -> Evidence:
    """Return the ``nth`` place of ``text`` in a document as evidence."""
    at = -1
    for _ in range(nth + 1):
        at = document.text.index(text, at + 1)
    paragraph = next(q for q in document.paragraphs() if q.start <= at < q.end)
    return Evidence(Role.CLAIM, text, paragraph.where(at, at + len(text)), sentence=paragraph.text)


def annotated(data: bytes, *findings: Finding, title: str = "") -> bytes:
    """Return the copy with a comment for each finding, without a summary."""
    document = read_document(data, "x.docx")
    remarks = [remark_on(number, f, ZH) for number, f in enumerate(findings, start=1)]
    return annotate_docx(data, document, title, remarks, MOMENT, ZH)


def read(data: bytes) -> Document:
    return read_document(data, "x.docx")


@pytest.fixture(scope="module", params=DOCUMENTS, ids=[path.stem for path in DOCUMENTS])
def fixture_copy(request: pytest.FixtureRequest) -> tuple[DocumentReport, bytes, bytes]:
    """Each Word fixture: its report, its bytes and its annotated copy."""
    report = masked(audit(request.param).documents[0])
    (copy,) = copies_of(report, MOMENT, ZH)
    return report, request.param.read_bytes(), copy.data


def test_one_comment_for_each_finding_and_a_summary(fixture_copy: tuple[DocumentReport, bytes, bytes]) -> None:
    report, before, after = fixture_copy
    known = {comment.number for comment in comments_of(before)}
    added = [comment for comment in comments_of(after) if comment.number not in known]
    assert len(added) == sum(f.accepted is None for f in report.findings) + 1
    assert {comment.author for comment in added} == {AUTHOR}
    assert added[0].text.startswith("文表审核：")
    assert added[0].covered
    for finding_ in report.findings:
        assert sum(finding_.message in comment.text for comment in added) >= 1


def test_exact_characters_are_under_the_comment(fixture_copy: tuple[DocumentReport, bytes, bytes]) -> None:
    report, _, after = fixture_copy
    text = report.members[0].text
    for finding_ in report.findings:
        where = finding_.evidence[0].where
        if where.start is None or where.end is None or where.part is not Part.BODY:
            continue
        comments = [c for c in comments_of(after) if finding_.fingerprint in c.text]
        assert len(comments) == 1
        assert squeezed(comments[0].covered) == squeezed(text[where.start : where.end])


def test_nothing_else_changes(fixture_copy: tuple[DocumentReport, bytes, bytes]) -> None:
    _, before, after = fixture_copy
    old, new = entries(before), entries(after)
    assert set(new) - set(old) <= {"word/comments.xml"}
    assert set(old) <= set(new)
    assert {name for name in old if old[name] != new[name]} <= COMMENT_PARTS
    assert unmarked(before) == unmarked(after)
    assert read(after).text == read(before).text


def test_copy_is_audited_alike(fixture_copy: tuple[DocumentReport, bytes, bytes], tmp_path: Path) -> None:
    report, _, after = fixture_copy
    path = tmp_path / "copy.docx"
    path.write_bytes(after)
    again = masked(audit(path).documents[0])
    assert [f.fingerprint for f in again.findings] == [f.fingerprint for f in report.findings]


@pytest.mark.tools
def test_office_opens_the_copy_with_all_comments(
    fixture_copy: tuple[DocumentReport, bytes, bytes], tmp_path: Path, require_tool: Callable[[str], Path]
) -> None:
    _, _, after = fixture_copy
    path = tmp_path / "copy.docx"
    path.write_bytes(after)
    text = converted(path, "odt", require_tool)
    with zipfile.ZipFile(text) as archive:
        content = etree.fromstring(archive.read("content.xml"))
    name = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
    said = ["".join(note.itertext()) for note in content.iter(name + "annotation")]
    assert len(said) == len(comments_of(after))
    for comment in comments_of(after):
        assert sum(squeezed(comment.text) in squeezed(other) for other in said) >= 1
    assert len(list(content.iter(name + "annotation-end"))) == sum(
        bool(comment.covered) for comment in comments_of(after)
    )


def test_comment_says_what_is_wrong_and_what_it_was_compared_with() -> None:
    data = docx("".join(FAULTY))
    document = read(data)
    cell = document.tables[0].cells[3]
    where = document.tables[0].where(cell)
    fault = dataclasses.replace(
        finding(
            quote(document, "8人", 1),
            Evidence(Role.CELL, "147.53", where, "147.53", "万元", label=("支出合计", "2024年决算数")),
        ),
        message="正文称年末在职人员 8 人，表中为 7 人。",
        suggestion="请核对人员名册。",
        basis="form:basic-data",
    )
    (comment,) = comments_of(annotated(data, fault))
    assert comment.covered == "8人"
    for part in (
        "1. 错误 WB101 文表一致",
        fault.message,
        "表1第2行第2列［支出合计 / 2024年决算数］：“147.53”",
        "请核对人员名册。",
        "form:basic-data",
        "0123456789abcdef",
    ):
        assert part in comment.text


def test_runs_are_split_without_changing_their_look() -> None:
    look = '<w:b/><w:color w:val="FF0000"/>'
    data = docx(p('<w:bookmarkStart w:id="9" w:name="x"/>', r("全年支出147.53万元，结余12.3万元。", look), "其他。"))
    document = read(data)
    after = annotated(data, finding(quote(document, "147.53万元")), finding(quote(document, "12.3万元")))
    assert [c.covered for c in comments_of(after)] == ["147.53万元", "12.3万元"]
    assert unmarked(after) == unmarked(data)
    runs = [run for run in main_of(after).iter(W + "r") if "".join(run.itertext())]
    assert ["".join(run.itertext()) for run in runs] == ["全年支出", "147.53万元", "，结余", "12.3万元", "。", "其他。"]
    assert {etree.tostring(run.find(W + "rPr"), method="c14n") for run in runs[:5]} == {  # type: ignore[arg-type]
        etree.tostring(main_of(data).find(f".//{W}rPr/{W}b/.."), method="c14n")  # type: ignore[arg-type]
    }


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def test_comments_may_overlap_and_share_their_ends() -> None:
    data = docx(p("支出8人，共8人。"))
    document = read(data)
    spans = ["支出8人，共8人。", "8人", "支出8人", "8人，共8人"]
    after = annotated(data, *(finding(quote(document, span)) for span in spans))
    assert [c.covered for c in comments_of(after)] == spans
    assert unmarked(after) == unmarked(data)


def test_white_space_at_a_split_is_kept() -> None:
    data = docx("<w:p><w:r><w:t> 支出 8 人 元 </w:t></w:r></w:p>")
    document = read(data)
    assert document.body[0].text == "支出 8 人 元"
    after = annotated(data, finding(quote(document, " 8 ")))
    assert [c.covered for c in comments_of(after)] == [" 8 "]
    assert read(after).body[0].text == "支出 8 人 元"


def test_comments_stand_in_links_insertions_controls_and_fields() -> None:
    inner = {
        "hyperlink": f'<w:hyperlink r:id="x">{r("链接8人")}</w:hyperlink>',
        "ins": f'<w:ins w:id="5" w:author="甲" w:date="2024-01-01T00:00:00Z">{r("新增9人")}</w:ins>',
        "sdt": f"<w:sdt><w:sdtPr/><w:sdtContent>{r('控件10人')}</w:sdtContent></w:sdt>",
        "fldSimple": f'<w:fldSimple w:instr=" DOCPROPERTY x ">{r("域11人")}</w:fldSimple>',
        "del": '<w:del w:id="6" w:author="甲"><w:r><w:delText>删12人</w:delText></w:r></w:del>',
    }
    data = docx(
        p("开头", *inner.values(), "结尾") + f"<w:sdt><w:sdtPr/><w:sdtContent>{p('块控件13人')}</w:sdtContent></w:sdt>"
    )
    document = read(data)
    spans = ["8人", "9人", "10人", "11人", "13人", "接8人新增9"]
    after = annotated(data, *(finding(quote(document, span)) for span in spans))
    assert [c.covered for c in comments_of(after)] == spans
    assert unmarked(after) == unmarked(data)
    assert entries(after)["word/document.xml"].count("删12人".encode()) == 1
    for anchor in main_of(after).iter(W + "commentReference"):
        run = anchor.getparent()
        assert run is not None
        parent = run.getparent()
        assert parent is not None
        assert parent.tag == W + "p"


def test_formula_and_doubly_stored_text_are_marked_as_a_whole() -> None:
    math = "<m:oMath><m:r><m:t>a+b=8</m:t></m:r></m:oMath>"
    branches = ("Choice", "Fallback")
    twice = "".join(f"<mc:{branch}>{r('共9人')}</mc:{branch}>" for branch in branches)
    twice = f"<mc:AlternateContent>{twice}</mc:AlternateContent>"
    data = docx(p("算式", math, "之后", twice, "完"))
    document = read(data)
    after = annotated(data, finding(quote(document, "b=8")), finding(quote(document, "9人")))
    formula, doubled = comments_of(after)
    assert formula.covered == "a+b=8"
    assert doubled.covered == "共9人共9人"
    assert unmarked(after) == unmarked(data)


def test_cells_filled_blank_and_with_prose() -> None:
    data = docx(
        p("标题")
        + tbl(
            tr("项目", "数额"),
            tr("人数", ""),
            tr("说明", tc("第一段8人", "第二段9人")),
            tr(tc(tbl(tr("内层", "3"))), "4"),
        )
    )
    document = read(data)
    table, inner = document.tables
    where = {(c.row, c.col): table.where(c) for c in table.cells}
    blank = finding(Evidence(Role.CELL, "", where[1, 1]))
    missing = finding(Evidence(Role.ABSENT, "人数", where[1, 1]))
    whole = finding(Evidence(Role.CELL, "没有这句", where[2, 1]))
    part = finding(Evidence(Role.CELL, "9人", where[2, 1]))
    prose = finding(quote(document, "8人"))
    nested = finding(Evidence(Role.CELL, "3", inner.where(inner.cells[1])))
    after = annotated(data, blank, missing, whole, part, prose, nested)
    comments = comments_of(after)
    assert [c.covered for c in comments] == ["", "", "第一段8人第二段9人", "9人", "8人", "3"]
    assert all("tc" in c.inside for c in comments)
    assert unmarked(after) == unmarked(data)


BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:inline><a:graphic><a:graphicData uri="x"><wps:wsp><wps:txbx>'
    "<w:txbxContent>{0}</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>"
    "<mc:Fallback><w:pict><v:textbox><w:txbxContent>{0}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def test_text_where_word_shows_no_comments_is_quoted_at_the_nearest_paragraph() -> None:
    reference = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    data = docx(
        p("青禾县报告")
        + p("框前", BOX.format(p("框内8人")), "框后")
        + p("有脚注", reference)
        + '<w:sectPr><w:headerReference w:type="default" r:id="header1"/></w:sectPr>',
        header1=p("页眉9人"),
        footnotes=f'<w:footnote w:id="2">{p("脚注10人")}</w:footnote>',
    )
    document = read(data)
    after = annotated(data, *(finding(quote(document, q)) for q in ("8人", "9人", "10人")), title="青禾县报告")
    box, header, note = comments_of(after)
    assert (box.covered.startswith("框前"), header.covered, note.covered) == (True, "青禾县报告", "有脚注")
    assert [c.text.splitlines()[0] for c in (box, header, note)] == ["（文本框）8人", "（页眉）9人", "（脚注）10人"]
    assert not any(name in c.inside for c in (box, header, note) for name in ("txbxContent", "footnote", "hdr"))
    assert {n for n, d in entries(data).items() if entries(after)[n] != d} <= COMMENT_PARTS


def test_what_is_missing_is_said_at_the_nearest_heading() -> None:
    top = '<w:outlineLvl w:val="0"/>'
    parts = (p("一、基本情况", props=top), p("内容。"), p("二、主要问题", props=top), p("无。"))
    data = docx(p("青禾县报告") + "".join(parts))
    document = read(data)
    inside = document.body[4].where()
    named = finding(Evidence(Role.ABSENT, "问题原因", Where(section=("二、主要问题",))))
    placed = finding(Evidence(Role.ABSENT, "问题原因", dataclasses.replace(inside, section=())))
    nowhere = finding(Evidence(Role.ABSENT, "绩效目标"))
    with_heading = finding(
        Evidence(Role.ABSENT, "目标"), Evidence(Role.HEADING, "一、基本情况", document.body[1].where())
    )
    after = annotated(data, named, placed, nowhere, with_heading, title="青禾县报告")
    assert [c.covered for c in comments_of(after)] == ["二、主要问题", "二、主要问题", "青禾县报告", "一、基本情况"]


def with_comments(body: str, *ids: int) -> bytes:
    """Return a document that has comments already."""
    old = "".join(
        f'<w:comment w:id="{i}" w:author="李四"><w:p><w:r><w:t>旧批注{i}</w:t></w:r></w:p></w:comment>' for i in ids
    )
    return docx(body, comments=old)


def test_comments_that_were_there_stay() -> None:
    marks = '<w:commentRangeStart w:id="7"/>{}<w:commentRangeEnd w:id="7"/><w:r><w:commentReference w:id="7"/></w:r>'
    data = with_comments(p("年末在职", marks.format(r("人员8人")), "。"), 7)
    document = read(data)
    after = annotated(data, finding(quote(document, "在职人员")))
    old, new = comments_of(after)
    assert (old.number, old.author, old.text, old.covered) == ("7", "李四", "旧批注7", "人员8人")
    assert (new.number, new.author, new.covered) == ("8", AUTHOR, "在职人员")
    assert entries(after)["[Content_Types].xml"] == entries(data)["[Content_Types].xml"]
    assert entries(after)["word/_rels/document.xml.rels"] == entries(data)["word/_rels/document.xml.rels"]


def test_strict_documents_stay_strict() -> None:
    data = docx("".join(FAULTY), strict=True)
    document = read(data)
    after = annotated(data, finding(quote(document, "8人", 1)))
    assert [c.covered for c in comments_of(after)] == ["8人"]
    assert b"schemas.openxmlformats.org/wordprocessingml" not in entries(after)["word/comments.xml"]
    assert (
        b"purl.oclc.org/ooxml/officeDocument/relationships/comments" in entries(after)["word/_rels/document.xml.rels"]
    )
    assert unmarked(after) == unmarked(data)


def test_xml_comments_and_instructions_stay() -> None:
    body = (
        p("一、概况") + "<w:p><!--备注--><w:r><w:t>共8人</w:t></w:r><?x y?><w:r><w:t>共<!--中-->9人</w:t></w:r></w:p>"
    )
    data = docx(body)
    document = read(data)
    after = annotated(data, finding(quote(document, "8人")), finding(quote(document, "9人")))
    assert comments_of(after)[0].covered == "8人"
    written = entries(after)["word/document.xml"].decode()
    assert written.count("<!--") == 2
    assert "<?x y?>" in written
    assert unmarked(after) == unmarked(data)


def test_a_document_without_relations_gets_them() -> None:
    whole = entries(docx(p("标题") + p("共8人")))
    data = zipped({name: content for name, content in whole.items() if name != "word/_rels/document.xml.rels"})
    after = annotated(data, finding(quote(read(data), "8人")))
    assert b"comments.xml" in entries(after)["word/_rels/document.xml.rels"]
    assert [c.covered for c in comments_of(after)] == ["8人"]


def test_messages_may_hold_anything() -> None:
    data = docx(p("标题") + p("共8人"))
    nasty = "控制\x0b字符\x00与<标记>&]]>\ud800"
    (comment,) = comments_of(annotated(data, finding(quote(read(data), "8人"), message=nasty)))
    assert "控制字符与<标记>&]]>" in comment.text


PIECES = st.lists(
    st.tuples(st.text("甲乙8. ,，", min_size=1, max_size=6), st.sampled_from(["", "<w:b/>", "<w:i/>"])),
    min_size=1,
    max_size=5,
)


@settings(max_examples=60)
@given(st.lists(PIECES, min_size=1, max_size=3), st.data())
def test_any_spans_keep_the_document(paragraphs: list[list[tuple[str, str]]], draw: st.DataObject) -> None:
    data = docx(p("标题") + "".join(p(*(r(text, look) for text, look in pieces)) for pieces in paragraphs))
    document = read(data)
    faults, texts = [], []
    for paragraph in [q for q in document.paragraphs() if q.text.strip()]:
        for _ in range(draw.draw(st.integers(0, 3))):
            start = draw.draw(st.integers(0, len(paragraph.text) - 1))
            end = draw.draw(st.integers(start + 1, len(paragraph.text)))
            where = paragraph.where(paragraph.start + start, paragraph.start + end)
            faults.append(finding(Evidence(Role.CLAIM, "", where)))
            texts.append(paragraph.text[start:end])
    after = annotated(data, *faults)
    assert [c.covered for c in comments_of(after)] == texts
    assert unmarked(after) == unmarked(data)
    assert read(after).text == document.text


def squeezed(text: str) -> str:
    return "".join(text.split())


def report_on(path: Path, *findings: Finding) -> DocumentReport:
    document = read_document(path.read_bytes(), str(path))
    return DocumentReport(str(path), document.sha256, members=(document,), findings=findings, title="标题")


def test_accepted_findings_have_no_comment(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(docx(p("标题") + p("共8人，又9人")))
    document = read_document(path.read_bytes(), str(path))
    accepted = dataclasses.replace(finding(quote(document, "8人"), message="甲。"), accepted="已说明")
    (copy,) = copies_of(report_on(path, accepted, finding(quote(document, "9人"), message="乙。")), MOMENT, ZH)
    title, comment = comments_of(copy.data)
    assert copy.comments == 2
    assert "已认可 1 处" in title.text
    assert comment.text.splitlines()[:2] == ["2. 错误 WB101 文表一致", "乙。"]


def test_a_file_changed_meanwhile_is_not_annotated(tmp_path: Path) -> None:
    from wenbiao.errors import WenbiaoError

    path = tmp_path / "报告.docx"
    path.write_bytes(docx(p("标题")))
    report = report_on(path)
    path.write_bytes(docx(p("标题改")))
    with pytest.raises(WenbiaoError, match="被改动"):
        copies_of(report, MOMENT, ZH)


def test_members_of_a_set_are_annotated_where_their_evidence_is(tmp_path: Path) -> None:
    first, second = tmp_path / "正文.docx", tmp_path / "附表.docx"
    first.write_bytes(docx(p("标题") + p("共8人")))
    second.write_bytes(docx(p("附表") + p("实有7人")))
    members = tuple(read_document(f.read_bytes(), str(f), file=f.name) for f in (first, second))
    faults = (
        finding(quote(members[0], "8人"), message="甲。"),
        finding(quote(members[1], "7人"), message="乙。"),
        finding(Evidence(Role.ABSENT, "目标"), message="丙。"),
    )
    report = DocumentReport(
        str(tmp_path), members=members, files=("正文.docx", "附表.docx"), findings=faults, title="标题"
    )
    one, two = copies_of(report, MOMENT, ZH)
    assert [c.covered for c in comments_of(one.data)] == ["标题", "8人", "标题"]
    assert [c.covered for c in comments_of(two.data)] == ["附表", "7人"]
    assert one.comments + two.comments == len(faults) + 2


def test_command_writes_copies_and_says_where_there_can_be_none(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, out = tmp_path / "材料", tmp_path / "out"
    folder.mkdir()
    (folder / "报告.docx").write_bytes(docx("".join(FAULTY)))
    (folder / "说明.txt").write_text("青禾县说明\n\n年末在职8人。\n", encoding="utf-8")
    assert main(["check", str(folder), "--format", "annotated", "--output", str(out), "--fail-on", "never"]) == 0
    assert sorted(f.name for f in out.iterdir()) == ["index.html", "报告-批注.docx", "说明.html"]
    said = capsys.readouterr()
    assert said.out == ""
    assert "“" + str(folder / "说明.txt") + "”不是 Word（.docx）或 PDF 文件" in said.err
    index = (out / "index.html").read_text(encoding="utf-8")
    assert "-%E6%89%B9%E6%B3%A8.docx" in index
    named = tmp_path / "给我.docx"
    main(["check", str(folder / "报告.docx"), "--format", "annotated", "--output", str(named), "--fail-on", "never"])
    assert comments_of(named.read_bytes())


def test_an_obvious_fault_is_commented_in_place(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(docx("".join(FAULTY)))
    report = masked(audit(path).documents[0])
    (copy,) = copies_of(report, MOMENT, ZH)
    assert any("128.60" in c.covered and "126.80" in c.text for c in comments_of(copy.data))
    assert copy.comments == len(report.findings) + 1


def test_annotating_takes_less_time_than_the_audit() -> None:
    for path in DOCUMENTS:
        audit(path)
        begin = time.process_time()
        report = audit(path).documents[0]
        audited = time.process_time()
        copies_of(report, MOMENT, ZH)
        assert time.process_time() - audited <= audited - begin


def test_correcting_the_commented_copy_makes_the_recheck_clean(tmp_path: Path) -> None:
    path = tmp_path / "报告.docx"
    path.write_bytes(docx("".join(FAULTY)))
    report = masked(audit(path).documents[0])
    (copy,) = copies_of(report, MOMENT, ZH)
    comment = next(c for c in comments_of(copy.data) if "126.80" in c.text)
    parts = entries(copy.data)
    root = etree.fromstring(parts["word/document.xml"])
    start = next(e for e in root.iter(W + "commentRangeStart") if e.get(W + "id") == comment.number)
    run = next(start.itersiblings(W + "r"))
    run.find(W + "t").text = comment.covered.replace("128.60", "126.80")  # type: ignore[union-attr]
    corrected = tmp_path / "改后.docx"
    corrected.write_bytes(zipped(parts | {"word/document.xml": etree.tostring(root)}))
    found = masked(audit(corrected).documents[0]).findings
    assert all(f.severity is not Severity.ERROR for f in found)
    assert any(f.severity is Severity.ERROR for f in report.findings)
