"""Standard tables of final accounts that hold no data, and the statements that say why."""

from __future__ import annotations

import re
from collections.abc import Iterator

from wenbiao.extract.base import FactBase, Sheet
from wenbiao.extract.wording import fold, fund_words

NIL = re.compile(
    r"(?:没有|无|未(?:安排|发生|使用)|不存在|不涉及)[^。；\n]{0,40}(?:收入|支出|收支|拨款|预算|经费|数据|结转)"
    r"|本表(?:无|为空|没有)|空表|此表无"
)
ACCOUNTS = "final-accounts-"


def empty_tables(base: FactBase) -> Iterator[Sheet]:
    """Yield the recognised tables of final accounts in which every value is blank or zero and none is printed."""
    for sheet in base.sheets:
        if (
            sheet.form.startswith(ACCOUNTS)
            and sheet.table.n_rows > 1
            and not any(not f.blank for f in sheet.view.facts.values())
        ):
            yield sheet


def is_declared_nil(sheet: Sheet, base: FactBase) -> bool:
    """Whether a sentence of the report says that the table's money does not exist.

    The table's fund (政府性基金 …) or its subject (三公) has to be named, or the table itself meant.
    """
    caption = fold(sheet.table.caption)
    names = [word for word, _ in fund_words() if word in caption and word not in ("财政拨款", "财政补助")]
    names += ["三公"] if "三公" in caption else []
    for document in base.documents:
        for paragraph in document.paragraphs():
            text = fold(paragraph.text)
            if NIL.search(text) and ("本表" in text or any(name in text for name in names)):
                return True
    return False
