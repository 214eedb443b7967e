"""What budget items are said to be used for: "…（项）。主要用于：…" of itemised accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from wenbiao.extract.letters import needs
from wenbiao.extract.spans import Span

ITEM = re.compile(r"(?P<name>[\u4e00-\u9fff“”、]{2,30})[（(]项[）)]")
PURPOSE = re.compile(r"(?:主要)?用于(?:支付|开支|安排)?\s*[:：]?\s*(?P<purpose>[^。；;\n]{2,80})")
FIGURE = re.compile(r"[\d（(].*$")
NOISE = re.compile(r"[\s、，,：:“”]|支出|等|方面|经费|缴费|缴纳|有关|所需")


@dataclass(frozen=True, slots=True)
class Purpose:
    """One budget item with what it is used for; ``span`` is the purpose in the text."""

    item: str
    purpose: str
    span: Span


@needs(ITEM)
def purposes(text: str) -> Iterator[Purpose]:
    """Yield the items of a text that state their purpose, in order."""
    items = list(ITEM.finditer(text))
    for i, item in enumerate(items):
        end = items[i + 1].start() if i + 1 < len(items) else len(text)
        if found := PURPOSE.search(text, item.end(), end):
            wording = FIGURE.sub("", found["purpose"])
            if wording:
                yield Purpose(
                    item["name"], wording, Span(found.start("purpose"), found.start("purpose") + len(wording))
                )


def pairs(text: str) -> frozenset[str]:
    """Return the pairs of adjoining characters of a wording, words that say nothing left out."""
    bare = NOISE.sub("", text)
    return frozenset(bare[i : i + 2] for i in range(len(bare) - 1))


def is_of_another(item: Purpose, other: Purpose) -> bool:
    """Whether the purpose of ``item`` names what sets ``other`` apart from it, and nothing that is its own."""
    own, others, said = pairs(item.item), pairs(other.item), pairs(item.purpose)
    return bool(others - own) and others - own <= said and bool(own - others) and not (own - others) & said
