"""What the classifier sees of a statement: readable signals and character n-grams, digits and years bleached out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from itertools import pairwise

from wenbiao.extract.numerals import normalise
from wenbiao.extract.spans import Span
from wenbiao.extract.wording import fold
from wenbiao.judge.elements import Elements, elements_of, words
from wenbiao.judge.fillers import LIST_NUMBER, PUNCTUATION, coverage, shares
from wenbiao.judge.measurability import compound_parts, tells_whole
from wenbiao.judge.statements import Role
from wenbiao.judge.vocabulary import Kind, words_in

DOCUMENT_NUMBER = re.compile(r"[〔\[(（](?:19|20)\d\d[〕\])）]\s*\d+号")
YEAR = re.compile(r"(?:19|20)\d{2}(?:\s*[-—~至]\s*(?:19|20)?\d{2,4})?(?:年度|年)?")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
BARE_SHARE = re.compile(r"(?:≥|>|=|>=|≤)?\s*(?:[5-9]\d(?:\.\d+)?|100)")
"""A target that stands for a percentage although it prints no sign: 98, ≥95."""
BARE_NUMBER = re.compile(r"(?:≥|>|=|>=|≤|<|<=|约)?\s*\d+(?:[.,]\d+)*")
COUNT_NAME = re.compile(
    r"(?:数|数量|人次|场次|批次|次|量|面积|里程|天|时间|时长|成本|金额|经费|价格|标准|得分|评分|分数"
    r"|支出|投资|资金|费|费用|补助|补贴|工资|收入|产值|销售额|数额|规模|长度|宽度|座数|户数|人口)$"
)
"""Names whose bare number is a count, not a percentage."""
COLON = re.compile(r"\s*[:：]\s*")
DUTY_START = re.compile(r"\s*(?:负责|承担|参与|组织|贯彻|拟订|拟定|指导|统筹|协调|主管|牵头)")
BUILD = re.compile(
    r"(?:建立健全|建立|健全|完善|形成|构建|创新)[^，。；]{0,16}(?:制度|机制|体系|体制|格局|模式|流程|规范)"
)
HOLLOW_RATE = re.compile(r"(?:完成|及时|合规|达标|到位|规范|落实|保障|有效|严格执行|实现)(?:率|性|度)$")
BASIS = re.compile(r"下达|计划|抽查|抽检|应[^，。]尽|合同|\d(?:个|日|天|小时|分钟|笔|份)")
MARKS = str.maketrans(",;:!?()", "，；：！？（）", " \t\u3000\n\r\xa0")
MASK = "■"
BY_REFERENCE = ("assigned", "reference", "coverage", "comparison")
MANY, SOME = 6, 3
MOST_COUNTED = 4
VAGUE_CLAUSE = 0.5
COUNTED = (Kind.SLOGAN, Kind.INTERNAL, Kind.DUTY)
SHORT_NAME = 6


@dataclass(frozen=True, slots=True)
class Seen:
    """The features of one statement: named signals from 0 to 1, its character n-grams, and the bleached text for words."""

    signals: dict[str, float]
    grams: dict[str, int]
    plain: str


def seen(role: Role | str, text: str, known: Collection[Span] | None = None) -> Seen:
    """Return the features of a statement; an indicator is given as ``名称：指标值``.

    ``known`` are the words of the vocabularies that count, all of them when it is None.
    """
    text = signed(role, LIST_NUMBER.sub("", text))
    plain = bleach(text)
    return Seen(signals(str(role), text, words_in(text) if known is None else known), counted(grams_of(plain)), plain)


def signed(role: Role | str, text: str) -> str:
    """Return an indicator with the sign that forms leave out after a percentage: 群众满意度：≥95 means 95%."""
    if role != Role.INDICATOR:
        return text
    name, target = split_indicator(text)
    return text + "%" if is_bare_share(name, target) and tells_whole(fold(name)) else text


def is_bare_share(name: str, target: str) -> bool:
    """Whether a target is a number alone that stands for a percentage."""
    return BARE_SHARE.fullmatch(normalise(target).strip()) is not None and not COUNT_NAME.search(fold(name))


def is_bare_count(name: str, target: str) -> bool:
    """Whether a target is a number alone, of the things, the time or the money that its name counts."""
    return BARE_NUMBER.fullmatch(normalise(target).strip()) is not None and COUNT_NAME.search(fold(name)) is not None


def bleach(text: str) -> str:
    """Return ``text`` without its list number, blanks, and the values of numbers, years and document numbers."""
    plain = normalise(LIST_NUMBER.sub("", text)).translate(MARKS)
    plain = DOCUMENT_NUMBER.sub("〔号〕", plain)
    return NUMBER.sub("0", YEAR.sub("年", plain))


def grams_of(plain: str, longest: int = 3) -> list[str]:
    """Return all stretches of one to ``longest`` characters."""
    return [plain[i : i + n] for n in range(1, longest + 1) for i in range(len(plain) - n + 1)]


def counted(items: list[str]) -> dict[str, int]:
    """Return how often each item occurs."""
    return Counter(items)


def signals(role: str, text: str, known: Collection[Span]) -> dict[str, float]:
    """Return the readable features of a statement without its list number, by name, from 0 to 1."""
    found = elements_of(text)
    bare = PUNCTUATION.sub("", normalise(text))
    empty, *clauses = shares(masked(text, found))
    values = {
        f"role:{role}": 1.0,
        "empty-share": empty,
        "empty-with-element": empty * found.concrete,
        "all-empty": float(empty >= 1),
        "duty-start": float(bool(DUTY_START.match(text))),
        "builds-system": float(bool(BUILD.search(text))),
        **element_signals(found),
        **vocabulary_signals(known, bare),
        **clause_signals(text, clauses, found),
    }
    if role == Role.INDICATOR:
        values |= indicator_signals(text, found, known)
    if role == Role.PROBLEM:
        values["problem-omission"] = float(bool(found.lacks))
        values["problem-figure"] = float(bool(found.quantities or found.inputs))
    return {name: value for name, value in values.items() if value}


def masked(text: str, found: Elements) -> str:
    """Return ``text`` with its standards blacked out: 完成省下达的造林任务 is no empty talk though its words are."""
    chars = list(text)
    for span in (s for s in found.standards if s.note in BY_REFERENCE):
        chars[span.start : span.end] = MASK * (span.end - span.start)
    return "".join(chars)


def element_signals(found: Elements) -> dict[str, float]:
    """Return which elements a statement gives, by the pattern that found them."""
    values = {
        "quantity": float(bool(found.quantities)),
        "quantities": min(len(found.quantities), MOST_COUNTED) / MOST_COUNTED,
        "input-only": float(bool(found.inputs) and not found.concrete),
        "input": float(bool(found.inputs)),
        "no-element": float(not found.concrete),
        "two-elements": float(sum(map(bool, (found.quantities, found.deadlines, found.standards, found.named))) > 1),
    }
    for kind, spans in (("deadline", found.deadlines), ("standard", found.standards), ("named", found.named)):
        values[kind] = float(bool(spans))
        values |= {f"{kind}:{span.note}": 1.0 for span in spans}
    return values


def vocabulary_signals(known: Collection[Span], bare: str) -> dict[str, float]:
    """Return how much of a statement is empty, internal, of some duty, and of no known word."""
    total = max(len(bare), 1)
    size = dict.fromkeys(Kind, 0)
    count = dict.fromkeys(Kind, 0)
    for span in known:
        size[Kind(span.note)] += span.end - span.start
        count[Kind(span.note)] += 1
    digits = sum(c.isdigit() or c in ".%" for c in bare)
    other = max(total - sum(size.values()) - digits, 0)
    values = {f"share:{kind}": size[kind] / total for kind in COUNTED}
    values |= {f"any:{kind}": float(count[kind] > 0) for kind in COUNTED}
    values |= {f"count:{kind}": min(count[kind], MOST_COUNTED) / MOST_COUNTED for kind in COUNTED}
    return values | {
        "share:other": other / total,
        "other:some": float(other >= SOME),
        "other:many": float(other >= MANY),
        "internal-without-duty": float(count[Kind.INTERNAL] > 0 and count[Kind.DUTY] == 0),
        "neither": float(count[Kind.INTERNAL] == 0 and count[Kind.DUTY] == 0),
        "duty-beyond-internal": float(count[Kind.DUTY] > count[Kind.INTERNAL] > 0),
    }


def clause_signals(text: str, clauses: list[float], found: Elements) -> dict[str, float]:
    """Return how the clauses differ: figures for show before an empty close, a concrete clause among empty ones.

    ``clauses`` are the shares of empty words in the clauses.
    """
    if len(clauses) <= 1:
        return {}
    shown = [q for q in found.quantities if is_for_show(text, q)]
    only_show = bool(shown) and len(shown) == len(found.quantities)
    return {
        "least-empty-clause": min(clauses),
        "empty-close": float(clauses[-1] >= VAGUE_CLAUSE),
        "figures-for-show": float(only_show and clauses[-1] >= VAGUE_CLAUSE / 2 and not found.standards),
        "quantity-before-empty-close": float(bool(found.quantities) and clauses[-1] >= VAGUE_CLAUSE),
        "drop-of-emptiness": max(abs(a - b) for a, b in pairwise(clauses)),
    }


def is_for_show(text: str, quantity: Span) -> bool:
    """Whether a figure counts meetings, papers or people sent out, not what they brought about."""
    start = max(text.rfind(mark, 0, quantity.start) for mark in "，。；、\n") + 1
    return any(word in text[max(start - SHORT_NAME, 0) : quantity.start] for word in words("input", "show"))


def indicator_signals(text: str, found: Elements, known: Collection[Span]) -> dict[str, float]:
    """Return whether an indicator's name and target can be measured together."""
    name, target = split_indicator(text)
    plain, folded = fold(name), normalise(target)
    bare = is_bare_share(name, target)
    percent = "%" in folded or bare
    whole = tells_whole(plain)
    halved = has_hollow_half(plain)
    hollow = bool(HOLLOW_RATE.search(plain)) and not BASIS.search(text)
    kinds = {span.note for span in known if span.start < len(name)}
    counted_bare = {"quantity": 1.0, "quantities": 1 / MOST_COUNTED, "no-element": 0.0}
    return (counted_bare if is_bare_count(name, target) else {}) | {
        "target:percent": float(percent),
        "target:number": float(not percent and any(c.isdigit() for c in folded)),
        "target:bare-share": float(bare),
        "target:words": float(not any(c.isdigit() for c in folded)),
        "target:empty": float(coverage(target) >= 1 and not found.concrete),
        "target:bound": float(any(span.note == "bound" for span in found.standards)),
        "name:tells-whole": float(whole),
        "name:hollow-rate": float(hollow),
        "percent-of-nothing": float(percent and not whole),
        "percent-of-hollow-rate": float(percent and hollow),
        "percent-of-rate": float(percent and whole and not hollow),
        "percent-of-satisfaction": float(percent and "满意" in name and not halved),
        "name:satisfaction": float("满意" in name),
        "name:empty-share": coverage(name),
        "name:all-empty": float(coverage(name) >= 1),
        "name:duty": float(Kind.DUTY in kinds),
        "name:internal": float(Kind.INTERNAL in kinds),
        "name:neither": float(not kinds & {Kind.DUTY, Kind.INTERNAL}),
        "name:hollow-half": float(halved),
        "name:short": float(len(plain) <= SHORT_NAME),
    }


def has_hollow_half(name: str) -> bool:
    """Whether a name joins two measures of which one tells no whole: 工作效率和群众满意度."""
    parts = compound_parts(name)
    return parts is not None and not all(tells_whole(part) and not HOLLOW_RATE.search(part) for part in parts)


def split_indicator(text: str) -> tuple[str, str]:
    """Return name and target of ``名称：指标值``; the target is empty where there is no colon."""
    parts = COLON.split(text, maxsplit=1)
    return parts[0], parts[1] if len(parts) > 1 else ""
