"""The grade a report gives itself: 优, 良, 中, 差 and their variants."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenbiao.extract.spans import Span

GRADE = re.compile(
    r"""(?:等级|级别|等次|档次|结果|结论|评定|评级|评价|定级|鉴定)(?:结果)?(?:被)?(?:评|确|认)?(?:定)?(?:为|是|属于|属|：|:|\s)*[“"”‘']?\s*
        (?P<grade>优秀|优|良好|良|中等|中(?!央|心|国|期|长|小)|合格|及格|一般|较差|差|不合格)(?=[”"’'。，,；;）)\s档等级]|$)""",
    re.X,
)
SCALE = re.compile(
    r"""\d{2,3}\s*分?\s*[(（]?含?[)）]?\s*(?:以上|[-~—－至到])[^。；]{0,12}[优良中差]
        | [优良中差].{0,3}[(（]?\s*\d{2,3}\s*分?\s*(?:以上|[-~—－至到])""",
    re.X,
)
"""A printed scale of grades: "90分以上为优，80-90分为良"."""
VARIANTS = {
    "优": ("优秀", "优"),
    "良": ("良好", "良"),
    "中": ("中等", "中", "一般"),
    "合格": ("合格", "及格"),
    "差": ("较差", "差", "不合格"),
}
LEVELS = {word: level for level, words in VARIANTS.items() for word in words}
LABEL = re.compile(r"^(?:自评|绩效|评价|综合|评定|最终)*(?:等级|等次|级别)[：:]?$")


def grades(text: str) -> Iterator[Span]:
    """Yield the grades stated in a text; ``note`` is the grade as one of 优, 良, 中, 合格, 差."""
    for found in GRADE.finditer(text):
        yield Span(found.start("grade"), found.end("grade"), LEVELS[found["grade"]])


def grade_named(text: str) -> str | None:
    """Return the grade that a cell holds, or None."""
    return LEVELS.get(text.strip(' 　“”"’‘'))


def is_grade_label(text: str) -> bool:
    """Whether a cell is the label 评价等级."""
    return bool(LABEL.match("".join(text.split())))


def prints_scale(text: str) -> bool:
    """Whether a text explains which scores make which grade."""
    return bool(SCALE.search(text))
