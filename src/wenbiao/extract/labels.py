"""The wording that a figure belongs to: cut out of the text to its left and read for concept and scope."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from wenbiao.extract.cues import COMPARED, COPULA, GEOGRAPHY, LEADING
from wenbiao.extract.wording import NUMBERING, Wording, aliases, concept_kinds, fold, read_wording, split_fund

HARD_STOPS = "，。；：！？,;:\n"
MAX_LABEL = 60
ITEM = re.compile(r"(?P<name>[^（()）]{2,40}?)\s*[（(]\s*(?P<level>类|款|项)\s*[）)]")
GENERIC = frozenset(
    [
        "支出",
        "收入",
        "预算",
        "决算",
        "金额",
        "资金",
        "合计",
        "总计",
        "小计",
        "总额",
        "结余",
        "滚存结余",
        "年末滚存结余",
        "经费",
        "数额",
        "总数",
        "共计",
        "实际支出",
        "支出数",
        "决算数",
        "预算数",
        "收支",
        "使用",
        "安排",
        "支付",
        "部门",
        "单位",
        "年度",
        "当年",
        "年中",
        "年中调整后",
    ]
) | {""}
"""Wordings that say nothing without what was spoken of before."""

ORGANISATION = re.compile(
    r"(?:局|中心|委员会|委|办公室|办|联合会|会|联|协|院|校|学|园|站|所|部|队|馆|厅|公司|法庭|街道|镇|乡|村|单位|部门|机关|系统|集团)(?:本级|本部|机关)?(?:[（(][^（）()]*[）)])?$"
)
OURSELVES = re.compile(
    r"^(?:我|本|该|全)(?:单位|部门|局|中心|委|办|会|院|校|站|所|部|队|馆|厅|机关|系统|处|园|街道|镇|乡)?(?:机关|本级)?$"
)
NOISE = re.compile(
    r"^(?:现有|共有|实有|共|现|部门|单位|年度|实际|全年|总|当年|全部|各项|下达|财政|批复|总的|截至年末|截止年末|年末|年底|当前|目前|截至目前|累计|完成|实现|取得|发生|支付|列支|使用|安排|全年实际|度|年|末|底|其中|上述|以上|整个|综合|最终|评价|绩效|项目|自评|我们|共计|经费|资金|设有|核定|一般|有|的|为|是|在|和|与)+$"
)


TRAILING_NOISE = re.compile(r"(?:现有|共有|实有|共|有|现|核定|的)+$")
COMPARING = re.compile(r"^(?:与|同|和|由|从)?(?:比|较)?|(?:对比|相比较|相比|相较|比较|比)$")
MAX_PREFIX = 24
MAX_BRACKET = 4
"""Brackets that belong to a name are short: 因公出国（境）费, 维修（护）费, （类）; longer ones explain."""


@dataclass(frozen=True, slots=True)
class Label:
    """A label as read: its wording, the words that narrow it and the 类/款/项 above it."""

    text: str
    wording: Wording
    scope: str = ""
    organisation: str = ""
    path: tuple[str, ...] = ()

    @property
    def is_generic(self) -> bool:
        """Whether the label needs the topic spoken of before to mean anything."""
        return self.wording.core in GENERIC and not self.scope and not self.wording.fund


def label_before(text: str, low: int, high: int) -> str:
    """Return the wording that ends right before offset ``high``, looking back no further than ``low``."""
    end = before_copula(text, low, high)
    while end > low and text[end - 1] in "）)":
        opening = max(text.rfind("（", low, end), text.rfind("(", low, end))
        if opening < 0 or end - opening - 2 <= MAX_BRACKET:
            break
        end = before_copula(text, low, opening)
    start = end
    floor = max(low, end - MAX_LABEL)
    while start > floor:
        char = text[start - 1]
        if char in HARD_STOPS:
            break
        if char in "）)":
            opening = max(text.rfind("（", floor, start - 1), text.rfind("(", floor, start - 1))
            if opening < 0:
                break
            start = opening
            continue
        if char in "（(":
            break
        start -= 1
    raw = text[start:end]
    lead = LEADING.match(raw)
    return raw[lead.end() :].strip() if lead else raw.strip()


def strip_comparison(raw: str) -> str:
    """Return a label without "与上年决算数相比": what stands before it, or after it when nothing does."""
    found = COMPARED.search(raw)
    if not found:
        return raw
    before = raw[: found.start()].strip()
    return before or raw[found.end() :].strip()


def comparison_base(raw: str) -> tuple[str, bool] | None:
    """Return the label of a figure stated only to compare with, and whether it names its own subject; None for any other.

    "公用经费比上年" is 上年公用经费, "比上年" only 上年.
    """
    found = COMPARED.search(raw)
    if not found or found[0] in ("", "同比", "环比"):
        return None
    own = raw[: found.start()].strip()
    return COMPARING.sub("", found[0]) + (own or raw[found.end() :].strip().lstrip("的")), bool(own)


def before_copula(text: str, low: int, high: int) -> int:
    """Return where the wording before ``high`` ends: in front of 为, 共, 达 and the like."""
    cut = COPULA.search(text, max(low, high - MAX_LABEL), high)
    return cut.start() if cut else high


@lru_cache(maxsize=20_000)
def read_label(raw: str, year: int | None) -> Label:
    """Return the label that ``raw`` says; relative years count from the report's ``year``."""
    items = ITEM.findall(raw)
    path = tuple(fold(name) for name, _ in items)
    text = raw
    if items:
        last = list(ITEM.finditer(raw))[-1]
        after = raw[last.end() :].strip()
        text = last["name"] + (after.removeprefix("支出") if last["name"].endswith("支出") else after)
    text = NUMBERING.sub("", text).lstrip("）)")
    scope = ""
    wording = read_wording(text, year)
    if found := GEOGRAPHY.match(fold(text)) or GEOGRAPHY.match(wording.core):
        scope = found[0]
        folded = fold(text).replace(scope, "", 1) if fold(text).startswith(scope) else wording.core[len(scope) :]
        inner = read_wording(folded, year)
        wording = replace(
            inner,
            period=inner.period or wording.period,
            basis=inner.basis if wording.basis.value == "unknown" else wording.basis,
        )
    if wording.concept is None:
        wording, narrowing, organisation = by_suffix(wording)
        return Label(raw, wording, scope or narrowing, organisation, path[:-1])
    return Label(raw, wording, scope, "", path[:-1])


