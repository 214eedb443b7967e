"""文字质量分：一致、具体、非套话、完整四项的平均，0 到 1，附区间。

**量什么** 自评报告写得怎样，不量做得怎样；可以在单位、地区、年度之间比较，不能用来给个人或单位打分排名。
**一致** consistency＝c÷(c＋e＋1)。c 是得到表格或算式印证的数字个数，e 是 WB1 至 WB5 各组的错误条数。
**具体** specificity＝[d÷(d＋8)＋m÷(n＋1)]÷2。d 是每千字里有所指的数字个数（字数加 500），n 是目标和指标的个数，
m 是其中可衡量的个数。
**套话** boilerplate＝(b＋1)÷(s＋1)。b 是目标、问题、措施、效益各节中套话（分类器认定，或绝大部分在所用套语库中，又没有职责用词）的句数，
s 是总句数；越低越好，计分用 1 减它。
**完整** completeness＝六项的平均：
绩效情况、存在的问题、改进措施、结果应用四节有没有（各 0 或 1），目标与完成情况填了多少，指标的值和得分填了多少。
**为何加一** 没有证据的不算好：没有可核对的数字、没有目标、没有问题措施各节，不会因为“没有错”而得高分；删去内容不能提高得分。
**区间** 各项按能数到的个数估计标准误，得分上下各 1.96 个标准误，不出 0 到 1；短报告区间宽，两份报告区间重叠时不分高下。
**不受影响** 得分只由个数决定，段落、表格换个次序不变。
**局限** 套话和可衡量由分类器判断（见 docs/judge.md）；没有附表的报告一致项低，请与附表一并审核（--package）。
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from wenbiao.check.completeness import report_sections
from wenbiao.check.rule import short
from wenbiao.extract.base import SELF_EVALUATIONS, FactBase
from wenbiao.extract.spans import sentences
from wenbiao.judge.bank import with_bank
from wenbiao.judge.classify import verdict_on
from wenbiao.judge.statements import Role, Statement, goal_statements, section_statements
from wenbiao.judge.vocabulary import Kind, words_in
from wenbiao.model.address import Part
from wenbiao.model.fact import Fact, Relation
from wenbiao.model.finding import Finding, Link, Severity, Verdict
from wenbiao.model.result import Quality

PAGE = __doc__ or ""
"""The page that ``wenbiao rules quality`` shows."""
PARTS = ("consistency", "specificity", "boilerplate", "completeness")
CONFIRMED = (Verdict.SUPPORTED, Verdict.ROUNDING, Verdict.DERIVED)
ARITHMETIC = ("WB1", "WB2", "WB3", "WB4", "WB5")
JUDGED = (Role.GOAL, Role.PROBLEM, Role.MEASURE, Role.BENEFIT)
NEEDED = ("performance", "problems", "measures", "results")
HALF_DENSITY = 8.0
"""So many figures with an object per thousand characters earn half of the density: a plain report has five to fifteen."""
EXTRA_LETTERS = 500
PER = 1000
SHORTEST_SENTENCE = 8
SPREAD = 1.96


@dataclass(frozen=True, slots=True)
class Counts:
    """What the measure is made of; see the page of ``wenbiao rules quality``.

    ``present`` holds the shares of the six things a report should have, from 0 to 1.
    """

    confirmed: int
    contradicted: int
    figures: int
    letters: int
    measurable: int
    goals: int
    boilerplate: int
    statements: int
    present: tuple[float, ...]


def quality_of(counts: Counts) -> Quality:
    """Return the measure with its interval and parts, all from 0 to 1, rounded to three decimals."""
    consistency = counts.confirmed / (counts.confirmed + counts.contradicted + 1)
    density = counts.figures * PER / (counts.letters + EXTRA_LETTERS)
    dense = density / (density + HALF_DENSITY)
    measurable = counts.measurable / (counts.goals + 1)
    specificity = (dense + measurable) / 2
    boilerplate = (counts.boilerplate + 1) / (counts.statements + 1)
    completeness = sum(counts.present) / len(counts.present)
    score = (consistency + specificity + 1 - boilerplate + completeness) / len(PARTS)
    margin = SPREAD * math.sqrt(sum(variances(counts, dense))) / len(PARTS)
    values = (consistency, specificity, boilerplate, completeness)
    return Quality(
        round(score, 3),
        (round(max(0.0, score - margin), 3), round(min(1.0, score + margin), 3)),
        {name: round(value, 3) for name, value in zip(PARTS, values, strict=True)},
    )


def variances(counts: Counts, dense: float) -> Iterator[float]:
    """Yield the squared standard errors of the counted parts; the form of a report is not a matter of chance."""
    yield share_variance(counts.confirmed, counts.confirmed + counts.contradicted)
    figures = counts.figures + 1
    yield (share_variance(counts.measurable, counts.goals) + (dense * (1 - dense)) ** 2 / figures) / 4
    yield share_variance(counts.boilerplate, counts.statements)


def share_variance(part: int, whole: int) -> float:
    """Return the variance of a share after ``part`` of ``whole`` were seen, by Jeffreys' prior."""
    a, b = part + 0.5, whole - part + 0.5
    return a * b / ((a + b) ** 2 * (a + b + 1))


