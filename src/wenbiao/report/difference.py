"""What became of findings since last time: fixed, still open, new, accepted meanwhile."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path, PureWindowsPath
from typing import cast

from wenbiao.errors import ConfigError
from wenbiao.model.finding import Severity
from wenbiao.report.json import DIFF_SCHEMA, SCHEMA, TOOL
from wenbiao.report.lines import Line, Style
from wenbiao.report.messages import Words
from wenbiao.report.rows import ChangeRow, DiffRow, DocumentRow, FindingRow, KeptRow, SideRow, ToolRow

FIGURE = re.compile(r"[\d０-９][\d０-９.,，．]*")
"""The figures of a quote, which a correction changes while the fault may stay."""
STYLES = {"fixed": Style.GOOD, "open": Style.ERROR, "new": Style.WARNING, "accepted": Style.INFO}


def stored_rows(path: Path) -> list[DocumentRow] | None:
    """Return the documents of an earlier report in JSON or JSON lines, None when the file is something else.

    Raises ``ConfigError`` for a report of a version that is not known.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        return None
    if not text.lstrip().startswith("{"):
        return None
    try:
        parsed = [json.loads(text)]
    except ValueError:
        try:
            parsed = [json.loads(line) for line in text.splitlines() if line.strip()]
        except ValueError:
            return None
    if not all(isinstance(part, dict) and "schema" in part for part in parsed):
        return None
    for part in parsed:
        if part["schema"] != SCHEMA:
            raise ConfigError(f"“{path}”的格式为 {part['schema']}，不能比较。", f"请用 {SCHEMA} 格式的报告或原文件。")
    rows = [row for part in parsed for row in part.get("documents", [part])]
    if not all(isinstance(row, dict) and isinstance(row.get("findings"), list) for row in rows):
        raise ConfigError(f"“{path}”不完整，不能比较。", "请重新生成该报告。")
    return cast("list[DocumentRow]", rows)


def difference(old: Sequence[DocumentRow], new: Sequence[DocumentRow]) -> DiffRow:
    """Return what changed between two audits, document by document in the order of the new one."""
    pairs = list(paired(old, new))
    return {"schema": DIFF_SCHEMA, "tool": cast("ToolRow", TOOL), "documents": [change(a, b) for a, b in pairs]}


def paired(
    old: Sequence[DocumentRow], new: Sequence[DocumentRow]
) -> Iterator[tuple[DocumentRow | None, DocumentRow | None]]:
    """Yield the documents that belong together: by path, else by name, else by unit and year; a single pair as it is."""
    left = list(old)
    if len(old) == len(new) == 1:
        yield old[0], new[0]
        return
    for row in new:
        match = next((other for key in KEYS for other in left if key(other) and key(other) == key(row)), None)
        if match is not None:
            left.remove(match)
        yield match, row
    for row in left:
        yield row, None


KEYS = (
    lambda row: row["path"],
    lambda row: PureWindowsPath(row["path"]).name,
    lambda row: (row["unit"], row["year"], row["genre"]) if row["unit"] and row["year"] else None,
)
"""What tells that two reports are of one document, the surest first."""


def change(old: DocumentRow | None, new: DocumentRow | None) -> ChangeRow:
    """Return what became of the findings of one document."""
    before = [] if old is None else [f for f in old["findings"] if f["accepted"] is None]
    now = [] if new is None else new["findings"]
    kept: list[KeptRow] = []
    accepted: list[FindingRow] = []
    added: list[FindingRow] = []
    left = {f["fingerprint"]: f for f in before}
    waiting: list[FindingRow] = []
    for finding in now:
        same = left.pop(finding["fingerprint"], None)
        if finding["accepted"] is not None:
            accepted += [finding] if same is not None else []
        elif same is not None:
            kept.append({"finding": finding, "before": None})
        else:
            waiting.append(finding)
    for finding in waiting:
        changed = next((f for f in left.values() if gist(f) == gist(finding)), None)
        if changed is not None:
            kept.append({"finding": finding, "before": left.pop(changed["fingerprint"])})
        else:
            added.append(finding)
    fixed = list(left.values()) if new is not None and new["error"] is None else []
    shown = new or old
    counts = {"fixed": len(fixed), "open": len(kept), "new": len(added), "accepted": len(accepted)}
    return {
        "old_document": side(old),
        "new_document": side(new),
        "title": shown["title"] if shown is not None else None,
        "unit": shown["unit"] if shown is not None else None,
        "year": shown["year"] if shown is not None else None,
        "counts": counts,  # type: ignore[typeddict-item]
        "fixed": fixed,
        "open": kept,
        "new": added,
        "accepted": accepted,
    }


