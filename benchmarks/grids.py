"""Measures table understanding against hand-typed grids (tests/grids): cells at their places, and header paths.

A grid lists the rows of one table as a reviewer reads them: ``<`` joins a cell to its left neighbour, ``^`` to the one
above, ``⏎`` breaks a line. ``headers`` names some value cells by address (counting from 1): row labels, ``@``, column
labels from the outermost in; only the last row label and the column labels are compared. Grids of real documents hold
digests instead of texts, and patterns instead of labels.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from wenbiao.config import Config
from wenbiao.extract.base import FactBase, build_base
from wenbiao.model.document import Table
from wenbiao.model.fact import Fact
from wenbiao.read import read_document, read_file

ROOT = Path(__file__).resolve().parents[1]
GRIDS = ROOT / "tests" / "grids"
ADDRESS = re.compile(r"r(\d+)c(\d+)")
DIGEST = 8
JOINED = ("<", "^")

Placed = tuple[int, int, int, int, str]
"""Row, column, row span, column span and text without blanks."""


@dataclass(frozen=True, slots=True)
class Expected:
    """One hand-typed grid."""

    name: str
    document: str
    table: int
    hashed: bool
    rows: tuple[tuple[str, ...], ...]
    headers: dict[tuple[int, int], str]

    @property
    def path(self) -> Path:
        """Return the document, which may be absent where it is not part of the repository."""
        return ROOT / self.document


@dataclass(frozen=True, slots=True)
class Score:
    """What was right of one grid: cells and header paths, with what was wrong in words."""

    name: str
    cells: tuple[int, int]
    paths: tuple[int, int]
    faults: tuple[str, ...]


def load(path: Path) -> Expected:
    """Return the grid of one file."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    rows = tuple(
        tuple(piece.strip(" ") for piece in line.strip()[1:-1].split("|")) for line in data["rows"].strip().split("\n")
    )
    headers = {}
    for address, labels in (data.get("headers") or {}).items():
        found = ADDRESS.fullmatch(address)
        if found is None:
            raise ValueError(f"{path.name}: {address} is no address")
        headers[int(found[1]) - 1, int(found[2]) - 1] = labels
    return Expected(path.stem, data["document"], data["table"], data.get("hashed", False), rows, headers)


def grids() -> list[Expected]:
    """Return all grids whose documents are at hand."""
    return [g for g in map(load, sorted(GRIDS.glob("*.yaml"))) if g.path.is_file()]


def squeezed(text: str) -> str:
    """Return text without blanks and line breaks."""
    return re.sub(r"[\s⏎　]+", "", text)


def digest(text: str) -> str:
    """Return the first digits of the SHA-256 of a text without blanks, nothing for nothing."""
    bare = squeezed(text)
    return hashlib.sha256(bare.encode()).hexdigest()[:DIGEST] if bare else ""


def placed(rows: Sequence[Sequence[str]]) -> Iterator[Placed]:
    """Yield the cells of a typed grid with their spans."""
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            if text in JOINED:
                continue
            cols = next((k for k in range(1, len(row) - c) if row[c + k] != "<"), len(row) - c)
            below = (k for k in range(1, len(rows) - r) if c >= len(rows[r + k]) or rows[r + k][c] != "^")
            yield r, c, next(below, len(rows) - r), cols, squeezed(text)


def read_cells(table: Table, *, hashed: bool) -> Iterator[Placed]:
    """Yield the cells of a table as read."""
    for cell in table.cells:
        text = digest(cell.text) if hashed else squeezed(cell.text)
        yield cell.row, cell.col, cell.row_span, cell.col_span, text


def by_row(cells: Iterator[Placed]) -> set[Placed]:
    """Return the filled cells by row and rank: all that a flattened table keeps of their places."""
    rows: dict[int, list[str]] = {}
    for row, _, _, _, text in cells:
        if text:
            rows.setdefault(row, []).append(text)
    return {(row, rank, 1, 1, text) for row, texts in rows.items() for rank, text in enumerate(texts)}


