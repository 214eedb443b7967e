"""Findings that someone has accepted with a reason: kept in a file, shown in every report, counted in none.

The file is TOML and may be edited by hand: one table ``[[accepted]]`` for each decision. An entry holds for
the document it names, also under a new name as long as unit and year are the same; without a document it
holds for all documents beside the file.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path, PurePath

from wenbiao.errors import ConfigError
from wenbiao.model.finding import Finding
from wenbiao.model.result import DocumentReport

FILE_NAME = "wenbiao-accepted.toml"
"""The file beside the documents, or in the current folder."""
ACCEPTED, MEND, EXPLAIN = "认可", "整改", "说明"
DECISIONS = (ACCEPTED, MEND, EXPLAIN)
"""What a reviewer may decide on a finding; only the first closes it."""
FINGERPRINT = re.compile(r"[0-9a-f]{16}(?:-\d+)?")
HEADER = re.compile(r"^\s*\[\[\s*accepted\s*\]\]", re.M)
HEAD = "# 已认可的问题；由 wenbiao accept 写入，可手工修改。\n"
TEXT_KEYS = ("fingerprint", "reason", "decision", "document", "unit", "finding")
DATE_KEYS = ("until", "date")


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided on one finding.

    ``document`` (a file name), ``unit`` and ``year`` say which report it was; ``until`` is the last day on which
    an acceptance holds; ``finding`` tells a human reader what it is about.
    """

    fingerprint: str
    reason: str
    decision: str = ACCEPTED
    until: date | None = None
    document: str = ""
    unit: str = ""
    year: int | None = None
    finding: str = ""
    date: date | None = None

    def concerns(self, report: DocumentReport) -> bool:
        """Whether the decision is about this document, or about one that it replaces."""
        if not self.document or self.document == PurePath(report.path).name:
            return True
        return bool(self.unit) and (self.unit, self.year) == (report.unit, report.year)

    @property
    def key(self) -> tuple[str, str]:
        """Return what a later decision replaces an earlier one by."""
        return self.fingerprint, self.document


def read_decisions(path: Path) -> list[Decision]:
    """Return the decisions of a file, none when there is no file; raise ``ConfigError`` when it is malformed."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(f"无法读取“{path}”：{error}。", "请用 UTF-8 编码保存后重试。") from error
    try:
        stored = tomllib.loads(text).get("accepted", [])
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(
            f"“{path}”不是有效的 TOML：{error}。", "请改正该行，或删除后用 wenbiao accept 重新认可。"
        ) from error
    if not isinstance(stored, list) or not all(isinstance(entry, dict) for entry in stored):
        raise malformed(path, "accepted")
    return [decision_of(entry, path) for entry in stored]


def decision_of(entry: dict[str, object], path: Path) -> Decision:
    """Return one entry as a decision; raise ``ConfigError`` for a key, a type or a value that cannot be."""
    for key, value in entry.items():
        is_date = isinstance(value, date) and not isinstance(value, datetime)
        if key in TEXT_KEYS:
            fits = isinstance(value, str)
        elif key in DATE_KEYS:
            fits = is_date
        else:
            fits = key == "year" and isinstance(value, int) and not isinstance(value, bool)
        if not fits:
            raise malformed(path, key)
    decision = Decision(**{"fingerprint": "", "reason": "", **entry})  # type: ignore[arg-type]
    if not FINGERPRINT.fullmatch(decision.fingerprint):
        raise malformed(path, "fingerprint")
    if not decision.reason.strip():
        raise malformed(path, "reason")
    if decision.decision not in DECISIONS:
        raise malformed(path, "decision")
    return decision


def malformed(path: Path, key: str) -> ConfigError:
    """Return the error for an entry that cannot be used."""
    return ConfigError(f"“{path}”中有一条记录的“{key}”缺失或不正确。", "请参照同一文件中的其他记录改正。")


def with_decisions(report: DocumentReport, decisions: Iterable[Decision], today: date) -> DocumentReport:
    """Return a report whose accepted findings say so; an acceptance that has run out is noted and does not count.

    Of several decisions on one finding the last holds.
    """
    latest = {d.fingerprint: d for d in decisions if d.concerns(report)}
    findings: list[Finding] = []
    overdue: list[str] = []
    for finding in report.findings:
        decision = latest.get(finding.fingerprint)
        if decision is None or decision.decision != ACCEPTED:
            findings.append(finding)
        elif decision.until is not None and decision.until < today:
            findings.append(finding)
            overdue.append(f"{finding.code}（{finding.fingerprint}）的认可已于 {decision.until} 到期，重新列为未决。")
        else:
            findings.append(replace(finding, accepted=decision.reason))
    return replace(report, findings=tuple(findings), notes=(*report.notes, *overdue))


def store(path: Path, decisions: Sequence[Decision]) -> None:
    """Add decisions to a file, each in the place of an earlier one on the same finding; all else in it stays.

    Raises ``ConfigError`` when the file is malformed, ``OSError`` when it cannot be written.
    """
    read_decisions(path)
    text = path.read_bytes().decode("utf-8-sig") if path.exists() else HEAD
    replaced = {decision.key for decision in decisions}
    head, *blocks = parted(text)
    kept = [block for block in blocks if key_of(block) not in replaced]
    written = "".join([head, *kept])
    written += "" if not written or written.endswith("\n") else "\n"
    path.write_text(written + "".join(entry_of(d) for d in decisions), encoding="utf-8", newline="\n")


def parted(text: str) -> list[str]:
    """Return what stands before the first entry, then each entry with the lines that follow it."""
    edges = [*(found.start() for found in HEADER.finditer(text)), len(text)]
    return [text[: edges[0]], *(text[a:b] for a, b in pairwise(edges))]


def key_of(block: str) -> tuple[str, str]:
    """Return what an entry of the file is about."""
    (entry,) = tomllib.loads(block)["accepted"]
    return str(entry.get("fingerprint", "")), str(entry.get("document", ""))


def entry_of(decision: Decision) -> str:
    """Return one decision as the file has it."""
    values: list[tuple[str, str | int | date | None]] = [
        ("fingerprint", decision.fingerprint),
        ("reason", decision.reason),
        ("decision", "" if decision.decision == ACCEPTED else decision.decision),
        ("until", decision.until),
        ("document", decision.document),
        ("unit", decision.unit),
        ("year", decision.year),
        ("finding", decision.finding),
        ("date", decision.date),
    ]
    lines = [f"{key} = {quoted(value) if isinstance(value, str) else value}" for key, value in values if value]
    return "\n[[accepted]]\n" + "\n".join(lines) + "\n"


def quoted(text: str) -> str:
    """Return a text as TOML writes it; what no file can hold becomes a question mark."""
    sound = text.encode("utf-8", "replace").decode("utf-8")
    return json.dumps(sound, ensure_ascii=False).replace("\x7f", "\\u007F")
