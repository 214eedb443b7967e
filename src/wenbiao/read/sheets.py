"""Workbooks: every sheet's titles, tables and notes, printed as the spreadsheet prints them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

from wenbiao.errors import UnreadableDocument
from wenbiao.read.compound import SIGNATURE
from wenbiao.read.drafts import Draft, DraftParagraph
from wenbiao.read.sheets_grid import Sheet, column_name
from wenbiao.read.sheets_layout import Layout, runs, sheet_title

SHEET_LEVEL = 1
NAMED = 5


def read_sheets(data: bytes, path: str) -> Draft:
    """Return the draft of an .xlsx, .xlsb or .xls workbook.

    Each sheet opens a section; a single one only if its name says anything. Hidden sheets are read and marked hidden, hidden
    rows and columns are read. Raises ``UnreadableDocument`` for locked, damaged and empty workbooks and
    ``LimitExceeded`` for sheets beyond the limit.
    """
    read = [(sheet, blocks) for sheet in sheets_in(data, path) if (blocks := Layout(sheet).blocks())]
    draft = Draft()
    for sheet, blocks in read:
        first = blocks[0]
        if isinstance(first, DraftParagraph) and "".join(first.text.split()) == "".join(sheet.name.split()):
            first.level = SHEET_LEVEL
        elif len(read) > 1 or sheet_title(sheet):
            draft.blocks.append(DraftParagraph(sheet.name, level=SHEET_LEVEL, hidden=sheet.hidden))
        draft.blocks.extend(blocks)
        draft.warnings.extend(remarks(sheet))
    if not draft.blocks:
        raise UnreadableDocument("empty", f"“{path}”中没有任何内容。", "请确认表格已填写并保存后重试。")
    return draft


def sheets_in(data: bytes, path: str) -> list[Sheet]:
    """Return the sheets of a workbook of any kind."""
    if data.startswith(SIGNATURE) or is_binary_package(data):
        from wenbiao.read.sheets_xls import read_xls

        return read_xls(data, path)
    from wenbiao.read.sheets_xlsx import read_xlsx

    return read_xlsx(data, path)


def is_binary_package(data: bytes) -> bool:
    """Whether a package holds its sheets in binary records (.xlsb)."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return any(name.lower() == "xl/workbook.bin" for name in package.namelist())
    except zipfile.BadZipFile:  # told by the reader
        return False


def remarks(sheet: Sheet) -> list[str]:
    """Return what a reader must know of a sheet: what is hidden, not computed or damaged."""
    found = []
    name = f"工作表“{sheet.name}”"
    if sheet.hidden:
        found.append(f"{name}是隐藏的工作表，已读取。")
    rows = {place[0] for place in sheet.cells} & sheet.hidden_rows
    if rows:
        found.append(f"{name}有隐藏的行（第 {spans((str(a + 1), str(b + 1)) for a, b in runs(rows))} 行），已读取。")
    columns = {c for _, c in sheet.cells if any(first <= c <= last for first, last in sheet.hidden_columns)}
    if columns:
        listed = spans((column_name(a), column_name(b)) for a, b in runs(columns))
        found.append(f"{name}有隐藏的列（{listed} 列），已读取。")
    if sheet.unevaluated:
        cells = "、".join(sheet.unevaluated[:NAMED]) + ("等" if len(sheet.unevaluated) > NAMED else "")
        found.append(
            f"{name}有 {len(sheet.unevaluated)} 个公式没有计算结果（{cells}），按空白处理；"
            "请用 Excel 或 WPS 打开并保存后重试。"
        )
    if sheet.damaged:
        found.append(f"{name}的内容有损坏，读取的数据可能不完整。")
    return found


def spans(pairs: Iterable[tuple[str, str]]) -> str:
    """Return pairs of first and last as a list: ``3、5–8``."""
    return "、".join(first if first == last else f"{first}–{last}" for first, last in pairs)
