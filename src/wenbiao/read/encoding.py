"""Bytes → text: which encoding a text or a web page is in."""

from __future__ import annotations

import codecs
from dataclasses import dataclass

REPLACEMENT = "\ufffd"
BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
GOOD_PER_DAMAGED = 50
"""Well-formed characters beyond ASCII for each damaged place, from which a damaged text is still believed to be
in an encoding. Chinese text in GB18030 taken for UTF-8 has about none, a truncated UTF-8 file has all but one."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the name of its encoding; ``damaged`` counts the places that could not be decoded (U+FFFD)."""

    text: str
    encoding: str
    damaged: int = 0


def decode_bytes(data: bytes, declared: str | None = None) -> Decoded:
    """Return the text of ``data``, its byte order mark left out.

    A byte order mark decides; else UTF-8 where it fits, then the ``declared`` encoding, then GB18030.
    A file that is damaged in a few places only (cut off in the middle of a character) is still
    read. Raises ``UnicodeDecodeError`` when no encoding comes near.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return Decoded(text, encoding.removesuffix("-le").removesuffix("-be"), text.count(REPLACEMENT))
    if mended := damaged_utf8(data):
        return mended
    known = canonical(declared)
    for encoding in ("utf-8", *([known] if known else []), "gb18030"):
        try:
            return Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError as error:
            failure = error
    text = data.decode("gb18030", "replace")
    damaged = text.count(REPLACEMENT)
    if not is_believable(text, damaged):
        raise failure
    return Decoded(text, "gb18030", damaged)


def damaged_utf8(data: bytes) -> Decoded | None:
    """Return text that is UTF-8 but for a few bytes; such text would often pass for GB18030, as mere rubbish."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", "replace")
        damaged = text.count(REPLACEMENT)
        return Decoded(text, "utf-8", damaged) if is_believable(text, damaged) else None
    return None


def is_believable(text: str, damaged: int) -> bool:
    """Whether the text holds far more good characters beyond ASCII than damaged places."""
    return sum(char > "\x7f" for char in text) - damaged >= GOOD_PER_DAMAGED * damaged


def canonical(declared: str | None) -> str | None:
    """Return the encoding that pages of this label are really in (``gb2312`` means GB18030), None if unknown."""
    label = (declared or "").strip().strip("\"'").lower()
    if label.startswith(("gb", "x-gb", "cp936", "ms936", "windows-936")):
        return "gb18030"
    try:
        name = codecs.lookup(label).name
        b"".decode(name)
    except (LookupError, ValueError, UnicodeError):
        return None
    return None if name in {"ascii", "iso8859-1", "cp1252", "utf-16", "utf-32"} else name
