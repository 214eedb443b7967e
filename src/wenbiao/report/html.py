"""The web page of a report: one self-contained file that works offline and prints."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING
from urllib.parse import quote

from wenbiao import __version__
from wenbiao.model.finding import Severity
from wenbiao.model.result import DocumentReport
from wenbiao.report.difference import categories, counts_words, severity_words, side_words
from wenbiao.report.messages import Words
from wenbiao.report.page import PageView, illustrated, page_view
from wenbiao.report.rows import DiffRow, FindingRow

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""The pages load nothing and run nothing, whatever the document's text says."""
LARGEST, MOST_PICTURES = 1_450_000, 800_000
"""Bytes: pictures are left out where a page would grow beyond the first, and are never more than the second."""
INDENT = re.compile(r"^ +(?=<)", re.M)
"""What makes templates legible, and a tenth of a long page."""


@dataclass(frozen=True, slots=True)
class IndexRow:
    """One line of the index: the report's files, the first of them its page, and what it came to."""

    files: tuple[str, ...]
    title: str
    path: str
    unit: str
    year: str
    counts: tuple[int, ...]
    error: str


@cache
def environment() -> Environment:
    """Return the templates; every value they print is escaped."""
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    folder = files("wenbiao.report") / "templates"
    return Environment(
        loader=FunctionLoader(lambda name: INDENT.sub("", (folder / name).read_text(encoding="utf-8"))),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def viewer_script() -> Markup:
    """Return the script of the page of a report; it is the program's own and holds nothing of any document."""
    from markupsafe import Markup

    source = files("wenbiao.report") / "templates" / "viewer.js"
    return Markup(source.read_text(encoding="utf-8"))  # noqa: S704 - a file of the package


def policy_for(script: str) -> str:
    """Return the policy of a page with a script: nothing runs but that one, known by its digest."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"{POLICY}; script-src 'sha256-{base64.b64encode(digest).decode('ascii')}'"


def render_page(report: DocumentReport, words: Words) -> str:
    """Return the page of one report."""
    page = page_view(report, words)
    html = rendered(page, words)
    room = min(LARGEST - len(html.encode("utf-8", "surrogatepass")), MOST_PICTURES)  # a name may be no text
    fuller = illustrated(page, report, words, room) if room > 0 else page
    return html if fuller is page else rendered(fuller, words)


def rendered(page: PageView, words: Words) -> str:
    """Return a page as HTML."""
    template = environment().get_template("document.html.j2")
    script = viewer_script()
    return template.render(page=page, words=words, script=script, policy=policy_for(script), version=__version__)


def index_row(report: DocumentReport, files: Sequence[str]) -> IndexRow:
    """Return the line of the index for a report with these files, web pages first."""
    counts = report.severities()
    return IndexRow(
        files=tuple(sorted(files, key=lambda name: not name.endswith(".html"))),
        title=report.title,
        path=report.path,
        unit=report.unit,
        year=str(report.year or ""),
        counts=tuple(counts[severity] for severity in Severity),
        error=report.error.message if report.error else "",
    )


def render_index(rows: Sequence[IndexRow], words: Words) -> str:
    """Return the page that leads to all reports."""
    severities = [(severity.value, words.severity(severity)) for severity in Severity]
    links = [[(name, quote(name)) for name in row.files] for row in rows]
    template = environment().get_template("index.html.j2")
    return template.render(
        rows=list(zip(rows, links, strict=True)), severities=severities, words=words, policy=POLICY, version=__version__
    )


@dataclass(frozen=True, slots=True)
class ChangedFinding:
    """One finding of a comparison."""

    code: str
    name: str
    severity: str
    severity_name: str
    message: str
    quote: str
    before: str
    accepted: str | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class ChangeKind:
    """The findings that met the same fate; ``name`` is open, new, fixed or accepted."""

    name: str
    findings: tuple[ChangedFinding, ...]


@dataclass(frozen=True, slots=True)
class ChangedDocument:
    """One document of a comparison."""

    title: str
    old: str
    new: str
    counts: str
    kinds: tuple[ChangeKind, ...]


def changed_finding(finding: FindingRow, before: FindingRow | None, words: Words) -> ChangedFinding:
    """Return one finding as the page shows it."""
    return ChangedFinding(
        finding["code"],
        finding["name"],
        finding["severity"],
        severity_words(finding, words),
        finding["message"],
        finding["evidence"][0]["quote"] if finding["evidence"] else "",
        before["message"] if before is not None else "",
        finding["accepted"],
        finding["fingerprint"],
    )


def render_diff(diff: DiffRow, words: Words) -> str:
    """Return the page of a comparison."""
    documents = [
        ChangedDocument(
            document["title"] or words("head.untitled"),
            side_words(document["old_document"], words),
            side_words(document["new_document"], words),
            counts_words(document, words),
            tuple(
                ChangeKind(kind, tuple(changed_finding(finding, before, words) for finding, before in findings))
                for kind, findings in categories(document)
                if findings
            ),
        )
        for document in diff["documents"]
    ]
    template = environment().get_template("diff.html.j2")
    return template.render(documents=documents, words=words, policy=POLICY, version=__version__)
