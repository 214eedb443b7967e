"""Word documents (.docx): the body in order with its tables, then notes, headers and footers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from wenbiao.errors import UnreadableDocument
from wenbiao.model.address import Part
from wenbiao.read.docx_package import DocxPackage, R, W, flag
from wenbiao.read.docx_remarks import remarks
from wenbiao.read.docx_story import Block, Shared, Source, Story, paragraphs_of
from wenbiao.read.docx_styles import Styles
from wenbiao.read.drafts import Draft, DraftParagraph
from wenbiao.read.numbering import Numbering


def read_docx(data: bytes, path: str) -> Draft:
    """Return the draft of a Word document.

    Raises ``UnreadableDocument`` when it is damaged and ``LimitExceeded`` when it unpacks to too much.
    """
    return DocxReader(DocxPackage(data, path)).read()


def read_with_sources(package: DocxPackage) -> tuple[Draft, list[Source]]:
    """Return the draft and, for each paragraph in reading order (cells included), where it comes from.

    The order is that of ``Document.paragraphs()`` after ``assemble``. The elements belong to the trees
    of ``package``.
    """
    reader = DocxReader(package)
    draft = reader.read()
    return draft, [reader.shared.sources[id(p)] for p in paragraphs_of(draft.blocks)]


class DocxReader:
    """Reads one package: the main text, then the parts that belong to it."""

    def __init__(self, package: DocxPackage) -> None:
        """Load the styles and lists of ``package``; damage there costs numbers and headings, not the text."""
        self.package = package
        self.warnings: list[str] = []
        styles = Styles(self.optional(package.related("styles")))
        numbering = Numbering(self.optional(package.related("numbering")), lambda style: styles.paragraph(style).num_id)
        self.shared = Shared(styles, numbering)

    def optional(self, name: str | None) -> etree._Element | None:
        """Return the root of a part that the text can do without."""
        try:
            return None if name is None else self.package.tree(name)
        except UnreadableDocument:
            self.warnings.append(f"文档的部件 {name} 已损坏，标题、自动编号或注释可能不全。")
            return None

    def read(self) -> Draft:
        """Return the whole draft."""
        root = self.package.tree(self.package.main)
        body = None if root is None else root.find(W + "body")
        if root is None or body is None:
            raise self.package.corrupt()
        try:
            blocks = Story(self.shared, Part.BODY, self.package.main).blocks(body)
            blocks += self.notes("footnote", Part.FOOTNOTE)
            blocks += self.notes("endnote", Part.ENDNOTE)
            blocks += self.margins(root)
        except RecursionError as error:
            raise self.package.corrupt() from error
        return Draft(blocks, self.warnings + remarks(root, self.shared.hidden))

    def notes(self, kind: str, part: Part) -> list[DraftParagraph]:
        """Return the notes of one kind that the text refers to, in the order of the references."""
        name = self.package.related(f"{kind}s")
        root = self.optional(name)
        if root is None or name is None:
            return []
        notes = {note.get(W + "id"): note for note in root.iterchildren(W + kind)}
        referred = dict.fromkeys(i for k, i in self.shared.notes if k == kind)
        return [p for i in referred if i in notes for p in flat(Story(self.shared, part, name).blocks(notes[i]))]

    def margins(self, root: etree._Element) -> Iterator[DraftParagraph]:
        """Yield the paragraphs of headers, then footers, each distinct text once, page numbers left out."""
        seen: set[tuple[Part, str]] = set()
        for part, name in dict.fromkeys(self.margin_parts(root)):
            margin = self.optional(name)
            for paragraph in flat(Story(self.shared, part, name).blocks(margin)) if margin is not None else ():
                key = (part, " ".join(paragraph.text.split()))
                if key not in seen:
                    seen.add(key)
                    yield paragraph

    def margin_parts(self, root: etree._Element) -> Iterator[tuple[Part, str]]:
        """Yield the headers, then the footers, that are shown on some page."""
        targets = self.package.relationships(self.package.main)
        sections = list(root.iter(W + "sectPr"))
        shown = {"default"}
        if any(flag(section, "titlePg") for section in sections):
            shown.add("first")
        if flag(self.optional(self.package.related("settings")), "evenAndOddHeaders"):
            shown.add("even")
        for kind, part in (("header", Part.HEADER), ("footer", Part.FOOTER)):
            for reference in (r for s in sections for r in s.iterchildren(f"{W}{kind}Reference")):
                target = targets.get(reference.get(R + "id", ""))
                if target is not None and reference.get(W + "type", "default") in shown:
                    yield part, target.target


def flat(blocks: Iterable[Block]) -> list[DraftParagraph]:
    """Return the paragraphs of headers and notes, whose tables only lay text out."""
    return [p for p in paragraphs_of(blocks) if p.text.strip()]
