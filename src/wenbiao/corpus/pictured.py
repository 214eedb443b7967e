"""What the dashboard shows of single documents: those that count for some picture, with their findings, and the counts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb

MOST_DOCUMENTS = 1200
"""Documents with their findings on the page: two or three megabytes, opened without waiting and sent by mail."""
MOST_OF_DISTRICT, FEWEST_OF_DISTRICT = 12, 3
MOST_OF_REST = 12
"""Documents shown for each year, band of scores, rule and indicator."""
MOST_FINDINGS = 5
MOST_VAGUE = 4
MOST_FAILURES = 60
QUALITY_BANDS = 20
"""Bands of the quality from 0 to 1."""
SELF_BANDS = (0, 60, 70, 80, 85, 90, 95, 98, 100)
"""Lower ends of the bands of 自评得分, the grades (优 90, 良 80, 中 60) cut finer where most reports stand."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a chart counts: its key in the links, its name, how many documents, how many that show the fault."""

    key: str
    name: str
    documents: int
    hit: int


@dataclass(frozen=True, slots=True)
class Found:
    """One finding of a document."""

    code: str
    severity: str
    message: str
    quote: str


@dataclass(frozen=True, slots=True)
class Shown:
    """One document on the page; the last five are what the links of the charts ask for."""

    document: str
    title: str
    path: str
    unit: str
    division: str
    year: str
    errors: int
    warnings: int
    quality: str
    self_score: str
    findings: tuple[Found, ...]
    more: int
    vague: tuple[str, ...]
    code: str
    band: int | None
    self_band: int | None
    codes: tuple[str, ...]
    indicators: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Totals:
    """The collection as a whole."""

    documents: int
    units: int
    divisions: int
    first_year: int | None
    last_year: int | None
    without_division: int
    without_unit: int
    without_year: int
    without_quality: int
    facts: int
    holding: int
    contradicted: int
    unmatched: int
    undecidable: int
    errors: int
    warnings: int
    infos: int


PREPARED = """
CREATE OR REPLACE TEMP TABLE pictured AS
SELECT d.*, coalesce(division_code, '') AS code,
  CASE WHEN level = 'province' THEN '' ELSE coalesce(parent_name, '') END || coalesce(division_name, '') AS place,
  least(floor(quality * $bands), $bands - 1)::INTEGER AS band,
  (SELECT max(i) FROM unnest($ends) WITH ORDINALITY AS e(low, i) WHERE d.self_score >= e.low)::INTEGER - 1 AS self_band,
  errors * 3 + warnings AS weight
FROM documents d
"""
TOTALS = """
SELECT count(*), count(DISTINCT unit || '·' || code) FILTER (unit <> ''), count(DISTINCT code) FILTER (code <> ''),
  min(year), max(year), count(*) FILTER (code = ''), count(*) FILTER (coalesce(unit, '') = ''), count(*) FILTER (year IS NULL),
  count(*) FILTER (quality IS NULL), coalesce(sum(facts), 0), coalesce(sum(facts_holding), 0),
  coalesce(sum(facts_contradicted), 0), coalesce(sum(facts_unmatched), 0), coalesce(sum(facts_undecidable), 0),
  coalesce(sum(errors), 0), coalesce(sum(warnings), 0), coalesce(sum(infos), 0)
FROM pictured
"""
RULES = """
SELECT code, arg_max(name, ordinal), count(DISTINCT document), count(*) FROM findings WHERE severity <> 'info'
GROUP BY code ORDER BY 3 DESC, code LIMIT 15
"""
INDICATORS = """
SELECT level3, level3, count(DISTINCT document) AS n, count(DISTINCT document) FILTER (vague) AS hit FROM indicators
WHERE coalesce(level3, '') <> '' AND vague IS NOT NULL GROUP BY level3
HAVING n >= greatest(5, (SELECT count(*) FROM documents) * 0.002) AND hit > 0 ORDER BY hit / n DESC, n DESC, level3 LIMIT 15
"""
CHOSEN = """
CREATE OR REPLACE TEMP TABLE chosen AS
WITH ranked AS (SELECT document, code, weight, year, band, self_band,
    row_number() OVER (PARTITION BY code ORDER BY weight DESC, quality, path) AS of_place,
    row_number() OVER (PARTITION BY year ORDER BY weight DESC, quality, path) AS of_year,
    row_number() OVER (PARTITION BY band ORDER BY weight DESC, path) AS of_band,
    row_number() OVER (PARTITION BY self_band ORDER BY weight DESC, path) AS of_self FROM pictured),
  by_rule AS (SELECT f.document FROM (SELECT DISTINCT document, code FROM findings) f JOIN pictured p USING (document)
    WHERE f.code IN (SELECT unnest($rules)) QUALIFY row_number() OVER (PARTITION BY f.code ORDER BY p.weight DESC, p.path) <= $rest),
  by_indicator AS (SELECT i.document FROM (SELECT DISTINCT document, level3 FROM indicators WHERE vague) i JOIN pictured p USING (document)
    WHERE i.level3 IN (SELECT unnest($indicators))
    QUALIFY row_number() OVER (PARTITION BY i.level3 ORDER BY p.weight DESC, p.path) <= $rest)
SELECT document FROM ranked WHERE of_place <= $each
UNION SELECT document FROM ranked WHERE of_year <= $rest OR (band IS NOT NULL AND of_band <= $rest)
  OR (self_band IS NOT NULL AND of_self <= $rest)
UNION SELECT document FROM by_rule UNION SELECT document FROM by_indicator UNION SELECT unnest($also)
"""
SHOWN = """
SELECT p.document, coalesce(title, ''), path, coalesce(unit, ''), place, year, errors, warnings, quality, quality_low, quality_high,
  self_score, code, band, self_band,
  (SELECT list(DISTINCT f.code ORDER BY f.code) FROM findings f WHERE f.document = p.document),
  (SELECT list(DISTINCT level3 ORDER BY level3) FROM indicators i WHERE i.document = p.document AND vague)
FROM pictured p JOIN chosen USING (document) ORDER BY code = '', place, code, weight DESC, path
"""
FINDINGS = """
SELECT document, code, severity, message, coalesce(quote, ''), count(*) OVER (PARTITION BY document) FROM findings
WHERE document IN (FROM chosen) QUALIFY row_number() OVER (PARTITION BY document
  ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, confidence DESC, code, ordinal) <= $most
ORDER BY document, CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, confidence DESC, code, ordinal
"""


