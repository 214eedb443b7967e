"""The narrative as spaCy carries it: a Doc of jieba words with its sentences, figures and subjects as spans.

Numbers are found on the raw text (token patterns read 1,234.56 as 234.56) and laid over the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from wenbiao.extract.figures import scan
from wenbiao.extract.lexicon import load_lines
from wenbiao.extract.segment import segment

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

FIGURES, SUBJECTS = "figures", "subjects"
SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*")


class JiebaTokenizer:
    """Makes a spaCy Doc from jieba's words."""

    def __init__(self, vocab: Vocab) -> None:
        """Share the pipeline's vocabulary."""
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Return ``text`` as a Doc; every word keeps its place, no spaces are invented.

        Sentences end at 。！？ only, never at ；， (a clause still speaks of the same thing).
        """
        from spacy.tokens import Doc

        words = segment(text)
        starts: list[bool | int | None] = [True, *(SENTENCE_END.fullmatch(word) is not None for word in words)]
        return Doc(self.vocab, words=words, spaces=[False] * len(words), sent_starts=starts[: len(words)])


@cache
def pipeline() -> Language:
    """Return the pipeline: jieba words in sentences, then figures."""
    import spacy
    from spacy.language import Language

    if not Language.has_factory("wenbiao_figures"):
        Language.component("wenbiao_figures", func=mark_figures)
    nlp = spacy.blank("zh")
    nlp.tokenizer = JiebaTokenizer(nlp.vocab)
    nlp.add_pipe("wenbiao_figures")
    return nlp


def analyse(text: str, figures: Iterable[tuple[int, int, str]] | None = None) -> Doc:
    """Return text as a Doc with ``spans["figures"]``, sentence bounds, and ``spans["subjects"]`` as they are asked for.

    ``figures`` are start, end and kind of the figures where they are known already, so that they are not read again.
    """
    if figures is None:
        return pipeline()(text)
    return lay_figures(pipeline().make_doc(text), figures)


def mark_figures(doc: Doc) -> Doc:
    """Find the figures and lay them over the words they touch."""
    return lay_figures(doc, ((f.start, f.end, f.quantity.kind.value) for f in scan(doc.text)))


def lay_figures(doc: Doc, figures: Iterable[tuple[int, int, str]]) -> Doc:
    """Lay figures over the words they touch."""
    spans = (doc.char_span(start, end, label=kind, alignment_mode="expand") for start, end, kind in figures)
    doc.spans[FIGURES] = [s for s in spans if s is not None]
    return doc


@cache
def lead_words() -> frozenset[str]:
    """Return the words that open a clause without naming anything: verbs, adverbs, particles."""
    return frozenset(load_lines("lead_words.txt"))


def is_plain_name(text: str) -> bool:
    """Whether ``named_thing`` would leave out nothing of a text: no mark, digit or lead word, even as part of a word, at its ends."""
    words = tuple(lead_words())
    return "\u4e00" <= text[:1] <= "\u9fff" and not text.startswith(words) and not text.endswith(words)


def named_thing(doc: Doc, start: int, end: int) -> str:
    """Return what the characters ``start:end`` name, leading and trailing verbs and particles left out by whole words.

    "组织开展专场招聘会" names 专场招聘会. Returns an empty string when nothing is left.
    """
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return ""
    first, last = span.start, span.end
    while last > first and doc[last - 1].text in lead_words():
        last -= 1
    while first < last and (doc[first].text in lead_words() or doc[first].is_digit or doc[first].is_punct):
        first += 1
    doc.spans[SUBJECTS] = [*doc.spans.get(SUBJECTS, ()), doc[first:last]]
    if first == last:
        return ""
    ends = doc[last - 1].idx + len(doc[last - 1].text)
    return doc.text[max(start, doc[first].idx) : min(end, ends)]
