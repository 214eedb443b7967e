"""Captions and unit lines: what stands above a table, or in its first rows, and names it."""

from __future__ import annotations

import re

from wenbiao.read.drafts import DraftParagraph, DraftTable

UNIT_LINE = re.compile(
    r"(?:金额)?单位\s*[:：]\s*[（(]?\s*(人民币)?\s*(?P<unit>亿元|百万元|万元|千元|元|人|%|个|件|平方米|公顷|吨)"
)
UNIT_IN_BRACKETS = re.compile(r"[（(]\s*(?:单位\s*[:：]\s*)?(?P<unit>亿元|百万元|万元|千元|元)\s*[)）]\s*$")
NOT_A_CAPTION = re.compile(
    r"""^\s*(?:
        (?:填报|填表|编制|申报|报送|预算)?\s*(?:单位|部门|日期|时间|人)\s*(?:名称)?\s*(?:[（(]\s*盖?\s*章\s*[）)])?\s*[:：]
      | [（(]?\s*(?:19|20)\d{2}\s*年?(?:度|年度)?\s*[）)]?\s*$
      | 公开\s*\d+\s*表\s*$ | (?:附[件表]|表)\s*[\d一二三四五六七八九十]*(?:-\d+)?\s*[:：]?\s*$
      | 金额单位 | 单位\s*[:：] | 说明\s*[:：] | 注\s*[:：] | 备注\s*[:：]
    )""",
    re.X,
)
ENDS_LIKE_A_TABLE = re.compile(
    r"(?:表|情况|明细|清单|名单|一览|统计)\s*(?:[（(][^（）()]{1,20}[）)])?\s*[一二三四五六七八九十\d]*\s*$"
)
PROSE_LENGTH = 60
LINES_ABOVE = 5


def caption_above(lines: list[DraftParagraph]) -> tuple[str, str]:
    """Return caption and unit from the body paragraphs directly above a table, nearest last."""
    unit, candidates = "", []
    for paragraph in reversed(lines[-LINES_ABOVE:]):
        text = " ".join(paragraph.text.split())
        if not text:
            continue
        if found := UNIT_LINE.search(text):
            unit = unit or found["unit"]
            text = UNIT_LINE.sub("", text).strip(" 　|｜（）()")
        if len(text) > PROSE_LENGTH or text.endswith(("。", "；", ";")):
            break
        if text and not NOT_A_CAPTION.match(text):
            candidates.append(text)
    caption = next((c for c in candidates if ENDS_LIKE_A_TABLE.search(c)), candidates[0] if candidates else "")
    return caption, unit or unit_in_title(caption)


def unit_in_title(caption: str) -> str:
    """Return the unit that a caption ends with in brackets, or an empty string."""
    found = UNIT_IN_BRACKETS.search(caption)
    return found["unit"] if found else ""


def caption_inside(table: DraftTable) -> tuple[str, str]:
    """Return caption and unit from leading rows that hold a single text across the table."""
    caption, unit = "", ""
    for cells in table.rows[:4]:
        texts = [t for t in (c.text for c in cells) if t]
        for text in texts:
            if found := UNIT_LINE.search(text):
                unit = unit or found["unit"]
        if len(texts) != 1:
            if any(UNIT_LINE.search(t) for t in texts) or not texts:
                continue
            break
        text = UNIT_LINE.sub("", texts[0]).strip()
        if not caption and text and len(text) <= PROSE_LENGTH and not NOT_A_CAPTION.match(text):
            caption = " ".join(text.split())
    return caption, unit
