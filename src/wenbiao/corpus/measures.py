"""What is measured of a corpus, and the counts of every document it is measured from.

Every measure is a numerator over a denominator, both added up over documents: a *share* counts some of what the
denominator counts (figures that hold of those checked), a *rate* counts events beside an exposure (findings per 100
figures), a *mean* adds a value up over documents.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    import duckdb

Array: TypeAlias = NDArray[np.float64]
Labels: TypeAlias = NDArray[np.object_]
Places: TypeAlias = NDArray[np.intp]


class Kind(StrEnum):
    """How numerator and denominator of a measure hang together."""

    SHARE = "share"
    RATE = "rate"
    MEAN = "mean"


class By(StrEnum):
    """What documents are grouped by."""

    DIVISION = "division"
    PARENT = "parent-division"
    YEAR = "year"
    UNIT_TYPE = "unit-type"
    GENRE = "genre"


@dataclass(frozen=True, slots=True)
class Measure:
    """One measure: its id, Chinese name, kind, the SQL of its two columns, and which direction is better.

    ``scale`` times numerator over denominator is what is printed, in ``unit``; ``better`` is 1 where more is better,
    -1 where less is, 0 where neither can be said and nothing is ranked. ``most`` is the highest value there can be.
    """

    id: str
    name: str
    kind: Kind
    numerator: str
    denominator: str
    scale: float = 1.0
    unit: str = ""
    better: int = 0
    most: float = math.inf


GROUPS = {
    "WB1": "文表一致", "WB2": "文文一致", "WB3": "表内勾稽", "WB4": "表间勾稽", "WB5": "评分规则", "WB6": "完整性", "WB7": "目标与文字",
    "WB8": "规范与公开",
}  # fmt: skip
"""The groups of rules; errors and warnings count, remarks (info) do not."""
PRAISED = 90
"""A self-score of 90 and more is called 优 in nearly every scheme."""
HAS_QUALITY = "(quality IS NOT NULL)::INT"


def per_figures(id_: str, name: str, column: str) -> Measure:
    """Return findings for every 100 stated figures; documents that state none have no exposure and count neither way."""
    return Measure(id_, name, Kind.RATE, f"CASE WHEN facts > 0 THEN {column} END", "facts", 100, "条/百个数字", -1)


MEASURES = (
    Measure("holding", "可核对数字中相符的比例", Kind.SHARE, "facts_holding", "facts_checked", 100, "%", 1),
    Measure("with_errors", "有错误的报告比例", Kind.SHARE, "(errors > 0)::INT", "1", 100, "%", -1),
    per_figures("errors", "每百个数字的错误", "errors"),
    *(per_figures(group, f"每百个数字的疑点：{name}", f'"{group}"') for group, name in GROUPS.items()),
    Measure("vague", "模糊目标的比例", Kind.SHARE, "goals_vague", "goals", 100, "%", -1),
    Measure("boilerplate_goals", "套话目标的比例", Kind.SHARE, "goals_boilerplate", "goals", 100, "%", -1),
    Measure("specificity", "具体", Kind.MEAN, "specificity", HAS_QUALITY, 1, "", 1, 1),
    Measure("completeness", "完整", Kind.MEAN, "completeness", HAS_QUALITY, 1, "", 1, 1),
    Measure("quality", "文字质量分", Kind.MEAN, "quality", HAS_QUALITY, 1, "", 1, 1),
    Measure("self_score", "自评得分", Kind.MEAN, "self_score", "(self_score IS NOT NULL)::INT", 1, "分", 0, 100),
    Measure("praised_with_errors", f"自评{PRAISED}分以上的报告中有错误的比例", Kind.SHARE, f"(self_score >= {PRAISED} AND errors > 0)::INT",
            f"(self_score >= {PRAISED})::INT", 100, "%", -1),
)  # fmt: skip


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """The documents of a corpus in columns: labels to group by, the unit of each, and both counts of each measure.

    ``numerators`` and ``denominators`` have one row for each document and one column for each of ``measures``; where a
    document has nothing to measure both are 0. ``units`` numbers the units, ``labels`` has keys by ``By``, and
    ``names`` what a key is called.
    """

    measures: tuple[Measure, ...]
    numerators: Array
    denominators: Array
    units: Places
    years: Places
    labels: dict[By, Labels]
    names: dict[str, str]
    scores: Array

    def __len__(self) -> int:
        """Return the number of documents."""
        return len(self.units)


def load(connection: duckdb.DuckDBPyConnection) -> Frame:
    """Return the documents of a store as a frame; they are ordered by their key, so that the same store gives the same numbers."""
    columns = connection.execute(question()).fetchnumpy()
    count = len(columns["document"])

    def numbers(name: str) -> Array:
        return np.nan_to_num(np.ma.filled(np.ma.asarray(columns[name], dtype=float), 0.0)).astype(float)

    def labels(name: str) -> Labels:
        return np.array(["" if v is None else str(v) for v in np.ma.filled(columns[name], "")], dtype=object)

    pieces = [(numbers(f"n{i}"), numbers(f"d{i}")) for i in range(len(MEASURES))]
    numerators = np.column_stack([n for n, _ in pieces]) if count else np.zeros((0, len(MEASURES)))
    denominators = np.column_stack([d for _, d in pieces]) if count else np.zeros((0, len(MEASURES)))
    _, units = np.unique(labels("unit_key").astype(str), return_inverse=True)
    names = dict(zip(labels("division_code"), labels("division_label"), strict=True))
    names |= dict(zip(labels("parent_code"), labels("parent_name"), strict=True))
    return Frame(
        MEASURES,
        numerators,
        denominators,
        units.astype(np.intp),
        numbers("year").astype(np.intp),
        {
            By.DIVISION: labels("division_code"),
            By.PARENT: labels("parent_code"),
            By.YEAR: labels("year_label"),
            By.UNIT_TYPE: labels("unit_type"),
            By.GENRE: labels("genre"),
        },
        {key: name for key, name in names.items() if key},
        np.ma.filled(np.ma.asarray(columns["score"], dtype=float), np.nan).astype(float),
    )


def question() -> str:
    """Return the SQL that counts everything once for each document."""
    counts = ", ".join(f"""count(*) FILTER ("group" = '{group}') AS "{group}\"""" for group in GROUPS)
    columns = ", ".join(
        f"CASE WHEN coalesce(({m.denominator}), 0) > 0 THEN coalesce(({m.numerator})::DOUBLE, 0) ELSE 0 END AS n{i}, "
        f"coalesce(({m.denominator})::DOUBLE, 0) AS d{i}"
        for i, m in enumerate(MEASURES)
    )
    return f"""
        WITH found AS (SELECT document, {counts} FROM findings WHERE severity <> 'info' GROUP BY document)
        SELECT document, coalesce(unit_type, '') AS unit_type, genre,
               coalesce(year, 0) AS year, coalesce(year::VARCHAR, '') AS year_label,
               coalesce(division_code, '') AS division_code,
               coalesce(parent_code, '') AS parent_code, coalesce(parent_name, '') AS parent_name,
               CASE WHEN parent_name IS NULL OR level = 'province' THEN coalesce(division_name, '') ELSE parent_name || division_name END
               AS division_label,
               coalesce(division_code, '') || '/' || coalesce(nullif(regexp_replace(unit, '\\s', '', 'g'), ''), path) AS unit_key,
               self_score::DOUBLE AS score, {columns}
        FROM documents LEFT JOIN found USING (document) ORDER BY document
    """  # noqa: S608 - put together from the constants above
