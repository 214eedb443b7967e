"""The annotated copy of a PDF: highlights over the exact characters with their notes, the original left as it is."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest

from pdf_pages import LEFT, Drawing
from wenbiao import audit
from wenbiao.cli import main
from wenbiao.errors import UnsupportedFormat
from wenbiao.model.document import Document
from wenbiao.model.finding import Evidence, Finding, Role, Severity
from wenbiao.model.result import DocumentReport
from wenbiao.read import read_document
from wenbiao.report.annotated.copies import copies_of
from wenbiao.report.annotated.pdf import annotate_pdf
from wenbiao.report.annotated.remarks import AUTHOR, remark_on
from wenbiao.report.messages import Words
from wenbiao.report.pages import Rect, opened
from wenbiao.report.privacy import masked

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"
DOCUMENTS = sorted(FIXTURES.glob("*.pdf"))
MOMENT = "2024-03-05T08:00:00Z"
ZH = Words()
SENTENCE = "全年支出147.53万元，其中项目支出128.60万元，年末在职人员8人。"


def finding(*evidence: Evidence, severity: Severity = Severity.ERROR) -> Finding:
    return Finding("WB101", "x", severity, "不一致。", evidence, fingerprint="0123456789abcdef")


def quote(document: Document, text: str) -> Evidence:
    at = document.text.index(text)
    paragraph = next(q for q in document.paragraphs() if q.start <= at < q.end)
    return Evidence(Role.CLAIM, text, paragraph.where(at, at + len(text)), sentence=paragraph.text)


def annotated(data: bytes, *findings: Finding) -> bytes:
    document = read_document(data, "x.pdf")
    remarks = [remark_on(number, f, ZH) for number, f in enumerate(findings, start=1)]
    return annotate_pdf(data, document, "", remarks, MOMENT, ZH)


def notes(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Yield author, note and the characters under each highlight."""
    from pypdf import PdfReader

    with opened(data, "x.pdf") as pages:
        for number, page in enumerate(PdfReader(io.BytesIO(data)).pages, start=1):
            for reference in page.get("/Annots", ()):
                note = reference.get_object()
                assert note["/Subtype"] == "/Highlight"
                corners = [float(c) for c in note["/QuadPoints"]]
                quads = [corners[i : i + 8] for i in range(0, len(corners), 8)]
                rects = [Rect(number, min(q[::2]), min(q[1::2]), max(q[::2]), max(q[1::2])) for q in quads]
                glyphs = pages.page_glyphs(number)
                covered = "".join(g.text for rect in rects for g in glyphs if is_inside(g.rect, rect))
                yield note["/T"], note["/Contents"], covered


def is_inside(small: Rect, large: Rect) -> bool:
    x, y = (small.left + small.right) / 2, (small.bottom + small.top) / 2
    return large.left <= x <= large.right and large.bottom <= y <= large.top


@pytest.fixture(scope="module", params=DOCUMENTS, ids=[path.stem for path in DOCUMENTS])
def fixture_copy(request: pytest.FixtureRequest) -> tuple[DocumentReport, bytes, bytes]:
    report = masked(audit(request.param).documents[0])
    (copy,) = copies_of(report, MOMENT, ZH)
    return report, request.param.read_bytes(), copy.data


def test_one_note_for_each_finding_and_a_summary(fixture_copy: tuple[DocumentReport, bytes, bytes]) -> None:
    report, _, after = fixture_copy
    found = list(notes(after))
    assert len(found) == len(report.findings) + 1
    assert {author for author, _, _ in found} == {AUTHOR}
    assert all(covered for _, _, covered in found)
    assert sum(text.startswith("文表审核：") for _, text, _ in found) == 1


def test_the_original_is_followed_by_what_is_new(fixture_copy: tuple[DocumentReport, bytes, bytes]) -> None:
    report, before, after = fixture_copy
    assert after.startswith(before)
    assert read_document(after, "x.pdf").text == report.members[0].text


