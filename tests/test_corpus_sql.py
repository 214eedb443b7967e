"""``wenbiao corpus sql``: what it answers, and what it refuses."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import pytest

import corpus_sample as sample
from wenbiao.cli import main
from wenbiao.config import Config
from wenbiao.corpus.audit import Source, audit
from wenbiao.corpus.discover import find, key_of
from wenbiao.corpus.query import VIEWS, answer
from wenbiao.corpus.rows import no_rows
from wenbiao.corpus.schema import TABLES, exact
from wenbiao.corpus.store import Index, Store
from wenbiao.errors import ConfigError

QUERY = re.compile(r"```sql\n(.+?)\n```", re.S)
VIEW = re.compile(r"-- (\w+): (.+)\nCREATE VIEW (\w+) AS")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Store:
    """Return a store of two parts with the text fixtures, a broken file and a report of the year before."""
    folder = tmp_path_factory.mktemp("sql")
    held = Store(folder / "store")
    held.prepare()
    text = (repository / "fixtures" / "archives-narrative.txt").read_text(encoding="utf-8")
    (folder / "before.txt").write_text(text.replace("2023", "2022"), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    files = [
        *(repository / "fixtures").glob("*.txt"),
        repository / "fixtures" / "hospital-overall.docx",
        folder / "before.txt",
        folder / "empty.txt",
    ]
    parts = {"one": no_rows(), "two": no_rows()}
    for number, found in enumerate(find([file.as_posix() for file in sorted(files)])):
        rows = audit(Source(key_of(found), found.path, found.files), Config())
        for table in TABLES:
            parts["one" if number % 2 else "two"][table] += rows[table]
    for name, rows in parts.items():
        held.write_part(name, rows)
    held.write_index(Index(dict.fromkeys(parts, (3, "stamp")), {"stamp": {}}))
    return held


def test_every_query_of_the_guide_runs(store: Store, repository: Path) -> None:
    queries = QUERY.findall((repository / "docs" / "corpus-queries.md").read_text(encoding="utf-8"))
    assert len(queries) == 10
    answers = [answer(store, query).fetchall() for query in queries]
    assert [number for number, rows in enumerate(answers, 1) if not rows and number not in (5, 8)] == []


def test_the_views_are_those_of_the_guides(store: Store, repository: Path) -> None:
    views = VIEW.findall(VIEWS.read_text(encoding="utf-8"))
    assert all(told == made for told, _, made in views)
    shown = {row[0] for row in answer(store, "SHOW TABLES").fetchall()}
    assert shown == {*TABLES, *(view for view, _, _ in views)}
    guide = (repository / "docs" / "corpus.md").read_text(encoding="utf-8")
    for view, said, _ in views:
        assert f"| `{view}` | {said.removeprefix('a ').removeprefix('an ')} |" in guide, view
    chinese = (repository / "docs" / "corpus.zh-CN.md").read_text(encoding="utf-8")
    assert all(f"| `{name}` |" in chinese for name in shown)


def test_the_columns_are_those_of_the_guide(repository: Path) -> None:
    guide = (repository / "docs" / "corpus.md").read_text(encoding="utf-8")
    for table, schema in TABLES.items():
        (row,) = [line for line in guide.splitlines() if line.startswith(f"| `{table}` |")]
        assert re.findall(r"`(\w+)`", row.split("|")[3]) == schema.names


@pytest.mark.parametrize(
    "question",
    [
        "CREATE TABLE x (a INT)",
        "INSERT INTO documents SELECT * FROM documents",
        "COPY (SELECT 1) TO 'stolen.csv'",
        "COPY documents TO 'stolen.parquet'",
        "EXPLAIN ANALYZE COPY (SELECT 1) TO 'stolen.csv'",
        "ATTACH 'other.db'",
        "SET enable_external_access = true",
        "INSTALL httpfs",
        "PRAGMA database_list; SELECT 1",
        "SELECT 1; SELECT 2",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM nowhere",
        "not sql at all",
        "",
    ],
)
def test_anything_but_a_question_to_the_store_is_refused(
    store: Store, question: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = sorted(path.name for path in Path(store.root).rglob("*"))
    with pytest.raises(ConfigError):
        answer(store, question).fetchall()
    assert list(tmp_path.iterdir()) == []
    assert sorted(path.name for path in Path(store.root).rglob("*")) == before


def test_amounts_are_exact(store: Store) -> None:
    values = store.read("facts", ["base_value"]).column("base_value").to_pylist()
    total = sum((value for value in values if value is not None), start=Decimal(0))
    assert total.as_tuple().exponent == -8
    ((summed, kind),) = answer(store, "SELECT sum(base_value), typeof(sum(base_value)) FROM facts").fetchall()
    assert summed == total
    assert kind == "DECIMAL(38,8)"
    assert exact(Decimal("0.1234567890")) is None
    assert exact("12.50") == Decimal("12.5")


@pytest.mark.parametrize("form", ["table", "csv", "json"])
def test_formats(store: Store, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    question = (
        "SELECT unit, self_score, year, files FROM documents WHERE self_score IS NOT NULL ORDER BY document LIMIT 2"
    )
    assert main(["corpus", "sql", question, "--store", store.address, "--format", form]) == 0
    said = capsys.readouterr().out
    rows = answer(store, question).fetchall()
    assert all(row[0] in said for row in rows)
    if form == "json":
        assert [row["self_score"] for row in json.loads(said)] == [f"{row[1].normalize():f}" for row in rows]
    if form == "csv":
        assert said.splitlines()[0] == "unit,self_score,year,files"


def test_a_folder_without_a_store_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["corpus", "sql", "SELECT 1", "--store", str(tmp_path)]) == 2
    assert "corpus run" in capsys.readouterr().err


def test_a_store_behind_an_address_answers_the_same(store: Store) -> None:
    question = "SELECT document, path, errors FROM documents ORDER BY document"
    address = f"file://{store.root}"
    remote = Store(address)
    remote.fs = sample.elsewhere(remote.fs)
    assert not remote.is_local
    assert answer(remote, question).fetchall() == answer(store, question).fetchall()


def test_nothing_heavy_is_loaded_for_other_commands() -> None:
    script = (
        "import sys; from wenbiao.cli import main\n"
        "try: main(['corpus', 'run', '--help'])\nexcept SystemExit: pass\n"
        "main(['check', sys.argv[1], '--fail-on', 'never'])\n"
        "print([name for name in ('pyarrow', 'duckdb', 'ray') if name in sys.modules], file=sys.stderr)"
    )
    fixture = sample.ROOT / "fixtures" / "archives-narrative.txt"
    done = subprocess.run([sys.executable, "-c", script, fixture], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines()[-1] == "[]"
