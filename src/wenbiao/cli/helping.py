"""Help and usage errors in the user's language, set for the width of Chinese."""

from __future__ import annotations

import re
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import Protocol, cast

import typer

from wenbiao import __version__
from wenbiao.cli.stdio import MAX_COLUMNS
from wenbiao.errors import ConfigError
from wenbiao.model.result import Genre
from wenbiao.report.lines import Line
from wenbiao.report.messages import Words
from wenbiao.report.width import pad, width

CHECK_FORMATS = ("text", "json", "jsonl", "html", "annotated", "docx", "xlsx", "sarif")
FACTS_FORMATS = ("jsonl", "text")
TABLES_FORMATS = ("json", "csv")
ALIGN_FORMATS = ("jsonl", "text")
DIFF_FORMATS = ("text", "json", "html")
SCHEMA_NAMES = ("report", "jsonl", "facts", "tables", "align", "diff")
FAIL_LEVELS = ("error", "warning", "never")
ENGINES = ("local", "ray")
SQL_FORMATS = ("table", "csv", "json")
DUPLICATES_FORMATS = ("text", "json")
STATS_FORMATS = ("text", "csv", "json", "html")
GROUPINGS = ("division", "parent-division", "year", "unit-type", "genre")

CHOICES: dict[str, Iterable[str]] = {
    "help.formats": CHECK_FORMATS,
    "help.format.facts": FACTS_FORMATS,
    "help.format.tables": TABLES_FORMATS,
    "help.format.align": ALIGN_FORMATS,
    "help.fail_on": FAIL_LEVELS,
    "help.schema.name": SCHEMA_NAMES,
    "help.diff.format": DIFF_FORMATS,
    "help.corpus.engine": ENGINES,
    "help.corpus.format": SQL_FORMATS,
    "help.duplicates.format": DUPLICATES_FORMATS,
    "help.stats.format": STATS_FORMATS,
    "help.stats.by": GROUPINGS,
    "help.genre": [genre.value for genre in Genre],
}
"""The values that a help text names."""

NO_COMMAND = re.compile(r"No such command '(?P<name>[^']*)'")
EXTRA = re.compile(r"Got unexpected extra argument\S* \((?P<names>.*)\)")
"""What the parser says in English of a command and of arguments that it does not know."""


class Parameter(Protocol):
    """What help needs to know of an argument or option."""

    name: str | None
    opts: list[str]
    help: str | None
    metavar: str | None
    param_type_name: str


class Described(Protocol):
    """What help needs to know of a command."""

    help: str | None


def words_of(context: typer.Context) -> Words:
    """Return the words of the chosen language."""
    return cast("Words", context.obj)


def show_help(context: typer.Context, wanted: bool) -> None:
    """Print the help of a command and stop, when ``--help`` was given."""
    if wanted:
        print(help_text(context))
        raise typer.Exit(0)


def show_version(wanted: bool) -> None:
    """Print the version and stop, when ``--version`` was given."""
    if wanted:
        print(f"wenbiao {__version__}")
        raise typer.Exit(0)


def missing_command(context: typer.Context) -> None:
    """Print the help as a message: a call without any command is wrong usage."""
    print(help_text(context), file=sys.stderr)
    raise typer.Exit(2)


def help_text(context: typer.Context) -> str:
    """Return the help of the command or group of ``context``."""
    columns = min(shutil.get_terminal_size().columns, MAX_COLUMNS)
    return "\n".join(text for line in help_lines(context) for text in line.wrapped(columns))


def help_lines(context: typer.Context) -> Iterator[Line]:
    """Yield usage, purpose, commands, arguments and options."""
    words = words_of(context)
    command = context.command
    params = cast("list[Parameter]", command.params)
    arguments = [p for p in params if p.param_type_name == "argument"]
    commands: dict[str, Described] = getattr(command, "commands", {})
    places = [str(p.metavar) for p in arguments] + (["COMMAND"] if commands else [])
    yield Line(words.labelled(words("cli.usage"), " ".join([context.command_path, *places, "[OPTIONS]"])))
    yield Line()
    yield Line(words(command.help or ""))
    sections = (
        ("cli.commands", [(name, words(member.help or "")) for name, member in commands.items()]),
        ("cli.arguments", [(str(p.metavar).strip("[]"), described(p, words)) for p in arguments]),
        ("cli.options", [(option_names(p), described(p, words)) for p in params if p not in arguments]),
    )
    for key, rows in sections:
        yield from section_lines(words(key), rows)
    if command.name in ("check", "diff"):
        yield Line()
        yield Line(words("cli.exit"))


def section_lines(title: str, rows: list[tuple[str, str]]) -> Iterator[Line]:
    """Yield one list of names with their meanings."""
    if not rows:
        return
    yield Line()
    yield Line(title)
    column = max(width(name) for name, _ in rows) + 2
    for name, meaning in rows:
        yield Line(pad(name, column) + meaning, indent=2, hang=column)


def option_names(param: Parameter) -> str:
    """Return the spellings of an option with what it takes."""
    names = ", ".join(sorted(param.opts, key=len))
    return f"{names} {param.metavar}" if param.metavar else names


def described(param: Parameter, words: Words) -> str:
    """Return the meaning of an argument or option."""
    key = param.help or ""
    return words(key, choices=words.listed(CHOICES[key])) if key in CHOICES else words(key)


def usage_error(error: typer.TyperException, words: Words) -> ConfigError:
    """Return what is wrong with the command line in the user's language, and where to look."""
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "wenbiao"
    param = getattr(error, "param", None)
    match type(error).__name__:
        case "NoSuchOption":
            near = getattr(error, "possibilities", None)
            tail = words("usage.near", names=words.listed(near)) if near else ""
            message = words("usage.option", name=getattr(error, "option_name", ""), near=tail)
        case "BadOptionUsage":
            message = words("usage.value", name=getattr(error, "option_name", ""))
        case "MissingParameter" if param is not None:
            message = words("usage.missing", name=param.metavar or param.name)
        case _ if found := NO_COMMAND.search(error.format_message()):
            message = words("usage.command", name=found["name"])
        case _ if found := EXTRA.search(error.format_message()):
            message = words("usage.extra", names=found["names"])
        case _:
            message = words("usage.other", message=error.format_message())
    return ConfigError(message, words("cli.help.hint", command=path))
