"""The wording of one audited document → its rows: goals, indicators and sentences, with what the judge says of them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from wenbiao.corpus.schema import Row, exact
from wenbiao.extract.base import FactBase
from wenbiao.extract.indicators import Indicator
from wenbiao.extract.spans import sentences
from wenbiao.judge.classify import Verdict, verdict_on
from wenbiao.judge.copied import bare
from wenbiao.judge.features import bleach
from wenbiao.judge.statements import Role, goal_statements, section_statements
from wenbiao.model.address import Part, Where
from wenbiao.model.document import Document, Paragraph
from wenbiao.report.privacy import Mask

PARAGRAPH = "paragraph"
"""The role of a sentence outside the sections that are judged."""
SHORTEST_SENTENCE = 8
"""Characters: what is shorter is a heading or a label, and its likeness to another tells nothing."""
HASH_BYTES = 8
SECTION_MARK = " / "


def indicator_rows(base: FactBase, mask: Mask) -> Iterator[Row]:
    """Yield the indicators of all forms with the judge's probabilities."""
    for ordinal, indicator in enumerate(i for i in base.indicators if i.applies):
        yield indicator_row(ordinal, indicator, mask)


def indicator_row(ordinal: int, indicator: Indicator, mask: Mask) -> Row:
    """Return one indicator."""
    target = indicator.target.text if indicator.target is not None else ""
    verdict = verdict_on(Role.INDICATOR, f"{indicator.name}：{target}") if target else None
    return {
        "ordinal": ordinal,
        "level1": mask(indicator.level1),
        "level2": mask(indicator.level2),
        "level3": mask(indicator.name),
        "target": mask(target) or None,
        "actual": mask(indicator.actual.text) or None if indicator.actual is not None else None,
        "weight": exact(indicator.max_points),
        "score": exact(indicator.points),
        **verdict_columns(verdict),
    }


def verdict_columns(verdict: Verdict | None) -> Row:
    """Return the judge's labels with their probabilities."""
    if verdict is None:
        return {}
    return {
        "vague_probability": round(verdict.vague_probability, 4),
        "boilerplate_probability": round(verdict.boilerplate_probability, 4),
        "vague": verdict.vague,
        "boilerplate": verdict.boilerplate,
    }


def sentence_rows(base: FactBase, unit: str, mask: Mask) -> Iterator[Row]:
    """Yield the goals and results item by item, the sentences of judged sections, then those of other paragraphs."""
    numbers: dict[tuple[int, str], int] = {}
    ordinal = 0
    for piece in pieces_of(base):
        passage = numbers.setdefault((piece.group, piece.role), len(numbers))
        section = mask(piece.section)
        for said in items(piece):
            shown = mask(said)
            folded = fold_sentence(shown, unit)
            yield {
                "ordinal": ordinal,
                "passage": passage,
                "role": piece.role,
                "section": section,
                "text": shown,
                "folded": folded,
                "hash": hash_of(folded),
                **verdict_columns(judged_as(piece.role, said)),
            }
            ordinal += 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A passage of a report; the items of one goal cell share a group."""

    group: int
    role: str
    text: str
    section: str


def pieces_of(base: FactBase) -> Iterator[Piece]:
    """Yield the passages of a report, those with a role first."""
    sections = section_statements(base.documents)
    for statement in goal_statements(base):
        yield Piece(statement.group, statement.role, statement.text, statement.title)
    for statement in sections:
        heading = section_of(statement.evidence.where) or statement.title
        yield Piece(id(statement), statement.role, statement.text, heading)
    judged = {place(s.evidence.where) for s in sections}
    for document in base.documents:
        for paragraph in running_text(document):
            if place(paragraph.where()) not in judged:
                yield Piece(id(paragraph), PARAGRAPH, paragraph.text, SECTION_MARK.join(paragraph.section))


def items(piece: Piece) -> Iterator[str]:
    """Yield a goal or result whole, since it is judged whole, and anything else by sentences, the very short ones left out."""
    if piece.role in (Role.GOAL, Role.RESULT):
        yield piece.text
        return
    for span in sentences(piece.text):
        said = span.within(piece.text).strip()
        if len(said) >= SHORTEST_SENTENCE:
            yield said


def judged_as(role: str, text: str) -> Verdict | None:
    """Return the judge's verdict on a sentence; None for duties and plain paragraphs, which promise nothing."""
    if role in (Role.DUTY, PARAGRAPH):
        return None
    return verdict_on(Role.RESULT if role == Role.BENEFIT else role, text)


def place(where: Where) -> tuple[str | None, int | None]:
    """Return which paragraph a place is in."""
    return where.file, where.paragraph


def running_text(document: Document) -> Iterator[Paragraph]:
    """Yield the paragraphs of the body that are running text and can be seen."""
    for paragraph in document.body:
        if paragraph.part is Part.BODY and paragraph.level is None and not paragraph.hidden:
            yield paragraph


def fold_sentence(text: str, unit: str) -> str:
    """Return a sentence without marks, years, numbers and the name of its unit: what copies have in common."""
    plain = bare(bleach(text.replace(unit, "") if unit else text))
    return "".join(c for c in plain if c.isalpha())


def hash_of(folded: str) -> int:
    """Return 64 bits that are the same on every machine."""
    return int.from_bytes(hashlib.blake2b(folded.encode(), digest_size=HASH_BYTES).digest(), "big")


def section_of(where: Where) -> str:
    """Return the headings above a place, outermost first."""
    return SECTION_MARK.join(where.section)
