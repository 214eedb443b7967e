"""``wenbiao corpus duplicates`` and ``wenbiao corpus bank``: what the reports of a store have in common."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from wenbiao.cli.helping import DUPLICATES_FORMATS
from wenbiao.cli.output import writing
from wenbiao.cli.settings import one_of
from wenbiao.cli.stdio import complain, is_unicode, print_lines
from wenbiao.errors import ConfigError
from wenbiao.report.lines import Line
from wenbiao.report.messages import Words

if TYPE_CHECKING:
    from wenbiao.corpus.copies import Cluster, Copies, Member
    from wenbiao.corpus.store import Store

SCHEMA = "wenbiao.duplicates/1"
LONGEST = 160
"""Characters of a passage shown in the text; JSON has all of it."""


def store_at(argument: str | None, option: str | None, words: Words) -> Store:
    """Return the store that is named, as an argument or by ``--store``; raise ``ConfigError`` when there is none."""
    from wenbiao.corpus.store import Store

    address = argument or option
    if address is None:
        raise ConfigError(words("usage.corpus.store"))
    store = Store(address)
    if not store.index().parts:
        raise ConfigError(words("usage.corpus.empty", store=address))
    return store


def show_copies(store: Store, form: str | None, most: int, words: Words) -> int:
    """Print the copies in a store and return the exit status."""
    from wenbiao.corpus.copies import find_copies
    from wenbiao.corpus.query import connect

    chosen = one_of(form or "text", DUPLICATES_FORMATS, "--format", words)
    copies = find_copies(connect(store), most)
    if chosen == "json":
        found = {"schema": SCHEMA, **dataclasses.asdict(copies)}
        json.dump(found, sys.stdout, ensure_ascii=not is_unicode(sys.stdout), indent=1)
        print()
    else:
        print_lines(copy_lines(copies, words), sys.stdout)
    return 0


def copy_lines(copies: Copies, words: Words) -> Iterator[Line]:
    """Yield the copies as readable text."""
    counts = {"documents": copies.documents, "passages": copies.passages, "distinct": copies.distinct}
    yield Line(words("copies.compared", **counts))
    yield Line(words("copies.totals", **copies.totals))
    for number, cluster in enumerate(copies.clusters, start=1):
        yield Line("")
        yield from cluster_lines(number, cluster, words)
    if copies.pairs:
        yield Line("")
        yield Line(words("copies.pairs"))
        paths = {m.document: m.path for c in (*copies.clusters, *copies.set_apart) for m in c.members}
        for pair in copies.pairs:
            ends = {"one": paths.get(pair.one, pair.one[:12]), "other": paths.get(pair.other, pair.other[:12])}
            yield Line(words("copies.pair", shared=pair.shared, share=f"{pair.share:.0%}", **ends), indent=2)
    if any(copies.excused.values()):
        yield Line("")
        yield Line(words("copies.apart"))
        for excuse, count in copies.excused.items():
            if count:
                yield Line(f"{words(f'copies.excuse.{excuse}')}  {count}", indent=2)
    yield Line("")
    yield Line(words("copies.limits"))


def cluster_lines(number: int, cluster: Cluster, words: Words) -> Iterator[Line]:
    """Yield one cluster."""
    counts = {"documents": cluster.documents, "units": cluster.units, "divisions": cluster.divisions}
    same = words("copies.verbatim", count=cluster.verbatim) if cluster.verbatim else ""
    yield Line(f"{number}. " + words(f"copies.spread.{cluster.spread}", **counts) + same)
    text = cluster.text if len(cluster.text) <= LONGEST else cluster.text[:LONGEST] + "…"
    yield Line(f"“{text}”", indent=3)
    for member in cluster.members:
        yield Line(member_words(member, cluster, words), indent=3)
    if cluster.documents > len(cluster.members):
        yield Line(words("copies.more", count=cluster.documents - len(cluster.members)), indent=3)


def member_words(member: Member, cluster: Cluster, words: Words) -> str:
    """Return one member: year, unit, how alike, and where it is."""
    source = words("copies.source") if member.document == cluster.source else f"{member.similarity:.0%}"
    unit = member.unit or words("copies.unit.unknown")
    figures = "" if member.figures else f"  {words('copies.figures')}"
    return f"{member.year or '—'}  {unit}  {source}{figures}  {member.path}"


def write_bank(store: Store, output: str, words: Words) -> int:
    """Count the stock wording of a store into a file and return the exit status."""
    from wenbiao.corpus.query import connect
    from wenbiao.corpus.stock import common_wording
    from wenbiao.judge.bank import write

    bank = common_wording(connect(store))
    with writing(Path(output), words):
        write(bank, Path(output))
    complain(words("bank.written", path=output, phrases=len(bank.counts), documents=bank.documents))
    return 0