def quality(base: FactBase, links: Sequence[Link], findings: Sequence[Finding]) -> Quality | None:
    """Return the quality of a self-evaluation report; None for other documents, which promise other things."""
    if base.identity.genre not in SELF_EVALUATIONS:
        return None
    return quality_of(counts_of(base, links, findings))


def counts_of(base: FactBase, links: Sequence[Link], findings: Sequence[Finding]) -> Counts:
    """Return what the measure counts in one report."""
    goals = [
        (str(s.role), s.text)
        for s in (*goal_statements(base), *section_statements(base.documents))
        if s.role is Role.GOAL
    ]
    goals += [
        (str(Role.INDICATOR), f"{i.name}：{i.target.text}")
        for i in base.indicators
        if i.applies and i.target is not None and i.target.text
    ]
    stock, statements = boilerplate_statements(base)
    return Counts(
        confirmed=sum(link.verdict in CONFIRMED for link in links),
        contradicted=sum(f.severity is Severity.ERROR and f.code.startswith(ARITHMETIC) for f in findings),
        figures=sum(map(is_tied, base.facts)),
        letters=letters_in(base),
        measurable=sum(not verdict_on(role, text).vague for role, text in goals),
        goals=len(goals),
        boilerplate=len(stock),
        statements=statements,
        present=tuple(present_in(base)),
    )


def is_tied(fact: Fact) -> bool:
    """Whether a stated figure says what it is about, and is no threshold and no figure to compare with."""
    return bool(fact.concept or fact.subject) and not fact.reference and fact.relation is not Relation.THRESHOLD


def letters_in(base: FactBase) -> int:
    """Return how many letters the text of a document set has, figures and marks left out."""
    texts = (p.text for d in base.documents for p in d.paragraphs() if p.part is Part.BODY)
    return sum(sum(map(str.isalpha, text)) for text in texts)


@lru_cache(maxsize=2)
def boilerplate_statements(base: FactBase) -> tuple[tuple[Statement, ...], int]:
    """Return the sentences of goals, problems, measures and benefits that any unit could write, and of how many."""
    every = [
        one
        for s in (*goal_statements(base), *section_statements(base.documents))
        if s.role in JUDGED
        for one in sentences_of(s)
    ]
    return tuple(s for s in every if is_boilerplate(s, base.bank)), len(every)


def is_boilerplate(statement: Statement, bank: str | None = None) -> bool:
    """Whether any other unit could write the same: classifier or bank say so, and no word of any duty stands against it."""
    if any(span.note == Kind.DUTY for span in words_in(statement.text)):
        return False
    role = Role.RESULT if statement.role is Role.BENEFIT else statement.role
    return with_bank(verdict_on(str(role), statement.text), statement.text, bank).boilerplate


def sentences_of(statement: Statement) -> Iterator[Statement]:
    """Yield the sentences of a statement, the very short ones left out."""
    for span in sentences(statement.text):
        text = span.within(statement.text).strip()
        if len(text) >= SHORTEST_SENTENCE:
            yield replace(statement, text=text, evidence=replace(statement.evidence, quote=short(text)))


def present_in(base: FactBase) -> Iterator[float]:
    """Yield how far a report has each of the six things it should have, from 0 to 1."""
    held = report_sections(base)
    yield from (float(name in held) for name in NEEDED)
    cells = [c for sheet in base.sheets for g in sheet.goals for c in (g.expected, g.actual)]
    told = any(s.role in (Role.GOAL, Role.RESULT) for s in section_statements(base.documents))
    yield share([c is not None and bool(c.text) for c in cells]) if cells else float(told)
    rows = [i for i in base.indicators if i.applies]
    yield share(
        [
            i.score is not None and bool(i.score.text) and bool((i.actual or i.explanation or i.name_cell).text)
            for i in rows
        ]
    )


def share(filled: Sequence[bool]) -> float:
    """Return the share of what is filled, 0 of nothing."""
    return sum(filled) / len(filled) if filled else 0.0
