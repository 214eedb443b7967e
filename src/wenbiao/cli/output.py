"""Where reports go: standard output, a file, or a folder with files for each document."""

from __future__ import annotations

import contextlib
import os
import sys
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import indent
from typing import Protocol, TextIO

from wenbiao.cli.stdio import complain, is_unicode, print_lines
from wenbiao.errors import ConfigError
from wenbiao.model.finding import Severity
from wenbiao.model.result import DocumentReport
from wenbiao.report.json import SCHEMA, TOOL, document_row, dump
from wenbiao.report.lines import Line
from wenbiao.report.messages import Words
from wenbiao.report.text import report_lines, total_lines

DEFAULT_FOLDER = Path("wenbiao-reports")
STREAMS = {"text": "txt", "json": "json", "jsonl": "jsonl", "sarif": "sarif"}
"""Formats that hold all documents in one stream, with the ending of their files."""
STEM = "wenbiao"
"""The name of such a file in a folder."""


class Sink(Protocol):
    """Takes the reports one by one, so that a long run needs no more memory than a short one."""

    def add(self, report: DocumentReport) -> None:
        """Write one report."""

    def close(self) -> None:
        """Write what comes after the last one."""


@dataclass(frozen=True, slots=True)
class Target:
    """One format and where it goes; ``path`` is None for standard output, a folder or a file for pages."""

    format: str
    path: Path | None
    folder: bool = False


def targets_of(formats: Sequence[str], output: str | None, several: bool, words: Words) -> list[Target]:
    """Return where each format goes; raise ``ConfigError`` when they do not fit into ``output``.

    Without ``output`` the first streaming format goes to standard output and all else into the default
    folder. With a folder the text still goes to standard output when other formats fill the folder.
    """
    if output is None:
        first = next((f for f in formats if f in STREAMS), None)
        return [Target(f, None) if f == first else inside(DEFAULT_FOLDER, f) for f in formats]
    shown = [Target("text", None)] if "text" in formats and len(formats) > 1 else []
    kept = [f for f in formats if not shown or f != "text"]
    if output == "-":
        if len(kept) > 1 or shown:
            raise ConfigError(words("usage.formats", path="-"))
        if kept[0] not in STREAMS:
            raise ConfigError(words("usage.stdout", format=kept[0]))
        return [Target(kept[0], None)]
    path = Path(output)
    if output.endswith(("/", os.sep)) or path.is_dir() or not path.suffix:
        return [*shown, *(inside(path, f) for f in kept)]
    if len(kept) > 1:
        raise ConfigError(words("usage.formats", path=output))
    if several and kept[0] not in STREAMS:
        raise ConfigError(words("usage.file", path=output))
    return [*shown, Target(kept[0], path)]


def inside(folder: Path, form: str) -> Target:
    """Return the place of a format in a folder: one file, or the folder itself for pages."""
    if form in STREAMS:
        return Target(form, folder / f"{STEM}.{STREAMS[form]}")
    return Target(form, folder, folder=True)


def open_sinks(targets: Sequence[Target], words: Words) -> list[Sink]:
    """Return the writers; raise ``ConfigError`` for a place that cannot be written.

    Formats with a file for each document share one writer, for they share names and index.
    """
    sinks: list[Sink] = [open_sink(target, words) for target in targets if target.format in STREAMS]
    if files := [target for target in targets if target.format not in STREAMS]:
        from wenbiao.cli.files import FilesSink

        sinks.append(FilesSink(files, words))
    return sinks


def open_sink(target: Target, words: Words) -> Sink:
    """Return the writer of one stream."""
    with writing(target.path, words):
        stream = sys.stdout
        if target.path is not None:
            target.path.parent.mkdir(parents=True, exist_ok=True)
            stream = target.path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
        return WRITERS[target.format](stream, target.path, words)


@contextlib.contextmanager
def writing(path: Path | None, words: Words) -> Iterator[None]:
    """Turn a failure to write a file into ``ConfigError``; a broken pipe stays what it is."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ConfigError(words("usage.write", path=path or "-", reason=error.strerror or error)) from error


class StreamSink(ABC):
    """What the writers of one stream share: the stream, and telling where the file is."""

    def __init__(self, stream: TextIO, path: Path | None, words: Words) -> None:
        self.stream = stream
        self.path = path
        self.words = words
        self.ascii_only = not is_unicode(stream)

    @abstractmethod
    def add(self, report: DocumentReport) -> None:
        """Write one report."""

    @abstractmethod
    def close(self) -> None:
        """Write what comes after the last one."""

    def finish(self) -> None:
        """Close the file and name it; standard output stays open."""
        self.stream.flush()
        if self.path is not None:
            self.stream.close()
            complain(self.words("cli.written", path=self.path))


class TextSink(StreamSink):
    """Readable reports one below the other, with a sum when there are several."""

    def __init__(self, stream: TextIO, path: Path | None, words: Words) -> None:
        super().__init__(stream, path, words)
        self.reports = 0
        self.unreadable = 0
        self.severities: Counter[Severity] = Counter()

    def add(self, report: DocumentReport) -> None:
        """Write one report."""
        if self.reports:
            print_lines([Line(), Line()], self.stream)
        self.reports += 1
        self.unreadable += report.error is not None
        self.severities += report.severities()
        print_lines(report_lines(report, self.words), self.stream)
        self.stream.flush()

    def close(self) -> None:
        """Write the sum."""
        if self.reports > 1:
            sums = total_lines(self.reports, self.unreadable, self.severities, self.words)
            print_lines([Line(), *sums], self.stream)
        self.finish()


class JsonSink(StreamSink):
    """One JSON object with all documents in order."""

    def __init__(self, stream: TextIO, path: Path | None, words: Words) -> None:
        super().__init__(stream, path, words)
        head = dump({"schema": SCHEMA, "tool": TOOL}, indent=2).removesuffix("\n}")
        stream.write(f'{head},\n  "documents": [')
        self.separator = "\n"

    def add(self, report: DocumentReport) -> None:
        """Write one document."""
        row = dump(document_row(report), ascii_only=self.ascii_only, indent=2)
        self.stream.write(self.separator + indent(row, "    "))
        self.separator = ",\n"

    def close(self) -> None:
        """Close the list and the object."""
        self.stream.write("\n  ]\n}\n")
        self.finish()


class JsonLinesSink(StreamSink):
    """One JSON object for each document on a line of its own."""

    def add(self, report: DocumentReport) -> None:
        """Write one document."""
        row = {"schema": SCHEMA, "tool": TOOL, **document_row(report)}
        self.stream.write(dump(row, ascii_only=self.ascii_only) + "\n")
        self.stream.flush()

    def close(self) -> None:
        """Let the file go."""
        self.finish()


class SarifSink(StreamSink):
    """One SARIF log with the findings of all documents, written at the end."""

    def __init__(self, stream: TextIO, path: Path | None, words: Words) -> None:
        from wenbiao.report.sarif import SarifRun

        super().__init__(stream, path, words)
        self.run = SarifRun(words)

    def add(self, report: DocumentReport) -> None:
        """Take in one document."""
        self.run.add(report)

    def close(self) -> None:
        """Write the log."""
        self.stream.write(dump(self.run.log(), ascii_only=self.ascii_only, indent=2) + "\n")
        self.finish()


WRITERS: dict[str, type[StreamSink]] = {
    "text": TextSink,
    "json": JsonSink,
    "jsonl": JsonLinesSink,
    "sarif": SarifSink,
}
