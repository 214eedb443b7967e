"""Which language the interface speaks, known before the command line is parsed, for its errors speak too."""

from __future__ import annotations

import os
from collections.abc import Sequence

from wenbiao.report.messages import Lang

VARIABLE = "WENBIAO_LANG"


def language_of(arguments: Sequence[str]) -> Lang:
    """Return the language of ``--lang``, else of the environment, else Chinese; a wrong value counts as none."""
    chosen = os.environ.get(VARIABLE, "")
    for i, argument in enumerate(arguments):
        if argument == "--":
            break
        if argument.startswith("--lang="):
            chosen = argument.partition("=")[2]
        elif argument == "--lang" and i + 1 < len(arguments):
            chosen = arguments[i + 1]
    return Lang(chosen) if chosen in set(Lang) else Lang.ZH
