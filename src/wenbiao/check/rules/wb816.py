"""WB816: 往年的内容留在本年报告中。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import Passage, passages
from wenbiao.check.rule import Context, Rule
from wenbiao.extract.identity import ANNUAL
from wenbiao.extract.residue import stale_documents, stale_labels, stale_titles
from wenbiao.extract.spans import Span
from wenbiao.model.finding import Finding, Severity


class StaleYear(Rule):
    """往年的内容留在本年报告中。

    **查什么** 本年成效里写“制定了”“印发了”名称带往年年份的方案、计划（早两年以上，或同句以报告年度开头）；
    表式标签、表题的年份不是报告年度。多年期规划和只作依据引用的不查。
    **为何查** 多为沿用旧稿未改，成效的真实性会受质疑。
    **不合格** 牵头组织专题会议，制定了《2022年“营商环境优化年”活动实施方案》。
    **合格**   根据《2022年实施方案》，制定了《2024年工作要点》《2021—2025年规划》。
    **依据**   逻辑；表式残留年份依表式本身
    """

    code = "WB816"
    name = "stale-year"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield plans of older years told as this year's work, and labels with another year."""
        year = context.year
        if year is None or context.base.identity.genre not in ANNUAL:
            return
        gap = int(context.profile["stale_years"])
        for passage in passages(context, stale_documents, stale_titles, stale_labels):
            for span in stale_documents(passage.text, year, gap):
                yield self.told(passage, span, year)
            for span in stale_titles(passage.text, year):
                yield self.finding(
                    f"表题写的是{span.note}年，本报告是{year}年度的。",
                    passage.evidence(span),
                    confidence=0.8,
                    suggestion="请核对所附的表是否本年度的，并改正年份。",
                )
            for span in stale_labels(passage.text, year):
                yield self.finding(
                    f"“{span.within(passage.text)}”写的是{span.note}年，本报告是{year}年度的。",
                    passage.evidence(span),
                    severity=Severity.INFO,
                    confidence=0.8,
                    suggestion="请核对表样年份；下发表样即如此的，请与主管部门确认。",
                )

    def told(self, passage: Passage, span: Span, year: int) -> Finding:
        """Return the finding on a plan of an older year."""
        return self.finding(
            f"{year}年度报告以{span.note}年的文件作当年成效：{span.within(passage.text)}。",
            passage.evidence(span),
            confidence=0.8,
            suggestion="请核对是否沿用往年文稿；确为往年文件的，请写明时间或改写。",
        )
