"""Reports that are files of their own: one for each document and format, and an index when there are several."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from wenbiao.cli.output import DEFAULT_FOLDER, Target, writing
from wenbiao.cli.stdio import complain
from wenbiao.errors import WenbiaoError
from wenbiao.model.result import DocumentReport
from wenbiao.report.html import IndexRow
from wenbiao.report.messages import Words

INDEX = "index"
STDIN_STEM = "stdin"
PAGE = ".html"


@dataclass(frozen=True, slots=True)
class Output:
    """One file to write: the end of its name, and its bytes."""

    suffix: str
    data: bytes


Maker = Callable[[DocumentReport, Words], Iterator[Output]]
"""Makes the files of one format; more than one only for a document set, none never."""


def page(report: DocumentReport, words: Words) -> Iterator[Output]:
    """Yield the web page of a report."""
    from wenbiao.report.html import render_page

    yield Output(PAGE, render_page(report, words).encode("utf-8", "backslashreplace"))


def annotated(report: DocumentReport, words: Words) -> Iterator[Output]:
    """Yield the annotated copies of a report's documents; where there can be none, say so and yield the page."""
    from wenbiao.report.annotated.copies import can_be_annotated, copies_of
    from wenbiao.report.clock import comment_time

    name = words("file.annotated")
    if report.error is not None or not can_be_annotated(report):
        if report.error is None:
            complain(words("annotated.unsupported", path=report.path))
        yield from page(report, words)
        return
    try:
        copies = copies_of(report, comment_time(), words)
    except WenbiaoError as error:
        complain(words("annotated.failed", message=error.message, remedy=error.remedy))
        yield from page(report, words)
        return
    for copy in copies:
        member = f"-{Path(copy.member.file).stem}" if copy.member.file else ""
        yield Output(f"{member}-{name}.{copy.member.format.value}", copy.data)


def discrepancies(report: DocumentReport, words: Words) -> Iterator[Output]:
    """Yield the discrepancy report."""
    from wenbiao.report.discrepancy import render_discrepancies

    yield Output(f"-{words('file.docx')}.docx", render_discrepancies(report))


def workpaper(report: DocumentReport, words: Words) -> Iterator[Output]:
    """Yield the work paper."""
    from wenbiao.report.workpaper import render_workpaper

    yield Output(f"-{words('file.xlsx')}.xlsx", render_workpaper(report))


MAKERS: dict[str, Maker] = {"html": page, "annotated": annotated, "docx": discrepancies, "xlsx": workpaper}
FILE_FORMATS = tuple(MAKERS)


class FilesSink:
    """Writes the files of each report as it comes; all formats of one run share the names and the index."""

    def __init__(self, targets: Sequence[Target], words: Words) -> None:
        """Prepare the folders of ``targets``, all of which are formats of ``MAKERS``."""
        self.targets = targets
        self.words = words
        self.taken = {INDEX}
        self.rows: list[IndexRow] = []
        for target in targets:
            folder = location(target) if target.folder else location(target).parent
            with writing(folder, words):
                folder.mkdir(parents=True, exist_ok=True)

    def add(self, report: DocumentReport) -> None:
        """Write the files of one document."""
        from wenbiao.report.html import index_row

        stem = self.free_stem(report.path)
        written: list[Path] = []
        for target in self.targets:
            for output in MAKERS[target.format](report, self.words):
                path = self.path_of(target, stem, output, first=not written)
                if path not in written:
                    with writing(path, self.words):
                        path.write_bytes(output.data)
                    written.append(path)
        self.rows.append(index_row(report, [path.name for path in written]))

    def path_of(self, target: Target, stem: str, output: Output, *, first: bool) -> Path:
        """Return where a file goes: into the folder, or to the one name asked for when it is what was asked for."""
        if target.folder:
            return location(target) / f"{stem}{output.suffix}"
        asked = location(target)
        if first:
            ending = Path(output.suffix).suffix
            return asked if asked.suffix.lower() == ending or ending != PAGE else asked.with_suffix(PAGE)
        return asked.with_name(f"{asked.stem}{output.suffix}")

    def close(self) -> None:
        """Write the index when there are several reports, and name what was written."""
        from wenbiao.report.html import render_index

        folder = location(self.targets[0]) if self.targets[0].folder else location(self.targets[0]).parent
        if len(self.rows) > 1:
            path = folder / f"{INDEX}{PAGE}"
            with writing(path, self.words):
                path.write_bytes(render_index(self.rows, self.words).encode("utf-8", "backslashreplace"))
            complain(self.words("cli.written", path=path))
            return
        for row in self.rows:
            for name in row.files:
                complain(self.words("cli.written", path=folder / name))

    def free_stem(self, path: str) -> str:
        """Return the name of a document's reports: that of the document, numbered where it is taken."""
        stem = STDIN_STEM if path == "-" else Path(path).resolve().name
        stem = stem if Path(path).is_dir() else Path(stem).stem
        name, number = stem, 1
        while name.casefold() in self.taken:
            number += 1
            name = f"{stem}-{number}"
        self.taken.add(name.casefold())
        return name


def location(target: Target) -> Path:
    """Return the folder of a target, or its one file."""
    return target.path or DEFAULT_FOLDER
