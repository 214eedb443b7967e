"""Words around a figure that tell its relation to others: growth, change, share, comparison, parts."""

from __future__ import annotations

import re

UP = "追加|核增|增拨|增长|增加|上升|提高|提升|上涨|扩大|增多|新增|净增|调增|增支|增收|超出|超过年初预算|多支出|多"
DOWN = "追减|下降|减少|降低|回落|压减|压缩|缩减|节约|核减|调减|净减|减支|减收|减低|少支出|少|短收"
SHORT = "增|减|升|降|超|低于|高于"

CHANGE = re.compile(
    rf"(?P<verb>(?:(?P<down>负增长|{DOWN}|降|减|低于)|{UP}|增|升|超|高于))"
    r"(?:了|额|幅|幅度|率|数|比例|金额|比率)?(?P<noun>人员|支出|收入|经费|资金|预算|编制|职工|财政拨款|项目资金|项目支出|基本支出)?(?:为|达|达到|约|约为|近|超过|至少|共)?\s*[:：]?\s*$"
)
"""The verb of change right before a figure; "增加到" and "增长至" give a new level and do not match."""

NEEDS_COMPARISON = frozenset({"多", "少", "增", "减", "升", "降", "超", "低于", "高于", "超出", "新增", "节约", "压缩"})
"""Verbs that mean a change only after 比, 较 or 同比; alone they begin another statement (新增 5 个项目)."""

ADJUSTING = frozenset({"追加", "追减", "核增", "核减", "增拨", "调增", "调减"})
"""Verbs that change a budget whatever stands before them."""

COMPARISON = re.compile(
    r"(?:与|同|和|比|较|对比)(?P<reference>[^，。；：比较]{0,28}?(?:上年|去年|上一年|20\d{2}年|年初|预算|决算|同期|全年|计划)[^，。；：]{0,12}?)(?:对比|相比较|相比|相较|比较|比|来看)?(?=[，,]|增|减|下|上|提|降|多|少|有|净|持|基|压|节|回|超|低|高|[“\"]|$)"
    r"|(?P<yoy>同比|环比)"
)
COMPARED = re.compile(
    r"(?:与|同|和|比|较)(?=上|去|20|年初|预算|决算|全年|执行|支出|收入|收支|同期)(?:上一?年|去年|20\d{2}年)?(?:度|同期)?的?(?:年初)?(?:支出|收入|收支|全年)?(?:预算|决算|执行)?(?:总额|数|额)?(?:支出|收入)?(?:对比|相比较|相比|相较|比较|比)?(?=增|减|下降|上升|提高|降|升|多|少|$)"
    r"|(?:与|同|和|比|较)(?:上一?年度?|去年度?|20\d{2}年度?)(?:同期)?(?:年初)?(?:预算|决算)?(?:总额|数|额)?(?:对比|相比较|相比|相较|比较|比)?|(?:由|从)(?:上一?年度?|去年度?|20\d{2}年度?)(?:同期)?的?$|同比|环比"
)
"""The comparison inside a label, to be cut away: "收、支总计与上年决算数比" is about 收、支总计."""

REFERENCE = re.compile(
    r"^(?:(?:与|同|和)?(?:比|较)|(?:与|由|从|完成了?(?=.*(?:预算|计划|目标|任务|预期|指标)(?:安排)?[数额]?$)|占"
    r"|(?:未|没有?|不)(?:超过|超出|突破|高于)|(?:高|低|多|少)于)(?=.)"
    r"|(?:支出|收入)?(?:决算|执行|支出)(?:数|额)?(?:大|小|等|高|低|多|少)于(?=预算|年初|全年|上年))"
)
"""Openings of a label whose figure is only there to compare with."""

FROM = re.compile(r"^(?:由|从)")
SHARE = re.compile(
    r"(?:所?占)(?P<whole>[^，。；：]{0,40}?)(?:的)?(?:比例|比重|份额|比率|比)?(?:为|达|达到|约|约为|近|超过)*\s*[:：]?\s*$"
)
COMPLETION = re.compile(
    r"(?:完成(?!率)|达到|为|达|相当于|是)(?P<base>[^，。；：]{0,30}?(?:预算|计划|目标|任务|预期|决算|指标)[^，。；：]{0,14}?)的?(?:比例为|比例)?\s*$"
)
PARTS = re.compile(
    r"其\s*中|主要包括|包括|包含|主要用于|用于以下|具体为|具体如下|具体包括|分别用于|分别是|分为|构成|组成|方面"
)
MADE_OF = re.compile(r"[，,]\s*(?:主要)?由(?![于此上去年])")
MADE_UP = re.compile(r"(?:构成|组成)(?=[，,。；;）)]|$)")
"""A list after its whole whose verb stands at its end: "…7万元，由办公费3万元、水费4万元构成"."""

