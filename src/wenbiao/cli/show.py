"""``wenbiao facts``, ``tables``, ``align`` and ``rules``: what the program understood, and what it checks."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from wenbiao.cli.helping import ALIGN_FORMATS, FACTS_FORMATS, TABLES_FORMATS
from wenbiao.cli.settings import Request, one_of, settings_of
from wenbiao.cli.stdio import complain, is_unicode, print_lines
from wenbiao.errors import ConfigError, UnreadableDocument, WenbiaoError
from wenbiao.model.document import Document
from wenbiao.report.messages import Words

if TYPE_CHECKING:
    from wenbiao.extract.base import FactBase

OK = 0
UNREADABLE = 2
QUALITY = "QUALITY"
"""What to ask for to read how the quality of a report is measured."""


def show_facts(path: str, form: str | None, request: Request, words: Words) -> int:
    """Print the stated figures of a document; return the exit status."""
    from wenbiao.report.json import fact_row, forms_of
    from wenbiao.report.listing import fact_lines
    from wenbiao.report.privacy import mask_of

    form = form_of(form, FACTS_FORMATS, words)
    base, status = understand(path, request, words)
    if base is None:
        return status
    facts = list(map(mask_of(base.documents).fact, base.facts))
    if form == "text":
        print_lines(fact_lines(facts, words), sys.stdout)
        return status
    forms = forms_of(base.views)
    print_rows(fact_row(fact, forms) for fact in facts)
    return status


def show_tables(path: str, form: str | None, request: Request, words: Words) -> int:
    """Print the tables of a document; return the exit status."""
    from wenbiao.report.json import dump, table_row
    from wenbiao.report.listing import tables_csv
    from wenbiao.report.privacy import mask_of

    form = one_of(form or TABLES_FORMATS[0], TABLES_FORMATS, "--format", words)
    base, status = understand(path, request, words)
    if base is None:
        return status
    mask = mask_of(base.documents)
    if form == "csv":
        sys.stdout.write(tables_csv(base.views, mask))
        return status
    rows = [dump(table_row(view, mask), ascii_only=not is_unicode(sys.stdout)) for view in base.views]
    print("[" + ",\n".join(rows) + "]")
    return status


def show_links(path: str, form: str | None, request: Request, words: Words) -> int:
    """Print each stated figure with its verdict; return the exit status."""
    from wenbiao.pipeline import audit_documents
    from wenbiao.report.json import forms_of, link_row
    from wenbiao.report.listing import link_lines
    from wenbiao.report.privacy import masked

    form = form_of(form, ALIGN_FORMATS, words)
    config = settings_of(request, words).config
    documents, status = read_set(path, words)
    if not documents:
        return status
    report = masked(audit_documents(path, documents, config))
    if form == "text":
        print_lines(link_lines(report.links, words), sys.stdout)
        return status
    forms = forms_of(report.views)
    print_rows(link_row(link, forms) for link in report.links)
    return status


def show_plain_text(path: str, words: Words) -> int:
    """Print the text that offsets count in, exactly; return the exit status."""
    if path != "-" and Path(path).is_dir():
        raise ConfigError(words("usage.plain"))
    documents, status = read_set(path, words)
    for document in documents:
        sys.stdout.write(document.text)
    return status


def show_rules(code: str | None, words: Words) -> int:
    """Print the catalogue, the rules of one group, the page of one rule, or that of the quality measure."""
    from wenbiao.catalogue import rules
    from wenbiao.report.rulebook import catalogue_lines, rule_lines, sheet_lines

    wanted = (code or "").upper()
    if wanted == QUALITY:
        from wenbiao.judge.quality import PAGE

        print_lines(sheet_lines(PAGE), sys.stdout)
        return OK
    chosen = sorted((rule for rule in rules() if rule.code.startswith(wanted)), key=lambda rule: rule.code)
    if not chosen:
        raise ConfigError(words("usage.rule", code=code))
    one = next((rule for rule in chosen if rule.code == wanted), None)
    print_lines(catalogue_lines(chosen, words) if one is None else rule_lines(one, words), sys.stdout)
    return OK


def form_of(given: str | None, formats: tuple[str, ...], words: Words) -> str:
    """Return the format asked for, else text on a terminal and the machine-readable one elsewhere."""
    default = "text" if sys.stdout.isatty() else formats[0]
    return one_of(given or default, formats, "--format", words)


def print_rows(rows: Iterable[object]) -> None:
    """Print rows as JSON, one on a line."""
    from wenbiao.report.json import dump

    ascii_only = not is_unicode(sys.stdout)
    for row in rows:
        print(dump(row, ascii_only=ascii_only))


def understand(path: str, request: Request, words: Words) -> tuple[FactBase | None, int]:
    """Return the facts and tables of a document or folder, None when nothing was readable, and the exit status."""
    config = settings_of(request, words).config
    documents, status = read_set(path, words)
    if not documents:
        return None, status
    from wenbiao.extract.base import build_base

    return build_base(documents, config), status


def read_set(path: str, words: Words) -> tuple[list[Document], int]:
    """Return the readable documents of a file, a folder or standard input, and the exit status.

    A folder is read as one document set; what cannot be read is told on standard error.
    """
    from wenbiao.pipeline import members_of
    from wenbiao.read import read_document, read_file

    folder = Path(path)
    files = members_of(folder)
    if not files:
        raise UnreadableDocument("missing", words("cli.folder.empty", path=path), words("cli.folder.remedy"))
    documents, status = [], OK
    for file in files:
        name = str(file.relative_to(folder)) if folder.is_dir() else None
        try:
            data = sys.stdin.buffer.read() if path == "-" else read_file(file)
            documents.append(read_document(data, str(file), file=name))
        except WenbiaoError as error:
            status = UNREADABLE
            complain(words("cli.unreadable", message=error.message, remedy=error.remedy))
    return documents, status
