"""A worker: a process that audits the documents of one task after the other and writes their parts.

It is started by a guard (``guard.py``) and speaks with it through its standard streams: a pickled order comes in, a pickled
message goes out when a document is begun and when the parts are written. When the guard has gone, it ends.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
from collections.abc import Callable
from typing import BinaryIO

from wenbiao.config import Config
from wenbiao.corpus.audit import Earlier, Source, audit
from wenbiao.corpus.orders import Begun, Order, Stopped, Written
from wenbiao.corpus.plan import Part
from wenbiao.corpus.rows import Audited, no_rows, refused_rows, rows_of
from wenbiao.corpus.schema import TABLES, Row, Rows
from wenbiao.corpus.store import Store, table_of
from wenbiao.errors import WenbiaoError
from wenbiao.extract.base import build_base
from wenbiao.pipeline import audit_base
from wenbiao.read import read_document
from wenbiao.report.privacy import mask_of

RULE_FAILED = "rule"
SPECIMEN = """2024年度某单位整体支出绩效自评报告

一、基本情况

年末在职人员8人，支出100.50万元，比上年增长5%，其中基本支出60万元。

辖区内老旧小区的化粪池清掏完成35处，二次供水泵房巡检记录共计120份。

二、存在的问题和改进措施

进一步加强管理，完善制度，提高资金使用效益。

表1 支出决算表 | 单位：万元
| 项目     | 2024年决算数 |
| 支出合计 | 100.50       |
"""
"""A report of nobody, to be read once before the first document."""


def main() -> None:
    """Serve orders until there are none."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the driver, which ends its workers itself
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what libraries print must not get between the answers
    warm_up()
    gc.collect()
    gc.freeze()  # what is loaded once need not be looked through again and again: a twelfth of the time
    try:
        serve(sys.stdin.buffer, answers)
    except (EOFError, BrokenPipeError):
        return


def warm_up() -> None:
    """Load what every document needs, so that the first one has as much time and memory as the others."""
    document = read_document(SPECIMEN.encode(), "specimen")
    base = build_base([document], Config())
    report = audit_base("specimen", base, Config())
    table_of("documents", rows_of(Audited("", "", report, base, mask_of([document])))["documents"])


def serve(orders: BinaryIO, answers: BinaryIO) -> None:
    """Carry out orders; raise ``EOFError`` or ``BrokenPipeError`` when the guard has gone."""

    def tell(message: Begun | Written | Stopped) -> None:
        pickle.dump(message, answers)
        answers.flush()

    while True:
        order: Order = pickle.load(orders)  # noqa: S301 - from the process that started this one
        limit_memory(order.memory)
        try:
            tell(carry_out(order, tell))
        except WenbiaoError as error:
            tell(Stopped(error.kind, error.message, error.remedy))


def limit_memory(room: int) -> None:
    """Let this process take ``room`` bytes more than it holds now; where the system cannot limit that, do nothing."""
    try:
        import resource
        from pathlib import Path

        held = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    except (ImportError, OSError):
        return
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = held + room
    resource.setrlimit(resource.RLIMIT_AS, (wanted if hard == resource.RLIM_INFINITY else min(wanted, hard), hard))


def carry_out(order: Order, tell: Callable[[Begun], None]) -> Written:
    """Audit the documents of a task and write its parts."""
    store = Store(order.store)
    written, failures = {}, 0
    for part in order.task.parts:
        rows = no_rows()
        old = OldRows(store, part)
        for source in part.sources:
            tell(Begun(source.key))
            add(rows, rows_for(source, part, order, old))
        tell(Begun(""))
        store.write_part(part.name, rows)
        written[part.name] = len(part.sources)
        failures += sum(row["kind"] != RULE_FAILED for row in rows["failures"])
    return Written(written, failures)


def rows_for(source: Source, part: Part, order: Order, old: OldRows) -> Rows:
    """Return the rows of one document: taken over, made anew, or those of one that was given up."""
    if (refused := order.given_up.get(source.key)) is not None:
        return refused_rows(source.key, source.path, refused)
    if part.old is None:
        return audit(source, order.task.config)
    if part.changed is None or (not part.changed and not old.codes(source.key) & part.gone):
        return old.of(source)
    return audit(source, order.task.config, old.earlier(source.key, part.changed, part.changed | part.gone))


def add(rows: Rows, more: Rows) -> None:
    """Add the rows of one document to those of a batch."""
    for table in TABLES:
        rows[table] += more[table]


class OldRows:
    """The rows that an older part holds for the documents of a new one."""

    def __init__(self, store: Store, part: Part) -> None:
        """Read the old part, if there is one."""
        self.tables: dict[str, dict[str, list[Row]]] = {table: {} for table in TABLES}
        if part.old is None:
            return
        for table in TABLES:
            for row in store.read(table, names=[part.old]).to_pylist():
                self.tables[table].setdefault(row["document"], []).append(row)

    def of(self, source: Source) -> Rows:
        """Return all rows of a document, with the paths it has now."""
        rows = {table: held.get(source.key, []) for table, held in self.tables.items()}
        rows["documents"] = [row | {"copies": list(source.copies)} for row in rows["documents"]]
        return rows

    def codes(self, key: str) -> frozenset[str]:
        """Return the rules that found something in a document, or failed on it."""
        rows = (*self.tables["findings"].get(key, ()), *self.tables["failures"].get(key, ()))
        return frozenset(str(row["code"]) for row in rows)

    def earlier(self, key: str, changed: frozenset[str], dropped: frozenset[str]) -> Earlier:
        """Return what stays of a document's rows when some rules run again and others are gone."""
        findings, failures = (
            tuple(row for row in self.tables[table].get(key, ()) if row["code"] not in dropped)
            for table in ("findings", "failures")
        )
        return Earlier(changed, findings, failures)


if __name__ == "__main__":
    main()
