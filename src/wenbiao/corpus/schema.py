"""The tables of a store and their columns: the one place that names them.

``document`` is the key of a document, the SHA-256 of its bytes in hexadecimal. Amounts, values, weights and scores are
``DECIMAL(32, 8)`` and exact; a value with more digits is left null, and its text stands beside it. Probabilities,
scores of alignment and parts of quality are floats. Nothing here depends on when, where or how often a run was made.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TypeAlias

import pyarrow as pa

Value: TypeAlias = str | int | float | bool | Decimal | list[str] | None
Row: TypeAlias = dict[str, Value]
"""One row by column; a column that is not named is null."""
Rows: TypeAlias = dict[str, list[Row]]
"""The rows of one document or of a batch, by table."""

DIGITS, PLACES = 32, 8
"""Room for 10^24 元 to a hundred-millionth of the printed unit."""
DECIMAL = pa.decimal128(DIGITS, PLACES)
REAL = pa.float64()
WHOLE = pa.int32()
TEXT = pa.string()
TEXTS = pa.list_(pa.string())

DOCUMENTS = pa.schema(
    [
        ("document", TEXT),
        ("path", TEXT),  # as found, with / on every system
        ("copies", TEXTS),  # other paths with the same bytes: the document counts once
        ("files", TEXTS),  # the members of a package
        ("format", TEXT),
        ("title", TEXT),
        ("unit", TEXT),
        ("unit_type", TEXT),
        ("level", TEXT),
        ("division_code", TEXT),
        ("division_name", TEXT),
        ("parent_code", TEXT),
        ("parent_name", TEXT),
        ("year", WHOLE),
        ("genre", TEXT),
        ("profile", TEXT),
        ("characters", WHOLE),
        ("tables", WHOLE),
        ("facts", WHOLE),
        ("facts_checked", WHOLE),
        ("facts_holding", WHOLE),
        ("facts_contradicted", WHOLE),
        ("facts_unmatched", WHOLE),
        ("facts_undecidable", WHOLE),
        ("errors", WHOLE),
        ("warnings", WHOLE),
        ("infos", WHOLE),
        ("goals", WHOLE),  # annual goals, item by item; an indicator is not one of them
        ("goals_vague", WHOLE),
        ("goals_boilerplate", WHOLE),
        ("goals_measurable", WHOLE),
        ("indicators", WHOLE),
        ("indicators_vague", WHOLE),
        ("self_score", DECIMAL),  # 自评得分, as the form's last row or the text states it
        ("quality", REAL),  # null where it is not measured: other genres
        ("quality_low", REAL),
        ("quality_high", REAL),
        ("consistency", REAL),
        ("specificity", REAL),
        ("boilerplate", REAL),
        ("completeness", REAL),
    ]
)

FACTS = pa.schema(
    [
        ("document", TEXT),
        ("ordinal", WHOLE),
        ("kind", TEXT),
        ("text", TEXT),
        ("value", DECIMAL),  # in the printed unit
        ("unit", TEXT),
        ("base_value", DECIMAL),  # in 元, 人, %, 分
        ("base_unit", TEXT),
        ("subject", TEXT),
        ("concept", TEXT),
        ("period", TEXT),
        ("basis", TEXT),
        ("relation", TEXT),
        ("section", TEXT),
        ("verdict", TEXT),
        ("score", REAL),
    ]
)

ALIGNMENTS = pa.schema(
    [
        ("document", TEXT),
        ("ordinal", WHOLE),  # of the fact
        ("rank", WHOLE),  # 0 the best cell
        ("role", TEXT),  # cell, claim or formula
        ("quote", TEXT),
        ("value", DECIMAL),
        ("unit", TEXT),
        ("label", TEXT),
        ("table", WHOLE),
        ("row", WHOLE),
        ("col", WHOLE),
    ]
)

FINDINGS = pa.schema(
    [
        ("document", TEXT),
        ("code", TEXT),
        ("ordinal", WHOLE),  # among the findings of this rule in this document
        ("group", TEXT),  # WB1 … WB8
        ("name", TEXT),
        ("severity", TEXT),
        ("confidence", REAL),
        ("message", TEXT),
        ("stated", TEXT),
        ("expected", TEXT),
        ("difference", DECIMAL),
        ("unit", TEXT),
        ("quote", TEXT),
        ("section", TEXT),
        ("table", WHOLE),
        ("row", WHOLE),
        ("col", WHOLE),
        ("fingerprint", TEXT),
    ]
)

INDICATORS = pa.schema(
    [
        ("document", TEXT),
        ("ordinal", WHOLE),
        ("level1", TEXT),
        ("level2", TEXT),
        ("level3", TEXT),
        ("target", TEXT),
        ("actual", TEXT),
        ("weight", DECIMAL),
        ("score", DECIMAL),
        ("vague_probability", REAL),  # null without a target
        ("boilerplate_probability", REAL),
        ("vague", pa.bool_()),
        ("boilerplate", pa.bool_()),
    ]
)

SENTENCES = pa.schema(
    [
        ("document", TEXT),
        ("ordinal", WHOLE),
        ("passage", WHOLE),  # sentences of one paragraph, cell or goal share a number
        ("role", TEXT),  # annual_goal, result, problem, measure, benefit, duty or paragraph
        ("section", TEXT),
        ("text", TEXT),
        ("folded", TEXT),  # years, numbers and the unit's name taken out
        ("hash", pa.uint64()),  # of folded
        ("vague_probability", REAL),  # null for duties and plain paragraphs
        ("boilerplate_probability", REAL),
        ("vague", pa.bool_()),
        ("boilerplate", pa.bool_()),
    ]
)

FAILURES = pa.schema(
    [
        ("document", TEXT),
        ("path", TEXT),
        ("kind", TEXT),  # missing, empty, encrypted, corrupt, unsupported, limit, crash, or rule: one rule failed
        ("code", TEXT),  # of the rule
        ("message", TEXT),
        ("remedy", TEXT),
    ]
)

TABLES: dict[str, pa.Schema] = {
    "facts": FACTS,
    "alignments": ALIGNMENTS,
    "findings": FINDINGS,
    "indicators": INDICATORS,
    "sentences": SENTENCES,
    "failures": FAILURES,
    "documents": DOCUMENTS,
}
"""All tables in the order they are written: where a part of ``documents`` stands, those of the others do too."""

ORDER = {
    name: [c for c in ("document", "code", "ordinal", "rank") if c in schema.names] for name, schema in TABLES.items()
}
"""The columns that tell the rows of a table apart and that they are sorted by inside a part."""

WIDEST = Decimal(10) ** (DIGITS - PLACES)


def exact(value: Decimal | str | None) -> Decimal | None:
    """Return a value when its column can hold it exactly, else None."""
    if value is None or value == "":
        return None
    number = Decimal(value)
    if not number.is_finite() or abs(number) >= WIDEST:
        return None
    rounded = round(number, PLACES)
    return rounded if rounded == number else None
