"""What the column 偏差原因分析及改进措施 holds: nothing, a cause, a measure, or both."""

from __future__ import annotations

import re

from wenbiao.extract.columns import role_of
from wenbiao.extract.directions import says, words
from wenbiao.model.document import Table

CAUSE_LABEL = re.compile(r"原因(?:分析|是|为|在于)?\s*[:：]?")
MEASURE_LABEL = re.compile(r"(?:改进|整改|下一步|采取)?措施\s*[:：]?|下一步")
PUNCTUATION = re.compile(r"[\s。，；、.,;:：!！（）()]")
SHORTEST_MEASURE = 4
ASKED_REASON = re.compile(r"原因|偏差|扣分|未完成|措施")
LONGEST_HEADING = 30


def says_nothing(text: str) -> bool:
    """Whether a reason is blank or only a dash, 无 or 正常."""
    bare = PUNCTUATION.sub("", text)
    return not bare or bare in words("reasons", "empty")


def has_measure(text: str) -> bool:
    """Whether a reason also says what will be done.

    A label 措施 with words after it, or any word of a measure.
    """
    labelled = MEASURE_LABEL.split(text)
    if len(labelled) > 1 and len(PUNCTUATION.sub("", labelled[-1])) >= SHORTEST_MEASURE:
        return True
    return says(MEASURE_LABEL.sub("", text), "reasons", "measure")


def asks_for_reason(table: Table) -> bool:
    """Whether a heading of the table asks for the cause of a deviation, not just for remarks."""
    return any(
        ASKED_REASON.search(c.text)
        for c in table.cells
        if len(c.text) <= LONGEST_HEADING and role_of(c.text) == "reason"
    )


def asks_for_measure(table: Table) -> bool:
    """Whether a heading of the table asks for measures beside the cause."""
    return any("措施" in c.text for c in table.cells if len(c.text) <= LONGEST_HEADING and role_of(c.text) == "reason")
