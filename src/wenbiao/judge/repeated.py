"""Paragraphs of one report that say the same."""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import Passage, passages
from wenbiao.check.rule import Context
from wenbiao.extract.base import SELF_EVALUATIONS
from wenbiao.extract.forms import UNKNOWN_FORM
from wenbiao.extract.spans import Span
from wenbiao.judge.copied import similarity
from wenbiao.judge.duplicates import near_duplicates
from wenbiao.judge.statements import matcher
from wenbiao.model.finding import Evidence

SHORTEST = 40
SAME = 0.9
"""Alike with their figures too."""
PROSE_FORMS = (UNKNOWN_FORM, "special-fund")
"""Tables that are pages of prose; the fields of other forms may well repeat each other."""


def repeated_paragraphs(context: Context) -> Iterator[list[tuple[Evidence, Evidence]]]:
    """Yield paragraphs that are nearly those of another place, each with the earlier one, run by run.

    Paragraphs that follow each other in both places are one run; each later one is told once.
    """
    if context.base.identity.genre not in SELF_EVALUATIONS:
        return
    forms = {id(sheet.table): sheet.form for sheet in context.base.sheets}
    texts = [p for p in passages(context) if len(p.text) >= SHORTEST and stands_free(p, forms)]
    earlier: dict[int, int] = {}
    for pair in near_duplicates([p.text for p in texts], shortest=SHORTEST):
        same = similarity(texts[pair.first].text, texts[pair.second].text) >= SAME
        if same:
            earlier.setdefault(pair.second, pair.first)
    run: list[tuple[Evidence, Evidence]] = []
    for second, first in sorted(earlier.items()):
        if run and earlier.get(second - 1) != first - 1:
            yield run
            run = []
        run.append((whole(texts[first]), whole(texts[second])))
    if run:
        yield run


def stands_free(passage: Passage, forms: dict[int, str]) -> bool:
    """Whether a passage is running text, not a field of a form, its note or its signatures."""
    if "。" not in passage.text or matcher("previous", "notes").match(passage.text.strip()):
        return False
    return passage.table is None or forms.get(id(passage.table), UNKNOWN_FORM) in PROSE_FORMS


def whole(passage: Passage) -> Evidence:
    """Return a whole paragraph as evidence."""
    return passage.evidence(Span(0, len(passage.text)))
