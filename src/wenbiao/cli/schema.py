"""``wenbiao schema``: what machines that read the output may rely on."""

from __future__ import annotations

import sys

from wenbiao.cli.helping import SCHEMA_NAMES
from wenbiao.cli.settings import one_of
from wenbiao.cli.stdio import is_unicode
from wenbiao.report.messages import Words

OK = 0


def show_schema(name: str, words: Words) -> int:
    """Print the schema called ``name``; return the exit status."""
    from wenbiao.report.json import dump
    from wenbiao.report.schema import schema_of

    one_of(name, SCHEMA_NAMES, "NAME", words)
    print(dump(schema_of(name), ascii_only=not is_unicode(sys.stdout), indent=2))
    return OK
