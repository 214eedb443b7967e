"""What ``wenbiao corpus duplicates`` and ``bank`` say, each text in Chinese and English."""

from __future__ import annotations

COPIES: dict[str, tuple[str, str]] = {
    "help.corpus.at": ("同 STORE。", "The same as STORE."),
    "help.duplicates": (
        "列出不同单位、地区、年度的报告里几乎相同的段落和目标，及其最早出处。",
        "List passages and goals that are nearly the same in different units, districts and years, with their earliest source.",
    ),
    "help.duplicates.format": ("输出格式：{choices}；默认 text。", "Output format: {choices}; default text."),
    "help.duplicates.most": ("每类最多列几组；默认 200。", "How many clusters of each kind to list; default 200."),
    "help.corpus.bank": (
        "统计这批报告共有的套话，写成套语库，供 check、judge 的 --bank 使用。",
        "Count the stock wording of the collection into a file for --bank of check and judge.",
    ),
    "help.corpus.bank.output": ("写到这个文件。", "Write to this file."),
    "help.corpus.report": (
        "把存储画成一个网页：地区比较、得分分布、疑点热力图、年度变化、雷同文字。",
        "Picture a store as one web page: districts, scores, findings by group, years, copies.",
    ),
    "help.corpus.report.output": ("写到这个 .html 文件。", "Write to this .html file."),
    "help.stats": (
        "按地区、年度、单位类型或报告类型统计，附区间；报告少的组向总体靠拢，不排名。",
        "Measure groups of reports with intervals; small groups borrow from the others and are not ranked.",
    ),
    "help.stats.by": ("分组：{choices}；默认 division（地区）。", "What to group by: {choices}; default division."),
    "help.stats.format": (
        "输出格式：{choices}；默认 text，有 --output 时从文件名。",
        "Output format: {choices}; default text, or as the name of --output ends.",
    ),
    "help.stats.output": ("写到这个文件。", "Write to this file."),
    "help.stats.minimum": (
        "报告少于 N 份的组不排名；默认 10。",
        "Groups with fewer than N reports are not ranked; default 10.",
    ),
    "help.stats.seed": (
        "随机数种子：同样的存储和种子得到同样的数。",
        "The seed of chance: the same store and seed give the same numbers.",
    ),
    "usage.corpus.store": ("没有给出存储。请写出存储所在的文件夹。", "No store was given; name its folder."),
    "usage.corpus.empty": (
        "“{store}”中没有核对过的报告。请先运行 wenbiao corpus run。",
        "There are no audited reports in '{store}'; run wenbiao corpus run first.",
    ),
    "copies.compared": (
        "比较了 {documents} 份报告的 {passages} 个段落（互不相同的 {distinct} 个）；年份、数字和本单位名称不计。",
        "Compared {passages} passages of {documents} reports ({distinct} different ones), years, numbers and own names apart.",
    ),
    "copies.totals": (
        "几乎相同的：跨单位 {units} 组，同一单位跨年度 {years} 组，单位不明 {unknown} 组；其中 {verbatim} 组连数字也相同。",
        "Nearly the same: {units} clusters over several units, {years} of one unit over years, {unknown} of unknown units;"
        " {verbatim} of them repeat the figures too.",
    ),
    "copies.spread.units": (
        "{documents} 份报告，{units} 个单位，{divisions} 个地区",
        "{documents} reports, {units} units, {divisions} districts",
    ),
    "copies.spread.years": ("同一单位 {documents} 个年度的报告", "{documents} reports of one unit"),
    "copies.spread.unknown": (
        "{documents} 份报告，单位不明，不能判断是谁的文字",
        "{documents} reports of unknown units: whose text it is cannot be told",
    ),
    "copies.verbatim": ("，{count} 份连数字也相同", ", {count} with the same figures"),
    "copies.figures": ("数字不同", "other figures"),
    "copies.source": ("最早", "earliest"),
    "copies.unit.unknown": ("单位不明", "unknown unit"),
    "copies.more": ("另有 {count} 份", "and {count} more"),
    "copies.pairs": ("整篇相似的报告：", "Reports that share much of their text:"),
    "copies.pair": (
        "{one} → {other}：相同语句 {shared} 句，占较短一份的 {share}",
        "{one} → {other}: {shared} sentences in common, {share} of the shorter one",
    ),
    "copies.apart": ("另列、不算雷同的（组数）：", "Set apart, not called copies (clusters):"),
    "copies.excuse.printed": ("引言、名词解释、职责、表注等", "introductions, definitions, duties, notes"),
    "copies.excuse.stock": ("套话", "stock wording"),
    "copies.excuse.common": ("许多单位都有的通用表述", "wording that many units share"),
    "copies.excuse.template": (
        "同一地区多数单位共用，可能是统一模板",
        "shared by most units of one district, perhaps a template",
    ),
    "copies.limits": (
        "文字相同不等于抄袭：可能同出一份文件，也可能由同一人代写。同一年度的几份报告分不出先后。请对照原文。",
        "The same words need not be copied: they may come from one document or one author. Reports of the same year have no order."
        " Compare the originals.",
    ),
    "bank.written": (
        "从 {documents} 份报告中统计出 {phrases} 个套语字串，见 {path}",
        "Counted {phrases} stock phrases in {documents} reports: {path}",
    ),
}
