"""Who does the work of a run: each engine takes tasks and yields what was written, in any order."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from wenbiao.corpus.guard import Limits
from wenbiao.corpus.orders import Written
from wenbiao.corpus.plan import Task


@dataclass(frozen=True, slots=True)
class Work:
    """What an engine has to do: the tasks, the address of the store, the limits, and how many workers at a time."""

    tasks: Sequence[Task]
    store: str
    limits: Limits
    workers: int | None


def results(engine: str, work: Work) -> Generator[tuple[Task, Written]]:
    """Yield each task with what was written for it; leaving the iterator ends the workers."""
    if engine == "ray":
        from wenbiao.corpus.engines.ray import ray_results

        return ray_results(work)
    from wenbiao.corpus.engines.local import local_results

    return local_results(work)
