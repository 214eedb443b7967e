"""One thing under two names: quoted names in the same words, and near-misses of a known name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from wenbiao.extract.letters import needs
from wenbiao.extract.spans import Span
from wenbiao.extract.typos import is_like
from wenbiao.extract.wording import fold
from wenbiao.model.document import Table

QUOTED = re.compile(r"“(?P<name>[\u4e00-\u9fff]{3,12})”")
HAN_BEFORE = re.compile(r"[\u4e00-\u9fff]{0,6}$")
HAN_AFTER = re.compile(r"[\u4e00-\u9fff]{0,6}")
ACTING = re.compile(
    r"(?:推进|开展|实施|打造|落实|做好|推行|加快|组织|举办|启动|创建|建设|深化|开发|推动|强化|完善|围绕|聚焦|坚持|通过|依托|以及|设置|形成|建立|采用|创新|争创|荣获|获得|参加|上线|使用)$"
)
"""A verb before a quoted name: several programmes are carried out in the same words, so it tells nothing."""
NUMBERING = frozenset("一二三四五六七八九十0123456789甲乙丙丁东西南北中上下前后左右老新大小ABCD")
"""Characters by which sister names differ on purpose: 第一小学 and 第二小学, 城东 and 城西."""
PLACE = re.compile(r"^(?:[\u4e00-\u9fff]{1,6}?(?:自治州|自治县|[省市县区州旗盟])){1,3}(?=.{5})")
LEVEL = "省市县区州旗盟镇乡"
PROJECT_LABELS = frozenset({"项目名称", "项目支出名称", "专项资金名称", "专项名称"})
MIN_CONTEXT, MIN_SHARED = 2, 2
MOST_ALIKE = 50
"""A text with more quoted names in the same words lists them."""
MIN_NAME, MOST_WRONG, HEAD = 7, 2, 2


@dataclass(frozen=True, slots=True)
class Variant:
    """Two names in one text that seem to mean one thing."""

    first: Span
    second: Span
    names: tuple[str, str]


@needs(QUOTED)
def quoted_variants(text: str, whole: str) -> Iterator[Variant]:
    """Yield the pairs of quoted names that stand in the same words and share part of themselves.

    ``whole`` is the text of the document: two names that both occur again in it are two things.
    """
    groups: dict[tuple[int, str], list[re.Match[str]]] = defaultdict(list)
    for found in QUOTED.finditer(text):
        groups[len(found["name"]), text[found.end() : found.end() + MIN_CONTEXT]].append(found)
    for one, other in (pair for group in groups.values() for pair in combinations(group[:MOST_ALIKE], 2)):
        first, second = one["name"], other["name"]
        if first == second or other.start() - one.end() <= 1 or shared(first, second) < MIN_SHARED:
            continue
        if not (whole.count(first) > 1 and whole.count(second) > 1) and stand_alike(text, one, other):
            yield Variant(Span(*one.span()), Span(*other.span()), (first, second))


def shared(one: str, other: str) -> int:
    """Return how many characters two names have in common at their beginning or at their end, the greater."""
    return max(common_prefix(one, other), common_prefix(one[::-1], other[::-1]))


def common_prefix(one: str, other: str) -> int:
    """Return the length of the common beginning of two texts."""
    length = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        length += 1
    return length


def stand_alike(text: str, one: re.Match[str], other: re.Match[str]) -> bool:
    """Whether the same words stand before and after two quoted names, and the words before are no verb."""
    before = [HAN_BEFORE.search(text[max(0, m.start() - 6) : m.start()]) for m in (one, other)]
    after = [HAN_AFTER.match(text, m.end()) for m in (one, other)]
    left = [m[0] if m else "" for m in before]
    right = [m[0] if m else "" for m in after]
    length = common_prefix(left[0][::-1], left[1][::-1])
    same_left = left[0][len(left[0]) - length :]
    return length >= MIN_CONTEXT and not ACTING.search(same_left) and common_prefix(*right) >= MIN_CONTEXT


def core_of(unit: str) -> tuple[str, str]:
    """Return the places before a unit's name, and the name without them."""
    name = "".join(unit.split())
    core = PLACE.sub("", name)
    return name[: len(name) - len(core)], core


def is_elsewhere(text: str, at: int, places: str) -> bool:
    """Whether the name at ``at`` belongs to another place than ``places``: 市… where the unit is a district's."""
    before = text[:at]
    return before[-1:] in tuple(LEVEL) and before[-MIN_CONTEXT:] != places[-MIN_CONTEXT:]


def project_names(table: Table) -> Iterator[str]:
    """Yield what a form names as its project."""
    for row in table.rows():
        for label, value in pairwise(row):
            if fold(label.text) in PROJECT_LABELS and value.text:
                yield "".join(value.text.split())


def twin_names(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of names that differ in one character of the same sound or of like shape."""
    places = {name: place for place, name in enumerate(dict.fromkeys(names)) if len(name) >= MIN_NAME}
    but_one: dict[tuple[int, str, str], list[str]] = defaultdict(list)
    for name in places:
        for at in range(len(name)):
            but_one[at, name[:at], name[at + 1 :]].append(name)
    pairs = ((one, other, key[0]) for key, alike in but_one.items() for one, other in combinations(alike, 2))
    for one, other, at in sorted(pairs, key=lambda pair: (places[pair[0]], places[pair[1]])):
        if is_like(one[at], other[at]) and not {one[at], other[at]} & NUMBERING:
            yield one, other


def near_misses(text: str, name: str, known: Sequence[str] = ()) -> Iterator[Span]:
    """Yield the places where a text has ``name`` with one or two characters in its middle changed.

    The first two and the last character must be right, and ``known`` names and sister names are left out.
    """
    if len(name) < MIN_NAME:
        return
    at = text.find(name[:HEAD])
    while at >= 0:
        window = text[at : at + len(name)]
        if is_near(window, name) and window not in known:
            yield Span(at, at + len(name))
        at = text.find(name[:HEAD], at + 1)


def is_near(window: str, name: str) -> bool:
    """Whether a text is a name with one or two characters changed that are no numbering."""
    if len(window) != len(name) or window[-1] != name[-1]:
        return False
    wrong = [(a, b) for a, b in zip(window, name, strict=True) if a != b]
    if not 1 <= len(wrong) <= MOST_WRONG or len(wrong) * 5 > len(name):
        return False
    return all("\u4e00" <= a <= "\u9fff" and not {a, b} & NUMBERING and {a, b} != {"和", "与"} for a, b in wrong)