def test_exact_characters_are_highlighted(fixture_copy: tuple[DocumentReport, bytes, bytes]) -> None:
    report, _, after = fixture_copy
    text = report.members[0].text
    covered = {note: under for _, note, under in notes(after)}
    for said in report.findings:
        where = said.evidence[0].where
        if where.start is not None and where.end is not None:
            under = next(under for note, under in covered.items() if said.fingerprint in note)
            assert under == squeezed(text[where.start : where.end])


def test_spans_over_lines_and_cells() -> None:
    drawing = Drawing()
    drawing.paragraph("青禾县档案馆报告", size=20)
    drawing.paragraph(SENTENCE * 3)
    drawing.table([["项目", "数额"], ["项目支出", "126.80"], ["人数", "8"], ["空格", ""]], [200, 150])
    drawing.canvas.save()
    data = drawing.buffer.getvalue()
    document = read_document(data, "x.pdf")
    (table,) = document.tables
    cells = {(c.row, c.col): table.where(c) for c in table.cells}
    faults = [
        finding(quote(document, "128.60万元")),
        finding(quote(document, SENTENCE)),
        finding(Evidence(Role.CELL, "126.80", cells[1, 1]), severity=Severity.WARNING),
        finding(Evidence(Role.CELL, "8", cells[2, 1]), severity=Severity.INFO),
        finding(Evidence(Role.CELL, "", cells[3, 1])),
        finding(Evidence(Role.ABSENT, "绩效目标")),
    ]
    under = [covered for _, _, covered in notes(annotated(data, *faults))]
    assert under == ["128.60万元", SENTENCE, "126.80", "8", "空格", "青禾县档案馆报告"]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_turned_pages(turn: int) -> None:
    from pypdf import PdfReader, PdfWriter

    drawing = Drawing()
    drawing.text(LEFT, 100, "青禾县报告")
    drawing.text(LEFT, 140, SENTENCE)
    drawing.canvas.save()
    writer = PdfWriter(clone_from=PdfReader(drawing.buffer))
    writer.pages[0].rotate(turn)
    out = io.BytesIO()
    writer.write(out)
    data = out.getvalue()
    document = read_document(data, "x.pdf")
    assert [u for _, _, u in notes(annotated(data, finding(quote(document, "128.60万元"))))] == ["128.60万元"]


def test_page_that_does_not_begin_at_zero() -> None:
    from pypdf import PdfReader, PdfWriter
    from pypdf.generic import RectangleObject

    drawing = Drawing()
    drawing.text(LEFT, 140, SENTENCE)
    drawing.canvas.save()
    writer = PdfWriter(clone_from=PdfReader(drawing.buffer))
    page = writer.pages[0]
    page.mediabox = RectangleObject((-30, 20, page.mediabox.right, page.mediabox.top))
    page.cropbox = page.mediabox
    out = io.BytesIO()
    writer.write(out)
    data = out.getvalue()
    document = read_document(data, "x.pdf")
    assert [u for _, _, u in notes(annotated(data, finding(quote(document, "8人"))))] == ["8人"]


def protected_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    drawing = Drawing(encrypt=StandardEncryption("", ownerPassword="x", canAnnotate=0))
    drawing.text(LEFT, 140, SENTENCE)
    drawing.canvas.save()
    return drawing.buffer.getvalue()


def test_protected_files_are_not_touched(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = protected_pdf()
    with pytest.raises(UnsupportedFormat, match="权限保护"):
        annotated(data, finding(Evidence(Role.ABSENT, "x")))
    path = tmp_path / "报告.pdf"
    path.write_bytes(data)
    main(["check", str(path), "--format", "annotated", "--output", str(tmp_path / "out"), "--fail-on", "never"])
    assert [f.name for f in (tmp_path / "out").iterdir()] == ["报告.html"]
    assert "权限保护" in capsys.readouterr().err


def squeezed(text: str) -> str:
    return "".join(text.split())
