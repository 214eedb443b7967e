"""WB513: 等级与总分不符。"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from wenbiao.check.graded import Graded, graded
from wenbiao.check.profile import Profile
from wenbiao.check.rule import Context, Rule
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.quantity import plain


class GradeMismatch(Rule):
    """等级与总分不符。

    **查什么** 自评等级须与总分所在分数段一致：90分以上优，80—90良，60—80中，60以下差（分数段见方案）。文中自印分数段的不查。
    **为何查** 等级是总分的另一种说法，二者不符必有一误。
    **不合格** 自评得分78分，等级为优。
    **合格**   自评得分96分，等级为优；自评得分85分，评价等级良好。
    **依据**   系统做法；分数段的规定依据待核
    """

    code = "WB513"
    name = "grade-mismatch"
    severity = Severity.ERROR

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the grades that do not go with their score."""
        for grade in graded(context):
            low, high = band_of(grade.level, context.profile)
            if low <= grade.score < high:
                continue
            gap = low - grade.score if grade.score < low else grade.score - high
            sure = gap >= context.profile["grade_margin"]
            yield self.report(grade, f"{plain(low)}–{plain(min(high, Decimal(100)))}", sure=sure)

    def report(self, grade: Graded, band: str, *, sure: bool) -> Finding:
        """Return the finding on one grade."""
        return self.finding(
            f"总分 {plain(grade.score)} 分，等级写“{grade.word}”，该等级通常对应 {band} 分。",
            grade.evidence,
            *grade.support,
            severity=Severity.ERROR if sure else Severity.WARNING,
            confidence=0.9 if sure else 0.7,
            stated=grade.word,
            expected=band,
            unit="分",
            suggestion="请核对总分和等级；当地分数段不同的，请在文中写明。",
        )


def band_of(level: str, profile: Profile) -> tuple[Decimal, Decimal]:
    """Return the lowest score of a grade and the lowest of the next one up."""
    excellent, good, fair = (profile[name] for name in ("grade_excellent", "grade_good", "grade_fair"))
    above = Decimal("100.01")
    return {
        "优": (excellent, above),
        "良": (good, excellent),
        "中": (fair, good),
        "合格": (fair, above),
        "差": (Decimal(0), fair),
    }[level]
