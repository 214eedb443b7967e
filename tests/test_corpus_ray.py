"""The engine for a cluster, on a real Ray cluster of this machine: the rows of the local engine, also when an actor is killed."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import corpus_sample as sample
from wenbiao.config import Config
from wenbiao.corpus.plan import Plan, Wanted
from wenbiao.corpus.run import How, run
from wenbiao.corpus.stamp import stamp_of
from wenbiao.corpus.store import Store

pytestmark = [
    pytest.mark.xdist_group("corpus"),
    pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning", "ignore::ResourceWarning"),
]
REPORTS = 32


@pytest.fixture(scope="module")
def cluster() -> Iterator[object]:
    """Start a Ray cluster of this machine with two processors; skip where it cannot, unless tools are required."""
    try:
        import ray

        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
    except Exception as error:
        if os.environ.get("WENBIAO_REQUIRE_TOOLS") == "1":
            raise
        pytest.skip(f"Ray cannot be started here: {error}")
    yield ray
    ray.shutdown()


class Quiet:
    """A watcher that only counts."""

    documents = 0

    def reading(self, done: int, total: int) -> None:
        pass

    def planned(self, work: Plan) -> None:
        pass

    def done(self, documents: int, failures: int) -> None:
        self.documents += documents


def actors() -> list[int]:
    """Return the processes of the actors that keep a guard."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            if b"ray::Auditor" in (folder / "cmdline").read_bytes():
                found.append(int(folder.name))
        except OSError:
            continue
    return found


def test_a_cluster_gives_the_rows_of_one_machine_though_an_actor_is_killed(cluster: object, tmp_path: Path) -> None:
    del cluster
    reports = sample.write_reports(tmp_path / "reports", REPORTS)
    roots = (reports.as_posix(),)
    wanted = Wanted(Config(), stamp_of(Config()), roots)
    killed: list[int] = []

    def kill_one() -> None:
        store = tmp_path / "cluster" / "parts" / "documents"
        while not killed:
            busy = actors()
            if busy and list(store.glob("[0-9a-f]*.parquet")):
                os.kill(busy[0], signal.SIGKILL)
                killed.append(busy[0])
            time.sleep(0.02)

    killer = threading.Thread(target=kill_one, daemon=True)
    killer.start()
    watcher = Quiet()
    address = f"file://{(tmp_path / 'cluster').as_posix()}"
    summary = run(roots, Store(address), wanted, How("ray", workers=2), watcher)
    killer.join(timeout=5)
    assert len(killed) == 1
    assert (summary.audited, summary.failed, watcher.documents) == (REPORTS, 0, REPORTS)
    run(roots, Store(tmp_path / "local"), wanted, How("local", workers=2), Quiet())
    sample.assert_same(tmp_path / "cluster", tmp_path / "local")