def is_prefix(words: str) -> bool:
    """Whether words before a subject narrow nothing: the unit itself, or 现有, 全年 and the like."""
    return bool(OURSELVES.match(words) or NOISE.match(words))


def by_suffix(wording: Wording) -> tuple[Wording, str, str]:
    """Return the wording with the concept its end names, the words that narrow it, and the organisation before it.

    Amounts keep their own wording when other words narrow them: 社会保障和就业支出 is not 支出.
    """
    core = wording.core
    for start in range(1, min(len(core) - 3, MAX_PREFIX)):
        fund, rest = split_fund(core[start:])
        if fund and (is_prefix(core[:start]) or ORGANISATION.search(core[:start])):
            measure = read_wording(rest, None)
            return replace(wording, core=rest, full=core[start:], fund=fund, concept=measure.concept), "", ""
    for start in range(1, len(core) - 1):
        concept = aliases().get(core[start:])
        if concept is None:
            continue
        before = core[:start]
        if is_prefix(before):
            return replace(wording, core=core[start:], full=core[start:], concept=concept), "", ""
        trimmed = TRAILING_NOISE.sub("", before)
        if ORGANISATION.search(trimmed) and concept_kinds()[concept] != "money":
            return replace(wording, core=core[start:], full=core[start:], concept=concept), "", trimmed
        if concept_kinds()[concept] == "score":
            return replace(wording, concept=concept), "" if "整体" in before else before, ""
        if concept_kinds()[concept] != "money":
            return replace(wording, concept=concept), before, ""
    return wording, "", ""
