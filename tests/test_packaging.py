"""What is shipped: the wheel works from any folder, and the lock pins every package by hash."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tarfile
import tomllib
from pathlib import Path

import pytest

LEXICONS_AS_SEEN = """
import sys
from pathlib import Path
import wenbiao
from wenbiao.extract.lexicon import lexicon_file
print(Path(wenbiao.__file__).resolve().parent)
for name in sys.argv[1:]:
    print(lexicon_file(name).resolve())
"""


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    """Run a command in a folder and return what it printed; its errors are shown when it fails."""
    done = subprocess.run(
        [str(word) for word in command],
        cwd=cwd,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def installed(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the package installed from a wheel, itself built from the source archive."""
    work = tmp_path_factory.mktemp("package")
    build = (sys.executable, "-m", "hatchling", "build")
    run(*build, "--target", "sdist", "--directory", work, cwd=repository)
    (archive,) = work.glob("*.tar.gz")
    with tarfile.open(archive) as source:
        source.extractall(work, filter="data")
    unpacked = work / archive.name.removesuffix(".tar.gz")
    run(*build, "--target", "wheel", "--directory", work, cwd=unpacked)
    (wheel,) = work.glob("*.whl")
    target = work / "installed"
    pip = (sys.executable, "-m", "pip", "--isolated", "--disable-pip-version-check", "install")
    run(*pip, "--quiet", "--no-index", "--no-deps", "--target", target, wheel, cwd=work)
    return target


def lexicon_names(repository: Path) -> list[str]:
    """Return the names of the data files the checkout holds."""
    return sorted(path.name for path in (repository / "lexicons").iterdir() if path.is_file())


@pytest.mark.xdist_group("wheel")
def test_installed_wheel_finds_its_own_lexicons(installed: Path, repository: Path, tmp_path: Path) -> None:
    names = lexicon_names(repository)
    assert names
    output = run(sys.executable, "-c", LEXICONS_AS_SEEN, *names, cwd=tmp_path, PYTHONPATH=str(installed))
    package, *found = map(Path, output.splitlines())
    assert package == (installed / "wenbiao").resolve()
    assert found == [package / "lexicons" / name for name in names]
    for path in found:
        assert path.read_bytes() == (repository / "lexicons" / path.name).read_bytes()


@pytest.mark.xdist_group("wheel")
def test_installed_wheel_holds_every_file_of_the_package(installed: Path, repository: Path) -> None:
    source = repository / "src" / "wenbiao"
    expected = {path.relative_to(source) for path in source.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    assert {path for path in expected if not (installed / "wenbiao" / path).is_file()} == set()


@pytest.mark.xdist_group("wheel")
def test_installed_wheel_answers_from_another_folder(installed: Path, tmp_path: Path) -> None:
    output = run(sys.executable, "-m", "wenbiao", "--help", cwd=tmp_path, PYTHONPATH=str(installed), PYTHONUTF8="1")
    assert "check" in output
    assert [path.stem for path in (installed / "bin").iterdir()] == ["wenbiao"]


def test_editable_install_finds_lexicons_of_the_checkout(repository: Path, tmp_path: Path) -> None:
    names = lexicon_names(repository)
    output = run(sys.executable, "-c", LEXICONS_AS_SEEN, *names, cwd=tmp_path)
    package, *found = map(Path, output.splitlines())
    assert package == repository / "src" / "wenbiao"
    assert found == [repository / "lexicons" / name for name in names]


def pins(lock: str) -> dict[str, list[str]]:
    """Return each pinned package, with its hashes; a package pinned twice (by Python version) has those of both."""
    packages: dict[str, list[str]] = {}
    for entry in re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", lock, flags=re.MULTILINE)):
        name, _, _ = entry.partition("==")
        packages.setdefault(name, []).extend(re.findall(r"--hash=sha256:([0-9a-f]{64})\b", entry))
    return packages


def test_lock_has_a_hash_for_every_package_and_no_address(repository: Path) -> None:
    lock = (repository / "requirements.lock").read_text(encoding="utf-8")
    packages = pins(lock)
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9-]*", name) for name in packages), sorted(packages)
    assert [name for name, hashes in packages.items() if not hashes] == []
    assert "://" not in lock
    assert "index" not in lock


def test_lock_covers_what_pyproject_asks_for(repository: Path) -> None:
    settings = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = [*settings["build-system"]["requires"], *settings["project"]["dependencies"]]
    wanted += settings["dependency-groups"]["dev"]
    names = {re.split(r"[^A-Za-z0-9._-]", requirement)[0].lower().replace("_", "-") for requirement in wanted}
    assert names - pins((repository / "requirements.lock").read_text(encoding="utf-8")).keys() == set()