def gist(finding: FindingRow) -> tuple[object, ...]:
    """Return what a finding is about without its figures: code, wording and labels of its first evidence."""
    first = finding["evidence"][0] if finding["evidence"] else None
    if first is None:
        return (finding["code"], FIGURE.sub("#", finding["message"]))
    section = first["where"].get("section", []) if "where" in first else []
    return (finding["code"], FIGURE.sub("#", first["quote"]), tuple(first.get("label", [])), tuple(section[-1:]))


def side(row: DocumentRow | None) -> SideRow | None:
    """Return which document one side is."""
    return None if row is None else {"path": row["path"], "sha256": row["sha256"], "error": row["error"]}


def diff_lines(diff: DiffRow, words: Words) -> Iterator[Line]:
    """Yield the readable comparison."""
    for number, document in enumerate(diff["documents"]):
        if number:
            yield Line()
        yield Line(document["title"] or words("head.untitled"), Style.TITLE)
        for key, document_row in (("old", document["old_document"]), ("new", document["new_document"])):
            yield Line(words.labelled(words(f"diff.{key}.document"), side_words(document_row, words)), hang=4)
        yield Line(counts_words(document, words))
        for kind, findings in categories(document):
            if findings:
                yield Line()
                yield Line(words(f"diff.{kind}") + words.aside(str(len(findings))), STYLES[kind])
                for finding, before in findings:
                    yield from finding_lines(finding, before, words)


def side_words(row: SideRow | None, words: Words) -> str:
    """Return the path of one side, why it could not be read, or that it is not there."""
    if row is None:
        return words("diff.missing")
    path = words("stdin") if row["path"] == "-" else row["path"]
    return path if row["error"] is None else words.clauses([path, row["error"]["message"] + row["error"]["remedy"]])


def counts_words(document: ChangeRow, words: Words) -> str:
    """Return how many findings there are of each kind."""
    counts = document["counts"]
    said = words("diff.counts", fixed=counts["fixed"], open=counts["open"], new=counts["new"])
    return said + (words("diff.counts.accepted", count=counts["accepted"]) if counts["accepted"] else "")


def categories(document: ChangeRow) -> list[tuple[str, list[tuple[FindingRow, FindingRow | None]]]]:
    """Return the findings by what became of them, each with what it was before where its figures changed."""
    kept = [(row["finding"], row["before"]) for row in document["open"]]
    return [
        ("open", kept),
        ("new", [(finding, None) for finding in document["new"]]),
        ("fixed", [(finding, None) for finding in document["fixed"]]),
        ("accepted", [(finding, None) for finding in document["accepted"]]),
    ]


def finding_lines(finding: FindingRow, before: FindingRow | None, words: Words) -> Iterator[Line]:
    """Yield one finding, and what it said before."""
    yield Line(f"{finding['code']}  {severity_words(finding, words)}  {finding['message']}", indent=2, hang=8)
    if before is not None:
        yield Line(words.labelled(words("diff.before"), before["message"]), Style.FAINT, 6, 2)
    if finding["accepted"] is not None:
        yield Line(words("finding.accepted", reason=finding["accepted"]), indent=6)


def severity_words(finding: FindingRow, words: Words) -> str:
    """Return the word for a finding's severity."""
    return words.severity(Severity(finding["severity"]))


def open_severities(diff: DiffRow) -> set[Severity]:
    """Return the severities of what is open in the new documents."""
    found = {Severity(row["finding"]["severity"]) for d in diff["documents"] for row in d["open"]}
    return found | {Severity(f["severity"]) for d in diff["documents"] for f in d["new"]}
