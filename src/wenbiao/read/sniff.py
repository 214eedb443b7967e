"""What a file is, by its content, never by its name."""

from __future__ import annotations

import io
import zipfile

from wenbiao.errors import UnreadableDocument, UnsupportedFormat
from wenbiao.model.document import Format

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HTML_MARKS = (b"<!doctype html", b"<html", b"<head", b"<body", b"<table", b"<div", b"<p>", b"<meta")
SNIFFED_BYTES = 4096
MAX_CONTROL_SHARE = 0.02


def sniff(data: bytes, name: str) -> Format:
    """Return the format of ``data``; ``name`` is used in messages only.

    Raises ``UnreadableDocument`` for empty, encrypted and damaged files and ``UnsupportedFormat``
    for content of any other kind.
    """
    if not data.strip(b"\x00 \t\r\n"):
        raise UnreadableDocument("empty", f"“{name}”是空文件，没有可审核的内容。", "请确认文件已正确导出或下载完整后重试。")
    head = data[:SNIFFED_BYTES]
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    if head.startswith(b"PK"):
        return sniff_zip(data, name)
    if head.startswith(OLE):
        return sniff_ole(data, name)
    if any(mark in head.lower() for mark in HTML_MARKS) or head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(b"<?xml"):
        return Format.HTML
    if looks_binary(head):
        raise UnsupportedFormat(
            f"“{name}”不是可识别的文档格式。", "支持 .docx、.pdf、.xlsx、.xls、.html 和纯文本，请另存为其中一种后重试。"
        )
    return Format.TEXT


def sniff_zip(data: bytes, name: str) -> Format:
    """Return the office format inside a zip container."""
    try:
        names = set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except zipfile.BadZipFile as error:
        raise UnreadableDocument("corrupt", f"“{name}”已损坏，无法打开。", "请重新导出或重新下载该文件后重试。") from error
    if any(n.startswith("word/") for n in names):
        return Format.DOCX
    if any(n.startswith("xl/") for n in names):
        return Format.XLSX
    raise UnsupportedFormat(f"“{name}”是压缩包或不支持的文档格式。", "请解压后审核其中的 .docx、.xlsx、.pdf 文件。")


def sniff_ole(data: bytes, name: str) -> Format:
    """Return the format of a compound file: old Excel, or an encrypted or old Word file that cannot be read."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise UnreadableDocument("encrypted", f"“{name}”设有打开密码，无法读取。", "请用 Word 或 WPS 去除密码另存后重试。")
    if any(mark.encode("utf-16-le") in data for mark in ("Workbook", "Book\x00")):
        return Format.XLS
    raise UnsupportedFormat(f"“{name}”是旧版 .doc/.wps 等格式，暂不能直接读取。", "请用 Word 或 WPS 另存为 .docx 后重试。")


def looks_binary(head: bytes) -> bool:
    """Whether bytes cannot be text in UTF-8, GB18030 or UTF-16 with BOM."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    control = sum(byte < 9 or 13 < byte < 32 for byte in head)
    return control > MAX_CONTROL_SHARE * len(head)
