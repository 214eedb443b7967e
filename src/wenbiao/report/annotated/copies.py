"""The annotated copies of one report: each finding in the one document where its evidence stands."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from wenbiao.errors import UnreadableDocument, WenbiaoError
from wenbiao.model.document import Document, Format
from wenbiao.model.result import DocumentReport
from wenbiao.read import read_file
from wenbiao.report.annotated.places import Places
from wenbiao.report.annotated.remarks import Remark, open_findings, remark_on, summary
from wenbiao.report.messages import Words

Annotator = Callable[[bytes, Document, str, Sequence[Remark], str, Words], bytes]
"""Takes a file's bytes, what was read from them, the title, the comments and their time; returns the copy."""


@dataclass(frozen=True, slots=True)
class Copy:
    """One annotated file: which member it is of, its bytes, and how many comments were added."""

    member: Document
    data: bytes
    comments: int


def annotator_of(form: Format) -> Annotator | None:
    """Return what writes comments into a format, None for formats that carry none."""
    if form is Format.DOCX:
        from wenbiao.report.annotated.docx import annotate_docx

        return annotate_docx
    if form is Format.PDF:
        from wenbiao.report.annotated.pdf import annotate_pdf

        return annotate_pdf
    return None


def can_be_annotated(report: DocumentReport) -> bool:
    """Whether a report has at least one document whose format carries comments, and a file to copy."""
    return report.path != "-" and any(annotator_of(member.format) for member in report.members)


def copies_of(report: DocumentReport, moment: str, words: Words) -> list[Copy]:
    """Return the annotated copies of a report, none when no member carries comments.

    Each open finding is commented once: in the first member that holds its evidence, else at the title of the
    first copy. ``moment`` is the time of the comments in ISO 8601. Raises ``WenbiaoError`` when a file can no
    longer be read or has changed since.
    """
    chosen = [(m, annotate) for m in report.members if (annotate := annotator_of(m.format)) is not None]
    if not chosen:
        return []
    places = [Places(member, report.title) for member, _ in chosen]
    remarks: list[list[Remark]] = [[summary(report, words)] for _ in chosen]
    for number, finding in open_findings(report):
        at = next((i for i, there in enumerate(places) if there.spot(finding) is not None), 0)
        remarks[at].append(remark_on(number, finding, words))
    return [
        Copy(member, annotate(original(member), member, report.title, said, moment, words), len(said))
        for (member, annotate), said in zip(chosen, remarks, strict=True)
    ]


def original(member: Document) -> bytes:
    """Return the bytes that a document was read from."""
    data = read_file(Path(member.path))
    if hashlib.sha256(data).hexdigest() != member.sha256:
        raise changed(member.path)
    return data


def changed(path: str) -> WenbiaoError:
    """Return the error for a file that changed while it was audited."""
    return UnreadableDocument("corrupt", f"“{path}”在审核期间被改动，无法加批注。", "请关闭正在编辑它的程序后重试。")
