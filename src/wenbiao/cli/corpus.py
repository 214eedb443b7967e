"""``wenbiao corpus``: the commands over many documents and their options; what they do is in the modules they call."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, TypeAlias, cast

import typer

from wenbiao.cli.helping import missing_command, show_help
from wenbiao.cli.settings import Request, check_language
from wenbiao.report.messages import Words

Action: TypeAlias = Callable[[], int]
HelpFlag = Annotated[bool, typer.Option("--help", "-h", help="help.help", is_eager=True, callback=show_help)]
LangOption = Annotated[str | None, typer.Option("--lang", help="help.lang", metavar="zh|en", callback=check_language)]
StoreOption = Annotated[str, typer.Option("--store", help="help.corpus.store", metavar="FOLDER")]
StoreArgument = Annotated[str | None, typer.Argument(metavar="STORE", help="help.corpus.store")]
AtOption = Annotated[str | None, typer.Option("--store", help="help.corpus.at", metavar="FOLDER")]

app = typer.Typer(rich_markup_mode=None, add_completion=False, context_settings={"help_option_names": []})


@app.callback(invoke_without_command=True, help="help.corpus")
def corpus(context: typer.Context, lang: LangOption = None, help_: HelpFlag = False) -> None:
    """Show the help when no command is given."""
    if context.invoked_subcommand is None:
        missing_command(context)


@app.command(help="help.corpus.run")
def run(  # noqa: PLR0913, PLR0917 - one parameter for each option, as typer has it
    context: typer.Context,
    paths: Annotated[list[str], typer.Argument(metavar="PATH…", help="help.corpus.paths")],
    store: StoreOption,
    engine: Annotated[str, typer.Option("--engine", help="help.corpus.engine", metavar="ENGINE")] = "local",
    workers: Annotated[int | None, typer.Option("--workers", help="help.corpus.workers", metavar="N", min=1)] = None,
    packages: Annotated[bool, typer.Option("--packages", help="help.corpus.packages")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="help.corpus.prune")] = False,
    retry: Annotated[bool, typer.Option("--retry", help="help.corpus.retry")] = False,
    profile: Annotated[str | None, typer.Option("--profile", help="help.profile", metavar="NAME")] = None,
    config: Annotated[str | None, typer.Option("--config", help="help.config", metavar="FILE")] = None,
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """Audit many documents into a store."""
    request = Request(config=config, profile=profile)
    words = cast("Words", context.obj)

    def action() -> int:
        from wenbiao.cli.corpus_run import Asked, run_corpus

        return run_corpus(Asked(paths, store, engine, workers, packages, prune, retry), request, words)

    return action


@app.command(help="help.corpus.sql")
def sql(
    context: typer.Context,
    question: Annotated[str, typer.Argument(metavar="SQL", help="help.corpus.question")],
    store: StoreOption,
    form: Annotated[str | None, typer.Option("--format", help="help.corpus.format", metavar="FORMAT")] = None,
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """Ask the store in SQL."""
    words = cast("Words", context.obj)

    def action() -> int:
        from wenbiao.cli.corpus_sql import ask

        return ask(question, store, form, words)

    return action


@app.command(help="help.duplicates")
def duplicates(
    context: typer.Context,
    store: StoreArgument = None,
    at: AtOption = None,
    form: Annotated[str | None, typer.Option("--format", help="help.duplicates.format", metavar="FORMAT")] = None,
    most: Annotated[int, typer.Option("--most", help="help.duplicates.most", metavar="N", min=1)] = 200,
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """List copies between reports."""
    words = cast("Words", context.obj)

    def action() -> int:
        from wenbiao.cli.corpus_copies import show_copies, store_at

        return show_copies(store_at(store, at, words), form, most, words)

    return action


@app.command(help="help.corpus.bank")
def bank(
    context: typer.Context,
    output: Annotated[str, typer.Option("--output", "-o", help="help.corpus.bank.output", metavar="FILE")],
    store: StoreArgument = None,
    at: AtOption = None,
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """Count the stock wording of a store."""
    words = cast("Words", context.obj)

    def action() -> int:
        from wenbiao.cli.corpus_copies import store_at, write_bank

        return write_bank(store_at(store, at, words), output, words)

    return action


@app.command(help="help.stats")
def stats(  # noqa: PLR0913, PLR0917 - one parameter for each option, as typer has it
    context: typer.Context,
    store: StoreArgument = None,
    at: AtOption = None,
    by: Annotated[str, typer.Option("--by", help="help.stats.by", metavar="GROUPING")] = "division",
    form: Annotated[str | None, typer.Option("--format", help="help.stats.format", metavar="FORMAT")] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", help="help.stats.output", metavar="FILE")] = None,
    minimum: Annotated[int, typer.Option("--minimum", help="help.stats.minimum", metavar="N", min=2)] = 10,
    seed: Annotated[int, typer.Option("--seed", help="help.stats.seed", metavar="N", min=0)] = 20240101,
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """Measure groups of reports."""
    words = cast("Words", context.obj)

    def action() -> int:
        from wenbiao.cli.corpus_copies import store_at
        from wenbiao.cli.corpus_stats import show_statistics

        return show_statistics(store_at(store, at, words), by, form, output, minimum, seed, words)

    return action


@app.command(help="help.corpus.report")
def report(
    context: typer.Context,
    output: Annotated[str, typer.Option("--output", "-o", help="help.corpus.report.output", metavar="FILE")],
    store: StoreArgument = None,
    at: AtOption = None,
    lang: LangOption = None,
    help_: HelpFlag = False,
) -> Action:
    """Picture a store."""
    words = cast("Words", context.obj)

    def action() -> int:
        from wenbiao.cli.corpus_copies import store_at
        from wenbiao.cli.corpus_pictures import write_dashboard

        return write_dashboard(store_at(store, at, words), output, words)

    return action
