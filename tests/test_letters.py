"""Letters as a sieve: it may let through what does not match, it must never keep back what does."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

import wenbiao.extract
from wenbiao.extract.letters import LetterIndex, PatternTable, needs_of
from wenbiao.extract.typos import known_typos

RULES = Path(__file__).parent / "rules"


def marked() -> Iterator[Callable[..., Any]]:
    """Yield every extractor that says which letters it needs."""
    for module in pkgutil.iter_modules(wenbiao.extract.__path__):
        for _, function in inspect.getmembers(importlib.import_module(f"wenbiao.extract.{module.name}")):
            if hasattr(function, "needs") and function.__module__.endswith(f".{module.name}"):
                yield function


EXTRACTORS = sorted(marked(), key=lambda function: function.__name__)


@pytest.fixture(scope="module")
def texts() -> list[str]:
    """Return the lines of all cases of all rules, which hold every fault the extractors look for."""
    cases = [
        case for file in RULES.glob("*.yaml") for case in yaml.safe_load(file.read_text("utf-8"))["cases"].values()
    ]
    documents = [case["document"] for case in cases if isinstance(case.get("document"), str)]
    lines = {line.strip() for document in documents for line in document.splitlines()}
    return sorted({cell.strip() for line in lines for cell in line.split("|")} | lines)


def found_by(extractor: Callable[..., Any], text: str) -> bool:
    """Whether an extractor finds something in a text; one that asks for more than the text is given a recent year."""
    further = {"year": 2024, "gap": 2, "sections": (), "whole": text}
    names = list(inspect.signature(extractor).parameters)[1:]
    return bool(list(extractor(text, *(further[name] for name in names))))


@pytest.mark.parametrize("extractor", EXTRACTORS, ids=lambda function: function.__name__)
def test_no_find_is_kept_back(extractor: Callable[..., Any], texts: list[str]) -> None:
    finds = {place for place, text in enumerate(texts) if found_by(extractor, text)}
    let_through = set(LetterIndex(texts).matching(extractor))
    assert finds
    assert finds <= let_through
    assert len(let_through) < len(texts)


def test_table_shows_every_pattern_that_matches(texts: list[str]) -> None:
    table = PatternTable((pattern, pattern.pattern) for pattern in known_typos())
    found = [(text, pattern) for text in texts for pattern in table if pattern.search(text)]
    assert found
    assert all((pattern, pattern.pattern) in table.among(text) for text, pattern in found)


@pytest.mark.parametrize(
    ("pattern", "wanted"),
    [
        ("增加", [["增", "加"]]),
        ("增?加+", [["加"]]),
        ("(?:提高|下降)到", [["提下", "到"]]),
        ("[提上]高(?=了)(?!的)", [["提上", "高", "了"]]),
        ("甲乙|丙", [["甲", "乙"], ["丙"]]),
        ("(?:甲|)[^乙].丙{0,2}", [[]]),
        (r"\d+倍", [["倍"]]),
        ("(?i)abc", [[]]),
        ("a(?i:b)c", [["a", "c"]]),
        ("[\u4e00-\u9fff]户", [["户"]]),
    ],
)
def test_letters_of_a_pattern(pattern: str, wanted: list[list[str]]) -> None:
    assert [list(needs) for needs in needs_of(re.compile(pattern))] == [list(map(frozenset, sets)) for sets in wanted]


def test_letters_count_as_they_are_normalised() -> None:
    def extractor(text: str) -> list[str]:
        return re.findall(r"5\.5%", text)

    extractor.needs = lambda: needs_of(re.compile(r"5\.5%"))  # type: ignore[attr-defined]
    assert list(LetterIndex(["占５．５％", "占55％", "5.5%"]).matching(extractor)) == [0, 2]
