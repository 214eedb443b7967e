"""A work paper that a reviewer filled in: the decisions in it."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from wenbiao.errors import ConfigError
from wenbiao.report.accepted import DECISIONS, Decision
from wenbiao.report.accepted import FINGERPRINT as PATTERN
from wenbiao.report.workpaper import DECISION, FILE, FINDINGS, FINGERPRINT, MESSAGE, NOTE, OVERVIEW, UNIT, YEAR

PREFIX = re.compile(r"^'(?=[=+\-@\t\r])")
"""The apostrophe that was put before a text so that it is no formula."""
WITHOUT_REASON = "复核认可"
Row = Sequence[object]


@dataclass(frozen=True, slots=True)
class Returned:
    """The decisions of one work paper, and the path of the document it is about."""

    path: str
    decisions: tuple[Decision, ...]


def read_workpaper(path: Path) -> Returned:
    """Return the decisions of a work paper; rows without one are left out. Raises ``ConfigError``."""
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except FileNotFoundError as error:
        raise ConfigError(f"找不到文件“{path}”。", "请检查路径是否正确。") from error
    except (OSError, InvalidFileException, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise ConfigError(f"“{path}”不是可用的 .xlsx 文件。", "请用 Excel 或 WPS 另存为 .xlsx 后重试。") from error
    try:
        if FINDINGS not in book.sheetnames:
            raise ConfigError(f"“{path}”中没有“{FINDINGS}”表。", "请使用 --format xlsx 生成的核对底稿。")
        facts = overview_of(book[OVERVIEW].values) if OVERVIEW in book.sheetnames else {}
        rows = list(book[FINDINGS].values)
    finally:
        book.close()
    return Returned(facts.get(FILE, ""), tuple(decisions_in(rows, facts, path)))


def overview_of(rows: Iterator[Row]) -> dict[str, str]:
    """Return what the overview says, by its labels."""
    return {text_of(row[0]): text_of(row[1]) for row in rows if len(row) > 1 and text_of(row[0])}


def decisions_in(rows: Sequence[Row], facts: dict[str, str], path: Path) -> Iterator[Decision]:
    """Yield the decisions in the list of findings, whatever the order of its columns."""
    head = next((i for i, row in enumerate(rows) if FINGERPRINT in row and DECISION in row), None)
    if head is None:
        raise ConfigError(f"“{path}”的“{FINDINGS}”中找不到“{DECISION}”和“{FINGERPRINT}”两列。", "请恢复表头后重试。")
    columns = {text_of(title): i for i, title in enumerate(rows[head])}
    year = facts.get(YEAR, "")
    for number, row in enumerate(rows[head + 1 :], start=head + 2):
        decided, mark, note, said = (at(row, columns.get(name)) for name in (DECISION, FINGERPRINT, NOTE, MESSAGE))
        if not decided:
            continue
        if decided not in DECISIONS:
            raise ConfigError(
                f"“{path}”第 {number} 行的{DECISION}“{decided}”无效。", f"可用的有{'、'.join(DECISIONS)}。"
            )
        if not PATTERN.fullmatch(mark):
            raise ConfigError(f"“{path}”第 {number} 行的标识“{mark}”不正确。", "请勿修改“标识”一列。")
        yield Decision(
            fingerprint=mark,
            reason=note or (WITHOUT_REASON if decided == DECISIONS[0] else decided),
            decision=decided,
            document=PureWindowsPath(facts.get(FILE, "")).name,
            unit=facts.get(UNIT, ""),
            year=int(year) if year.isdecimal() else None,
            finding=said,
        )


def at(row: Row, column: int | None) -> str:
    """Return the text in a column, nothing where the row is short or the column is missing."""
    return text_of(row[column]) if column is not None and column < len(row) else ""


def text_of(value: object) -> str:
    """Return a cell's value as text, without the apostrophe that kept it from being a formula."""
    return "" if value is None else PREFIX.sub("", str(value)).strip()
