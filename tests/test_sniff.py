"""What a file is: judged by its content, whatever its name."""

from __future__ import annotations

import contextlib
import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import xls_writer as xls
from wenbiao.errors import LimitExceeded, UnreadableDocument, UnsupportedFormat
from wenbiao.model.document import Format
from wenbiao.read.compound import SIGNATURE, CompoundFile
from wenbiao.read.encoding import decode_bytes
from wenbiao.read.sniff import sniff

REPORT = "2024年度部门整体支出绩效自评报告\n一、基本情况\n支出128.60万元。\n"


def package(*names: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as result:
        for name in names:
            result.writestr(name, "x")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n", Format.PDF),
        (b"\r\n\xef\xbb\xbf%PDF-1.4", Format.PDF),
        (package("[Content_Types].xml", "word/document.xml"), Format.DOCX),
        (package("[Content_Types].xml", "xl/workbook.xml"), Format.XLSX),
        (package("word\\document.xml", "word\\embeddings\\xl.xlsx"), Format.DOCX),
        (xls.workbook({"表": []}), Format.XLS),
        (REPORT.encode(), Format.TEXT),
        (REPORT.encode("gb18030"), Format.TEXT),
        (REPORT.encode("utf-16"), Format.TEXT),
        (b"\xef\xbb\xbf" + REPORT.encode(), Format.TEXT),
        ("\t项目\n\t1\n".encode(), Format.TEXT),
        ("按<p>值检验，见《办法》<试行>。".encode(), Format.TEXT),
        (b"<!DOCTYPE html><html>", Format.HTML),
        (b" \r\n\r\n" * 3000 + b"<html lang=zh>", Format.HTML),
        (b"\xef\xbb\xbf<HTML>", Format.HTML),
        ("<html><p>中</p>".encode("utf-16"), Format.HTML),
        (b"<!-- published by a system --><div class=x>", Format.HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml">', Format.HTML),
        ("支出<br>收入<br/>结余<BR>&nbsp;<p>说明</p>".encode("gb18030"), Format.HTML),
        (b"<table border=1><tr><td>1</td></tr></table>", Format.HTML),
    ],
)
def test_kinds(data: bytes, kind: Format) -> None:
    assert sniff(data, "文件") is kind


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\x00" * 9000, b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf\r\n"])
def test_empty(data: bytes) -> None:
    with pytest.raises(UnreadableDocument) as caught:
        sniff(data, "空.txt")
    assert caught.value.kind == "empty"
    assert "空.txt" in caught.value.message


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (rb"{\rtf1\ansi text}", "RTF"),
        (b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", ".mht"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "图片"),
        (b"\xff\xd8\xff\xe0" + bytes(99), "图片"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (package("readme.txt"), "压缩包"),
        (package("OFD.xml", "Doc_0/Document.xml"), "OFD"),
        (package("mimetype", "content.xml"), "OpenDocument"),
        (package("ppt/presentation.xml"), "演示文稿"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "XML"),
        (xls.compound({"WordDocument": b""}), ".doc"),
        (xls.compound({"WordDocument": b"", "Workbook": b""}, embedded=["Workbook"]), ".doc"),
        (bytes(range(32)) * 20, "不是可识别"),
    ],
)
def test_unsupported_says_what_to_do(data: bytes, word: str) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        sniff(data, "某文件")
    assert word in caught.value.message
    assert caught.value.remedy.startswith(("请", "支持"))


def test_encrypted() -> None:
    locked = bytearray(package("word/document.xml"))
    at = locked.index(b"PK\x01\x02") + 8
    locked[at] |= 1
    for data in (xls.compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), bytes(locked)):
        with pytest.raises(UnreadableDocument) as caught:
            sniff(data, "锁.docx")
        assert caught.value.kind == "encrypted"


def test_damaged_containers() -> None:
    for data in (package("word/document.xml")[:-30], xls.workbook({"表": []})[:600], SIGNATURE):
        with pytest.raises(UnreadableDocument) as caught:
            sniff(data, "坏.docx")
        assert caught.value.kind == "corrupt"


def test_package_that_unpacks_to_too_much() -> None:
    data = bytearray(package("word/document.xml"))
    at = data.index(b"PK\x01\x02") + 24
    data[at : at + 4] = (3 << 30).to_bytes(4, "little")
    with pytest.raises(LimitExceeded):
        sniff(bytes(data), "大.docx")


@given(st.binary(max_size=300))
def test_any_bytes_are_sniffed_or_refused(data: bytes) -> None:
    for start in (b"", SIGNATURE, b"PK\x03\x04", b"\xff\xfe"):
        with contextlib.suppress(UnreadableDocument, UnsupportedFormat, LimitExceeded):
            assert sniff(start + data, "x") in Format


def test_streams_of_a_compound_file() -> None:
    content = bytes(range(256)) * 40
    file = CompoundFile(xls.compound({"Workbook": content, "其他": b"abc"}))
    assert set(file.children()) == {"Workbook", "其他"}
    assert file.stream("Workbook") == content
    assert file.stream("其他").rstrip(b"\0") == b"abc"
    with pytest.raises(KeyError):
        file.stream("Book")


LONG = REPORT * 30


@pytest.mark.parametrize(
    ("data", "declared", "encoding", "damaged"),
    [
        (LONG.encode(), None, "utf-8", 0),
        (b"\xef\xbb\xbf" + LONG.encode(), None, "utf-8", 0),
        (LONG.encode("gb18030"), None, "gb18030", 0),
        (LONG.encode("gbk"), "gb2312", "gb18030", 0),
        (LONG.encode("utf-16"), None, "utf-16", 0),
        (b"\x84\x31\x95\x33" + LONG.encode("gb18030"), None, "gb18030", 0),
        (LONG.encode()[:-2], None, "utf-8", 1),
        (LONG.encode()[:601] + b"\xff" + LONG.encode()[601:], None, "utf-8", 1),
        (LONG.encode("gb18030") + b"\xff", None, "gb18030", 1),
        ("機關運行經費決算".encode("big5"), "big5", "big5", 0),
        (b"plain ASCII", "iso-8859-1", "utf-8", 0),
    ],
)
def test_encodings(data: bytes, declared: str | None, encoding: str, damaged: int) -> None:
    decoded = decode_bytes(data, declared)
    assert (decoded.encoding, decoded.damaged) == (encoding, damaged)
    assert not decoded.text.startswith("\ufeff")


def test_bytes_in_no_encoding() -> None:
    with pytest.raises(UnicodeDecodeError):
        decode_bytes(b"\xff\xfd\xff" * 50)


@given(st.text(min_size=1))
def test_utf8_is_read_back(text: str) -> None:
    assert decode_bytes(text.encode()).text == text.removeprefix("\ufeff")
