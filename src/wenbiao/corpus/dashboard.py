"""The dashboard of a store: one self-contained web page that works offline, prints, and runs nothing but its own script."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING

from wenbiao import __version__
from wenbiao.catalogue import rules
from wenbiao.corpus import comparisons as compared
from wenbiao.corpus.charts import Chart
from wenbiao.corpus.copies import Cluster, Copies, Member, SharedText, Spread, find_copies
from wenbiao.corpus.measures import By, load
from wenbiao.corpus.pictured import (
    MOST_FAILURES,
    QUALITY_BANDS,
    SELF_BANDS,
    Named,
    Shown,
    Totals,
    prepare,
    shown_documents,
    worst_indicators,
    worst_rules,
)
from wenbiao.corpus.statistics import LIMITS, statistics_of
from wenbiao.model.finding import Severity
from wenbiao.report.html import environment, policy_for
from wenbiao.report.messages import Lang, Words

if TYPE_CHECKING:
    import duckdb
    from jinja2 import Environment
    from markupsafe import Markup

MOST_SHOWN = 40
"""Clusters on the page; the others are counted and listed by ``wenbiao corpus duplicates``."""
FIRST_SHOWN = 10
"""These are open, the others folded."""
MOST_OF_CLUSTER = 6
MOST_SHARED = 20
LONGEST_TEXT = 240
KEY_LENGTH = 16
SECTIONS = (
    "districts", "scores", "groups", "years", "rules", "indicators", "copies", "selfscore", "coverage", "documents",
)  # fmt: skip
FAILED = ("missing", "empty", "encrypted", "corrupt", "unsupported", "limit", "crash", "rule")
"""How a document may fail."""
FAILURES = "SELECT kind, path, message FROM failures ORDER BY kind, path, message LIMIT $most"
ENGLISH_LIMITS = tuple(f"board.limit.{name}" for name in ("rank", "finding", "interval", "cause", "collection"))


@dataclass(frozen=True, slots=True)
class Linked:
    """A member of a cluster in words; ``href`` is its place on the page, if it is shown there."""

    words: str
    href: str


@dataclass(frozen=True, slots=True)
class ClusterView:
    """One cluster of copies."""

    spread: str
    head: str
    text: str
    members: tuple[Linked, ...]
    more: str


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of a part of all stated figures."""

    kind: str
    name: str
    count: int
    words: str
    share: str


@dataclass(frozen=True, slots=True)
class Board:
    """Everything on the page."""

    tiles: tuple[tuple[str, str], ...]
    sections: tuple[str, ...]
    limits: tuple[str, ...]
    fewest: int
    comparisons: tuple[compared.Comparison, ...]
    scores: Chart | None
    groups: Chart | None
    groups_left_out: int
    years: tuple[compared.Comparison, ...]
    changes: tuple[tuple[str, ...], ...]
    rules: Chart | None
    indicators: Chart | None
    copies_lead: tuple[str, ...]
    clusters: tuple[ClusterView, ...]
    pairs: tuple[ClusterView, ...]
    apart: tuple[str, ...]
    selfscore: Chart | None
    facts: str
    fates: tuple[Fate, ...]
    gaps: tuple[str, ...]
    failures: tuple[tuple[str, ...], ...]
    failures_left_out: int
    total: int
    documents: tuple[Shown, ...]
    places: tuple[tuple[str, tuple[Shown, ...]], ...]


@cache
def templates() -> Environment:
    """Return the templates of the dashboard, which stand on those of the reports; every value they print is escaped."""
    from jinja2 import ChoiceLoader, PackageLoader

    loaders = [PackageLoader("wenbiao.corpus", "templates"), PackageLoader("wenbiao.report", "templates")]
    return environment().overlay(loader=ChoiceLoader(loaders))


@cache
def script() -> Markup:
    """Return the page's own script, which holds nothing of any document."""
    from markupsafe import Markup

    source = files("wenbiao.corpus") / "templates" / "dashboard.js"
    return Markup(source.read_text(encoding="utf-8"))  # noqa: S704 - a file of the package


