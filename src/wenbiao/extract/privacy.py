"""Personal data in a text, and how it is hidden: mobile numbers, identity numbers, bank cards, office phones, names.

The hit keeps its length when it is masked, so that offsets stay what they are.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from wenbiao.extract.lexicon import load_lines


class Private(StrEnum):
    """Kinds of personal data."""

    MOBILE = "手机号码"
    IDENTITY = "身份证号码"
    BANK_CARD = "银行账号"
    PHONE = "固定电话"
    NAME = "姓名"


@dataclass(frozen=True, slots=True)
class Hit:
    """Personal data at ``start:end``; ``hidden`` is what may be shown instead, of the same length.

    ``certain`` is false for an identity number whose check digit is wrong and that is called one.
    """

    kind: Private
    start: int
    end: int
    hidden: str
    certain: bool = True


MOBILE = re.compile(
    r"(?<![\d.A-Za-z_])(?:\+?86[- ]?)?(?P<number>1[3-9]\d(?:\d{8}|[- ]\d{4}[- ]\d{4}))(?![\d_]|\.\d|\s*(?:万|亿)?元|[A-Za-z])"
)
IDENTITY = re.compile(r"(?<![\dA-Za-z])(?P<number>[1-9]\d{16}[\dXxＸ])(?![\dA-Za-z])")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"
OLDEST_BIRTH, LATEST_BIRTH, MONTHS = 1900, 2049, 12
CARD = re.compile(r"(?<![\dA-Za-z.])(?P<number>\d{16,19}|\d{4}(?:[ -]\d{4}){3}(?:[ -]\d{1,3})?)(?![\dA-Za-z])")
CARD_CONTEXT = re.compile(r"账号|帐号|卡号|账户|帐户|银行|开户|打款|收款|汇入|转入")
CONTEXT_REACH = 24
PHONE = re.compile(
    r"(?<![\d-])(?P<number>0\d{2,3}[- —－]\d{7,8})(?![\d-])"
    r"|(?:电\s*话|座机|传真|热线|联系方式|手机)(?:号码)?\s*[:：]?\s*(?P<bare>[2-9]\d{6,7})(?![\d.%％万元])"
)
LONG_NUMBER = re.compile(r"\d{7}|\d{4}[ -]\d{4}")
"""What every number above holds; few texts do."""
NAME_LABEL = (
    r"(?:填[表报]人|经办人|制表人|编制人|联系人|审核人|复核人|报告人|法定代表人|法人代表|分管领导|主管领导|会计|出纳"
    r"|(?:单位|部门|项目|财务|填报单位)负责人)"
)
BEFORE_NAME = re.compile(r"[人导计纳员）)字名]\s*[:：]")
"""How every label of a name ends."""
NAME = re.compile(
    rf"""{NAME_LABEL}员?\s*(?:[（(](?:签[字名章]|盖章|签字盖章)[）)])?\s*(?:签字|签名|姓名)?\s*[:：]\s*
        (?P<name>[\u4e00-\u9fff](?:[ \u3000]?[\u4e00-\u9fff·]){{1,3}})
        (?=$|[\s，,、；;（(）)]|填[报表]|联系|电话|日期|\d)""",
    re.X,
)
"""填表人：王小明, 单位负责人（签字）：李四."""
NOT_NAMES = re.compile(r"签[字名章]|盖章|电话|日期|无|略|单位|部门|科$|股$|室$|局|办公|公司|中心|姓名|手机|职务")
MAX_NAME = 4


@cache
def surnames() -> frozenset[str]:
    """Return the surnames a personal name begins with."""
    return frozenset(load_lines("surnames.txt"))


def private_data(text: str) -> Iterator[Hit]:
    """Yield the personal data of a text, the surest reading of each stretch once."""
    taken: list[Hit] = []
    numbers = (*identities(text), *mobiles(text), *cards(text), *phones(text)) if LONG_NUMBER.search(text) else ()
    for hit in (*numbers, *(names(text) if BEFORE_NAME.search(text) else ())):
        if not any(t.start < hit.end and hit.start < t.end for t in taken):
            taken.append(hit)
    yield from sorted(taken, key=lambda hit: hit.start)


def may_be_private(text: str) -> bool:
    """Whether a text holds something of which every piece of personal data has one; most texts do not."""
    return LONG_NUMBER.search(text) is not None or BEFORE_NAME.search(text) is not None


def mask_text(text: str) -> str:
    """Return ``text`` with all personal data hidden; its length does not change."""
    for hit in private_data(text):
        text = text[: hit.start] + hit.hidden + text[hit.end :]
    return text


def hide(number: str, head: int, tail: int) -> str:
    """Return a number with its middle starred."""
    return number[:head] + "*" * (len(number) - head - tail) + number[len(number) - tail :]


def identities(text: str) -> Iterator[Hit]:
    """Yield 18-digit identity numbers: date of birth and check digit must be right."""
    for found in IDENTITY.finditer(text):
        number = found["number"].upper().replace("Ｘ", "X")
        certain = has_check_digit(number)
        called = "身份证" in text[max(0, found.start() - CONTEXT_REACH) : found.start()]
        if has_birth_date(number) and (certain or called):
            yield Hit(Private.IDENTITY, *found.span("number"), hide(found["number"], 6, 2), certain)


def has_birth_date(number: str) -> bool:
    """Whether the 7th to 14th of 18 characters are a date of birth."""
    year, month, day = int(number[6:10]), int(number[10:12]), int(number[12:14])
    return OLDEST_BIRTH <= year <= LATEST_BIRTH and 1 <= month <= MONTHS and 1 <= day <= monthrange(year, month)[1]


def has_check_digit(number: str) -> bool:
    """Whether the last of 18 characters is the check digit of the others (GB 11643)."""
    total = sum(int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False))
    return CHECK_DIGITS[total % len(CHECK_DIGITS)] == number[-1]


def mobiles(text: str) -> Iterator[Hit]:
    """Yield mobile numbers."""
    for found in MOBILE.finditer(text):
        yield Hit(Private.MOBILE, *found.span("number"), hide(found["number"], 3, 4))


def cards(text: str) -> Iterator[Hit]:
    """Yield numbers of bank cards: the check digit is right and words of banking stand shortly before."""
    for found in CARD.finditer(text):
        before = text[max(0, found.start() - CONTEXT_REACH) : found.start()]
        if passes_luhn(re.sub(r"\D", "", found["number"])) and CARD_CONTEXT.search(before):
            yield Hit(Private.BANK_CARD, *found.span("number"), hide(found["number"], 4, 4))


def passes_luhn(number: str) -> bool:
    """Whether the last digit is the check digit of the others by the Luhn formula."""
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(number))]
    return sum(d if d < 10 else d - 9 for d in doubled) % 10 == 0  # noqa: PLR2004


def phones(text: str) -> Iterator[Hit]:
    """Yield numbers of office phones: with area code, or after 电话."""
    for found in PHONE.finditer(text):
        group = "number" if found["number"] else "bare"
        head = len(re.split(r"[- —－]", found[group])[0]) + 1 if group == "number" else 0
        yield Hit(Private.PHONE, *found.span(group), hide(found[group], head, 4))


def names(text: str) -> Iterator[Hit]:
    """Yield personal names after labels like 填表人."""
    for found in NAME.finditer(text):
        if is_name(found["name"]):
            yield Hit(Private.NAME, *found.span("name"), hide(found["name"], 1, 0))


def is_name(text: str) -> bool:
    """Whether a short text is a personal name: it begins with a surname and is no word of the form."""
    name = re.sub(r"\s", "", text)
    begins = name[:1] in surnames() or name[:2] in surnames()
    return 2 <= len(name) <= MAX_NAME and begins and not NOT_NAMES.search(name)  # noqa: PLR2004
