"""What all office files have in common: texts that their XML may hold, and containers without a date."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import datetime

SURROGATES = range(0xD800, 0xE000)
INVALID = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *SURROGATES))
"""Characters that no XML may hold."""
PROPERTIES = "docProps/core.xml"
MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip entry can have."""


def xml_safe(text: str) -> str:
    """Return ``text`` without the characters that XML may not hold."""
    return text.translate(INVALID)


def undated(data: bytes, moment: datetime) -> bytes:
    """Return an office file whose entries have no date of their own, so that equal content gives equal bytes.

    The properties say that it was changed at ``moment``, whatever the program that wrote it put there.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == PROPERTIES:
                content = MODIFIED.sub(rf"\g<1>{moment:%Y-%m-%dT%H:%M:%SZ}".encode(), content)
            new.writestr(zipfile.ZipInfo(entry.filename, EPOCH), content, zipfile.ZIP_DEFLATED)
    return out.getvalue()
