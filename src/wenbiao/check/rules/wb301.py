"""WB301: 表内合计与各分项之和不符。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.align.equations import Equation, equations
from wenbiao.check.phrasing import path
from wenbiao.check.rounding import rounding_note
from wenbiao.check.rule import Context, Rule, formula, shown
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Kind, amount, plain


class FootingError(Rule):
    """表内合计与各分项之和不符。

    **查什么** 表内已知构成的合计（三公经费、支出合计、基本支出、类款项、一二三项至合计）须等于各分项之和，
    按各栏印出位数取整的范围比较；空格按零；人数、面积、件数的合计不平作疑点。差在取整范围内的提示尾差，一表一处。
    **为何查** 表内不平，说明至少一格填错。
    **不合格** 三公经费10.00万元，其下公务接待4.00、公务用车5.00、出国0。
    **合格**   三公经费9.00万元，其下公务接待4.00、公务用车5.00、出国空白。
    **依据**   所引表格（表式本身）；算术
    """

    code = "WB301"
    name = "footing-error"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the totals that their parts do not add up to; of gaps within rounding the first of each table."""
        for sheet in context.base.sheets:
            seen: set[int] = set()
            found = list(equations(sheet))
            for equation in found:
                if not equation.holds and id(equation.whole) not in seen:
                    seen.add(id(equation.whole))
                    yield self.report(equation)
            near = next((e for e in found if e.holds and e.difference and id(e.whole) not in seen), None)
            if near is not None:
                yield rounding_note(self, near.whole, near.difference, near.formula)

    def report(self, equation: Equation) -> Finding:
        """Return the finding for one equation that fails."""
        whole = equation.whole
        parts = sum(p.quantity.base_value for p in equation.parts) / whole.quantity.scale
        shown_parts = sorted(equation.parts, key=lambda p: p.blank)[:6]
        return self.finding(
            f"“{path(whole.label[-2:])}”为 {amount(whole.quantity)}，"
            f"各分项之和为 {plain(parts)}{whole.quantity.unit}，相差 {equation.gap}{whole.quantity.unit}。",
            shown(whole),
            formula(equation.formula),
            *map(shown, shown_parts),
            severity=Severity.ERROR if whole.quantity.kind is Kind.MONEY else Severity.WARNING,
            confidence=0.95 if equation.declared else 0.9,
            stated=plain(whole.quantity.value),
            expected=plain(parts),
            difference=equation.gap,
            unit=whole.quantity.unit,
            suggestion="请核对合计与各分项。",
        )
