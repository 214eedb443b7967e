"""One invented report as markup: every figure that may be spoilt stands in a slot of its own."""

# ruff: noqa: E501, S311 — a paragraph of the text is one line; a seeded choice, nothing secret
from __future__ import annotations

import random
import re
from decimal import Decimal

from content.blocks import growth, rate
from content.forms import overall_form, points, total_score

from invented.figures import Figures, Work, indicators_of
from invented.wording import Speech

Slots = dict[str, str]
SLOT = re.compile(r"\{(\w+)\}")
NONE = "\n".join(f"## {name}支出情况\n无。" for name in ("政府性基金预算", "国有资本经营预算", "社会保险基金预算"))


def slots_of(figures: Figures, speech: Speech) -> Slots:
    """Return the printed form of what faults may change, each used once in the text."""
    f, now, before = figures, figures.total, figures.before
    rows = indicators_of(f, speech)
    gap = abs(now - before)
    slots = {
        "ending": str(f.end),
        "offices": str(len(speech.offices)),
        "total": str(now),
        "gap": str(gap),
        "direction": "增加" if now > before else "减少",
        "trend": "增长" if now > before else "下降",
        "growth": growth(now, before),
        "basic": str(f.basic),
        "share": rate(f.wages, f.basic),
        "project": str(f.project),
        "execution": f.amounts.rate,
        "satisfied": rate(f.content, f.asked),
        "cell_rate": f.amounts.rate,
        "cell_score": str(f.amounts.score),
        "cell_total": points(total_score(f.amounts, rows)),
        "score": points(total_score(f.amounts, rows)),
        "survey": survey_day(speech),
        "stop": "。",
        "remark": speech.detail(),
        "measures": "## 下一步改进措施\n" + "\n".join(measures(figures, speech)),
        "applied": applied(f, speech),
    }
    for i, work in enumerate(f.works):
        slots[f"goal{i}"] = goal(work, f.year, speech)
        slots[f"done{i}"] = str(work.done)
    for i, row in enumerate(rows):
        slots[f"reason{i}"] = row.reason
    return slots


def survey_day(speech: Speech) -> str:
    """Return the day of the survey, in a month with thirty days."""
    return f"{speech.draw.choice((6, 9, 11))}月{speech.draw.randint(3, 27)}日"


def goal(work: Work, year: int, speech: Speech) -> str:
    """Return a goal that can be checked."""
    end = f"{year}年{speech.draw.choice((10, 11, 12))}月{speech.draw.randint(10, 30)}日前"
    pattern = speech.draw.choice(
        (
            "{end}{verb}{object}{wanted}{measure}以上，{rate_name}不低于{rate}%",
            "{verb}{object}不少于{wanted}{measure}，{rate_name}达到{rate}%以上，{end}完成",
            "在{spot}、{spot2}等处{verb}{object}{wanted}{measure}以上，{end}{rate_name}达到{rate}%以上",
        )
    )
    spots = {"spot": speech.fill["spot"](), "spot2": speech.fill["spot2"]()}
    return pattern.format(
        end=end, verb=work.verb, object=work.object, wanted=work.wanted, measure=work.measure,
        rate_name=work.rate_name, rate=work.rate_wanted, **spots,
    )  # fmt: skip


def result(i: int, work: Work) -> str:
    """Return what came of the work, as the form says it."""
    return f"{i + 1}.{work.verb}{work.object}{work.done}{work.measure}，{work.rate_name}{work.rate_done}%"


def told(i: int, work: Work, speech: Speech) -> str:
    """Return the paragraph of a work; its amount stands in a slot."""
    lead = speech.draw.choice(("全年{verb}{object}", "{verb}{object}共", "本年{verb}{object}", "累计{verb}{object}"))
    text = lead.format(verb=work.verb, object=work.object) + f"{{done{i}}}{work.measure}"
    ratio = speech.draw.choice((f"，{work.rate_name}{work.rate_done}%", f"；{work.rate_name}为{work.rate_done}%"))
    more = "；".join(speech.detail() for _ in range(speech.draw.randint(1, 2)))
    return f"{text}{ratio}。{more}。"


def problems(figures: Figures, speech: Speech) -> list[str]:
    """Return the problems, one a paragraph: what was missed, and what went wrong besides."""
    missed = [
        f"{w.verb}{w.object}{w.done}{w.measure}，比目标少{w.short}{w.measure}，原因是{speech.reason()}。"
        for w in figures.works
        if w.short
    ]
    other = [f"{speech.reason()}，{speech.draw.choice(speech.spots)}的进度比计划晚{speech.draw.randint(4, 27)}天。"]
    return [f"{i}.{text}" for i, text in enumerate(missed + other, 1)]


