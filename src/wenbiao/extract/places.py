"""Where a reporting unit belongs: its division, resolved by what the document says around the name, or left open.

The division is the one that the unit's name begins with (株洲市渌口区…), else the title, else the names of folders and
file, else the one county the text names at all. Many names are borne by several divisions (市中区, 朝阳区, 鼓楼区):
they are told apart by the prefecture or province named nearest to the unit, and where nothing tells them apart
the answer is the list of candidates. Former names count in the years they were in use.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePath

from wenbiao.extract.divisions import (
    SHORT_NAME,
    Entry,
    Mention,
    ancestors,
    by_code,
    mentions,
    parent_of,
    prefecture_stems,
    stem_of,
    stems,
)
from wenbiao.model.document import Document
from wenbiao.model.result import Division

CODE_FOLDER = re.compile(r"(?<!\d)\d{6}(?!\d)")
TOWNSHIP = re.compile(
    r"^.{1,8}?(?:镇|乡|街道|苏木)(?:人民政府|党委|财政所|便民|办事处|中心|.{0,8}(?:办|所|站))|(?:镇|乡|街道办事处)$"
)
BEFORE_NAME = re.compile(r"^(?:附件\d*[:：]?|关于|\d{4}年?(?:度|年度)?|中国共产党|中共|\d+[-_.、]?)+")
"""What may stand before the name of a division in a title, a unit's name or a file's name."""
PLACE_LIKE = re.compile(r"^[\u4e00-\u9fff]{2,6}?[省市区县旗州]")
"""A unit's name that begins with a place, known to the table or not: then the text's other places are not its own."""
OPENING = 30
"""So many paragraphs at the beginning and as many at the end count as being near to the unit; seals stand there."""
LEVELS = {0: "province", 1: "prefecture", 2: "county"}


@dataclass(frozen=True, slots=True)
class Located:
    """Where a unit belongs.

    ``level`` is province, prefecture, county or township, "" when unknown. ``division`` is None when the document does
    not say or does not say enough; then ``candidates`` are the divisions its name may mean.
    """

    division: Division | None = None
    parent: Division | None = None
    level: str = ""
    candidates: tuple[Division, ...] = ()


NOWHERE = Located()


def locate(unit: str, title: str, documents: Sequence[Document], year: int | None) -> Located:
    """Return where the unit that reports in ``documents`` on ``year`` belongs."""
    for name in (unit, title):
        if chain := leading(name):
            return resolved(chain, unit or title, documents, year)
    paths = [part for d in documents[:1] for part in reversed(parts_of(d))]
    for part in paths:
        if code := next((c for c in CODE_FOLDER.findall(part) if c in by_code() and by_code()[c].covers(year)), ""):
            return located(by_code()[code], unit)
        if chain := leading(part):
            return resolved(chain, unit, documents, year)
    return only_county(unit, documents, year)


def parts_of(document: Document) -> list[str]:
    """Return the folders above a file and its name."""
    if document.path in ("", "-"):
        return []
    return [part for part in PurePath(document.path.replace("\\", "/")).parts if part.strip("/.")]


def leading(text: str) -> list[Mention]:
    """Return the divisions that ``text`` begins with, one after the other: 株洲市, 渌口区; 湖南株洲 may stand before in short."""
    chain: list[Mention] = []
    name = BEFORE_NAME.sub("", "".join(text.split()))[:60]
    for mention in mentions(name):
        if not are_stems(name[chain[-1].end if chain else 0 : mention.start]):
            break
        chain.append(mention)
    return chain


def are_stems(text: str) -> bool:
    """Whether a text is nothing but short names of provinces and prefectures: 湖南株洲."""
    if not text:
        return True
    return any(text[:n] in prefecture_stems() and are_stems(text[n:]) for n in range(2, min(len(text), 5) + 1))


def resolved(chain: list[Mention], unit: str, documents: Sequence[Document], year: int | None) -> Located:
    """Return the last division of a chain, told apart by the others and by what stands around."""
    candidates = in_time(chain[-1].entries, year)
    before = [{e.code for e in mention.entries} for mention in chain[:-1]]
    if before:
        candidates = [e for e in candidates if all(named & set(ancestors(e.code)) for named in before)] or candidates
    if len({e.code for e in candidates}) > 1:
        candidates = prefixed(candidates, unit) or told_apart(candidates, documents)
    codes = {e.code for e in candidates}
    if len(codes) == 1:
        return located(candidates[0], unit)
    return Located(candidates=tuple(sorted((division(e) for e in candidates), key=lambda d: d.code)))


def prefixed(candidates: list[Entry], unit: str) -> list[Entry]:
    """Return the one candidate whose prefecture or province stands before it in the unit's name, in short too; else nothing."""
    before = "".join(unit.split()).partition(candidates[0].name)[0]
    counts = {e.code: sum(stem_of(a) in before for a in ancestors(e.code)) for e in candidates}
    best = [e for e in candidates if counts[e.code] == max(counts.values()) > 0]
    return best if len({e.code for e in best}) == 1 else []


