"""What a label says: the wording without period, basis and fund, shared by narrative labels and table headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from wenbiao.extract.lexicon import load_toml
from wenbiao.model.fact import Basis

YEAR = re.compile(
    r"(?:截[至止]到?\s*)?(?<!\d)(?P<year>(?:19|20)\d{2})(?!\d)\s*(?:年(?![初末底]))?\s*(?:\d{1,2}月(?:\d{1,2}日|底|末)?|度)?"
)
PRIOR = re.compile(r"上一?年度?(?!末|结转|结余)|去年度?|上一年度?")
CURRENT = re.compile(r"本年度?(?=\S)|当年度?|今年|全年度?(?!预算|执行)|本年度|年度(?=.{2})")
BASES: tuple[tuple[Basis, re.Pattern[str]], ...] = (
    (
        Basis.INITIAL,
        re.compile(
            r"年初(?:部门|批复|批准)?的?预算(?:批复|安排|下达|核定|资金|收入|支出)?(?:数|额)?|期初预算数?|当年年初预算数?|年初安排数?|年初数"
        ),
    ),
    (
        Basis.ADJUSTED,
        re.compile(
            r"全年预算(?:调整)?(?:数|额)?|调整(?:后)?的?(?:全年)?预算(?:数|额)?|预算调整后数?|调整预算数?|全年下达预算数?"
        ),
    ),
    (
        Basis.EXECUTED,
        re.compile(
            r"(?:全年)?(?:实际)?执行(?:数|额)|全年执行|(?<!公共)(?<!基金)(?<!经营)预算执行数|实际(?:执行|支出|完成支出)(?:数|额)?|累计支出数|全年支出数|^执行$"
        ),
    ),
    (Basis.FINAL, re.compile(r"(?:支出|收入|年终|收支)?决算(?:数|额|总额|金额)?")),
    (Basis.TARGET, re.compile(r"(?:年度|全年|计划)?(?:绩效)?(?:指标值|目标值)|计划数|计划完成值|^(?:年度|绩效)?目标$")),
    (Basis.ACTUAL, re.compile(r"(?:全年)?实际完成(?:值|情况)?|完成值|实际值|完成数")),
    (
        Basis.INITIAL,
        re.compile(
            r"(?<!公共)(?<!基金)(?<!经营)(?<!公共财政)预算(?:安排|资金|支出|收入)?的?(?:总额|数额|金额|数|额|资金)?"
            r"(?!执行|完成|绩效|单位|部门|财政拨款|拨款|控制|管理|编制|调整|收支|公开|投资|率|内|外)"
        ),
    ),
)
"""Words of each basis, the specific before the general; the last row is a budget of unsaid version."""

SPACE = re.compile(r"\s+")
INFIX = "财政拨款"
"""Named inside a wording as a fund: “三公”经费财政拨款支出."""

YEAR_END = re.compile(r"^\s*年终")
NUMBERING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:、|[.．])(?=20\d\d年)|\d{1,2}[、.．](?!\d)|[①②③④⑤⑥⑦⑧⑨⑩]|第[一二三四五六七八九十]+[，、])\s*"
)
OF_WHICH = re.compile(r"^\s*(?:其\s*中\s*[:：，,]?|减\s*[:：]|加\s*[:：])\s*")
COLUMN_MARK = re.compile(
    r"""\s*[（(]\s*(?: [A-Za-z①-⑨](?:\s*[-+×*/÷=]\s*[A-Za-z①-⑨\d]+)*(?:\s*[×*]\s*100\s*%)?
                     | \d+\s*分\s*[×*xX]\s*(?:预算)?执行率 )\s*[)）]\s*$""",
    re.X,
)
"""The letter or formula that numbers a column: 全年预算数（A）, 执行率（B/A）, 得分（20分*执行率）."""

UNIT_BRACKET = re.compile(
    r"[（(]\s*(?:单位\s*[:：]\s*)?(?:[万亿千百]*元|人|辆|个|㎡|平方米|%|％|公顷|次|批次|台|套|台[（(]套[）)])\s*[)）]"
)
CLASS_BRACKET = re.compile(r"[（(]\s*(?:类|款|项)\s*[)）]")
DROPPED = str.maketrans("", "", " \t\n　 “”\"'‘’：:。，,；;*★#")
BRACKETS = str.maketrans("", "", "（）()[]【】〔〕")
TAIL = re.compile(r"(?:(?<=.{2})(?:情况|金额|数额|总额数|资金数|数))$")


@dataclass(frozen=True, slots=True)
class Wording:
    """A label taken apart.

    ``full`` is what is left after period and basis are taken out, ``core`` what is left when the fund
    is taken out too; ``fund`` a key of
    ``concepts.toml`` [funds] or an empty string; ``concept`` the id whose alias ``core`` is, and
    ``vague_basis`` says that a plain "预算数" was read as the initial budget.
    """

    core: str
    full: str = ""
    period: str | None = None
    basis: Basis = Basis.UNKNOWN
    fund: str = ""
    concept: str | None = None
    vague_basis: bool = False


@cache
def aliases() -> dict[str, str]:
    """Return the concept id of each normalised alias."""
    return {
        fold(alias): concept["id"]
        for concept in load_toml("concepts.toml")["concept"]
        for alias in (concept["name"], *concept["aliases"])
    }


@cache
def kin() -> dict[str, tuple[tuple[str, float], ...]]:
    """Return for each concept those that usually hold the same amount, with how surely they do."""
    found: dict[str, list[tuple[str, float]]] = {}
    for row in load_toml("concepts.toml")["kin"]:
        for one, other in (row["pair"], reversed(row["pair"])):
            found.setdefault(one, []).append((other, float(row["strength"])))
    return {concept: tuple(others) for concept, others in found.items()}


@cache
def concept_kinds() -> dict[str, str]:
    """Return the kind of quantity each concept is measured in."""
    return {c["id"]: c["kind"] for c in load_toml("concepts.toml")["concept"]}


@cache
def concept_names() -> dict[str, str]:
    """Return the Chinese name of each concept."""
    return {c["id"]: c["name"] for c in load_toml("concepts.toml")["concept"]}


@cache
def fund_words() -> tuple[tuple[str, str], ...]:
    """Return ``(wording, fund key)`` pairs, the longest wording first."""
    funds = load_toml("concepts.toml")["funds"]
    pairs = [(word, key) for key, words in funds.items() for word in words]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Return a label for comparison: no spaces, quotes, brackets, list number, unit or "其中"."""
    text = CLASS_BRACKET.sub("", UNIT_BRACKET.sub("", text.strip()))
    for _ in range(3):
        shorter = OF_WHICH.sub("", NUMBERING.sub("", text))
        if shorter == text:
            break
        text = shorter
    return text.translate(DROPPED).translate(BRACKETS)


