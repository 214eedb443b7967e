"""Questions to a store in SQL: a DuckDB connection that can read the store's tables and views, and nothing else."""

from __future__ import annotations

from pathlib import Path

import duckdb

from wenbiao.corpus.schema import TABLES
from wenbiao.corpus.store import Index, Store
from wenbiao.errors import ConfigError

VIEWS = Path(__file__).with_name("views.sql")
SEALED = ("enable_external_access = false", "lock_configuration = true")
"""No file but those of the store, no extension, no network, and no way to switch that on again."""


def connect(store: Store) -> duckdb.DuckDBPyConnection:
    """Return a connection with a view for every table and those of ``views.sql``.

    For the program's own questions; ``sealed`` is the one for the user's. Raises ``ConfigError`` for a place that holds no store.
    """
    index = store.index()
    if not index.parts:
        raise ConfigError(f"“{store.address}”中没有语料存储。", "请先运行 wenbiao corpus run，或检查 --store。")
    connection = duckdb.connect(config={"autoinstall_known_extensions": "false", "autoload_known_extensions": "false"})
    for table in TABLES:
        show(connection, store, table, index)
    connection.execute(VIEWS.read_text(encoding="utf-8"))
    return connection


def show(connection: duckdb.DuckDBPyConnection, store: Store, table: str, index: Index) -> None:
    """Make the parts of a table seen under its name: by DuckDB itself in a folder, through pyarrow behind an address."""
    places = store.locations(table, index)
    if store.is_local:
        listed = ", ".join(literal(place) for place in places)
        connection.execute(f'CREATE VIEW "{table}" AS SELECT * FROM read_parquet([{listed}])')  # noqa: S608
        return
    import pyarrow.dataset

    connection.register(table, pyarrow.dataset.dataset(places, filesystem=store.fs, schema=TABLES[table]))


def literal(text: str) -> str:
    """Return a text as an SQL string."""
    return "'" + text.replace("'", "''") + "'"


def sealed(store: Store) -> duckdb.DuckDBPyConnection:
    """Return a connection for questions of the user: it reads the parts of the store and can write or open nothing."""
    connection = connect(store)
    if store.is_local:
        connection.execute(f"SET allowed_directories = [{literal(store.root + '/parts')}]")
    for setting in SEALED:
        connection.execute(f"SET {setting}")
    return connection


def answer(store: Store, question: str) -> duckdb.DuckDBPyConnection:
    """Return the connection with the result of one SELECT; raise ``ConfigError`` for anything else and for what cannot be asked."""
    connection = sealed(store)
    try:
        statements = connection.extract_statements(question)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise ConfigError("只能查询：请给出一条 SELECT 语句。", "表和视图见 docs/corpus.md。")
        return connection.execute(statements[0])
    except duckdb.Error as error:
        raise ConfigError(f"查询未能完成：{error}", "表和视图见 docs/corpus.md。") from error
