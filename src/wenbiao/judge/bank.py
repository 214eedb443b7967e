"""Stock wording: stretches of characters that stand in the reports of many units, counted by document.

After the accounting literature on boilerplate: a phrase is stock when a good share of all documents holds it,
and a text is as much boilerplate as its characters lie in such phrases. The shipped bank is counted over the
project's labelled statements, one document for each kind of agency, with the set phrases of ``boilerplate.txt``.
A bank of any other collection is counted with ``count``, or with ``count_common`` when it is large; where the settings
name one, a statement that lies in its phrases is boilerplate whatever the classifier says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from pathlib import Path

from wenbiao.errors import ConfigError
from wenbiao.extract.lexicon import lexicon_file, load_lines
from wenbiao.extract.spans import Span
from wenbiao.judge.classify import Verdict
from wenbiao.judge.copied import bare
from wenbiao.judge.features import bleach

LENGTH = 6
"""Characters in a row: two or three words."""
FEWEST = 3
"""A phrase must stand in this many documents, however few there are."""
STOCK_SHARE = 0.05
"""A phrase found in this share of all documents belongs to no unit of its own."""
STOCK = 0.8
"""A statement that lies to this share in stock phrases says nothing of its own."""
BATCH = 500
"""Documents counted at a time: their phrases fit into memory."""
NAME = "bank.txt"
HEADER = "# 套语字串及含有它的文档数；文档总数："


@dataclass(frozen=True, slots=True)
class Bank:
    """How many of ``documents`` documents hold each phrase of ``LENGTH`` characters; ``set_phrases`` are stock by themselves."""

    documents: int
    counts: dict[str, int]
    set_phrases: frozenset[str] = frozenset()

    def is_stock(self, phrase: str) -> bool:
        """Whether a phrase stands in many documents."""
        least = max(FEWEST, STOCK_SHARE * self.documents)
        return phrase in self.set_phrases or self.counts.get(phrase, 0) >= least

    def stock_spans(self, text: str) -> tuple[Span, ...]:
        """Return the stretches of ``text`` (marks and digits passed over) that are stock, in order."""
        places = [i for i, c in enumerate(text) if c.isalpha()]
        chars = "".join(text[i] for i in places)
        found: list[Span] = []
        for at in range(len(chars) - LENGTH + 1):
            if self.is_stock(chars[at : at + LENGTH]):
                start, end = places[at], places[at + LENGTH - 1] + 1
                if found and start <= found[-1].end:
                    found[-1] = Span(found[-1].start, end)
                else:
                    found.append(Span(start, end))
        return tuple(found)

    def share(self, text: str) -> float:
        """Return the share of the letters of ``text`` that lie in stock phrases, from 0 to 1; 0 for a text without letters."""
        letters = sum(c.isalpha() for c in text)
        stock = sum(c.isalpha() for span in self.stock_spans(text) for c in span.within(text))
        return stock / letters if letters else 0.0


def phrases(text: str) -> set[str]:
    """Return the phrases of a text: stretches of letters, numbers and years left out."""
    chars = "".join(c for c in bare(bleach(text)) if c.isalpha())
    return {chars[i : i + LENGTH] for i in range(len(chars) - LENGTH + 1)}


def count(documents: Iterable[Iterable[str]]) -> Bank:
    """Return the bank of a collection: each document is its texts; phrases of one document alone are dropped."""
    held: Counter[str] = Counter()
    number = 0
    for texts in documents:
        held.update(set().union(*map(phrases, texts)))
        number += 1
    return Bank(number, {phrase: n for phrase, n in sorted(held.items()) if n > 1}, set_phrases())


def count_common(documents: Callable[[], Iterable[Iterable[str]]]) -> Bank:
    """Return the bank of a large collection with the phrases that are stock in it, and no others.

    ``documents`` gives the collection anew at each call, each document as its texts. A phrase of a share of all
    documents has that share in one batch at least (Savasere 1995): the first reading finds which may be, the second counts.
    """
    number, likely = 0, set[str]()
    for batch in batched(documents(), BATCH):
        number += len(batch)
        held = Counter(phrase for texts in batch for phrase in set().union(*map(phrases, texts)))
        likely.update(phrase for phrase, n in held.items() if n >= STOCK_SHARE * len(batch))
    counts = Counter(
        phrase for texts in documents() for phrase in likely.intersection(*[set().union(*map(phrases, texts))])
    )
    least = max(FEWEST, STOCK_SHARE * number)
    return Bank(number, {phrase: n for phrase, n in sorted(counts.items()) if n >= least}, set_phrases())


def batched(documents: Iterable[Iterable[str]], size: int) -> Iterator[list[Iterable[str]]]:
    """Yield documents in batches."""
    waiting = iter(documents)
    while batch := list(islice(waiting, size)):
        yield batch


def with_bank(verdict: Verdict, text: str, name: str | None) -> Verdict:
    """Return the verdict on a statement, boilerplate too when it lies in the stock phrases of the bank in a file."""
    share = opened(name).share(text) if name else 0.0
    if share < STOCK:
        return verdict
    return replace(verdict, boilerplate=True, boilerplate_probability=max(share, verdict.boilerplate_probability))


@cache
def opened(name: str) -> Bank:
    """Return the bank in a file that a user names; raise ``ConfigError`` when it is none."""
    try:
        return read(Path(name))
    except (OSError, ValueError) as error:
        raise ConfigError(f"“{name}”不是套语库，或无法读取。", "请用 wenbiao corpus bank 生成。") from error


@cache
def set_phrases() -> frozenset[str]:
    """Return the phrases of the set clauses."""
    return frozenset().union(*map(phrases, load_lines("boilerplate.txt")))


@cache
def shipped() -> Bank:
    """Return the bank that travels with the program."""
    return read(lexicon_file(NAME))


def read(path: Path) -> Bank:
    """Return a stored bank."""
    first, *lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.partition("\t") for line in lines)
    return Bank(int(first.removeprefix(HEADER)), {phrase: int(n) for phrase, _, n in rows}, set_phrases())


def write(bank: Bank, path: Path) -> None:
    """Store a bank; phrases below the least number of documents are left out."""
    lines = [f"{phrase}\t{n}" for phrase, n in bank.counts.items() if n >= FEWEST]
    path.write_text("\n".join([f"{HEADER}{bank.documents}", *lines]) + "\n", encoding="utf-8")


def of_statements(texts: Sequence[tuple[str, str]]) -> Bank:
    """Return the bank of ``(agency, text)`` pairs, one document for each agency."""
    documents: dict[str, list[str]] = {}
    for agency, text in texts:
        documents.setdefault(agency, []).append(text)
    return count(documents.values())
