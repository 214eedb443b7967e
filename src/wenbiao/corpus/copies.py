"""Near-duplicate passages and goals of different units, districts and years, gathered with their earliest source.

Passages are compared without years, numbers and the unit's own name (column ``folded``), those that are mostly figures
with them. What any unit may write alike
— printed notes, definitions, introductions, wording that stands in many reports, a template of one district — is
set apart with the reason, not called a copy. Which of several reports of the earliest year is the source cannot be told.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING
from zlib import crc32

from wenbiao.corpus.sentences import PARAGRAPH
from wenbiao.extract.lexicon import load_toml
from wenbiao.judge.bank import shipped
from wenbiao.judge.duplicates import alike_pairs

if TYPE_CHECKING:
    import duckdb
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

    Whole = NDArray[np.int64]
    Ranked = tuple[int, int, int, int, int, int | None, int | None, bool, str, bool]
    """A row of ``RANKED``."""
    Listed = tuple[tuple["Cluster", ...], tuple["Cluster", ...], dict[str, int], dict[str, int]]

SHORTEST = 20
"""Characters of a folded passage: a shorter one is alike by chance."""
LETTERS_TO_FIGURE = 15
"""A plain paragraph with a figure for every so many letters states figures, budgets and staff, which all units do in the
same words: there figures count, and nearly all of it must be the same. Goals, results, problems and measures are another
unit's with other figures too."""
SAME = 0.95
FIGURE = re.compile(r"(?P<year>(?:19|20)\d\d年)|\d+(?:[.,]\d+)*")
SIGN, SIGNS, WEIGHT = 0xE000, 6400, 3
"""A figure counts as much as so many letters, whatever digits it shares with another: signs of the private use area."""
SIGNED = re.compile(f"[{chr(SIGN)}-{chr(SIGN + SIGNS - 1)}]")
LOOSEST = 0.75
"""How alike each member must be to the earliest one: without it A~B~C~D would join what has nothing in common."""
COMMON_SHARE, FEWEST_COMMON = 0.05, 12
"""Wording of this share of all units, and so many of them, is common property."""
TEMPLATE_SHARE, FEWEST_TEMPLATE = 0.5, 8
"""Wording that so many units of one district share comes from above, not from each other."""
OTHER_FIGURES = 0.1
"""A document that says the same with other figures counts so much of one that repeats the figures too."""
STOCK_SHARE = 0.8
"""A passage that lies to this share in set clauses."""
MOST_CLUSTERS, MOST_MEMBERS, MOST_PAIRS = 200, 30, 100
"""What is listed; what is left out is counted."""


EXCUSES = {
    "printed": "引言、名词解释、职责、表注等印定的话",
    "stock": "套话",
    "common": "许多单位都有的通用表述",
    "template": "同一地区多数单位共用，可能是统一模板",
}
"""Why passages may be alike without having been copied."""


class Spread(StrEnum):
    """Over what the members of a cluster are spread."""

    UNITS = "units"
    YEARS = "years"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Member:
    """A passage of a cluster; ``similarity`` is to the earliest one, from 0 to 1.

    ``figures`` tells whether another document's passage has the same figures.
    """

    document: str
    path: str
    unit: str
    division: str
    year: int | None
    role: str
    text: str
    similarity: float
    figures: bool


@dataclass(frozen=True, slots=True)
class Cluster:
    """Passages that say the same, the earliest first; the counts are of all, ``members`` may be cut short.

    ``verbatim`` is how many of the documents have their figures in common with another one, or have none.
    ``source`` is the document of the earliest year when it stands alone in that year, else None.
    ``excuse`` says why the passages may be alike without having been copied; empty where nothing does.
    """

    spread: Spread
    documents: int
    verbatim: int
    units: int
    divisions: int
    first_year: int | None
    last_year: int | None
    source: str | None
    excuse: str
    members: tuple[Member, ...]

    @property
    def text(self) -> str:
        """Return the earliest wording."""
        return self.members[0].text


@dataclass(frozen=True, slots=True)
class SharedText:
    """Two documents with many sentences in common; ``share`` is of the shorter one's sentences."""

    one: str
    other: str
    shared: int
    share: float
    same_unit: bool


