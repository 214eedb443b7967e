"""How a goal or a result could be said: the shape 数量＋对象＋标准＋时限, filled with what the report itself holds."""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.rule import Context
from wenbiao.extract.directions import is_class
from wenbiao.extract.indicators import Indicator
from wenbiao.extract.values import CellValue, State
from wenbiao.judge.fillers import is_empty_talk
from wenbiao.judge.measurability import is_undefined_percentage
from wenbiao.judge.statements import Role, Statement
from wenbiao.judge.vocabulary import Kind, words_in
from wenbiao.model.document import Cell

MOST_EXAMPLES = 3
LONGEST_NAME = 24
SHAPE = "数量＋对象＋标准＋时限"


def advice(statement: Statement, context: Context) -> str:
    """Return the shape of a better wording, with the indicators or the objects of the same report."""
    result = statement.role is Role.RESULT
    examples = list(measured(statement, context))
    if result:
        shape = "请逐条写实际完成的数量、日期和效果，与预期目标对应，并能与佐证材料核对"
        return f"{shape}，如本表已有的“{'，'.join(examples)}”。" if examples else f"{shape}。"
    if examples:
        year = f"{context.year}年" if context.year else ""
        return f"请按“{SHAPE}”改写，本表指标可直接写进目标，如“{year}{'，'.join(examples)}”，并写明完成时限。"
    objects = duties_in(statement.text)
    if objects:
        named = "、".join(f"“{word}”" for word in objects)
        return f"请按“{SHAPE}”改写：对{named}分别写明做多少、到什么标准、何时完成。"
    return f"请按“{SHAPE}”改写，如“（某月）底前完成（对象）（数量），（标准）不低于（数值）”。"


def measured(statement: Statement, context: Context) -> Iterator[str]:
    """Yield indicators of the same form that state a figure, as words: 走访企业30次, 群众满意度≥90%."""
    where, found = statement.evidence.where, 0
    for indicator in context.base.indicators:
        here = where.table is None or (indicator.table.index, indicator.table.file) == (where.table, where.file)
        cell, value = side(indicator, result=statement.role is Role.RESULT)
        if here and cell is not None and is_telling(indicator, value):
            yield f"{indicator.name.rstrip('；;。')}{' '.join(cell.text.split())}"
            found += 1
        if found == MOST_EXAMPLES:
            return


def side(indicator: Indicator, *, result: bool) -> tuple[Cell | None, CellValue]:
    """Return the cell and value of an indicator that a goal, or a result, would state."""
    return (indicator.actual, indicator.actual_value) if result else (indicator.target, indicator.target_value)


def is_telling(indicator: Indicator, value: CellValue) -> bool:
    """Whether an indicator would make a goal concrete: a figure with a unit, of something that can be counted."""
    quantity = value.quantity
    named = indicator.applies and len(indicator.name) <= LONGEST_NAME and not is_empty_talk(indicator.name)
    if not named or value.state is not State.NUMBER or quantity is None or not quantity.unit:
        return False
    return not is_undefined_percentage(indicator) and not is_class(indicator, "cost")


def duties_in(text: str) -> list[str]:
    """Return the first things of the agency's duties that a statement names."""
    words = dict.fromkeys(span.within(text) for span in words_in(text) if span.note == Kind.DUTY)
    return list(words)[:MOST_EXAMPLES]
