"""WB210: 文中说法与报告自身数据相矛盾。"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wenbiao.check.refute import budget_moved, projects_moved, targets_missed, underspent
from wenbiao.check.rule import Context, Rule, clause_at, words
from wenbiao.extract.claims import claims
from wenbiao.model.finding import Evidence, Finding, Severity

TESTS: dict[str, Callable[[Context], tuple[str, tuple[Evidence, ...]] | None]] = {
    "budget-moved": budget_moved,
    "targets-missed": targets_missed,
    "projects-moved": projects_moved,
    "underspent": underspent,
}


class RefutedClaim(Rule):
    """文中说法与报告自身数据相矛盾。

    **查什么** “没有偏离”“严格按年初预算执行”“各项指标均已完成”“资金全部支出”等说法，与本报告的预算调整、指标完成、执行数据对照。
    **为何查** 数据不支持的结论，是自评流于形式的表现。
    **不合格** 称“预算执行没有偏离绩效目标”，而全年预算较年初预算增加68.21%。
    **合格**   称“各项指标均已完成”，各指标完成值均达到目标值。
    **依据**   算术/逻辑；评价典型问题（系统做法）
    """

    code = "WB210"
    name = "refuted-claim"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the claims that figures of the report refute."""
        refutations = {name: test(context) for name, test in TESTS.items()}
        for claim in claims(context.base.documents):
            against = refutations[claim.test]
            if against is None:
                continue
            reason, evidence = against
            yield self.finding(
                f"{claim.says}，而{reason}。",
                words(claim.paragraph, *clause_at(claim.paragraph.text, claim.start, claim.end)),
                *evidence,
                confidence=0.8,
                suggestion="请据实表述，或说明变动、未完成的原因。",
            )
