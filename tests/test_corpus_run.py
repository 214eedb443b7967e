"""``wenbiao corpus run``: whatever interrupts it, running again ends with the rows of an undisturbed run."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

import corpus_sample as sample
from wenbiao.config import Config
from wenbiao.corpus.audit import Earlier, Source, audit, out_of_memory
from wenbiao.corpus.discover import find, key_of
from wenbiao.corpus.guard import Guard, Limits
from wenbiao.corpus.plan import Part, Plan, Task, Wanted
from wenbiao.corpus.run import How, locked, run
from wenbiao.corpus.schema import TABLES
from wenbiao.corpus.stamp import BASE, modules, stamp_of
from wenbiao.corpus.store import Index, Stamp, Store
from wenbiao.errors import ConfigError

pytestmark = pytest.mark.xdist_group("corpus")
REPORTS = 48


class Quiet:
    """A watcher that remembers what was planned."""

    plan: Plan

    def reading(self, done: int, total: int) -> None:
        pass

    def planned(self, work: Plan) -> None:
        self.plan = work

    def done(self, documents: int, failures: int) -> None:
        pass


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.write_reports(tmp_path_factory.mktemp("corpus") / "reports", REPORTS)


@pytest.fixture(scope="module")
def undisturbed(reports: Path) -> Path:
    store = reports.parent / "undisturbed"
    done = sample.run("run", reports, "--store", store, "--workers", 2)
    assert done.returncode == 0, done.stderr
    assert f"共 {REPORTS} 份文档：本次核对 {REPORTS} 份" in done.stderr
    assert done.stdout == ""
    return store


def finished(store: Path) -> int:
    """Return how many parts of a store are whole."""
    return len(list(store.glob("parts/documents/[0-9a-f]*.parquet")))


def has_more(store: Path, before: int) -> bool:
    """Whether a store has more whole parts than before."""
    return finished(store) > before


def workers_of(driver: int) -> list[int]:
    """Return the worker processes of a driver."""
    listed = Path(f"/proc/{driver}/task").glob("*/children")
    return [int(pid) for file in listed for pid in file.read_text().split()]


def wait_for(condition: Callable[[], object], process: subprocess.Popen[bytes]) -> bool:
    """Wait until a condition holds or a process ends; return whether it holds."""
    while process.poll() is None:
        if condition():
            return True
        time.sleep(0.02)
    return False


@pytest.mark.skipif(sys.platform != "linux", reason="finds worker processes through /proc")
def test_killed_drivers_and_workers_leave_the_same_rows(reports: Path, undisturbed: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    for turn in range(3):
        before = finished(store)
        driver = subprocess.Popen(
            sample.command("run", reports, "--store", store, "--workers", 1), stderr=subprocess.DEVNULL
        )
        try:
            if turn == 0:
                assert wait_for(partial(workers_of, driver.pid), driver)
                os.kill(workers_of(driver.pid)[0], signal.SIGKILL)
            assert wait_for(partial(has_more, store, before), driver)
            time.sleep(0.05 * turn)
            driver.send_signal(signal.SIGKILL)
        finally:
            driver.kill()
            assert driver.wait() == -signal.SIGKILL
    assert finished(store) < finished(undisturbed)
    aside = store / "parts" / "facts" / ".aside-left-by-a-killed-run.parquet"
    aside.write_bytes(b"PAR1")
    assert sample.run("run", reports, "--store", store, "--workers", 2).returncode == 0
    sample.assert_same(store, undisturbed)
    assert names(store) == names(undisturbed)
    assert not aside.exists()


def names(store: Path) -> list[str]:
    """Return the places of all parts of a store."""
    return sorted(path.relative_to(store).as_posix() for path in store.glob("parts/*/*"))


def local(store: Path, *paths: Path, prune: bool = False, stamp: Stamp | None = None) -> Plan:
    """Bring a store up to date in this process and return what was planned."""
    watcher = Quiet()
    roots = tuple(path.as_posix() for path in paths)
    wanted = Wanted(Config(), stamp or stamp_of(Config()), roots, prune=prune)
    run(roots, Store(store), wanted, How(workers=1), watcher)
    return watcher.plan


def test_what_is_done_is_not_done_again_and_new_files_are_added(
    reports: Path, undisturbed: Path, tmp_path: Path
) -> None:
    store, folder = tmp_path / "store", tmp_path / "reports"
    shutil.copytree(undisturbed, store)
    assert local(store, reports).tasks == ()
    sample.assert_same(store, undisturbed)
    (folder / "new").mkdir(parents=True)
    source = next(reports.glob("2021/*.txt"))
    (folder / "new" / "copy.txt").write_bytes(source.read_bytes())
    (folder / "new" / "report.txt").write_text(source.read_text(encoding="utf-8") + "\n另见附件。", encoding="utf-8")
    (folder / "new" / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    (folder / "new" / "picture.jpg").write_bytes(b"\xff\xd8\xff")
    first = local(store, folder)
    assert sum(task.documents for task in first.tasks if task.replaces is None) == 2
    held = sample.rows(store)
    assert len(held["documents"]) == REPORTS + 1
    paths = {row["path"]: row["copies"] for row in held["documents"]}
    both = sorted([source.as_posix(), (folder / "new" / "copy.txt").as_posix()])
    assert paths[both[0]] == both[1:]
    (failure,) = held["failures"]
    assert failure["kind"] == "corrupt"
    assert failure["path"] == (folder / "new" / "broken.docx").as_posix()
    assert local(store, folder).tasks == ()
    (folder / "new" / "report.txt").unlink()
    local(store, folder)
    assert len(sample.rows(store)["documents"]) == REPORTS
    local(store, reports, prune=True)
    sample.assert_same(store, undisturbed)


def test_changed_rules_run_alone_and_give_the_rows_of_a_fresh_run(reports: Path, tmp_path: Path) -> None:
    fresh, store, folder = tmp_path / "fresh", tmp_path / "store", reports / "2021"
    local(fresh, folder)
    codes = sorted({str(row["code"]) for row in sample.rows(fresh)["findings"]})
    assert len(codes) > 1
    older = {**stamp_of(Config()), codes[0]: "another version", "WB999": "a rule that is gone since"}
    local(store, folder, stamp=older)
    held = Store(store)
    for name in held.index().parts:
        kept = {table: held.read(table, names=[name]).to_pylist() for table in TABLES}
        old = [{**row, "message": "what the other version said"} for row in kept["findings"] if row["code"] == codes[0]]
        gone = [{**old[0], "code": "WB999", "severity": "error"}] if old else []
        rest = [row for row in kept["findings"] if row["code"] != codes[0]]
        held.write_part(name, {**kept, "findings": [*rest, *old[:1], *gone]})
    work = local(store, folder)
    assert {part.changed for task in work.tasks for part in task.parts} == {frozenset({codes[0]})}
    assert {part.gone for task in work.tasks for part in task.parts} == {frozenset({"WB999"})}
    assert sum(task.documents for task in work.tasks) == work.documents
    sample.assert_same(store, fresh)
    assert names(store) == names(fresh)


def test_rows_of_other_rules_stay_when_one_runs_again(reports: Path) -> None:
    (found,) = find([next(reports.glob("2021/*.txt")).as_posix()])
    source = Source(key_of(found), found.path, found.files)
    whole = audit(source, Config())
    again = str(whole["findings"][0]["code"])
    rest = tuple(row for row in whole["findings"] if row["code"] != again)
    partly = audit(source, Config(), Earlier(frozenset({again}), rest, ()))
    assert {row["code"] for row in partly["findings"][: -len(rest)]} == {again}
    for table in whole:
        assert sorted(map(str, partly[table])) == sorted(map(str, whole[table])), table


def test_a_stamp_tells_a_rule_from_the_base() -> None:
    stamp = stamp_of(Config())
    from wenbiao.catalogue import rules

    assert set(stamp) == {BASE, *(rule.code for rule in rules())}
    assert stamp_of(Config(ignore=("WB7",))).keys() == {c for c in stamp if not c.startswith("WB7")}
    assert stamp_of(Config(profile="other"))[BASE] != stamp[BASE]
    known = modules()
    before = dict(known)
    try:
        for name, touched in (
            ("wenbiao.check.rules.wb101", {"WB101"}),
            ("wenbiao.extract.purposes", {"WB215"}),
            ("wenbiao.extract.units", {BASE}),
            ("wenbiao.cli.app", set()),
        ):
            known[name] = replace(before[name], digest="changed")
            now = stamp_of(Config())
            assert {code for code in stamp if now[code] != stamp[code]} == touched, name
            known[name] = before[name]
    finally:
        known.update(before)


def stuck(reports: Path, folder: Path) -> tuple[Task, Source]:
    """Return a task of two reports with a document between them that never ends: a pipe nobody writes to."""
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    one, two = (Source(key_of(f), f.path, f.files) for f in list(find([reports.as_posix()]))[:2])
    endless = Source("e" * 64, pipe.as_posix(), (pipe.as_posix(),))
    return Task((Part("part", "stamp", (one, endless, two)),), None, Config()), endless


def guarded(task: Task, folder: Path, limits: Limits) -> Store:
    """Return the store that a guard's worker wrote."""
    store = Store(folder / "store")
    store.prepare()
    guard = Guard(store.address, limits)
    try:
        written = guard.run(task)
    finally:
        guard.end()
    assert written.failures == 1
    store.write_index(Index({"part": (written.parts["part"], "stamp")}, {"stamp": {}}))
    return store


needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")


@needs_pipes
def test_a_document_that_never_ends_is_given_up_and_the_others_are_done(reports: Path, tmp_path: Path) -> None:
    task, endless = stuck(reports, tmp_path)
    held = sample.rows(guarded(task, tmp_path, Limits(seconds=10)).address)
    assert [row["document"] for row in held["failures"]] == [endless.key]
    assert held["failures"][0]["kind"] == "limit"
    assert "10 秒" in str(held["failures"][0]["message"])
    assert len(held["documents"]) == 2


@needs_pipes
def test_a_document_that_kills_its_worker_twice_is_given_up(reports: Path, tmp_path: Path) -> None:
    task, endless = stuck(reports, tmp_path)
    store = Store(tmp_path / "store")
    store.prepare()
    guard = Guard(store.address, Limits(seconds=600))
    killed = []

    def kill_at_pipe() -> None:
        while len(killed) < 2:
            try:
                os.close(os.open(endless.path, os.O_WRONLY | os.O_NONBLOCK))  # opens only when the worker reads
            except OSError:
                time.sleep(0.02)
                continue
            process = guard.process
            if process is not None and process.pid not in killed:
                process.kill()
                killed.append(process.pid)

    killer = threading.Thread(target=kill_at_pipe, daemon=True)
    killer.start()
    written = guard.run(task)
    guard.end()
    killer.join()
    assert written.failures == 1
    assert len(set(killed)) == 2


