"""How something could be said better: the shape 数量＋对象＋标准＋时限, filled with what the report itself holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from wenbiao.check.phrasing import nested
from wenbiao.check.rule import Context
from wenbiao.extract.directions import is_class
from wenbiao.extract.indicators import Indicator
from wenbiao.extract.values import CellValue, State
from wenbiao.judge.fillers import CLAUSE, is_empty_talk
from wenbiao.judge.measurability import is_undefined_percentage
from wenbiao.judge.statements import Role, Statement, section_statements
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


def advice_on_names(found: Sequence[Indicator], context: Context) -> str:
    """Return how indicators without a whole could be measured, after the measurable ones of the same form."""
    shape = "请把指标改成可计算的率或数量，写明分子、分母和数据来源"
    own = list(telling(context, of=found[0], result=False))
    if own:
        return f"{shape}，写法可参照本表“{'，'.join(own)}”。"
    objects = duties_in("\n".join(i.name for i in found))
    named = f"先写明“{objects[0]}”中数得出来的事项，" if objects else ""
    return f"{shape}，{named}如“（事项）按期办结率≥（数值）%”“（事项）≥（数量）次”。"


def advice_on_adjectives(found: Sequence[Indicator]) -> str:
    """Return how a target of adjectives could be given a value, with the indicator's own name."""
    shape = "请写数值、与上年或同类地区的比较，或者写明优、良、中、差各档的条件"
    return f"{shape}，如“{found[0].name}：较上年（提高或下降）（数值）%”。"


def advice_on_benefits(found: Sequence[Statement], context: Context) -> str:
    """Return what to write of benefits: the results the report states elsewhere, or its objects."""
    shape = "请写受益对象、数量和前后变化"
    own = list(telling(context, result=True))
    if own:
        return f"{shape}，如本表已有的“{'，'.join(own)}”带来了什么改变。"
    objects = duties_in("\n".join(s.text for s in found))
    named = "、".join(f"“{word}”" for word in objects)
    return (
        f"{shape}，对{named}写数量、金额和较上年的增减。" if objects else f"{shape}，如办件量、节约金额、较上年的增减。"
    )


def advice_on_problems(context: Context) -> str:
    """Return what to write of problems: the indicators that lost points, where the report has such."""
    shape = "请写哪个项目、差多少、什么时候、什么环节出的问题"
    lost = [
        f"“{i.name.rstrip('；;。')}”得{i.points}分（满分{i.max_points}分）"
        for i in context.base.indicators
        if i.applies and i.points is not None and i.max_points is not None and i.points < i.max_points
    ]
    return nested(f"{shape}，如{'、'.join(lost[:MOST_EXAMPLES])}，扣分的原因是什么。") if lost else f"{shape}。"


def advice_on_measures(context: Context) -> str:
    """Return what to write of measures: one for each problem the report names."""
    shape = "请写责任股室、完成时间、做到什么程度"
    problems = [s.text for s in section_statements(context.base.documents) if s.role is Role.PROBLEM]
    heads = (clause[0].strip() for text in problems if (clause := CLAUSE.search(text)))
    first = next((head for head in heads if len(head) <= LONGEST_NAME), "")
    against = f"与上面的问题（“{first}”等）一一对应" if first else "与问题一一对应"
    return f"{shape}，{against}，如“（股室）在（某月）底前（做什么），（做到什么程度）”。"


def measured(statement: Statement, context: Context) -> Iterator[str]:
    """Yield indicators of the same form as a goal or result that state a figure, as words: 走访企业30次."""
    where = statement.evidence.where
    return telling(context, (where.table, where.file), result=statement.role is Role.RESULT)


def telling(
    context: Context,
    form: tuple[int | None, str | None] = (None, None),
    *,
    of: Indicator | None = None,
    result: bool,
) -> Iterator[str]:
    """Yield indicators that state a figure, of one form (by table and file, or that of an indicator) or of all."""
    table, file = (of.table.index, of.table.file) if of is not None else form
    found = 0
    for indicator in context.base.indicators:
        here = table is None or (indicator.table.index, indicator.table.file) == (table, file)
        cell, value = side(indicator, result=result)
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
