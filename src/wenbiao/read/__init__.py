"""Bytes → Document, for every format; see ``read_document``."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from wenbiao.errors import UnreadableDocument
from wenbiao.model.document import Document, Format
from wenbiao.read.assemble import assemble
from wenbiao.read.drafts import Draft
from wenbiao.read.sniff import sniff


def read_file(path: Path) -> bytes:
    """Return the bytes of a file, or raise ``UnreadableDocument`` saying what to do."""
    try:
        return path.read_bytes()
    except FileNotFoundError as error:
        raise UnreadableDocument("missing", f"找不到文件“{path}”。", "请检查路径是否正确。") from error
    except OSError as error:
        raise UnreadableDocument(
            "corrupt", f"无法读取“{path}”：{error.strerror}。", "请检查文件权限或磁盘后重试。"
        ) from error


def read_document(data: bytes, path: str, *, file: str | None = None) -> Document:
    """Return the document in ``data``; ``path`` names it, ``file`` is its name inside a package.

    Raises ``UnreadableDocument``, ``UnsupportedFormat`` or ``LimitExceeded`` with a sentence for the user.
    """
    kind = sniff(data, path)
    draft = reader_of(kind)(data, path)
    return assemble(draft, path=path, sha256=hashlib.sha256(data).hexdigest(), format=kind, file=file)


def reader_of(kind: Format) -> Callable[[bytes, str], Draft]:
    """Return the reader of one format; each is imported only when needed."""
    if kind is Format.DOCX:
        from wenbiao.read.docx import read_docx

        return read_docx
    if kind is Format.PDF:
        from wenbiao.read.pdf import read_pdf

        return read_pdf
    if kind is Format.HTML:
        from wenbiao.read.html import read_html

        return read_html
    if kind in (Format.XLSX, Format.XLS):
        from wenbiao.read.sheets import read_sheets

        return read_sheets
    return read_plain


def read_plain(data: bytes, path: str) -> Draft:
    """Return the draft of a text file in UTF-8, UTF-16 with BOM or GB18030."""
    from wenbiao.read.text import decode, read_text

    try:
        text, encoding = decode(data)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            "corrupt", f"“{path}”既不是 UTF-8 也不是 GB18030 编码的文本。", "请用记事本另存为 UTF-8 编码后重试。"
        ) from error
    return read_text(text, encoding)
