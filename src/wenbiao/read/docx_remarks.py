"""What a reader of the report should know about a .docx: what was left out, and what could not be read."""

from __future__ import annotations

from lxml import etree

from wenbiao.read.docx_package import W

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
OLE_OBJECT = "{urn:schemas-microsoft-com:office:office}OLEObject"
CHANGES = tuple(W + name for name in ("ins", "del", "moveFrom", "moveTo"))
LARGE_WIDTH, LARGE_HEIGHT = 3_600_000, 1_800_000
"""10 cm by 5 cm in English Metric Units: a picture that large may be a scanned page or a table."""


def remarks(body: etree._Element, hidden: list[str]) -> list[str]:
    """Return the warnings for one document, given its main part and the stretches of hidden text."""
    found = []
    if hidden:
        size = sum(len(text.strip()) for text in hidden)
        found.append(f"文档含隐藏文字（{len(hidden)} 处，共 {size} 字），未作审核；在 Word 中显示编辑标记即可看到。")
    if next(body.iter(*CHANGES), None) is not None:
        found.append("文档含尚未接受的修订，按接受全部修订后的内容审核。")
    if pictures := sum(map(is_large_picture, body.iter(DRAWING + "inline", DRAWING + "anchor"))):
        found.append(f"文档含 {pictures} 幅较大的图片或图表，其中的文字和数字未作审核。")
    if objects := sum(not o.get("ProgID", "").startswith("Equation") for o in body.iter(OLE_OBJECT)):
        found.append(f"文档嵌有 {objects} 个对象（如 Excel 表格），其中的内容未作审核；请改为 Word 表格或另附文件。")
    if next(body.iter(W + "altChunk"), None) is not None:
        found.append("文档引用了外部内容块，其中的文字未作审核；请用 Word 打开另存后重试。")
    return found


def is_large_picture(drawing: etree._Element) -> bool:
    """Whether a drawing is large enough to hold a page or a table, and has no text of its own."""
    extent = drawing.find(DRAWING + "extent")
    try:
        width, height = (0, 0) if extent is None else (int(extent.get("cx", "0")), int(extent.get("cy", "0")))
    except ValueError:
        return False
    return width >= LARGE_WIDTH and height >= LARGE_HEIGHT and next(drawing.iter(W + "t"), None) is None
