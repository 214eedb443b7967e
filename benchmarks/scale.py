"""Measures a corpus run over N reports: rate, memory, growth, kills and questions → reports/scale.md and a plot.

python benchmarks/scale.py --reports 20000

The reports are those of synthetic.py, kept from one call to the next. The same run is made over shares of them, from an empty
store each time, so that growth can be seen; then the driver is killed at random over the share that --kills-over names, and the
store it ends with is compared, row by row, with the one of the undisturbed run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:0] = [str(HERE), str(ROOT / "tests")]

from scale_page import markdown, plot  # noqa: E402

from corpus_sample import assert_same  # noqa: E402
from wenbiao.corpus.query import answer  # noqa: E402
from wenbiao.corpus.store import Store  # noqa: E402

REPORT, PLOT = ROOT / "reports" / "scale.md", ROOT / "reports" / "scale.svg"
QUERIES = re.compile(r"\*\*(\d+\. .+?) · .+?\*\*\n\n```sql\n(.+?)\n```", re.S)
VIEWS = re.compile(r"^CREATE VIEW (\w+)", re.M)
SHARES = (20, 5, 1)
TICK = 0.5


@dataclass(frozen=True)
class Run:
    """One run: documents, seconds on the clock, and the most memory the driver and any worker held at once, in MB."""

    documents: int
    seconds: float
    processor_seconds: float
    driver_mb: float
    worker_mb: float
    failed: int
    store_mb: float
    parts: int


def made(reports: int, folder: Path) -> Path:
    """Return the folder of the synthetic reports, written when it is not there yet."""
    if not (folder / "truth.jsonl").is_file():
        command = (sys.executable, HERE / "synthetic.py", "--reports", str(reports), "--into", folder)
        subprocess.run(command, check=True)
    return folder / "documents"


def shared(documents: Path, share: int, into: Path) -> Path:
    """Return a folder that holds every so-manieth document by a second name; all of them for a share of one."""
    if share == 1:
        return documents
    for number, path in enumerate(sorted(p for p in documents.rglob("*") if p.is_file())):
        if number % share == 0:
            target = into / path.relative_to(documents)
            target.parent.mkdir(parents=True, exist_ok=True)
            if not target.exists():
                os.link(path, target)
    return into


def command(documents: Path, store: Path, workers: int) -> list[str]:
    """Return the command line of a run."""
    words = ("corpus", "run", documents, "--store", store, "--workers", workers)
    return [sys.executable, "-m", "wenbiao", *map(str, words)]


def children(pid: int) -> list[int]:
    """Return the processes a process has started."""
    found = []
    for file in Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            found += [int(child) for child in file.read_text().split()]
        except OSError:
            continue
    return found


def resident(pid: int) -> float:
    """Return the memory a process holds, in MB."""
    try:
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        return 0.0


def measured(documents: Path, store: Path, workers: int) -> Run:
    """Run over documents into an empty store and return what it took."""
    shutil.rmtree(store, ignore_errors=True)
    before, begun = os.times(), time.monotonic()
    driver = subprocess.Popen(command(documents, store, workers), stderr=subprocess.DEVNULL)
    driver_mb = worker_mb = 0.0
    while driver.poll() is None:
        driver_mb = max(driver_mb, resident(driver.pid))
        worker_mb = max([worker_mb, *map(resident, children(driver.pid))])
        time.sleep(TICK)
    seconds, after = time.monotonic() - begun, os.times()
    assert driver.returncode == 0, driver.returncode
    held = Store(store)
    count = held.read("documents", ["document"]).num_rows
    failed = sum(kind != "rule" for kind in held.read("failures", ["kind"]).column("kind").to_pylist())
    size = sum(p.stat().st_size for p in store.rglob("*.parquet")) / 1e6
    processor = after.children_user + after.children_system - before.children_user - before.children_system
    parts = len(held.index().parts)
    return Run(count + failed, seconds, processor, driver_mb, worker_mb, failed, size, parts)


def killed(documents: Path, store: Path, workers: int, times: int, seconds: float, seed: int) -> dict[str, float]:
    """Kill the driver of a run at random moments, let the last one finish, and return how it went."""
    shutil.rmtree(store, ignore_errors=True)
    chance = random.Random(seed)  # noqa: S311
    begun, kills, most = time.monotonic(), 0, max(1.5 * seconds / times, 8.0)
    moments = []
    while kills < times:
        driver = subprocess.Popen(command(documents, store, workers), stderr=subprocess.DEVNULL)
        moment = chance.uniform(0.5, most)
        try:
            driver.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            driver.send_signal(signal.SIGKILL)
            driver.wait()
            kills += 1
            moments.append(moment)
        else:
            break  # it was done before its turn came; what is counted are kills, so nothing is claimed for the rest
    finished = subprocess.run(command(documents, store, workers), stderr=subprocess.DEVNULL, check=False)
    assert finished.returncode == 0
    return {
        "kills": kills,
        "seconds": time.monotonic() - begun,
        "first": min(moments, default=0.0),
        "last": max(moments, default=0.0),
    }


def clocked(call: Callable[[], object]) -> float:
    """Return the seconds on the clock that a call takes."""
    begun = time.monotonic()
    call()
    return time.monotonic() - begun


def asked(store: Store) -> Iterator[tuple[str, float]]:
    """Yield the views and the questions of the guide with their seconds, connecting included."""
    for view in VIEWS.findall((ROOT / "src/wenbiao/corpus/views.sql").read_text(encoding="utf-8")):
        query = f"SELECT count(*), min(COLUMNS(*)::VARCHAR) FROM {view}"  # noqa: S608
        yield f"view `{view}`, every column of every row", clocked(partial(ask, store, query))
    for title, query in QUERIES.findall((ROOT / "docs" / "corpus-queries.md").read_text(encoding="utf-8")):
        yield title, clocked(partial(ask, store, query))


def ask(store: Store, query: str) -> None:
    """Ask and read the whole answer."""
    answer(store, query).fetchall()


def worked(store: Path, folder: Path) -> Iterator[tuple[str, float]]:
    """Yield the commands over a store with their seconds, from the start of the process."""
    for words in (
        ("stats", store, "--by", "division", "--format", "json"),
        ("duplicates", store, "--format", "json"),
        ("report", store, "--output", folder / "dashboard.html"),
    ):
        call = [sys.executable, "-m", "wenbiao", "corpus", *map(str, words)]
        yield (
            f"`corpus {words[0]}`",
            clocked(partial(subprocess.run, call, stdout=subprocess.DEVNULL, check=True)),
        )


def main() -> None:
    """Measure and write the report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--reports", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--kills-over", type=int, default=5, help="a fifth of the reports; 1 for all of them")
    parser.add_argument("--folder", type=Path, help="where reports and stores are kept")
    parser.add_argument("--into", type=Path, default=REPORT)
    given = parser.parse_args()
    folder = given.folder or ROOT / ".benchmarks" / f"scale-{given.reports}"
    documents = made(given.reports, folder)
    found: dict[str, object] = {"workers": given.workers, "reports": given.reports}
    runs = []
    for share in SHARES:
        part = shared(documents, share, folder / f"share-{share}")
        runs.append(measured(part, folder / f"store-{share}", given.workers))
        print(json.dumps(asdict(runs[-1])), flush=True)
    if given.kills:
        share = given.kills_over
        seconds = runs[SHARES.index(share)].seconds
        part = shared(documents, share, folder / f"share-{share}")
        found["killed"] = killed(part, folder / "store-killed", given.workers, given.kills, seconds, seed=given.reports)
        assert_same(folder / "store-killed", folder / f"store-{share}")
        found["killed over"] = runs[SHARES.index(share)].documents
        print(json.dumps(found["killed"]), flush=True)
    stages = (sys.executable, HERE / "scale_stages.py", documents)
    found["stages"] = json.loads(subprocess.run(stages, capture_output=True, text=True, check=True).stdout)
    whole = folder / "store-1"
    found["questions"] = dict(asked(Store(whole)))
    found["commands"] = dict(worked(whole, folder))
    given.into.write_text("\n".join(markdown(runs, found)) + "\n", encoding="utf-8")
    given.into.with_suffix(".svg").write_text(plot(runs), encoding="utf-8")


if __name__ == "__main__":
    main()
