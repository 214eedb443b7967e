"""Word documents for tests, put together from the XML of their parts."""

from __future__ import annotations

import io
import zipfile

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_WORD = "http://purl.oclc.org/ooxml/wordprocessingml/main"
STRICT_OFFICE = "http://purl.oclc.org/ooxml/officeDocument/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": WORD,
        "r": OFFICE,
        "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
        "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
    }.items()
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
ROOTS = {"styles": "styles", "numbering": "numbering", "settings": "settings", "header": "hdr", "footer": "ftr"}


def docx(body: str, *, strict: bool = False, raw: dict[str, bytes] | None = None, **parts: str) -> bytes:
    """Return a .docx whose body holds ``body``; other parts by name (``styles``, ``header1`` …).

    The relationship id of a part is its name. ``raw`` adds or replaces package entries.
    """
    main = "word/document.xml"
    entries = {main: f"{HEAD}<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>"}
    types, links = [override(main, "document.main")], []
    for name, content in parts.items():
        kind = name.rstrip("0123456789")
        root = ROOTS.get(kind, kind)
        entries[f"word/{name}.xml"] = f"{HEAD}<w:{root} {NAMESPACES}>{content}</w:{root}>"
        types.append(override(f"word/{name}.xml", kind))
        links.append(f'<Relationship Id="{name}" Type="{OFFICE}/{kind}" Target="{name}.xml"/>')
    entries["word/_rels/document.xml.rels"] = f'{HEAD}<Relationships xmlns="{PACKAGE}">{"".join(links)}</Relationships>'
    entries["_rels/.rels"] = (
        f'{HEAD}<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="main" Type="{OFFICE}/officeDocument" Target="{main}"/></Relationships>'
    )
    entries["[Content_Types].xml"] = (
        f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f"{''.join(types)}</Types>"
    )
    if strict:
        entries = {n: t.replace(WORD, STRICT_WORD).replace(OFFICE, STRICT_OFFICE) for n, t in entries.items()}
    return zipped({n: t.encode() for n, t in entries.items()} | (raw or {}))


def override(name: str, kind: str) -> str:
    """Return the content type of one part."""
    content_type = f"application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"
    return f'<Override PartName="/{name}" ContentType="{content_type}"/>'


def zipped(entries: dict[str, bytes]) -> bytes:
    """Return a zip file with the given entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def p(*content: str, style: str = "", num: tuple[str, int] | None = None, props: str = "", mark: str = "") -> str:
    """Return a paragraph; strings that are not XML become runs. ``mark`` goes into the properties of its end."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{num[1]}"/><w:numId w:val="{num[0]}"/></w:numPr>' if num else ""
    end = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    runs = "".join(c if c.startswith("<") else r(c) for c in content)
    return f"<w:p><w:pPr>{named}{listed}{props}{end}</w:pPr>{runs}</w:p>"


def r(text: str, props: str = "") -> str:
    """Return a run with one text."""
    return f'<w:r><w:rPr>{props}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tbl(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def tr(*cells: str, props: str = "") -> str:
    """Return a row; strings that are not XML become cells."""
    return f"<w:tr><w:trPr>{props}</w:trPr>{''.join(c if c.startswith('<') else tc(c) for c in cells)}</w:tr>"


def tc(*content: str, span: int = 1, merge: str = "", props: str = "") -> str:
    """Return a cell; strings that are not XML become paragraphs. ``merge`` is the value of vMerge."""
    grid = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    vertical = "" if not merge else "<w:vMerge/>" if merge == "continue" else f'<w:vMerge w:val="{merge}"/>'
    blocks = "".join(c if c.startswith("<") else p(c) for c in content) or "<w:p/>"
    return f"<w:tc><w:tcPr>{grid}{vertical}{props}</w:tcPr>{blocks}</w:tc>"


def field(code: str, *result: str) -> str:
    """Return the runs of a complex field."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{''.join(result)}{marks[2]}"


def lvl(index: int, fmt: str, text: str, extra: str = "", start: int = 1) -> str:
    """Return one level of a list."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="{start}"/><w:numFmt w:val="{fmt}"/>'
        f'{extra}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def abstract(key: str, *levels: str) -> str:
    """Return a list definition."""
    return f'<w:abstractNum w:abstractNumId="{key}">{"".join(levels)}</w:abstractNum>'


def num(key: str, of: str, overrides: str = "") -> str:
    """Return a list that follows the definition ``of``."""
    return f'<w:num w:numId="{key}"><w:abstractNumId w:val="{of}"/>{overrides}</w:num>'


def style(key: str, name: str, *, based: str = "", ppr: str = "", rpr: str = "", kind: str = "paragraph") -> str:
    """Return a style."""
    basis = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{key}"><w:name w:val="{name}"/>{basis}'
        f"<w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )
