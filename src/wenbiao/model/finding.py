"""Findings: what is reported, with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from wenbiao.model.address import Where
from wenbiao.model.fact import Fact


class Severity(StrEnum):
    """``error`` only for what arithmetic or the form itself proves."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


class Role(StrEnum):
    """What a piece of evidence is."""

    CLAIM = "claim"
    CELL = "cell"
    FORMULA = "formula"
    HEADING = "heading"
    ABSENT = "absent"


class Verdict(StrEnum):
    """What became of one stated figure; see CONTRACT, JSONL of ``align``."""

    SUPPORTED = "supported"
    ROUNDING = "rounding"
    DERIVED = "derived"
    CONTRADICTED = "contradicted"
    UNMATCHED = "unmatched"
    UNDECIDABLE = "undecidable"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place or formula a finding rests on; ``value`` is a decimal string in ``unit``."""

    role: Role
    quote: str
    where: Where = Where()  # noqa: RUF009
    value: str | None = None
    unit: str | None = None
    sentence: str = ""
    label: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault. The first evidence is what the finding finds fault with."""

    code: str
    name: str
    severity: Severity
    message: str
    evidence: tuple[Evidence, ...]
    confidence: float = 1.0
    stated: str | None = None
    expected: str | None = None
    difference: str | None = None
    unit: str | None = None
    suggestion: str = ""
    basis: str = ""
    fingerprint: str = ""
    accepted: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A rule that could not finish; shown in every report, never silent."""

    code: str
    message: str


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """One stated figure with what it was checked against; the best cell comes first."""

    fact: Fact
    verdict: Verdict
    score: float = 0.0
    cells: tuple[Fact, ...] = ()
    formula: str = ""