@dataclass(frozen=True, slots=True)
class Copies:
    """What was compared and found: ``clusters`` weightiest first, ``set_apart`` those with an excuse; totals by spread.

    Of the clusters in ``totals`` those under ``verbatim`` repeat the figures too.
    """

    documents: int
    passages: int
    distinct: int
    totals: dict[str, int]
    excused: dict[str, int]
    clusters: tuple[Cluster, ...]
    set_apart: tuple[Cluster, ...]
    pairs: tuple[SharedText, ...]


PASSAGES = """
WITH whole AS (SELECT document, role, min(ordinal) AS begin_at, string_agg(text, '' ORDER BY ordinal) AS text,
    string_agg(folded, '' ORDER BY ordinal) AS folded
  FROM sentences WHERE role <> 'duty' GROUP BY document, passage, role HAVING length(string_agg(folded, '')) >= $shortest)
SELECT document, role, text, folded FROM whole JOIN places USING (document) ORDER BY year NULLS LAST, path, begin_at
"""
"""Passages, the earliest first."""
UNITS = """
CREATE OR REPLACE TEMP TABLE places AS SELECT document, path, coalesce(unit, '') AS unit, year,
  coalesce(division_name, parent_name, '') AS division, coalesce(division_code, parent_code, '') AS code,
  CASE WHEN coalesce(unit, '') <> '' THEN unit || '·' || coalesce(division_code, parent_code, '') END AS key
FROM documents
"""
GATHERED = """
CREATE OR REPLACE TEMP TABLE gathered AS
WITH held AS (SELECT DISTINCT cluster, document, role, figures FROM marked),
  local AS (SELECT cluster, code, count(DISTINCT key) AS units FROM held JOIN places USING (document) GROUP BY ALL),
  whole AS (SELECT code, count(DISTINCT key) AS units FROM places WHERE code <> '' GROUP BY code),
  templates AS (SELECT DISTINCT cluster FROM local JOIN whole USING (code)
    WHERE local.units >= greatest($fewest_template, $template * whole.units))
SELECT cluster, count(DISTINCT document) AS documents, count(DISTINCT key) AS units,
  count(DISTINCT nullif(code, '')) AS divisions, count(DISTINCT year) AS years, min(year) AS first_year, max(year) AS last_year,
  count(DISTINCT document) FILTER (figures) AS verbatim,
  count(DISTINCT document) FILTER (key IS NULL) AS unknown, bool_or(role <> 'paragraph') AS judged,
  cluster IN (FROM templates) AS template
FROM held JOIN places USING (document) GROUP BY cluster HAVING count(DISTINCT document) > 1
"""
RANKED = """
SELECT cluster, documents, verbatim, units, divisions, first_year, last_year, template,
  CASE WHEN units > 1 THEN 'units' WHEN units = 1 AND unknown = 0 THEN 'years' ELSE 'unknown' END AS spread,
  units >= greatest($fewest_common, $common * (SELECT count(DISTINCT key) FROM places)) AS common
FROM gathered WHERE units > 1 OR unknown > 0 OR (years > 1 AND judged)
"""
MEMBERS = """
SELECT m.cluster, m.document, p.path, p.unit, p.division, p.year, m.role, m.text, m.similarity, m.figures
FROM marked m JOIN places p USING (document) WHERE m.cluster IN (SELECT unnest($clusters))
QUALIFY row_number() OVER (PARTITION BY m.cluster, m.document ORDER BY m.similarity DESC) = 1
ORDER BY m.cluster, p.year NULLS LAST, m.similarity DESC, p.path
"""
SHARED = """
WITH own AS (SELECT DISTINCT document, hash FROM sentences WHERE role <> 'duty' AND length(folded) >= $shortest),
  few AS (SELECT hash FROM own GROUP BY hash HAVING count(*) BETWEEN 2 AND $fewest_common),
  totals AS (SELECT document, count(*) AS n FROM own GROUP BY document),
  met AS (SELECT a.document AS one, b.document AS other, count(*) AS shared
    FROM own a JOIN few USING (hash) JOIN own b USING (hash) WHERE a.document < b.document GROUP BY ALL HAVING count(*) >= 4)
SELECT one, other, shared, shared / least(x.n, y.n) AS share, coalesce(p.key = q.key, false) AS same_unit,
  p.year <= q.year OR q.year IS NULL AS forward
FROM met JOIN totals x ON x.document = one JOIN totals y ON y.document = other
  JOIN places p ON p.document = one JOIN places q ON q.document = other
WHERE shared / least(x.n, y.n) >= 0.3 AND NOT (coalesce(p.key = q.key, false) AND p.year IS NOT DISTINCT FROM q.year)
ORDER BY same_unit, shared * share DESC, one, other LIMIT $most
"""


