"""Audits one document for the store: all of it, or only the rules that changed since its rows were made."""

from __future__ import annotations

from dataclasses import dataclass

from wenbiao.catalogue import rules
from wenbiao.config import Config
from wenbiao.corpus.discover import read_bytes
from wenbiao.corpus.rows import Audited, refused_rows, rows_of
from wenbiao.corpus.schema import Row, Rows
from wenbiao.errors import LimitExceeded, WenbiaoError
from wenbiao.extract.base import build_base
from wenbiao.model.document import Document
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.result import InputError
from wenbiao.pipeline import audit_base
from wenbiao.read import read_document
from wenbiao.report.privacy import mask_of, masked

OUT_OF_MEMORY = "MemoryError"


@dataclass(frozen=True, slots=True)
class Source:
    """One document to audit: its key, the path it is known by, its files, and other paths that hold the same bytes."""

    key: str
    path: str
    files: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Earlier:
    """What stays of an earlier audit of the same document: the rules that run again, and the rows of all others."""

    changed: frozenset[str]
    findings: tuple[Row, ...]
    failures: tuple[Row, ...]


def audit(source: Source, config: Config, earlier: Earlier | None = None) -> Rows:
    """Return the rows of one document; one that cannot be audited is a failure, never an exception."""
    try:
        return audited_rows(source, config, earlier)
    except WenbiaoError as error:
        return refused_rows(source.key, source.path, InputError(error.kind, error.message, error.remedy))
    except MemoryError:
        return refused_rows(source.key, source.path, out_of_memory(source))
    except Exception as error:  # an edge of the program: one document must not cost the others
        said = f"核对“{source.path}”时程序出错：{type(error).__name__}: {error}"
        return refused_rows(source.key, source.path, InputError("crash", said, "请把该文件反馈给开发者。"))


def out_of_memory(source: Source) -> InputError:
    """Return why a document was given up that needs more memory than it may have."""
    return InputError(
        "limit", f"“{source.path}”所需内存超过上限，未核对完。", "请拆分文件或删除其中的图片、空白工作表后重试。"
    )


def audited_rows(source: Source, config: Config, earlier: Earlier | None) -> Rows:
    """Return the rows of a document that can be read."""
    documents, warnings = members_of(source)
    base = build_base(documents, config)
    chosen = rules() if earlier is None else [rule for rule in rules() if rule.code in earlier.changed]
    stored = () if earlier is None else tuple(map(finding_of, earlier.findings))
    files = tuple(d.file or "" for d in documents) if source.names else ()
    report = audit_base(source.path, base, config, warnings, files, chosen, stored)
    if any(OUT_OF_MEMORY in failure.message for failure in report.failures):
        raise MemoryError
    mask = mask_of(report.members)
    rows = rows_of(Audited(source.key, source.path, masked(report, mask), base, mask, source.copies), len(stored))
    if earlier is not None:
        rows["findings"] += earlier.findings
        rows["failures"] += earlier.failures
    return rows


def members_of(source: Source) -> tuple[list[Document], list[str]]:
    """Return the documents of a source and what is to be said of members that cannot be read; raise when none can."""
    if not source.names:
        return [read_document(read_bytes(source.files[0]), source.path)], []
    documents, warnings = [], []
    last: WenbiaoError = LimitExceeded(f"“{source.path}”中没有可审核的文件。")
    for file, name in zip(source.files, source.names, strict=True):
        try:
            documents.append(read_document(read_bytes(file), file, file=name))
        except WenbiaoError as error:
            last = error
            warnings.append(f"{error.message}{error.remedy}")
    if not documents:
        raise last
    return documents, warnings


def finding_of(row: Row) -> Finding:
    """Return what counts of a stored finding: its rule and its severity."""
    return Finding(str(row["code"]), str(row["name"]), Severity(str(row["severity"])), str(row["message"]), ())
