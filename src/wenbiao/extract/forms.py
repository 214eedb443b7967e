"""Which form a table is, by its caption and its labels, never by position."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.wording import fold
from wenbiao.model.document import Table

UNKNOWN_FORM = "unknown"
MAX_LABEL = 30


@dataclass(frozen=True, slots=True)
class FormPattern:
    """How one form is recognised: captions, labels it holds, how many of them, and one it must hold."""

    id: str
    captions: tuple[re.Pattern[str], ...]
    labels: tuple[str, ...]
    need: int
    any: tuple[str, ...]


@cache
def form_patterns() -> tuple[FormPattern, ...]:
    """Return the forms of ``forms.toml``."""
    return tuple(
        FormPattern(
            form["id"],
            tuple(re.compile(c) for c in form["captions"]),
            tuple(form["labels"]),
            form["need"],
            tuple(form.get("any", ())),
        )
        for form in load_toml("forms.toml")["form"]
    )


def form_of(table: Table) -> str:
    """Return the id of the form a table is, or "unknown"."""
    texts = {fold(cell.text) for cell in table.cells if 0 < len(cell.text) <= MAX_LABEL}
    joined = "\n".join(texts)
    caption = fold(table.caption)
    best, best_weight = UNKNOWN_FORM, 0
    for form in form_patterns():
        held = sum(label in joined for label in form.labels)
        matches = [found[0] for p in form.captions if (found := p.search(caption))]
        named = bool(matches)
        allowed = not form.any or any(label in joined for label in form.any)
        if not ((named and (held or not form.labels)) or held >= form.need) or not allowed:
            continue
        weight = held + max(map(len, matches), default=0)
        if weight > best_weight:
            best, best_weight = form.id, weight
    return best
