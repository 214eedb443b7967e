"""Headings: which paragraphs are headings, of which level, and so which section each paragraph is in."""

from __future__ import annotations

import re

from wenbiao.read.drafts import DraftParagraph

CHINESE = "一二三四五六七八九十百"
NUMBERED = (
    (
        1,
        re.compile(
            r"^(?:附[件表]\s*[\d一二三四五六七八九十]*|第[一二三四五六七八九十\d]+[部分章节]+)(?:[\s:：、.．]|$)"
        ),
    ),
    (2, re.compile(rf"^[{CHINESE}]{{1,3}}\s*[、.．,，]")),
    (3, re.compile(rf"^[（(]\s*[{CHINESE}]{{1,3}}\s*[）)]\s*[、.．]?")),
    (4, re.compile(r"^\d{1,2}\s*[、.．](?!\d)")),
    (5, re.compile(r"^[（(]\s*\d{1,2}\s*[）)]\s*[、.．]?")),
)
"""Levels of the numbering an official document uses: 附件, 一、, （一）, 1., （1）."""

MAX_HEADING = 45
MAX_UNNUMBERED = 22
SENTENCE_MARKS = re.compile(r"[。；;！？!?]")
UNNUMBERED = re.compile(r"^[\u4e00-\u9fff“”（）()《》、]{4,}$")
SIGNATURE = re.compile(r"[:：]|盖章|签字|^\d|^[表附]|此页|年.*月.*日$")
NUMBERED_SECTION = 2


def heading_level(text: str, stated: int | None) -> int | None:
    """Return the heading level of a paragraph, or None for running text.

    Numbered lines are headings when they are short and hold no sentence; ``stated`` is a level
    given by the format (a Word style, an HTML tag), believed for short lines only.
    """
    line = text.strip()
    if not line or len(line) > MAX_HEADING or SENTENCE_MARKS.search(line.rstrip("。")):
        return None
    for level, pattern in NUMBERED:
        found = pattern.match(line)
        if found:
            rest = line[found.end() :].strip()
            ends_open = rest.endswith(("。", "，", "、"))
            return level if not ends_open and not re.search(r"\d+(?:\.\d+)?(?:万元|元|%|人)", rest) else None
    if stated is not None and not line.endswith(("。", "，")):
        return stated
    return None


def is_unnumbered_heading(text: str, follows: str) -> bool:
    """Whether a short line without number or punctuation opens a section: prose or "无" must follow it."""
    line = text.strip()
    if not 4 <= len(line) <= MAX_UNNUMBERED or not UNNUMBERED.match(line) or SIGNATURE.search(line):  # noqa: PLR2004
        return False
    after = follows.strip()
    return after.rstrip("。") == "无" or len(after) > MAX_UNNUMBERED or after.startswith(("本单位", "本部门", "附件"))


def sections(paragraphs: list[DraftParagraph]) -> list[tuple[int | None, tuple[str, ...]]]:
    """Return for each body paragraph its heading level and the headings above it, outermost first."""
    stack: list[tuple[int, str]] = []
    result: list[tuple[int | None, tuple[str, ...]]] = []
    filled = [i for i, p in enumerate(paragraphs) if p.text.strip()]
    following = dict(zip(filled, filled[1:], strict=False))  # noqa: RUF007
    for i, paragraph in enumerate(paragraphs):
        level = heading_level(paragraph.text, paragraph.level)
        after = paragraphs[following[i]].text if i in following else ""
        if level is None and is_unnumbered_heading(paragraph.text, after):
            level = min(NUMBERED_SECTION, stack[0][0]) if stack and stack[0][0] > 1 else NUMBERED_SECTION
        if level is not None:
            while stack and stack[-1][0] >= level:
                stack.pop()
        result.append((level, tuple(title for _, title in stack)))
        if level is not None:
            stack.append((level, " ".join(paragraph.text.split())))
    return result
