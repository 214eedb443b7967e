"""WB508: 多行指标雷同。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.attainment import Attainment, attain, cell_of, printed
from wenbiao.check.evaluations import evaluations
from wenbiao.check.rule import Context, Rule
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Kind

HUNDRED = Decimal(100)


class ClonedRows(Rule):
    """多行指标的目标值、完成值雷同且都得满分。

    **查什么** 一张表内三行以上（方案可调）指标的年度指标值、实际完成值都是同一个百分数（或没有单位的同一个数）且都得满分；100%和0、
    1不计。一张表只提一次。
    **为何查** 不同的事恰好都完成98%，多半没有逐项测量。
    **不合格** 五行指标都是指标值98、完成值98、满分。
    **合格**   三行指标都是100%、100%；四行指标值≥90%，完成值92.1%、95.3%、90.8%、97%。
    **依据**   逻辑；所引表格（逐项填列）
    """

    code = "WB508"
    name = "cloned-rows"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms with too many rows of the same figures."""
        for evaluation in evaluations(context.base.sheets):
            groups: dict[Decimal, list[Attainment]] = defaultdict(list)
            for row in filter(None, map(attain, evaluation.indicators)):
                if self.is_plain(row):
                    groups[row.target.value].append(row)
            for rows in groups.values():
                if len(rows) >= context.profile["clone_rows"]:
                    names = "、".join(r.indicator.name for r in rows[:5])
                    yield self.finding(
                        f"{len(rows)} 行指标的指标值、完成值都是 {printed(rows[0].indicator.target)} 且得满分：{names}。",
                        *(cell_of(r.indicator, r.indicator.actual, "实际完成值") for r in rows[:8]),
                        confidence=0.8,
                        stated=printed(rows[0].indicator.actual),
                        suggestion="请逐项填写测得的实际完成值，并注明单位和来源。",
                    )

    @staticmethod
    def is_plain(row: Attainment) -> bool:
        """Whether a row repeats its target as result, with full marks, and the figure is no natural one."""
        same = row.target.base_value == row.actual.base_value and row.target.kind is row.actual.kind
        bare = row.target.kind is Kind.PERCENT or not row.target.unit
        return same and bare and row.full and row.target.value not in (0, 1, HUNDRED)
