"""Characters that a .docx draws with a symbol font or a field, as the Unicode characters a reader sees."""

from __future__ import annotations

import re

from lxml import etree

from wenbiao.read.docx_package import W, flag, number

PRIVATE = range(0xF000, 0xF100)
"""Where Word puts the characters of symbol fonts: code in the font plus 0xF000."""

SPACE, PRIVATE_USE = 0x20, 0xD800
"""Codes between these are characters in any font; what follows up to 0xF8FF means nothing outside its font."""

WINGDINGS = {
    0x6C: "●", 0x6D: "○", 0x6E: "■", 0x6F: "□", 0x70: "□", 0x71: "□", 0x72: "□", 0x75: "◆", 0x76: "◆",
    0x80: "⓪", **{0x81 + i: "①②③④⑤⑥⑦⑧⑨⑩"[i] for i in range(10)},
    0x8B: "⓪", **{0x8C + i: "①②③④⑤⑥⑦⑧⑨⑩"[i] for i in range(10)},
    0x9F: "•", 0xA1: "○", 0xA7: "■", 0xA8: "□", 0xAB: "★", 0xE0: "→",
    0xFB: "×", 0xFC: "√", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
WINGDINGS_2 = {
    0x4F: "×", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒",
    **{0x6A + i: "①②③④⑤⑥⑦⑧⑨⑩"[i] for i in range(10)},
    0xA3: "□", 0xA4: "□", 0xA5: "□",
}  # fmt: skip
SYMBOL = {
    0x2D: "−", 0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
    0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0xD6: "√", 0xD7: "·",
    0xE5: "∑", 0x44: "Δ", 0x53: "Σ", 0x61: "α", 0x62: "β", 0x6D: "μ",
}  # fmt: skip
FONTS = {"wingdings": WINGDINGS, "wingdings 2": WINGDINGS_2, "symbol": SYMBOL}
PLAIN_IN_SYMBOL = frozenset(map(ord, "0123456789%()+,./:;<=>[]|"))
"""Codes at which the Symbol font draws what ASCII has there."""

CHECKED, UNCHECKED = "☑", "□"
ENCLOSED = re.compile(r"EQ\s*\\o\s*(?:\\a[clr]\s*)?\(\s*([○◯〇□△◇])\s*[,;，；]\s*(.{1,2}?)\s*\)", re.I)
CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
TICKS = frozenset("√✓✔")


def symbol(font: str, code: int) -> str:
    """Return the character that ``font`` draws for ``code`` (with or without 0xF000), or an empty string."""
    table = FONTS.get(font.strip().lower())
    if table is None:
        return chr(code) if SPACE <= code < PRIVATE_USE else ""
    code = code - PRIVATE.start if code in PRIVATE else code
    if code in table:
        return table[code]
    return chr(code) if table is SYMBOL and code in PLAIN_IN_SYMBOL else ""


def symbol_font(run_properties: etree._Element | None) -> str:
    """Return the symbol font a run is set in, or an empty string."""
    fonts = None if run_properties is None else run_properties.find(W + "rFonts")
    for name in ("ascii", "hAnsi") if fonts is not None else ():
        font = fonts.get(W + name, "") if fonts is not None else ""
        if font.strip().lower() in FONTS:
            return font
    return ""


def translated(text: str, font: str) -> str:
    """Return ``text`` with what a symbol font draws, one character for one; other fonts change nothing."""
    if not font:
        return text
    return "".join((symbol(font, ord(c)) or c)[0] for c in text)


def form_field(begin: etree._Element) -> str:
    """Return what an old form field shows: a check box or the chosen entry of a list."""
    data = begin.find(W + "ffData")
    box = None if data is None else data.find(W + "checkBox")
    if box is not None:
        checked = flag(box, "checked")
        return CHECKED if (flag(box, "default") if checked is None else checked) else UNCHECKED
    choices = None if data is None else data.find(W + "ddList")
    if choices is None:
        return ""
    entries = [e.get(W + "val", "") for e in choices.iterfind(W + "listEntry")]
    chosen = number(choices, "result")
    chosen = number(choices, "default") if chosen is None else chosen
    return entries[chosen or 0] if 0 <= (chosen or 0) < len(entries) else ""


def enclosed(code: str) -> str:
    r"""Return the character that an ``EQ \o`` field draws by laying a circle or a box over another."""
    found = ENCLOSED.search(code)
    if not found:
        return ""
    shape, inner = found[1], found[2]
    if inner in TICKS:
        return CHECKED if shape == "□" else inner
    if shape in "○◯〇" and inner.isdecimal() and 1 <= int(inner) <= len(CIRCLED):
        return CIRCLED[int(inner) - 1]
    return inner


def symbol_of(element: etree._Element) -> str:
    """Return the character of a ``w:sym`` element, or an empty string for one nobody can name."""
    try:
        return symbol(element.get(W + "font", ""), int(element.get(W + "char", ""), 16))
    except ValueError:
        return ""
