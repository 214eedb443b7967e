"""WB613: 公开情况没有写明网站或时间。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.completeness import report_sections
from wenbiao.check.rule import Context, Rule, words
from wenbiao.extract.publication import publication_sentences
from wenbiao.extract.sections import section_text
from wenbiao.extract.unfilled import is_unfilled
from wenbiao.model.finding import Finding, Severity
from wenbiao.model.result import Genre

GENRES = (Genre.OVERALL, Genre.PROJECT, Genre.SPECIAL_FUND)


class PublicationVague(Rule):
    """公开情况没有写明网站或时间。

    **查什么** “自评结果拟应用和公开情况”一节说到公开的，应写明在哪里（网站名）、什么时候（日期，或与决算同时）公开。
    **为何查** “在相关网站按规定时间公开”无从监督。
    **不合格** 绩效自评情况会在规定的时间内在相关网站予以公开。
    **合格**   自评报告于2025年9月15日前在月桥区人民政府门户网站公开。
    **依据**   form:overall-self-evaluation（自评报告提纲的公开情况一节）
    """

    code = "WB613"
    name = "publication-vague"
    severity = Severity.INFO

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield one finding when the section on publication names no site or no time."""
        base = context.base
        if base.identity.genre not in GENRES or is_unfilled(base):
            return
        title = report_sections(base).get("results")
        if title is None:
            return
        found = [(p, s) for p in section_text(base.documents, title)[1:] for s in publication_sentences(p.text)]
        if not found:
            return
        lacking = [] if any(s.has_site for _, s in found) else ["公开的网站"]
        lacking += [] if any(s.has_time for _, s in found) else ["公开的时间"]
        if lacking:
            paragraph, sentence = found[0]
            yield self.finding(
                f"公开情况没有写明{'和'.join(lacking)}。",
                words(paragraph, sentence.span.start, sentence.span.end),
                confidence=0.75,
                stated="、".join(lacking),
                suggestion="请写明公开的网站名称和日期。",
            )
