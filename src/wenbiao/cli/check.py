"""``wenbiao check``: audits one document after the other and hands each report to the writers."""

from __future__ import annotations

import sys
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePath

from wenbiao.cli.accept import Ledger
from wenbiao.cli.output import DEFAULT_FOLDER, Sink, Target, open_sinks, targets_of
from wenbiao.cli.progress import progress
from wenbiao.cli.settings import Request, Settings, settings_of
from wenbiao.cli.stdio import abandon_output, complain
from wenbiao.config import Config
from wenbiao.errors import ConfigError, UnreadableDocument
from wenbiao.model.finding import Severity
from wenbiao.model.result import DocumentReport
from wenbiao.pipeline import NOT_DOCUMENTS, audit_file, audit_package, audit_path, members_of, refusal
from wenbiao.report.messages import Words
from wenbiao.report.privacy import masked

LEVELS = {"error": (Severity.ERROR,), "warning": (Severity.ERROR, Severity.WARNING), "never": ()}
"""The findings that each ``--fail-on`` level fails on."""


@dataclass(slots=True)
class Outcome:
    """What was seen so far, as far as the exit status needs it."""

    severities: Counter[Severity] = field(default_factory=Counter)
    unreadable: bool = False

    def add(self, report: DocumentReport, members: int) -> None:
        """Count the findings of a report; ``members`` is how many files it should have read."""
        self.severities += report.severities()
        self.unreadable |= report.error is not None or len(report.members) < members

    def status(self, fail_on: str) -> int:
        """Return the exit status: 2 for unreadable input, else 1 for findings at the level, else 0."""
        if self.unreadable:
            return 2
        return int(any(self.severities[severity] for severity in LEVELS[fail_on]))


@dataclass(frozen=True, slots=True)
class Task:
    """One report to make: its path, how many files it reads, and how it is made."""

    path: str
    members: int
    run: Callable[[], DocumentReport]


def run_check(paths: Sequence[str], request: Request, words: Words) -> int:
    """Audit ``paths``, write the reports, and return the exit status."""
    settings = settings_of(request, words)
    check_profile(settings.config)
    tasks = list(tasks_of(paths, settings, words))
    targets = targets_of(settings.formats, settings.output, len(tasks) > 1, words)
    ledger = Ledger(settings.accepted)
    ledger.load(task.path for task in tasks)
    outcome = Outcome()
    try:
        deliver(tasks, open_sinks(targets, words), outcome, ledger, words, quiet=told_on_terminal(targets))
    except BrokenPipeError:
        abandon_output()
    return outcome.status(settings.fail_on)


def check_profile(config: Config) -> None:
    """Raise ``ConfigError`` for an unknown profile before anything is written."""
    if config.profile is not None:
        from wenbiao.check.profile import profile

        profile(config.profile)


def deliver(
    tasks: Sequence[Task], sinks: Sequence[Sink], outcome: Outcome, ledger: Ledger, words: Words, *, quiet: bool
) -> None:
    """Make each report and give it to every writer as soon as it is there."""
    with progress(len(tasks), words, quiet=quiet) as begin:
        for task in tasks:
            begin(PurePath(task.path).name)
            report = ledger.applied(guarded(task, words))
            outcome.add(report, task.members)
            for sink in sinks:
                sink.add(report)
            if report.error is not None and not quiet:
                complain(words("cli.unreadable", message=report.error.message, remedy=report.error.remedy))
            elif len(report.members) < task.members:
                complain(words("cli.partly", path=task.path, count=task.members - len(report.members)))
    for sink in sinks:
        sink.close()


def told_on_terminal(targets: Sequence[Target]) -> bool:
    """Whether the readable report goes to the terminal, so that messages need not repeat it."""
    return sys.stdout.isatty() and any(t.format == "text" and t.path is None for t in targets)


def tasks_of(paths: Sequence[str], settings: Settings, words: Words) -> Iterator[Task]:
    """Yield one task for each document, folders opened, or one for the whole package."""
    config = settings.config
    if config.package:
        amount = sum(len(members_of(Path(path))) for path in paths)
        yield Task(paths[0], amount, lambda: audit_package(list(paths), config))
        return
    for path in paths:
        if path == "-":
            yield Task(path, 1, lambda: next(iter(audit_path("-", config))))
            continue
        members = documents_in(Path(path), settings.output)
        for member in members:
            yield Task(str(member), 1, lambda member=member: audit_file(member, config))  # type: ignore[misc]
        if not members:
            yield Task(path, 1, lambda path=path: empty_folder(path, words))  # type: ignore[misc]


def documents_in(path: Path, output: str | None) -> list[Path]:
    """Return the file itself, or the files of a folder that may be documents, earlier reports left out."""
    members = members_of(path)
    if not path.is_dir():
        return members
    reports = {DEFAULT_FOLDER.resolve(), *({Path(output).resolve()} if output else ())}
    reports -= {path.resolve(), *path.resolve().parents}
    return [
        member
        for member in members
        if member.suffix.lower() not in NOT_DOCUMENTS
        and reports.isdisjoint((member.resolve(), *member.resolve().parents))
    ]


def empty_folder(path: str, words: Words) -> DocumentReport:
    """Return the report of a folder without files."""
    return refusal(
        path, UnreadableDocument("missing", words("cli.folder.empty", path=path), words("cli.folder.remedy"))
    )


def guarded(task: Task, words: Words) -> DocumentReport:
    """Return the report of a task; a program error on one document must not cost the others."""
    try:
        return masked(task.run())
    except ConfigError:
        raise
    except Exception as error:  # an edge of the program: the user gets a report that says so
        if sys.flags.dev_mode:
            traceback.print_exc()
        said = words("cli.internal", path=task.path, error=f"{type(error).__name__}: {error}")
        return refusal(task.path, UnreadableDocument("corrupt", said, words("cli.internal.remedy")))
