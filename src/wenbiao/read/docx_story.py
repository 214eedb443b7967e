"""One running text of a .docx (the body, a text box, a note, a header): its paragraphs and tables as drafts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from wenbiao.model.address import Part
from wenbiao.read.docx_package import W, flag, number, value
from wenbiao.read.docx_runs import NOTES, TEXT_BOX, Piece, RunReader
from wenbiao.read.docx_structure import block_children, cells_of, is_prompt, merge_of, rows_of, runs_on
from wenbiao.read.docx_styles import ParagraphStyle, Styles, has_leader, outline_level
from wenbiao.read.drafts import DraftCell, DraftParagraph, DraftTable
from wenbiao.read.grid import MAX_SPAN
from wenbiao.read.numbering import Counter, Label, Numbering

Block = DraftParagraph | DraftTable
CONTENTS_ENTRY = re.compile(r"\t\s*\d{1,4}\s*$")
PAGE_FIELDS = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES"})
PAGE_LINE = re.compile(r"[\s\d第页共/／—–\-－─~·.．|｜]*")
NO_LABEL = Label("")


@dataclass(frozen=True, slots=True)
class Source:
    """Where the text of one paragraph comes from, for marking its characters in the file.

    ``paragraph.text`` is ``prefix`` characters of rebuilt numbering, then the texts of ``pieces``
    (a line break in a heading as a space). ``element`` is the ``w:p``, ``part`` the name of the
    package part it stands in.
    """

    paragraph: DraftParagraph
    element: etree._Element
    part: str
    pieces: tuple[Piece, ...] = ()
    prefix: int = 0

    def span(self, start: int, end: int) -> Iterator[tuple[Piece, int, int]]:
        """Yield the pieces under the characters ``start:end`` of the paragraph, each with its own start and end.

        Characters of the rebuilt number have no piece and are left out.
        """
        at = self.prefix
        for piece in self.pieces:
            first, last = max(start - at, 0), min(end - at, len(piece.text))
            if first < last:
                yield piece, first, last
            at += len(piece.text)


@dataclass(slots=True)
class Shared:
    """What all stories of a document share: its definitions, and what reading them brings to light.

    ``sources`` is by ``id`` of the draft paragraph; ``notes`` are the references met, as kind and
    id; ``hidden`` the stretches of hidden text.
    """

    styles: Styles
    numbering: Numbering
    counters: dict[Part, Counter] = field(default_factory=dict)
    sources: dict[int, Source] = field(default_factory=dict)
    notes: list[tuple[str, str]] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)

    def counter(self, part: Part) -> Counter:
        """Return the count of list numbers in one kind of story: Word counts each by itself."""
        return self.counters.setdefault(part, Counter(self.numbering))


class Story:
    """Reads one running text; text boxes and nested tables come after the block that holds them."""

    def __init__(self, shared: Shared, part: Part, name: str) -> None:
        """Begin a story of kind ``part`` in the package part ``name``."""
        self.shared = shared
        self.part = part
        self.name = name
        self.runs = RunReader(shared.styles, shared.hidden)
        self.counter = shared.counter(part)

    def blocks(self, container: etree._Element, *, in_cell: bool = False) -> list[Block]:
        """Return the blocks of a body, a cell, a note or a text box.

        A paragraph whose end is deleted is read together with the next, whose properties hold for both.
        """
        found: list[Block] = []
        pieces: list[Piece] = []
        open_end: etree._Element | None = None
        for child in block_children(container):
            if child.tag == W + "tbl":
                found += self.paragraph(open_end, pieces, in_cell=in_cell) if open_end is not None else []
                found += self.table(child)
                pieces, open_end = [], None
                continue
            pieces += self.runs.pieces_of(child, self.style_of(child))
            open_end = child if runs_on(child) else None
            if open_end is None:
                found += self.paragraph(child, pieces, in_cell=in_cell)
                pieces = []
        if open_end is not None:
            found += self.paragraph(open_end, pieces, in_cell=in_cell)
        return found

    def style_of(self, paragraph: etree._Element) -> ParagraphStyle:
        """Return what the paragraph's style gives."""
        return self.shared.styles.paragraph(value(paragraph.find(W + "pPr"), "pStyle"))

    def paragraph(self, element: etree._Element, pieces: list[Piece], *, in_cell: bool) -> list[Block]:
        """Return the paragraph, one for each of its lines, and what is anchored in it.

        Lines divided by a soft break are paragraphs of their own, as they are in plain text: text
        pasted from a web page has no other breaks. Only a heading is kept in one.
        """
        properties, style = element.find(W + "pPr"), self.style_of(element)
        label = self.label(properties, style, pieces)
        level = level_of(properties, style)
        found: list[Block] = []
        if not self.is_left_out(properties, style, pieces):
            for line in lines_of(pieces) if level is None else [pieces]:
                text = "".join(p.text for p in line).replace("\n", " ")
                if text.strip() or (label.text and in_cell):
                    found.append(self.line(element, line, text, label, level))
                    label = NO_LABEL
        for piece in pieces:
            found += self.anchored(piece.element)
        return found

    def line(
        self, element: etree._Element, pieces: list[Piece], text: str, label: Label, level: int | None
    ) -> DraftParagraph:
        """Return one paragraph with its number at the head, and remember where its text comes from."""
        head = label.before(text)
        draft = DraftParagraph(head + text, level=level, numbering=label.text, part=self.part)
        self.keep(Source(draft, element, self.name, tuple(p for p in pieces if p.text), len(head)))
        return draft

    def keep(self, source: Source) -> None:
        """Remember the source of a paragraph."""
        self.shared.sources[id(source.paragraph)] = source

    def label(self, properties: etree._Element | None, style: ParagraphStyle, pieces: list[Piece]) -> Label:
        """Count the paragraph in its list and return its number, empty without one.

        A paragraph that is hidden down to its mark is not counted.
        """
        numbers = None if properties is None else properties.find(W + "numPr")
        own = value(numbers, "numId")
        num_id = style.num_id if own is None else own
        if num_id is None:
            return NO_LABEL
        mark = None if properties is None else properties.find(W + "rPr")
        if self.shared.styles.hides(mark, style) and not any(p.text.strip() for p in pieces):
            return NO_LABEL
        index = number(numbers, "ilvl")
        if index is None and own is None:
            index = self.shared.numbering.level_of_style(num_id, style.ids)
        return self.counter.label(num_id, (style.num_level or 0) if index is None else index) or NO_LABEL

    def is_left_out(self, properties: etree._Element | None, style: ParagraphStyle, pieces: list[Piece]) -> bool:
        """Whether a paragraph is an entry of a table of contents, or a line that only numbers the page."""
        if style.contents or self.runs.links_contents:
            return True
        text = "".join("\t" if p.element.tag == W + "tab" else p.text for p in pieces)
        if (style.leader or has_leader(properties)) and CONTENTS_ENTRY.search(text):
            return True
        if self.part not in (Part.HEADER, Part.FOOTER):
            return False
        counts_pages = any(code.split(" ")[0] in PAGE_FIELDS for code in self.runs.codes)
        return counts_pages and PAGE_LINE.fullmatch(text) is not None

    def anchored(self, element: etree._Element) -> list[Block]:
        """Return the blocks of a text box; take note of a reference to a note."""
        if element.tag in NOTES:
            self.shared.notes.append((element.tag.removeprefix(W).removesuffix("Reference"), element.get(W + "id", "")))
        if element.tag != TEXT_BOX:
            return []
        part = Part.TEXTBOX if self.part is Part.BODY else self.part
        return Story(self.shared, part, self.name).blocks(element)

    def table(self, element: etree._Element) -> list[Block]:
        """Return the table, then the tables and text boxes inside its cells."""
        table, inner = DraftTable([]), list[Block]()
        above: dict[int, DraftCell] = {}
        for row in rows_of(element):
            if flag(row.find(W + "trPr"), "hidden"):
                self.shared.hidden += [t.text for t in row.iter(W + "t") if t.text and t.text.strip()]
                continue
            cells, above = self.row(row, above, inner)
            table.rows.append(cells)
        return [table, *inner] if table.rows else []

    def row(
        self, element: etree._Element, above: dict[int, DraftCell], inner: list[Block]
    ) -> tuple[list[DraftCell], dict[int, DraftCell]]:
        """Return the cells that begin in a row, and by column those that may go on in the next.

        Columns that the row leaves out at its start are a cell without any paragraph: nothing is blank there.
        """
        col = span_of(element.find(W + "trPr"), "gridBefore")
        cells = [DraftCell([], col_span=col)] if col > 0 else []
        going_on: dict[int, DraftCell] = {}
        left: DraftCell | None = None
        for cell in cells_of(element):
            properties = cell.find(W + "tcPr")
            span = max(1, span_of(properties, "gridSpan"))
            merge = merge_of(properties, "vMerge")
            owner = above.get(col) if merge == "continue" else None
            if left is not None and merge_of(properties, "hMerge") == "continue":
                left.col_span += span
            elif owner is not None and owner.col_span == span:
                owner.row_span += 1
                going_on[col] = owner
            else:
                left = self.cell(cell, span, inner)
                cells.append(left)
                if merge is not None:
                    going_on[col] = left
            col += span
        return cells, going_on

    def cell(self, element: etree._Element, span: int, inner: list[Block]) -> DraftCell:
        """Return one cell; tables and text boxes in it go to ``inner``."""
        cell = DraftCell([], col_span=span)
        for block in [] if is_prompt(element) else self.blocks(element, in_cell=True):
            if isinstance(block, DraftParagraph) and block.part is self.part:
                cell.paragraphs.append(block)
            else:
                inner.append(block)
        if not cell.paragraphs:
            cell.paragraphs.append(DraftParagraph("", part=self.part))
            first = next(element.iter(W + "p"), element)
            self.keep(Source(cell.paragraphs[0], first, self.name))
        return cell


def span_of(properties: etree._Element | None, name: str) -> int:
    """Return a number of grid columns, at most what a table may span."""
    return max(0, min(number(properties, name) or 0, MAX_SPAN))


def level_of(properties: etree._Element | None, style: ParagraphStyle) -> int | None:
    """Return the heading level of a paragraph: its own outline level, else its style's."""
    if properties is not None and number(properties, "outlineLvl") is not None:
        return outline_level([properties], [])
    return style.level


def lines_of(pieces: list[Piece]) -> list[list[Piece]]:
    """Return the pieces divided at line breaks, which belong to no line."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.text == "\n":
            lines.append([])
        else:
            lines[-1].append(piece)
    return lines


def paragraphs_of(blocks: Iterable[Block]) -> Iterator[DraftParagraph]:
    """Yield every paragraph of the blocks in reading order, those in cells included."""
    for block in blocks:
        if isinstance(block, DraftParagraph):
            yield block
        else:
            yield from (p for row in block.rows for cell in row for p in cell.paragraphs)
