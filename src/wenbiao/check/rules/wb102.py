"""WB102: 数字的口径写错。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.compare import other_version
from wenbiao.check.phrasing import path
from wenbiao.check.rule import Context, Rule, claim, shown
from wenbiao.model.fact import Basis, Relation
from wenbiao.model.finding import Finding, Severity, Verdict

BASIS_NAMES = {
    Basis.INITIAL: "年初预算数",
    Basis.ADJUSTED: "全年预算数",
    Basis.EXECUTED: "全年执行数",
    Basis.FINAL: "决算数",
    Basis.PRIOR_FINAL: "上年决算数",
    Basis.ACTUAL: "实际数",
    Basis.TARGET: "目标数",
    Basis.UNKNOWN: "",
}


class MislabelledBasis(Rule):
    """数字的口径写错：表中同一事项的另一口径恰为此数。

    **查什么** 正文注明口径（上年决算、年初预算、全年预算、决算）的金额，与表中该口径不符或表中无此口径，却与同一事项另一口径的数完全相同；
    写明是往年的数，却与表中同一事项本年的数完全相同的，提请核对年份。
    **为何查** 把年初预算当作上年决算来比较，增减额和增减率都失去意义。
    **不合格** 正文“较上年支出决算130.15万元增加”，表中130.15万元是本年年初预算数。
    **合格**   正文“年初预算130.15万元”，表中年初预算数为130.15万元。
    **依据**   form:overall-self-evaluation（表式各栏口径）
    """

    code = "WB102"
    name = "mislabelled-basis"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the amounts that stand in the tables only under another version."""
        for link in context.alignment.links:
            fact = link.fact
            if link.verdict in (Verdict.SUPPORTED, Verdict.ROUNDING, Verdict.DERIVED):
                continue
            if fact.relation in (Relation.CHANGE, Relation.GROWTH, Relation.SHARE, Relation.THRESHOLD):
                continue
            cell = other_version(fact, context)
            if cell is None:
                continue
            named = BASIS_NAMES[fact.basis] or "此口径"
            yield self.finding(
                f"正文称{fact.subject}的{named}为 {fact.quantity}，表中此数是“{BASIS_NAMES[cell.basis]}”"
                f"（{path(cell.label[-2:])}），请核对口径。",
                claim(fact),
                shown(cell),
                confidence=0.85,
                stated=str(fact.quantity.value),
                unit=fact.quantity.unit,
                suggestion="请按表中口径改正文字，或改用所称口径的数字并重算增减。",
            )
        yield from self.redated(context)

    def redated(self, context: Context) -> Iterator[Finding]:
        """Yield the amounts told of another year that are the report year's own."""
        for fact, cell in context.alignment.redated:
            if other_version(fact, context) is None:
                yield self.finding(
                    f"正文称{fact.period}年{fact.subject}为 {fact.quantity}，表中此数是{cell.period}年的"
                    f"（{' / '.join(cell.label[-2:])}），请核对年份。",
                    claim(fact),
                    shown(cell),
                    confidence=0.8,
                    stated=str(fact.quantity.value),
                    unit=fact.quantity.unit,
                    suggestion="请核对年份；确为往年数的，请核对金额。",
                )
