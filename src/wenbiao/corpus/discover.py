"""Finds the documents and packages under the paths given, and knows each by its bytes."""

from __future__ import annotations

import hashlib
import os
import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pyarrow.fs as pafs

from wenbiao.corpus.store import opened
from wenbiao.errors import UnreadableDocument, WenbiaoError
from wenbiao.pipeline import IGNORED_NAMES, NOT_DOCUMENTS
from wenbiao.read import read_file

READERS = 4
"""Files read at once to take their digests: enough to keep a disk busy."""
SETTINGS = "wenbiao.toml"
REPORTS = "wenbiao-reports"
"""The folder ``check`` writes to when it is not told otherwise: no place of documents."""


@dataclass(frozen=True, slots=True)
class Found:
    """One document or package as found: the path it is known by, its files, and their names inside a package."""

    path: str
    files: tuple[str, ...]
    names: tuple[str, ...] = ()


def find(paths: Iterable[str], *, packages: bool = False) -> Iterator[Found]:
    """Yield the documents under ``paths``, in a fixed order for each of them.

    A folder whose ``wenbiao.toml`` says ``package = true`` is one document set; with ``packages`` every folder that holds
    files is one. Raises ``UnreadableDocument`` for a path that does not exist.
    """
    for path in paths:
        files = list(files_under(path))
        folders: dict[str, list[str]] = {}
        for file in files:
            folders.setdefault(file.rpartition("/")[0], []).append(file)
        for folder, members in folders.items():
            documents = [file for file in members if is_document(file) or file == path]
            if not documents:
                continue
            if folder.startswith(path) and (packages or is_package(folder)):
                yield Found(folder, tuple(documents), tuple(file.rpartition("/")[2] for file in documents))
            else:
                yield from (Found(file, (file,)) for file in documents)


def files_under(path: str) -> Iterator[str]:
    """Yield the files of a folder and its sub-folders, hidden ones left out, or the file itself, with / in their names."""
    if "://" in path:
        yield from remote_files(path)
        return
    start = Path(path)
    if not start.is_dir():
        if not start.exists():
            raise UnreadableDocument("missing", f"找不到“{path}”。", "请检查路径是否正确。")
        yield start.as_posix()
        return
    for folder, folders, names in os.walk(start, onerror=unlistable):
        folders[:] = sorted(name for name in folders if not name.startswith(IGNORED_NAMES) and name != REPORTS)
        for name in sorted(names):
            file = Path(folder) / name
            if not name.startswith((".", "~$")) and file.is_file():  # a pipe or a device would never end
                yield file.as_posix()


def unlistable(error: OSError) -> None:
    """Refuse to go on without a folder that cannot be listed: its documents would seem to be gone."""
    raise UnreadableDocument("corrupt", f"无法列出文件夹“{error.filename}”：{error.strerror}。", "请检查权限后重试。")


def remote_files(path: str) -> Iterator[str]:
    """Yield the addresses of the files behind an address."""
    fs, root = opened(path)
    prefix = (
        path[: len(path.rstrip("/")) - len(root)]
        if path.rstrip("/").endswith(root)
        else path.partition("://")[0] + "://"
    )
    info = fs.get_file_info(root)
    if info.type == pafs.FileType.NotFound:
        raise UnreadableDocument("missing", f"找不到“{path}”。", "请检查地址是否正确。")
    if info.type == pafs.FileType.File:
        yield path
        return
    for file in sorted(fs.get_file_info(pafs.FileSelector(root, recursive=True)), key=lambda info: info.path):
        inside = file.path[len(root) :].strip("/").split("/")
        if file.type == pafs.FileType.File and not any(part.startswith((".", "~$")) for part in inside):
            yield prefix + file.path


def is_document(file: str) -> bool:
    """Whether a file of a folder may be a document, by the end of its name."""
    return Path(file).suffix.lower() not in NOT_DOCUMENTS and not file.rpartition("/")[2].startswith(IGNORED_NAMES)


def is_package(folder: str) -> bool:
    """Whether a folder says of itself that its files are one document set."""
    settings = Path(folder) / SETTINGS
    if "://" in folder or not settings.is_file():
        return False
    try:
        return tomllib.loads(settings.read_text(encoding="utf-8-sig")).get("package") is True
    except (OSError, ValueError):
        return False


def read_bytes(address: str) -> bytes:
    """Return the bytes of a file or of what is behind an address, or raise ``UnreadableDocument``."""
    if "://" not in address:
        return read_file(Path(address))
    fs, path = opened(address)
    try:
        with fs.open_input_stream(path) as stream:
            return bytes(stream.read())
    except OSError as error:
        raise UnreadableDocument("corrupt", f"无法读取“{address}”：{error}。", "请检查地址和网络后重试。") from error


def keys_of(found: Sequence[Found], told: Callable[[int], None]) -> Iterator[str]:
    """Yield the key of each document; ``told`` hears how many are done."""
    with ThreadPoolExecutor(READERS) as readers:
        for number, key in enumerate(readers.map(key_of, found), start=1):
            told(number)
            yield key


def key_of(found: Found) -> str:
    """Return the SHA-256 of a document's bytes, or of the digests of a package's members in order.

    What cannot be read is known by its path, until it can be.
    """
    try:
        members = [hashlib.sha256(read_bytes(file)).hexdigest() for file in found.files]
    except WenbiaoError:
        return hashlib.sha256(f"unreadable\n{found.path}".encode()).hexdigest()
    if not found.names:
        return members[0]
    listed = "\n".join(f"{name} {member}" for name, member in zip(found.names, members, strict=True))
    return hashlib.sha256(listed.encode()).hexdigest()
