"""What was left in a text from a form, a model or an older report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from wenbiao.extract.letters import PatternTable, needs
from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.spans import Span, sentences

YEAR = r"(?<!\d)(?P<year>20[0-4]\d)"
YEARS = re.compile(r"(?<!\d)20[0-4]\d(?=\s*年|\s*[-—－~至到])")
OPENING_YEAR = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.．]|\d{1,2}[、.．]|[（(][一二三四五六七八九十\d]{1,2}[）)])?\s*(?P<year>20[0-4]\d)年"
    r"(?!\s*\d{1,2}月|底|末|前|度?\s*[-—–－~～至到及和、])"
)
PERIOD = re.compile(r"20[0-4]\d\s*年?度?\s*(?:[-—–－~～至到])\s*20[0-4]\d")
DOCUMENT_NUMBER = re.compile(
    r"""(?P<agency>[\u4e00-\u9fff]{0,10}[字通发办函文绩预行综库债购监采农社教企建资会税审批规令电议纪党政府改财组宣民交住卫环法编人医林水])
        (?P<open>[（(\[【［])\s*(?P<year>(?:19|20)\d{2})\s*年?\s*(?P<close>[）)\]】］])\s*第?\s*(?P<number>\d{1,5})\s*号""",
    re.X,
)
"""An agency's short code, a year in the wrong brackets, and a number: 渌财通（2025）4号."""
LEADING_WORDS = re.compile(
    r"^.*(?:根据|按照|依据|依照|遵照|参照|贯彻|落实|转发|印发|关于|执行|文件|以|按|据|和|及|与|由|了)(?=.{2})"
)
REACH = 8
NOT_AN_AGENCY = re.compile(r"(?:合同|协议|项目|编号|序号|公示|招标|采购编|批次|文件)$")


@cache
def instructions() -> PatternTable[str]:
    """Return the patterns of template wording with what each is."""
    return PatternTable((re.compile(row["pattern"]), row["kind"]) for row in load_toml("residue.toml")["instruction"])


@cache
def masked_names() -> re.Pattern[str]:
    """Return what stands before a placeholder that hides a name."""
    return re.compile(f"(?:{'|'.join(load_toml('residue.toml')['names']['masked'])})$")


@needs(instructions)
def template_residue(text: str) -> Iterator[Span]:
    """Yield wording meant for whoever fills the template; the note says what it is."""
    for pattern, kind in instructions().among(text):
        for found in pattern.finditer(text):
            if kind == "占位符" and masked_names().search(text[max(0, found.start() - REACH) : found.start()]):
                continue
            yield Span(found.start(), found.end(), kind)


@needs(DOCUMENT_NUMBER)
def wrong_brackets(text: str) -> Iterator[Span]:
    """Yield document numbers whose year is not in 〔〕; the note is the right form."""
    for found in DOCUMENT_NUMBER.finditer(text):
        agency = LEADING_WORDS.sub("", found["agency"])
        if not NOT_AN_AGENCY.search(agency):
            right = f"{agency}〔{found['year']}〕{found['number']}号"
            yield Span(found.start("open") - len(agency), found.end(), right)


@dataclass(frozen=True, slots=True)
class StaleWords:
    """Patterns of years out of place: in titled documents (with making and citing one), labels, and titles."""

    titled: re.Pattern[str]
    made: re.Pattern[str]
    cited: re.Pattern[str]
    label: re.Pattern[str]
    title: re.Pattern[str]


@cache
def stale_words() -> StaleWords:
    """Return the patterns of ``residue.toml`` [stale]."""
    words = load_toml("residue.toml")["stale"]
    annex = r"(?:附[件表]\s*\d*\s*[:：.．、]?\s*)?"
    return StaleWords(
        titled=re.compile(rf"[《〈][^《》〈〉]{{0,40}}?{YEAR}\s*年[^《》〈〉]{{0,40}}(?:{words['documents']})[》〉]"),
        made=re.compile(f"(?:{words['made']})了?[^。；]*$"),
        cited=re.compile(f"(?:{words['cited']})[^，。；、]*$"),
        label=re.compile(rf"{YEAR}\s*年(?:度)?(?:{words['current']})"),
        title=re.compile(
            rf"^\s*{annex}(?P<title>20[0-4]\d)\s*年度?[^，。；：\d]{{0,30}}(?:{words['captions']})\s*$"
            r"|(?:^|[）)：:]|\s{2})\s*[（(]\s*(?P<line>20[0-4]\d)\s*年度\s*[）)]\s*$"
        ),
    )


@needs(lambda: [stale_words().titled])
def stale_documents(text: str, year: int, gap: int) -> Iterator[Span]:
    """Yield the plans of an older year that a report of ``year`` tells as made then; the note is that year.

    Older by ``gap`` years or more, or named in a sentence that begins with the report's own year.
    Plans that run over several years, and those only cited, are left alone.
    """
    words = stale_words()
    for sentence in sentences(text):
        inside = sentence.within(text)
        opens_with_year = inside.lstrip().startswith(str(year))
        for found in words.titled.finditer(inside):
            before, named = inside[: found.start()], int(found["year"])
            if PERIOD.search(found[0]) or named >= year or not words.made.search(before) or words.cited.search(before):
                continue
            told_of_then = any(int(y) == named for y in YEARS.findall(before))
            if not told_of_then and (year - named >= gap or opens_with_year):
                yield Span(sentence.start + found.start(), sentence.start + found.end(), found["year"])


@needs(lambda: [stale_words().label])
def stale_labels(text: str, year: int) -> Iterator[Span]:
    """Yield labels of a form that speak of another year where only the report's own can be meant."""
    for found in stale_words().label.finditer(text):
        if int(found["year"]) != year:
            yield Span(found.start(), found.end(), found["year"])


@needs(lambda: [stale_words().title])
def stale_titles(text: str, year: int) -> Iterator[Span]:
    """Yield the title of a form, or the line （2023年度） below it, that names another year than the report's."""
    for found in stale_words().title.finditer(text):
        named = found["title"] or found["line"]
        if int(named) != year:
            start = found.start("title" if found["title"] else "line")
            yield Span(start, found.end() if found["title"] else text.index("度", start) + 1, named)


def opening_year(text: str) -> Span | None:
    """Return the year a text opens with, after its list number; None where it opens otherwise or with a run of years."""
    found = OPENING_YEAR.match(text)
    return Span(found.start("year"), found.end("year"), found["year"]) if found else None


@cache
def relative_patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the words of relative time, and the sections where they are in place."""
    words = load_toml("residue.toml")["relative"]
    return re.compile(words["words"]), re.compile("|".join(words["settled"]))


@needs(lambda: [relative_patterns()[0]])
def relative_times(text: str, sections: tuple[str, ...]) -> Iterator[Span]:
    """Yield words like 今年 and 目前, except in sections about what comes next."""
    words, settled = relative_patterns()
    if any(settled.search(title) for title in sections):
        return
    for found in words.finditer(text):
        yield Span(found.start(), found.end())
