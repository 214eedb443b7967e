"""Lists whose length is stated: 设3个股室，分别是A、B、C, and A、B、C三个股室."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wenbiao.extract.letters import needs
from wenbiao.extract.numerals import normalise, parse_numeral
from wenbiao.extract.spans import Span

NUMBER = r"(?:(?<![\d.])\d{1,3}|(?<![第每任某同统唯之另各这那一两二三四五六七八九十百])[一两二三四五六七八九十]{1,3})"
MEASURE = r"(?:大类|[个家所名位项件类种座条处支辆台套本期场块次])"
ORGAN = (
    r"(?:股室|科室|处室|机构|单位|部门|乡镇|街道|社区|学校|医院|支队|大队|中队|中心"
    r"|[正副]?[科股处](?=[，,、。：:（(]|分|包|即|为)|站所|[站所镇乡村](?=[，,、。：:（(]|分|包|即))"
)
NAMING = r"(?:分别(?:是|为|有|设|即)|依次(?:是|为)|具体(?:是|为|包括)|即(?![将可使时便日刻])|是指)"
LISTING = r"(?:包括|包含|主要有|有|含|为|是|设)"
FIRST = re.compile(
    rf"""(?:(?P<before>{NUMBER})\s*{MEASURE}\s*[\u4e00-\u9fff]{{0,6}}?{ORGAN}
          | {ORGAN}[\u4e00-\u9fff]{{0,4}}?(?P<after>{NUMBER})\s*{MEASURE})
        \s*[，,]?\s*(?:(?:(?P<naming>{NAMING})|{LISTING})\s*[:：]?|[:：])
        \s*(?P<list>[^。；;\n]{{2,300}})""",
    re.X,
)
"""设3个股室，分别是…; 下设内设机构5个，包括…; 3个内设机构：…"""
ANYTHING = re.compile(
    rf"(?P<before>{NUMBER})\s*{MEASURE}[\u4e00-\u9fff“”]{{0,10}}?\s*[，,]?\s*(?P<naming>{NAMING})\s*[:：]?\s*(?P<list>[^。；;\n]{{2,300}})"
    rf"|[\u4e00-\u9fff“”]{{2}}(?P<after>{NUMBER})\s*{MEASURE}\s*[，,]?\s*(?P<naming2>{NAMING})\s*[:：]?\s*(?P<list2>[^。；;\n]{{2,300}})"
)
"""获得2项荣誉，分别是A和B; 代办项目6个，即：A、B"""
BRACKETED = re.compile(
    rf"(?:(?P<before>{NUMBER})\s*{MEASURE}\s*[\u4e00-\u9fff]{{0,6}}?{ORGAN}|{ORGAN}[\u4e00-\u9fff]{{0,4}}?(?P<after>{NUMBER})\s*{MEASURE})"
    r"\s*[（(](?P<list>[^（）()。；;]{4,200})[）)]"
)
"""内设3个股室（办公室、财务股、业务股）"""
LAST = re.compile(
    rf"(?:内设|下设|设有|设立|分设|设置|下辖|管辖|所辖|辖|(?<![建增开撤公预陈铺架装])设)了?(?P<list>[^。；;:：，,\n\d]{{4,300}}?)(?P<etc>等)?(?:共计|合计|共)?"
    rf"(?P<after>{NUMBER})\s*{MEASURE}\s*[\u4e00-\u9fff]{{0,4}}?(?:{ORGAN}|科|股|站|所|镇|乡|村)"
)
"""内设综合办公室、投诉协调股、营商环境评价股三个股室."""

NUMBERED_LIST = re.compile(
    r"(?P<ratio>(?<![\d/])(?P<done>\d{1,2})\s*/\s*\d{1,2}\s*(?:[）)]\s*)?[×xX*＊]\s*\d+[^。；\n]{0,12}[。；\s]*)(?=1\s*[、.．])"
    rf"|(?P<before>{NUMBER})\s*{MEASURE}[^，。；：:\n\d]{{0,12}}[:：]\s*(?=1\s*[、.．）)]|[（(]1[）)]|①)"
)
"""4/4*8=8 1、… 2、… 3、… 4、…; 完成重点工作5件：1.… 2.…"""
ITEM_NUMBER = re.compile(r"(?<![\d.．/])[（(]?(?P<number>\d{1,2})\s*[、.．）)](?!\d)|(?P<circled>[①-⑳])")
OPEN_END = re.compile(r"等(?![级候额次距效])|…|以及其他|及其他|略）")
NUMBERED = re.compile(r"一是|二是|[（(][一二1２]|第[一二]|首先|[12１２][.．、）)]|①")
INNER = re.compile(r"[（(][^（）()]*[）)]|《[^《》]*》|“[^“”]*”")
MASK = "〇"
SIDE_BY_SIDE = re.compile(r"[》”](?=[《“])")
JOINT = re.compile(r"以及|[和及与并暨]")
ITEM_END = re.compile(r"[；;。\n]|\d{1,2}[、.．]")
CLAUSE = re.compile(r"[，,]")
UNIT_NAME = re.compile(
    rf"(?:[股科室处办站所局队院校园馆会部组委厅司镇乡村厂场台社区学]|中心|街道|公司|集团|机关|本级|基地|平台){MASK}*$"
)
OFFICE = re.compile(rf"(?:[股科室处站所局队]|中心){MASK}*$")
COUNTED = re.compile(rf"^(?:其中|含)?{NUMBER}\s*[个家所名人]")
VERBAL = re.compile(
    r"负责|承担|主要|实行|属于|核定|编制|现有|共有|其中|人员|在职|在编|成立|位于|[均同][为系]|都是|开展|纳入|所属|下属|组成|牵头|正科级|副科级|规格|合署"
)
DIGIT = re.compile(r"\d")
LONGEST_ITEM, FEWEST_ITEMS = 26, 2


@dataclass(frozen=True, slots=True)
class Enumeration:
    """A stated number with the list it counts; between ``fewest`` and ``most`` items can be read in the list.

    ``certain`` is false where "即" may open an explanation instead of the list.
    """

    span: Span
    stated: int
    fewest: int
    most: int
    items: tuple[str, ...]
    certain: bool = True

    @property
    def holds(self) -> bool:
        """Whether the list can be read so that the number is right."""
        return self.fewest <= self.stated <= self.most


@needs(FIRST, BRACKETED, LAST, ANYTHING)
def enumerations(text: str) -> Iterator[Enumeration]:
    """Yield the closed lists whose length is stated, each once. Lists that end in 等 or … are open and left out."""
    taken: list[Span] = []
    for pattern in (FIRST, BRACKETED, LAST, ANYTHING):
        for found in pattern.finditer(text):
            read = read_list(found, organs=pattern is not ANYTHING)
            if read is not None and not any(s.start < read.span.end and read.span.start < s.end for s in taken):
                taken.append(read.span)
                yield read


def read_list(found: re.Match[str], *, organs: bool) -> Enumeration | None:
    """Return the list of a match, or None where it is open, numbered, or no list of names; ``organs`` have no digits."""
    groups = found.groupdict()
    listed = groups["list"] or groups["list2"]
    start = found.start("list") if groups["list"] else found.start("list2")
    named = bool(groups.get("naming") or groups.get("naming2"))
    printed_number = groups.get("before") or groups.get("after") or ""
    stated = parse_numeral(printed_number)
    if (
        stated is None
        or stated < 1
        or (stated == 1 and not (organs and printed_number.isdigit()))
        or NUMBERED.search(listed)
    ):
        return None
    bare = INNER.sub(lambda inner: MASK * len(inner[0]), listed)
    if OPEN_END.search(bare):
        return None
    clauses = CLAUSE.split(bare)
    items = items_of(clauses[0])
    several = len(items) + (joints(items) if organs and items and UNIT_NAME.search(items[-1]) else 0) >= FEWEST_ITEMS
    sure = several or (named and UNIT_NAME.search(items[0] if items else ""))
    if not sure or not are_names(items) or (organs and DIGIT.search(clauses[0])):
        return None
    names = sum(map(names_in, items))
    fewest, most = names or len(items), len(items) + joints(items) + len(SIDE_BY_SIDE.findall(listed))
    for clause in clauses[1:]:
        further = items_of(clause)
        if not further or not are_names(further):
            break
        most += len(further) + joints(further)
    span = Span(found.start(), max(start + len(clauses[0]), found.end("after") if groups.get("after") else 0))
    if groups.get("etc"):
        most = max(most, int(stated))
    printed = tuple(listed[: len(clauses[0])].strip().split("、"))
    sure_sign = organs or (groups.get("naming") or groups.get("naming2") or "").startswith(("分别", "依次"))
    return Enumeration(span, int(stated), fewest, most, printed, sure_sign)


def numbered_lists(text: str) -> Iterator[Enumeration]:
    """Yield the lists 1、… 2、… after a stated number, in one text of any length; each item keeps its number."""
    if "1" not in text and "１" not in text and "①" not in text:
        return
    plain = normalise(text)
    for found in NUMBERED_LIST.finditer(plain):
        stated = parse_numeral(found["done"] or found["before"])
        end = found.end()
        starts = [mark.end() for mark in in_sequence(plain, end)]
        last = len(starts)
        if stated is None or last < FEWEST_ITEMS or OPEN_END.search(plain, end):
            continue
        items = tuple(ITEM_END.split(text[start : start + LONGEST_ITEM])[0] for start in starts)
        yield Enumeration(Span(found.start(), end), int(stated), last, last, items, certain=False)


def in_sequence(text: str, at: int) -> Iterator[re.Match[str]]:
    """Yield the marks 1、 2、 3、 … of one style from ``at`` on, each one more than the last."""
    last, style = 0, ""
    for mark in ITEM_NUMBER.finditer(text, at):
        number = int(mark["number"]) if mark["number"] else ord(mark["circled"]) - ord("①") + 1
        own = "①" if mark["circled"] else re.sub(r"[\d\s]", "", mark[0])
        if number == last + 1 and own == (style or own):
            last, style = number, own
            yield mark


def items_of(clause: str) -> list[str]:
    """Return the items of a clause, divided at 、 or at blanks."""
    return [item for item in re.split(r"[、\s]+", clause.strip()) if item]


def names_in(item: str) -> int:
    """Return how many names of offices an item surely holds: two in 人事股和法规股, one in 财务和审计股."""
    *first, last = JOINT.split(item)
    return sum(bool(OFFICE.search(part)) for part in first) + bool(UNIT_NAME.search(last))


def joints(items: Sequence[str]) -> int:
    """Return how many more items a list holds when every 和 and 及 divides two."""
    return sum(len(JOINT.findall(item)) for item in items)


def are_names(items: Sequence[str]) -> bool:
    """Whether the pieces can be names: short, no statement, no count of their own (1个行政单位)."""
    return all(len(i) <= LONGEST_ITEM and not VERBAL.search(i) and not COUNTED.match(i) for i in items)