def find_copies(connection: duckdb.DuckDBPyConnection, most: int = MOST_CLUSTERS) -> Copies:
    """Return the copies in a store; at most ``most`` clusters of each kind are listed."""
    connection.execute(UNITS)
    passages: pa.Table = connection.sql(PASSAGES, params={"shortest": SHORTEST}).to_arrow_table()
    marked, distinct = gathered(passages)
    connection.register("marked", marked)
    connection.execute(GATHERED, {"fewest_template": FEWEST_TEMPLATE, "template": TEMPLATE_SHARE})
    ranked = connection.execute(RANKED, {"fewest_common": FEWEST_COMMON, "common": COMMON_SHARE}).fetchall()
    found, apart, totals, excused = listed(connection, ranked, most)
    shared = connection.execute(
        SHARED, {"shortest": SHORTEST, "fewest_common": FEWEST_COMMON, "most": MOST_PAIRS}
    ).fetchall()
    connection.unregister("marked")
    count = connection.execute("SELECT count(*) FROM places").fetchone()
    return Copies(
        documents=count[0] if count else 0,
        passages=passages.num_rows,
        distinct=distinct,
        totals=totals,
        excused=excused,
        clusters=found,
        set_apart=apart,
        pairs=tuple(
            SharedText(a if ahead else b, b if ahead else a, n, share, same) for a, b, n, share, same, ahead in shared
        ),
    )


def gathered(passages: pa.Table) -> tuple[pa.Table, int]:
    """Return the passages that have their like, with the number of their cluster and how like its earliest one they are.

    ``passages`` begin with the earliest; also return how many different ones there are.
    """
    import numpy as np
    import pyarrow as pa
    from rapidfuzz.fuzz import ratio
    from rapidfuzz.process import cpdist

    rows = zip(*(passages[name].to_pylist() for name in ("role", "text", "folded")), strict=True)
    encoded = pa.array([compared(*row) for row in rows], pa.string()).dictionary_encode()
    texts: list[str] = encoded.dictionary.to_pylist()
    one, other, alike = alike_pairs(texts, shortest=SHORTEST)
    states = np.fromiter((SIGNED.search(text) is not None for text in texts), bool, len(texts))
    kept = (alike >= SAME) | ~(states[one] | states[other])
    first = components(one[kept], other[kept], len(texts))
    similarity = np.ones(len(texts))
    joined = np.flatnonzero(first != np.arange(len(texts)))
    if len(joined):
        mates = [texts[i] for i in joined], [texts[i] for i in first[joined]]
        similarity[joined] = np.asarray(cpdist(*mates, scorer=ratio), np.float64) / 100
    strange = np.flatnonzero(similarity < np.where(states, SAME, LOOSEST))
    first[strange] = strange
    row = encoded.indices.to_numpy().astype(np.int64)
    cluster = first[row]
    held = np.flatnonzero(np.bincount(cluster, minlength=len(texts))[cluster] > 1)
    told = [
        (at, *figures_in(text))
        for at, text in zip(cluster[held].tolist(), passages["text"].take(held).to_pylist(), strict=True)
    ]
    where: dict[tuple[int | str, ...], set[str]] = {}
    for own, document in zip(told, passages["document"].take(held).to_pylist(), strict=True):
        where.setdefault(own, set()).add(document)
    same = [len(where[own]) > 1 for own in told]
    columns = {"cluster": cluster[held], "similarity": similarity[row[held]], "figures": same}
    return pa.table({**columns, **{name: passages[name].take(held) for name in ("document", "role", "text")}}), len(
        texts
    )


