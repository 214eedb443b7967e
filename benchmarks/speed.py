"""Measures how fast the program is, beside public recognisers on the same text: reports/speed.md and a plot.

Each measure runs in a process of its own, so that caches of one do not help another: python benchmarks/speed.py --measure NAME
prints one of them as JSON.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
SHARED = ROOT.parent / "shared"
sys.path[:0] = [str(HERE), str(ROOT / "fixtures")]

from speed_page import curves, markdown, plot  # noqa: E402

REPORT, PLOT = ROOT / "reports" / "speed.md", ROOT / "reports" / "speed-growth.svg"
PEERS = ROOT / ".venv" / "peers"
REPORTS = {
    "text": "market-overall.txt",
    "docx": "school-overall.docx",
    "html": "culture-overall.html",
    "pdf": "water-project.pdf",
}
PDFS = ("forestry-accounts.pdf", "water-project.pdf")
PAGES = (1, 3, 10, 30, 100, 300)
RUNS, COLD_RUNS, PASSES = 7, 5, 3


def timed(call: Callable[[], object]) -> float:
    """Return the seconds of processor time one call takes: other work on the machine does not count."""
    begun = time.process_time()
    call()
    return time.process_time() - begun


def reports() -> dict[str, Path]:
    """Return the reports to audit by name: one of each format, and the real ones where they are at hand."""
    own = {name: ROOT / "fixtures" / file for name, file in REPORTS.items()}
    real = sorted((SHARED / "seeds").glob("*.txt"))
    return own | {f"text, real report {number}": path for number, path in enumerate(real, 1)}


def warm() -> dict[str, dict[str, float]]:
    """Return milliseconds of a whole audit, the program warm: of a report it sees for the first time, and again."""
    from wenbiao import audit

    for path in sorted((ROOT / "fixtures").glob("*.*")):
        if path.suffix in (".txt", ".docx", ".html", ".pdf") and path.name not in REPORTS.values():
            audit(path)
    result = {}
    for name, path in reports().items():
        new = timed(lambda p=path: audit(p))
        again = statistics.median(timed(lambda p=path: audit(p)) for _ in range(RUNS))
        result[name] = {"new": 1000 * new, "again": 1000 * again}
    return result


def stages() -> dict[str, dict[str, float]]:
    """Return milliseconds of each stage of a warm audit, by report."""
    from wenbiao.align.link import align
    from wenbiao.catalogue import rules
    from wenbiao.check.run import run_rules
    from wenbiao.config import Config
    from wenbiao.extract.base import build_base
    from wenbiao.judge.quality import quality
    from wenbiao.read import read_document

    result = {}
    for name, path in reports().items():
        data, runs = path.read_bytes(), []
        for _ in range(RUNS + 1):
            made: dict[str, Any] = {}
            steps = {
                "read": lambda d=data, p=path: read_document(d, p.name),
                "extract": lambda m=made: build_base([m["read"]], Config()),
                "align": lambda m=made: align(m["extract"]),
                "check and judge": lambda m=made: run_rules(m["extract"], rules(), Config()),
                "quality": lambda m=made: quality(m["extract"], m["align"].links, m["check and judge"].findings),
            }
            spent = {}
            for step, call in steps.items():
                spent[step] = timed(lambda s=step, c=call, m=made: m.update({s: c()}))
            spent["check and judge"] -= spent["align"]  # run_rules aligns once more
            runs.append(spent)
        result[name] = {step: 1000 * statistics.median(run[step] for run in runs[1:]) for step in runs[0]}
    return result


def narrative(folder: Path, pattern: str) -> list[str]:
    """Return the paragraphs of running text of the documents in a folder."""
    from wenbiao.read import read_document, read_file

    documents = (read_document(read_file(p), str(p)) for p in sorted(folder.glob(pattern)))
    return [p.text for d in documents for p in d.body]


def passages() -> tuple[list[str], list[str]]:
    """Return text to warm up with, and other text to measure on: the real reports where they are at hand."""
    own, real = ROOT / "fixtures", SHARED / "seeds"
    return narrative(own, "*.txt"), narrative(real, "*.txt") if real.is_dir() else narrative(own, "*.docx")


def scanning() -> dict[str, float]:
    """Return characters a second for spans and values alone, on text never seen before and seen again."""
    from wenbiao.extract.figures import scan

    first, text = passages()
    for paragraph in first:
        scan(paragraph)
    characters = sum(map(len, text))
    fresh = timed(lambda: [scan(p) for p in text])
    again = statistics.median(timed(lambda: [scan(p) for p in text]) for _ in range(PASSES))
    return {"characters": characters, "fresh": characters / fresh, "again": characters / again}


def facts() -> dict[str, float]:
    """Return characters a second for facts with subject, period and basis."""
    from wenbiao.extract.narrative import narrative_facts
    from wenbiao.model.document import Paragraph

    def paragraphs(texts: Sequence[str]) -> list[Paragraph]:
        at, result = 0, []
        for i, text in enumerate(texts):
            result.append(Paragraph(i, text, at))
            at += len(text) + 1
        return result

    first, text = (paragraphs(t) for t in passages())
    narrative_facts(first, 2024)
    characters = sum(len(p.text) for p in text)
    fresh = timed(lambda: narrative_facts(text, 2024))
    again = statistics.median(timed(lambda: narrative_facts(text, 2024)) for _ in range(PASSES))
    return {"characters": characters, "fresh": characters / fresh, "again": characters / again}


def pdf() -> dict[str, float]:
    """Return reading time of PDFs over what pdfplumber alone takes for their characters and lines, and for text and tables."""
    import pdfplumber

    from wenbiao.read import read_document

    documents = [ROOT / "fixtures" / name for name in PDFS]
    documents += [p for p in [SHARED / "samples" / "shgzb.pdf"] if p.is_file()]

    def objects(data: bytes) -> None:
        with pdfplumber.open(io.BytesIO(data)) as opened:
            for page in opened.pages:
                _ = page.objects
                page.close()

    def everything(data: bytes) -> None:
        with pdfplumber.open(io.BytesIO(data)) as opened:
            for page in opened.pages:
                page.extract_text()
                page.extract_tables()
                page.close()

    result = {}
    for path in documents:
        data = path.read_bytes()
        read_document(data, path.name)
        own, bare, full = (
            statistics.median(timed(lambda c=call, d=data, n=path.name: c(d, n)) for _ in range(PASSES))
            for call in (read_document, lambda d, _: objects(d), lambda d, _: everything(d))
        )
        result[path.name] = {"own": 1000 * own, "objects": 1000 * bare, "text and tables": 1000 * full}
    return result


def page_blocks(pages: int) -> Iterator[object]:
    """Yield the blocks of a report of so many pages: each has a section with figures and a table they come from."""
    from content.blocks import Break, Cell, Grid, Para

    yield Para("江岭县交通运输局2023年度部门决算", "title")
    for k in range(1, pages + 1):
        basic, project = 100 + k * 3 % 97, 40 + k * 7 % 89
        total = basic + project
        yield Para(f"第{k}所支出情况", "h1", f"{k}.")
        yield Para(
            f"2023年第{k}所支出合计{total}.00万元，其中基本支出{basic}.00万元，占{100 * basic / total:.2f}%，"
            f"项目支出{project}.00万元，占{100 * project / total:.2f}%。比上年的{total - 5}.00万元增加5.00万元，"
            f"增长{500 / (total - 5):.2f}%，主要原因是养护里程增加{k % 9 + 1}公里。"
        )
        rows = [
            ("项目", "2023年决算数"),
            ("基本支出", f"{basic}.00"),
            ("项目支出", f"{project}.00"),
            ("合计", f"{total}.00"),
        ]
        yield Grid(tuple(Cell(r, c, text) for r, row in enumerate(rows) for c, text in enumerate(row)), len(rows), 2)
        if k < pages:
            yield Break()


def growth() -> dict[str, dict[str, float]]:
    """Return seconds of reading and of everything after it, by number of pages."""
    import build

    from wenbiao.config import Config
    from wenbiao.pipeline import audit_documents
    from wenbiao.read import read_document

    result = {}
    for pages in (2, *PAGES):  # the first warms up
        data = build.written("long.pdf", list(page_blocks(pages)), {"header": "江岭县交通运输局"})
        documents = []
        read = timed(lambda d=data, into=documents: into.append(read_document(d, "long.pdf")))
        rest = timed(lambda d=documents: audit_documents("long.pdf", d, Config()))
        result[str(pages)] = {"read": read, "audit": rest}
    del result["2"]
    return result


def cold() -> dict[str, float]:
    """Return milliseconds from the start of the process: help, and the audit of one report.

    Python keeps its bytecode, as it does for an installed program; the first run of each command makes it.
    """
    document = ROOT / "fixtures" / REPORTS["text"]
    commands = {"--help": ["--help"], "check": ["check", str(document), "--fail-on", "never"]}
    result = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in commands.items():
            command = [sys.executable, "-m", "wenbiao", *arguments]
            kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
            kept["PYTHONPYCACHEPREFIX"] = str(Path(folder) / "bytecode")
            subprocess.run(command, check=True, capture_output=True, cwd=folder, env=kept)
            runs = []
            for _ in range(COLD_RUNS):
                before = os.times()
                subprocess.run(command, check=True, capture_output=True, cwd=folder, env=kept)
                after = os.times()
                used = after.children_user + after.children_system - before.children_user - before.children_system
                runs.append(1000 * used)
            result[name] = statistics.median(runs)
    return result


MEASURES: dict[str, Callable[[], dict[str, object]]] = {
    "warm": warm, "stages": stages, "cold": cold, "scan": scanning, "facts": facts, "pdf": pdf, "growth": growth,
}  # fmt: skip


def measured(name: str) -> dict[str, object]:
    """Return a measure, taken in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(HERE / "speed.py"), "--measure", name], check=True, capture_output=True, text=True
    )
    return json.loads(done.stdout.strip().splitlines()[-1])


