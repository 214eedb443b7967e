"""The processors of this machine: one thread for each worker process, all taking from one line of tasks."""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Generator
from typing import TYPE_CHECKING

from wenbiao.corpus.guard import Guard
from wenbiao.corpus.orders import Written
from wenbiao.corpus.plan import Task

if TYPE_CHECKING:
    from wenbiao.corpus.engines import Work

TICK = 0.5
"""Seconds after which a waiting driver looks up, so that Ctrl-C is heard on every system."""


def local_results(work: Work) -> Generator[tuple[Task, Written]]:
    """Yield each task with what was written for it; the first error of a worker ends the run."""
    waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
    for task in work.tasks:
        waiting.put(task)
    done: queue.SimpleQueue[tuple[Task, Written] | BaseException] = queue.SimpleQueue()
    count = min(work.workers or os.cpu_count() or 1, len(work.tasks))
    guards = [Guard(work.store, work.limits) for _ in range(count)]
    threads = [threading.Thread(target=serve, args=(guard, waiting, done), daemon=True) for guard in guards]
    for thread in threads:
        thread.start()
    try:
        for _ in work.tasks:
            answer = next_of(done)
            if isinstance(answer, BaseException):
                raise answer
            yield answer
    finally:
        for guard in guards:
            guard.close()
        for thread in threads:
            thread.join()


def next_of(done: queue.SimpleQueue[tuple[Task, Written] | BaseException]) -> tuple[Task, Written] | BaseException:
    """Return the next answer of any worker."""
    while True:
        try:
            return done.get(timeout=TICK)
        except queue.Empty:
            continue


def serve(
    guard: Guard, waiting: queue.SimpleQueue[Task], done: queue.SimpleQueue[tuple[Task, Written] | BaseException]
) -> None:
    """Give tasks to one worker until there are none."""
    try:
        while not guard.closed:
            task = waiting.get_nowait()
            done.put((task, guard.run(task)))
    except queue.Empty:
        return
    except BaseException as error:
        done.put(error)
    finally:
        guard.end()
