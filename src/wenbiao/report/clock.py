"""The time that reports carry."""

from __future__ import annotations

import os
from datetime import UTC, datetime

FIXED = "SOURCE_DATE_EPOCH"
"""The variable of reproducible builds: with it, two runs over the same documents write the same bytes."""


def now() -> datetime:
    """Return the local time without fractions, or the fixed time in UTC."""
    fixed = os.environ.get(FIXED, "")
    if fixed.isdecimal():
        return datetime.fromtimestamp(int(fixed), UTC)
    return datetime.now().astimezone().replace(microsecond=0)


def comment_time() -> str:
    """Return the time as Word writes it into comments: local, without a zone."""
    return now().strftime("%Y-%m-%dT%H:%M:%SZ")


def today() -> str:
    """Return the date as ``2024-03-05``."""
    return now().strftime("%Y-%m-%d")
