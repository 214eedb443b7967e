"""Who reports on what: title, unit, year and genre of a document."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wenbiao.config import Config
from wenbiao.extract.places import NOWHERE, Located, locate
from wenbiao.model.document import Document, Paragraph
from wenbiao.model.result import Division, Genre

YEAR = re.compile(r"(?<!\d)(20[0-4]\d)\s*年?(?:度)?(?=\D|$)")
TITLE = re.compile(r"(?:自评|绩效|决算|预算|评价|执行情况).{0,20}(?:报告|公开|说明|情况)$|(?:报告|决算|预算|公报)$")
UNIT_LINE = re.compile(
    r"(?:单位|部门)\s*(?:[（(]单位[）)])?\s*(?:名称)?\s*(?:[（(]?\s*盖\s*章\s*[）)]?)?\s*[:：]\s*(?:[（(]\s*盖\s*章\s*[）)])?\s*(?P<unit>[\u4e00-\u9fff（）()·、]{4,40})"
)
UNIT_LABEL = re.compile(
    r"^(?:(?:市级|省级|县级|区级)?预算)?(?:部门|单位)(?:[（(]单位[）)])?名称$|^(?:实施|填报|项目|申报)单位(?:名称)?$|^主管部门$"
)
TITLE_TAIL = re.compile(
    r"(?:20\d\d年?(?:度)?)?(?:部门|单位)?(?:[（(]单位[）)])?(?:本级)?(?:年度)?(?:整体|项目|专项|预算|决算|财政|绩效|支出|收支|资金|自评|评价).*$"
)
YEAR_HEAD = re.compile(r"^.{0,6}?20\d\d\s*年?\s*(?:度|年度)?\s*")
HEAD_PARAGRAPHS = 15
OPENING = re.compile(
    r"(?:^|[。：:])\s*(?:[一二三四五六七八九十\d]{1,2}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[)）])?\s*(?P<year>20[0-4]\d)年(?!\d|[-—－~至到])"
)
"""The year a paragraph or a sentence opens with."""

FEWEST_CAPTIONS, FEWEST_OPENINGS = 2, 3
ANNUAL = frozenset({Genre.OVERALL, Genre.PROJECT, Genre.SPECIAL_FUND, Genre.FINAL_ACCOUNTS})
GENRES: tuple[tuple[Genre, re.Pattern[str]], ...] = (
    (Genre.SPECIAL_FUND, re.compile(r"专项资金绩效自评")),
    (Genre.PROJECT, re.compile(r"项目支出.{0,6}(?:绩效)?自评|项目(?:绩效)?自评(?:报告|表)|项目支出绩效")),
    (Genre.OVERALL, re.compile(r"整体支出.{0,8}(?:绩效|自评|评价)|部门整体.{0,6}(?:绩效|自评)|绩效自评")),
    (Genre.BUDGET, re.compile(r"预算执行情况|财政(?:总)?[预决]算|[预决]算(?:[（(]草案[）)]|草案)|国民经济.*预算")),
    (Genre.FINAL_ACCOUNTS, re.compile(r"决算")),
    (Genre.BUDGET, re.compile(r"预算")),
)


@dataclass(frozen=True, slots=True)
class Identity:
    """Title, unit, year, genre and where the unit belongs; empty or None where the document does not say.

    ``titled_year`` is the year the title names where all the rest of the document speaks of another one.
    """

    title: str
    unit: str
    year: int | None
    genre: Genre
    location: Located = NOWHERE
    titled_year: int | None = None

    @property
    def division(self) -> Division | None:
        """Return the administrative division of the unit; None when the document leaves it open."""
        return self.location.division


def identify(documents: Sequence[Document], config: Config) -> Identity:
    """Return who reports on what, the user's settings before what is recognised."""
    body = [p for d in documents for p in d.body if p.text.strip()]
    captions = [t.caption for d in documents for t in d.tables if t.caption]
    title = title_of(body, captions)
    genre = config.genre or genre_of(title, captions, body)
    voted = year_voted(title, body, captions) if genre in ANNUAL else None
    year = config.year or voted or year_of(title, body, captions)
    titled = year_of(title, (), ()) if voted and not config.year else None
    unit = unit_of(documents, body, title)
    return Identity(title, unit, year, genre, locate(unit, title, documents, year), titled)


