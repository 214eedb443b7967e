"""Whether a statement is vague, what it lacks, and how it could be said, in a reviewer's words."""

from __future__ import annotations

from wenbiao.judge.classify import verdict_on
from wenbiao.judge.elements import Element
from wenbiao.judge.fillers import CLAUSE, LIST_NUMBER, coverage
from wenbiao.judge.judgement import judge
from wenbiao.judge.statements import Role, Statement

NAMES = {Element.QUANTITY: "数量", Element.OBJECT: "对象", Element.DEADLINE: "时限", Element.STANDARD: "标准"}
MOSTLY = 0.6
"""A clause of which so much is words that say nothing is an example of them."""
SHORTEST_EXAMPLE, LONGEST_EXAMPLE, MOST_EXAMPLES = 4, 24, 2


def is_vague(role: Role, text: str) -> bool:
    """Whether nothing in the statement would let an outsider decide whether it was reached."""
    return verdict_on(str(Role.RESULT if role is Role.BENEFIT else role), text).vague


def such_as(text: str) -> str:
    """Return the clauses that say least, to end a message with: ，如“有效提升服务水平”; the emptiest where none is empty."""
    clauses = [clause[0].strip() for clause in CLAUSE.finditer(LIST_NUMBER.sub("", text))]
    short = [c for c in clauses if SHORTEST_EXAMPLE <= len(c) <= LONGEST_EXAMPLE]
    telling = [c for c in short if coverage(c) >= MOSTLY] or sorted(short, key=coverage, reverse=True)[:1]
    return "，如" + "".join(f"“{clause}”" for clause in telling[:MOST_EXAMPLES]) if telling else ""


def missing(statement: Statement) -> str:
    """Return the names of the elements a statement lacks: 数量、时限和标准; an empty string for none."""
    lacking = [NAMES[element] for element in judge(statement.role, statement.text).missing]
    return "、".join(lacking[:-1]) + ("和" if len(lacking) > 1 else "") + lacking[-1] if lacking else ""


def all_vague(statements: list[Statement]) -> bool:
    """Whether there are statements and each of them is vague."""
    return bool(statements) and all(is_vague(s.role, s.text) for s in statements)