INSIDE = re.compile(
    r"^[，,、；;\s]*(?P<whole>[^，。；：、]{0,24}?(?:支出|经费|收入|资金|人员|金额|(?:预算|决算|执行)数?|总额|总数))中(?![心国央小])\s*[，,:：]?"
)
REASON = re.compile(r"原因|主要是|由于|因为|主要系|是因|因此|所致|用于支付|变动说明")
AGAIN = re.compile(r"[，。；,;](?:与|同|和|比|较)")
"""A new comparison after an explanation: "…，原因是…，与上年相比" goes back to the statement."""

ROUNDING = re.compile(r"四舍五入|尾差|尾数|小数点|取整")
RESPECTIVELY = re.compile(r"(?P<labels>[^，。；：]{3,60}?)(?:分别)(?:为|是|达|达到|完成|增长|下降|占)?\s*$")
COPULA = re.compile(
    r"(?:(?:[均各]?分?别?为|各|是|(?<!公)共|(?<![合总小会统预审估设累])计|累计|共计|达到?|约为?|接近|近|有|的|了|[到至](?!位)|已|仅|只|逾|超过|超|不足|不低于|不少于|不超过|至少|(?<=收入)(?:完成|执行|实现)|(?<=支出)(?:完成|执行|实现)|[≦≤≥≧<>＜＞]|其中|另有|还有|：|:|，|,|、|\s|“|＂|\"|（|\()+)$"
)
LEADING = re.compile(
    r"^(?:[，,、；;：:.．\s）)”]|以[上下内](?=[、，])|含(?!税)|另外|此外|同时|并且|并|以及|及其?|或|其\s*中|包括|主要包括|主要用于|主要有|一是|二是|三是|四是|五是|六是|分别是|分别为|具体为|即|则|共|的|而|对|且|又)+"
)
GEOGRAPHY = re.compile(
    r"^(?:全[国省市县区镇乡州盟旗]|[省市县区镇乡州]本级|[省市县区镇乡州]级|本级|我[省市县区]|全系统|全局|全校|全院)(?=.)"
)
RATE_WORD = re.compile(r"(?:率|比例|比重|进度|满意度|程度|占比|比率|覆盖面|幅度)$")
TOTALLING = re.compile(r"^(?:以?上?述?[一二两三四五六七八九十\d]*[项个者类笔]?)?(?:合计|共计|总计)$")
"""A label that only adds up what stands before it: "两项合计"."""

COMPLETING = re.compile(r"(?:完成|占|达到?)(?:年初|全年|调整|当年)?(?:支出)?预算数?(?:的|\d)")
GOAL_TITLE = re.compile(r"目标|任务")
TOLD_TITLE = re.compile(r"完成|实现|达成|成效|结果|情况说明")
BRACKETED = re.compile(r"（[^（）]*）|\([^()]*\)")
"""A closed bracket between two figures: an explanation, whose words are no cues."""
OPERATOR = re.compile(r"[×xX*/＊÷=＝+＋≦≤≥≧<>＜＞－-]\s*[（(]?\s*$")
"""A figure right after an operator is a term of a formula, not a statement."""
BOUNDED = re.compile(r"(?:目标|指标|计划|标准|完成)值?(?:为|是|：|:)?\s*[≦≤≥≧<>＜＞=＝]\s*$")
"""A sign after such words bounds the value they announce: 年度指标值≥140台."""

NAMED_INDICATOR = re.compile(r"(?:^|[，。；：、])(?P<name>[^，。；：\d]{2,30}?)指标[，：]")
"""X指标，年度指标值…，实际完成值…，得…分: the indicator all the figures up to the next ； are about."""

POINTS_GOT = re.compile(r"^(?:实际|自评)?(?:得分?|得分为|评分)$")

BUDGET_WORDS = re.compile(
    r"年初预算|全年预算|预算(?!执行|绩效|单位|部门)|决算|执行|实际|完成|(?<!本年)(?<!预算)(?<!安排)支出(?!预算|安排)"
)