def measures(figures: Figures, speech: Speech) -> list[str]:
    """Return the measures, one a paragraph."""
    return [f"{i}.{speech.fix()}。" for i in range(1, 2 + max(1, sum(w.short > 0 for w in figures.works)))]


def applied(figures: Figures, speech: Speech) -> str:
    """Return the section on how the result is used and made public."""
    grade = "优"
    return (
        f"## 绩效自评结果拟应用和公开情况\n整体支出自评得分{{score}}分，自评等级为{grade}。"
        f"自评结果用于核定{figures.year + 1}年{figures.projects[0][0]}项目预算，由{speech.draw.choice(speech.offices)}测算单价。"
        f"自评报告拟于{figures.year + 1}年9月{speech.draw.randint(3, 28)}日前在{speech.draw.choice(speech.spots)}公示栏和门户网站公开。"
    )


def money_text(figures: Figures, speech: Speech, funder: str) -> str:
    """Return the part on money with its slots."""
    f = figures
    listed = "，".join(f"{name}项目{spent}万元" for name, _, spent in f.projects)
    cause = speech.reason()
    return f"""## 一般公共预算支出情况
{f.year}年年初预算{f.initial}万元，{funder}追加{f.added}万元，全年预算{f.initial + f.added}万元，预算执行率{{execution}}。全年支出决算{{total}}万元，比上年支出决算{f.before}万元{{direction}}{{gap}}万元，{{trend}}{{growth}}，主要原因是{cause}。
### 基本支出情况
基本支出{{basic}}万元，其中：工资福利支出{f.wages}万元，占{{share}}；商品和服务支出{f.goods}万元；对个人和家庭的补助{f.personal}万元。
### 项目支出情况
项目支出{{project}}万元，其中：{listed}。{{remark}}。"""


def markup(figures: Figures, speech: Speech, heading: str, funder: str) -> str:
    """Return the whole report; ``heading`` is the unit's name as title and seal line print it."""
    f = figures
    goals = [f"{{goal{i}}}" for i in range(len(f.works))]
    return f"""
# {f.year}年度{heading}整体支出绩效自评报告
> 单位（盖章）：{heading}
## 单位基本情况
### 主要职能
本单位{speech.duty()}。
### 机构和人员情况
内设机构{{offices}}个，分别是{"、".join(speech.offices)}。核定编制{f.posts}人。年初在职{f.start}人，全年调入{f.came}人，调出{f.left}人，退休{f.retired}人，年末在职{{ending}}人。
{money_text(f, speech, funder)}
{NONE}
## 部门整体支出绩效情况
{chr(10).join(told(i, w, speech) for i, w in enumerate(f.works))}
{{survey}}在{speech.draw.choice(speech.spots)}发放问卷{f.asked}份，收回{f.asked}份，满意{f.content}份，满意度{{satisfied}}{{stop}}{speech.detail()}。
## 存在的问题及原因分析
{chr(10).join(problems(f, speech))}
{{measures}}
{{applied}}
## 其他需要说明的情况
无。
---
附件
# {f.year}年度部门整体支出绩效自评表
{form(figures, speech, heading, goals)}
填表人：{speech.person()}　填报日期：{f.year + 1}年{speech.draw.randint(2, 4)}月{speech.draw.randint(1, 28)}日　联系电话：{speech.draw.randint(5000000, 6999999)}　单位负责人签字：{speech.person()}
"""


def filled(text: str, slots: Slots) -> str:
    """Return the text with its slots filled; a section in a slot has slots of its own."""
    for name in ("measures", "applied"):
        text = text.replace(f"{{{name}}}\n", slots[name] and slots[name] + "\n")
    return SLOT.sub(lambda found: slots[found[1]], text)


def form(figures: Figures, speech: Speech, heading: str, goals: list[str]) -> str:
    """Return the 自评表 with slots for what may be spoilt in it."""
    f = figures
    rows = indicators_of(f, Speech(random.Random(0), speech.unit, f.year))
    zero = Decimal("0.00")
    rows = [
        type(r)(r.level1, r.level2, r.name, r.target, r.actual, r.weight, r.score, f"{{reason{i}}}")
        for i, r in enumerate(rows)
    ]
    text = overall_form(
        heading, f.amounts, (f.total, zero, zero, zero), (f.basic, f.project),
        "⏎".join(f"{i}.{g}；" for i, g in enumerate(goals, 1)),
        "⏎".join(result(i, w) + "；" for i, w in enumerate(f.works)),
        rows,
    )  # fmt: skip
    total = points(total_score(f.amounts, rows))
    text = text.replace(f"| {f.amounts.rate} | {f.amounts.score} |", "| {cell_rate} | {cell_score} |")
    return text.replace(f"| 100 | {total} |", "| 100 | {cell_total} |")
