"""The text of a .docx paragraph, run by run: tracked changes, fields, symbols, hidden text.

``RunReader.pieces_of`` yields each stretch of text together with the XML element that holds it, so
that the same walk serves reading and, later, marking the exact characters in the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from wenbiao.read.docx_package import MC, XML_SPACE, M, W, flag, value
from wenbiao.read.docx_styles import ParagraphStyle, Styles
from wenbiao.read.docx_symbols import enclosed, form_field, symbol_font, symbol_of, translated

TRANSPARENT = frozenset(
    W + name for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "dir", "bdo", "sdtContent", "rubyBase")
)
"""Elements whose runs are text of the paragraph. ``w:del`` and ``w:moveFrom`` are not among them."""

CHARACTERS = {W + "tab": " ", W + "ptab": " ", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "-"}
NOTES = frozenset({W + "footnoteReference", W + "endnoteReference"})
DRAWINGS = frozenset({W + "drawing", W + "pict", W + "object"})
TEXT_BOX = W + "txbxContent"
FORMULAS = frozenset({M + "oMath", M + "oMathPara"})
WHITE = str.maketrans("\t\n\r", "   ")
PROMPT = re.compile(
    r"\s*[\[【（(]?\s*(?:单击|点击|轻触|请(?:在此|输入|选择|填)|选择(?:一项|日期)|在此|click|choose|enter|tap)", re.I
)
CONTENTS_LINK = "PAGEREF _TOC"
MUTED_FIELDS = frozenset({"TOC"})
"""Fields whose result is not text of the report: the table of contents repeats the headings."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph's text and where it comes from.

    ``element`` is the ``w:t``, ``w:tab``, ``w:sym``, ``m:t`` … that holds it, ``run`` the run around
    that; ``offset`` is where ``text`` begins in ``element.text``. A note reference or a text box is
    a piece without text at the place of its anchor.
    """

    text: str
    element: etree._Element
    run: etree._Element
    offset: int = 0


@dataclass(slots=True)
class Field:
    """A field that has begun: its instruction so far, whether its result has been reached and has shown text."""

    begin: etree._Element
    code: str = ""
    in_result: bool = False
    muted: bool = False
    shown: bool = False

    @property
    def name(self) -> str:
        """Return the first word of the instruction, in capitals."""
        words = self.code.split(None, 1)
        return words[0].upper() if words else ""


class RunReader:
    """Reads the paragraphs of one story (body, header, note …) in order; fields may span paragraphs."""

    def __init__(self, styles: Styles, hidden: list[str]) -> None:
        """Begin a story; stretches of hidden text are added to ``hidden``."""
        self.styles = styles
        self.hidden = hidden
        self.fields: list[Field] = []
        self.codes: list[str] = []
        self.style = ParagraphStyle()

    def pieces_of(self, paragraph: etree._Element, style: ParagraphStyle) -> Iterator[Piece]:
        """Yield the pieces of one ``w:p``; their texts joined are the paragraph's text.

        Afterwards ``codes`` holds the instructions of the paragraph's fields, in capitals.
        """
        self.style, self.codes = style, []
        yield from self.inline(paragraph)
        # An instruction that is still open here lost its end; a result may go on in the next paragraph.
        self.fields = [field for field in self.fields if field.in_result]

    def inline(self, parent: etree._Element) -> Iterator[Piece]:
        """Yield the pieces of everything that stands in a paragraph or in a container inside one."""
        for child in parent:
            tag = child.tag
            if tag == W + "r":
                yield from self.run(child)
            elif tag in TRANSPARENT:
                yield from self.inline(child)
            elif tag == W + "sdt":
                content = child.find(W + "sdtContent")
                if content is not None and not shows_placeholder(child):
                    yield from self.inline(content)
            elif tag == W + "fldSimple":
                yield from self.simple_field(child)
            elif tag == MC + "AlternateContent":
                for branch in chosen(child):
                    yield from self.inline(branch)
            elif tag in FORMULAS:
                yield from formula(child, child)

    def run(self, run: etree._Element) -> Iterator[Piece]:
        """Yield the pieces of one run, none of a hidden one and none inside a field's instruction."""
        properties = run.find(W + "rPr")
        hidden = self.styles.hides(properties, self.style)
        for piece in self.content(run, run, symbol_font(properties)):
            if any(field.muted or not field.in_result for field in self.fields):
                continue
            if hidden:
                self.hidden.extend([piece.text] if piece.text.strip() else [])
                continue
            for field in self.fields:
                field.shown = field.shown or bool(piece.text)
            yield piece

    def content(self, parent: etree._Element, run: etree._Element, font: str) -> Iterator[Piece]:
        """Yield what the children of a run hold, whether visible or not."""
        for child in parent:
            tag = child.tag
            if tag == W + "t":
                yield text_piece(child, run, font)
            elif tag in CHARACTERS:
                yield Piece(CHARACTERS[tag], child, run)
            elif tag == W + "sym":
                yield Piece(symbol_of(child), child, run)
            elif tag == W + "fldChar":
                yield from self.field_mark(child, run)
            elif tag == W + "instrText":
                if self.fields and not self.fields[-1].in_result:
                    self.fields[-1].code += child.text or ""
            elif tag == W + "ruby":
                yield from (p for base in child.iterchildren(W + "rubyBase") for p in self.inline(base))
            elif tag == MC + "AlternateContent":
                for branch in chosen(child):
                    yield from self.content(branch, run, font)
            elif tag in NOTES:
                yield Piece("", child, run)
            elif tag in DRAWINGS:
                yield from (Piece("", box, run) for box in text_boxes(child))

    def field_mark(self, mark: etree._Element, run: etree._Element) -> Iterator[Piece]:
        """Take note of a field's begin, middle or end; yield what the field draws without a result."""
        kind = mark.get(W + "fldCharType")
        if kind == "begin":
            self.fields.append(Field(mark))
        elif kind == "separate" and self.fields:
            self.settle(self.fields[-1])
        elif kind == "end" and self.fields:
            field = self.fields.pop()
            if not field.in_result:
                self.settle(field)
            if not field.shown and (drawn := enclosed(field.code) or form_field(field.begin)):
                yield Piece(drawn, mark, run)

    def settle(self, field: Field) -> None:
        """Close a field's instruction and decide whether its result is text."""
        field.in_result = True
        self.codes.append(" ".join(field.code.upper().split()))
        field.muted = field.name in MUTED_FIELDS and (field.begin.tag != W + "fldChar" or is_closed(field.begin))

    def simple_field(self, element: etree._Element) -> Iterator[Piece]:
        """Yield the result of a ``w:fldSimple``."""
        depth = len(self.fields)
        field = Field(element, element.get(W + "instr", ""))
        self.settle(field)
        self.fields.append(field)
        yield from self.inline(element)
        del self.fields[depth:]

    @property
    def links_contents(self) -> bool:
        """Whether the last paragraph refers to the page of a heading, as entries of a table of contents do."""
        return any(code.startswith(CONTENTS_LINK) for code in self.codes)


