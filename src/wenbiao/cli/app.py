"""The command line: every command, argument and option; what they do is in the modules they call."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Annotated, TypeAlias, cast

import typer

from wenbiao.cli import corpus
from wenbiao.cli.helping import missing_command, show_help, show_version, usage_error
from wenbiao.cli.settings import Request, check_language
from wenbiao.report.messages import Words

Action: TypeAlias = Callable[[], int]
"""What a command line asks for, to be done once parsing is over; returns the exit status."""

HelpFlag = Annotated[bool, typer.Option("--help", "-h", help="help.help", is_eager=True, callback=show_help)]
VersionFlag = Annotated[bool, typer.Option("--version", help="help.version", is_eager=True, callback=show_version)]
LangOption = Annotated[str | None, typer.Option("--lang", help="help.lang", metavar="zh|en", callback=check_language)]
PathsArgument = Annotated[list[str], typer.Argument(metavar="PATH…", help="help.paths")]
PathArgument = Annotated[str, typer.Argument(metavar="PATH", help="help.path")]
YearOption = Annotated[str | None, typer.Option("--year", help="help.year", metavar="YEAR")]
BankOption = Annotated[str | None, typer.Option("--bank", help="help.bank", metavar="FILE")]
ConfigOption = Annotated[str | None, typer.Option("--config", help="help.config", metavar="FILE")]

app = typer.Typer(rich_markup_mode=None, add_completion=False, context_settings={"help_option_names": []})
app.add_typer(corpus.app, name="corpus")


def parse(arguments: Sequence[str] | None, words: Words) -> Action | int:
    """Return what the arguments ask for, or the exit status when help or the version was all.

    Raises ``ConfigError`` for wrong usage.
    """
    command = typer.main.get_command(app)
    given = None if arguments is None else list(arguments)
    try:
        result = command.main(given, prog_name="wenbiao", standalone_mode=False, obj=words)
    except typer.TyperException as error:
        raise usage_error(error, words) from error
    return cast("Action | int", result)


@app.callback(invoke_without_command=True, help="help.wenbiao")
def wenbiao(
    context: typer.Context, version: VersionFlag = False, lang: LangOption = None, help_: HelpFlag = False
) -> None:
    """Show the help when no command is given."""
    if context.invoked_subcommand is None:
        missing_command(context)


@app.command(help="help.check")
def check(  # noqa: PLR0913, PLR0917 - one parameter for each option, as typer has it
    context: typer.Context,
    paths: PathsArgument,
    formats: Annotated[list[str] | None, typer.Option("--format", help="help.formats", metavar="FORMAT")] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", help="help.output", metavar="FILE_OR_DIR")] = None,
    fail_on: Annotated[str | None, typer.Option("--fail-on", help="help.fail_on", metavar="LEVEL")] = None,
    select: Annotated[list[str] | None, typer.Option("--select", help="help.select", metavar="CODES")] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="help.ignore", metavar="CODES")] = None,
    year: YearOption = None,
    genre: Annotated[str | None, typer.Option("--genre", help="help.genre", metavar="GENRE")] = None,
    profile: Annotated[str | None, typer.Option("--profile", help="help.profile", metavar="NAME")] = None,
    package: Annotated[bool, typer.Option("--package", help="help.package")] = False,
    previous: Annotated[str | None, typer.Option("--previous", help="help.previous", metavar="PATH")] = None,
    bank: BankOption = None,
    config: ConfigOption = None,
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """Audit documents."""
    request = Request(
        config=config, formats=formats, output=output, fail_on=fail_on, select=select, ignore=ignore,
        year=year, genre=genre, profile=profile, package=package, previous=previous, bank=bank,
    )  # fmt: skip
    words = cast("Words", context.obj)

    def action() -> int:
        from wenbiao.cli.check import run_check

        return run_check(paths, request, words)

    return action


@app.command(help="help.facts")
def facts(
    context: typer.Context,
    path: PathArgument,
    form: Annotated[str | None, typer.Option("--format", help="help.format.facts", metavar="FORMAT")] = None,
    plain_text: Annotated[bool, typer.Option("--plain-text", help="help.plain_text")] = False,
    year: YearOption = None,
    config: ConfigOption = None,
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """List the stated figures."""
    words = cast("Words", context.obj)
    request = Request(config=config, year=year)

    def action() -> int:
        from wenbiao.cli.show import show_facts, show_plain_text

        return show_plain_text(path, words) if plain_text else show_facts(path, form, request, words)

    return action


@app.command(help="help.tables")
def tables(
    context: typer.Context,
    path: PathArgument,
    form: Annotated[str | None, typer.Option("--format", help="help.format.tables", metavar="FORMAT")] = None,
    year: YearOption = None,
    config: ConfigOption = None,
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """List the tables as understood."""
    words = cast("Words", context.obj)
    request = Request(config=config, year=year)

    def action() -> int:
        from wenbiao.cli.show import show_tables

        return show_tables(path, form, request, words)

    return action


@app.command(help="help.align")
def align(
    context: typer.Context,
    path: PathArgument,
    form: Annotated[str | None, typer.Option("--format", help="help.format.align", metavar="FORMAT")] = None,
    year: YearOption = None,
    config: ConfigOption = None,
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """List what each figure was checked against."""
    words = cast("Words", context.obj)
    request = Request(config=config, year=year)

    def action() -> int:
        from wenbiao.cli.show import show_links

        return show_links(path, form, request, words)

    return action


@app.command(help="help.judge")
def judge(
    context: typer.Context,
    file: Annotated[str, typer.Argument(metavar="FILE", help="help.judge.file")],
    bank: BankOption = None,
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """Judge bare statements."""
    words = cast("Words", context.obj)

    def action() -> int:
        from wenbiao.cli.judge import judge_lines

        return judge_lines(file, words, bank)

    return action


@app.command(help="help.rules")
def rules(
    context: typer.Context,
    code: Annotated[str | None, typer.Argument(metavar="[CODE]", help="help.code")] = None,
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """Show the rule catalogue."""
    words = cast("Words", context.obj)

    def action() -> int:
        from wenbiao.cli.show import show_rules

        return show_rules(code, words)

    return action


@app.command(help="help.schema")
def schema(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="help.schema.name")] = "report",
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """Print a JSON Schema."""
    words = cast("Words", context.obj)

    def action() -> int:
        from wenbiao.cli.schema import show_schema

        return show_schema(name, words)

    return action


@app.command(help="help.accept")
def accept(  # noqa: PLR0913, PLR0917 - one parameter for each option, as typer has it
    context: typer.Context,
    fingerprints: Annotated[
        list[str] | None, typer.Argument(metavar="[FINGERPRINT…]", help="help.accept.fingerprint")
    ] = None,
    reason: Annotated[str | None, typer.Option("--reason", help="help.accept.reason", metavar="TEXT")] = None,
    until: Annotated[str | None, typer.Option("--until", help="help.accept.until", metavar="DATE")] = None,
    document: Annotated[str | None, typer.Option("--for", help="help.accept.for", metavar="PATH")] = None,
    workpaper: Annotated[str | None, typer.Option("--from", help="help.accept.from", metavar="XLSX")] = None,
    config: ConfigOption = None,
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """Record that findings are in order after all."""
    words = cast("Words", context.obj)

    def action() -> int:
        from wenbiao.cli.accept import Acceptance, run_accept

        return run_accept(Acceptance(fingerprints or (), reason, until, document, workpaper, config), words)

    return action


@app.command(help="help.diff")
def diff(  # noqa: PLR0913, PLR0917 - one parameter for each option, as typer has it
    context: typer.Context,
    old: Annotated[str, typer.Argument(metavar="OLD", help="help.diff.old")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="help.diff.new")],
    form: Annotated[str | None, typer.Option("--format", help="help.diff.format", metavar="FORMAT")] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", help="help.diff.output", metavar="FILE")] = None,
    fail_on: Annotated[str | None, typer.Option("--fail-on", help="help.fail_on", metavar="LEVEL")] = None,
    select: Annotated[list[str] | None, typer.Option("--select", help="help.select", metavar="CODES")] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="help.ignore", metavar="CODES")] = None,
    package: Annotated[bool, typer.Option("--package", help="help.package")] = False,
    config: ConfigOption = None,
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """Compare two audits."""
    request = Request(
        config=config, output=output, fail_on=fail_on, select=select, ignore=ignore, package=package
    )  # fmt: skip
    words = cast("Words", context.obj)

    def action() -> int:
        from wenbiao.cli.diff import run_diff

        return run_diff(old, new, form, request, words)

    return action
