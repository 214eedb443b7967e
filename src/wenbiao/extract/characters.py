"""Characters that look right and are wrong: strange letters in Chinese words, and punctuation typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from wenbiao.extract.letters import PatternTable, needs
from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.spans import Span

HAN = r"\u4e00-\u9fff"
KANA = r"\u3041-\u30ff\u3100-\u312f"
LETTER_IN_NUMBER = re.compile(
    r"""(?<![A-Za-z0-9])(?:
        \d[\d.,]*[OoＯ](?:[\dOo.,]*\d|(?=\s*(?:[万亿千百]?[元人个件次户家项%％]|年|月|日)))   # 2O24, 5O%
      | [OoＯ]\.\d+(?=\s*[万亿元%％])                                                     # O.5万元
      | [lI|]\d{1,3}(?=\s*[万亿千百]?(?:元|人|个|件|次|户|家|项|%|％|月|日))               # l5人
    )(?![A-Za-z])""",
    re.X,
)
REPEATED = re.compile(
    r"""(?<![。，、；：！？,;])(?:
        (?P<mark>[。，、；：,;])[ \u3000]?(?P=mark)      # 。。
      | [，、；：,;][ \u3000]?[。；，、,;]               # ，。
      | 。[ \u3000]?[，、；：,;]                         # 。，
    )(?![。，、；：！？,;])""",
    re.X,
)
"""Two marks side by side; three and more are dots drawn by hand, or a leader in a table of contents."""


@cache
def strange_letters() -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """Return the pattern of single strange letters beside Chinese, and what each should be."""
    meant = {letter: (right, kind) for letter, (right, kind) in load_toml("confusables.toml")["characters"].items()}
    letters = "".join(map(re.escape, meant))
    pattern = re.compile(
        rf"(?:(?<=[{HAN}])[{letters}](?![{KANA}A-Za-z])|(?<![{KANA}A-Za-z{HAN}])[{letters}](?=[{HAN}]))"
    )
    return pattern, meant


@cache
def strange_latin() -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of Cyrillic and Greek letters inside Latin words or numbers, and the Latin ones."""
    meant = load_toml("confusables.toml")["latin"]
    letters = "".join(meant)
    return re.compile(rf"(?<=[A-Za-z0-9])[{letters}]|[{letters}](?=[A-Za-z0-9])"), meant


@cache
def shape_words() -> PatternTable[str]:
    """Return the words that are written with a character of like shape, as patterns, and their right form."""
    return PatternTable((re.compile(word["wrong"]), word["right"]) for word in load_toml("confusables.toml")["words"])


@needs(lambda: (strange_letters()[0], strange_latin()[0], LETTER_IN_NUMBER, *shape_words()))
def confusables(text: str) -> Iterator[Span]:
    """Yield the characters that were taken for another of like shape; the note says what should stand there."""
    pattern, meant = strange_letters()
    for found in pattern.finditer(text):
        right, kind = meant[found[0]]
        yield Span(found.start(), found.end(), f"是{kind}，应为“{right}”")
    latin, letters = strange_latin()
    for found in latin.finditer(text):
        yield Span(found.start(), found.end(), f"不是拉丁字母，应为“{letters[found[0]]}”")
    for found in LETTER_IN_NUMBER.finditer(text):
        yield Span(found.start(), found.end(), "数字中混入字母，应为数字0或1")
    for pattern, right in shape_words().among(text):
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end(), f"应为“{right}”")


@needs(REPEATED)
def repeated_punctuation(text: str) -> Iterator[Span]:
    """Yield two punctuation marks side by side of which one is too many."""
    for found in REPEATED.finditer(text):
        yield Span(found.start(), found.end())
