"""The numbers that a browser puts before the items of ordered lists."""

from __future__ import annotations

from wenbiao.read.html_tree import Element
from wenbiao.read.numbering_formats import number_text

FORMS = {
    # the type attribute
    "1": ("decimal", "{}. "),
    "a": ("lowerLetter", "{}. "),
    "A": ("upperLetter", "{}. "),
    "i": ("lowerRoman", "{}. "),
    "I": ("upperRoman", "{}. "),
    # CSS, list-style-type
    "decimal": ("decimal", "{}. "),
    "lower-alpha": ("lowerLetter", "{}. "),
    "upper-alpha": ("upperLetter", "{}. "),
    "lower-roman": ("lowerRoman", "{}. "),
    "upper-roman": ("upperRoman", "{}. "),
    "cjk-ideographic": ("chineseCountingThousand", "{}、"),
    "simp-chinese-informal": ("chineseCountingThousand", "{}、"),
    "trad-chinese-informal": ("chineseCountingThousand", "{}、"),
    # class names of UEditor, the editor that most sites use
    "custom_num": ("decimal", "{}、"),
    "custom_num1": ("decimal", "{}）"),
    "custom_num2": ("decimal", "（{}）"),
    "custom_cn": ("chineseCountingThousand", "{}、"),
    "custom_cn1": ("chineseCountingThousand", "{}）"),
    "custom_cn2": ("chineseCountingThousand", "（{}）"),
}
"""How a list writes its numbers, by what names the form: number format and what stands around the number."""


def list_number(item: Element) -> str:
    """Return what stands before a list item: ``3. ``, ``三、``; nothing for items of other lists."""
    parent = item.getparent()
    form = None if parent is None or parent.tag != "ol" else form_of(parent)
    if parent is None or form is None:
        return ""
    number_format, around = FORMS[form]
    return around.format(number_text(position(item, parent), number_format))


def position(item: Element, parent: Element) -> int:
    """Return the number of the item, which ``value`` and ``start`` may set."""
    number = as_int(parent.get("start"), 1)
    for sibling in parent.iterchildren("li"):
        number = as_int(sibling.get("value"), number)
        if sibling is item:
            break
        number += 1
    return number


def as_int(text: str | None, default: int) -> int:
    """Return the attribute as a whole number, ``default`` where it is none."""
    try:
        return int((text or "")[:9])
    except ValueError:
        return default


def form_of(parent: Element) -> str | None:
    """Return the name of the form in which the list writes its numbers, None when it writes none."""
    style = "".join(parent.get("style", "").lower().split())
    if "list-style:none" in style or "list-style-type:none" in style:
        return None
    named = [name for name in parent.get("class", "").split() if name in FORMS]
    named += [name for name in FORMS if f"list-style-type:{name}" in style]
    kind = parent.get("type", "1")
    return named[0] if named else kind if kind in FORMS else "1"
