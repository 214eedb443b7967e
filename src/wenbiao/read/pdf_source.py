"""Opening a PDF: passwords, damage, size, and pages that are displayed turned."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING

from wenbiao.errors import LimitExceeded, UnreadableDocument

if TYPE_CHECKING:
    from pdfplumber.pdf import PDF

MAX_PAGES = 2000
"""The largest published books of accounts have some hundred pages."""


@contextmanager
def opened(data: bytes, path: str) -> Iterator[PDF]:
    """Open a PDF and close it afterwards; all pages have rotation 0, their text may stand on its side.

    Raises ``UnreadableDocument`` for a PDF that needs a password or cannot be read even after
    repair, and ``LimitExceeded`` for one with more than ``MAX_PAGES`` pages.
    """
    # Remarks on fonts and boxes are for authors of PDF software; nothing that the reader could act on.
    logging.getLogger("pdfminer").setLevel(logging.ERROR)
    pdf = open_or_repair(data, path)
    if any(page.rotation for page in pdf.pages):
        # Coordinates of turned pages are only half converted; in a copy without the entry they are right.
        pdf = open_plain(saved_copy(data, path), path)
    with closing(pdf):
        yield pdf


def open_or_repair(data: bytes, path: str) -> PDF:
    """Return the open PDF, through a copy with a rebuilt structure when the original cannot be read."""
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        return open_plain(data, path)
    except (PdfminerException, ArithmeticError, LookupError, TypeError, ValueError):
        # A damaged file breaks the parser in any of these ways.
        return open_plain(saved_copy(data, path), path)


def open_plain(data: bytes, path: str) -> PDF:
    """Return the open PDF; raises what the parser raises, and our errors for passwords and size."""
    import pdfplumber
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfplumber.utils.exceptions import PdfminerException

    try:
        pdf = pdfplumber.open(io.BytesIO(data))
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise encrypted(path) from error
        raise
    if not pdf.pages:
        raise ValueError("no pages")
    if len(pdf.pages) > MAX_PAGES:
        raise LimitExceeded(
            f"“{path}”有 {len(pdf.pages)} 页，超过 {MAX_PAGES} 页的上限。", "请拆分成几个文件后分别审核。"
        )
    return pdf


def saved_copy(data: bytes, path: str) -> bytes:
    """Return the PDF written anew with every page's rotation set to 0."""
    import pypdfium2  # type: ignore[import-untyped]

    copy = io.BytesIO()
    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            for index in range(min(len(document), MAX_PAGES + 1)):
                with closing(document[index]) as page:
                    if page.get_rotation():
                        page.set_rotation(0)
            document.save(copy)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise encrypted(path) from error
        raise corrupt(path) from error
    return copy.getvalue()


def encrypted(path: str) -> UnreadableDocument:
    """Return the error for a file that asks for a password."""
    return UnreadableDocument(
        "encrypted", f"“{path}”设有打开密码，无法读取。", "请用 PDF 阅读器输入密码后另存为无密码的文件，再重试。"
    )


def corrupt(path: str) -> UnreadableDocument:
    """Return the error for a file that no parser can read."""
    return UnreadableDocument("corrupt", f"“{path}”已损坏，无法打开。", "请重新导出或重新下载该文件后重试。")
