"""Base documents, and how an edit is put into each so that the real readers see it.

Fixtures are written anew by their writers, texts are spliced and read again. Only documents of
``shared`` that this project cannot write (a PDF) are changed in the tree they were read into.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from planted.splice import Edit, replanted, spliced
from wenbiao.config import Config
from wenbiao.model.document import Document, Format
from wenbiao.read import read_document, read_file

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
sys.path.insert(0, str(ROOT / "fixtures"))

import build  # noqa: E402 - fixtures/build.py
from content import FIXTURES  # noqa: E402
from content.blocks import INLINE, Block, Cell, Grid, Para, parse  # noqa: E402
from content.faults import Fixture  # noqa: E402

SAMPLES = ("shgzb.pdf",)


class Unplantable(Exception):
    """An edit for which the source has no place of its own, such as one across two runs of markup."""


@dataclass(frozen=True)
class Base:
    """One document set to plant faults in: what it was read into, and a function that returns it with edits made."""

    name: str
    format: str
    kind: str
    documents: tuple[Document, ...]
    plant: Callable[[Sequence[Edit]], tuple[Document, ...]]
    config: Config = field(default_factory=Config)


def bases(*, shared: bool = True) -> Iterator[tuple[str, Callable[[], Base]]]:
    """Yield the name of each base document and a function that reads it."""
    for fixture in FIXTURES:
        yield fixture.name, lambda f=fixture: from_fixture(f)
    if shared and SHARED.is_dir():
        for path in sorted((SHARED / "seeds").glob("*.txt")):
            yield f"seed-{path.name[:3]}", lambda p=path: from_text(f"seed-{p.name[:3]}", read_file(p), p.name, "seed")
        for name in SAMPLES:
            if (SHARED / "samples" / name).is_file():
                yield name.replace(".", "-"), lambda n=name: from_tree(SHARED / "samples" / n)


def base(name: str) -> Base:
    """Return the base document of that name."""
    return dict(bases())[name]()


def from_text(name: str, data: bytes, path: str, kind: str) -> Base:
    """Return a base that is one text file: edits are made in its characters, and it is read again."""
    document = read_document(data, path)
    line_end = "\r\n" if b"\r\n" in data else "\n"

    def plant(edits: Sequence[Edit]) -> tuple[Document, ...]:
        text = spliced(document.text, edits).replace("\n", line_end)
        return (read_document(text.encode("gb18030" if document.encoding == "gb18030" else "utf-8"), path),)

    return Base(name, "text", kind, (document,), plant)


def from_tree(path: Path) -> Base:
    """Return a base whose edits are made in the tree it was read into."""
    document = read_document(read_file(path), path.name)
    return Base(
        path.name.replace(".", "-"), document.format, "sample", (document,), lambda e: (replanted(document, e),)
    )


def from_fixture(fixture: Fixture) -> Base:
    """Return the right build of a fixture as base: edits are made in its blocks, which are written and read again."""
    prefix = f"{fixture.path}/" if fixture.package else ""
    sources = [MarkupFile(name, prefix, markup, fixture.options) for name, markup in sorted(fixture.texts.items())]
    documents = tuple(s.document for s in sources)
    formats = "+".join(sorted({d.format.value for d in documents}))
    if formats == Format.TEXT:
        return from_text(fixture.name, sources[0].bytes_of(sources[0].blocks), sources[0].name, "fixture")

    def plant(edits: Sequence[Edit]) -> tuple[Document, ...]:
        touched = {e.file for e in edits}
        return tuple(
            s.planted([e for e in edits if e.file == i]) if i in touched else s.document for i, s in enumerate(sources)
        )

    return Base(fixture.name, formats, "fixture", documents, plant, Config(package=fixture.package))


@dataclass(frozen=True, slots=True)
class Spot:
    """One character of the markup: its block, its cell or -1, and its index in the raw text."""

    block: int
    cell: int
    index: int


class MarkupFile:
    """One file of a fixture as blocks, with the place of each character of the document it is read into."""

    def __init__(self, name: str, prefix: str, markup: str, options: dict[str, str]) -> None:
        """Parse the markup of the file ``name``; ``prefix`` is the folder of a package."""
        self.name = name
        self.file = name.removeprefix(prefix) if prefix else None
        self.options = options
        self.blocks = parse(markup)

    def bytes_of(self, blocks: list[Block]) -> bytes:
        """Return the file with these blocks."""
        return build.written(self.name, blocks, self.options)

    def read(self, blocks: list[Block]) -> Document:
        """Return the document that these blocks are read into."""
        return read_document(self.bytes_of(blocks), self.name, file=self.file)

    @cached_property
    def document(self) -> Document:
        """Return the right document."""
        return self.read(self.blocks)

    @cached_property
    def spots(self) -> dict[int, Spot]:
        """Return where in the markup the characters of the document come from; blanks are left out."""
        body = [(c, p.start + i) for p in self.document.body for i, c in enumerate(p.text) if not c.isspace()]
        text = "".join(c for c, _ in body)
        tables = self.document.tables
        grids = [b for b in self.blocks if isinstance(b, Grid)]
        found: dict[int, Spot] = {}
        at = 0
        for number, block in enumerate(self.blocks):
            if isinstance(block, Para):
                chars = visible(block.text)
                needle = "".join(c for c, _ in chars)
                start = text.find(needle, at) if needle else -1
                if start < 0:
                    continue
                at = start + len(needle)
                found |= {body[start + k][1]: Spot(number, -1, raw) for k, (_, raw) in enumerate(chars)}
            elif isinstance(block, Grid) and len(grids) == len(tables):
                found |= self.spots_of(number, block, tables[[id(g) for g in grids].index(id(block))].cells)
        return found

    @staticmethod
    def spots_of(number: int, grid: Grid, cells: Sequence[object]) -> dict[int, Spot]:
        """Return the places of the characters of one table."""
        read = {(c.row, c.col): c for c in cells}  # type: ignore[attr-defined]
        found: dict[int, Spot] = {}
        for k, cell in enumerate(grid.cells):
            twin = read.get((cell.row, cell.col))
            if twin is None:
                continue
            there = [(c, p.start + i) for p in twin.paragraphs for i, c in enumerate(p.text) if not c.isspace()]
            here = visible(cell.text)
            if [c for c, _ in there] == [c for c, _ in here]:
                found |= {offset: Spot(number, k, raw) for (_, offset), (_, raw) in zip(there, here, strict=True)}
        return found

    def planted(self, edits: Sequence[Edit]) -> Document:
        """Return the document with edits, written and read again; raises ``Unplantable``."""
        blocks = list(self.blocks)
        for edit in sorted(edits, reverse=True):
            spots = [self.spots.get(o) for o in range(edit.start, edit.end) if not self.document.text[o].isspace()]
            known = [s for s in spots if s is not None]
            if not known or len(known) != len(spots) or len({(s.block, s.cell) for s in known}) != 1:
                raise Unplantable
            first, last = known[0].index, known[-1].index + 1
            block = blocks[known[0].block]
            if isinstance(block, Grid):
                cells = list(block.cells)
                old = cells[known[0].cell]
                cells[known[0].cell] = Cell(
                    old.row, old.col, rewritten(old.text, first, last, edit.new), old.rows, old.cols
                )
                blocks[known[0].block] = replace(block, cells=tuple(cells))
            elif isinstance(block, Para):
                blocks[known[0].block] = replace(block, text=rewritten(block.text, first, last, edit.new))
        return self.read(blocks)


def rewritten(raw: str, first: int, last: int, new: str) -> str:
    """Return raw markup with ``first:last`` replaced; raises ``Unplantable`` where that cuts through inline marks."""
    if re.search("[⟦⟧]", raw[first:last]):
        raise Unplantable
    return raw[:first] + new + raw[last:]


def visible(raw: str) -> list[tuple[str, int]]:
    """Return the characters of raw markup that a reader sees, blanks left out, each with its index."""
    hidden: set[int] = set()
    for mark in INLINE.finditer(raw):
        kept = range(mark.start(2), mark.end(2)) if mark[1] == "+" else range(0)
        hidden |= set(range(mark.start(), mark.end())) - set(kept)
    return [(c, i) for i, c in enumerate(raw) if i not in hidden and not c.isspace()]
