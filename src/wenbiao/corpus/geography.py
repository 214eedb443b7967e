"""What kind of unit reports and where it belongs: the columns of a document's row that places and kinds are counted by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from wenbiao.corpus.schema import Row
from wenbiao.extract.divisions import by_code, current, parent_of
from wenbiao.extract.identity import Identity
from wenbiao.extract.lexicon import load_toml

BEHIND_NAME = re.compile(r"(?:[（(][^（）()]*[）)]|本级|机关|本部)+$")
"""What may follow the name proper: （本级）, 机关."""


@dataclass(frozen=True, slots=True)
class UnitType:
    """A kind of unit: its id in the store, its Chinese name and the wording it is known by."""

    id: str
    name: str
    ends: tuple[str, ...]
    has: tuple[str, ...]


@cache
def unit_types() -> tuple[UnitType, ...]:
    """Return the kinds of units of ``lexicons/unit_types.toml``, the first that fits decides."""
    return tuple(
        UnitType(row["id"], row["name"], tuple(row["ends"]), tuple(row.get("has", ())))
        for row in load_toml("unit_types.toml")["type"]
    )


def unit_type_of(unit: str) -> str:
    """Return the id of the kind of a unit by its name, "" for an unknown one."""
    name = BEHIND_NAME.sub("", "".join(unit.split()))
    if not name:
        return ""
    for kind in unit_types():
        if name.endswith(kind.ends) or any(word in name for word in kind.has):
            return kind.id
    return ""


def place_columns(identity: Identity) -> Row:
    """Return unit type, level, division and parent of a document; null where it leaves them open.

    Division and parent are those of today: 株洲县 of 2016 is counted with 渌口区, which took its place, so that years
    can be compared. What the report prints stays in its unit's name.
    """
    location = identity.location
    columns: Row = {"unit_type": unit_type_of(identity.unit) or None, "level": location.level or None}
    if location.division is None:
        return columns
    code = current(location.division.code)
    above = parent_of(code)
    return columns | {
        "division_code": code,
        "division_name": by_code()[code].name,
        "parent_code": above or None,
        "parent_name": by_code()[above].name if above else None,
    }
