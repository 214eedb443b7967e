"""What an audit returns: one report for each document or package."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from wenbiao.model.document import Document, Table
from wenbiao.model.fact import Fact
from wenbiao.model.finding import Failure, Finding, Link, Severity, Verdict


class Genre(StrEnum):
    """What kind of report a document is."""

    OVERALL = "overall-self-evaluation"  # 部门整体支出绩效自评
    PROJECT = "project-self-evaluation"  # 项目支出绩效自评
    SPECIAL_FUND = "special-fund-self-evaluation"  # 专项资金绩效自评
    FINAL_ACCOUNTS = "final-accounts"  # 部门决算公开
    BUDGET = "budget"  # 部门预算公开, 预算报告
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Division:
    """An administrative division of GB/T 2260."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class InputError:
    """Why a document could not be audited, and what the user can do about it.

    ``kind`` is one of missing, empty, encrypted, corrupt, unsupported, limit.
    """

    kind: str
    message: str
    remedy: str


@dataclass(frozen=True, slots=True, eq=False)
class TableView:
    """One table as understood: its form, and the fact each value cell states.

    ``facts`` maps ``(row, col)`` of a cell's first position to its fact.
    """

    table: Table
    form: str
    facts: dict[tuple[int, int], Fact]
    headers: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a report is written, from 0 to 1, with a 95 % interval and its parts; see ``judge.quality``."""

    score: float
    interval: tuple[float, float]
    parts: dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class DocumentReport:
    """The audit of one document or package.

    ``facts`` are the figures stated in prose in document order, ``links`` one entry for each of
    them, ``views`` the tables, ``notes`` what could not be decided and why.
    """

    path: str
    sha256: str = ""
    title: str = ""
    unit: str = ""
    division: Division | None = None
    year: int | None = None
    genre: Genre = Genre.OTHER
    profile: str = ""
    files: tuple[str, ...] = ()
    members: tuple[Document, ...] = ()
    error: InputError | None = None
    warnings: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    views: tuple[TableView, ...] = ()
    links: tuple[Link, ...] = ()
    findings: tuple[Finding, ...] = ()
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()
    quality: Quality | None = None

    def verdicts(self) -> Counter[Verdict]:
        """Return how many stated figures got each verdict."""
        return Counter(link.verdict for link in self.links)

    def severities(self) -> Counter[Severity]:
        """Return how many findings that were not accepted have each severity."""
        return Counter(f.severity for f in self.findings if f.accepted is None)


@dataclass(frozen=True, slots=True, eq=False)
class Result:
    """The audit of everything that was asked for, in the order of the arguments."""

    documents: tuple[DocumentReport, ...] = field(default_factory=tuple)
