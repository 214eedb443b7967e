"""Runs the rules over one fact base. A rule that crashes becomes a visible failure, never silence."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from wenbiao.align.link import Alignment, align
from wenbiao.check.mask import mask_finding
from wenbiao.check.phrasing import in_words, path
from wenbiao.check.profile import profile
from wenbiao.check.rule import Context, Rule
from wenbiao.config import Config
from wenbiao.extract.base import FactBase
from wenbiao.model.finding import Failure, Finding, Link, Role, Severity, Verdict
from wenbiao.read.outline import NUMBERED

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)
DIGEST_LENGTH = 16
TABLE_NUMBER = re.compile(r"^附?[表件]\s*[\d一二三四五六七八九十]+(?:[-—－.．]\d+)*[:：、]?")
"""The number before a caption: 表1, 附表2, 附件1-1."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules found in one document set."""

    findings: tuple[Finding, ...]
    failures: tuple[Failure, ...]
    links: tuple[Link, ...]
    notes: tuple[str, ...]
    profile: str


def run_rules(base: FactBase, rules: Sequence[type[Rule]], config: Config, previous: FactBase | None = None) -> Outcome:
    """Return the findings of all selected rules, in reading order within each severity.

    ``previous`` is last year's report, for the rules that compare with it.
    """
    alignment = align(base)
    chosen = profile(config.profile)
    context = Context(base, alignment, chosen, previous)
    findings: list[Finding] = []
    failures: list[Failure] = []
    for rule in rules:
        if not is_selected(rule.code, config):
            continue
        try:
            findings.extend(rule().check(context))
        except Exception as error:
            failures.append(Failure(rule.code, f"规则 {rule.code} 未能完成：{type(error).__name__}: {error}"))
    kept = with_fingerprints(in_order(once(map(mask_finding, findings))))
    return Outcome(tuple(kept), tuple(failures), alignment.links, tuple(notes_of(alignment)), chosen.name)


def is_selected(code: str, config: Config) -> bool:
    """Whether ``--select`` and ``--ignore`` leave a rule in; both hold codes or their beginnings."""
    if config.select and not code.startswith(config.select):
        return False
    return not code.startswith(config.ignore) if config.ignore else True


def once(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings with each fault reported once, in the first group that fits it."""
    seen: dict[tuple[object, ...], Finding] = {}
    for finding in sorted(findings, key=lambda f: (f.code, SEVERITIES.index(f.severity))):
        place = finding.evidence[0].where if finding.evidence else None
        quote = finding.evidence[0].quote if finding.evidence else finding.message
        seen.setdefault((finding.code, place, quote, finding.stated), finding)
    return list(seen.values())


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings by severity, then by place in the document."""

    def place(finding: Finding) -> tuple[int, str, int, int, int, str]:
        where = finding.evidence[0].where if finding.evidence else None
        if where is None:
            return (SEVERITIES.index(finding.severity), "", 0, 0, 0, finding.code)
        in_table = where.table is not None
        return (
            SEVERITIES.index(finding.severity),
            where.file or "",
            where.start or 0 if not in_table else 0,
            where.table or 0,
            where.row or 0,
            finding.code,
        )

    return sorted(findings, key=place)


def with_fingerprints(findings: Sequence[Finding]) -> list[Finding]:
    """Return the findings with fingerprints that do not change when unrelated text moves.

    A fingerprint covers code, quotes and labels without their numbering, not positions; equal ones are numbered in order.
    """
    counts: Counter[str] = Counter()
    result = []
    for finding in findings:
        parts = [finding.code]
        for evidence in finding.evidence:
            if evidence.role is not Role.FORMULA:
                parts += [evidence.quote, *map(unnumbered, (*evidence.label, *evidence.where.section[-1:]))]
        digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:DIGEST_LENGTH]
        counts[digest] += 1
        number = counts[digest]
        result.append(replace(finding, fingerprint=digest if number == 1 else f"{digest}-{number}"))
    return result


@lru_cache(maxsize=1000)
def unnumbered(heading: str) -> str:
    """Return a heading or caption without its number, which moves when a section or table is put in before it."""
    text = "".join(heading.split())
    for pattern in (TABLE_NUMBER, *(pattern for _, pattern in NUMBERED)):
        text = pattern.sub("", text, count=1)
    return text


def notes_of(alignment: Alignment) -> Iterable[str]:
    """Yield why figures could not be decided."""
    undecided = [link for link in alignment.links if link.verdict is Verdict.UNDECIDABLE]
    for link in undecided:
        cell = link.cells[0] if link.cells else None
        label = path(cell.label) if cell is not None else ""
        yield in_words(f"“{link.fact.subject}{link.fact.quantity}”：不能确定与“{label}”是否同一口径，未作比较。")
