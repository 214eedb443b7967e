"""The styles of a .docx: what a paragraph or a run inherits that matters for its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from wenbiao.read.docx_package import W, flag, number, value

HEADING_NAME = re.compile(r"^(?:heading|标题)\s*([1-9])(?!\d)", re.I)
CONTENTS_NAME = re.compile(r"^(?:toc|目录)\s*\d$|^(?:toc\s*(?:heading|标题)|目录标题|table of figures|图表目录)$", re.I)
BODY_LEVEL = 9
"""The outline level that Word calls 正文文本; levels 0 to 8 are headings 1 to 9."""

LEADERS = frozenset({"dot", "hyphen", "underscore", "heavy", "middleDot"})


@dataclass(frozen=True, slots=True)
class ParagraphStyle:
    """What a paragraph has from its style and the styles that one is based on.

    ``ids`` is that chain, nearest first; ``contents`` says that it is an entry of a table of
    contents, ``leader`` that a tab is drawn as dots, as such entries have.
    """

    ids: tuple[str, ...] = ()
    level: int | None = None
    num_id: str | None = None
    num_level: int | None = None
    hidden: bool = False
    contents: bool = False
    leader: bool = False


class Styles:
    """The style definitions of one document."""

    def __init__(self, root: etree._Element | None) -> None:
        """Read ``styles.xml``, which may be missing."""
        self.elements: dict[str, etree._Element] = {}
        self.default: str | None = None
        self.hidden = False
        self.paragraph_styles: dict[str | None, ParagraphStyle] = {}
        self.character_styles: dict[str, bool] = {}
        if root is None:
            return
        self.hidden = bool(flag(root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr"), "vanish"))
        for element in root.iterchildren(W + "style"):
            style_id = element.get(W + "styleId", "")
            self.elements.setdefault(style_id, element)
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true", "on"}:
                self.default = style_id

    def chain(self, style_id: str | None) -> list[tuple[str, etree._Element]]:
        """Return the style and the styles it is based on, nearest first; a circle is cut."""
        found: list[tuple[str, etree._Element]] = []
        seen: set[str] = set()
        while style_id is not None and style_id in self.elements and style_id not in seen:
            seen.add(style_id)
            found.append((style_id, self.elements[style_id]))
            style_id = value(self.elements[style_id], "basedOn")
        return found

    def paragraph(self, style_id: str | None) -> ParagraphStyle:
        """Return what a paragraph style gives; None or an unknown style is the default one."""
        if style_id not in self.elements:
            style_id = self.default
        if style_id not in self.paragraph_styles:
            self.paragraph_styles[style_id] = self.resolve(style_id)
        return self.paragraph_styles[style_id]

    def resolve(self, style_id: str | None) -> ParagraphStyle:
        """Return a paragraph style with everything it inherits."""
        chain = self.chain(style_id)
        properties = [p for _, e in chain if (p := e.find(W + "pPr")) is not None]
        numbers = [n for p in properties if (n := p.find(W + "numPr")) is not None]
        hidden = next((h for _, e in chain if (h := flag(e.find(W + "rPr"), "vanish")) is not None), False)
        names = [(value(e, "name") or "").strip() for _, e in chain]
        return ParagraphStyle(
            ids=tuple(i for i, _ in chain),
            level=outline_level(properties, names),
            num_id=next((i for n in numbers if (i := value(n, "numId")) is not None), None),
            num_level=next((level for n in numbers if (level := number(n, "ilvl")) is not None), None),
            hidden=hidden,
            contents=any(CONTENTS_NAME.match(name) for name in names),
            leader=any(map(has_leader, properties)),
        )

    def hides(self, run_properties: etree._Element | None, paragraph_style: ParagraphStyle) -> bool:
        """Whether a run is hidden: by itself, or by exactly one of its paragraph's and its character style."""
        own = flag(run_properties, "vanish")
        if own is not None:
            return own
        style = value(run_properties, "rStyle")
        if style is None:
            return paragraph_style.hidden or self.hidden
        if style not in self.character_styles:
            flags = (flag(e.find(W + "rPr"), "vanish") for _, e in self.chain(style))
            self.character_styles[style] = next((f for f in flags if f is not None), False)
        return paragraph_style.hidden != self.character_styles[style] or self.hidden


def outline_level(properties: list[etree._Element], names: list[str]) -> int | None:
    """Return the heading level from 1 that a chain of styles gives, by outline level, else by name."""
    stated = next((v for p in properties if (v := number(p, "outlineLvl")) is not None), None)
    if stated is not None:
        return stated + 1 if 0 <= stated < BODY_LEVEL else None
    return next((int(found[1]) for name in names if (found := HEADING_NAME.match(name))), None)


def has_leader(properties: etree._Element | None) -> bool:
    """Whether paragraph properties hold a tab stop that is drawn as a line of dots."""
    return properties is not None and any(
        tab.get(W + "leader") in LEADERS for tab in properties.iterfind(f"{W}tabs/{W}tab")
    )
