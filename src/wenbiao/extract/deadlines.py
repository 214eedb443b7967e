"""Deadlines and days of completion, as indicators print them: 2024年8月25日前, 12月底前, 2024年11月."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from wenbiao.extract.numerals import normalise

DAY = re.compile(
    r"""(?:(?P<year>20\d{2})\s*[年.\-/]\s*)?(?P<month>\d{1,2})\s*(?:月|[.\-/](?=\s*\d{1,2}))\s*
        (?:(?P<day>\d{1,2})\s*[日号]?|(?P<part>底|末|上旬|中旬|下旬|初)?)""",
    re.X,
)
BEFORE = re.compile(
    r"^\s*(?:之?前|以前|底前)?(?:完成|完工|竣工|开工|投入使用|建成|通车|通水|验收|发放|支付|到位|完毕)*\s*[。；]?\s*$"
)
AHEAD = re.compile(r"^\s*(?:于|在|不晚于|不迟于|截至)?\s*$")
LAST_DAY_OF = {"上旬": 10, "中旬": 20, "初": 10}
MONTHS = 12
SAYS_DATE = re.compile(r"[年月日号]|20\d{2}")
"""Without one of these "1.2" is a number."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day by which something is due or was done; the last of a month where only the month is printed."""

    last: date
    first: date
    has_year: bool


def deadline(text: str, year: int | None) -> Deadline | None:
    """Return the one date that a cell states, or None where it is something else; ``year`` is the report's."""
    plain = normalise(text).strip()
    found = list(DAY.finditer(plain))
    if len(found) != 1 or not SAYS_DATE.search(plain):
        return None
    match = found[0]
    if not AHEAD.match(plain[: match.start()]) or not BEFORE.match(plain[match.end() :]):
        return None
    which = int(match["year"]) if match["year"] else year
    month = int(match["month"])
    if which is None or not 1 <= month <= MONTHS:
        return None
    length = monthrange(which, month)[1]
    if match["day"]:
        day = int(match["day"])
        return (
            Deadline(date(which, month, day), date(which, month, day), bool(match["year"]))
            if 1 <= day <= length
            else None
        )
    last = LAST_DAY_OF.get(match["part"] or "", length)
    return Deadline(date(which, month, last), date(which, month, 1), bool(match["year"]))
