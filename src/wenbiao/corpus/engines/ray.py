"""A cluster: Ray actors, each with a guard and its warm worker process, on the machines that Ray knows.

An actor that dies with its machine is replaced, and its task is given to another one: a part that was written twice is the same part.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from wenbiao.corpus.guard import Guard, Limits
from wenbiao.corpus.orders import Written
from wenbiao.corpus.plan import Task
from wenbiao.errors import ConfigError

if TYPE_CHECKING:
    from wenbiao.corpus.engines import Work

ADDRESS = "RAY_ADDRESS"
"""The variable by which Ray finds a cluster that runs already."""
MOST_LOSSES = 5
"""A task is given out again so many times when the actors that have it are lost."""


class Auditor:
    """An actor: it keeps a guard and hands tasks to it."""

    def __init__(self, store: str, limits: Limits) -> None:
        """Prepare the guard."""
        self.guard = Guard(store, limits)

    def run(self, task: Task) -> Written:
        """Return what was written for a task."""
        return self.guard.run(task)


def ray_results(work: Work) -> Generator[tuple[Task, Written]]:
    """Yield each task with what was written for it.

    The cluster is the one that ``RAY_ADDRESS`` names, else one on this machine that lasts as long as the run.
    """
    try:
        import ray
    except ImportError as error:
        raise ConfigError("没有安装 Ray。", "请运行 pip install 'wenbiao[ray]'，或改用 --engine local。") from error
    own = not ray.is_initialized()
    if own:
        processors = None if ADDRESS in os.environ else work.workers or os.cpu_count()
        ray.init(num_cpus=processors, include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
    try:
        yield from shared_out(ray, work)
    finally:
        if own:
            ray.shutdown()


def shared_out(ray: Any, work: Work) -> Generator[tuple[Task, Written]]:  # noqa: ANN401 - the module, loaded only here
    """Keep every actor busy with one task, and give a task again when its actor is lost."""
    actor = ray.remote(num_cpus=1, max_restarts=0)(Auditor)
    count = min(work.workers or int(ray.cluster_resources().get("CPU", 1)), len(work.tasks))
    waiting = [(task, 0) for task in reversed(work.tasks)]
    busy: dict[Any, tuple[Any, Task, int]] = {}
    idle = [actor.remote(work.store, work.limits) for _ in range(count)]
    while waiting or busy:
        while waiting and idle:
            auditor, (task, losses) = idle.pop(), waiting.pop()
            busy[auditor.run.remote(task)] = (auditor, task, losses)
        ready, _ = ray.wait(list(busy), num_returns=1)
        auditor, task, losses = busy.pop(ready[0])
        try:
            written = ray.get(ready[0])
        except ray.exceptions.RayActorError:
            if losses == MOST_LOSSES:
                raise
            waiting.append((task, losses + 1))
            idle.append(actor.remote(work.store, work.limits))
            continue
        except ray.exceptions.RayTaskError as error:
            raise error.cause from error
        idle.append(auditor)
        yield task, written
