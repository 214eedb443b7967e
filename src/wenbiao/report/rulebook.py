"""The rule catalogue for reading: the list, and the page of each rule, which is its docstring."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from wenbiao.model.finding import Severity
from wenbiao.report.lines import Line, Style
from wenbiao.report.listing import columns_of
from wenbiao.report.messages import Words
from wenbiao.report.width import pad, width

HEADING = re.compile(r"\*\*(?P<name>[^*\n]+)\*\*\s*")
"""``**查什么**`` at the beginning of a paragraph of a rule's docstring."""


class Described(Protocol):
    """What a rule tells of itself."""

    @property
    def code(self) -> str:
        """Return the code, such as WB101."""

    @property
    def name(self) -> str:
        """Return the name, such as text-table-mismatch."""

    @property
    def severity(self) -> Severity:
        """Return the severity of its findings where they differ, the highest."""


def page_of(rule: Described) -> list[str]:
    """Return the docstring of a rule as one text for each paragraph or heading, the summary first."""
    return texts_of(rule.__doc__ or rule.name)


def texts_of(page: str) -> list[str]:
    """Return a page as one text for each paragraph or heading, the summary first."""
    texts: list[str] = []
    for line in inspect.cleandoc(page).splitlines():
        fresh = not texts or not texts[-1] or HEADING.match(line) or not line.strip()
        if fresh:
            texts.append(line.strip())
        else:
            texts[-1] += line.strip()
    return [text for text in texts if text]


def catalogue_lines(rules: Sequence[Described], words: Words) -> Iterator[Line]:
    """Yield the list of rules."""
    rows = [[rule.code, words.severity(rule.severity), rule.name, page_of(rule)[0]] for rule in rules]
    keys = ("code", "severity", "name", "title")
    header, *body = columns_of([words(f"list.{key}") for key in keys], rows)
    yield Line(header, Style.TITLE)
    previous = ""
    for rule, text in zip(rules, body, strict=True):
        if rule.code[:3] != previous:
            previous = rule.code[:3]
            yield Line(f"{previous}  {words.group(rule.code)}", Style.HEADING)
        yield Line(text)


def rule_lines(rule: Described, words: Words) -> Iterator[Line]:
    """Yield the page of one rule."""
    summary, *texts = page_of(rule)
    yield Line(f"{rule.code}  {summary}", Style.TITLE)
    yield Line(f"{rule.name}  {words.severity(rule.severity)}  {words.group(rule.code)}", Style.FAINT)
    yield Line()
    yield from part_lines(texts)


def sheet_lines(page: str) -> Iterator[Line]:
    """Yield a page that belongs to no rule."""
    summary, *texts = texts_of(page)
    yield Line(summary, Style.TITLE)
    yield Line()
    yield from part_lines(texts)


def part_lines(texts: Sequence[str]) -> Iterator[Line]:
    """Yield the parts of a page, their headings in a column."""
    parts = [(found["name"], text[found.end() :]) if (found := HEADING.match(text)) else ("", text) for text in texts]
    column = max((width(label) for label, _ in parts), default=0) + 2
    for label, text in parts:
        yield Line(pad(label, column) + text, hang=column)
