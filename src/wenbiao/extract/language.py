"""The narrative as spaCy carries it: a Doc of jieba words with its sentences, figures and subjects as spans.

Numbers are found on the raw text (token patterns read 1,234.56 as 234.56) and laid over the words.
"""

from __future__ import annotations

import re
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
        """Return ``text`` as a Doc; every word keeps its place, no spaces are invented."""
        from spacy.tokens import Doc

        words = segment(text)
        return Doc(self.vocab, words=words, spaces=[False] * len(words))


@cache
def pipeline() -> Language:
    """Return the pipeline: jieba words, then figures and sentences."""
    import spacy
    from spacy.language import Language

    for name, component in (("wenbiao_figures", mark_figures), ("wenbiao_sentences", mark_sentences)):
        if not Language.has_factory(name):
            Language.component(name, func=component)
    nlp = spacy.blank("zh")
    nlp.tokenizer = JiebaTokenizer(nlp.vocab)
    for name in ("wenbiao_figures", "wenbiao_sentences"):
        nlp.add_pipe(name)
    return nlp


def analyse(text: str) -> Doc:
    """Return text as a Doc with ``spans["figures"]``, sentence bounds, and ``spans["subjects"]`` as they are asked for."""
    return pipeline()(text)


def mark_figures(doc: Doc) -> Doc:
    """Lay the figures over the words they touch."""
    spans = (
        doc.char_span(f.start, f.end, label=f.quantity.kind.value, alignment_mode="expand") for f in scan(doc.text)
    )
    doc.spans[FIGURES] = [s for s in spans if s is not None]
    return doc


def mark_sentences(doc: Doc) -> Doc:
    """End sentences at 。！？ only, never at ；， (a clause still speaks of the same thing)."""
    opens = True
    for token in doc:
        token.is_sent_start = opens
        opens = bool(SENTENCE_END.fullmatch(token.text))
    return doc


@cache
def lead_words() -> frozenset[str]:
    """Return the words that open a clause without naming anything: verbs, adverbs, particles."""
    return frozenset(load_lines("lead_words.txt"))


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
    return doc[first:last].text