def title_of(body: Sequence[Paragraph], captions: Sequence[str]) -> str:
    """Return the title line: the first that ends as a report's title does, with the line it continues."""
    lines = [" ".join(p.text.split()) for p in body]
    for i, line in enumerate(lines):
        head = re.sub(r"[（(].{0,12}[）)]$", "", line)
        if (
            len(line) > 50  # noqa: PLR2004
            or not TITLE.search(head)
            or re.match(r"[一二三四五六七八九十（(\d]+[、.．）)]", line)
            or "。" in line
        ):
            continue
        before = lines[i - 1] if i else ""
        if (
            4 <= len(before) <= 30  # noqa: PLR2004
            and not TITLE.search(before)
            and (YEAR.match(before) or len(head) < 16)  # noqa: PLR2004
            and not re.search(r"[：:。]|^附|^表|表$", before)
        ):
            return before + line
        return line
    return captions[0] if captions else (lines[0][:50] if lines else "")


def year_of(title: str, body: Sequence[Paragraph], captions: Sequence[str]) -> int | None:
    """Return the year the report is about: the title's, else the year named most often."""
    if found := YEAR.search(title):
        return int(found[1])
    votes: Counter[int] = Counter()
    for text in captions:
        votes.update({int(y): 5 for y in YEAR.findall(text)})
    for i, paragraph in enumerate(body):
        for y in YEAR.findall(paragraph.text):
            votes[int(y)] += 4 if i < HEAD_PARAGRAPHS and len(paragraph.text) < 60 else 1  # noqa: PLR2004
    return votes.most_common(1)[0][0] if votes else None


def year_voted(title: str, body: Sequence[Paragraph], captions: Sequence[str]) -> int | None:
    """Return the year all captions or several opening words name against the title's, which none of them names.

    None where the title is not outvoted. "2024年度收入总计…" at the head of a paragraph says what the report is about.
    """
    titled = YEAR.search(title)
    if titled is None:
        return None
    captioned = [int(found[1]) for text in captions if text not in title and (found := YEAR.search(text))]
    opened = Counter(int(m["year"]) for p in body if p.text.strip() not in title for m in OPENING.finditer(p.text))
    voted = (
        {*captioned} if len(captioned) >= FEWEST_CAPTIONS else {y for y, n in opened.items() if n >= FEWEST_OPENINGS}
    )
    at_stake = int(titled[1])
    if len(voted) != 1 or at_stake in voted or at_stake in opened or at_stake in captioned:
        return None
    return voted.pop()


def genre_of(title: str, captions: Sequence[str], body: Sequence[Paragraph]) -> Genre:
    """Return the genre by title, then captions, then the first lines."""
    heads = [p.text for p in body[:HEAD_PARAGRAPHS] if len(p.text) < 60]  # noqa: PLR2004
    for texts in ([title], captions, heads):
        for genre, pattern in GENRES:
            if any(pattern.search(t) for t in texts):
                return genre
    return Genre.OTHER


def unit_of(documents: Sequence[Document], body: Sequence[Paragraph], title: str) -> str:
    """Return the reporting unit's name as printed: from a form's label, a "填报单位：" line or the title."""
    for document in documents:
        for table in document.tables:
            for row in table.rows():
                for cell, after in itertools.pairwise(row):
                    if UNIT_LABEL.match("".join(cell.text.split())) and len(after.text) >= 4:  # noqa: PLR2004
                        return "".join(after.text.split())
    texts = [p.text for p in body[: 2 * HEAD_PARAGRAPHS]] + [
        c.text for d in documents for t in d.tables[:2] for c in t.cells[:4]
    ]
    name = TITLE_TAIL.sub("", YEAR_HEAD.sub("", title.replace(" ", "")))
    for i, text in enumerate(texts):
        if found := UNIT_LINE.search(text):
            unit = found["unit"].strip()
            following = next((t.strip() for t in texts[i + 1 :] if t.strip()), "")
            return name if unit + following == name and text.rstrip().endswith(unit) else unit  # a name over two lines
    return name if len(name) >= 4 else ""  # noqa: PLR2004
