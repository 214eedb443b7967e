"""A paper laid out as Chinese offices do (GB/T 9704): margins, fonts and sizes, tables whose head repeats on each page."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import TYPE_CHECKING, cast

from wenbiao.report.office import undated, xml_safe

if TYPE_CHECKING:
    from docx.document import Document
    from docx.section import Section
    from docx.styles.style import ParagraphStyle

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TITLE_FONT, HEAD_FONT, TEXT_FONT, TABLE_FONT, LATIN = "方正小标宋简体", "黑体", "仿宋", "宋体", "Times New Roman"
TITLE_SIZE, TEXT_SIZE, TABLE_SIZE, NOTE_SIZE = 22, 16, 9, 10.5
"""Points: 二号 for the title, 三号 for text, 小五 in tables, 五号 for notes."""
LINE = 28
"""Points from line to line of running text."""
PAGE = (210, 297)
MARGINS = (37, 35, 28, 26)
WIDE_MARGINS = (26, 24, 24, 24)
"""Millimetres: the page; top, bottom, left and right margin of an upright page and of one on its side."""
TWIPS = 56.7
"""Twentieths of a point in a millimetre."""

CELL_ROOM = (("top", 34), ("left", 57), ("bottom", 34), ("right", 57))
"""Twips between the text of a cell and its edges."""

CENTRE, LEFT, RIGHT = "center", "left", "right"


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: its heading, its width in millimetres, and how its texts are aligned."""

    title: str
    width: int
    align: str = LEFT


