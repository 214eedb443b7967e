"""WB608: 缺少应有的章节。"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from wenbiao.check.completeness import report_sections
from wenbiao.check.rule import Context, Rule, absent, words
from wenbiao.extract.sections import Title, known_sections, outlines
from wenbiao.extract.unfilled import is_unfilled
from wenbiao.model.finding import Finding, Role, Severity


class MissingSection(Rule):
    """缺少应有的章节。

    **查什么** 各类报告应有的章节（sections.toml）须能在标题中找到；写“无”也算有。序号丢失、标题写法不同的照认；
    文中说到而没有标题的只提示；认出的章节不足三节的材料（只有表格）不查。
    **为何查** 缺问题和原因一节，自评只剩成绩。
    **不合格** 整体支出自评报告由绩效情况直接到下一步改进措施，没有存在的问题。
    **合格**   “四、存在的问题及原因分析”；“（三）存在的主要问题”。
    **依据**   form:overall-self-evaluation（自评报告提纲）；二手材料（报告质量评分）
    """

    code = "WB608"
    name = "missing-section"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the required sections whose title is nowhere."""
        if is_unfilled(context.base):
            return
        found = report_sections(context.base)
        if len({id(t.paragraph) for t in found.values()}) < context.profile["section_count"]:
            return
        for outline in outlines():
            if context.base.identity.genre not in outline.genres or any(s not in found for s in outline.when):
                continue
            for section in outline.require:
                if section not in found:
                    mentions = known_sections()[section].mentions
                    spoken = mentions is not None and any(
                        mentions.search(p.text) for d in context.base.documents for p in d.body
                    )
                    yield self.report(section, found, Severity.INFO if spoken else Severity(outline.severity))

    def report(self, section: str, found: dict[str, Title], severity: Severity) -> Finding:
        """Return the finding on one section, with the title that comes after its usual place."""
        name = known_sections()[section].name
        order = list(known_sections())
        after = next((found[s] for s in order[order.index(section) + 1 :] if s in found), None)
        place = absent(f"缺少“{name}”一节")
        shown = []
        if after is not None:
            shown = [replace(words(after.paragraph, 0, len(after.paragraph.text)), role=Role.HEADING)]
            place = replace(place, where=after.paragraph.where())
        return self.finding(
            f"没有找到“{name}”一节。",
            place,
            *shown,
            severity=severity,
            confidence=0.85,
            suggestion=f"请补写“{name}”；确无内容的，保留标题并写“无”。",
        )
