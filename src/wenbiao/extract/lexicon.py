"""Where the lexicons are, and how they are read: domain knowledge as data, kept outside the code."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

PACKAGE = Path(__file__).resolve().parent.parent
FOLDERS = (PACKAGE / "lexicons", PACKAGE.parent.parent / "lexicons")
"""The folder inside an installed wheel, then the one beside ``src`` in a checkout."""


@cache
def lexicon_file(name: str) -> Path:
    """Return the path of a lexicon by file name; FileNotFoundError says where it was looked for."""
    for folder in FOLDERS:
        if (path := folder / name).is_file():
            return path
    raise FileNotFoundError(f"找不到词表 {name}（查找位置：{'、'.join(map(str, FOLDERS))}）")


@cache
def load_toml(name: str) -> dict[str, Any]:
    """Return a TOML lexicon as parsed. It is shared by all callers: read it, never change it."""
    with lexicon_file(name).open("rb") as stream:
        return tomllib.load(stream)


@cache
def load_lines(name: str) -> tuple[str, ...]:
    """Return the entries of a line lexicon; blank lines and what follows a ``#`` are left out."""
    lines = lexicon_file(name).read_text(encoding="utf-8").splitlines()
    return tuple(entry for line in lines if (entry := line.partition("#")[0].strip()))
