"""``wenbiao diff``: last time against the corrected document."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from wenbiao.check.run import is_selected
from wenbiao.cli.accept import Ledger
from wenbiao.cli.check import LEVELS, guarded, tasks_of
from wenbiao.cli.helping import DIFF_FORMATS
from wenbiao.cli.output import DEFAULT_FOLDER, writing
from wenbiao.cli.settings import Request, Settings, one_of, settings_of
from wenbiao.cli.stdio import complain, is_unicode, print_lines
from wenbiao.report.difference import diff_lines, difference, open_severities, stored_rows
from wenbiao.report.json import document_row, dump
from wenbiao.report.messages import Words
from wenbiao.report.rows import DiffRow, DocumentRow

OK, FOUND, UNREADABLE = 0, 1, 2


def run_diff(old: str, new: str, form: str | None, request: Request, words: Words) -> int:
    """Print what became of the findings; return the exit status, which is about what is open now."""
    settings = settings_of(request, words)
    form = one_of(form or DIFF_FORMATS[0], DIFF_FORMATS, "--format", words)
    before, after = (list(rows_of(path, settings, words)) for path in (old, new))
    diff = difference(before, after)
    write(diff, form, request.output, words)
    if any(row["error"] is not None for row in (*before, *after)):
        return UNREADABLE
    return FOUND if open_severities(diff).intersection(LEVELS[settings.fail_on]) else OK


def rows_of(path: str, settings: Settings, words: Words) -> Iterator[DocumentRow]:
    """Yield the audits of one side: those of an earlier report, or of the documents themselves."""
    stored = stored_rows(Path(path)) if path != "-" and Path(path).is_file() else None
    if stored is not None:
        for row in stored:
            yield {**row, "findings": [f for f in row["findings"] if is_selected(f["code"], settings.config)]}
        return
    ledger = Ledger(settings.accepted)
    for task in tasks_of([path], settings, words):
        yield document_row(ledger.applied(guarded(task, words)))


def write(diff: DiffRow, form: str, output: str | None, words: Words) -> None:
    """Write the comparison: pages into the folder for reports, all else to standard output, or to the file asked for."""
    if output is None and form == "html":
        output = str(DEFAULT_FOLDER / "diff.html")
    if output in (None, "-") and form == "text":
        print_lines(diff_lines(diff, words), sys.stdout)
        return
    text = rendered(diff, form, words, ascii_only=output in (None, "-") and not is_unicode(sys.stdout))
    if output is None or output == "-":
        sys.stdout.write(text)
        return
    path = Path(output)
    with writing(path, words):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
    complain(words("cli.written", path=path))


def rendered(diff: DiffRow, form: str, words: Words, *, ascii_only: bool) -> str:
    """Return the comparison in one of the formats."""
    if form == "json":
        return dump(diff, ascii_only=ascii_only, indent=2) + "\n"
    if form == "html":
        from wenbiao.report.html import render_diff

        return render_diff(diff, words)
    return "".join(line + "\n" for entry in diff_lines(diff, words) for line in entry.wrapped(None))
