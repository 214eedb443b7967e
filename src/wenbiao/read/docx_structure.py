"""How the blocks of a .docx nest: paragraphs, tables, rows and cells through their wrappers, and their marks."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from wenbiao.read.docx_package import MC, W
from wenbiao.read.docx_runs import chosen, is_contents, shows_placeholder

CONTAINERS = frozenset(W + name for name in ("sdtContent", "customXml", "ins", "moveTo", "smartTag"))
DELETED = ("del", "moveFrom")
"""Marks of what a tracked change takes away."""


def block_children(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the paragraphs and tables of a container in order, through content controls and the like.

    A table of contents and the prompt of an empty content control are left out.
    """
    for child in container:
        if child.tag in (W + "p", W + "tbl"):
            yield child
        elif child.tag == W + "sdt":
            if not is_contents(child) and not shows_placeholder(child):
                yield from block_children(child)
        elif child.tag in CONTAINERS:
            yield from block_children(child)
        elif child.tag == MC + "AlternateContent":
            for branch in chosen(child):
                yield from block_children(branch)


def rows_of(table: etree._Element) -> Iterator[etree._Element]:
    """Yield the rows of a table that no tracked change deletes."""
    return (row for row in wrapped(table, "tr") if not has_mark(row.find(W + "trPr"), *DELETED))


def cells_of(row: etree._Element) -> Iterator[etree._Element]:
    """Yield the cells of a row that no tracked change deletes."""
    return (cell for cell in wrapped(row, "tc") if not has_mark(cell.find(W + "tcPr"), "cellDel"))


def wrapped(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the children called ``name``, through content controls and the like."""
    for child in parent:
        if child.tag == W + name:
            yield child
        elif child.tag == W + "sdt" or child.tag in CONTAINERS:
            yield from wrapped(child, name)


def is_prompt(cell: etree._Element) -> bool:
    """Whether a cell is a content control into which nothing has been entered."""
    content = cell.getparent()
    control = None if content is None else content.getparent()
    return control is not None and control.tag == W + "sdt" and shows_placeholder(control)


def merge_of(cell_properties: etree._Element | None, name: str) -> str | None:
    """Return ``restart`` or ``continue`` for a cell merged by ``vMerge`` or ``hMerge``, else None."""
    element = None if cell_properties is None else cell_properties.find(W + name)
    return None if element is None else element.get(W + "val", "continue")


def has_mark(properties: etree._Element | None, *names: str) -> bool:
    """Whether one of the named children is there."""
    return properties is not None and any(properties.find(W + name) is not None for name in names)


def runs_on(paragraph: etree._Element) -> bool:
    """Whether the paragraph's end is deleted, so that it and the next are one."""
    return has_mark(paragraph.find(f"{W}pPr/{W}rPr"), *DELETED)
