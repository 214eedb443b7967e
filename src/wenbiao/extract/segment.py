"""Chinese word segmentation: jieba with the project's dictionary, behind one function."""

from __future__ import annotations

import logging
import os
import tempfile
import warnings
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from wenbiao.extract.lexicon import load_lines
from wenbiao.extract.wording import aliases

if TYPE_CHECKING:
    import jieba

MIN_WORD = 2


def segment(text: str) -> list[str]:
    """Return the words of ``text`` in order; joined they are ``text`` again."""
    return list(tokenizer().cut(text))


@cache
def tokenizer() -> jieba.Tokenizer:
    """Return the tokenizer, its dictionary extended by the concepts' names and ``jieba.txt``."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # jieba's own sources hold invalid escapes; see DEPENDENCIES
        import jieba
    jieba.setLogLevel(logging.WARNING)
    tool = jieba.Tokenizer()
    tool.tmp_dir = str(cache_folder())
    tool.initialize()
    for word in (*load_lines("jieba.txt"), *aliases()):
        if len(word) >= MIN_WORD:
            tool.add_word(word)
    return tool


def cache_folder() -> Path:
    """Return a folder of the user's own for jieba's dictionary cache, where no other user can plant a file."""
    base = os.environ.get("XDG_CACHE_HOME") or (os.environ.get("LOCALAPPDATA") or str(Path.home() / ".cache"))
    folder = Path(base) / "wenbiao"
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        probe = folder / ".write-test"
        probe.touch()
        probe.unlink()
    except OSError:
        return Path(tempfile.mkdtemp(prefix="wenbiao-"))
    return folder
