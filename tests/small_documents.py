"""Small documents in the text notation through the real pipeline, and their figures in a compact notation.

A figure is one line: number | subject | version | relation, for example
``65.44万元 | expenditure.total | final | + change of 817.29万元``. The subject is the concept's id, or the
wording of an open subject, with ``@scope`` and ``#fund`` where it is narrowed; the version is the basis, and
the year where it is not the report's; ``of`` names the level described, ``in`` the whole, ``in “…”`` a whole
that is only named, ``vs`` the printed figure of comparison.
"""

from __future__ import annotations

from wenbiao.config import Config
from wenbiao.extract.base import FactBase, build_base
from wenbiao.model.fact import Basis, Fact, Relation
from wenbiao.model.finding import Link
from wenbiao.model.result import DocumentReport
from wenbiao.pipeline import audit_bytes
from wenbiao.read import read_document

SIGNED = (Relation.CHANGE, Relation.GROWTH)


def base_of(text: str, config: Config | None = None) -> FactBase:
    """Return the fact base of a text."""
    return build_base([read_document(text.encode(), "case.txt")], config or Config())


def report_of(text: str, config: Config | None = None) -> DocumentReport:
    """Return the audit of a text."""
    return audit_bytes(text.encode(), "case.txt", config or Config())


def link_of(report: DocumentReport, figure: str) -> Link:
    """Return the link of the one figure printed so."""
    [link] = [link for link in report.links if link.fact.quantity.text == figure]
    return link


def codes_of(report: DocumentReport, *severities: str) -> list[str]:
    """Return the codes of the findings of the given severities."""
    return [f.code for f in report.findings if f.severity in severities]


def compact(fact: Fact, year: int | None) -> str:
    """Return a stated figure in the compact notation."""
    fields = (fact.quantity.text, name_of(fact), version_of(fact, year), relation_of(fact))
    return " | ".join(field or "-" for field in fields)


def name_of(fact: Fact) -> str:
    """Return the concept or the open subject, narrowed; nothing for a figure inside an explanation."""
    if fact.aside:
        return ""
    name = fact.concept or fact.subject
    return name + (f" @{fact.scope}" if fact.scope else "") + (f" #{fact.fund}" if fact.fund else "")


def version_of(fact: Fact, year: int | None) -> str:
    """Return the basis, and the year where it is not the report's."""
    words = [] if fact.basis is Basis.UNKNOWN else [fact.basis.value]
    if fact.period != (str(year) if year else None):
        words.append(fact.period or "?")
    return " ".join(words)


def relation_of(fact: Fact) -> str:
    """Return relation and sign, the figures it refers to, and whether it is only stated beside."""
    words = ["ref"] if fact.reference else []
    words += ["aside"] if fact.aside else []
    if fact.relation in SIGNED:
        words.append("+" if fact.sign > 0 else "-")
    words.append(fact.relation.value)
    for word, other in (("of", fact.anchor), ("in", fact.whole), ("vs", fact.versus)):
        if other is not None:
            words += [word, other.quantity.text or str(other.quantity)]
        elif word == "in" and fact.whole_label:
            words += [word, f"“{fact.whole_label}”"]
    return " ".join(words)