def text_piece(element: etree._Element, run: etree._Element, font: str) -> Piece:
    """Return the text of a ``w:t``; white space at its ends counts only where the file says so."""
    text = (element.text or "").translate(WHITE)
    offset = 0
    if element.get(XML_SPACE) != "preserve":
        offset = len(text) - len(text.lstrip(" "))
        text = text.strip(" ")
    return Piece(translated(text, font), element, run, offset)


def is_closed(begin: etree._Element) -> bool:
    """Whether a field's end follows its begin, so that leaving it out cannot swallow the rest of the text."""
    depth = 0
    for mark in begin.getroottree().iter(W + "fldChar"):
        if mark is begin:
            depth = 1
        elif depth:
            depth += {"begin": 1, "end": -1}.get(mark.get(W + "fldCharType", ""), 0)
            if depth == 0:
                return True
    return False


def shows_placeholder(control: etree._Element) -> bool:
    """Whether a content control shows its prompt (单击此处输入文字) because nothing has been entered.

    The mark alone is not enough: programs that fill in forms often leave it standing.
    """
    if not flag(control.find(W + "sdtPr"), "showingPlcHdr"):
        return False
    return PROMPT.match("".join(t.text or "" for t in control.iter(W + "t"))) is not None


def is_contents(control: etree._Element) -> bool:
    """Whether a content control holds the table of contents."""
    gallery = value(control.find(f"{W}sdtPr/{W}docPartObj"), "docPartGallery")
    return gallery is not None and gallery.lower() == "table of contents"


def chosen(alternate: etree._Element) -> Iterator[etree._Element]:
    """Yield the one branch of ``mc:AlternateContent`` to read: the first choice, or the fallback if only that has text."""
    branches = [*alternate.iterchildren(MC + "Choice"), *alternate.iterchildren(MC + "Fallback")]
    with_text = (b for b in branches if next(b.iter(W + "t", W + "sym", M + "t"), None) is not None)
    branch = next(with_text, branches[0] if branches else None)
    if branch is not None:
        yield branch


def text_boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """Yield the contents of the text boxes in a drawing, in order, each once."""
    for child in drawing:
        if child.tag == TEXT_BOX:
            yield child
        elif child.tag == MC + "AlternateContent":
            yield from (box for branch in chosen(child) for box in text_boxes(branch))
        else:
            yield from text_boxes(child)


def formula(element: etree._Element, run: etree._Element) -> Iterator[Piece]:
    """Yield the text of a formula in one line; a fraction is written with a slash."""
    for child in element:
        if child.tag == M + "t":
            yield text_piece(child, run, "")
        elif isinstance(child.tag, str):
            if child.tag == M + "den":
                yield Piece("/", child, run)
            yield from formula(child, child if child.tag == M + "r" else run)
