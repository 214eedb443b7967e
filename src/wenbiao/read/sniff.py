"""What a file is, by its content, never by its name."""

from __future__ import annotations

import io
import re
import zipfile

from wenbiao.errors import LimitExceeded, UnreadableDocument, UnsupportedFormat, WenbiaoError
from wenbiao.model.document import Format
from wenbiao.read.compound import SIGNATURE, CompoundFile

SNIFFED_BYTES = 4096
MAX_CONTROL_SHARE = 0.02
MAX_UNPACKED = 1 << 30
"""Bytes that the parts of an office document may unpack to; a report with pictures has some tens of millions."""

CONTROL = bytes({*range(32)} - {*range(9, 14)})
"""Control characters, those from TAB to CR left out, which are text."""
BLANK = b"\x00 \t\r\n\x0b\x0c"
BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")

HTML_OPENING = re.compile(
    r"<(?:!doctype\s+html|(?:html|head|body|meta|title|table|div|p|span|center|font|h[1-6])\b)", re.I
)
HTML_TAG = re.compile(
    r"</?(?:p|div|span|br|table|tbody|tr|td|th|ul|ol|li|strong|b|font|h[1-6]|a|img|body)\b[^<>]{0,500}>", re.I
)
MANY_TAGS = 4
"""A fragment that begins with text is HTML from this many tags on; a report may quote one or two."""

UNSUPPORTED = (
    (rb"\s*\{\\rtf", "RTF 文档", "请用 Word 或 WPS 另存为 .docx 后重试。"),
    (
        rb"(?i)(?:MIME-Version:|From: <)",
        "单个文件网页（.mht）",
        "请用浏览器或 Word 打开后另存为 .docx 或 .html 再重试。",
    ),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|BM.{4}\x00{4}|II\*\x00|MM\x00\*", "图片", "请提供文字版文件；扫描件需先做文字识别。"),
    (rb"Rar!|7z\xbc\xaf|\x1f\x8b", "压缩包", "请解压后审核其中的 .docx、.xlsx、.pdf 文件。"),
)
"""Kinds recognised only to say what to do: pattern at the beginning, name, remedy."""

OTHER_PACKAGES = (
    ("OFD.xml", "OFD 版式文件", "请导出为 PDF 或 .docx 后重试。"),
    ("ppt/", "演示文稿", "请另存为 PDF 后重试。"),
    ("mimetype", "OpenDocument 文档", "请另存为 .docx 或 .xlsx 后重试。"),
)


def sniff(data: bytes, name: str) -> Format:
    """Return the format of ``data``; ``name`` is used in messages only.

    Raises ``UnreadableDocument`` for empty, encrypted and damaged files, ``LimitExceeded`` for packages
    that unpack to too much, and ``UnsupportedFormat`` for content of any other kind.
    """
    head = data[:SNIFFED_BYTES]
    if is_blank(head):
        if is_blank(data):
            raise UnreadableDocument(
                "empty", f"“{name}”是空文件，没有可审核的内容。", "请确认文件已正确导出或下载完整后重试。"
            )
        head = data.strip(BLANK)[:SNIFFED_BYTES]
    if head.startswith(b"PK\x03\x04"):
        return sniff_zip(data, name)
    if head.startswith(SIGNATURE):
        return sniff_compound(data, name)
    for pattern, kind, remedy in UNSUPPORTED:
        if re.match(pattern, head, re.S):
            raise UnsupportedFormat(f"“{name}”是{kind}，暂不能直接审核。", remedy)
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    return sniff_text(data, head, name)


def is_blank(data: bytes) -> bool:
    """Whether there is nothing but blanks, after a byte order mark if there is one."""
    mark = next((mark for mark in BOMS if data.startswith(mark)), b"")
    return not data[len(mark) :].strip(BLANK)


def sniff_zip(data: bytes, name: str) -> Format:
    """Return the office format inside a zip container."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = package.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise damaged(name) from error
    names = [part.filename.replace("\\", "/") for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise UnreadableDocument("encrypted", f"“{name}”是加密的压缩文件，无法读取。", "请去除密码后重试。")
    if sum(part.file_size for part in parts) > MAX_UNPACKED:
        raise LimitExceeded(
            f"“{name}”解压后超过 {MAX_UNPACKED >> 30} GB，未读取。", "请删除其中的图片和空白工作表后另存再试。"
        )
    if any(n.startswith("word/") for n in names):
        return Format.DOCX
    if any(n.startswith("xl/") for n in names):
        return Format.XLSX
    for mark, kind, remedy in OTHER_PACKAGES:
        if any(n.startswith(mark) for n in names):
            raise UnsupportedFormat(f"“{name}”是{kind}，暂不能直接审核。", remedy)
    raise UnsupportedFormat(f"“{name}”是压缩包或不支持的文档格式。", "请解压后审核其中的 .docx、.xlsx、.pdf 文件。")


def sniff_compound(data: bytes, name: str) -> Format:
    """Return the format of a compound file: old Excel, or an encrypted or old Word file that cannot be read."""
    try:
        streams = CompoundFile(data).children()
    except ValueError as error:
        raise damaged(name) from error
    if "EncryptedPackage" in streams:
        raise UnreadableDocument(
            "encrypted", f"“{name}”设有打开密码，无法读取。", "请用 Word 或 WPS 去除密码另存后重试。"
        )
    if "Workbook" in streams or "Book" in streams:
        return Format.XLS
    raise UnsupportedFormat(
        f"“{name}”是旧版 .doc/.wps 等格式，暂不能直接读取。", "请用 Word 或 WPS 另存为 .docx 后重试。"
    )


def sniff_text(data: bytes, head: bytes, name: str) -> Format:
    """Return HTML or text for a file that is neither a package nor a compound file."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        begin = head[: len(head) // 2 * 2].decode("utf-16", "replace")
    elif looks_binary(head):
        raise UnsupportedFormat(
            f"“{name}”不是可识别的文档格式。", "支持 .docx、.pdf、.xlsx、.xls、.html 和纯文本，请另存为其中一种后重试。"
        )
    else:
        begin = data.lstrip(BLANK + b"\xef\xbb\xbf")[:SNIFFED_BYTES].decode("latin-1")
    begin = re.sub(r"^(?:\s|<!--.{0,2000}?-->)+", "", begin, flags=re.S)
    if begin.startswith("<?xml"):
        if re.search(r"<html\b", begin, re.I):
            return Format.HTML
        raise UnsupportedFormat(
            f"“{name}”是 XML 数据文件。", "请用 Word、Excel 或 WPS 打开后另存为 .docx 或 .xlsx 再重试。"
        )
    if HTML_OPENING.match(begin) or len(HTML_TAG.findall(begin)) >= MANY_TAGS:
        return Format.HTML
    return Format.TEXT


def damaged(name: str) -> WenbiaoError:
    """Return the error for a container that cannot be opened."""
    return UnreadableDocument("corrupt", f"“{name}”已损坏，无法打开。", "请重新导出或重新下载该文件后重试。")


def looks_binary(head: bytes) -> bool:
    """Whether bytes cannot be text in UTF-8 or GB18030."""
    control = len(head) - len(head.translate(None, CONTROL))
    return control > MAX_CONTROL_SHARE * len(head)