def compared(role: str, text: str, folded: str) -> str:
    """Return what of a passage is compared: the folded text, or letters with a sign for each figure where it states figures."""
    figures = len(figures_in(text)) if role == PARAGRAPH else 0
    if figures * LETTERS_TO_FIGURE < len(folded):
        return folded
    return "".join(c for c in FIGURE.sub(sign, text) if c.isalpha() or SIGN <= ord(c) < SIGN + SIGNS)


def figures_in(text: str) -> list[str]:
    """Return the figures of a passage without its years, in the order of their size as texts."""
    return sorted(found[0] for found in FIGURE.finditer(text) if not found["year"])


def sign(found: re.Match[str]) -> str:
    """Return the sign of a figure; a year has none."""
    return "" if found["year"] else chr(SIGN + crc32(found[0].encode()) % SIGNS) * WEIGHT


def components(one: Whole, other: Whole, size: int) -> Whole:
    """Return for each of ``size`` places the lowest place it is joined with, over any number of pairs."""
    import numpy as np

    lowest = np.arange(size)
    while True:
        least = np.minimum(lowest[one], lowest[other])
        before = lowest.copy()
        np.minimum.at(lowest, one, least)
        np.minimum.at(lowest, other, least)
        lowest = lowest[lowest]
        if np.array_equal(lowest, before):
            return lowest


def listed(connection: duckdb.DuckDBPyConnection, ranked: Sequence[Ranked], most: int) -> Listed:
    """Return the weightiest clusters, those with an excuse apart, and how many there are of each."""
    texts = dict(
        connection.execute("SELECT cluster, arg_max(text, similarity) FROM marked GROUP BY cluster").fetchall()
    )
    found: list[tuple[Ranked, str]] = []
    apart: list[tuple[Ranked, str]] = []
    totals, excused = dict.fromkeys([*map(str, Spread), "verbatim"], 0), dict.fromkeys(EXCUSES, 0)
    for row in sorted(ranked, key=lambda r: (-weight(r, texts[r[0]]), r[0])):
        excuse = excuse_for(texts[row[0]], common=row[9] and not 0 < row[2] < FEWEST_COMMON, template=row[7])
        (apart if excuse else found).append((row, excuse))
        if excuse:
            excused[excuse] += 1
        else:
            totals[row[8]] += 1
            totals["verbatim"] += row[2] > 0
    shown = [*found[:most], *apart[:most]]
    members: dict[int, list[Member]] = {}
    for number, *values in connection.execute(MEMBERS, {"clusters": [row[0] for row, _ in shown]}).fetchall():
        members.setdefault(number, []).append(Member(*values))
    made = [cluster_of(row, excuse, members[row[0]]) for row, excuse in shown]
    return tuple(made[: len(found[:most])]), tuple(made[len(found[:most]) :]), totals, excused


def weight(row: Ranked, text: str) -> float:
    """Return how much a cluster counts: long passages in many documents, those that repeat the figures above all."""
    return (max(row[2] - 1, 0) + OTHER_FIGURES * (row[1] - 1)) * len(text)


def cluster_of(row: Ranked, excuse: str, members: list[Member]) -> Cluster:
    """Return a cluster from what was counted of it; its members are ordered by year."""
    _, documents, verbatim, units, divisions, first, last, _, spread, _ = row
    alone = (
        first is not None and sum(m.year == first for m in members) == 1 and all(m.year is not None for m in members)
    )
    source = members[0].document if alone else None
    return Cluster(
        Spread(spread),
        documents,
        verbatim,
        units,
        divisions,
        first,
        last,
        source,
        excuse,
        tuple(members[:MOST_MEMBERS]),
    )


def excuse_for(text: str, *, common: bool, template: bool) -> str:
    """Return why passages may be alike without one being copied from the other, or an empty string."""
    if any(pattern.search(text) for pattern in printed()):
        return "printed"
    if shipped().share(text) >= STOCK_SHARE:
        return "stock"
    if common:
        return "common"
    return "template" if template else ""


@cache
def printed() -> tuple[re.Pattern[str], ...]:
    """Return what introductions, definitions, notes and other printed wording look like."""
    return tuple(re.compile(p) for patterns in load_toml("set_phrases.toml")["passages"].values() for p in patterns)
