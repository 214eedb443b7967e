"""Whether a statement is vague, what it lacks, and how it could be said, in a reviewer's words."""

from __future__ import annotations

from wenbiao.judge.classify import verdict_on
from wenbiao.judge.elements import Element
from wenbiao.judge.fillers import telling_fillers
from wenbiao.judge.judgement import judge
from wenbiao.judge.statements import Role, Statement

NAMES = {Element.QUANTITY: "数量", Element.OBJECT: "对象", Element.DEADLINE: "时限", Element.STANDARD: "标准"}


def is_vague(role: Role, text: str) -> bool:
    """Whether nothing in the statement would let an outsider decide whether it was reached."""
    return verdict_on(str(Role.RESULT if role is Role.BENEFIT else role), text).vague


def decisive_words(text: str) -> str:
    """Return the words that decided, quoted: “持续提升”“有效保障”; an empty string for none."""
    return "".join(f"“{span.within(text)}”" for span in telling_fillers(text))


def missing(statement: Statement) -> str:
    """Return the names of the elements a statement lacks: 数量、时限和标准; an empty string for none."""
    lacking = [NAMES[element] for element in judge(statement.role, statement.text).missing]
    return "、".join(lacking[:-1]) + ("和" if len(lacking) > 1 else "") + lacking[-1] if lacking else ""


def all_vague(statements: list[Statement]) -> bool:
    """Whether there are statements and each of them is vague."""
    return bool(statements) and all(is_vague(s.role, s.text) for s in statements)