def render_dashboard(connection: duckdb.DuckDBPyConnection, words: Words) -> str:
    """Return the page of a store."""
    board, indicators = board_of(connection, words)
    return (
        templates()
        .get_template("dashboard.html.j2")
        .render(
            board=board,
            words=words,
            first_clusters=FIRST_SHOWN,
            severities={s.value: words.severity(s) for s in Severity},
            bands=data({"quality": QUALITY_BANDS, "self": SELF_BANDS, "indicators": [i.name for i in indicators]}),
            script=script(),
            policy=policy_for(script()),
            version=__version__,
        )
    )


def data(value: object) -> Markup:
    """Return data for the script: JSON in which nothing can end the element it stands in."""
    from markupsafe import Markup

    text = json.dumps(value, ensure_ascii=False)
    for mark in "<>&":
        text = text.replace(mark, f"\\u{ord(mark):04x}")
    return Markup(text)  # noqa: S704 - all that is markup was taken out


def board_of(connection: duckdb.DuckDBPyConnection, words: Words) -> tuple[Board, list[Named]]:
    """Return what the page shows, and the indicators whose numbers its links use."""
    totals = prepare(connection)
    frame = load(connection)
    places, years = statistics_of(frame, By.DIVISION), statistics_of(frame, By.YEAR)
    copies = find_copies(connection)
    broken, vague = worst_rules(connection), worst_indicators(connection)
    clusters = copies.clusters[:MOST_SHOWN]
    also = {m.document for c in clusters for m in c.members[:MOST_OF_CLUSTER]}
    also |= {d for pair in copies.pairs[:MOST_SHARED] for d in (pair.one, pair.other)}
    documents = tuple(shown_documents(connection, totals, broken, vague, also))
    known = {d.document: d for d in documents}
    titles = {rule.code: rule.title() for rule in rules()}
    heat, left_out = compared.by_group(places, words)
    failed = connection.execute("SELECT count(*) FROM failures").fetchone() or (0,)
    board = Board(
        tiles=tuple(tiles(totals, words)),
        sections=SECTIONS,
        limits=LIMITS if words.lang is Lang.ZH else tuple(map(words, ENGLISH_LIMITS)),
        fewest=places.fewest,
        comparisons=tuple(compared.by_district(places, words)),
        scores=compared.scores(frame, words),
        groups=heat,
        groups_left_out=left_out,
        years=tuple(compared.by_year(years, words)),
        changes=tuple(compared.changed(years)),
        rules=compared.rule_bars(
            [(r.key, titles.get(r.key, r.name), r.documents) for r in broken], totals.documents, words
        ),
        indicators=compared.indicator_bars([(i.name, i.documents, i.hit) for i in vague], words),
        copies_lead=tuple(copies_lead(copies, words)),
        clusters=tuple(cluster_view(c, known, words) for c in clusters),
        pairs=tuple(pair_view(p, known, words) for p in copies.pairs[:MOST_SHARED]),
        apart=tuple(f"{words(f'copies.excuse.{name}')} {n:,}" for name, n in copies.excused.items() if n),
        selfscore=compared.self_scores(frame, words),
        facts=f"{totals.facts:,}",
        fates=tuple(fates(totals, words)),
        gaps=tuple(gaps(totals, words)),
        failures=tuple(failed_files(connection, words)),
        failures_left_out=max(0, failed[0] - MOST_FAILURES),
        total=totals.documents,
        documents=documents,
        places=tuple((name, tuple(group)) for name, group in groupby(documents, key=lambda d: d.division)),
    )
    return board, vague


def tiles(totals: Totals, words: Words) -> list[tuple[str, str]]:
    """Return the names and values at the head of the page."""
    span = "" if totals.first_year is None else f"{totals.first_year}–{totals.last_year}"
    values = {
        "documents": f"{totals.documents:,}", "units": f"{totals.units:,}", "divisions": f"{totals.divisions:,}",
        "years": span, "facts": f"{totals.facts:,}", "errors": f"{totals.errors:,}", "warnings": f"{totals.warnings:,}",
    }  # fmt: skip
    return [(words(f"board.tile.{key}"), value) for key, value in values.items() if value]


