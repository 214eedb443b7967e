"""The rule catalogue: every rule has its page, its own code and name, its module and its cases."""

from __future__ import annotations

import ast
import inspect
import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from wenbiao.catalogue import rules
from wenbiao.check.rule import Rule
from wenbiao.model.finding import Severity

HEADINGS = ("查什么", "为何查", "不合格", "合格", "依据")
CASES = Path(__file__).parent / "rules"
LONGEST_CLASS = 60
every_rule = pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.code) for rule in rules()])


def test_codes_and_names_are_unique() -> None:
    assert rules(), "no rules found"
    for values in ([rule.code for rule in rules()], [rule.name for rule in rules()]):
        assert [value for value, count in Counter(values).items() if count > 1] == []


@every_rule
def test_code_name_and_module_agree(rule: type[Rule]) -> None:
    assert re.fullmatch(r"WB[1-8]\d\d", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", rule.name)
    assert isinstance(rule.severity, Severity)
    module = inspect.getmodule(rule)
    assert module is not None
    assert module.__name__.rpartition(".")[2] == rule.code.lower()
    assert (module.__doc__ or "").startswith(f"{rule.code}: ")


@every_rule
def test_page_has_all_headings_with_text(rule: type[Rule]) -> None:
    page = rule.page()
    assert re.search(r"[\u4e00-\u9fff]", rule.title())
    parts = re.split(r"\*\*(\S+?)\*\*", page)
    found = dict(zip(parts[1::2], (text.strip() for text in parts[2::2]), strict=True))
    assert tuple(found) == HEADINGS
    assert all(found.values())
    assert rule.basis() == found["依据"]


@every_rule
def test_class_is_short(rule: type[Rule]) -> None:
    assert len(inspect.getsource(rule).splitlines()) <= LONGEST_CLASS


@every_rule
def test_no_regular_expressions_in_rules(rule: type[Rule]) -> None:
    module = inspect.getmodule(rule)
    assert module is not None
    imported = {
        alias.name
        for node in ast.walk(ast.parse(inspect.getsource(module)))
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert "re" not in imported


@every_rule
def test_cases_exist(rule: type[Rule]) -> None:
    path = CASES / f"{rule.code}.yaml"
    assert path.is_file(), f"{path.name} is missing"
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert content["rule"] == rule.code
    cases = content["cases"]
    assert all(name.endswith(("_fail", "_pass")) and case.get("why") for name, case in cases.items())
    failing = {name for name in cases if name.endswith("_fail")}
    assert failing
    assert len(cases) - len(failing) >= 2
    assert {name for name, case in cases.items() if case.get("findings")} == failing


def test_every_case_file_has_its_rule() -> None:
    codes = {rule.code for rule in rules()}
    assert {path.stem for path in CASES.glob("*.yaml")} <= codes
