"""The running text of a document set, paragraph by paragraph, with the cell that holds it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from wenbiao.check.rule import Context, clause_at, sentence_at, short
from wenbiao.extract.letters import LetterIndex
from wenbiao.extract.spans import Span
from wenbiao.model.address import Where
from wenbiao.model.document import Cell, Document, Paragraph, Table
from wenbiao.model.finding import Evidence, Role

CONTEXT_LENGTH = 8
"""A quote shorter than this is widened, so that a reader finds the place again."""
LONGEST_CLAUSE = 24
"""Up to this length the whole clause is quoted; of a longer one a few characters on both sides."""
STOPS = "。！？；\n"
CUT = re.compile("[，、：”’」》）]")
"""Where a quote that begins or ends within a word may begin or end instead."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One paragraph, with its table and cell when it stands in one."""

    document: Document
    paragraph: Paragraph
    table: Table | None = None
    cell: Cell | None = None

    @property
    def text(self) -> str:
        """Return the text of the paragraph."""
        return self.paragraph.text

    def where(self, start: int, end: int) -> Where:
        """Return the address of a span; in a table it names the cell too."""
        place = self.paragraph.where(self.paragraph.start + start, self.paragraph.start + end)
        if self.table is None or self.cell is None:
            return place
        at = self.table.where(self.cell)
        return replace(place, table=at.table, row=at.row, col=at.col, section=at.section or place.section, page=at.page)

    def evidence(self, span: Span, *, widen: bool = False) -> Evidence:
        """Return a span as evidence; ``widen`` takes a few characters on both sides into a short quote."""
        start, end = widened(self.text, span) if widen else (span.start, span.end)
        sentence = sentence_at(self.text, span.start)
        role = Role.CLAIM if self.cell is None else Role.CELL
        return Evidence(role, short(self.text[start:end]), self.where(start, end), sentence=sentence)


def widened(text: str, span: Span) -> tuple[int, int]:
    """Return the ends of a quote that holds ``span`` and is long enough to be found, inside its sentence."""
    start, end = span.start, span.end
    if end - start >= CONTEXT_LENGTH:
        return start, end
    begin, stop = clause_at(text, start, end)
    if stop - begin < CONTEXT_LENGTH and text[begin - 1 : begin] == "，":
        begin = clause_at(text, begin - 1, stop)[0]
    if CONTEXT_LENGTH <= stop - begin <= LONGEST_CLAUSE:
        return begin, stop
    while start > 0 and span.start - start < CONTEXT_LENGTH and text[start - 1] not in STOPS:
        start -= 1
    while end < len(text) and end - span.end < CONTEXT_LENGTH and text[end] not in STOPS:
        end += 1
    before, after = CUT.search(text, start, span.start), list(CUT.finditer(text, span.end, end))
    return before.end() if before is not None else start, after[-1].start() if after else end


def passages(context: Context, *extractors: Callable[..., object], hidden: bool = False) -> Sequence[Passage]:
    """Return every paragraph that holds text in reading order; ``hidden`` takes in what a reader does not see.

    With ``extractors``, marked by ``letters.needs``, only those in which one of them may find something.
    """
    name = f"passages, hidden={hidden}"
    if name not in context.shared:
        found = tuple(paragraphs_with_text(context, hidden=hidden))
        context.shared[name] = found, LetterIndex([passage.text for passage in found])
    every: Sequence[Passage]
    every, index = context.shared[name]
    return [every[place] for place in index.matching(*extractors)] if extractors else every


def paragraphs_with_text(context: Context, *, hidden: bool) -> Iterator[Passage]:
    """Yield the paragraphs in reading order."""
    for document in context.base.documents:
        for block in document.blocks:
            if isinstance(block, Paragraph):
                if block.text.strip() and (hidden or not block.hidden):
                    yield Passage(document, block)
                continue
            if block.hidden and not hidden:
                continue
            for cell in block.cells:
                for paragraph in cell.paragraphs:
                    if paragraph.text.strip() and (hidden or not paragraph.hidden):
                        yield Passage(document, paragraph, block, cell)