def fates(totals: Totals, words: Words) -> list[Fate]:
    """Return what became of all stated figures."""
    counts = {
        "holding": totals.holding, "contradicted": totals.contradicted, "unmatched": totals.unmatched,
        "undecidable": totals.undecidable,
    }  # fmt: skip
    return [
        Fate(
            name if name == "holding" else f"{name}-share",
            words(f"board.fate.{name}"),
            count,
            f"{count:,}",
            f"{count / max(totals.facts, 1):.1%}",
        )
        for name, count in counts.items()
    ]


def gaps(totals: Totals, words: Words) -> list[str]:
    """Return what is not known of some documents."""
    counts = {
        "division": totals.without_division, "unit": totals.without_unit, "year": totals.without_year,
        "quality": totals.without_quality,
    }  # fmt: skip
    return [words(f"board.gap.{name}", count=f"{count:,}") for name, count in counts.items() if count]


def failed_files(connection: duckdb.DuckDBPyConnection, words: Words) -> Iterator[tuple[str, ...]]:
    """Yield what could not be audited: how it failed, its path, and what was said."""
    for kind, path, message in connection.execute(FAILURES, {"most": MOST_FAILURES}).fetchall():
        yield words(f"board.failure.{kind}") if kind in FAILED else kind, path or "", message or ""


def copies_lead(copies: Copies, words: Words) -> list[str]:
    """Return what was compared, what came of it, and what is not listed."""
    compared_ = {"documents": copies.documents, "passages": copies.passages, "distinct": copies.distinct}
    lead = [words("copies.compared", **compared_), words("copies.totals", **copies.totals)]
    left = sum(copies.totals[spread] for spread in Spread) - min(len(copies.clusters), MOST_SHOWN)
    return [*lead, words("board.copies.more", count=left)] if left else lead


def cluster_view(cluster: Cluster, known: dict[str, Shown], words: Words) -> ClusterView:
    """Return one cluster with links to its documents."""
    counts = {"documents": cluster.documents, "units": cluster.units, "divisions": cluster.divisions}
    text = cluster.text if len(cluster.text) <= LONGEST_TEXT else cluster.text[:LONGEST_TEXT] + "…"
    shown = cluster.members[:MOST_OF_CLUSTER]
    members = tuple(Linked(member_words(m, cluster, words), href(m.document, known)) for m in shown)
    left = cluster.documents - len(shown)
    more = words("copies.more", count=left) if left else ""
    head = words(f"copies.spread.{cluster.spread}", **counts)
    head += words("copies.verbatim", count=cluster.verbatim) if cluster.verbatim else ""
    return ClusterView(cluster.spread, head, text, members, more)


def member_words(member: Member, cluster: Cluster, words: Words) -> str:
    """Return one member: year, unit, how alike it is to the earliest one."""
    alike = (
        words("copies.source")
        if member.document == cluster.source
        else words("board.copies.alike", share=f"{member.similarity:.0%}")
    )
    figures = "" if member.figures else f" {words('copies.figures')}"
    return f"{member.year or '—'} {member.unit or words('copies.unit.unknown')} {alike}{figures}"


def pair_view(pair: SharedText, known: dict[str, Shown], words: Words) -> ClusterView:
    """Return two documents that share much of their text."""
    ends = tuple(
        Linked(known[d].title if d in known else d[:KEY_LENGTH], href(d, known)) for d in (pair.one, pair.other)
    )
    said = words("board.copies.pair", shared=pair.shared, share=f"{pair.share:.0%}")
    return ClusterView("pair", said, "", ends, "")


def href(document: str, known: dict[str, Shown]) -> str:
    """Return the anchor of a document, or an empty string where it is not on the page."""
    return f"k-{document[:KEY_LENGTH]}" if document in known else ""
