"""The narrative as spaCy carries it: a Doc of jieba words with its sentences, figures and subjects as spans.

Numbers are found on the raw text (token patterns read 1,234.56 as 234.56) and laid over the words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from wenbiao.extract.figures import Figure, scan
from wenbiao.extract.lexicon import load_lines
from wenbiao.extract.segment import segment

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc, Span
    from spacy.vocab import Vocab

FIGURES, SUBJECTS = "figures", "subjects"
SENTENCE_END = re.compile(r"[。！？!?]+[”’」』）)]*")
CLAUSE_STOPS = frozenset("，。；：！？、,;:（(）)《》 　\n")
MAX_SUBJECT_WORDS = 12


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
    """Return the pipeline: jieba words, then figures, sentences and subjects."""
    import spacy
    from spacy.language import Language

    for name, component in (("wenbiao_figures", mark_figures), ("wenbiao_sentences", mark_sentences), ("wenbiao_subjects", mark_subjects)):
        if not Language.has_factory(name):
            Language.component(name, func=component)
    nlp = spacy.blank("zh")
    nlp.tokenizer = JiebaTokenizer(nlp.vocab)
    for name in ("wenbiao_figures", "wenbiao_sentences", "wenbiao_subjects"):
        nlp.add_pipe(name)
    return nlp


def analyse(text: str) -> Doc:
    """Return a paragraph as a Doc with ``spans["figures"]``, ``spans["subjects"]`` and sentence bounds."""
    return pipeline()(text)


def figures_of(doc: Doc) -> list[Figure]:
    """Return the figures of a Doc, exact offsets and values."""
    return scan(doc.text)


def mark_figures(doc: Doc) -> Doc:
    """Lay the figures over the words they touch."""
    spans = (doc.char_span(f.start, f.end, label=f.quantity.kind.value, alignment_mode="expand") for f in scan(doc.text))
    doc.spans[FIGURES] = [s for s in spans if s is not None]
    return doc


def mark_sentences(doc: Doc) -> Doc:
    """End sentences at 。！？ only, never at ；， (a clause still speaks of the same thing)."""
    opens = True
    for token in doc:
        token.is_sent_start = opens
        opens = bool(SENTENCE_END.fullmatch(token.text))
    return doc


def mark_subjects(doc: Doc) -> Doc:
    """Mark the words before each figure that say what it counts: back to a stop, leading verbs and particles left out."""
    doc.spans[SUBJECTS] = [s for s in (subject_before(doc, f.start) for f in doc.spans[FIGURES]) if s is not None]
    return doc


@cache
def lead_words() -> frozenset[str]:
    """Return the words that open a clause without naming anything: verbs, adverbs, particles."""
    return frozenset(load_lines("lead_words.txt"))


def subject_before(doc: Doc, end: int) -> Span | None:
    """Return the words before token ``end`` that name what is counted, or None."""
    start = end
    while start > 0 and end - start < MAX_SUBJECT_WORDS and doc[start - 1].text not in CLAUSE_STOPS:
        start -= 1
    while end > start and doc[end - 1].text in lead_words():
        end -= 1
    while start < end and doc[start].text in lead_words():
        start += 1
    return doc[start:end] if start < end else None


def sentence_bounds(doc: Doc) -> Iterator[tuple[int, int]]:
    """Yield the sentences as character spans."""
    for sentence in doc.sents:
        yield sentence.start_char, sentence.end_char