def peers() -> dict[str, dict[str, float] | str]:
    """Return what public recognisers do on the text of ``scan``; why not, where they cannot be installed."""
    python = PEERS / "bin" / "python"
    uv = [str(Path(sys.executable).with_name("uv"))]
    if not python.is_file():
        try:
            subprocess.run(
                [*uv, "venv", "--quiet", str(PEERS), "--python", sys.executable], check=True, capture_output=True
            )
            subprocess.run(
                [*uv, "pip", "install", "--quiet", "--python", str(python), "--group", "peers"],
                check=True,
                capture_output=True,
                cwd=ROOT,
            )
        except (OSError, subprocess.CalledProcessError) as error:
            python.unlink(missing_ok=True)
            return dict.fromkeys(("jionlp", "recognizers"), f"not installed: {error}")
    result: dict[str, dict[str, float] | str] = {}
    with tempfile.TemporaryDirectory() as folder:
        text = Path(folder) / "text.txt"
        text.write_text("\n".join(passages()[1]), encoding="utf-8")
        for name in ("jionlp", "recognizers"):
            done = subprocess.run(
                [str(python), "-W", "ignore", str(HERE / "peers.py"), name, str(text)],
                capture_output=True,
                text=True,
                check=False,
            )
            with contextlib.suppress(IndexError, ValueError):
                result[name] = json.loads(done.stdout.strip().splitlines()[-1])
            result.setdefault(name, f"failed: {done.stderr.strip().splitlines()[-1:]}")
    return result


def main() -> int:
    """Take all measures and write the report, or print one of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", choices=list(MEASURES))
    options = parser.parse_args()
    if options.measure:
        print(json.dumps(MEASURES[options.measure]()))
        return 0
    found = {name: measured(name) for name in MEASURES} | {"peers": peers()}
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text("\n".join(markdown(found)) + "\n", encoding="utf-8")
    PLOT.write_text(plot(curves(found["growth"])), encoding="utf-8")
    print(REPORT.read_text(encoding="utf-8"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
