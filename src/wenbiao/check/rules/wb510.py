"""WB510: 得分与印出的评分标准不符。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.attainment import cell_of, points, rule_of, score_text
from wenbiao.check.recomputed import Recomputed, from_report, stated_in_row
from wenbiao.check.rule import Context, Rule, claim, formula
from wenbiao.extract.indicators import Indicator
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import Kind, plain


class ScoreOutsideBand(Rule):
    """得分与印出的评分标准不符。

    **查什么** 评价（评分）标准印有分档、分段或扣分步长的，得分须是标准给得出的分；比率由本行的计算过程、实际完成值或全文数字算出。
    每超过x扣y可按比例或按整段扣，两种算法之间都算对。
    **为何查** 标准已把分数定死，不合标准的分没有依据。
    **不合格** 标准为“好6分，一般3分，无0分”，得分5；90%以上10分、80%-90%计6分，实际满意度85%，得分10。
    **合格**   “控制率≤100%计5分，每超过一个百分点扣0.5分”，7人/10人=70%，得分5。
    **依据**   form:indicator-evaluation（表中评价标准）
    """

    code = "WB510"
    name = "score-outside-band"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rows whose score their printed rule cannot give."""
        for row in context.base.indicators:
            rule, got = rule_of(row), row.points
            if (
                not row.applies
                or rule is None
                or got is None
                or row.max_points is None
                or not 0 <= got <= row.max_points
            ):
                continue
            if rule.legal is not None and got not in rule.legal:
                choices = "、".join(plain(p) for p in sorted(rule.legal))
                fault = f"评分标准只有 {choices} 分，得分 {points(got)} 不在其中"
                yield self.report(row, fault, choices, Severity.ERROR)
                continue
            found, severity = ratio_of(row, context)
            allowed = rule.allowed(found.ratio) if found is not None else None
            if found is not None and allowed is not None and not allowed.low <= got <= allowed.high:
                ends = (allowed.low,) if allowed.is_point else (allowed.low, allowed.high)
                wanted = " 至 ".join(map(points, ends))
                fault = f"按 {found.formula}，依评分标准应得 {wanted} 分，表中得分 {points(got)}"
                yield self.report(row, fault, wanted, severity, found)

    def report(
        self, row: Indicator, fault: str, wanted: str, severity: Severity, found: Recomputed | None = None
    ) -> Finding:
        """Return the finding on one row."""
        return self.finding(
            f"“{row.name}”{fault}（{score_text(row)}）。",
            cell_of(row, row.score, "得分"),
            cell_of(row, row.rule, "评价标准"),
            *([formula(found.formula), *map(claim, found.facts)] if found is not None else []),
            severity=severity,
            confidence=0.93 if severity is Severity.ERROR else 0.7,
            stated=points(row.points),
            expected=wanted,
            unit="分",
            suggestion="请按评分标准重算得分和总分，并写出计算过程。",
        )


def ratio_of(row: Indicator, context: Context) -> tuple[Recomputed | None, Severity]:
    """Return the ratio a row is scored by, and how grave it is to score it otherwise.

    A ratio worked out from figures elsewhere may be meant otherwise: it only asks.
    """
    if (found := stated_in_row(row) or actual_of(row)) is not None:
        return found, Severity.ERROR
    return from_report(row, context), Severity.WARNING


def actual_of(row: Indicator) -> Recomputed | None:
    """Return the actual value of a row as the ratio its rule is about."""
    quantity = row.actual_value.quantity
    if quantity is None or quantity.kind is not Kind.PERCENT:
        return None
    return Recomputed(quantity.interval, f"实际完成值 {quantity}", ())
