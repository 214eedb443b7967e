"""What a document was audited with, as digests: so that a change of the program redoes what it touches and no more.

The stamp holds one digest for the *base* (reading, extracting, aligning, judging, turning into rows, and the settings) and one for
each rule. A digest covers the modules that are reached by imports, their code without comments and docstrings; the lexicons and models
those modules name; for the base also the versions of the packages the program is built on. A module that only rules import counts for
those rules alone. A changed rule makes every document be read again, since facts are not stored in full, but that rule alone is run;
its findings replace the old ones, and all other rows stay. A rule that was taken away costs nothing where it had found nothing.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from wenbiao.check.run import is_selected
from wenbiao.config import Config
from wenbiao.corpus.store import Stamp
from wenbiao.extract.lexicon import FOLDERS, PACKAGE

BASE = "base"
ENTRY = "wenbiao.corpus.audit"
"""The module that turns a document into rows: whatever it needs is the base."""
RULES = re.compile(r"wenbiao\.(?:check|judge)\.rules\.(?P<code>wb\d{3})")
NOT_FOLLOWED = re.compile(r"wenbiao\.(?:catalogue|check\.rules|judge\.rules|corpus\.store)$")
"""They list the rules, which are counted one by one; how rows are kept is told by the format of the store."""
BUILT_ON = (
    "jieba", "lxml", "openpyxl", "pdfplumber", "pypdfium2", "python-calamine", "python-docx", "rapidfuzz", "spacy",
)  # fmt: skip
ID_LENGTH = 12


@dataclass(frozen=True, slots=True)
class Module:
    """One module: the digest of its code, the modules it imports, and the names of files that its texts may be."""

    digest: str
    imports: frozenset[str]
    texts: frozenset[str]


def stamp_of(config: Config) -> Stamp:
    """Return the stamp of an audit with these settings by the program as it is now."""
    base = closure([ENTRY])
    stamp = {BASE: digest([*digests(base), *unnamed_lexicons(), *built_on(), f"profile={config.profile}"])}
    for name in sorted(modules()):
        if (found := RULES.fullmatch(name)) and is_selected(code := found["code"].upper(), config):
            stamp[code] = digest(digests(closure([name]) - base))
    return stamp


def stamp_id(stamp: Stamp) -> str:
    """Return a short name for a stamp."""
    return digest(f"{key}={value}" for key, value in sorted(stamp.items()))[:ID_LENGTH]


def digest(parts: Iterable[str]) -> str:
    """Return one digest of several texts, whatever their order."""
    return hashlib.sha256("\n".join(sorted(parts)).encode()).hexdigest()


def digests(names: Iterable[str]) -> Iterator[str]:
    """Yield the digests of modules and of the data files they name."""
    known = data_files()
    for name in names:
        module = modules()[name]
        yield f"{name} {module.digest}"
        for text in module.texts & known.keys():
            yield f"{text} {file_digest(known[text])}"


def built_on() -> Iterator[str]:
    """Yield the versions of the packages that reading and extracting rest on."""
    for package in BUILT_ON:
        try:
            yield f"{package} {version(package)}"
        except PackageNotFoundError:
            yield f"{package} absent"


def unnamed_lexicons() -> Iterator[str]:
    """Yield the digests of data files that no module names: whatever uses them, their change must be seen."""
    named = frozenset().union(*(module.texts for module in modules().values()))
    for name, path in data_files().items():
        if name not in named:
            yield f"{name} {file_digest(path)}"


@cache
def data_files() -> dict[str, Path]:
    """Return the lexicons and the models of the judge by name."""
    folder = next(folder for folder in FOLDERS if folder.is_dir())
    files = [*folder.iterdir(), *(PACKAGE / "judge").iterdir()]
    return {path.name: path for path in sorted(files) if path.is_file() and path.suffix != ".py"}


@cache
def file_digest(path: Path) -> str:
    """Return the digest of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def closure(entries: Iterable[str]) -> frozenset[str]:
    """Return modules with all they import, those that list the rules not followed."""
    known, found, waiting = modules(), set(), list(entries)
    while waiting:
        name = waiting.pop()
        if name in found or name not in known or NOT_FOLLOWED.fullmatch(name):
            continue
        found.add(name)
        waiting.extend(known[name].imports)
    return frozenset(found)


@cache
def modules() -> dict[str, Module]:
    """Return every module of the program by name."""
    result = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        result[name] = module_of(path.read_bytes())
    return result


def module_of(source: bytes) -> Module:
    """Return what a module's source says."""
    tree = ast.parse(source)
    imports: set[str] = set()
    texts: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imports.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            imports.update((node.module, *(f"{node.module}.{alias.name}" for alias in node.names)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            texts.add(node.value)
        elif isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node, clean=False):
            node.body[0] = ast.Pass()
    return Module(hashlib.sha256(ast.dump(tree).encode()).hexdigest(), frozenset(imports), frozenset(texts))
