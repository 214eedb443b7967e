"""The shape of the repository: what lies at the top, and how long a module or a function may be."""

from __future__ import annotations

import ast
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

NEEDED = {"pyproject.toml", "src", "lexicons", "tests", "fixtures", "reports"}
USUAL = {
    "README.md",
    "README.zh-CN.md",
    "CHANGELOG.md",
    "LICENSE",
    "Makefile",
    "requirements.lock",
    "docs",
    "benchmarks",
    ".ci",
    ".gitignore",
    ".gitattributes",
    ".editorconfig",
}
LONGEST_MODULE = 400
LONGEST_FUNCTION = 50


def top_level(repository: Path) -> set[str]:
    """Return the names git tracks at the top."""
    if not (shutil.which("git") and (repository / ".git").exists()):
        pytest.skip("not a git checkout, so nothing tells the project's files from others")
    listing = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", str(repository), "ls-files", "-z"],
        capture_output=True,
        check=True,
    )
    return {os.fsdecode(name).split("/")[0] for name in listing.stdout.split(b"\0") if name}


def modules(repository: Path) -> Iterator[Path]:
    """Yield every Python file of the package."""
    yield from sorted((repository / "src").rglob("*.py"))


def long_functions(module: Path) -> Iterator[str]:
    """Yield each function that is longer than the limit, decorators not counted."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{module.name}:{node.lineno} {node.name} has {length} lines"


def test_top_level_holds_the_agreed_names_only(repository: Path) -> None:
    names = top_level(repository)
    assert not names - NEEDED - USUAL
    assert not NEEDED - names


def test_modules_stay_short(repository: Path) -> None:
    lengths = {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in modules(repository)}
    assert lengths, "no modules found"
    assert {path: length for path, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_functions_stay_short(repository: Path) -> None:
    assert [fault for path in modules(repository) for fault in long_functions(path)] == []


@pytest.mark.parametrize(("body", "count"), [(LONGEST_FUNCTION - 1, 0), (LONGEST_FUNCTION, 1)])
def test_a_long_function_is_noticed(tmp_path: Path, body: int, count: int) -> None:
    module = tmp_path / "sample.py"
    module.write_text("def sample():\n" + "    pass\n" * body, encoding="utf-8")
    assert len(list(long_functions(module))) == count