@lru_cache(maxsize=20_000)
def read_wording(label: str, year: int | None) -> Wording:
    """Return what ``label`` says; relative years count from ``year``, the year of the report."""
    text = NUMBERING.sub("", COLUMN_MARK.sub("", UNIT_BRACKET.sub("", SPACE.sub("", label))))
    text, period = take_period(text, year)
    text = YEAR_END.sub("", text)
    text, basis, vague = take_basis(text)
    folded = fold(text)
    whole = aliases().get(folded)
    fund, core = ("", folded) if whole else split_fund(folded)
    concept = whole or aliases().get(core) or aliases().get(TAIL.sub("", core))
    if concept is None and INFIX in folded and (concept := aliases().get(folded.replace(INFIX, ""))):
        fund, core = "fiscal", folded.replace(INFIX, "")
    if basis is Basis.FINAL and period is not None and year is not None and int(period) == year - 1:
        basis = Basis.PRIOR_FINAL
    return Wording(core or folded, folded, period, basis, fund, concept, vague)


def take_period(text: str, year: int | None) -> tuple[str, str | None]:
    """Return ``text`` without its first period expression, and the year it names."""
    if found := YEAR.search(text):
        return text[: found.start()] + text[found.end() :], found["year"]
    if found := PRIOR.search(text):
        return text[: found.start()] + text[found.end() :], str(year - 1) if year else None
    if found := CURRENT.search(text):
        rest = text[: found.start()] + text[found.end() :]
        return (rest or text), str(year) if year else None
    return text, None


def take_basis(text: str) -> tuple[str, Basis, bool]:
    """Return ``text`` without its basis words, the basis, and whether it was a plain "预算数"."""
    for i, (basis, pattern) in enumerate(BASES):
        if found := pattern.search(text):
            rest = text[: found.start()] + text[found.end() :]
            kept = re.search(r"支出|收入|收支", found[0])
            if kept and not rest.endswith(kept[0]):
                rest = text[: found.start()] + kept[0] + text[found.end() :]
            return rest, basis, i == len(BASES) - 1
    return text, Basis.UNKNOWN, False


def split_fund(core: str) -> tuple[str, str]:
    """Return the fund named at the head of ``core`` and the rest; the whole when nothing is left."""
    for word, key in fund_words():
        if core.startswith(word):
            rest = core[len(word) :].lstrip("的")
            return key, rest if rest else core
    return "", core
