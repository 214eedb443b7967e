"""``wenbiao accept``: findings that are in order after all, remembered with the reason; and their use in ``check``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path, PurePath

from wenbiao.cli.output import writing
from wenbiao.cli.settings import Request, settings_of
from wenbiao.cli.stdio import complain
from wenbiao.config import Config
from wenbiao.errors import ConfigError
from wenbiao.model.result import DocumentReport
from wenbiao.report.accepted import FILE_NAME, FINGERPRINT, Decision, read_decisions, store, with_decisions
from wenbiao.report.clock import now
from wenbiao.report.messages import Words
from wenbiao.report.privacy import masked

OK = 0


@dataclass(frozen=True, slots=True)
class Acceptance:
    """The options of ``accept`` as given; None is what was not given."""

    fingerprints: Sequence[str]
    reason: str | None = None
    until: str | None = None
    document: str | None = None
    workpaper: str | None = None
    config: str | None = None


@dataclass(slots=True)
class Ledger:
    """The decisions that apply to documents: of the one file that the settings name, else of those beside them."""

    named: Path | None = None
    known: dict[Path, list[Decision]] = field(default_factory=dict)

    def files(self, path: str) -> list[Path]:
        """Return the files with decisions on a document: in the current folder, then beside it."""
        if self.named is not None:
            return [self.named]
        places = [Path()] if path == "-" else [Path(), folder_of(path)]
        return list({(place / FILE_NAME).resolve(): place / FILE_NAME for place in places}.values())

    def load(self, paths: Iterable[str]) -> None:
        """Read what applies to ``paths``, so that a malformed file is told before any work begins."""
        for path in paths:
            for file in self.files(path):
                if file not in self.known:
                    self.known[file] = read_decisions(file)

    def applied(self, report: DocumentReport) -> DocumentReport:
        """Return a report with its accepted findings marked."""
        self.load([report.path])
        decisions = [decision for file in self.files(report.path) for decision in self.known[file]]
        return with_decisions(report, decisions, now().date()) if decisions else report


def folder_of(path: str) -> Path:
    """Return the folder that a document lies in, or the folder itself."""
    place = Path(path)
    return place if place.is_dir() else place.parent


def run_accept(asked: Acceptance, words: Words) -> int:
    """Record what was asked for; return the exit status. Raises ``ConfigError`` for wrong usage."""
    settings = settings_of(Request(config=asked.config), words)
    if (asked.workpaper is None) == (not asked.fingerprints):
        raise ConfigError(words("accept.what"))
    if asked.workpaper is not None:
        path, decisions = from_workpaper(asked, words)
    else:
        path, decisions = asked.document, from_command(asked, settings.config, words)
    if not decisions:
        complain(words("accept.none", path=asked.workpaper))
        return OK
    target = settings.accepted or (folder_of(path) / FILE_NAME if path else Path(FILE_NAME))
    with writing(target, words):
        store(target, decisions)
    complain(words("accept.stored", count=len(decisions), path=target))
    return OK


def from_workpaper(asked: Acceptance, words: Words) -> tuple[str | None, list[Decision]]:
    """Return the decisions of a work paper and the document beside which they belong, if that is at hand."""
    from wenbiao.report.returned import read_workpaper

    if asked.reason is not None:
        raise ConfigError(words("accept.reason.twice"))
    returned = read_workpaper(Path(asked.workpaper or ""))
    until = day(asked.until, words)
    decisions = [replace(d, until=until, date=now().date()) for d in returned.decisions]
    if asked.document is not None:
        return asked.document, decisions
    return (returned.path if Path(returned.path).exists() and returned.path not in ("", "-") else None), decisions


def from_command(asked: Acceptance, config: Config, words: Words) -> list[Decision]:
    """Return the decisions on the fingerprints of the command line; with a document they must be among its findings."""
    if not (asked.reason or "").strip():
        raise ConfigError(words("accept.reason"))
    for fingerprint in asked.fingerprints:
        if not FINGERPRINT.fullmatch(fingerprint):
            raise ConfigError(words("accept.fingerprint", value=fingerprint))
    plain = [
        Decision(fingerprint, (asked.reason or "").strip(), until=day(asked.until, words), date=now().date())
        for fingerprint in dict.fromkeys(asked.fingerprints)
    ]
    return plain if asked.document is None else about(asked.document, plain, config, words)


def about(path: str, decisions: Sequence[Decision], config: Config, words: Words) -> list[Decision]:
    """Return decisions with the document they are about and what each finding says."""
    from wenbiao.pipeline import audit_file, audit_package

    chosen = Path(path)
    report = masked(audit_package([path], config) if chosen.is_dir() else audit_file(chosen, config))
    if report.error is not None:
        raise ConfigError(report.error.message, report.error.remedy)
    messages = {finding.fingerprint: f"{finding.code} {finding.message}" for finding in report.findings}
    for decision in decisions:
        if decision.fingerprint not in messages:
            raise ConfigError(words("accept.unknown", value=decision.fingerprint, path=path))
    name, unit, year = PurePath(path).name, report.unit, report.year
    return [replace(d, document=name, unit=unit, year=year, finding=messages[d.fingerprint]) for d in decisions]


def day(text: str | None, words: Words) -> date | None:
    """Return a date of the command line."""
    if text is None:
        return None
    try:
        return date.fromisoformat(text.replace("/", "-"))
    except ValueError as error:
        raise ConfigError(words("accept.until", value=text)) from error