def swollen(document: Path, to: Path, size: int) -> Path:
    """Write a Word document whose text unpacks to so many bytes, nearly all of them blanks."""
    with zipfile.ZipFile(document) as source, zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "word/document.xml":
                head, end, tail = data.rpartition(b"</w:body>")
                data = head + b" " * size + end + tail
            target.writestr(name, data)
    return to


def test_a_document_that_takes_too_much_memory_is_given_up(reports: Path, repository: Path, tmp_path: Path) -> None:
    large = swollen(repository / "fixtures" / "school-overall.docx", tmp_path / "large.docx", 280 << 20)
    found = [*list(find([reports.as_posix()]))[:1], *find([large.as_posix()])]
    sources = tuple(Source(key_of(f), f.path, f.files) for f in found)
    task = Task((Part("part", "stamp", sources),), None, Config())
    held = sample.rows(guarded(task, tmp_path, Limits(memory=250 << 20)).address)
    (failure,) = held["failures"]
    assert (failure["path"], failure["kind"]) == (large.as_posix(), "limit")
    assert "内存" in str(failure["message"])
    assert len(held["documents"]) == 1


def test_a_warm_worker_has_loaded_what_is_loaded_late() -> None:
    script = "import sys; from wenbiao.corpus.worker import warm_up; warm_up(); print('spacy' in sys.modules, 'jieba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]


