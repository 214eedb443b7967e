"""WB511: 要求写出计算过程而没有写。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import cell_of, rule_of
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.calculations import asks_for_calculation, shows_figures
from wenbiao.model.finding import Finding, Severity


class CalculationMissing(Rule):
    """要求写出计算过程而没有写。

    **查什么** 表头要求写出计算过程的表，按比率计分的行，说明一栏须有本单位的数字或写明没有此项；只有定义公式而给了分的，请补。
    **为何查** 没有数字，得分无从复核。
    **不合格** 表头“需按指标说明写出计算过程”，预算完成率一行只有公式，得满分。
    **合格**   “7人/10人=70%≦100%”；“本部门无三公经费支出”。
    **依据**   form:indicator-evaluation（表头的填写要求）
    """

    code = "WB511"
    name = "calculation-missing"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rows scored by a ratio that shows no figures."""
        for sheet in context.base.sheets:
            if not asks_for_calculation(sheet.table):
                continue
            for row in sheet.indicators:
                rule = rule_of(row)
                if (
                    not row.applies
                    or rule is None
                    or not rule.of_percentages
                    or row.points is None
                    or row.explanation is None
                ):
                    continue
                if not shows_figures(row.explanation.text):
                    yield self.finding(
                        f"“{row.name}”按比率计分，说明一栏没有计算过程。",
                        cell_of(row, row.explanation, "指标说明"),
                        confidence=0.85,
                        suggestion="请写出分子、分母和计算结果。",
                    )
