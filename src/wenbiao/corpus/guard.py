"""A guard keeps one warm worker process, gives it tasks, and ends it when a document takes too long; no file stops a run."""

from __future__ import annotations

import contextlib
import pickle
import queue
import subprocess
import sys
import threading
import time
from collections import Counter
from dataclasses import dataclass

from wenbiao.corpus.audit import Source
from wenbiao.corpus.orders import Begun, Order, Stopped, Written
from wenbiao.corpus.plan import Task
from wenbiao.errors import WenbiaoError
from wenbiao.model.result import InputError

SECONDS = 60.0
MEMORY = 1 << 30
MOST_DEATHS = 2
"""A worker that dies is started anew and does the document again: it may have been killed from outside. After that it is the document."""
TASKS_EACH = 64
"""After so many tasks a worker is replaced, so that what libraries keep does not add up."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds on the clock, and bytes beyond what a warm worker holds."""

    seconds: float = SECONDS
    memory: int = MEMORY


class RunStopped(WenbiaoError):
    """The run cannot go on; ``kind`` tells why."""

    def __init__(self, kind: str, message: str, remedy: str) -> None:
        """Keep the reason."""
        super().__init__(message, remedy)
        self.kind = kind


class Guard:
    """One worker process and who watches it."""

    def __init__(self, store: str, limits: Limits) -> None:
        """Prepare; the process is started with the first task."""
        self.store, self.limits = store, limits
        self.process: subprocess.Popen[bytes] | None = None
        self.answers: queue.SimpleQueue[Begun | Written | Stopped | None] = queue.SimpleQueue()
        self.tasks = 0
        self.closed = False

    def run(self, task: Task) -> Written:
        """Return what a worker wrote for a task; raise ``RunStopped`` when the store is full or no worker can be started."""
        deaths: Counter[str] = Counter()
        given_up: dict[str, InputError] = {}
        while not self.closed:
            answer = self.attempt(Order(task, self.store, given_up, self.limits.memory))
            match answer:
                case Written():
                    return answer
                case Stopped():
                    raise RunStopped(answer.kind, answer.message, answer.remedy)
                case TooSlow():
                    given_up[answer.key] = too_slow(path_of(task, answer.key), self.limits.seconds)
                case Died():
                    deaths[answer.key] += 1
                    if deaths[answer.key] >= MOST_DEATHS and answer.key:
                        given_up[answer.key] = crash(path_of(task, answer.key))
                    elif deaths[answer.key] > MOST_DEATHS:
                        raise RunStopped(
                            "crash",
                            "工作进程无法启动或无法写入。",
                            "请在命令行运行 python -X dev -m wenbiao 查看原因。",
                        )
        raise RunStopped("closed", "运行已中止。", "")

    def attempt(self, order: Order) -> Written | Stopped | TooSlow | Died:
        """Give an order to the worker and return how it ended."""
        process = self.started()
        key = ""
        try:
            pickle.dump(order, process.stdin)  # type: ignore[arg-type]
            process.stdin.flush()  # type: ignore[union-attr]
        except OSError:
            self.end()
            return Died(key)
        begun = time.monotonic()
        while True:
            try:
                left = None if not key else max(0.0, begun + self.limits.seconds - time.monotonic())
                answer = self.answers.get(timeout=left)
            except queue.Empty:
                self.end()
                return TooSlow(key)
            if answer is None:
                self.end()
                return Died(key)
            if not isinstance(answer, Begun):
                return answer
            key, begun = answer.key, time.monotonic()

    def started(self) -> subprocess.Popen[bytes]:
        """Return the worker, a new one when there is none or it has served long enough."""
        self.tasks += 1
        if self.process is not None and self.tasks > TASKS_EACH:
            self.end()
        if self.process is None:
            self.tasks = 1
            self.answers = queue.SimpleQueue()
            command = (sys.executable, *(["-X", "dev"] if sys.flags.dev_mode else []), "-m", "wenbiao.corpus.worker")
            shown = None if sys.flags.dev_mode else subprocess.DEVNULL
            self.process = subprocess.Popen(  # noqa: S603
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=shown
            )
            threading.Thread(target=listen, args=(self.process, self.answers), daemon=True).start()
        return self.process

    def end(self) -> None:
        """Kill the worker."""
        process, self.process = self.process, None
        if process is None:
            return
        process.kill()
        process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()

    def close(self) -> None:
        """Kill the worker and take no more tasks."""
        self.closed = True
        process = self.process
        if process is not None:
            process.kill()


@dataclass(frozen=True, slots=True)
class TooSlow:
    """A document took longer than it may."""

    key: str


@dataclass(frozen=True, slots=True)
class Died:
    """The worker ended by itself or was killed, at a document, or with no key while it started or wrote."""

    key: str


def listen(process: subprocess.Popen[bytes], answers: queue.SimpleQueue[Begun | Written | Stopped | None]) -> None:
    """Hand on what a worker says; None when it has ended."""
    try:
        while True:
            answers.put(pickle.load(process.stdout))  # type: ignore[arg-type]  # noqa: S301 - from a process started here
    except (EOFError, OSError, ValueError, pickle.UnpicklingError):
        return
    finally:
        answers.put(None)


def path_of(task: Task, key: str) -> str:
    """Return the path of a document of a task."""
    sources: list[Source] = [source for part in task.parts for source in part.sources]
    return next(source.path for source in sources if source.key == key)


def crash(path: str) -> InputError:
    """Return why a document was given up that ended its worker twice."""
    said = f"核对“{path}”时工作进程两次异常退出，未核对完。"
    return InputError("crash", said, "请单独核对该文件；如仍出错，请反馈给开发者。")


def too_slow(path: str, seconds: float) -> InputError:
    """Return why a document was given up that took too long."""
    said = f"“{path}”超过 {seconds:g} 秒仍未核对完，已放弃。"
    return InputError("limit", said, "请拆分文件后重试，或用 --retry 再试一次。")
