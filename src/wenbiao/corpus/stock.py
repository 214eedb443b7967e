"""The stock wording of a collection: the bank of phrases counted over the sentences of a store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from wenbiao.judge.bank import Bank, count_common

if TYPE_CHECKING:
    import duckdb

TEXTS = """
SELECT list(folded ORDER BY ordinal) FROM sentences WHERE role NOT IN ('duty', 'paragraph')
GROUP BY document ORDER BY document
"""
"""Goals, results, problems, measures and benefits, without years, numbers and the unit's own name."""
AT_ONCE = 500


def common_wording(connection: duckdb.DuckDBPyConnection) -> Bank:
    """Return the phrases that many documents of a store hold in what is judged."""

    def documents() -> Iterator[list[str]]:
        result = connection.execute(TEXTS)
        while rows := result.fetchmany(AT_ONCE):
            yield from (texts for (texts,) in rows)

    return count_common(documents)