class Paper:
    """A paper under construction."""

    def __init__(self, title: str, moment: datetime) -> None:
        """Begin an upright page; ``title`` and ``moment`` go into the file's properties."""
        import docx

        self.moment = moment
        self.document: Document = docx.Document()
        properties = self.document.core_properties
        properties.title, properties.author, properties.last_modified_by = xml_safe(title), "文表", "文表"
        properties.comments = ""
        properties.created = properties.modified = moment.replace(tzinfo=None)
        self.define_styles()
        self.set_page(self.document.sections[0], wide=False)

    def define_styles(self) -> None:
        """Set the look of every kind of text."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH

        normal = cast("ParagraphStyle", self.document.styles["Normal"])
        look(normal, TEXT_FONT, TEXT_SIZE, line=LINE)
        self.style("题", TITLE_FONT, TITLE_SIZE, line=36).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
        text = self.style("文", TEXT_FONT, TEXT_SIZE, line=LINE)
        indent(text)
        head = self.style("一级标题", HEAD_FONT, TEXT_SIZE, line=LINE)
        indent(head)
        head.paragraph_format.keep_with_next = True
        outline(head)
        self.style("表内", TABLE_FONT, TABLE_SIZE, line=None)
        self.style("注", TABLE_FONT, NOTE_SIZE, line=None)

    def style(self, name: str, font: str, size: float, *, line: int | None) -> ParagraphStyle:
        """Add a paragraph style."""
        from docx.enum.style import WD_STYLE_TYPE

        style = cast("ParagraphStyle", self.document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH))
        look(style, font, size, line=line)
        return style

    def set_page(self, section: Section, *, wide: bool) -> None:
        """Set size, margins and page number of a section."""
        from docx.enum.section import WD_ORIENT
        from docx.oxml import parse_xml
        from docx.shared import Mm

        width, height = reversed(PAGE) if wide else PAGE
        section.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = Mm(width), Mm(height)
        margins = WIDE_MARGINS if wide else MARGINS
        section.top_margin, section.bottom_margin, section.left_margin, section.right_margin = map(Mm, margins)
        section.footer.is_linked_to_previous = False
        foot = section.footer.part.element
        foot[:] = [parse_xml(page_number())]

    def turn(self, *, wide: bool) -> None:
        """Begin a new page, on its side or upright."""
        self.set_page(self.document.add_section(), wide=wide)

    def title(self, text: str) -> None:
        """Add the title."""
        self.document.add_paragraph(xml_safe(text), "题")

    def heading(self, text: str) -> None:
        """Add a heading of the first level."""
        self.document.add_paragraph(xml_safe(text), "一级标题")

    def text(self, text: str) -> None:
        """Add a paragraph of running text."""
        self.document.add_paragraph(xml_safe(text), "文")

    def note(self, text: str) -> None:
        """Add a small line."""
        self.document.add_paragraph(xml_safe(text), "注")

    def listing(self, columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> None:
        """Add a ruled list whose head repeats on every page."""
        head = row_xml([c.title for c in columns], columns, head=True)
        self.table(columns, [head, *(row_xml(row, columns) for row in rows)])

    def particulars(self, rows: Iterable[tuple[str, str]], widths: tuple[int, int]) -> None:
        """Add a ruled list of names and what they stand for."""
        columns = (Column("", widths[0], CENTRE), Column("", widths[1]))
        self.table(columns, [row_xml(row, columns, style="注") for row in rows])

    def table(self, columns: Sequence[Column], rows: Sequence[str]) -> None:
        """Add a ruled table; python-docx would take seconds for the rows of a long report, so its XML is written."""
        from docx.oxml import parse_xml

        grid = "".join(f'<w:gridCol w:w="{twips(c.width)}"/>' for c in columns)
        edges = "".join(
            f'<w:{e} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
            for e in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        room = "".join(f'<w:{side} w:w="{w}" w:type="dxa"/>' for side, w in CELL_ROOM)
        total = sum(twips(c.width) for c in columns)
        shape = f'<w:tblW w:w="{total}" w:type="dxa"/><w:jc w:val="center"/><w:tblBorders>{edges}</w:tblBorders>'
        shape += f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{room}</w:tblCellMar>'
        inner = f"<w:tblPr>{shape}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}"
        table = parse_xml(f'<w:tbl xmlns:w="{W}">{inner}</w:tbl>')
        self.document.element.body.insert_element_before(table, "w:sectPr")
        self.note("")

    def data(self) -> bytes:
        """Return the file."""
        out = io.BytesIO()
        self.document.save(out)
        return undated(out.getvalue(), self.moment)


def look(style: ParagraphStyle, font: str, size: float, *, line: int | None) -> None:
    """Set font, size and line pitch of a style."""
    from docx.enum.text import WD_LINE_SPACING
    from docx.oxml.ns import qn
    from docx.shared import Pt

    style.font.name, style.font.size = LATIN, Pt(size)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    fonts.set(qn("w:eastAsia"), font)
    shape = style.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule = WD_LINE_SPACING.SINGLE if line is None else WD_LINE_SPACING.EXACTLY
    if line is not None:
        shape.line_spacing = Pt(line)


def indent(style: ParagraphStyle) -> None:
    """Set the first line two characters in, as Chinese text is."""
    from docx.oxml import parse_xml

    properties = style.element.get_or_add_pPr()
    properties.append(parse_xml(f'<w:ind xmlns:w="{W}" w:firstLineChars="200" w:firstLine="640"/>'))


def outline(style: ParagraphStyle) -> None:
    """Let a style stand in the navigation pane."""
    from docx.oxml import parse_xml

    style.element.get_or_add_pPr().append(parse_xml(f'<w:outlineLvl xmlns:w="{W}" w:val="0"/>'))


def twips(millimetres: float) -> int:
    """Return a length in twentieths of a point."""
    return round(millimetres * TWIPS)


def row_xml(texts: Sequence[str], columns: Sequence[Column], *, head: bool = False, style: str = "表内") -> str:
    """Return one row; it is not parted over two pages."""
    repeat = "<w:tblHeader/>" if head else ""
    cells = "".join(cell_xml(t, c, head=head, style=style) for t, c in zip(texts, columns, strict=True))
    return f"<w:tr><w:trPr><w:cantSplit/>{repeat}</w:trPr>{cells}</w:tr>"


def cell_xml(text: str, column: Column, *, head: bool, style: str) -> str:
    """Return one cell, a paragraph for each line."""
    bold = "<w:b/>" if head else ""
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/>' if head else ""
    align = CENTRE if head else column.align
    paragraphs = "".join(
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/><w:jc w:val="{align}"/></w:pPr>'
        f'<w:r><w:rPr>{bold}</w:rPr><w:t xml:space="preserve">{escape(xml_safe(line))}</w:t></w:r></w:p>'
        for line in text.split("\n")
    )
    width = f'<w:tcW w:w="{twips(column.width)}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{width}{shade}<w:vAlign w:val="center"/></w:tcPr>{paragraphs}</w:tc>'


def page_number() -> str:
    """Return the line with the number of the page: — 1 —."""
    marks = "".join(
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>{inner}'
        for kind, inner in (
            ("begin", '<w:r><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r>'),
            ("separate", "<w:r><w:t>1</w:t></w:r>"),
            ("end", ""),
        )
    )
    return (
        f'<w:p xmlns:w="{W}"><w:pPr><w:pStyle w:val="注"/><w:jc w:val="center"/></w:pPr>'
        f"<w:r><w:t>— </w:t></w:r>{marks}<w:r><w:t> —</w:t></w:r></w:p>"
    )
