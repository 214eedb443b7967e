"""The store: a folder, or an address that pyarrow can open, of Parquet parts and an index that says which of them count.

A part holds the rows of one batch of documents: ``parts/<table>/<name>.parquet`` for every table. It is written under another
name and renamed, ``documents`` last, so a part whose ``documents`` is there is whole. Readers believe the index alone; parts that
it does not name are what an interrupted run left, and are taken over or removed by the next one.
"""

from __future__ import annotations

import errno
import json
import os
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

import pyarrow as pa
import pyarrow.fs as pafs
import pyarrow.parquet as pq

from wenbiao.corpus.schema import ORDER, TABLES, Row, Rows
from wenbiao.errors import ConfigError, WenbiaoError

FORMAT = 1
"""The layout of the store; a store with another number was made by another version."""
INDEX = "index.json"
ASIDE = ".aside-"
WHOLE_ON_CLOSE = frozenset({"s3", "gcs", "abfs"})
"""Kinds of storage where an object is seen only when it is complete, and where renaming would mean to copy."""
COMPRESSION = "zstd"

Stamp: TypeAlias = dict[str, str]
"""What a document was audited with: a digest for the program's base and for each rule; see ``stamp``."""


class StoreFull(WenbiaoError):
    """There is no room left where the store is."""

    kind = "full"


@dataclass(slots=True)
class Index:
    """Which parts count: for each its documents and the id of its stamp, and the stamps by id."""

    parts: dict[str, tuple[int, str]] = field(default_factory=dict)
    stamps: dict[str, Stamp] = field(default_factory=dict)


