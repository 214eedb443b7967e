"""Web pages as government sites publish reports: the document without the furniture of the site."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from lxml import etree

from wenbiao.errors import UnreadableDocument
from wenbiao.read.drafts import Draft, DraftParagraph, DraftTable
from wenbiao.read.encoding import Decoded, decode_bytes
from wenbiao.read.html_flow import Block, tidy
from wenbiao.read.html_page import Page, is_furniture_line
from wenbiao.read.html_table import content
from wenbiao.read.html_tree import Element

DECLARED = re.compile(
    rb"""<meta\b[^<>]{0,200}?\bcharset\s*=\s*["']?\s*([\w-]{2,20})|<\?xml[^<>]{0,80}?encoding\s*=\s*["']([\w-]{2,20})""",
    re.I,
)
HEAD_BYTES = 8192
CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")

ATTACHED = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|rtf|zip|rar|7z|pptx?)$", re.I)
NAMED_ATTACHMENTS = 5
TITLE_LINES = 8
TEXT_PER_IMAGE = 100
"""Fewer characters of text than this for each picture: the pictures are the report."""

LEFT_OUT = 100
"""Characters of prose left out, from which the report says so."""


def read_html(data: bytes, path: str) -> Draft:
    """Return the draft of a web page: its title and main content, without navigation and other furniture.

    Raises ``UnreadableDocument`` for bytes in no known encoding and for pages without any text.
    """
    decoded = decode_page(data, path)
    root = parse(decoded.text)
    if root is None:
        raise no_text(path, "")
    page = Page(root)
    blocks = [b for b in content(page.main, page.is_left_out) if not is_furniture(b)]
    warnings = page_warnings(page, blocks)
    if not blocks:
        raise no_text(path, "".join(warnings))
    if page.title and not holds(blocks, page.title):
        blocks.insert(0, DraftParagraph(page.title))
    if decoded.damaged:
        warnings.append(f"网页有 {decoded.damaged} 处无法解码的字符，文件可能不完整或编码有误。")
    return Draft(blocks, warnings, encoding=decoded.encoding)


def no_text(path: str, reason: str) -> UnreadableDocument:
    """Return the error for a page that shows nothing to read."""
    return UnreadableDocument(
        "empty",
        f"网页“{path}”中没有可读的正文。{reason or '正文可能由脚本载入。'}",
        "请在浏览器中打开后另存完整网页，或改用原始文件。",
    )


def decode_page(data: bytes, path: str) -> Decoded:
    """Return the page's text by its byte order mark, as UTF-8, by its declaration or as GB18030."""
    found = DECLARED.search(data[:HEAD_BYTES])
    declared = (found[1] or found[2]).decode("ascii", "replace") if found else None
    try:
        return decode_bytes(data, declared)
    except UnicodeDecodeError as error:
        raise UnreadableDocument(
            "corrupt", f"网页“{path}”的编码无法识别。", "请在浏览器中打开后另存为 UTF-8 编码的网页再重试。"
        ) from error


def parse(text: str) -> Element | None:
    """Return the root of the page, however broken it is, or None when there is nothing in it."""
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True)
    source = CONTROLS.sub("", text).encode("utf-8", "replace")
    try:
        return etree.fromstring(source, parser)
    except etree.XMLSyntaxError:  # nothing but comments or blanks
        return None


def is_furniture(block: Block) -> bool:
    """Whether a block is a line of the site."""
    return isinstance(block, DraftParagraph) and is_furniture_line(block.text)


def holds(blocks: list[Block], title: str) -> bool:
    """Whether the content itself begins with the title, perhaps broken over lines."""
    first = "".join(b.text for b in blocks[:TITLE_LINES] if isinstance(b, DraftParagraph))
    return "".join(title.split()) in "".join(first.split())


def page_warnings(page: Page, blocks: list[Block]) -> list[str]:
    """Return what a reader must know that the blocks do not show: pictures, attachments, text left out."""
    warnings = []
    length = sum(len(b.text) if isinstance(b, DraftParagraph) else len(table_text(b)) for b in blocks)
    if page.images and length < TEXT_PER_IMAGE * page.images:
        warnings.append(f"网页正文主要是图片（{page.images} 张），图片中的文字未读取。")
    if page.embedded:
        warnings.append(f"网页嵌入了其他文件（{listed(page.embedded)}），其内容未审核。")
    if attached := attachments(page):
        warnings.append(f"网页另附 {len(attached)} 个附件（{listed(attached)}），其内容不在网页中，未审核。")
    if page.hidden_prose >= LEFT_OUT:
        warnings.append(f"网页中有隐藏文字约 {page.hidden_prose} 字，未审核。")
    if page.prose_outside >= LEFT_OUT:
        warnings.append(f"正文区域之外约 {page.prose_outside} 字视为网站栏目内容，未审核。")
    return warnings


def listed(names: list[str]) -> str:
    """Return the first few names for a message."""
    return "、".join(names[:NAMED_ATTACHMENTS]) + ("等" if len(names) > NAMED_ATTACHMENTS else "")


def table_text(table: DraftTable) -> str:
    """Return the texts of all cells in one."""
    return "".join(cell.text for row in table.rows for cell in row)


def attachments(page: Page) -> list[str]:
    """Return the names of the documents that the page links to, each once."""
    found: dict[str, str] = {}
    for address, text in page.links:
        name = tidy(text)
        file = file_of(address)
        if ATTACHED.search(file) or ATTACHED.search(name):
            found.setdefault(address, name or file)
    return list(found.values())


def file_of(address: str) -> str:
    """Return the file name at the end of an address, empty for what is no address."""
    try:
        return unquote(urlsplit(address.strip()).path).rsplit("/", 1)[-1]
    except ValueError:
        return ""
