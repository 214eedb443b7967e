"""Whether a report explains something anywhere in its narrative."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from wenbiao.check.rule import Context
from wenbiao.extract.lexicon import load_toml
from wenbiao.extract.spans import sentences

LONGEST = 400
"""A longer sentence is a list of things done; a topic and a reason in it need not belong together."""


@cache
def cues(topic: str) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return what a sentence on a topic is about, what moved, and what marks a reason."""
    table = load_toml("explanations.toml")
    lists = table["topics"][topic]["about"], table["topics"][topic]["change"], table["because"]
    about, change, because = (re.compile("|".join(words)) for words in lists)
    return about, change, because


def explained(context: Context, topic: str) -> bool:
    """Whether the narrative gives a reason on a topic of ``explanations.toml``.

    Subject and change may stand in the sentence before: "较年初预算增加20万元。主要原因是…".
    """
    about, change, because = cues(topic)
    before = ""
    for sentence in narrative_sentences(context):
        both = before + sentence
        if because.search(sentence) and about.search(both) and change.search(both):
            return True
        before = sentence
    return False


def narrative_sentences(context: Context) -> Iterator[str]:
    """Yield the sentences of running text, tables left out except for prose in their cells."""
    for document in context.base.documents:
        for paragraph in document.paragraphs():
            for span in sentences(paragraph.text):
                sentence = span.within(paragraph.text)
                if 8 < len(sentence) <= LONGEST:  # noqa: PLR2004 - shorter ones are labels
                    yield sentence
