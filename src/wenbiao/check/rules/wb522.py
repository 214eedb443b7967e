"""WB522: 定性指标得分与所述档次不符。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.attainment import cell_of, printed, score_text
from wenbiao.check.profile import Profile
from wenbiao.check.rule import Context, Rule, formula
from wenbiao.extract.directions import says
from wenbiao.extract.values import State
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain

TIERS = ("low", "middle", "high")


class QualitativeTier(Rule):
    """定性指标得分与所述档次不符。

    **查什么** 定性指标的完成情况写为“达成年度指标”“部分达成年度指标并具有一定效果”“未达成年度指标且效果较差”的，得分率应分别在100%—80%、
    80%—60%、60%—0（方案可调）。
    **为何查** 文字已定档，分数须在档内。
    **不合格** 完成情况“部分达成年度指标并具有一定效果”，分值10，得分10。
    **合格**   完成情况“达成年度指标”，分值10，得分9。
    **依据**   系统做法（三档名称）；各档比例依据待核
    """

    code = "WB522"
    name = "qualitative-tier"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the rows whose score lies outside the tier they name."""
        for row in context.base.indicators:
            got, most = row.points, row.max_points
            if (
                not row.applies
                or row.actual is None
                or got is None
                or not most
                or row.actual_value.state is not State.TEXT
            ):
                continue
            tier = next((t for t in TIERS if says(row.actual.text, "states", t)), None)
            if tier is None:
                continue
            low, high = (share * most for share in limits(tier, context.profile))
            if low <= got <= high:
                continue
            yield self.finding(
                f"“{row.name}”完成情况写“{printed(row.actual)[:30]}”，该档得分应在 {plain(low)} 至 {plain(high)} 分，{score_text(row)}。",
                cell_of(row, row.score, "得分"),
                cell_of(row, row.actual, "实际完成值"),
                formula(f"{plain(got)} ÷ {plain(most)} = {plain((got / most * 100).quantize(Decimal('0.1')))}%"),
                confidence=0.75,
                stated=plain(got),
                expected=f"{plain(low)}–{plain(high)}",
                unit="分",
                suggestion="请使得分与所述档次一致。",
            )


def limits(tier: str, profile: Profile) -> tuple[Decimal, Decimal]:
    """Return the shares of the weight between which a tier lies."""
    high, middle = profile["tier_high"], profile["tier_middle"]
    return {"high": (high, Decimal(1)), "middle": (middle, high), "low": (Decimal(0), middle)}[tier]
