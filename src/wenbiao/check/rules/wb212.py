"""WB212: 同一事物名称前后不一。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.passages import passages
from wenbiao.check.rule import Context, Rule, cell
from wenbiao.extract.indicators import Indicator
from wenbiao.extract.variants import core_of, is_elsewhere, near_misses, project_names, quoted_variants, twin_names
from wenbiao.model.finding import Finding, Severity


class InconsistentName(Rule):
    """同一事物名称前后不一。

    **查什么** 同一段里上下文相同、局部相同的两个引号名称；本单位名称、项目名称在别处错一两个字；两张表中只差一个同音字的指标名。
    **为何查** 名称不一，读者不知是一件事还是两件事，也查不到。
    **不合格** 推进全域“慧眼矩阵”建设。目前，全域“视智矩阵”建设方案已经成形。
    **合格**   推进全域“慧眼矩阵”建设。目前，全域“慧眼矩阵”建设方案已经成形；开展“一网通办”改革、“一窗通办”改革。
    **依据**   逻辑
    """

    code = "WB212"
    name = "inconsistent-name"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield names in two versions."""
        for passage in passages(context, quoted_variants):
            for pair in quoted_variants(passage.text, context.text):
                yield self.finding(
                    f"同一处称“{pair.names[0]}”，又称“{pair.names[1]}”，请核对是否同一事项。",
                    passage.evidence(pair.second, widen=True),
                    passage.evidence(pair.first, widen=True),
                    confidence=0.75,
                    suggestion="请统一名称。",
                )
        yield from self.misnamed(context)
        yield from self.twins(list(context.base.indicators))

    def misnamed(self, context: Context) -> Iterator[Finding]:
        """Yield the unit's and the projects' names with a character or two wrong."""
        places, unit = core_of(context.base.identity.unit)
        projects = [name for view in context.base.views for name in project_names(view.table)]
        known = [unit, *projects]
        names = tuple(dict.fromkeys(known))
        for passage in passages(context):
            for name in names:
                for span in near_misses(passage.text, name, known):
                    if name == unit and is_elsewhere(passage.text, span.start, places):
                        continue
                    yield self.finding(
                        f"“{span.within(passage.text)}”与“{name}”只差一两个字，请核对名称。",
                        passage.evidence(span),
                        confidence=0.75,
                        expected=name,
                        suggestion="请统一名称。",
                    )

    def twins(self, rows: list[Indicator]) -> Iterator[Finding]:
        """Yield the names of indicators that differ in one character of the same sound."""
        by_name = {"".join(row.name.split()): row for row in reversed(rows)}
        for one, other in twin_names(list(reversed(by_name))):
            yield self.finding(
                f"指标名“{one}”与“{other}”只差一个同音或形近字，请核对用字。",
                *(cell(by_name[name].table, by_name[name].name_cell) for name in (other, one)),
                severity=Severity.INFO,
                confidence=0.7,
                suggestion="请统一指标名称。",
            )
