"""Writes the sample reports in reports/samples and, where LibreOffice and Chromium are at hand, their pictures.

Run by ``make reports``. Two runs over the same fixtures with the same rules write the same reports.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
SAMPLES = Path("reports/samples")
PICTURES = Path("docs/pictures")
MOMENT = "1735689600"
"""The time that the samples carry: 1 January 2025."""
RUNS: tuple[tuple[str, tuple[str, ...], bool], ...] = (
    ("hospital-overall.docx", ("html", "annotated", "docx", "xlsx"), False),
    ("farmland-project.pdf", ("html", "annotated"), False),
    ("traffic-package", ("html", "annotated", "docx"), True),
    ("federation-old-form.txt", ("html",), False),
)
"""Which fixtures, in which formats, and whether a folder is one document set."""
STREAMS = {"text": "all.txt", "json": "all.json", "sarif": "all.sarif"}
"""Formats that hold all fixtures in one file."""
WIDE, NARROW = (1440, 820), (420, 820)
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
OFFICE = ("soffice", "libreoffice")
COLOURS = 64


def main() -> int:
    """Write everything anew; return the exit status."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--into", type=Path, default=REPOSITORY, help="write below this folder")
    parser.add_argument("--no-pictures", action="store_true", help="write the reports only")
    arguments = parser.parse_args()
    samples = arguments.into / SAMPLES
    write_samples(samples)
    if not arguments.no_pictures:
        write_pictures(samples, arguments.into / PICTURES)
    return 0


def write_samples(folder: Path) -> None:
    """Write the reports of the fixtures."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for name, formats, package in RUNS:
        options = [part for form in formats for part in ("--format", form)]
        run(f"fixtures/{name}", *options, *(["--package"] if package else []), "--output", str(folder))
    for form, name in STREAMS.items():
        run("fixtures", "--format", form, "--output", str(folder / name))


def run(*arguments: str) -> None:
    """Run ``wenbiao check`` in the repository, at the moment that the samples carry."""
    command = [sys.executable, "-m", "wenbiao", "check", *arguments, "--fail-on", "never"]
    environment = {**os.environ, "SOURCE_DATE_EPOCH": MOMENT, "PYTHONUTF8": "1", "WENBIAO_LANG": "zh"}
    done = subprocess.run(  # noqa: S603 - this interpreter
        command, cwd=REPOSITORY, env=environment, check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"wenbiao check {' '.join(arguments)} failed:\n{done.stderr}")


def write_pictures(samples: Path, folder: Path) -> None:
    """Write pictures of the samples."""
    folder.mkdir(parents=True, exist_ok=True)
    browser, office = program(CHROMIUM), program(OFFICE)
    if browser is None or office is None:
        print("no pictures: they need Chromium and LibreOffice", file=sys.stderr)
        return
    take_pages(browser, samples, folder)
    with tempfile.TemporaryDirectory() as work:
        letter = converted(office, samples / "hospital-overall-差异报告.docx", Path(work))
        sheet = converted(office, samples / "hospital-overall-核对底稿.xlsx", Path(work))
        draw(letter, 2, folder / "discrepancies.png")
        draw(sheet, 3, folder / "workpaper.png")
    draw(samples / "farmland-project-批注.pdf", 2, folder / "annotated.png")


def program(names: tuple[str, ...]) -> str | None:
    """Return the first of several programs that is installed."""
    return next((found for name in names if (found := shutil.which(name))), None)


def take_pages(browser: str, samples: Path, folder: Path) -> None:
    """Take pictures of web pages in use."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        window = playwright.chromium.launch(executable_path=browser, args=["--no-sandbox"])
        for name, size, source, keys in scenes():
            page = window.new_page(viewport={"width": size[0], "height": size[1]}, reduced_motion="reduce")
            page.goto((samples / source).resolve().as_uri())
            for key in keys:
                page.keyboard.press(key)
            page.wait_for_timeout(600)
            save(page.screenshot(), folder / name)
            page.close()
        window.close()


def scenes() -> Iterator[tuple[str, tuple[int, int], str, str]]:
    """Yield name, window, page and keys of each picture of a page."""
    yield "viewer.png", WIDE, "hospital-overall.html", "j"
    yield "viewer-figure.png", WIDE, "hospital-overall.html", "nnn"
    yield "viewer-pdf.png", WIDE, "farmland-project.html", "jj"
    yield "viewer-narrow.png", NARROW, "hospital-overall.html", "j"


def converted(office: str, source: Path, work: Path) -> Path:
    """Return the PDF that LibreOffice makes of a file."""
    profile = f"-env:UserInstallation={(work / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "pdf", "--outdir", str(work), str(source)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603 - LibreOffice on our own file
    return work / f"{source.stem}.pdf"


def draw(pdf: Path, number: int, picture: Path) -> None:
    """Draw one page of a PDF."""
    import io

    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    image = document[min(number, len(document)) - 1].render(scale=1.3).to_pil()
    document.close()
    out = io.BytesIO()
    image.save(out, "PNG")
    save(out.getvalue(), picture)


def save(data: bytes, picture: Path) -> None:
    """Save a picture with few colours: flat pages need no more."""
    import io

    from PIL import Image

    Image.open(io.BytesIO(data)).convert("RGB").quantize(COLOURS).save(picture, "PNG", optimize=True)


if __name__ == "__main__":
    sys.exit(main())
