"""The administrative divisions of GB/T 2260, today's and former ones, and where a text names them.

The table is ``lexicons/divisions.tsv``; where it comes from stands in ``lexicons/divisions.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from wenbiao.extract.lexicon import lexicon_file

LAST = re.compile(r"[省市区县旗州盟]")
"""What names of divisions end with; 地区 and 特别行政区 and 林区 do too."""
LONGEST = 15
SHORT_NAME = 2
"""Names of two characters (沙县, 城区) stand inside other words (建成县级, 中心城区): they need a border or their parent before."""
FIRST_YEAR = 2002
STEM = re.compile(r"(?:壮族|回族|维吾尔)?(?:自治区|特别行政区|省|市|地区|盟)$")
COUNTRY = "000000"


@dataclass(frozen=True, slots=True)
class Entry:
    """One name of one code; ``since`` and ``until`` are editions (YYYYMM), ``until`` 0 for what is still valid.

    ``began`` and ``ended`` are the widest years in which the name may have been in use: a change fell between two
    editions, and a report about a year may be written in the next one.
    """

    code: str
    name: str
    since: int
    until: int
    successor: str
    began: int
    ended: int

    def covers(self, year: int | None) -> bool:
        """Whether the name may have been in use when a report about ``year`` was written."""
        return year is None or (self.began <= year + 1 and year <= self.ended)

    def surely(self, year: int | None) -> bool:
        """Whether the editions show the name in use in ``year``."""
        return year is None or (self.since // 100 <= year and (not self.until or year <= self.until // 100))


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of a division in a text: where it begins and ends, and what it may stand for."""

    start: int
    end: int
    entries: tuple[Entry, ...]


@cache
def by_name() -> dict[str, tuple[Entry, ...]]:
    """Return all entries by name, short names of autonomous divisions included."""
    lines = lexicon_file("divisions.tsv").read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    editions = sorted({int(row[3]) for row in rows} | {int(row[4]) for row in rows if row[4]})
    before = {e: editions[i - 1] // 100 if i else 0 for i, e in enumerate(editions)}
    after = {e: editions[i + 1] // 100 if i + 1 < len(editions) else 9999 for i, e in enumerate(editions)}
    names: dict[str, list[Entry]] = {}
    for code, name, also, first, last, successor in rows:
        since, until = int(first), int(last or 0)
        entry = Entry(code, name, since, until, successor, before[since], after[until] if until else 9999)
        for key in (name, also) if also else (name,):
            names.setdefault(key, []).append(entry)
    return {name: tuple(entries) for name, entries in names.items()}


@cache
def by_code() -> dict[str, Entry]:
    """Return the latest entry of every code."""
    codes: dict[str, Entry] = {}
    for entries in by_name().values():
        for entry in entries:
            kept = codes.get(entry.code)
            if kept is None or (entry.until or 999999) > (kept.until or 999999):
                codes[entry.code] = entry
    return codes


def parent_of(code: str) -> str:
    """Return the code one level up: a prefecture where there is one, else the province, "" for a province."""
    if code.endswith("0000"):
        return ""
    prefecture = code[:4] + "00"
    return prefecture if code != prefecture and prefecture in by_code() else code[:2] + "0000"


def ancestors(code: str) -> tuple[str, ...]:
    """Return the codes above a code, the nearest first."""
    found = []
    while code := parent_of(code):
        found.append(code)
    return tuple(found)


def current(code: str) -> str:
    """Return the code that stands today for a code that was abolished, or the code itself where none is known."""
    seen = {code}
    while (entry := by_code().get(code)) and entry.until and entry.successor and entry.successor not in seen:
        code = entry.successor
        seen.add(code)
    return code


def mentions(text: str) -> Iterator[Mention]:
    """Yield the names of divisions in ``text`` in order, at every place the longest one."""
    names = by_name()
    last: Mention | None = None
    for found in LAST.finditer(text):
        end = found.end()
        for start in range(max(0, end - LONGEST), end - 1):
            entries = names.get(text[start:end])
            if entries is None or (last is not None and start < last.end):
                continue
            if end - start == SHORT_NAME and not bordered(text, start, last):
                continue
            last = Mention(start, end, entries)
            yield last
            break


def bordered(text: str, start: int, last: Mention | None) -> bool:
    """Whether something ends right before ``start``: the text, a name of another division, or anything but a Chinese character."""
    return start == 0 or (last is not None and last.end == start) or not "\u4e00" <= text[start - 1] <= "\u9fff"


@cache
def stems() -> dict[str, str]:
    """Return provinces by their short names (湖南, 内蒙古), those left out that are names of cities too (吉林, 海南)."""
    provinces = {STEM.sub("", e.name): e.code for e in by_code().values() if e.code.endswith("0000")}
    others = {STEM.sub("", e.name) for e in by_code().values() if not e.code.endswith("0000")}
    return {stem: code for stem, code in provinces.items() if stem not in others and not stem.startswith("海南")}


def stem_of(code: str) -> str:
    """Return the short name of a province or prefecture: 徐州 of 徐州市."""
    return STEM.sub("", by_code()[code].name)


@cache
def prefecture_stems() -> frozenset[str]:
    """Return the short names of provinces and prefectures (湖南, 株洲), which may stand before a county's full name."""
    names = {STEM.sub("", e.name) for e in by_code().values() if e.code.endswith("00")}
    return frozenset(name for name in names if len(name) > 1)