def in_time(entries: Iterable[Entry], year: int | None) -> list[Entry]:
    """Return the entries in use in ``year``; where a place kept its name under a new code, the code of that year."""
    every = list(entries)
    fitting = [e for e in every if e.covers(year)] or every
    sure = [e for e in fitting if e.surely(year)]
    replaced = {e.code for e in fitting if any(e.successor == other.code for other in sure)}
    later = {e.successor for e in sure}
    return [e for e in fitting if e in sure or e.code not in replaced | later] if sure else fitting


def told_apart(candidates: list[Entry], documents: Sequence[Document]) -> list[Entry]:
    """Return the candidates that the nearest evidence leaves: the path first, then lines near the unit, then the whole text."""
    for text in around(documents):
        named = {e.code for m in mentions(text) for e in m.entries}
        codes = {c for c in CODE_FOLDER.findall(text) if c in by_code()}
        short = {code for stem, code in stems().items() if stem in text}
        for evidence in (
            [e for e in candidates if e.code in codes],
            [e for e in candidates if parent_of(e.code) in named and not parent_of(e.code).endswith("0000")],
            [e for e in candidates if ancestors(e.code) and ancestors(e.code)[-1] in named | short],
            [e for e in candidates if siblings(e, named)],
        ):
            if len({e.code for e in evidence}) == 1:
                return evidence
    return candidates


def around(documents: Sequence[Document]) -> Iterator[str]:
    """Yield the texts that may tell where a unit is, the nearest first."""
    yield "\n".join(part for d in documents[:1] for part in parts_of(d))
    body = [p.text for d in documents for p in d.body]
    yield "\n".join([*body[:OPENING], *body[-OPENING:]])
    yield "\n".join(d.text for d in documents)


def siblings(entry: Entry, named: set[str]) -> bool:
    """Whether a text names at least two other counties of the same prefecture, and so speaks of that region."""
    parent = parent_of(entry.code)
    near = {c for c in named if c != entry.code and parent_of(c) == parent and not parent.endswith("0000")}
    return len(near) > 1


def only_county(unit: str, documents: Sequence[Document], year: int | None) -> Located:
    """Return the one county the text names, more than once, when the unit's name begins with no place of its own."""
    if PLACE_LIKE.match(unit):
        return NOWHERE
    found: dict[str, list[Mention]] = {}
    for document in documents:
        for mention in mentions(document.text):
            if mention.end - mention.start > SHORT_NAME and not any(e.code.endswith("00") for e in mention.entries):
                found.setdefault(document.text[mention.start : mention.end], []).append(mention)
    if len(found) != 1 or len(next(iter(found.values()))) == 1:
        return NOWHERE
    return resolved(next(iter(found.values()))[:1], unit, documents, year)


def located(entry: Entry, unit: str) -> Located:
    """Return a division with its parent and the unit's level."""
    above = parent_of(entry.code)
    parent = division(by_code()[above]) if above in by_code() else None
    rank = 0 if entry.code.endswith("0000") else 1 if entry.code.endswith("00") else 2
    name = "".join(unit.split())
    level = "township" if TOWNSHIP.match(name[name.rfind(entry.name) + len(entry.name) :]) else LEVELS[rank]
    return Located(division(entry), parent, level)


def division(entry: Entry) -> Division:
    """Return an entry as a division under its full name."""
    return Division(entry.code, entry.name)
