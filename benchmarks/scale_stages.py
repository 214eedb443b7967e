"""What each stage of auditing a report for a store costs: milliseconds of processor time a report, the program warm.

python benchmarks/scale_stages.py FOLDER        prints them as JSON, over the first 200 reports of a folder
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from wenbiao.check import run as check_run
from wenbiao.config import Config
from wenbiao.corpus import audit as corpus_audit
from wenbiao.corpus.audit import Source
from wenbiao.corpus.discover import find, key_of
from wenbiao.corpus.rows import no_rows
from wenbiao.corpus.store import Store
from wenbiao.corpus.worker import warm_up

REPORTS, WARMING = 200, 20
STAGES = (
    (corpus_audit, "members_of", "reading"),
    (corpus_audit, "build_base", "extracting facts, tables and forms"),
    (corpus_audit, "audit_base", "aligning, rules and quality"),
    (check_run, "align", "of these, aligning"),
    (corpus_audit, "mask_of", "masking personal data"),
    (corpus_audit, "masked", "masking personal data"),
    (corpus_audit, "rows_of", "rows and judge"),
)


def clocked(call: Callable[..., Any], name: str, spent: Counter[str]) -> Callable[..., Any]:
    """Return a call that adds its processor time to ``spent``."""

    def timed(*given: object, **named: object) -> object:
        begun = time.process_time()
        try:
            return call(*given, **named)
        finally:
            spent[name] += time.process_time() - begun

    return timed


def stages(folder: Path) -> dict[str, float]:
    """Return milliseconds a report by stage."""
    spent: Counter[str] = Counter()
    for module, call, name in STAGES:
        setattr(module, call, clocked(getattr(module, call), name, spent))
    warm_up()
    found = sorted(find([folder.as_posix()]), key=key_of)[: REPORTS + WARMING]
    rows = no_rows()
    for number, document in enumerate(found):
        if number == min(WARMING, len(found) // 2):
            spent.clear()
            rows = no_rows()
        begun = time.process_time()
        audited = corpus_audit.audit(Source(key_of(document), document.path, document.files), Config())
        spent["in all"] += time.process_time() - begun
        for table, some in audited.items():
            rows[table] += some
    with tempfile.TemporaryDirectory() as store:
        begun = time.process_time()
        Store(store).prepare()
        Store(store).write_part("part", rows)
        spent["writing parts"] = time.process_time() - begun
    count = len(found) - min(WARMING, len(found) // 2)
    return {name: 1000 * seconds / count for name, seconds in spent.items()}


if __name__ == "__main__":
    print(json.dumps(stages(Path(sys.argv[1])), ensure_ascii=False))
