"""What all office files have in common: texts that their XML may hold, and containers without a date."""

from __future__ import annotations

import io
import zipfile

SURROGATES = range(0xD800, 0xE000)
INVALID = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF, *SURROGATES))
"""Characters that no XML may hold."""
EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest date that a zip entry can have."""


def xml_safe(text: str) -> str:
    """Return ``text`` without the characters that XML may not hold."""
    return text.translate(INVALID)


def undated(data: bytes) -> bytes:
    """Return a zip container whose entries all have the same date, so that equal content gives equal bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename, EPOCH), old.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()
