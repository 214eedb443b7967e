"""Write docs/rules: a page for each rule from its docstring, an index by group, and what of the field's checklist is covered.

Run by ``make docs``; ``tests/test_docs.py`` compares the folder with what this would write.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from wenbiao.catalogue import rules
from wenbiao.check.rule import Rule
from wenbiao.report.messages import GROUPS, SEVERITIES
from wenbiao.report.rulebook import page_of

DOCS = Path(__file__).parent
CHECKLIST = DOCS / "checklist.toml"
GENERATED = "<!-- 由 make docs 生成，请改规则的文档字符串或 docs/checklist.toml，不要改本文件 -->"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the field's checklist: what a reviewer checks, which rules do it, and what is left undone and why."""

    id: str
    checks: str
    rules: tuple[str, ...]
    missing: str


def checklist() -> tuple[Row, ...]:
    """Return the checklist in its order."""
    content = tomllib.loads(CHECKLIST.read_text(encoding="utf-8"))
    return tuple(
        Row(row["id"], row["checks"], tuple(row.get("rules", ())), row.get("missing", "")) for row in content["row"]
    )


def rule_page(rule: type[Rule]) -> str:
    """Return the page of one rule."""
    title, *parts = page_of(rule)
    severity = SEVERITIES[rule.severity][0]
    group = GROUPS[rule.code[:3]][0]
    facts = f"`{rule.name}` · {severity} · [{rule.code[:3]} {group}](README.md#{rule.code[:3].lower()}-{group})"
    served = [f"{row.id}（{row.checks}）" for row in checklist() if rule.code in row.rules]
    paragraphs = [GENERATED, f"# {rule.code} {title.rstrip('。')}", facts, *(" ".join(part.split()) for part in parts)]
    if served:
        paragraphs.append(f"**对应要点** {'；'.join(served)}")
    paragraphs.append(f"**用例** [tests/rules/{rule.code}.yaml](../../tests/rules/{rule.code}.yaml)")
    return "\n\n".join(paragraphs) + "\n"


def index() -> str:
    """Return the index of all rules by group."""
    paragraphs = [
        GENERATED,
        "# 规则",
        "每条规则一页，内容取自规则的文档字符串，与 `wenbiao rules 代码` 所示相同。级别是一般情形，个别情形会降级。"
        "审核要点与规则的对照见 [coverage.md](coverage.md)。",
    ]
    for group, members in groupby(rules(), key=lambda rule: rule.code[:3]):
        paragraphs += [
            f"## {group} {GROUPS[group][0]}",
            table(("代码", "级别", "名称", "查什么"), map(index_row, members)),
        ]
    return "\n\n".join(paragraphs) + "\n"


def index_row(rule: type[Rule]) -> tuple[str, ...]:
    """Return the line of a rule in the index."""
    return f"[{rule.code}]({rule.code}.md)", SEVERITIES[rule.severity][0], f"`{rule.name}`", rule.title()


def coverage() -> str:
    """Return the table of the checklist with the rules that do each line, and the rules beyond it."""
    lines = ((row.id, row.checks, links(row.rules) or "—", row.missing) for row in checklist())
    listed = {code for row in checklist() for code in row.rules}
    beyond = [(links((rule.code,)), rule.title()) for rule in rules() if rule.code not in listed]
    paragraphs = [
        GENERATED,
        "# 审核要点与规则对照",
        table(("要点", "内容", "规则", "尚缺"), lines),
        "## 要点之外的规则",
        table(("规则", "查什么"), beyond),
    ]
    return "\n\n".join(paragraphs) + "\n"


def not_done() -> str:
    """Return the list of what the checklist asks for and no rule does, or does only in part."""
    undone = [(row.id, row.checks, row.missing) for row in checklist() if not row.rules]
    partly = [(row.id, links(row.rules, "rules/"), row.missing) for row in checklist() if row.rules and row.missing]
    paragraphs = [
        GENERATED,
        "# 没有做的检查",
        "审核要点中没有规则、或规则只做了一部分的，及其原因。做了的见 [rules/coverage.md](rules/coverage.md)。",
        "## 没有规则",
        table(("要点", "内容", "原因"), undone) if undone else "无。",
        "## 只做了一部分",
        table(("要点", "规则", "没有做的部分和原因"), partly) if partly else "无。",
    ]
    return "\n\n".join(paragraphs) + "\n"


def links(codes: Sequence[str], folder: str = "") -> str:
    """Return links to the pages of rules."""
    return "、".join(f"[{code}]({folder}{code}.md)" for code in codes)


def table(header: Sequence[str], rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> str:
    """Return a table."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines)


def pages() -> dict[Path, str]:
    """Return the text of each generated file by its path."""
    folder = DOCS / "rules"
    return {
        folder / "README.md": index(),
        folder / "coverage.md": coverage(),
        DOCS / "rules-not-done.md": not_done(),
        **{folder / f"{rule.code}.md": rule_page(rule) for rule in rules()},
    }


def main() -> None:
    """Write the pages and remove those of rules that are gone."""
    wanted = pages()
    for path in (DOCS / "rules").glob("*.md"):
        if path not in wanted:
            path.unlink()
    (DOCS / "rules").mkdir(exist_ok=True)
    for path, text in wanted.items():
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
