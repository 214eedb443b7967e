"""Annexes that a report lists, and whether something in the material can be one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wenbiao.extract.wording import NUMBERING, fold
from wenbiao.model.address import Part
from wenbiao.model.document import Document, Paragraph

LIST_HEAD = re.compile(r"^\s*附\s*[件表]\s*[:：]\s*(?P<first>.*)$")
ITEM = re.compile(
    r"^\s*(?:附[件表]\s*)?(?P<number>\d{1,2}(?:-\d)?|[一二三四五六七八九十])\s*[.．、:：]\s*(?P<title>\S.{3,50})$"
)
INLINE_ITEM = re.compile(
    r"(?:^|[\s；;])(?P<number>\d{1,2})\s*[.．、]\s*(?P<title>[^；;\n]{4,50}?)(?=[\s；;]+\d{1,2}\s*[.．、]|[；;。]|$)"
)
QUOTES = re.compile(r"[《》“”\"]")
DROPPED = re.compile(r"\d{4}\s*年?度?|年度|部门|单位|市级|区级|县级|本级|财政|情况|[（()）]|的|及|和|与|支出|、")
TAIL = re.compile(r"[。；;，,\s]+$")
FEWEST = 4
ALIKE = 0.75


@dataclass(frozen=True, slots=True, eq=False)
class Annex:
    """One annex of a list: its title, and the paragraph that lists it."""

    paragraph: Paragraph
    title: str


def listed_annexes(documents: Sequence[Document]) -> Iterator[Annex]:
    """Yield the annexes that the end of a report lists under 附件：."""
    for document in documents:
        listing = False
        for paragraph in document.body:
            if paragraph.part is not Part.BODY:
                continue
            text = paragraph.text.strip()
            if head := LIST_HEAD.match(text):
                listing = True
                yield from items(paragraph, head["first"])
            elif listing and (item := ITEM.match(text)):
                yield Annex(paragraph, clean(item["title"]))
            elif text:
                listing = False


def items(paragraph: Paragraph, text: str) -> Iterator[Annex]:
    """Yield the annexes on the line of the heading itself."""
    found = list(INLINE_ITEM.finditer(text))
    for item in found:
        yield Annex(paragraph, clean(item["title"]))
    title = clean(NUMBERING.sub("", text))
    if not found and len(title) >= FEWEST:
        yield Annex(paragraph, title)


def clean(title: str) -> str:
    """Return a title without quotes and closing marks."""
    return TAIL.sub("", QUOTES.sub("", title)).strip()


def is_there(annex: Annex, documents: Sequence[Document]) -> bool:
    """Whether a caption, a short line or a file of the material has nearly the annex's name."""
    wanted = essence(annex.title)
    return any(alike(wanted, essence(name)) for name in names(annex, documents))


def names(annex: Annex, documents: Sequence[Document]) -> Iterator[str]:
    """Yield what parts of the material are called, the list of annexes itself left out."""
    for document in documents:
        yield document.file or document.path
        yield from (table.caption for table in document.tables if table.caption)
        before = ""
        for paragraph in document.body:
            if (
                paragraph.index >= annex.paragraph.index
                and paragraph.file == annex.paragraph.file
                and ITEM.match(paragraph.text)
            ):
                continue
            if paragraph is annex.paragraph or len(paragraph.text) > 2 * 30:
                before = ""
                continue
            yield paragraph.text
            yield before + paragraph.text
            before = paragraph.text


def essence(title: str) -> str:
    """Return what sets one title apart from another."""
    return DROPPED.sub("", fold(title))


def alike(one: str, other: str) -> bool:
    """Whether two names share most of their pairs of characters and both name a table, or both a report."""
    if not one or not other or any((kind in one) is not (kind in other) for kind in ("表", "报告")):
        return False
    pairs, others = pairs_of(one), pairs_of(other)
    return len(pairs & others) >= ALIKE * len(pairs) if pairs else one in other


def pairs_of(text: str) -> set[str]:
    """Return the pairs of neighbouring characters."""
    return {text[i : i + 2] for i in range(len(text) - 1)}
