"""How findings speak: figures, quotations and sources written one way, whichever rule forms the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from functools import cache

from wenbiao.extract.lexicon import load_toml
from wenbiao.model.quantity import plain

FIGURE = re.compile(r"“[^”]*”|(?<= )(?P<figure>[≥≤＞＜>=<−-]*\d[\d.]*)(?=[\u4e00-\u9fff])(?![年月日])")
"""A figure that a message sets apart by a space before it, outside of quotations."""
STRAY = re.compile(r"(?<=\S) +(?=[，。；、）])")
"""White space before a mark, left where a figure has no unit."""
CUT_OFF = re.compile(r"(?<=[\w’”])[；;，,、：:](?=[”、，）])")
"""The mark by which a cell or clause ended, at the end of what is quoted of it."""
FORM = re.compile(r"form:([a-z0-9-]+)")


def in_words(message: str) -> str:
    """Return a message with quotations inside quotations in single marks, and each figure set apart from its unit."""
    said = nested(message.replace('“"', "“").replace('"”', "”"))
    return STRAY.sub("", CUT_OFF.sub("", FIGURE.sub(spaced, said)))


def spaced(found: re.Match[str]) -> str:
    """Return a figure with a space behind it, a quotation as it is."""
    return f"{found[0]} " if found["figure"] else found[0]


def nested(text: str) -> str:
    """Return ``text`` with inner quotation marks single; marks that do not pair are part of what is quoted and stay."""
    depth, out = 0, []
    for mark in text:
        if mark == "“":
            depth += 1
            out.append("“" if depth == 1 else "‘")
        elif mark == "”":
            out.append("”" if depth == 1 else "’")
            depth -= 1
            if depth < 0:
                return text
        else:
            out.append(mark)
    return text if depth else "".join(out)


def path(labels: Sequence[str]) -> str:
    """Return header labels as one path, each without the colon that a form prints after it."""
    return " / ".join(label.strip().rstrip("：:") for label in labels)


def gap_between(stated: str | None, expected: str | None) -> str | None:
    """Return by how much two plain numbers differ, None where one of them is missing or no plain number."""
    try:
        one, other = (Decimal(text) if text is not None else None for text in (stated, expected))
    except InvalidOperation:
        return None
    return None if one is None or other is None else plain(abs(one - other))


def with_names(basis: str) -> str:
    """Return what a rule rests on with each form by the name it bears instead of its id."""
    return FORM.sub(lambda found: form_names().get(found[1], found[0]), basis)


@cache
def form_names() -> dict[str, str]:
    """Return the name of each known form by its id."""
    return {form["id"]: form["name"] for form in load_toml("forms.toml")["form"]}