@cache
def base_of(path: Path) -> FactBase:
    """Return the fact base of a document."""
    return build_base([read_document(read_file(path), str(path))], Config())


def score(grid: Expected) -> Score:
    """Return how much of a grid was read right; a cell too many counts as one wrong."""
    base = base_of(grid.path)
    sheet = base.sheets[grid.table]
    wanted, found = placed(grid.rows), read_cells(sheet.table, hashed=grid.hashed)
    if sheet.table.flattened:
        left, right = by_row(wanted), by_row(found)
    else:
        left, right = set(wanted), set(found)
    faults = [f"missing {w}" for w in sorted(left - right)] + [f"unexpected {f}" for f in sorted(right - left)]
    paths = 0
    for address, labels in grid.headers.items():
        fact = fact_at(sheet.table, sheet.view.facts, address, grid)
        if fact is not None and is_path(fact, labels, hashed=grid.hashed):
            paths += 1
        else:
            said = "nothing" if fact is None else f"{' / '.join(fact.row_labels)} @ {', '.join(fact.column_labels)}"
            faults.append(f"r{address[0] + 1}c{address[1] + 1}: {labels!r} is read as {said}")
    return Score(grid.name, (len(left & right), len(left | right)), (paths, len(grid.headers)), tuple(faults))


def fact_at(table: Table, facts: dict[tuple[int, int], Fact], address: tuple[int, int], grid: Expected) -> Fact | None:
    """Return the fact of a cell; in a flattened table the cell is found by its rank among the filled ones of its row."""
    if not table.flattened:
        return facts.get(address)
    row, col = address
    rank = sum(bool(text) and text not in JOINED for text in grid.rows[row][:col])
    filled = [c for c in table.cells if c.row == row and squeezed(c.text)]
    return facts.get((row, filled[rank].col)) if rank < len(filled) else None


def is_path(fact: Fact, labels: str, *, hashed: bool) -> bool:
    """Whether a fact has the labels: the row's own, the column's own, and the headings above both.

    A heading such as 收入 over one side of a table may be read as heading of its rows or of its columns.
    """
    row, _, column = (part.strip() for part in labels.partition("@"))
    rows, columns = ([squeezed(x) for x in part.split(",") if x.strip()] for part in (row, column))
    said_rows, said_columns = ([squeezed(x) for x in part] for part in (fact.row_labels, fact.column_labels))
    if not (is_label(rows, said_rows, hashed=hashed) and is_label(columns, said_columns, hashed=hashed)):
        return False
    said = [*said_rows, *said_columns]
    return all(any(same(wanted, label, hashed=hashed) for label in said) for wanted in (*rows, *columns))


def is_label(wanted: Sequence[str], said: Sequence[str], *, hashed: bool) -> bool:
    """Whether the innermost labels agree; none wanted is right where none is said."""
    if not wanted or not said:
        return not wanted and not said
    return same(wanted[-1], said[-1], hashed=hashed)


def same(wanted: str, said: str, *, hashed: bool) -> bool:
    """Whether a label is the one wanted; those of real documents are patterns."""
    return re.fullmatch(wanted, said) is not None if hashed else wanted == said


def main() -> int:
    """Print the accuracy of each grid; exit status 1 below 99 % of cells."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    scores = [score(g) for g in grids()]
    for one in scores:
        print(f"{one.name}: cells {one.cells[0]}/{one.cells[1]}, header paths {one.paths[0]}/{one.paths[1]}")
        print("".join(f"  {fault}\n" for fault in one.faults), end="")
    right, total = sum(s.cells[0] for s in scores), sum(s.cells[1] for s in scores)
    print(f"{len(scores)} tables: {right} of {total} cells ({right / total:.2%})")
    return int(right < 0.99 * total)


if __name__ == "__main__":
    sys.exit(main())
