"""Plain text: reports flattened by a document converter, and the small text notation of test cases.

A line that begins with one TAB opens a flattened table (see ``flattened``), lines ``| a | b |`` are a
table in the small notation (see ``notation``). Everything else is one paragraph a line.
"""

from __future__ import annotations

from wenbiao.read.drafts import Draft
from wenbiao.read.encoding import REPLACEMENT, decode_bytes
from wenbiao.read.flattened import flattened_table
from wenbiao.read.lines import draft_paragraph, lines_of, without_residue
from wenbiao.read.notation import is_notation_row, notation_table


def decode(data: bytes) -> tuple[str, str]:
    """Return text and the name of its encoding: UTF-8 (with or without BOM), UTF-16 with BOM, else GB18030.

    CRLF counts as one character. What is damaged in a few places only shows U+FFFD there. Raises
    ``UnicodeDecodeError`` when it is none of them.
    """
    decoded = decode_bytes(data)
    return decoded.text.replace("\r\n", "\n").replace("\r", "\n"), decoded.encoding


def read_text(text: str, encoding: str | None = None) -> Draft:
    """Return the draft of a text: paragraphs, flattened tables and tables in the small notation.

    Offsets count in ``text``; the draft's own text differs from it only in blanks where the
    converter had left residue.
    """
    text = without_residue(text)
    lines = lines_of(text)
    draft = Draft(text=text, encoding=encoding)
    if damaged := text.count(REPLACEMENT):
        draft.warnings.append(f"文本有 {damaged} 处无法解码的字符（显示为“{REPLACEMENT}”），文件可能不完整或编码有误。")
    i = 0
    while i < len(lines):
        line = lines[i]
        if line.text.startswith("\t"):
            i, blocks = flattened_table(lines, i)
            draft.blocks.extend(blocks)
        elif is_notation_row(line.text):
            i, table = notation_table(lines, i)
            draft.blocks.append(table)
        else:
            if line.text.strip():
                draft.blocks.append(draft_paragraph(line))
            i += 1
    return draft
