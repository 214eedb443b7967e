"""``wenbiao judge``: the classifier on bare statements, one on a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from wenbiao.cli.show import print_rows
from wenbiao.cli.stdio import complain
from wenbiao.errors import ConfigError
from wenbiao.judge.judgement import Judgement, guess_role, judge
from wenbiao.judge.statements import Role
from wenbiao.report.messages import Words

OK = 0
UNUSABLE = 2
DIGITS = 4
ROLES = tuple(role.value for role in (Role.GOAL, Role.RESULT, Role.INDICATOR, Role.MEASURE, Role.PROBLEM))


@dataclass(frozen=True, slots=True)
class Asked:
    """One line of input: its own id or its number, what it is, and its words."""

    id: str | int
    role: str
    text: str


def judge_lines(path: str, words: Words, bank: str | None = None) -> int:
    """Print the judgement on each line of a file; a line that cannot be read is told and left out. Return the exit status."""
    from wenbiao.judge.bank import opened
    from wenbiao.read import read_file
    from wenbiao.read.text import decode

    if bank is not None:
        opened(bank)
    data = sys.stdin.buffer.read() if path == "-" else read_file(Path(path))
    text, _ = decode(data)
    status = OK

    def rows() -> Iterator[dict[str, object]]:
        nonlocal status
        for number, line in enumerate(text.splitlines(), start=1):
            if not line.strip():
                continue
            try:
                asked = read_line(line.strip(), number, words)
            except ConfigError as error:
                status = UNUSABLE
                complain(words("cli.judge.line", number=number, message=error.message))
                continue
            yield row(asked, judge(asked.role, asked.text, bank))

    print_rows(rows())
    return status


def read_line(line: str, number: int, words: Words) -> Asked:
    """Return what a line asks: a JSON object, or the bare statement; raise ``ConfigError`` where it is neither."""
    if not line.startswith("{"):
        return Asked(number, guess_role(line), line)
    try:
        given = json.loads(line)
    except json.JSONDecodeError as error:
        raise ConfigError(words("usage.judge.json")) from error
    text, role, name = given.get("text"), given.get("role"), given.get("id", number)
    if not isinstance(text, str) or not isinstance(name, str | int):
        raise ConfigError(words("usage.judge.text"))
    if role is not None and role not in ROLES:
        raise ConfigError(words("usage.judge.role", role=role, choices=", ".join(ROLES)))
    return Asked(name, role or guess_role(text), text)


def row(asked: Asked, judgement: Judgement) -> dict[str, object]:
    """Return a judgement as the contract prints it."""
    verdict = judgement.verdict
    return {
        "id": asked.id,
        "vague": verdict.vague,
        "vague_probability": round(verdict.vague_probability, DIGITS),
        "boilerplate": verdict.boilerplate,
        "boilerplate_probability": round(verdict.boilerplate_probability, DIGITS),
        "elements": list(judgement.elements),
        "missing": list(judgement.missing),
        "because": list(judgement.because),
    }
