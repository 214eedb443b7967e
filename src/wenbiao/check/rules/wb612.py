"""WB612: 缺少某类绩效指标。"""

from __future__ import annotations

from collections.abc import Iterator

from wenbiao.check.completeness import filled_forms
from wenbiao.check.evaluations import Evaluation
from wenbiao.check.rule import Context, Rule, absent, cell
from wenbiao.extract.directions import words
from wenbiao.extract.wording import fold
from wenbiao.model.finding import Finding, Severity

FIRST_LEVEL = {"output": "产出指标", "benefit": "效益指标", "satisfaction": "满意度指标"}
SECOND_LEVEL = {"quantity": "数量指标", "quality": "质量指标", "timeliness": "时效指标"}
COST = {"cost": "成本指标"}
FORMS = frozenset({"overall-self-evaluation", "project-self-evaluation"})
FEWEST = 3
ENOUGH = 2
"""A form that names fewer of the first-level classes follows another system of indicators."""


class ClassAbsent(Rule):
    """缺少某类绩效指标。

    **查什么** 自评表应设产出（数量、质量、时效）、成本、效益、满意度各类指标，不适用的写“无”。缺产出、效益或满意度提请补充，
    缺其余各类只提示；表中没有二级指标的只看一级。
    **为何查** 少设一类，等于不评价这一面。
    **不合格** 自评表只有产出指标，没有效益、满意度指标，也没有写“无”。
    **合格**   生态效益指标写“无”；成本指标设在产出指标之下。
    **依据**   二手材料（目标应包括产出、成本、效益和服务对象满意度）
    """

    code = "WB612"
    name = "class-absent"
    severity = Severity.WARNING

    def check(self, context: Context) -> Iterator[Finding]:
        """Yield the forms that leave classes out."""
        for form in filled_forms(context):
            if len(form.indicators) < FEWEST or not any(s.form in FORMS for s in form.sheets):
                continue
            missing = self.missing(form)
            if not missing:
                continue
            grave = any(m in FIRST_LEVEL.values() for m in missing)
            first = form.indicators[0]
            yield self.finding(
                f"“{form.caption}”未见{'、'.join(missing)}，也没有写“无”。",
                absent(f"未见{'、'.join(missing)}"),
                cell(first.table, first.name_cell, (form.caption,)),
                severity=Severity.WARNING if grave else Severity.INFO,
                confidence=0.75,
                stated="、".join(missing),
                suggestion="请补设指标，或写“无”并说明理由。",
            )

    @staticmethod
    def missing(form: Evaluation) -> list[str]:
        """Return the classes that neither a heading nor a name of the form mentions."""
        rows = [i for s in form.sheets for i in s.indicators]
        headings = "\n".join({fold(r.level1 + r.level2) for r in rows})
        if sum(any(word in headings for word in words("classes", c)) for c in FIRST_LEVEL) < ENOUGH:
            return []
        has_second = sum(bool(r.level2) for r in rows) * 2 > len(rows)
        wanted = FIRST_LEVEL | (SECOND_LEVEL | COST if has_second else {})
        names = headings + "\n" + "\n".join(fold(r.name) for r in rows)
        return [
            name
            for c, name in wanted.items()
            if not any(word in (names if c in COST else headings) for word in words("classes", c))
        ]