def prepare(connection: duckdb.DuckDBPyConnection) -> Totals:
    """Lay out the documents for the pictures and return their totals."""
    connection.execute(PREPARED, {"bands": QUALITY_BANDS, "ends": list(SELF_BANDS)})
    row = connection.execute(TOTALS).fetchone() or ()
    return Totals(*row)


def worst_rules(connection: duckdb.DuckDBPyConnection) -> list[Named]:
    """Return the rules that most documents break: documents, then findings."""
    return [Named(*row) for row in connection.execute(RULES).fetchall()]


def worst_indicators(connection: duckdb.DuckDBPyConnection) -> list[Named]:
    """Return the indicators whose targets are vague most often, among those that enough documents have."""
    return [Named(*row) for row in connection.execute(INDICATORS).fetchall()]


def shown_documents(
    connection: duckdb.DuckDBPyConnection,
    totals: Totals,
    rules: Sequence[Named],
    indicators: Sequence[Named],
    also: Iterable[str],
) -> list[Shown]:
    """Return the documents that count for some picture, by district; ``also`` are shown in any case."""
    each = min(MOST_OF_DISTRICT, max(FEWEST_OF_DISTRICT, MOST_DOCUMENTS // (2 * max(totals.divisions, 1))))
    names = [i.key for i in indicators]
    asked = {
        "rules": [r.key for r in rules], "indicators": names, "each": each, "rest": MOST_OF_REST, "also": sorted(set(also)),
    }  # fmt: skip
    connection.execute(CHOSEN, asked)
    found: dict[str, list[Found]] = {}
    amount: dict[str, int] = {}
    for document, code, severity, message, quote, count in connection.execute(
        FINDINGS, {"most": MOST_FINDINGS}
    ).fetchall():
        found.setdefault(document, []).append(Found(code, severity, message, quote))
        amount[document] = count
    numbers = {name: number for number, name in enumerate(names)}
    return [
        shown(row, tuple(found.get(row[0], ())), amount.get(row[0], 0), numbers)
        for row in connection.execute(SHOWN).fetchall()
    ]


def shown(row: Sequence[object], findings: tuple[Found, ...], amount: int, numbers: dict[str, int]) -> Shown:
    """Return one document from its row of ``SHOWN``."""
    (
        key,
        title,
        path,
        unit,
        place,
        year,
        errors,
        warnings,
        quality,
        low,
        high,
        score,
        code,
        band,
        self_band,
        codes,
        vague,
    ) = row
    names = [str(name) for name in vague] if isinstance(vague, list) else []
    return Shown(
        document=str(key),
        title=str(title) or str(path).rpartition("/")[2],
        path=str(path),
        unit=str(unit),
        division=str(place),
        year="" if year is None else str(year),
        errors=int(str(errors)),
        warnings=int(str(warnings)),
        quality="" if quality is None else f"{quality:.2f} ({low:.2f}–{high:.2f})",
        self_score="" if score is None else f"{score:f}".rstrip("0").rstrip("."),
        findings=findings,
        more=amount - len(findings),
        vague=tuple(names[:MOST_VAGUE]),
        code=str(code),
        band=band if isinstance(band, int) else None,
        self_band=self_band if isinstance(self_band, int) else None,
        codes=tuple(codes) if isinstance(codes, list) else (),
        indicators=tuple(numbers[name] for name in names if name in numbers),
    )
