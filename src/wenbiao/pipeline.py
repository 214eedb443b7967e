"""The one path through the program: read → extract → align → check/judge for each document."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from wenbiao.config import Config
from wenbiao.errors import UnreadableDocument, WenbiaoError
from wenbiao.model.document import Document
from wenbiao.model.result import DocumentReport, InputError, Result
from wenbiao.read import read_document, read_file

if TYPE_CHECKING:
    from wenbiao.check.rule import Rule
    from wenbiao.extract.base import FactBase
    from wenbiao.model.finding import Finding

IGNORED_NAMES = (".", "~$", "wenbiao.toml", "wenbiao-accepted.toml")
"""Beginnings of names that are never documents: hidden files, Word's lock files, and what the program itself keeps."""

PROGRAM_FILES = (".py", ".pyc", ".js", ".css", ".exe", ".dll", ".ttf", ".ttc", ".otf", ".lock", ".log")
DATA_FILES = (".json", ".jsonl", ".toml", ".yaml", ".yml", ".ini", ".cfg", ".db", ".sqlite", ".parquet")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".webp", ".svg", ".ico")
RECORDINGS = (".mp3", ".mp4", ".wav", ".avi", ".mov")
NOT_DOCUMENTS = frozenset((*PROGRAM_FILES, *DATA_FILES, *PICTURES, *RECORDINGS))
"""Endings of files that lie in a folder beside documents and are none. A file that is named is read whatever it is called."""


def audit_paths(paths: Iterable[str | Path], config: Config | None = None) -> Result:
    """Return the reports of all ``paths`` in order; with ``config.package`` all of them are one document set."""
    config = config or Config()
    if config.package:
        return Result((audit_package(list(paths), config),))
    return Result(tuple(report for path in paths for report in audit_path(path, config)))


def audit_path(path: str | Path, config: Config) -> Iterator[DocumentReport]:
    """Yield a report for a file, for ``-``, or for each file of a folder."""
    if str(path) == "-":
        yield audit_bytes(sys.stdin.buffer.read(), "-", config)
        return
    for member in members_of(Path(path)):
        yield audit_file(member, config)


def members_of(path: Path) -> list[Path]:
    """Return the file itself, or the files of a folder and its sub-folders in a fixed order."""
    if not path.is_dir():
        return [path]
    files = (p for p in sorted(path.rglob("*")) if p.is_file())
    return [p for p in files if not any(part.startswith(IGNORED_NAMES) for part in p.relative_to(path).parts)]


def audit_file(path: Path, config: Config) -> DocumentReport:
    """Return the report of one file; what cannot be read becomes a report with an error."""
    try:
        data = read_file(path)
    except WenbiaoError as error:
        return refusal(str(path), error)
    return audit_bytes(data, str(path), config)


def audit_bytes(data: bytes, path: str, config: Config) -> DocumentReport:
    """Return the report of one document given as bytes."""
    try:
        document = read_document(data, path)
    except WenbiaoError as error:
        return refusal(path, error)
    return audit_documents(path, [document], config)


def audit_package(paths: Sequence[str | Path], config: Config) -> DocumentReport:
    """Return one report for all files of a folder or a list, read as one document set."""
    first = Path(paths[0])
    files = [member for path in paths for member in members_of(Path(path))]
    documents, warnings = [], []
    last_error: WenbiaoError | None = None
    for file in files:
        name = str(file.relative_to(first)) if first.is_dir() and file.is_relative_to(first) else file.name
        try:
            documents.append(read_document(read_file(file), str(file), file=name))
        except WenbiaoError as error:
            last_error = error
            warnings.append(f"{error.message}{error.remedy}")
    if not documents:
        refused = last_error or UnreadableDocument("missing", f"“{first}”中没有可审核的文件。", "请检查文件夹路径。")
        return refusal(str(first), refused)
    return audit_documents(str(first), documents, config, warnings, files=tuple(d.file or "" for d in documents))


def previous_base(path: str | None) -> FactBase | None:
    """Return last year's report, a file or a folder, as a fact base; raise ``WenbiaoError`` when it cannot be read."""
    if path is None:
        return None
    files = tuple(members_of(Path(path)))
    return base_of(files, tuple(file.stat().st_mtime_ns if file.is_file() else 0 for file in files))


@lru_cache(maxsize=1)
def base_of(files: tuple[Path, ...], changed: tuple[int, ...]) -> FactBase:
    """Return the fact base of files, built once for many documents; ``changed`` are the times they were written."""
    from wenbiao.extract.base import build_base

    del changed
    return build_base([read_document(read_file(file), str(file)) for file in files], Config())


def refusal(path: str, error: WenbiaoError) -> DocumentReport:
    """Return the report of a document that could not be read."""
    return DocumentReport(path=path, error=InputError(error.kind, error.message, error.remedy))


def audit_documents(
    path: str, documents: Sequence[Document], config: Config, warnings: Sequence[str] = (), files: tuple[str, ...] = ()
) -> DocumentReport:
    """Return the report of one document set: facts, links and findings."""
    from wenbiao.extract.base import build_base

    return audit_base(path, build_base(documents, config), config, warnings, files)


def audit_base(
    path: str,
    base: FactBase,
    config: Config,
    warnings: Sequence[str] = (),
    files: tuple[str, ...] = (),
    chosen: Sequence[type[Rule]] | None = None,
    stored: tuple[Finding, ...] = (),
) -> DocumentReport:
    """Return the report of a document set whose facts are built already.

    ``chosen`` are the rules to run, all of them when it is None; ``stored`` are findings of the others from an earlier
    audit, which come last.
    """
    from wenbiao.catalogue import rules
    from wenbiao.check.run import run_rules
    from wenbiao.judge.quality import quality

    documents = base.documents
    outcome = run_rules(base, rules() if chosen is None else chosen, config, previous_base(config.previous))
    findings = outcome.findings + stored
    return DocumentReport(
        path=path,
        sha256=documents[0].sha256,
        title=base.identity.title,
        unit=base.identity.unit,
        division=base.identity.division,
        year=base.identity.year,
        genre=base.identity.genre,
        profile=outcome.profile,
        files=files,
        members=documents,
        warnings=(*warnings, *(w for d in documents for w in d.warnings)),
        facts=base.facts,
        views=base.views,
        links=outcome.links,
        findings=findings,
        failures=outcome.failures,
        notes=outcome.notes,
        quality=None if config.select or config.ignore else quality(base, outcome.links, findings),
    )
