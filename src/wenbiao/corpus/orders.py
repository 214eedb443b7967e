"""What a guard tells its worker, and what the worker answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from wenbiao.corpus.plan import Task
from wenbiao.model.result import InputError


@dataclass(frozen=True, slots=True)
class Order:
    """A task with the documents that were given up, and how much memory one document may take, in bytes."""

    task: Task
    store: str
    given_up: Mapping[str, InputError]
    memory: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A document is begun; the key is empty when the last one is done and the parts are being written."""

    key: str


@dataclass(frozen=True, slots=True)
class Written:
    """The parts of a task are written: the number of documents of each, and how many documents failed."""

    parts: Mapping[str, int]
    failures: int


@dataclass(frozen=True, slots=True)
class Stopped:
    """The run cannot go on: the store is full or cannot be written."""

    kind: str
    message: str
    remedy: str
