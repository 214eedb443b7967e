"""The small notation of test cases: lines ``| a | b |`` are table rows, ``<`` and ``^`` continue cells.

``<`` widens the cell to its left, ``^`` lengthens the one above; a line of dashes is decoration.
"""

from __future__ import annotations

import re

from wenbiao.read.drafts import DraftCell, DraftParagraph, DraftTable
from wenbiao.read.lines import Line

ROW = re.compile(r"\s*\|.*\|\s*$")
RULE = re.compile(r"\s*\|(?:\s*:?-{2,}:?\s*\|)+\s*$")


def is_notation_row(text: str) -> bool:
    """Whether a line is a row of the notation."""
    return bool(ROW.match(text))


def notation_table(lines: list[Line], i: int) -> tuple[int, DraftTable]:
    """Return the index after the table that begins at line ``i``, and the table."""
    rows: list[list[DraftCell]] = []
    above: list[DraftCell] = []
    placed: set[int] = set()
    while i < len(lines) and ROW.match(lines[i].text):
        if not RULE.match(lines[i].text):
            above = owners(lines[i], above)
            fresh = {id(cell): cell for cell in above if id(cell) not in placed}
            placed.update(fresh)
            rows.append(list(fresh.values()))
        i += 1
    return i, DraftTable(rows)


def owners(line: Line, above: list[DraftCell]) -> list[DraftCell]:
    """Return the cell that owns each column of a row; ``above`` are the owners in the row before.

    The spans of continued cells grow by the way. A mark with nothing to continue is text.
    """
    row: list[DraftCell] = []
    position = line.text.index("|") + 1
    for piece in line.text[position : line.text.rindex("|")].split("|"):
        word, col = piece.strip(), len(row)
        if word == "<" and row:
            continued = row[-1]
            continued.col_span += not any(cell is continued for cell in above)
            row.append(continued)
        elif word == "^" and col < len(above):
            continued = above[col]
            continued.row_span += not any(cell is continued for cell in row)
            row.append(continued)
        else:
            start = line.start + position + (piece.find(word) if word else len(piece))
            row.append(DraftCell([DraftParagraph(word, start=start)]))
        position += len(piece) + 1
    return row
