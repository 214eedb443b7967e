"""What the READMEs show is what the program says; ``WENBIAO_REWRITE=1`` writes their examples anew."""

from __future__ import annotations

import os
import re
import shlex
from pathlib import Path

import pytest

from wenbiao.cli import main

EXAMPLE = re.compile(r"(?<=```console\n)\$ wenbiao (?P<command>[^\n]*)\n(?P<output>.*?)(?=\n```)", re.S)
TEXTS = ("README.md", "README.zh-CN.md")


@pytest.mark.parametrize("name", TEXTS)
def test_example_is_the_real_output(
    name: str, repository: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(repository)
    monkeypatch.delenv("WENBIAO_LANG", raising=False)
    path = repository / name
    text = path.read_text(encoding="utf-8")
    examples = list(EXAMPLE.finditer(text))
    assert examples
    for example in examples:
        main(shlex.split(example["command"]))
        printed = capsys.readouterr().out.rstrip("\n")
        if os.environ.get("WENBIAO_REWRITE") == "1":
            path.write_text(path.read_text(encoding="utf-8").replace(example["output"], printed), encoding="utf-8")
        else:
            assert example["output"] == printed, (
                "the program says something else now: run this test with WENBIAO_REWRITE=1"
            )


def test_both_languages_have_the_same_sections(repository: Path) -> None:
    english, chinese = ((repository / name).read_text(encoding="utf-8") for name in TEXTS)
    marks = r"^#+ |^\||^- |^```"
    assert re.findall(marks, english, re.M) == re.findall(marks, chinese, re.M)
    assert set(re.findall(r"--[a-z-]+|WB\d", english)) == set(re.findall(r"--[a-z-]+|WB\d", chinese))


def test_every_option_of_check_is_documented(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["check", "--help"])
    options = set(re.findall(r"--[a-z-]+", capsys.readouterr().out)) - {"--help"}
    contract = (repository / "docs" / "contract.md").read_text(encoding="utf-8")
    assert options <= set(re.findall(r"--[a-z-]+", contract))