def test_a_rule_out_of_memory_is_a_limit_and_not_a_fault_of_the_rule(reports: Path) -> None:
    (found,) = find([next(reports.glob("2021/*.txt")).as_posix()])
    refused = out_of_memory(Source(key_of(found), found.path))
    assert refused.kind == "limit"


def test_a_full_disk_says_so_in_a_sentence_and_the_run_goes_on_later(
    reports: Path, undisturbed: Path, tmp_path: Path
) -> None:
    if shutil.which("unshare") is None:
        pytest.skip("no unshare here to mount a small disk with")
    disk = tmp_path / "disk"
    disk.mkdir()
    script = (
        f"mount -t tmpfs -o size=400k none {disk} || exit 77; "
        f"{shlex.join(sample.command('run', reports, '--store', disk / 'store', '--workers', 1))}; echo status $?; "
        f"mount -o remount,size=64m {disk}; "
        f"{shlex.join(sample.command('run', reports, '--store', disk / 'store', '--workers', 1))}; echo status $?; "
        f"cp -r {disk}/store {tmp_path}/kept"
    )
    done = subprocess.run(
        ["unshare", "--map-root-user", "--mount", "sh", "-c", script],
        capture_output=True, text=True, encoding="utf-8", check=False, timeout=300,
    )  # fmt: skip
    if done.returncode == 77 or "unshare failed" in done.stderr:
        pytest.skip("no small disk can be mounted here")
    assert done.stdout.split() == ["status", "2", "status", "0"], done.stderr
    first, _, second = done.stderr.partition("\n")
    assert "磁盘已满" in first
    assert "Traceback" not in second
    sample.assert_same(tmp_path / "kept", undisturbed)


def test_ctrl_c_ends_the_workers_and_keeps_what_is_done(reports: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    driver = subprocess.Popen(
        sample.command("run", reports, "--store", store, "--workers", 1), stderr=subprocess.PIPE, start_new_session=True
    )
    assert wait_for(lambda: finished(store) > 0, driver)
    workers = workers_of(driver.pid)
    os.killpg(driver.pid, signal.SIGINT)
    _, said = driver.communicate(timeout=60)
    assert driver.returncode == 130
    assert "Traceback" not in said.decode()
    assert len(Store(store).index().parts) == finished(store) > 0
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_a_second_run_is_kept_out_of_a_store(reports: Path, undisturbed: Path, tmp_path: Path) -> None:
    store = tmp_path / "store"
    shutil.copytree(undisturbed, store)
    with locked(Store(store)), pytest.raises(ConfigError, match="另一次运行"):
        local(store, reports)


def test_unreadable_files_are_failures_and_are_done_when_they_can_be_read(reports: Path, tmp_path: Path) -> None:
    folder, store = tmp_path / "reports", tmp_path / "store"
    folder.mkdir()
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    (folder / "empty.txt").write_bytes(b"")
    if os.geteuid() != 0:
        (folder / "closed.txt").write_text("x", encoding="utf-8")
        (folder / "closed.txt").chmod(0)
    local(store, folder)
    kinds = {Path(str(row["path"])).name: row["kind"] for row in sample.rows(store)["failures"]}
    assert kinds["empty.txt"] == "empty"
    assert kinds.get("closed.txt", "corrupt") == "corrupt"
    text = next(reports.glob("2021/*.txt")).read_bytes()
    (folder / "empty.txt").write_bytes(text)
    local(store, folder)
    held = sample.rows(store)
    assert [Path(str(row["path"])).name for row in held["documents"]] == ["empty.txt"]
    assert "empty.txt" not in {Path(str(row["path"])).name for row in held["failures"]}


def test_packages_are_one_document(repository: Path) -> None:
    fixture = (repository / "fixtures" / "library-package").as_posix()
    (package,) = find([fixture], packages=True)
    assert package.path == fixture
    assert len(package.files) == len(package.names) == 2
    rows = audit(Source(key_of(package), package.path, package.files, package.names), Config())
    assert rows["documents"][0]["files"] == list(package.names)
    assert len(list(find([fixture]))) == 2


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    done = sample.run("run", tmp_path / "nowhere", "--store", tmp_path / "store")
    assert done.returncode == 2
    assert "nowhere" in done.stderr
    assert not (tmp_path / "store" / "index.json").exists()