class Store:
    """The parts of one store, read and written."""

    def __init__(self, address: str | Path) -> None:
        """Open ``address``, a folder that need not exist or a URL such as ``s3://bucket/corpus``."""
        self.address = str(address)
        self.fs, self.root = opened(self.address)

    @property
    def is_local(self) -> bool:
        """Whether the store is a folder of this machine."""
        return isinstance(self.fs, pafs.LocalFileSystem)

    def location(self, table: str, name: str) -> str:
        """Return the place of a part."""
        return f"{self.root}/parts/{table}/{name}.parquet"

    def prepare(self) -> None:
        """Make the folders."""
        with no_room(self.address):
            for table in TABLES:
                self.fs.create_dir(f"{self.root}/parts/{table}", recursive=True)

    def write_part(self, name: str, rows: Rows) -> None:
        """Write the rows of a batch, every table, ``documents`` last."""
        for table in TABLES:
            part = table_of(table, rows[table])
            with no_room(self.address):
                sink = pa.BufferOutputStream()
                pq.write_table(part, sink, compression=COMPRESSION)
                self.put(self.location(table, name), sink.getvalue().to_pybytes())

    def put(self, location: str, data: bytes) -> None:
        """Write a file so that it is seen complete or not at all."""
        if self.fs.type_name in WHOLE_ON_CLOSE:
            with self.fs.open_output_stream(location) as stream:
                stream.write(data)
            return
        folder, _, name = location.rpartition("/")
        aside = f"{folder}/{ASIDE}{uuid.uuid4().hex}-{name}"
        try:
            if self.is_local:
                write_down(Path(aside), data)
            else:
                with self.fs.open_output_stream(aside) as stream:
                    stream.write(data)
            self.fs.move(aside, location)
        except OSError:
            if self.exists(aside):
                self.fs.delete_file(aside)
            raise

    def exists(self, location: str) -> bool:
        """Whether there is a file at a place."""
        return bool(self.fs.get_file_info(location).type == pafs.FileType.File)

    def index(self) -> Index:
        """Return the index, an empty one for a store that is new."""
        location = f"{self.root}/{INDEX}"
        if not self.exists(location):
            return Index()
        with self.fs.open_input_stream(location) as stream:
            stored = json.loads(stream.read())
        if stored["format"] != FORMAT:
            raise ConfigError(f"“{self.address}”由其他版本的程序写成，无法续用。", "请换一个存放位置重新运行。")
        return Index({name: (count, stamp) for name, (count, stamp) in stored["parts"].items()}, stored["stamps"])

    def write_index(self, index: Index) -> None:
        """Replace the index."""
        used = {stamp for _, stamp in index.parts.values()}
        stored = {
            "format": FORMAT,
            "stamps": {id_: stamp for id_, stamp in sorted(index.stamps.items()) if id_ in used},
            "parts": {name: list(part) for name, part in sorted(index.parts.items())},
        }
        with no_room(self.address):
            self.put(f"{self.root}/{INDEX}", json.dumps(stored, separators=(",", ":")).encode())

    def present(self) -> set[str]:
        """Return the names of all whole parts, whether or not the index names them."""
        return {name.removesuffix(".parquet") for name in self.listed("documents") if not name.startswith(ASIDE)}

    def listed(self, table: str) -> list[str]:
        """Return the names of the files of a table."""
        selector = pafs.FileSelector(f"{self.root}/parts/{table}", allow_not_found=True)
        return [info.base_name for info in self.fs.get_file_info(selector)]

    def sweep(self, index: Index) -> None:
        """Remove what the index does not name: parts that were replaced, and what a killed run left."""
        for table in reversed(TABLES):
            for name in self.listed(table):
                if name.removesuffix(".parquet") not in index.parts:
                    self.fs.delete_file(f"{self.root}/parts/{table}/{name}")

    def locations(self, table: str, index: Index | None = None) -> list[str]:
        """Return the places of the parts of a table that count, in the order of their names."""
        index = index or self.index()
        return [self.location(table, name) for name in sorted(index.parts)]

    def read(self, table: str, columns: Sequence[str] | None = None, names: Iterable[str] | None = None) -> pa.Table:
        """Return the rows of a table, or of its parts ``names``, in a fixed order: that of the parts, then ``ORDER``."""
        places = self.locations(table) if names is None else [self.location(table, name) for name in names]
        wanted = list(columns) if columns is not None else TABLES[table].names
        schema = pa.schema([TABLES[table].field(name) for name in wanted])
        parts = [pq.read_table(place, columns=wanted, filesystem=self.fs) for place in places]
        return pa.concat_tables(parts) if parts else schema.empty_table()


def opened(address: str) -> tuple[pafs.FileSystem, str]:
    """Return the file system of an address and the path in it, or raise ``ConfigError``."""
    if "://" not in address:
        return pafs.LocalFileSystem(), Path(address).resolve().as_posix()
    try:
        fs, root = pafs.FileSystem.from_uri(address)
    except (pa.ArrowInvalid, OSError) as error:
        raise ConfigError(
            f"无法打开存放位置“{address}”：{error}", "请给出文件夹，或 s3:// 等 pyarrow 支持的地址。"
        ) from error
    return fs, root.rstrip("/")


def write_down(path: Path, data: bytes) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def table_of(table: str, rows: Sequence[Row]) -> pa.Table:
    """Return rows as a table in the order of its key columns; a column that a row does not name is null."""
    schema = TABLES[table]
    columns = [pa.array([row.get(name) for row in rows], schema.field(name).type) for name in schema.names]
    part = pa.Table.from_arrays(columns, schema=schema)
    return part.sort_by([(name, "ascending") for name in ORDER[table]])


class no_room:  # noqa: N801 - used as a statement
    """Turns the failure of a full disk into one sentence."""

    def __init__(self, address: str) -> None:
        """Keep the name of the store for the sentence."""
        self.address = address

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Raise ``StoreFull`` in place of an error that says there is no space."""
        if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StoreFull(
                f"“{self.address}”所在磁盘已满，写不下去了；已写入的部分完好。",
                "请腾出空间后用同样的命令再次运行，从中断处继续。",
            ) from error
