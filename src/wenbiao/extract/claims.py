"""Sentences that claim what the report's own figures can refute; the patterns are data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from wenbiao.extract.letters import PatternTable
from wenbiao.extract.lexicon import load_toml
from wenbiao.model.document import Document, Paragraph

PLANNED = re.compile(r"(?:将|要|应|须|需要?|力争|争取|计划|确保)[^，。；]{0,12}$")


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim: its place in a paragraph (the paragraph's own offsets), how to test it, and what it says."""

    paragraph: Paragraph
    start: int
    end: int
    test: str
    says: str


@cache
def claim_patterns() -> PatternTable[tuple[str, str]]:
    """Return the patterns of ``claims.toml`` with test and what each says."""
    return PatternTable((re.compile(c["pattern"]), (c["test"], c["says"])) for c in load_toml("claims.toml")["claim"])


def claims(documents: Sequence[Document]) -> Iterator[Claim]:
    """Yield the claims in all paragraphs, plans for the future left out."""
    for document in documents:
        for paragraph in document.paragraphs():
            for pattern, (test, says) in claim_patterns().among(paragraph.text):
                for found in pattern.finditer(paragraph.text):
                    if not PLANNED.search(paragraph.text[: found.start()]):
                        yield Claim(paragraph, found.start(), found.end(), test, says)
